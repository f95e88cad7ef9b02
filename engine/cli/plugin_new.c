/* plugin_new.c: guiju plugin new: copies the template of a source or notifier under its own name. */
#include "engine/base/buf.h"
#include "engine/base/tr.h"
#include "engine/cli/plugin_sub.h"
#include "engine/cli/say.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#ifndef GUIJU_TEMPLATE_DIR
#define GUIJU_TEMPLATE_DIR "/usr/local/share/guiju/template"
#endif

enum { NAME_MAX_BYTES = 40, FILE_MAX_BYTES = 1 << 20 };

/* The word that stands for the plugin's name in every file of the template. */
#define WORD "template"

static bool is_name(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return n > 0 && n <= NAME_MAX_BYTES && name[n] == '\0' && name[0] >= 'a';
}

static int read_file(struct gj_buf *out, const char *path, struct gj_err *err)
{
	FILE *f = fopen(path, "rbe");
	char block[4096];
	size_t n;

	if (f == NULL)
		return gj_err_set(err, GJ_EIO,
		                  tr("the template %s cannot be read: %s; is guiju installed?"),
		                  path, strerror(errno));
	while ((n = fread(block, 1, sizeof block, f)) > 0 && out->n < FILE_MAX_BYTES)
		gj_buf_put(out, block, n);
	fclose(f);
	return out->failed ? gj_err_nomem(err, path) : 0;
}

static void put_renamed(struct gj_buf *out, const char *text, const char *name)
{
	const char *at;

	while ((at = strstr(text, WORD))) {
		gj_buf_put(out, text, (size_t)(at - text));
		gj_buf_puts(out, name);
		text = at + strlen(WORD);
	}
	gj_buf_puts(out, text);
}

static int write_file(const char *path, const struct gj_buf *text, struct gj_err *err)
{
	FILE *f = fopen(path, "wbxe");
	bool good = f && fwrite(gj_buf_str(text), 1, text->n, f) == text->n;

	if (f && fclose(f) != 0)
		good = false;
	if (good)
		return 0;
	return gj_err_set(err, GJ_EIO, tr("%s cannot be written: %s"), path, strerror(errno));
}

static int copy(const char *dir, const char *from, const char *to, const char *name,
                struct gj_err *err)
{
	const char *templates = getenv("GUIJU_TEMPLATE_PATH");
	struct gj_buf text, renamed;
	char path[4096];
	int rc;

	gj_buf_init(&text);
	gj_buf_init(&renamed);
	snprintf(path, sizeof path, "%s/%s", templates ? templates : GUIJU_TEMPLATE_DIR, from);
	rc = read_file(&text, path, err);
	put_renamed(&renamed, gj_buf_str(&text), name);
	snprintf(path, sizeof path, "%s/%s", dir, to);
	if (rc == 0)
		rc = renamed.failed ? gj_err_nomem(err, path) : write_file(path, &renamed, err);
	gj_buf_fini(&text);
	gj_buf_fini(&renamed);
	return rc;
}

int gj_plugin_new(const struct gj_args *args)
{
	const char *name = args->operands[1], *kind = gj_args_get(args, "kind");
	const char *dir = gj_args_get(args, "output") ? gj_args_get(args, "output") : name;
	bool source = kind && strcmp(kind, "source") == 0;
	const char *file = source ? "source.c" : "notifier.c";
	struct gj_err err;
	int rc;

	if (kind == NULL || (!source && strcmp(kind, "notifier") != 0)) {
		gj_say_error(tr("guiju plugin: which kind? give --kind source or --kind notifier"));
		return GJ_EXIT_USAGE;
	}
	if (!is_name(name)) {
		gj_say_error(tr("guiju plugin: \"%s\" is not the name of a plugin: give small "
		                "letters, digits and _, at most %d"),
		             name, NAME_MAX_BYTES);
		return GJ_EXIT_USAGE;
	}
	if (mkdir(dir, 0777) != 0) {
		gj_say_error(errno == EEXIST
		                 ? tr("guiju plugin: %s is there already: give another --output")
		                 : tr("guiju plugin: the folder %s cannot be made"),
		             dir);
		return GJ_EXIT_FAILED;
	}
	rc = copy(dir, file, file, name, &err);
	if (rc == 0)
		rc = copy(dir, source ? "source.mk" : "notifier.mk", "Makefile", name, &err);
	if (rc == 0)
		rc = copy(dir, "README.md", "README.md", name, &err);
	if (rc == 0 && source)
		rc = copy(dir, "sample.tsv", "sample.tsv", name, &err);
	if (rc < 0)
		return gj_say_failed(&err);
	printf(tr("%s/%s: follow its numbered steps, then: make -C %s test\n"), dir, file, dir);
	return gj_say_done(GJ_EXIT_DONE);
}
