/* dice.c: conditions, records and the world outside, at random, from one seed. */
#include "tests/decide/dice.h"

#include "engine/base/calendar.h"

#include <check.h>
#include <string.h>

unsigned gj_dice_roll(struct gj_dice *d, unsigned n)
{
	d->state ^= d->state << 13;
	d->state ^= d->state >> 7;
	d->state ^= d->state << 17;
	return (unsigned)((d->state >> 33) % n);
}

static void *take(struct gj_dice *d, size_t n)
{
	void *p = gj_arena_alloc(&d->arena, n);

	ck_assert_ptr_nonnull(p);
	return p;
}

static struct gj_cond *new_cond(struct gj_dice *d, struct gj_cond value)
{
	struct gj_cond *c = take(d, sizeof *c);

	*c = value;
	return c;
}

static struct gj_term *new_term(struct gj_dice *d, struct gj_term value)
{
	struct gj_term *t = take(d, sizeof *t);

	*t = value;
	return t;
}

/* Few different days and numbers, so that limits and boundary days are hit often. */
static int32_t some_day(struct gj_dice *d)
{
	static const char *const days[] = { "2020-11-29", "2020-11-30", "2020-12-01",
		                            "2022-01-01", "2022-02-28", "2022-11-29",
		                            "2022-11-30", "2022-12-01", "2024-02-29" };

	return gj_build_day(days[gj_dice_roll(d, sizeof days / sizeof days[0])]);
}

static const enum gj_outcome any_outcome[] = { GJ_NOT_MET, GJ_UNKNOWN, GJ_REVIEW, GJ_MET,
	                                       GJ_NOT_APPLICABLE };

static struct gj_cond *within(struct gj_dice *d, const struct gj_fact *fact)
{
	struct gj_cond c = { .kind = GJ_COND_WITHIN, .fact = fact };

	if (gj_dice_roll(d, 3)) {
		c.window.months = 1 + (int)gj_dice_roll(d, 30);
		c.window.anchor = gj_dice_roll(d, 3) ? FACT(ACCEPTED) : NULL;
		c.window.boundary = any_outcome[gj_dice_roll(d, 4)];
	} else {
		c.window.from = some_day(d);
		c.window.to = some_day(d);
		c.window.to_reference = gj_dice_roll(d, 2);
	}
	return new_cond(d, c);
}

static struct gj_cond *compare_ranges(struct gj_dice *d, const struct gj_fact *list);

static struct gj_cond *row_leaf(struct gj_dice *d, const struct gj_fact *list)
{
	static const char *const all_staff[] = { "all_staff" };
	static const char *const texts[] = { "甲", "丙" };
	const struct gj_fact *field = &list->fields[gj_dice_roll(d, (unsigned)list->n_fields)];

	switch (field->type) {
	case GJ_FACT_DATE:
		if (gj_dice_roll(d, 2))
			return within(d, field);
		return new_cond(
		    d, (struct gj_cond){
			   .kind = GJ_COND_COMPARE,
			   .cmp = (enum gj_cmp)gj_dice_roll(d, 5),
			   .left =
			       new_term(d, (struct gj_term){ .kind = GJ_TERM_FACT, .fact = field }),
			   .right = new_term(d, (struct gj_term){ .number = some_day(d) }) });
	case GJ_FACT_YES_NO:
		return new_cond(d, (struct gj_cond){ .kind = GJ_COND_HOLDS, .fact = field });
	case GJ_FACT_JUDGEMENT:
		return new_cond(d, (struct gj_cond){ .kind = GJ_COND_JUDGED, .fact = field });
	case GJ_FACT_ONE_OF:
		return new_cond(d, (struct gj_cond){ .kind = GJ_COND_ONE_OF,
		                                     .fact = field,
		                                     .values = all_staff,
		                                     .n_values = 1 });
	case GJ_FACT_TEXT:
		return new_cond(d, (struct gj_cond){ .kind = d->sealed || gj_dice_roll(d, 4)
		                                                 ? GJ_COND_ONE_OF
		                                                 : GJ_COND_GIVEN,
		                                     .fact = field,
		                                     .values = texts,
		                                     .n_values = 2 });
	case GJ_FACT_COUNT:
	case GJ_FACT_AMOUNT:
		return compare_ranges(d, list);
	case GJ_FACT_CODE:
	case GJ_FACT_LIST:
		break;
	}
	return new_cond(d, (struct gj_cond){ .kind = GJ_COND_RECOGNISED,
	                                     .fact = field,
	                                     .category = "enterprise" });
}

static struct gj_rows some_rows(struct gj_dice *d)
{
	static const enum gj_build_fact lists[] = { FINDINGS, BUILT, TRAININGS };
	const struct gj_fact *list = FACT(lists[gj_dice_roll(d, 3)]);

	return (struct gj_rows){ .list = list,
		                 .filter = gj_dice_roll(d, 5) ? gj_dice_cond(d, 1, list) : NULL };
}

static struct gj_term *some_term(struct gj_dice *d)
{
	struct gj_term t = { .kind = GJ_TERM_FACT };

	if (gj_dice_roll(d, 2)) {
		t.fact = gj_dice_roll(d, 2) ? FACT(SERVED) : FACT(TRAINED);
	} else {
		t.rows = some_rows(d);
		t.kind = gj_dice_roll(d, 2) ? GJ_TERM_ROWS : GJ_TERM_DISTINCT;
		t.fact = &t.rows.list->fields[gj_dice_roll(d, (unsigned)t.rows.list->n_fields)];
		if (t.kind == GJ_TERM_ROWS || t.fact->type == GJ_FACT_JUDGEMENT ||
		    t.fact->type == GJ_FACT_YES_NO || t.fact->type == GJ_FACT_AMOUNT) {
			t.kind = GJ_TERM_ROWS;
			t.fact = NULL;
		}
	}
	return new_term(d, t);
}

static struct gj_term *range_term(struct gj_dice *d, int depth, const struct gj_fact *list);

static const struct gj_term *const *parts(struct gj_dice *d, size_t n, int depth,
                                          const struct gj_fact *list)
{
	const struct gj_term **args = take(d, n * sizeof *args);

	for (size_t i = 0; i < n; i++)
		args[i] = range_term(d, depth, list);
	return args;
}

/* Something that is counted, from the application or, in a filter, from the row. */
static struct gj_term *plain_part(struct gj_dice *d, const struct gj_fact *list)
{
	const struct gj_fact *field = list == FACT(FINDINGS)    ? &list->fields[DAMAGE]
	                              : list == FACT(TRAININGS) ? &list->fields[HOURS]
	                                                        : NULL;

	if (gj_dice_roll(d, 3) == 0)
		return new_term(d, (struct gj_term){ .number = (int)gj_dice_roll(d, 9) - 2 });
	if (list)
		return new_term(d, gj_dice_roll(d, 3) && field
		                       ? (struct gj_term){ .kind = GJ_TERM_FACT, .fact = field }
		                       : (struct gj_term){ .kind = GJ_TERM_ABOVE,
		                                           .fact = FACT(SERVED) });
	return some_term(d);
}

static struct gj_term *gathered(struct gj_dice *d)
{
	static const enum gj_term_kind kinds[] = { GJ_TERM_SUM, GJ_TERM_LARGEST, GJ_TERM_SMALLEST };
	const struct gj_fact *list = gj_dice_roll(d, 2) ? FACT(FINDINGS) : FACT(TRAININGS);

	return new_term(d, (struct gj_term){
			       .kind = kinds[gj_dice_roll(d, 3)],
			       .fact = &list->fields[list == FACT(FINDINGS) ? DAMAGE : HOURS],
			       .rows = { .list = list,
	                                 .filter = gj_dice_roll(d, 4) ? gj_dice_cond(d, 1, list) : NULL } });
}

/* None of the first n. */
static const struct gj_cond *negated(struct gj_dice *d, const struct gj_cond *const *conds, size_t n)
{
	struct gj_cond none = { .kind = GJ_COND_NOT, .n_args = 1 };
	struct gj_cond any = { .kind = GJ_COND_ANY, .n_args = n };

	any.args = take(d, n * sizeof *any.args);
	memcpy(any.args, conds, n * sizeof *any.args);
	none.args = take(d, sizeof *none.args);
	none.args[0] = new_cond(d, any);
	return new_cond(d, none);
}

static struct gj_term *range_term(struct gj_dice *d, int depth, const struct gj_fact *list)
{
	struct gj_term t = { .number = (int)gj_dice_roll(d, 9) - 3, .per = 1 + gj_dice_roll(d, 3) };
	const struct gj_cond **conds;

	if (depth == 0)
		return list || gj_dice_roll(d, 2) ? plain_part(d, list) : gathered(d);
	t.low = (int)gj_dice_roll(d, 6) - 2;
	t.high = t.low + gj_dice_roll(d, 6);
	t.rounding = (enum gj_rounding)gj_dice_roll(d, 4);
	t.n_args = 1;
	switch (gj_dice_roll(d, 6)) {
	case 0:
		t.kind = GJ_TERM_PLUS;
		t.n_args = 1 + gj_dice_roll(d, 3);
		break;
	case 1:
		t.kind = GJ_TERM_MINUS;
		t.n_args = 2;
		break;
	case 2:
		t.kind = GJ_TERM_SCALED;
		break;
	case 3:
		t.kind = GJ_TERM_BOUNDED;
		break;
	case 4: /* what lies outside is an error, and a row with one only stays open */
		t.kind = d->sealed && list ? GJ_TERM_BOUNDED : GJ_TERM_PICKED;
		break;
	default:
		t.kind = GJ_TERM_CASES;
		t.n_conds = 1 + gj_dice_roll(d, 3);
		t.n_args = t.n_conds + gj_dice_roll(d, 2);
		conds = take(d, t.n_conds * sizeof *conds);
		for (size_t i = 0; i < t.n_conds; i++)
			conds[i] = gj_dice_cond(d, 1, list);
		if (d->sealed && t.n_conds == 1)
			t.n_args = 2;
		else if (d->sealed && t.n_args == t.n_conds) /* no last row, and no gap */
			conds[t.n_conds - 1] = negated(d, conds, t.n_conds - 1);
		t.conds = conds;
		break;
	}
	t.args = parts(d, t.n_args, depth - 1, list);
	return new_term(d, t);
}

/* A day that is moved, beside another. */
static struct gj_cond *compare_days(struct gj_dice *d)
{
	static const struct gj_calendar_year year = { .year = 2022 };
	static const struct gj_calendar calendar = { .years = &year, .n = 1 };
	struct gj_term shift = { .kind = GJ_TERM_SHIFTED,
		                 .step = (enum gj_step)gj_dice_roll(d, 4),
		                 .number = (int)gj_dice_roll(d, 40) - 20,
		                 .calendar = &calendar,
		                 .n_args = 1 };
	const struct gj_term **args = take(d, sizeof *args);

	args[0] = gj_dice_roll(d, 3) ? new_term(d, *OF_FACT(FILED))
	                     : new_term(d, (struct gj_term){ .kind = GJ_TERM_REFERENCE });
	shift.args = args;
	return new_cond(d, (struct gj_cond){ .kind = GJ_COND_COMPARE,
	                                     .cmp = (enum gj_cmp)gj_dice_roll(d, 5),
	                                     .left = new_term(d, *OF_FACT(ACCEPTED)),
	                                     .right = new_term(d, shift) });
}

static struct gj_cond *compare_average(struct gj_dice *d)
{
	struct gj_term *left = gathered(d);

	left->kind = GJ_TERM_AVERAGE;
	left->zero_base = any_outcome[gj_dice_roll(d, 5)];
	return new_cond(d, (struct gj_cond){
			       .kind = GJ_COND_COMPARE,
			       .cmp = (enum gj_cmp)gj_dice_roll(d, 5),
			       .left = left,
			       .right = new_term(d, (struct gj_term){ .number = gj_dice_roll(d, 9),
	                                                              .per = 1 + gj_dice_roll(d, 2) }) });
}

static struct gj_cond *compare_ranges(struct gj_dice *d, const struct gj_fact *list)
{
	struct gj_cond c = { .kind = GJ_COND_COMPARE, .cmp = (enum gj_cmp)gj_dice_roll(d, 5) };
	struct gj_term share = { .number = 1 + gj_dice_roll(d, 100),
		                 .per = gj_dice_roll(d, 2) ? 100 : 3,
		                 .zero_base = any_outcome[gj_dice_roll(d, 5)] };

	c.left = range_term(d, 2, list);
	c.right = range_term(d, 1, list);
	if (gj_dice_roll(d, 3) == 0) {
		share.kind = GJ_TERM_SHARE;
		share.share_of = c.right;
		c.right = new_term(d, share);
	} else if (gj_dice_roll(d, 2) == 0) {
		const struct gj_term **args = take(d, sizeof *args);

		args[0] = c.right;
		share.kind = GJ_TERM_GROWTH;
		share.args = args;
		share.n_args = 1;
		c.right = new_term(d, share);
	}
	return new_cond(d, c);
}

static struct gj_cond *every(struct gj_dice *d)
{
	struct gj_cond c = { .kind = GJ_COND_EVERY, .rows = some_rows(d), .n_args = 1 };

	c.outcome = any_outcome[gj_dice_roll(d, 5)];
	c.args = take(d, sizeof *c.args);
	c.args[0] = gj_dice_cond(d, 1, c.rows.list);
	return new_cond(d, c);
}

/* One in three ends: nothing is in force from its last day on. */
static struct gj_cond *dated(struct gj_dice *d)
{
	bool ends = gj_dice_roll(d, 3) == 0;
	struct gj_cond c = { .kind = GJ_COND_DATED, .n_args = ends ? 3 : 2 };
	int32_t *since = take(d, 3 * sizeof *since);

	since[0] = gj_build_day("2021-01-01") + (int32_t)gj_dice_roll(d, 900);
	since[1] = since[0] + 1 + (int32_t)gj_dice_roll(d, 300);
	since[2] = since[1] + 1 + (int32_t)gj_dice_roll(d, 300);
	c.since = since;
	c.args = take(d, 3 * sizeof *c.args);
	c.args[0] = gj_dice_cond(d, 1, NULL);
	c.args[1] = gj_dice_cond(d, 1, NULL);
	if (ends)
		c.args[2] = new_cond(d, (struct gj_cond){ .kind = GJ_COND_DATED });
	return new_cond(d, c);
}

static struct gj_cond *compare(struct gj_dice *d)
{
	struct gj_cond c = { .kind = GJ_COND_COMPARE, .cmp = (enum gj_cmp)gj_dice_roll(d, 5) };
	struct gj_term right = { .kind = GJ_TERM_NUMBER, .number = gj_dice_roll(d, 5) };
	bool amounts = gj_dice_roll(d, 5) == 0;
	const struct gj_term *base;

	c.left = amounts ? OF_FACT(SPENT) : some_term(d);
	base = amounts ? OF_FACT(BUDGET) : some_term(d);
	if (amounts)
		c.left = new_term(d, *c.left);
	if (gj_dice_roll(d, 2)) {
		base = new_term(d, *base);
		right = *base;
		if (gj_dice_roll(d, 3))
			right = (struct gj_term){ .kind = GJ_TERM_SHARE,
				                  .share_of = base,
				                  .number = 1 + gj_dice_roll(d, 100),
				                  .per = gj_dice_roll(d, 2) ? 100 : 3,
				                  .zero_base = any_outcome[gj_dice_roll(d, 5)] };
	}
	c.right = new_term(d, right);
	return new_cond(d, c);
}

static const struct gj_function functions[] = { { .index = 0 }, { .index = 1 } };

static struct gj_cond *leaf(struct gj_dice *d)
{
	static const char *const values[] = { "legal_representative", "chairman" };

	switch (gj_dice_roll(d, 14)) {
	case 0:
		return new_cond(d, (struct gj_cond){ .kind = GJ_COND_HOLDS, .fact = FACT(BODY) });
	case 1:
		return new_cond(d,
		                (struct gj_cond){ .kind = GJ_COND_JUDGED, .fact = FACT(DUTIES) });
	case 2:
		if (d->sealed)
			return dated(d);
		return new_cond(d, (struct gj_cond){ .kind = GJ_COND_GIVEN,
		                                     .fact = FACT(gj_dice_roll(d, GJ_BUILD_FACTS)) });
	case 3:
		return new_cond(d, (struct gj_cond){ .kind = GJ_COND_ONE_OF,
		                                     .fact = FACT(ROLE),
		                                     .values = values,
		                                     .n_values = 1 + gj_dice_roll(d, 2) });
	case 4:
		return within(d, FACT(FILED));
	case 5:
		return new_cond(d, (struct gj_cond){ .kind =
		                                         gj_dice_roll(d, 2) ? GJ_COND_EXISTS : GJ_COND_NONE,
		                                     .rows = some_rows(d) });
	case 6:
		return compare_days(d);
	case 7:
		return compare_average(d);
	case 8:
	case 9:
		return compare_ranges(d, NULL);
	case 10:
		return every(d);
	case 11:
		return dated(d);
	case 12:
		return new_cond(d, (struct gj_cond){ .kind = GJ_COND_FUNCTION,
		                                     .function = &functions[gj_dice_roll(d, 2)] });
	default:
		return compare(d);
	}
}

struct gj_cond *gj_dice_cond(struct gj_dice *d, int depth, const struct gj_fact *list)
{
	static const enum gj_cond_kind kinds[] = { GJ_COND_ALL,         GJ_COND_ANY,
		                                   GJ_COND_AT_LEAST_OF, GJ_COND_NOT,
		                                   GJ_COND_ELSE_REVIEW, GJ_COND_UNLESS };
	struct gj_cond c;

	if (depth == 0 || gj_dice_roll(d, 4) == 0)
		return !list             ? leaf(d)
		       : gj_dice_roll(d, 5) == 0 ? compare_ranges(d, list)
		                         : row_leaf(d, list);
	c = (struct gj_cond){ .kind = kinds[gj_dice_roll(d, 6)], .n_args = 1 };
	c.outcome = any_outcome[gj_dice_roll(d, 5)];
	if (c.kind == GJ_COND_UNLESS)
		c.n_args = 2;
	else if (c.kind != GJ_COND_NOT && c.kind != GJ_COND_ELSE_REVIEW)
		c.n_args = 1 + gj_dice_roll(d, 4);
	c.k = 1 + gj_dice_roll(d, (unsigned)c.n_args);
	c.args = take(d, c.n_args * sizeof *c.args);
	for (size_t i = 0; i < c.n_args; i++)
		c.args[i] = gj_dice_cond(d, depth - 1, list);
	return new_cond(d, c);
}

struct gj_value gj_dice_given(struct gj_dice *d, const struct gj_fact *fact)
{
	static const char *const texts[] = { "甲", "乙", "丙", "met", "review", "not_met" };

	switch (fact->type) {
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
		return gj_build_given(gj_dice_roll(d, 2));
	case GJ_FACT_COUNT:
		return gj_build_given(gj_dice_roll(d, 5));
	case GJ_FACT_AMOUNT:
		return gj_build_given(fact->key[0] == 'd'
		                          ? (int64_t)gj_dice_roll(d, 9) - 3 /* of a row */
		                          : (int64_t)gj_dice_roll(d, 5) * 33333333333333333);
	case GJ_FACT_DATE:
		return gj_build_given(some_day(d));
	case GJ_FACT_ONE_OF:
		return gj_build_given(gj_dice_roll(d, (unsigned)fact->n_options));
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
	case GJ_FACT_LIST:
		break;
	}
	return gj_build_text(texts[gj_dice_roll(d, 6)]);
}

static struct gj_value some_value(struct gj_dice *d, const struct gj_fact *fact)
{
	if (gj_dice_roll(d, 3) == 0)
		return (struct gj_value){ .state = (enum gj_state[]){
					      GJ_MISSING, GJ_EXPLICITLY_UNKNOWN, GJ_NOT_ASKED,
					      GJ_STATE_NOT_APPLICABLE }[gj_dice_roll(d, 4)] };
	return gj_dice_given(d, fact);
}

void gj_dice_record(struct gj_dice *d, struct gj_record *r)
{
	ck_assert_int_eq(gj_record_clear(r, NULL), 0);
	for (size_t i = 0; i < GJ_BUILD_FACTS; i++) {
		const struct gj_fact *fact = FACT(i);
		struct gj_value *cells;
		size_t n = gj_dice_roll(d, 5);

		if (fact->type != GJ_FACT_LIST) {
			r->values[i] = some_value(d, fact);
			continue;
		}
		if (gj_dice_roll(d, 4) == 0) {
			gj_build_state(r, (enum gj_build_fact)i,
			               gj_dice_roll(d, 2) ? GJ_MISSING : GJ_STATE_NOT_APPLICABLE);
			continue;
		}
		cells = gj_build_rows(r, (enum gj_build_fact)i, n);
		for (size_t c = 0; c < n * fact->n_fields; c++)
			cells[c] = some_value(d, &fact->fields[c % fact->n_fields]);
	}
}

static enum gj_outcome resolve(void *ctx, const char *category, const char *code)
{
	(void)ctx;
	(void)category;
	return strcmp(code, "met") == 0       ? GJ_MET
	       : strcmp(code, "review") == 0  ? GJ_REVIEW
	       : strcmp(code, "not_met") == 0 ? GJ_NOT_MET
	                                      : GJ_UNKNOWN;
}

static enum gj_outcome call(void *ctx, const struct gj_function *function,
                            const struct gj_record *record, int32_t reference)
{
	const struct gj_value *v = &record->values[OFFICERS];

	(void)ctx;
	(void)reference;
	if (v->state != GJ_GIVEN)
		return GJ_UNKNOWN;
	return v->number > (int64_t)function->index ? GJ_MET : GJ_ERROR;
}

const struct gj_outside gj_dice_outside = { .resolve = resolve, .call = call };
