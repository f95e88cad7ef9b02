/* cmd_sample.c: guiju sample: draws cases to look at again, so that anybody can repeat the draw. */
#include "db/sample_row.h"
#include "db/store.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/draw.h"
#include "engine/cli/say.h"
#include "engine/cli/share.h"
#include "engine/decide/decision.h"
#include "engine/run/stored.h"

#include <stdlib.h>
#include <string.h>

/* "10%", "2.5%" or "20" into the rule; 0 or an exit status. */
static int read_rule(struct gj_sample_rule *out, const char *size, const char *least)
{
	int64_t number, per;
	char *end;

	if (!gj_share_read(&number, &per, size)) {
		gj_say_error(tr("guiju sample: --size is a share of all such as 10%% or a number "
		                "of cases such as 20, not %s"),
		             size);
		return GJ_EXIT_USAGE;
	}
	*out = (struct gj_sample_rule){ .number = number, .per = per };
	out->least = strtol(least, &end, 10);
	if (end == least || *end || out->least < 0 || out->least > 1000000) {
		gj_say_error(tr("guiju sample: --least is a whole number, not %s"), least);
		return GJ_EXIT_USAGE;
	}
	return 0;
}

static int read_ask(struct gj_sample_ask *out, const struct gj_args *args,
                    const struct gj_policy *policy)
{
	const char *result = gj_args_get(args, "result");
	int rc = read_rule(&out->rule, gj_args_get(args, "size"), gj_args_get(args, "least"));

	if (rc)
		return rc;
	out->size = gj_args_get(args, "size");
	out->rule.seed = gj_args_get(args, "seed");
	out->strata = gj_args_get(args, "by");
	out->category = gj_policy_category(policy, args->operands[0]);
	out->result = result ? gj_result_find(result) : -1;
	out->n_include = gj_args_all(args, "include", &out->include);
	if (out->rule.seed == NULL || *out->rule.seed == '\0') {
		gj_say_error(
		    tr("guiju sample: --seed is needed: any words that were fixed in public "
		       "before the draw, such as the date and a lottery number"));
		return GJ_EXIT_USAGE;
	}
	if (out->category == NULL || out->category->registered_only) {
		gj_say_error(tr("guiju sample: %s has no category %s with decisions"), policy->id,
		             args->operands[0]);
		return GJ_EXIT_USAGE;
	}
	if (result && out->result < 0) {
		gj_say_error(tr("guiju sample: no result %s; there are eligible, ineligible, "
		                "incomplete, review, conditional"),
		             result);
		return GJ_EXIT_USAGE;
	}
	return 0;
}

static int draw(const struct gj_args *args, struct gj_store *store, enum gj_report_format format,
                struct gj_err *err)
{
	struct gj_policy *policy = NULL;
	struct gj_sample_ask ask = { .store = store, .dry_run = gj_args_has(args, "dry-run") };
	int64_t id = 0;
	int rc = gj_stored_latest(&policy, store, err);

	if (rc == 0) {
		ask.policy = policy;
		rc = read_ask(&ask, args, policy);
		if (rc) {
			gj_policy_free(policy);
			return rc;
		}
		rc = gj_sample_make(&ask, &id, format, err);
	}
	if (rc == 0 && id)
		rc = gj_sample_show(store, policy, id, format, err);
	gj_policy_free(policy);
	return rc;
}

static int run(const struct gj_args *args)
{
	const char *show = gj_args_get(args, "show");
	bool list = gj_args_has(args, "list"), dry = gj_args_has(args, "dry-run");
	enum gj_report_format format;
	struct gj_store *store = NULL;
	struct gj_err err;
	int rc = gj_report_format_read(&format, "sample", gj_args_get(args, "format"));

	if (rc)
		return rc;
	if ((args->n_operands == 1) == (show || list)) {
		gj_say_error(tr("guiju sample: name the category to draw from, or one of --show ID "
		                "and --list"));
		return GJ_EXIT_USAGE;
	}
	rc = gj_store_open(&store, gj_args_get(args, "db"),
	                   show || list || dry ? GJ_STORE_READ : GJ_STORE_WRITE, &err);
	if (rc == 0 && list)
		rc = gj_sample_list(store, format, &err);
	else if (rc == 0 && show)
		rc = gj_sample_show(store, NULL, strtoll(show, NULL, 10), format, &err);
	else if (rc == 0)
		rc = draw(args, store, format, &err);
	if (rc < 0)
		rc = gj_say_failed(&err);
	gj_store_close(store);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_DB,
	{ .name = "size",
	  .value = TR_NOOP("SHARE|NUMBER"),
	  .help = TR_NOOP("how many: a share such as 10% (rounded up), or a number"),
	  .fallback = "10%" },
	{ .name = "seed",
	  .value = TR_NOOP("WORDS"),
	  .help = TR_NOOP("what decides the lots; fix it in public before the draw; needed") },
	{ .name = "by",
	  .value = TR_NOOP("FACTS"),
	  .help = TR_NOOP("facts with options that make the strata, joined by commas"),
	  .fallback = "bureau" },
	{ .name = "least",
	  .value = TR_NOOP("NUMBER"),
	  .help = TR_NOOP("at least so many of each stratum"),
	  .fallback = "0" },
	{ .name = "include",
	  .value = TR_NOOP("CODE=REASON"),
	  .help = TR_NOOP("takes this applicant without a draw, and says why"),
	  .many = true },
	{ .name = "result",
	  .value = TR_NOOP("RESULT"),
	  .help = TR_NOOP("draw only from those with this result") },
	{ .name = "format",
	  .value = "text|csv|json",
	  .help = TR_NOOP("form of the list"),
	  .fallback = "text" },
	{ .name = "dry-run", .help = TR_NOOP("draw, record nothing") },
	{ .name = "list", .help = TR_NOOP("the draws that were recorded") },
	{ .name = "show", .value = TR_NOOP("ID"), .help = TR_NOOP("a recorded draw again") },
	{ 0 },
};

const struct gj_command gj_command_sample = {
	.name = "sample",
	.operands = TR_NOOP("[CATEGORY]"),
	.summary = TR_NOOP("Draws cases to look at again, by lot; the same words draw the same."),
	.example = "guiju sample enterprise --size 10% --seed 2022-12-01-0357 --by bureau",
	.args = options,
	.least = 0,
	.most = 1,
	.run = run,
};
