/* check_reach_agree.c: random rules of every kind; what is said never to happen happens to no record tried. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/day.h"
#include "engine/decide/trace.h"
#include "engine/policy/reach.h"
#include "tests/policy/kit.h"
#include "tests/policy/suites.h"

enum { TEXT = 16384, RULES = 400, RECORDS = 160, SEEDS = 8 };

struct writer {         /* of a random rule */
	uint64_t state; /* never 0 */
	char text[TEXT];
	size_t n;
	int scores;
};

static unsigned roll(struct writer *w, unsigned n)
{
	w->state ^= w->state << 13;
	w->state ^= w->state >> 7;
	w->state ^= w->state << 17;
	return (unsigned)((w->state >> 16) % n);
}

static void put(struct writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(struct writer *w, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	w->n += (size_t)vsnprintf(w->text + w->n, TEXT - w->n, format, args);
	va_end(args);
	ck_assert_uint_lt(w->n, TEXT);
}

static const char *cmp(struct writer *w)
{
	static const char *const names[] = { "at_least", "more_than", "at_most", "less_than",
		                             "equals" };

	return names[roll(w, 5)];
}

static const char *any_of(struct writer *w, const char *const *words, unsigned n)
{
	return words[roll(w, n)];
}

static const char *year_day(struct writer *w)
{
	static const char *const days[] = { "2020-12-31", "2021-06-30", "2022-01-01",
		                            "2022-06-30" };

	return any_of(w, days, 4);
}

static void rule(struct writer *w, int depth);
static void number(struct writer *w, int depth);

static void field_rule(struct writer *w)
{
	switch (roll(w, 5)) {
	case 0:
		put(w, "field 'attendees':%s(%u)", cmp(w), roll(w, 4));
		break;
	case 1:
		put(w, "field 'final':holds()");
		break;
	case 2:
		put(w, "no(field 'scope':equals('all'))");
		break;
	case 3:
		put(w, "field 'held_on':in_year(%u)", 2021 + roll(w, 2));
		break;
	case 4:
		put(w, "field 'held_on':within(months(%u), 'reference_date', { boundary = 'met' })",
		    1 + roll(w, 24));
		break;
	}
}

static void rows(struct writer *w)
{
	put(w, "f.trainings");
	for (unsigned i = roll(w, 3); i > 0; i--)
		switch (roll(w, 5)) {
		case 0:
			put(w, ":where { final = %s }", roll(w, 2) ? "true" : "false");
			break;
		case 1:
			put(w, ":where { scope = '%s' }", roll(w, 2) ? "all" : "some");
			break;
		case 2:
			put(w, ":where(");
			field_rule(w);
			put(w, ")");
			break;
		case 3:
			put(w, ":in_year(%u, { by = 'held_on', to_date = %s })", 2021 + roll(w, 2),
			    roll(w, 2) ? "true" : "false");
			break;
		case 4:
			put(w, ":in_fiscal_year(2021, { starts = '04-01', by = 'held_on' })");
			break;
		}
}

/* A count of 家, so that it compares with the others of its kind. */
static void fact_number(struct writer *w)
{
	put(w, roll(w, 2) ? "f.trained" : "f.served");
}

static void number(struct writer *w, int depth)
{
	switch (roll(w, depth > 0 ? 10 : 2)) {
	case 0:
		put(w, "%u", roll(w, 5));
		break;
	case 1:
		fact_number(w);
		break;
	case 2:
		put(w, "%s(%u):of(", "percent", 25 * roll(w, 6));
		fact_number(w);
		put(w, ")");
		if (roll(w, 2))
			put(w, ":if_zero('%s')", roll(w, 2) ? "not_met" : "not_applicable");
		break;
	case 3:
		put(w, "by(f.mode) { own = %u, ", roll(w, 5));
		put(w, roll(w, 2) ? "otherwise = %u }" : "attached = %u, missing = 2 }",
		    roll(w, 5));
		break;
	case 4:
		put(w, "bands(f.served) { { below = 2, gives = %u }, { from = 2, gives = %u } }",
		    roll(w, 5), roll(w, 5));
		break;
	case 5:
		put(w, "f.trained:plus(f.served)");
		break;
	case 6:
		put(w, "f.served:times(ratio(1, 2)):rounded('%s')", roll(w, 2) ? "up" : "down");
		if (roll(w, 2))
			put(w, ":floored(%u)", roll(w, 3));
		break;
	case 7:
		put(w,
		    "decision_table { by = { f.mode, f.body }, row { 'own', any_value, gives = "
		    "%u }, otherwise = %u }",
		    roll(w, 5), roll(w, 5));
		break;
	case 8:
		put(w, "dated { ['2020-01-01'] = %u, ['2022-06-30'] = %u }", roll(w, 5),
		    roll(w, 5));
		break;
	case 9:
		put(w, "f.served:minus(%u)", roll(w, 3));
		break;
	}
}

static void list_rule(struct writer *w)
{
	static const char *const sums[] = { "sum", "largest", "smallest" };

	if (roll(w, 8) == 0) {
		put(w, "f.trainings:in_each_of_last(2, 2022, { by = 'held_on' })");
		return;
	}
	rows(w);
	switch (roll(w, 7)) {
	case 0:
		put(w, ":exists()");
		break;
	case 1:
		put(w, ":none()");
		break;
	case 2:
		put(w, ":count():%s(%u)", cmp(w), roll(w, 4));
		break;
	case 3:
		put(w, ":%s('attendees'):%s(%u)", any_of(w, sums, 3), cmp(w), roll(w, 4));
		break;
	case 4:
		put(w, ":average('attendees'):if_empty('not_met'):%s(%u)", cmp(w), roll(w, 4));
		break;
	case 5:
		put(w, ":every(");
		field_rule(w);
		put(w, ", { if_empty = '%s' })", roll(w, 2) ? "met" : "not_met");
		break;
	case 6:
		put(w,
		    roll(w, 2)
		        ? ":%s(months(%u), 'reference_date', { by = 'held_on', boundary = "
		          "'not_met' })"
		        : ":%s(months(%u), 'founded_on', { by = 'held_on', boundary = 'met' })",
		    roll(w, 2) ? "within" : "none_within", 1 + roll(w, 24));
		break;
	}
}

static void date_rule(struct writer *w)
{
	switch (roll(w, 6)) {
	case 0:
		put(w, "f.founded_on:%s(day '%s')", cmp(w), year_day(w));
		break;
	case 1:
		put(w, "f.founded_on:in_year(%u)", 2020 + roll(w, 3));
		break;
	case 2:
		put(w, "f.founded_on:within(months(%u), 'reference_date', { boundary = '%s' })",
		    1 + roll(w, 24), roll(w, 2) ? "met" : "not_met");
		break;
	case 3:
		put(w, "f.founded_on:%s(f.accepted_on%s)", cmp(w),
		    roll(w, 2) ? ":plus(months(6))" : "");
		break;
	case 4:
		put(w, "f.founded_on:days_since(f.accepted_on):%s(%u)", cmp(w), 200 * roll(w, 3));
		break;
	case 5:
		put(w, "f.founded_on:%s(reference_date:minus(months(%u)))", cmp(w),
		    roll(w, 24) + 1);
		break;
	}
}

static void number_rule(struct writer *w, int depth)
{
	switch (roll(w, 5)) {
	case 0:
	case 1:
		fact_number(w);
		put(w, ":%s(", cmp(w));
		number(w, depth);
		put(w, ")");
		break;
	case 2:
		put(w, "f.trained:share_of(f.served):if_zero('%s'):%s(percent(%u))",
		    roll(w, 2) ? "unknown" : "not_met", cmp(w), 50 * roll(w, 4));
		break;
	case 3:
		put(w, "f.trained:growth_over(f.served):%s(percent(%u))", cmp(w), 50 * roll(w, 4));
		break;
	case 4:
		put(w,
		    "(score 's%d' { zh = '分%d', en = 'S%d', cap = %u, group 'g' { zh = '组', en = "
		    "'G', "
		    "minimum = %u, item 'a' { zh = '甲', en = 'A', points = %u, when = ",
		    w->scores, w->scores, w->scores, 4 + roll(w, 4), roll(w, 3), 1 + roll(w, 3));
		w->scores++;
		rule(w, 0);
		put(w, " }, item 'b' { zh = '乙', en = 'B', points = f.served, cap = %u } } })%s",
		    1 + roll(w, 3), roll(w, 4) ? "" : ":minimums()");
		if (w->text[w->n - 2] != '(')
			put(w, ":%s(%u)", cmp(w), roll(w, 7));
		break;
	}
}

static void leaf(struct writer *w, int depth)
{
	static const char *const modes[] = { "own", "attached", "missing" };

	switch (roll(w, 10)) {
	case 0:
		put(w, "f.body:holds()");
		break;
	case 1:
		put(w, "f.clear:judged()");
		break;
	case 2:
		put(w, "f.mode:equals('%s')", any_of(w, modes, 3));
		break;
	case 3:
		put(w, "f.mode:one_of { '%s', 'missing' }", any_of(w, modes, 2));
		break;
	case 4:
		date_rule(w);
		break;
	case 5:
	case 6:
		list_rule(w);
		break;
	default:
		number_rule(w, depth);
	}
}

static void several(struct writer *w, const char *word, int depth, unsigned n)
{
	put(w, "%s { ", word);
	for (unsigned i = 0; i < n; i++) {
		put(w, "%s", i ? ", " : "");
		rule(w, depth - 1);
	}
	put(w, " }");
}

static void rule(struct writer *w, int depth)
{
	switch (depth > 0 ? roll(w, 10) : 9) {
	case 0:
	case 1:
	case 2:
		several(w, "all", depth, 2 + roll(w, 3));
		break;
	case 3:
		several(w, "any", depth, 2 + roll(w, 2));
		break;
	case 4:
		several(w, roll(w, 2) ? "at_least_of(2)" : "at_least_of(1)", depth, 2 + roll(w, 2));
		break;
	case 5:
		put(w, "no(");
		rule(w, depth - 1);
		put(w, ")");
		break;
	case 6:
		put(w, "(");
		rule(w, depth - 1);
		put(w, "):unless(");
		rule(w, 0);
		put(w, ", { zh = '免', en = 'spared', outcome = '%s' })",
		    roll(w, 2) ? "met" : "not_applicable");
		break;
	case 7:
		put(w, "by(f.mode) { own = ");
		rule(w, depth - 1);
		put(w, ", otherwise = ");
		rule(w, 0);
		put(w, " }");
		break;
	case 8:
		put(w, "presumed { zh = '推', en = 'P', when = ");
		rule(w, depth - 1);
		put(w, ", rebutted = ");
		rule(w, 0);
		put(w, " }");
		break;
	default:
		leaf(w, depth);
	}
}

/* With gaps some are missing. What does not apply is left out of every claim: no value of it is asked for. */
static struct gj_value value_of(struct writer *w, const struct gj_fact *fact, bool gaps)
{
	struct gj_value v = { .state = GJ_GIVEN };

	if (gaps && roll(w, 4) == 0)
		return (struct gj_value){ .state = GJ_MISSING };
	switch (fact->type) {
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
		v.number = roll(w, 2);
		break;
	case GJ_FACT_COUNT:
	case GJ_FACT_AMOUNT:
		v.number = roll(w, 5);
		break;
	case GJ_FACT_DATE: {
		int32_t day = gj_day_parse(year_day(w), 10);

		v.number = day + (int)roll(w, 3) - 1 + (roll(w, 4) ? 0 : (int)roll(w, 300));
		break;
	}
	case GJ_FACT_ONE_OF:
		v.number = roll(w, (unsigned)fact->n_options);
		break;
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
		v.text = roll(w, 2) ? "a" : "b";
		break;
	case GJ_FACT_LIST:
		break;
	}
	return v;
}

static void fill(struct writer *w, struct gj_record *r, bool gaps)
{
	for (size_t i = 0; i < r->facts->n; i++) {
		const struct gj_fact *fact = &r->facts->items[i];
		struct gj_value *cells;
		size_t n = roll(w, 3);

		if (fact->type != GJ_FACT_LIST) {
			r->values[i] = value_of(w, fact, gaps);
			continue;
		}
		cells = gj_record_rows(r, fact, n, NULL);
		ck_assert_ptr_nonnull(cells);
		for (size_t k = 0; k < n * fact->n_fields; k++)
			cells[k] = value_of(w, &fact->fields[k % fact->n_fields], gaps);
	}
}

struct tally {
	int loaded, never, always, met, not_met;
};

/* Tries records until both claims, or what is left of them, are refuted or believed. */
static void try_records(struct writer *w, const struct gj_category *c, const struct gj_cond *cond,
                        bool may_meet, bool may_miss, struct tally *sum)
{
	bool met = false, missed = false;

	for (int i = 0; i < RECORDS; i++) {
		bool gaps = i % 4 == 3;
		int32_t reference = gj_day_parse(year_day(w), 10) + (int)roll(w, 400);
		struct gj_record record;
		struct gj_arena arena;
		struct gj_trace *t;

		gj_arena_init(&arena, 0);
		ck_assert_int_eq(gj_record_init(&record, &c->facts, NULL), 0);
		fill(w, &record, gaps);
		ck_assert_int_eq(gj_trace_run(&t, &arena, cond, &record, reference,
		                              &(struct gj_outside){ 0 }, NULL),
		                 0);
		ck_assert_msg(may_meet || t->outcome != GJ_MET, "said never to be met: %s",
		              w->text);
		ck_assert_msg(may_miss || t->outcome != GJ_NOT_MET, "said always to be met: %s",
		              w->text);
		met |= t->outcome == GJ_MET;
		missed |= t->outcome == GJ_NOT_MET;
		gj_record_fini(&record);
		gj_arena_fini(&arena);
	}
	sum->met += met;
	sum->not_met += missed;
}

static void try_rule(struct writer *w, struct tally *sum)
{
	const struct gj_category *c;
	struct gj_reach reach;
	struct kit k;
	bool may_meet, may_miss;

	kit_load_beside(&k, w->text);
	if (k.policy) {
		/* The rule stands beside a way round it, so that it loads whatever it says. */
		const struct gj_cond *cond;

		c = gj_policy_category(k.policy, "e");
		cond = c->checks[0].cond->args[0];
		gj_reach_init(&reach);
		may_meet = gj_reach_possible(&reach, cond, false);
		may_miss = gj_reach_possible(&reach, cond, true);
		gj_reach_fini(&reach);
		sum->loaded++;
		sum->never += !may_meet;
		sum->always += !may_miss;
		try_records(w, c, cond, may_meet, may_miss, sum);
	}
	kit_free(&k);
}

START_TEST(nothing_is_said_in_vain)
{
	struct writer w = { .state = 0x9e3779b97f4a7c15u + 77u * (unsigned)_i };
	struct tally sum = { 0 };

	for (int i = 0; i < RULES; i++) {
		w.n = 0;
		w.scores = 0;
		put(&w,
		    "local f = facts \"e\" category \"e\" { zh = \"企\", en = \"E\", clause = "
		    "\"1\" }\ncriterion \"1\" { zh = \"甲\", en = \"A\", clause = \"1\", any { ");
		rule(&w, 3);
		put(&w, ", f.remark:equals('elsewhere') } }\n");
		try_rule(&w, &sum);
	}
	/* The rules are rules, the records tell them apart, and some claims were made to be refuted. */
	ck_assert_int_ge(sum.loaded, RULES * 3 / 4);
	ck_assert_int_ge(sum.met, sum.loaded / 3);
	ck_assert_int_ge(sum.not_met, sum.loaded / 3);
	ck_assert_int_ge(sum.never + sum.always, 5);
}
END_TEST

Suite *suite_reach_agree(void)
{
	Suite *s = suite_create("policy/reach_agree");
	TCase *t = tcase_create("reach_agree");

	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, nothing_is_said_in_vain, 0, SEEDS);
	suite_add_tcase(s, t);
	return s;
}
