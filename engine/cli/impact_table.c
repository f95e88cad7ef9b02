/* impact_table.c: the tables of an impact report, row by row into whatever takes rows. */
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/impact_out.h"
#include "engine/cli/say.h"

#include <inttypes.h>
#include <string.h>

enum { CELL = 24 };

static const struct {
	const char *name, *title;
	unsigned texts;
} parts[GJ_IMPACT_PARTS] = {
	[GJ_IMPACT_TRANSITIONS] = { "transitions", TR_NOOP("From one result to another"), 4 },
	[GJ_IMPACT_BUREAUS] = { "bureaus", TR_NOOP("Bureaus and their targets"), 2 },
	[GJ_IMPACT_CHECKS] = { "checks", TR_NOOP("Checks that came out otherwise"), 6 },
	[GJ_IMPACT_AFFECTED] = { "affected", TR_NOOP("The affected, and why"), 16 },
};

const char *gj_impact_part_name(enum gj_impact_part part)
{
	return parts[part].name;
}

const char *gj_impact_part_title(enum gj_impact_part part)
{
	return tr(parts[part].title);
}

unsigned gj_impact_part_texts(enum gj_impact_part part)
{
	return parts[part].texts;
}

int gj_impact_part_find(const char *name)
{
	for (int i = 0; i < GJ_IMPACT_PARTS; i++)
		if (strcmp(parts[i].name, name) == 0)
			return i;
	return -1;
}

static const char *number(char out[CELL], uint64_t n)
{
	snprintf(out, CELL, "%" PRIu64, n);
	return out;
}

static const char *signed_number(char out[CELL], uint64_t is, uint64_t was)
{
	snprintf(out, CELL, "%+" PRId64, (int64_t)(is - was));
	return is == was ? "0" : out;
}

/* --- by category and bureau: from .. to --- */

static int flow_rows(const struct gj_impact_sink *sink, const char *category, const char *bureau,
                     const gj_impact_flow *flow, struct gj_err *err)
{
	char n[CELL];
	int rc = 0;

	for (int was = 0; rc == 0 && was < GJ_IMPACT_RESULTS; was++)
		for (int is = 0; rc == 0 && is < GJ_IMPACT_RESULTS; is++) {
			const char *cells[] = { category, bureau, gj_impact_result_label(was),
				                gj_impact_result_label(is),
				                number(n, (*flow)[was][is]) };

			if ((*flow)[was][is])
				rc = sink->row(sink->ctx, cells, 5, err);
		}
	return rc;
}

static int transitions(struct gj_impact *m, const struct gj_impact_sink *sink, struct gj_err *err)
{
	const struct gj_policy *p = m->args.policy;
	const char *heads[] = { tr("category"), tr("bureau"), tr("was"), tr("becomes"),
		                tr("applications") };
	int rc = sink->start(sink->ctx, GJ_IMPACT_TRANSITIONS, heads, 5, err);

	for (size_t i = 0; rc == 0 && i < m->n_categories; i++) {
		const struct gj_impact_category *c = &m->categories[i];
		const char *label = gj_impact_category_label(c);

		rc = flow_rows(sink, label, tr("city"), &c->flow, err);
		for (size_t b = 0; rc == 0 && b <= p->n_bureaus; b++)
			rc = flow_rows(sink, label,
			               b < p->n_bureaus
			                   ? gj_label_in(p->bureaus[b].label, gj_say_lang())
			                   : tr("(no bureau)"),
			               &c->bureaus[b], err);
	}
	return rc;
}

/* --- targets --- */

static const char *floor_cell(char out[CELL], int floor)
{
	if (floor == GJ_FLOOR_NONE)
		return tr("n/a");
	snprintf(out, CELL, "%d", floor);
	return out;
}

static const char *gap_cell(char out[CELL], int floor, uint64_t eligible)
{
	if (floor == GJ_FLOOR_NONE)
		return tr("n/a");
	return number(out, (uint64_t)floor > eligible ? (uint64_t)floor - eligible : 0);
}

static void lost_gained(uint64_t out[2], const gj_impact_flow *flow)
{
	out[0] = out[1] = 0;
	for (int r = 0; r < GJ_IMPACT_RESULTS; r++)
		if (r != GJ_ELIGIBLE) {
			out[0] += (*flow)[GJ_ELIGIBLE][r];
			out[1] += (*flow)[r][GJ_ELIGIBLE];
		}
}

static int bureau_row(struct gj_impact *m, const struct gj_impact_sink *sink,
                      const struct gj_impact_category *c, size_t bureau, const char *name,
                      struct gj_err *err)
{
	char text[9][CELL];
	struct gj_impact_target t;
	uint64_t moved[2];

	gj_impact_target(&t, m, c, bureau);
	lost_gained(moved, bureau == SIZE_MAX ? &c->flow : &c->bureaus[bureau]);
	const char *cells[] = { gj_impact_category_label(c),
		                name,
		                floor_cell(text[0], t.floor_was),
		                floor_cell(text[1], t.floor_is),
		                number(text[2], t.eligible_was),
		                number(text[3], t.eligible_is),
		                signed_number(text[4], t.eligible_is, t.eligible_was),
		                number(text[5], moved[0]),
		                number(text[6], moved[1]),
		                gap_cell(text[7], t.floor_was, t.eligible_was),
		                gap_cell(text[8], t.floor_is, t.eligible_is) };

	return sink->row(sink->ctx, cells, sizeof cells / sizeof *cells, err);
}

static bool is_empty(const gj_impact_flow *flow)
{
	for (int was = 0; was < GJ_IMPACT_RESULTS; was++)
		for (int is = 0; is < GJ_IMPACT_RESULTS; is++)
			if ((*flow)[was][is])
				return false;
	return true;
}

static int bureaus(struct gj_impact *m, const struct gj_impact_sink *sink, struct gj_err *err)
{
	const struct gj_policy *p = m->args.policy;
	const char *heads[] = { tr("category"),     tr("bureau"),       tr("target was"),
		                tr("target now"),   tr("eligible was"), tr("eligible now"),
		                tr("more or less"), tr("lost"),         tr("gained"),
		                tr("wanting was"),  tr("wanting now") };
	int rc =
	    sink->start(sink->ctx, GJ_IMPACT_BUREAUS, heads, sizeof heads / sizeof *heads, err);

	for (size_t i = 0; rc == 0 && i < m->n_categories; i++) {
		const struct gj_impact_category *c = &m->categories[i];

		for (size_t b = 0; rc == 0 && b < p->n_bureaus; b++)
			rc = bureau_row(m, sink, c, b,
			                gj_label_in(p->bureaus[b].label, gj_say_lang()), err);
		if (rc == 0 && !is_empty(&c->bureaus[p->n_bureaus]))
			rc = bureau_row(m, sink, c, p->n_bureaus, tr("(no bureau)"), err);
		if (rc == 0)
			rc = bureau_row(m, sink, c, SIZE_MAX, tr("city"), err);
	}
	return rc;
}

/* --- checks --- */

static int check_rows(const struct gj_impact_sink *sink, const struct gj_impact_category *c,
                      const struct gj_impact_check *check, struct gj_err *err)
{
	const struct gj_check *named = check->is ? check->is : check->was;
	char text[CELL];
	int rc = 0;

	for (int was = 0; rc == 0 && was < GJ_IMPACT_OUTCOMES; was++)
		for (int is = 0; rc == 0 && is < GJ_IMPACT_OUTCOMES; is++) {
			const char *cells[] = { gj_impact_category_label(c),
				                named->clause,
				                gj_label_in(named->label, gj_say_lang()),
				                named->id,
				                gj_impact_outcome_label(was),
				                gj_impact_outcome_label(is),
				                number(text, check->outcomes[was][is]) };

			if (was != is && check->outcomes[was][is])
				rc = sink->row(sink->ctx, cells, 7, err);
		}
	return rc;
}

static int checks(struct gj_impact *m, const struct gj_impact_sink *sink, struct gj_err *err)
{
	const char *heads[] = { tr("category"), tr("clause"),  tr("check"),       tr("id"),
		                tr("was"),      tr("becomes"), tr("applications") };
	int rc = sink->start(sink->ctx, GJ_IMPACT_CHECKS, heads, sizeof heads / sizeof *heads, err);

	for (size_t i = 0; rc == 0 && i < m->n_categories; i++)
		for (size_t k = 0; rc == 0 && k < m->categories[i].n_checks; k++)
			rc = check_rows(sink, &m->categories[i], &m->categories[i].checks[k], err);
	return rc;
}

/* --- the affected --- */

struct affected {
	const struct gj_impact *m;
	const struct gj_impact_sink *sink;
	struct gj_err *err;
};

static int affected_row(void *ctx, const struct gj_impact_row *row)
{
	struct affected *a = ctx;
	const char *cells[13] = { gj_impact_kind_label(row->kind),
		                  row->application->code,
		                  row->application->name,
		                  gj_impact_bureau_label(a->m, row->application->bureau),
		                  gj_impact_category_label(row->category),
		                  gj_impact_result_label(row->was),
		                  gj_impact_result_label(row->is) };
	int rc = 0;

	if (row->n_flips == 0)
		return a->sink->row(a->sink->ctx, cells, 13, a->err);
	for (size_t i = 0; rc == 0 && i < row->n_flips; i++) {
		const struct gj_impact_flip *f = &row->flips[i];
		const struct gj_check *c = f->is ? f->is : f->was;

		cells[7] = c->clause;
		cells[8] = gj_label_in(c->label, gj_say_lang());
		cells[9] = gj_impact_outcome_label(f->outcome_was);
		cells[10] = gj_impact_outcome_label(f->outcome_is);
		cells[11] = f->why_was;
		cells[12] = f->why_is;
		rc = a->sink->row(a->sink->ctx, cells, 13, a->err);
	}
	return rc;
}

static int affected(struct gj_impact *m, const struct gj_impact_sink *sink, struct gj_err *err)
{
	const char *heads[] = { tr("change"),       tr("credit code"), tr("name"),
		                tr("bureau"),       tr("category"),    tr("was"),
		                tr("becomes"),      tr("clause"),      tr("check"),
		                tr("check was"),    tr("check now"),   tr("why it was"),
		                tr("why it is now") };
	struct affected a = { .m = m, .sink = sink, .err = err };
	int rc =
	    sink->start(sink->ctx, GJ_IMPACT_AFFECTED, heads, sizeof heads / sizeof *heads, err);

	return rc ? rc : gj_impact_each(m, gj_say_lang(), affected_row, &a, err);
}

int gj_impact_table(struct gj_impact *m, enum gj_impact_part part,
                    const struct gj_impact_sink *sink, struct gj_err *err)
{
	switch (part) {
	case GJ_IMPACT_TRANSITIONS:
		return transitions(m, sink, err);
	case GJ_IMPACT_BUREAUS:
		return bureaus(m, sink, err);
	case GJ_IMPACT_CHECKS:
		return checks(m, sink, err);
	case GJ_IMPACT_AFFECTED:
		break;
	}
	return affected(m, sink, err);
}
