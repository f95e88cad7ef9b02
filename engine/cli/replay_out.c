/* replay_out.c: a decision with what it was made from, and check by check what came out otherwise. */
#include "engine/cli/replay_out.h"

#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/decide/decision.h"

#include <inttypes.h>
#include <jansson.h>

static const char *const causes[] = {
	[GJ_REPLAY_NONE] = "",
	[GJ_REPLAY_DECISION] =
	    TR_NOOP("the decision was changed after it was stored (guiju audit verify tells more)"),
	[GJ_REPLAY_ADDED] =
	    TR_NOOP("the decision was not stored by guiju: no block of its log tells of it"),
	[GJ_REPLAY_FACTS] = TR_NOOP(
	    "the facts were changed after they were stored (guiju audit verify tells more)"),
	[GJ_REPLAY_POLICY] =
	    TR_NOOP("the stored policy was changed, and its hash with it (guiju audit "
	            "verify tells more)"),
	[GJ_REPLAY_OTHERS] = TR_NOOP(
	    "these checks ask about other applicants: facts of theirs were imported while the run "
	    "went on, or before the log was kept"),
	[GJ_REPLAY_DEFECT] = TR_NOOP("guiju's two ways of judging do not agree: a defect of guiju; "
	                             "please report it with this output"),
	[GJ_REPLAY_PROGRAM] = TR_NOOP(
	    "this version of guiju judges the same input otherwise than the one that decided"),
};
static const char *const cause_codes[] = {
	[GJ_REPLAY_NONE] = "",
	[GJ_REPLAY_DECISION] = "decision_changed",
	[GJ_REPLAY_ADDED] = "decision_added",
	[GJ_REPLAY_FACTS] = "facts_changed",
	[GJ_REPLAY_POLICY] = "policy_changed",
	[GJ_REPLAY_OTHERS] = "other_applicants",
	[GJ_REPLAY_DEFECT] = "evaluators_disagree",
	[GJ_REPLAY_PROGRAM] = "program_changed",
};
_Static_assert(sizeof causes / sizeof *causes == GJ_REPLAY_CAUSES, "words for each");

static const char *result_word(enum gj_result result, enum gj_lang lang)
{
	return gj_label_in(gj_result_label(result), lang);
}

static void print_checks(struct gj_buf *out, const struct gj_replay_result *r, enum gj_lang lang)
{
	for (size_t i = 0; i < r->n_checks; i++) {
		const struct gj_replay_check *c = &r->checks[i];

		gj_buf_printf(out, tr("  %s (%s) %s: stored %s, came out %s\n"), c->check->id,
		              c->check->clause, gj_label_in(c->check->label, lang),
		              gj_label_in(gj_outcome_label(c->stored), lang),
		              gj_label_in(gj_outcome_label(c->replayed), lang));
	}
}

void gj_replay_print(struct gj_buf *out, const struct gj_replay_result *r, enum gj_lang lang)
{
	char day[GJ_DAY_TEXT];

	gj_buf_printf(out, tr("decision %" PRId64), r->row->id);
	if (r->application->id)
		gj_buf_printf(out, tr(": %s (%s), %s %d"), r->application->name,
		              r->application->code, r->application->category, r->application->year);
	gj_buf_putc(out, '\n');
	if (r->version->id)
		gj_buf_printf(out,
		              tr("  made in run %" PRId64 " from revision %" PRId64
		                 ", policy %s (%.12s), as of %s\n"),
		              r->row->run, r->row->revision, r->version->policy, r->version->hash,
		              gj_day_print(day, r->row->reference));
	switch (r->state) {
	case GJ_REPLAY_SAME:
		gj_buf_printf(out, tr("  made again, it is the same, byte by byte: %s\n"),
		              result_word(r->stored, lang));
		return;
	case GJ_REPLAY_DIFFERENT:
		gj_buf_printf(out, tr("  made again, it is different: stored %s, came out %s\n"),
		              result_word(r->stored, lang), result_word(r->replayed, lang));
		print_checks(out, r, lang);
		gj_buf_printf(out, tr("  likely cause: %s\n"), tr(causes[r->cause]));
		return;
	case GJ_REPLAY_FAILED:
		gj_buf_printf(out, tr("  cannot be made again: %s\n"), r->text);
		return;
	}
}

static json_t *checks_json(const struct gj_replay_result *r)
{
	json_t *all = json_array();
	bool failed = false;

	for (size_t i = 0; i < r->n_checks; i++) {
		const struct gj_replay_check *c = &r->checks[i];

		failed |=
		    json_array_append_new(all, json_pack("{s:s, s:s, s:s, s:s}", "id", c->check->id,
		                                         "clause", c->check->clause, "stored",
		                                         gj_outcome_name(c->stored), "replayed",
		                                         gj_outcome_name(c->replayed))) != 0;
	}
	if (!failed)
		return all;
	json_decref(all);
	return NULL;
}

struct json_t *gj_replay_json(const struct gj_replay_result *r)
{
	static const char *const states[] = { [GJ_REPLAY_SAME] = "same",
		                              [GJ_REPLAY_DIFFERENT] = "different",
		                              [GJ_REPLAY_FAILED] = "failed" };
	bool judged = r->state != GJ_REPLAY_FAILED;
	char day[GJ_DAY_TEXT];

	return json_pack("{s:I, s:s, s:{s:I, s:s, s:s, s:i}, s:I, s:I, s:{s:s, s:s}, s:s,"
	                 " s:s*, s:s*, s:o, s:s*, s:s*}",
	                 "decision", (json_int_t)r->row->id, "state", states[r->state],
	                 "application", "id", (json_int_t)r->application->id, "credit_code",
	                 r->application->code, "category", r->application->category, "year",
	                 r->application->year, "run", (json_int_t)r->row->run, "revision",
	                 (json_int_t)r->row->revision, "policy", "id", r->version->policy, "hash",
	                 r->version->hash, "reference_date", gj_day_print(day, r->row->reference),
	                 "stored", judged ? gj_result_name(r->stored) : NULL, "replayed",
	                 judged ? gj_result_name(r->replayed) : NULL, "checks", checks_json(r),
	                 "cause", r->cause ? cause_codes[r->cause] : NULL, "why",
	                 judged ? NULL : r->text);
}
