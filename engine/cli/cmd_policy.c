/* cmd_policy.c: guiju policy: what is asked about whole policies; diff sets two side by side. */
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/policy_diff.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"

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

static int run(const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format");
	bool json = strcmp(format, "json") == 0;

	if (!json && strcmp(format, "text") != 0) {
		gj_say_error(tr("guiju policy: --format is text or json, not %s"), format);
		return GJ_EXIT_USAGE;
	}
	if (strcmp(args->operands[0], "diff") == 0)
		return diff(args, json);
	gj_say_error(tr("guiju policy: there is diff A B, not %s"), args->operands[0]);
	return GJ_EXIT_USAGE;
}

static const struct gj_arg options[] = {
	{ .name = "format",
	  .value = "text|json",
	  .help = TR_NOOP("form of the report"),
	  .fallback = "text" },
	{ 0 },
};

const struct gj_command gj_command_policy = {
	.name = "policy",
	.operands = TR_NOOP("diff A B"),
	.summary = TR_NOOP("Compares two policies: what became stricter or looser, and for whom."),
	.status = TR_NOOP(
	    "Ends with 0 where both have the same effect; with 1 where somebody may be judged or\n"
	    "counted otherwise, or where that is not decided."),
	.example = "guiju policy diff rules/wuhan-2022 rules/example-wuhan-2023",
	.args = options,
	.least = 3,
	.most = 3,
	.run = run,
};
