/* check_merge.c: two dictionaries whose choices differ: each version judges by its own, and so does what is said. */
#include "engine/decide/merge.h"
#include "engine/base/day.h"
#include "engine/decide/trace.h"
#include "engine/decide/versus.h"
#include "tests/decide/dice.h"
#include "tests/decide/suites.h"

#include <check.h>
#include <string.h>

enum { ROLES, SIDE, SOME, FACTS, PAIRS = 400 };

static const struct gj_option options[2][3] = {
	{ { .key = "both" }, { .key = "old" }, { .key = "also" } },
	{ { .key = "new" }, { .key = "also" }, { .key = "both" } },
};

struct pair {
	struct gj_dice dice;
	struct gj_fact items[2][FACTS], fields[2][1];
	struct gj_facts facts[2];
	struct gj_merge merge;
	struct gj_cond *cond[2];
	unsigned seed;
};

static void open_pair(struct pair *p)
{
	gj_arena_init(&p->dice.arena, 0);
	for (size_t s = 0; s < 2; s++) {
		p->fields[s][0] = (struct gj_fact){
			.key = "kind", .type = GJ_FACT_ONE_OF, .options = options[s], .n_options = 3
		};
		p->items[s][ROLES] = (struct gj_fact){ .key = "role",
			                               .type = GJ_FACT_ONE_OF,
			                               .options = options[s],
			                               .n_options = 3,
			                               .index = ROLES };
		p->items[s][SIDE] =
		    (struct gj_fact){ .key = "side", .type = GJ_FACT_YES_NO, .index = SIDE };
		p->items[s][SOME] = (struct gj_fact){ .key = "some",
			                              .type = GJ_FACT_LIST,
			                              .fields = p->fields[s],
			                              .n_fields = 1,
			                              .index = SOME };
		p->facts[s] = (struct gj_facts){ "e", p->items[s], FACTS };
	}
	ck_assert_int_eq(gj_merge_facts(&p->merge, &p->dice.arena, &p->facts[0], &p->facts[1],
	                                NULL),
	                 0);
}

static struct gj_cond *keep(struct pair *p, struct gj_cond value, size_t n)
{
	struct gj_cond *c = gj_arena_alloc(&p->dice.arena, sizeof *c);

	ck_assert_ptr_nonnull(c);
	*c = value;
	c->n_args = n;
	c->args = gj_arena_array(&p->dice.arena, n + 1, sizeof *c->args);
	ck_assert_ptr_nonnull(c->args);
	return c;
}

static struct gj_cond *about(struct pair *p, size_t side, const struct gj_fact *choice)
{
	const char **values = gj_arena_array(&p->dice.arena, 2, sizeof *values);
	struct gj_cond c = { .kind = GJ_COND_GIVEN, .fact = choice, .values = values };

	if (gj_dice_roll(&p->dice, 4)) {
		c.kind = GJ_COND_ONE_OF;
		c.n_values = 1 + gj_dice_roll(&p->dice, 2);
	}
	for (size_t i = 0; i < 2; i++)
		values[i] = options[side][gj_dice_roll(&p->dice, 3)].key;
	return keep(p, c, 0);
}

static struct gj_cond *throw_cond(struct pair *p, size_t side, unsigned depth)
{
	static const enum gj_cond_kind kinds[] = { GJ_COND_ALL, GJ_COND_ANY, GJ_COND_NOT,
		                                   GJ_COND_ELSE_REVIEW };
	struct gj_cond *c;
	unsigned what = gj_dice_roll(&p->dice, depth ? 9 : 5);

	if (what < 2)
		return about(p, side, &p->items[side][ROLES]);
	if (what < 3)
		return keep(p,
		            (struct gj_cond){ .kind = GJ_COND_EXISTS,
		                              .rows = { &p->items[side][SOME],
		                                        about(p, side, &p->fields[side][0]) } },
		            0);
	if (what < 5)
		return keep(
		    p, (struct gj_cond){ .kind = GJ_COND_HOLDS, .fact = &p->items[side][SIDE] }, 0);
	c = keep(p, (struct gj_cond){ .kind = kinds[what - 5] }, what < 7 ? 2 : 1);
	for (size_t i = 0; i < c->n_args; i++)
		c->args[i] = throw_cond(p, side, depth - 1);
	return c;
}

/* What that version has of a value of the whole: nothing, where it does not know the option. */
static struct gj_value own(const struct gj_fact *fact, const struct gj_fact *whole,
                           struct gj_value v)
{
	if (v.state != GJ_GIVEN || fact->type != GJ_FACT_ONE_OF)
		return v;
	for (size_t i = 0; i < fact->n_options; i++)
		if (strcmp(fact->options[i].key, whole->options[v.number].key) == 0)
			return gj_build_given((int64_t)i);
	return (struct gj_value){ .state = GJ_MISSING };
}

static enum gj_outcome judge(struct pair *p, size_t side, const struct gj_record *whole)
{
	struct gj_record r;
	struct gj_arena arena;
	struct gj_trace *t;
	enum gj_outcome outcome;
	const struct gj_fact *list = &p->merge.facts.items[SOME];
	const struct gj_value *rows = &whole->values[SOME];
	struct gj_value *cells;

	gj_arena_init(&arena, 0);
	ck_assert_int_eq(gj_record_init(&r, &p->facts[side], NULL), 0);
	for (size_t i = 0; i < SOME; i++)
		r.values[i] = own(&p->items[side][i], &p->merge.facts.items[i], whole->values[i]);
	if (rows->state == GJ_GIVEN) {
		cells = gj_record_rows(&r, &p->items[side][SOME], (size_t)rows->number, NULL);
		for (size_t k = 0; k < (size_t)rows->number; k++)
			cells[k] =
			    own(&p->fields[side][0], &list->fields[0], whole->lists[SOME][k]);
	} else {
		r.values[SOME].state = rows->state;
	}
	ck_assert_int_eq(gj_trace_run(&t, &arena, p->cond[side], &r, 19000, NULL, NULL), 0);
	outcome = t->outcome;
	gj_record_fini(&r);
	gj_arena_fini(&arena);
	return outcome;
}

static struct gj_value nth(size_t i)
{
	return i == 0   ? (struct gj_value){ .state = GJ_MISSING }
	       : i == 1 ? (struct gj_value){ .state = GJ_STATE_NOT_APPLICABLE }
	                : gj_build_given((int64_t)i - 2);
}

/* Every record of the whole: 4 options, yes or no, up to one row. */
static void try_all(struct pair *p, const struct gj_versus_result *v)
{
	struct gj_record r;

	ck_assert_int_eq(gj_record_init(&r, &p->merge.facts, NULL), 0);
	ck_assert_uint_eq(p->merge.facts.items[ROLES].n_options, 4);
	for (size_t i = 0; i < 6 * 4 * 9; i++) {
		size_t rows = i / 24;
		enum gj_outcome a, b;

		ck_assert_int_eq(gj_record_clear(&r, NULL), 0);
		r.values[ROLES] = nth(i % 6);
		r.values[SIDE] = nth(i / 6 % 4);
		if (rows == 0)
			r.values[SOME] = nth(1);
		if (rows > 1) {
			struct gj_value *cells =
			    gj_record_rows(&r, &p->merge.facts.items[SOME], rows > 2, NULL);

			if (rows > 2)
				cells[0] = nth(rows - 3);
		}
		a = judge(p, 0, &r);
		b = judge(p, 1, &r);
		ck_assert_msg(a < GJ_MET || b >= GJ_MET || !v->no_more_a, "seed %u: only a",
		              p->seed);
		ck_assert_msg(b < GJ_MET || a >= GJ_MET || !v->no_more_b, "seed %u: only b",
		              p->seed);
	}
	gj_record_fini(&r);
	for (size_t w = 0; w < GJ_SAME_WAYS; w++)
		if (v->found[w]) {
			enum gj_outcome a = judge(p, 0, &v->records[w]);
			enum gj_outcome b = judge(p, 1, &v->records[w]);

			ck_assert_int_ne(a, b);
			ck_assert_int_eq(a >= GJ_MET && b < GJ_MET, w == GJ_SAME_ONLY_A);
			ck_assert_int_eq(b >= GJ_MET && a < GJ_MET, w == GJ_SAME_ONLY_B);
		}
}

START_TEST(other_options)
{
	size_t counts[GJ_VERSUS_UNDECIDED + 1] = { 0 };

	for (unsigned n = 0; n < PAIRS; n++) {
		struct pair p = { .dice = { .state = 0x9e3779b97f4a7c15u * (n + 1) }, .seed = n };
		struct gj_versus_result v;

		open_pair(&p);
		p.cond[0] = throw_cond(&p, 0, 2);
		p.cond[1] = throw_cond(&p, 1, 2);
		ck_assert_int_eq(gj_versus_find(&v, &p.merge, p.cond[0], p.cond[1], GJ_DAY_NONE,
		                                GJ_DAY_NONE, NULL),
		                 0);
		counts[v.verdict]++;
		try_all(&p, &v);
		gj_versus_fini(&v);
		gj_arena_fini(&p.dice.arena);
	}
	/* None of the verdicts is left out. */
	for (size_t i = 0; i <= GJ_VERSUS_UNDECIDED; i++)
		ck_assert_msg(counts[i] > 0, "no verdict %zu", i);
}
END_TEST

/* A unit decides what a number means; a count that gets a name for what it counts is the same count. */
START_TEST(units)
{
	static const struct {
		enum gj_fact_type type;
		const char *was, *is;
		bool same;
	} cases[] = {
		{ GJ_FACT_AMOUNT, "万元", "元", false }, { GJ_FACT_AMOUNT, "元", "元", true },
		{ GJ_FACT_COUNT, "人", "万人", false },  { GJ_FACT_COUNT, NULL, "名", true },
		{ GJ_FACT_COUNT, "名", "", true },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gj_fact a = { .key = "x", .type = cases[i].type, .unit.zh = cases[i].was };
		struct gj_fact b = { .key = "x", .type = cases[i].type, .unit.zh = cases[i].is };
		const struct gj_facts was = { "e", &a, 1 }, is = { "e", &b, 1 };
		struct gj_arena arena;
		struct gj_merge m;

		gj_arena_init(&arena, 0);
		ck_assert_int_eq(gj_merge_facts(&m, &arena, &was, &is, NULL), 0);
		ck_assert_int_eq(m.to[GJ_MERGE_B][0] != NULL, cases[i].same);
		gj_arena_fini(&arena);
	}
}
END_TEST

Suite *suite_merge(void)
{
	Suite *s = suite_create("decide/merge");
	TCase *t = tcase_create("merge");

	tcase_set_timeout(t, 120);
	tcase_add_test(t, other_options);
	tcase_add_test(t, units);
	suite_add_tcase(s, t);
	return s;
}
