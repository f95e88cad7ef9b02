/* cmd_plugin.c: guiju plugin: which plugins there are, what they take, a new one's start, and their trial. */
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/plugin_sub.h"
#include "engine/cli/subcommand.h"

static const struct gj_subcommand subcommands[] = {
	{ "list", 0, 0, "", "", gj_plugin_list },
	{ "show", 1, 1, "NAME", "", gj_plugin_show },
	{ "new", 1, 1, "NAME --kind source|notifier", "kind output", gj_plugin_new },
	{ "test", 1, 2, "FILE.so [LOCATION]", "option rules category list deadline",
	  gj_plugin_test },
	{ 0 },
};

static int run(const struct gj_args *args)
{
	return gj_subcommand_run(&gj_command_plugin, subcommands, args);
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
