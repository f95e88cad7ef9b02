/* plugin_list.c: guiju plugin list and show: the plugins that are found, and what each takes. */
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/cli/plugin_sub.h"
#include "engine/cli/say.h"
#include "engine/run/conform.h"
#include "engine/run/plugin.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *kind(const struct guiju_plugin *t)
{
	if (t->source && t->notifier)
		return tr("source, notifier");
	if (t->source)
		return tr("source");
	return t->notifier ? tr("notifier") : tr("nothing");
}

static const char *in_language(const char *zh, const char *en)
{
	const char *text = gj_say_lang() == GJ_LANG_EN ? en : zh;

	return text ? text : "";
}

struct trouble {
	const char *file;
	size_t n;
};

static void broken(void *ctx, const char *title, const char *text)
{
	struct trouble *t = ctx;

	(void)title;
	t->n++;
	printf(tr("broken: %s\n"), text);
}

/* Loads it in a process of its own first: whatever lies in the folder may crash. */
static int list_file(const char *file, size_t *n_broken)
{
	struct trouble trouble = { .file = file };
	const struct gj_conform_args args = { .file = file, .finding = broken, .ctx = &trouble };
	const struct guiju_plugin *t;
	struct gj_plugin *plugin;
	struct gj_err err;
	int rc = gj_conform_load(&args, &err);

	if (rc == 0 && trouble.n == 0)
		rc = gj_plugin_load(&plugin, file, NULL, &err);
	if (rc < 0)
		return gj_say_failed(&err);
	if (trouble.n > 0) {
		*n_broken += 1;
		return 0;
	}
	t = gj_plugin_table(plugin);
	printf("%s  %s  %s  %s\n", t->name, kind(t), t->version,
	       in_language(t->summary_zh, t->summary_en));
	gj_plugin_free(plugin);
	return 0;
}

static int is_shared_object(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 3 && strcmp(e->d_name + n - 3, ".so") == 0;
}

static int list_folder(const char *folder, size_t *n_broken)
{
	struct dirent **entries;
	char file[4096];
	int n = scandir(folder, &entries, is_shared_object, alphasort);
	int rc = 0;

	for (int i = 0; i < n; i++) {
		snprintf(file, sizeof file, "%s/%s", folder, entries[i]->d_name);
		if (rc == 0)
			rc = list_file(file, n_broken);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return rc;
}

int gj_plugin_list(const struct gj_args *args)
{
	size_t n_broken = 0;
	char *path = gj_plugin_path();
	char *rest = NULL;
	int rc = 0;

	(void)args;
	if (path == NULL) {
		struct gj_err err;

		gj_err_nomem(&err, tr("the plugins"));
		return gj_say_failed(&err);
	}
	for (char *folder = strtok_r(path, ":", &rest); folder && rc == 0;
	     folder = strtok_r(NULL, ":", &rest))
		rc = list_folder(folder, &n_broken);
	free(path);
	return rc ? rc : gj_say_done(n_broken ? GJ_EXIT_FINDINGS : GJ_EXIT_DONE);
}

static void show_type(const struct guiju_option *o)
{
	switch (o->type) {
	case GUIJU_OPTION_NUMBER:
		printf(tr("whole number, default %s"), o->value);
		break;
	case GUIJU_OPTION_CHOICE:
		printf(tr("one of: %s; default %s"), o->choices, o->value);
		break;
	case GUIJU_OPTION_SECRET:
		printf("%s", tr("secret, as env:NAME or file:/path"));
		break;
	default:
		if (o->value[0])
			printf(tr("text, default %s"), o->value);
		else
			printf("%s", tr("text"));
	}
}

int gj_plugin_show(const struct gj_args *args)
{
	const struct guiju_plugin *t;
	struct gj_plugin *plugin;
	struct gj_err err;

	if (gj_plugin_load(&plugin, args->operands[1], NULL, &err) < 0)
		return gj_say_failed(&err);
	t = gj_plugin_table(plugin);
	printf("%s %s: %s\n", t->name, t->version, in_language(t->summary_zh, t->summary_en));
	printf(tr("kind: %s\n"), kind(t));
	if (t->endings[0])
		printf(tr("reads: %s\n"), t->endings);
	printf(tr("interface: %u.%u\n"), (unsigned)t->abi_major, (unsigned)t->abi_minor);
	printf(tr("file: %s\n"), gj_plugin_file(plugin));
	printf("%s", t->n_options ? tr("options (--option NAME=VALUE):\n") : tr("no options\n"));
	for (size_t i = 0; i < t->n_options; i++) {
		const struct guiju_option *o = &t->options[i];

		printf("  %s  (", o->name);
		show_type(o);
		printf(")\n      %s\n", in_language(o->help_zh, o->help_en));
	}
	gj_plugin_free(plugin);
	return gj_say_done(GJ_EXIT_DONE);
}
