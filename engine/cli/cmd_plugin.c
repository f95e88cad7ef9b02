/* cmd_plugin.c: guiju plugin: which plugins there are, what they take, a new one's start, and their trial. */
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/plugin_sub.h"
#include "engine/cli/say.h"

#include <string.h>

/* Operands behind the name, and the options that it knows. */
static const struct {
	const char *name;
	size_t least, most;
	const char *takes;
	const char *options;
	int (*run)(const struct gj_args *args);
} subcommands[] = {
	{ "list", 0, 0, "", "", gj_plugin_list },
	{ "show", 1, 1, "NAME", "", gj_plugin_show },
	{ "new", 1, 1, "NAME --kind source|notifier", "kind output", gj_plugin_new },
	{ "test", 1, 2, "FILE.so [LOCATION]", "option rules category list deadline",
	  gj_plugin_test },
};
enum { SUBCOMMANDS = sizeof subcommands / sizeof *subcommands };

static bool in_words(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = strstr(words, word); at; at = strstr(at + 1, word))
		if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
	return false;
}

static int unknown(const char *word)
{
	const char *names[SUBCOMMANDS], *near;

	for (size_t i = 0; i < SUBCOMMANDS; i++)
		names[i] = subcommands[i].name;
	near = gj_text_near(word, names, SUBCOMMANDS);
	if (near)
		gj_say_error(tr("guiju plugin: there is no %s; did you mean %s?"), word, near);
	else
		gj_say_error(
		    tr("guiju plugin: there is list, show NAME, new NAME and test FILE.so, "
		       "not %s"),
		    word);
	return GJ_EXIT_USAGE;
}

static int run(const struct gj_args *args)
{
	size_t i = 0;

	while (i < SUBCOMMANDS && strcmp(args->operands[0], subcommands[i].name) != 0)
		i++;
	if (i == SUBCOMMANDS)
		return unknown(args->operands[0]);
	if (args->n_operands - 1 < subcommands[i].least ||
	    args->n_operands - 1 > subcommands[i].most) {
		gj_say_error(tr("guiju plugin: write it as guiju plugin %s %s"),
		             subcommands[i].name, subcommands[i].takes);
		return GJ_EXIT_USAGE;
	}
	for (const struct gj_arg *o = gj_command_plugin.args; o->name; o++)
		if (gj_args_has(args, o->name) && !in_words(subcommands[i].options, o->name)) {
			gj_say_error(tr("guiju plugin: %s takes no --%s"), subcommands[i].name,
			             o->name);
			return GJ_EXIT_USAGE;
		}
	return subcommands[i].run(args);
}

static const struct gj_arg options[] = {
	{ .name = "kind",
	  .value = "source|notifier",
	  .help = TR_NOOP("with new: what the plugin shall be") },
	{ .name = "output",
	  .value = TR_NOOP("DIR"),
	  .help = TR_NOOP("with new: the folder to write (default: NAME)") },
	{ .name = "option",
	  .value = TR_NOOP("NAME=VALUE"),
	  .help = TR_NOOP("with test: an option of the plugin; secrets as env:NAME or file:/path"),
	  .many = true },
	GJ_ARG_RULES,
	{ .name = "category",
	  .value = TR_NOOP("CATEGORY"),
	  .help = TR_NOOP("with test: the facts that are read (default: the first category's)") },
	{ .name = "list",
	  .value = TR_NOOP("NAME"),
	  .help = TR_NOOP("with test: read the rows of this list instead") },
	{ .name = "deadline",
	  .value = TR_NOOP("SECONDS"),
	  .help = TR_NOOP("with test: how long a call may take"),
	  .fallback = "5" },
	{ 0 },
};

const struct gj_command gj_command_plugin = {
	.name = "plugin",
	.operands = TR_NOOP("list | show NAME | new NAME | test FILE.so [LOCATION]"),
	.summary = TR_NOOP("Lists plugins and their options; starts a new one; tries whether one "
	                   "keeps its contract."),
	.status = TR_NOOP("list and test end with 1 where a plugin is broken."),
	.example = "guiju plugin list\n"
		   "guiju plugin show csv\n"
		   "guiju plugin new register --kind source\n"
		   "guiju plugin test register/register.so register/sample.tsv",
	.args = options,
	.least = 1,
	.most = 3,
	.run = run,
};
