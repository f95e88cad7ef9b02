/* cmd_policy.c: guiju policy: what concerns whole policies; diff sets two side by side, the others put in force. */
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/policy_diff.h"
#include "engine/cli/publish.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"
#include "engine/cli/subcommand.h"

#include <string.h>

static int diff(const struct gj_args *args, bool json)
{
	struct gj_rules *a = NULL, *b = NULL;
	struct gj_diff d;
	struct gj_err err;
	int rc = gj_rules_need(&a, args->operands[1]);

	if (rc)
		return rc;
	rc = gj_rules_need(&b, args->operands[2]);
	if (rc == 0) {
		rc = gj_diff_run(&d, a->policy, &a->files, b->policy, &b->files, &err);
		if (rc == 0) {
			bool alike = strcmp(a->policy->id, b->policy->id) == 0;
			const struct gj_policy_diff p = {
				.a = alike ? args->operands[1] : a->policy->id,
				.b = alike ? args->operands[2] : b->policy->id,
				.diff = &d,
			};

			rc = json ? gj_policy_diff_json(&p, &err) : gj_policy_diff_text(&p, &err);
			if (rc == 0)
				rc = d.effect ? GJ_EXIT_FINDINGS : GJ_EXIT_DONE;
			gj_diff_fini(&d);
		}
		if (rc < 0)
			rc = gj_say_failed(&err);
		gj_rules_close(b);
	}
	gj_rules_close(a);
	return rc;
}

static int run_diff(const struct gj_args *args)
{
	return diff(args, strcmp(gj_args_get(args, "format"), "json") == 0);
}

static const struct gj_subcommand subcommands[] = {
	{ "diff", 2, 2, "A B", "format", run_diff },
	{ "list", 0, 0, "", "db format", gj_publish_list },
	{ "publish", 1, 1, "DIR", "db by why replaces as-of run dry-run", gj_publish_policy },
	{ "rollback", 0, 0, "", "db by why to as-of run dry-run", gj_publish_rollback },
	{ "approve", 1, 1, "ID", "db by why as-of run dry-run", gj_publish_approve },
	{ "two-person", 0, 1, "[on|off]", "db by", gj_publish_two_person },
	{ 0 },
};

static int run(const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format");

	if (strcmp(format, "json") != 0 && strcmp(format, "text") != 0) {
		gj_say_error(tr("guiju policy: --format is text or json, not %s"), format);
		return GJ_EXIT_USAGE;
	}
	return gj_subcommand_run(&gj_command_policy, subcommands, args);
}

static const struct gj_arg options[] = {
	{ .name = "format",
	  .value = "text|json",
	  .help = TR_NOOP("form of the report"),
	  .fallback = "text" },
	GJ_ARG_DB,
	{ .name = "by",
	  .value = TR_NOOP("NAME"),
	  .help = TR_NOOP("who does it; needed to publish, go back, approve") },
	{ .name = "why", .value = TR_NOOP("TEXT"), .help = TR_NOOP("the reason, kept for good") },
	{ .name = "to",
	  .value = TR_NOOP("HASH|ID"),
	  .help = TR_NOOP("with rollback: the publication to go back to (default: what the newest "
	                  "replaced)") },
	{ .name = "replaces",
	  .value = "ID",
	  .help = TR_NOOP("with publish: the publication of another name that goes out of force") },
	{ .name = "as-of",
	  .value = TR_NOOP("DATE"),
	  .help = TR_NOOP("the day of the preview, and of --run (default: that of the last run)") },
	{ .name = "run", .help = TR_NOOP("evaluate right away what is in force then") },
	{ .name = "dry-run", .help = TR_NOOP("check, test and preview; store nothing") },
	{ 0 },
};

const struct gj_command gj_command_policy = {
	.name = "policy",
	.operands = TR_NOOP("diff A B | list | publish DIR | rollback | approve ID | two-person "
	                    "[on|off]"),
	.summary = TR_NOOP("Compares two policies; puts policies in force, and takes them back."),
	.status = TR_NOOP(
	    "diff ends with 0 where both have the same effect; with 1 where somebody may be judged or\n"
	    "counted otherwise, or where that is not decided. The others end with 1 where they refuse."),
	.example = "guiju policy diff wuhan-2022 example-wuhan-2023\n"
		   "guiju policy publish wuhan-2022 --by Li --why issued --as-of 2022-11-30 --run\n"
		   "guiju policy list",
	.args = options,
	.least = 1,
	.most = 3,
	.run = run,
};
