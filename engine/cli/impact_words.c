/* impact_words.c: the words that all forms of an impact report share. */
#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/cli/impact_out.h"
#include "engine/cli/say.h"
#include "engine/eval/outcome.h"
#include "engine/run/select.h"

#include <inttypes.h>

static const struct {
	const char *key, *label;
} kinds[GJ_IMPACT_KINDS] = {
	[GJ_IMPACT_LOST] = { "lost", TR_NOOP("no longer eligible") },
	[GJ_IMPACT_GAINED] = { "gained", TR_NOOP("newly eligible") },
	[GJ_IMPACT_CHANGED] = { "changed", TR_NOOP("another result") },
	[GJ_IMPACT_FLIPPED] = { "flipped", TR_NOOP("same result, other checks") },
	[GJ_IMPACT_STANDS] = { "stands", TR_NOOP("a ruling stands: to be reviewed") },
	[GJ_IMPACT_SAME] = { "same", TR_NOOP("unchanged") },
};

const char *gj_impact_result_label(int result)
{
	return result == GJ_IMPACT_NONE
	           ? tr("not decided")
	           : gj_label_in(gj_result_label((enum gj_result)result), gj_say_lang());
}

const char *gj_impact_result_key(int result)
{
	return result == GJ_IMPACT_NONE ? "undecided" : gj_result_name((enum gj_result)result);
}

const char *gj_impact_outcome_label(int outcome)
{
	return outcome == GJ_IMPACT_ABSENT
	           ? tr("no such check")
	           : gj_label_in(gj_outcome_label((enum gj_outcome)outcome), gj_say_lang());
}

const char *gj_impact_outcome_key(int outcome)
{
	return outcome == GJ_IMPACT_ABSENT ? "absent" : gj_outcome_name((enum gj_outcome)outcome);
}

const char *gj_impact_kind_label(enum gj_impact_kind kind)
{
	return tr(kinds[kind].label);
}

const char *gj_impact_kind_key(enum gj_impact_kind kind)
{
	return kinds[kind].key;
}

const char *gj_impact_category_label(const struct gj_impact_category *c)
{
	const struct gj_category *known = c->is ? c->is : c->was;

	return known ? gj_label_in(known->label, gj_say_lang()) : c->key;
}

const char *gj_impact_bureau_label(const struct gj_impact *m, const char *key)
{
	const struct gj_policy *p = m->args.policy;
	int at = gj_policy_bureau(p, key);

	return at < 0 ? tr("(no bureau)") : gj_label_in(p->bureaus[at].label, gj_say_lang());
}

void gj_impact_head(struct gj_buf *out, const struct gj_impact *m)
{
	const struct gj_policy *p = m->args.policy;
	char day[GJ_DAY_TEXT], force[96];

	gj_buf_printf(out, tr("new: %s (%.12s), applications of %d judged as of %s\n"), p->id,
	              p->hash, m->args.year, gj_day_print(day, m->args.reference));
	if (m->as_if)
		gj_buf_printf(out,
		              tr("it is a policy of another year: programme_year is taken as %d\n"),
		              m->args.year);
	if (!gj_select_in_force(p, m->args.reference))
		gj_buf_printf(out,
		              tr("it is in force %s: as of this day it would decide nothing; this "
		                 "is what it would say\n"),
		              gj_select_force(force, sizeof force, p));
	if (m->was == NULL)
		gj_buf_puts(out, tr("stored: nothing was decided yet\n"));
	else if (m->reference_was == GJ_DAY_NONE)
		gj_buf_printf(out,
		              tr("stored: decisions as of several days, the last by %s (%.12s)\n"),
		              m->version.policy, m->version.hash);
	else
		gj_buf_printf(out, tr("stored: decisions as of %s, the last by %s (%.12s)\n"),
		              gj_day_print(day, m->reference_was), m->version.policy,
		              m->version.hash);
	if (m->totals.newer)
		gj_buf_printf(out,
		              tr("%" PRIu64 " were decided on older facts than are stored now: "
		                 "what differs there need not be the policy's doing\n"),
		              m->totals.newer);
}

const char *gj_impact_others(void)
{
	return tr("Conditions on other applicants (a station counts the enterprises that it built) "
	          "see what the new policy decides of them here; recognitions are as stored. "
	          "Nothing was stored.");
}

void gj_impact_sum(struct gj_buf *out, const struct gj_impact *m)
{
	const struct gj_impact_totals *t = &m->totals;
	uint64_t newly, below = gj_impact_below(m, &newly);

	gj_buf_printf(out,
	              tr("%" PRIu64 " applications, %" PRIu64 " judged: %" PRIu64
	                 " no longer eligible, %" PRIu64 " newly eligible, %" PRIu64
	                 " with another result, %" PRIu64 " with the same result by other checks"),
	              t->seen, t->judged, t->kinds[GJ_IMPACT_LOST], t->kinds[GJ_IMPACT_GAINED],
	              t->kinds[GJ_IMPACT_CHANGED], t->kinds[GJ_IMPACT_FLIPPED]);
	if (t->kinds[GJ_IMPACT_STANDS])
		gj_buf_printf(out, tr("; %" PRIu64 " would be reviewed, since a ruling stands"),
		              t->kinds[GJ_IMPACT_STANDS]);
	gj_buf_printf(out,
	              tr("; eligible %" PRIu64 " → %" PRIu64 "; floors missed by %" PRIu64
	                 ", %" PRIu64 " of them newly"),
	              t->was[GJ_ELIGIBLE], t->is[GJ_ELIGIBLE], below, newly);
}

void gj_impact_flip_label(struct gj_buf *out, const struct gj_impact_flip *f)
{
	const struct gj_check *c = f->is ? f->is : f->was;

	gj_buf_printf(out, "%s %s%s%s → %s", c->clause, gj_label_in(c->label, gj_say_lang()),
	              gj_say_lang() == GJ_LANG_ZH ? "：" : ": ",
	              gj_impact_outcome_label(f->outcome_was),
	              gj_impact_outcome_label(f->outcome_is));
}
