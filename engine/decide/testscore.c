/* testscore.c: what a test expects of a score: its number, a group's or an item's, by the label. */
#include "engine/decide/testcase_inner.h"
#include "engine/decide/testrun_inner.h"

#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/eval/cell.h"
#include "engine/eval/walk.h"

#include <stdio.h>
#include <string.h>

struct search {
	struct gj_test_part name;
	const struct gj_term *found;
};

static bool look(void *ctx, const struct gj_term *term, const struct gj_fact *row)
{
	struct search *s = ctx;

	(void)row;
	if (!s->found && term->points &&
	    (gj_test_is(s->name, term->label.zh) || gj_test_is(s->name, term->label.en)))
		s->found = term;
	return s->found == NULL;
}

static const struct gj_term *find(const struct gj_category *c, struct gj_test_part name)
{
	struct search s = { .name = name };
	const struct gj_walk walk = { .term = look, .ctx = &s };

	for (size_t i = 0; i < c->n_checks && !s.found; i++)
		if (c->checks[i].cond)
			gj_walk_cond(&walk, c->checks[i].cond);
	return s.found;
}

/* Where the last word of NAME VALUE begins. */
static size_t last_word(struct gj_test_part whole)
{
	struct gj_test_part rest = whole;
	size_t at = 0;

	while (rest.n > 0) {
		at = (size_t)(rest.s - whole.s);
		gj_test_word(&rest);
	}
	return at;
}

/* A number of points in the last digit that the score keeps; it may be below 0. */
static bool read_number(struct gj_test_reader *r, const struct gj_term *term,
                        struct gj_test_part part, int64_t *out)
{
	const struct gj_fact points = { .type = GJ_FACT_AMOUNT,
		                        .unit = { "分", "points" },
		                        .decimals = term->decimals };
	struct gj_value v;

	part = gj_test_trimmed(part.s, part.n);
	if (part.n == 0 || gj_cell_read(&v, &points, part.s, part.n, r->room) != GJ_CELL_OK ||
	    v.state != GJ_GIVEN)
		return false;
	*out = v.number;
	return true;
}

bool gj_test_read_points(struct gj_test_reader *r, struct gj_test_part whole, struct gj_expect *e)
{
	static const char *const signs[] = { "..", "～", "~", "至" };
	size_t at = last_word(whole), n = whole.n - at, size = 0, k;
	struct gj_test_part value = { whole.s + at, n };
	const struct gj_term *term = find(r->now->category, gj_test_trimmed(whole.s, at));
	bool good;

	if (!term)
		return false;
	for (k = 0; k < n && size == 0; k += size == 0)
		for (size_t i = 0; i < sizeof signs / sizeof *signs && size == 0; i++)
			if (n - k >= strlen(signs[i]) &&
			    memcmp(value.s + k, signs[i], strlen(signs[i])) == 0)
				size = strlen(signs[i]);
	if (size > 0)
		good =
		    read_number(r, term, (struct gj_test_part){ value.s, k }, &e->low) &&
		    read_number(r, term, (struct gj_test_part){ value.s + k + size, n - k - size },
		                &e->high) &&
		    e->low <= e->high;
	else
		good = read_number(r, term, value, &e->low);
	if (size == 0)
		e->high = e->low;
	if (good)
		e->points = term;
	else
		gj_test_problem_add(
		    r, value.s,
		    tr("write the points that are expected of it with at most %d decimals, as 74, "
		       "or 70..80 while they are open"),
		    term->decimals);
	return true;
}

static bool called_alike(const struct gj_term *a, const struct gj_term *b)
{
	return a->points && gj_text_same(a->label.zh, b->label.zh) &&
	       gj_text_same(a->label.en, b->label.en);
}

static bool in_part(struct gj_range *out, const struct gj_term *points,
                    const struct gj_trace_part *p)
{
	if (!p || !p->term)
		return false;
	if (called_alike(p->term, points)) {
		*out = p->value;
		return true;
	}
	for (size_t i = 0; i < p->n_parts; i++)
		if (in_part(out, points, &p->parts[i]))
			return true;
	return false;
}

static bool in_steps(struct gj_range *out, const struct gj_term *points, const struct gj_trace *t)
{
	if (in_part(out, points, t->left) || in_part(out, points, t->right))
		return true;
	for (size_t i = 0; i < t->n_args; i++) /* of a dated one only what is in force */
		if ((t->cond->kind != GJ_COND_DATED || i == t->chosen) &&
		    in_steps(out, points, &t->args[i]))
			return true;
	return false;
}

void gj_testscore_of(struct gj_range *out, const struct gj_term *points, const struct gj_trace *t)
{
	if (points)
		in_steps(out, points, t);
}

bool gj_testscore_is(const struct gj_expect *e, struct gj_range value)
{
	return value.open != GJ_ERROR && value.open != GJ_NOT_APPLICABLE && value.low == e->low &&
	       value.high == e->high;
}
