/* check_versus_dice.c: two random conditions of every kind: no record is found that belies what is said of them. */
#include "engine/base/day.h"
#include "engine/decide/mutate.h"
#include "engine/decide/same_inner.h"
#include "engine/decide/vary.h"
#include "engine/decide/versus.h"
#include "tests/decide/dice.h"
#include "tests/decide/suites.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 60, PAIRS = 4, RECORDS = 40, CHANGES = 30 };

static const char *const names[] = { "same",         "stricter",  "looser",
	                             "incomparable", "otherwise", "undecided" };

struct table {
	struct gj_dice dice;
	struct gj_merge merge;
	struct gj_record record, next;
	struct gj_arena scratch; /* of traces */
	struct gj_cond *a, *b;
	int32_t reference;
	unsigned seed;
	const struct gj_versus_result *said;
	bool plain;                     /* of shapes that are close to what can be proved */
	bool only_a, only_b, otherwise; /* seen */
};

static enum gj_outcome call(void *ctx, const struct gj_function *function,
                            const struct gj_record *record, int32_t reference)
{
	static const enum gj_outcome any[] = { GJ_NOT_MET, GJ_UNKNOWN, GJ_MET };
	const struct gj_value *v = &record->values[OFFICERS];

	(void)ctx;
	(void)reference;
	return any[(size_t)(v->number + (int64_t)function->index) % 3];
}

/* As the proof has it: a code says what is known of it. */
static const struct gj_outside outside = { .resolve = gj_same_resolve, .call = call };

static struct gj_cond *node(struct table *t, struct gj_cond value, size_t n,
                            struct gj_cond *const *args)
{
	struct gj_cond *c = gj_arena_alloc(&t->dice.arena, sizeof *c);

	ck_assert_ptr_nonnull(c);
	value.args = gj_arena_array(&t->dice.arena, n + 1, sizeof *value.args);
	ck_assert_ptr_nonnull(value.args);
	if (n)
		memcpy(value.args, args, n * sizeof *args);
	value.n_args = n;
	*c = value;
	return c;
}

static const struct gj_term *term(struct table *t, struct gj_term value)
{
	struct gj_term *kept = gj_arena_alloc(&t->dice.arena, sizeof *kept);

	ck_assert_ptr_nonnull(kept);
	*kept = value;
	return kept;
}

enum { SHAPES = 12 };

/* One of a few shapes that can be held against itself with other numbers in it. */
static struct gj_cond *shaped(struct table *t, unsigned shape)
{
	static const char *const roles[] = { "legal_representative", "chairman",
		                             "general_manager" };
	struct gj_cond c = { .kind = GJ_COND_COMPARE,
		             .cmp = (enum gj_cmp)gj_dice_roll(&t->dice, shape == 0 ? 5 : 4),
		             .outcome = shape == 10 ? GJ_MET : GJ_NOT_APPLICABLE };
	struct gj_cond *day =
	    node(t,
	         (struct gj_cond){ .kind = GJ_COND_WITHIN,
	                           .fact = &gj_build_finding[ACT_DATE],
	                           .window = { .months = 23 + (int)gj_dice_roll(&t->dice, 3),
	                                       .boundary = (enum gj_outcome)(
						   gj_dice_roll(&t->dice, 2) + GJ_REVIEW) } },
	         0, NULL);
	struct gj_cond *final =
	    node(t, (struct gj_cond){ .kind = GJ_COND_HOLDS, .fact = &gj_build_finding[FINAL] }, 0,
	         NULL);
	struct gj_cond *both[] = { day, final };
	struct gj_rows rows = { .list = FACT(FINDINGS),
		                .filter = gj_dice_roll(&t->dice, 2)
		                              ? day
		                              : node(t, (struct gj_cond){ .kind = GJ_COND_ALL }, 2,
		                                     both) };

	c.right = term(t, (struct gj_term){ .number = 1 + gj_dice_roll(&t->dice, 3) });
	c.left = term(t, *OF_FACT(OFFICERS));
	switch (shape) {
	case 0:
	case 1:
		break;
	case 2:
		c.left = term(t, *OF_FACT(TRAINED));
		c.right = term(t, (struct gj_term){ .kind = GJ_TERM_SHARE,
		                                    .number = 1 + gj_dice_roll(&t->dice, 3),
		                                    .per = 2 + gj_dice_roll(&t->dice, 2),
		                                    .zero_base = GJ_NOT_APPLICABLE,
		                                    .share_of = term(t, *OF_FACT(SERVED)) });
		break;
	case 3:
		c.left = term(t, (struct gj_term){ .kind = GJ_TERM_ROWS, .rows = rows });
		break;
	case 4:
		c.left = term(t, (struct gj_term){ .kind = GJ_TERM_DISTINCT,
		                                   .fact = &gj_build_finding[KIND],
		                                   .rows = rows });
		break;
	case 5:
		c = (struct gj_cond){ .kind = GJ_COND_EXISTS, .rows = rows };
		break;
	case 6:
		c = (struct gj_cond){ .kind = GJ_COND_NONE, .rows = rows };
		break;
	case 7:
		c = (struct gj_cond){ .kind = GJ_COND_ONE_OF,
			              .fact = FACT(ROLE),
			              .values = roles + gj_dice_roll(&t->dice, 2),
			              .n_values = 1 + gj_dice_roll(&t->dice, 2) };
		break;
	case 8:
		c = (struct gj_cond){ .kind = GJ_COND_WITHIN,
			              .fact = FACT(FILED),
			              .window = { .from = gj_build_day("2022-01-01") +
			                                  (int32_t)gj_dice_roll(&t->dice, 2),
			                          .to = gj_build_day("2022-11-29") +
			                                (int32_t)gj_dice_roll(&t->dice, 2) } };
		break;
	case 9:
	case 10:
		c.kind = GJ_COND_EVERY;
		c.rows = (struct gj_rows){ .list = FACT(FINDINGS) };
		c.left = c.right = NULL;
		return node(t, c, 1, gj_dice_roll(&t->dice, 2) ? &day : &rows.filter);
	default:
		c.left = term(t, *OF_FACT(SERVED));
		break;
	}
	return node(t, c, 0, NULL);
}

static struct gj_cond *mutant_of(struct table *t, struct gj_cond *cond)
{
	struct gj_mutant m;
	bool failed = false;

	for (size_t n = gj_dice_roll(&t->dice, 24);; n /= 2) {
		if (gj_mutate(&m, &t->dice.arena, cond, n, &failed))
			return (struct gj_cond *)m.cond;
		if (n == 0)
			return gj_dice_cond(&t->dice, 1, NULL);
	}
}

/* Something to stand beside. */
static struct gj_cond *other(struct table *t)
{
	return t->plain ? shaped(t, gj_dice_roll(&t->dice, SHAPES))
	                : gj_dice_cond(&t->dice, 1, NULL);
}

/* Both become parts of something larger, beside the same things and in the same place. */
static void wrap(struct table *t)
{
	static const enum gj_cond_kind kinds[] = { GJ_COND_ALL,         GJ_COND_ANY,
		                                   GJ_COND_AT_LEAST_OF, GJ_COND_NOT,
		                                   GJ_COND_ELSE_REVIEW, GJ_COND_UNLESS };
	static const enum gj_outcome outcomes[] = { GJ_MET, GJ_REVIEW, GJ_NOT_APPLICABLE };
	struct gj_cond c = { .kind = kinds[gj_dice_roll(&t->dice, 6)],
		             .outcome = outcomes[gj_dice_roll(&t->dice, 3)] };
	struct gj_cond *args[3] = { t->a, other(t), NULL };
	size_t n = c.kind == GJ_COND_UNLESS ? 2 : 2 + gj_dice_roll(&t->dice, 2);

	if (c.kind == GJ_COND_NOT || c.kind == GJ_COND_ELSE_REVIEW)
		n = 1;
	if (n == 3)
		args[2] = gj_dice_roll(&t->dice, 2) ? other(t) : t->b;
	c.k = 1 + gj_dice_roll(&t->dice, 3);
	t->a = node(t, c, n, args);
	if (n == 3 && args[2] == t->b && gj_dice_roll(&t->dice, 2))
		args[2] = mutant_of(t, t->b);
	args[0] = t->b;
	if (gj_dice_roll(&t->dice, 4) == 0)
		c.k = 1 + gj_dice_roll(&t->dice, 3);
	t->b = node(t, c, n, args);
}

static void throw_pair(struct table *t)
{
	struct gj_cond *two[2];

	if (t->plain) {
		unsigned shape = gj_dice_roll(&t->dice, SHAPES);

		t->a = shaped(t, shape);
		t->b = gj_dice_roll(&t->dice, 6) ? shaped(t, shape) : mutant_of(t, t->a);
	} else {
		t->a = gj_dice_cond(&t->dice, (int)gj_dice_roll(&t->dice, 3), NULL);
		t->b = gj_dice_roll(&t->dice, 8) ? mutant_of(t, t->a)
		                                 : gj_dice_cond(&t->dice, 1, NULL);
	}
	for (unsigned n = gj_dice_roll(&t->dice, 3); n > 0; n--)
		wrap(t);
	two[0] = t->b;
	two[1] = other(t);
	if (gj_dice_roll(&t->dice, 6) == 0)
		t->b = node(t,
		            (struct gj_cond){ .kind = gj_dice_roll(&t->dice, 2) ? GJ_COND_ALL
		                                                                : GJ_COND_ANY },
		            2, two);
	if (gj_dice_roll(&t->dice, 2)) {
		two[0] = t->a;
		t->a = t->b;
		t->b = two[0];
	}
}

static enum gj_outcome outcome(struct table *t, const struct gj_cond *c, const struct gj_record *r,
                               int32_t reference)
{
	struct gj_trace *trace;

	gj_arena_clear(&t->scratch);
	ck_assert_int_eq(gj_trace_run(&trace, &t->scratch, c, r, reference, &outside, NULL), 0);
	return trace->outcome;
}

static void look(struct table *t, const struct gj_record *r)
{
	enum gj_outcome x = outcome(t, t->a, r, t->reference),
			y = outcome(t, t->b, r, t->reference);

	t->only_a |= x >= GJ_MET && y < GJ_MET;
	t->only_b |= y >= GJ_MET && x < GJ_MET;
	t->otherwise |= x != y && (x >= GJ_MET) == (y >= GJ_MET);
	ck_assert_msg(!t->said->no_more_a || !t->only_a, "seed %u: a record that only a accepts",
	              t->seed);
	ck_assert_msg(!t->said->no_more_b || !t->only_b, "seed %u: a record that only b accepts",
	              t->seed);
	ck_assert_msg(t->said->verdict != GJ_VERSUS_SAME || !t->otherwise,
	              "seed %u: a record that has another outcome", t->seed);
}

/* Random records, and those around them that lie on the other side of something. */
static void look_around(struct table *t)
{
	for (unsigned n = 0; n < RECORDS; n++) {
		struct gj_changes changes = { .items = NULL };

		t->reference = gj_build_day("2022-11-30") +
		               (n % 4 ? 0 : (int32_t)gj_dice_roll(&t->dice, 1200) - 600);
		gj_dice_record(&t->dice, &t->record);
		look(t, &t->record);
		gj_vary(&changes, t->a, &t->record, t->reference, &outside);
		gj_vary(&changes, t->b, &t->record, t->reference, &outside);
		for (unsigned k = 0; changes.n && k < CHANGES; k++) {
			size_t at = gj_dice_roll(&t->dice, (unsigned)changes.n);

			if (k % 3 == 0) /* else one more change */
				ck_assert_int_eq(gj_record_copy(&t->next, &t->record, NULL), 0);
			if (gj_change_apply(&t->next, &changes.items[at]) == 0)
				look(t, &t->next);
		}
		gj_changes_fini(&changes);
	}
}

/* What a verdict claims to have found is there. */
static void hold_witnesses(struct table *t)
{
	const struct gj_versus_result *v = t->said;
	bool a = v->found[GJ_SAME_ONLY_A], b = v->found[GJ_SAME_ONLY_B];

	for (size_t w = 0; w < GJ_SAME_WAYS; w++) {
		enum gj_outcome x, y;

		if (!v->found[w])
			continue;
		x = outcome(t, t->a, &v->records[w], v->references[w]);
		y = outcome(t, t->b, &v->records[w], v->references[w]);
		ck_assert_int_ne(x, y);
		ck_assert_int_eq(x >= GJ_MET && y < GJ_MET, w == GJ_SAME_ONLY_A);
		ck_assert_int_eq(y >= GJ_MET && x < GJ_MET, w == GJ_SAME_ONLY_B);
	}
	switch (v->verdict) {
	case GJ_VERSUS_SAME:
		ck_assert(v->no_more_a && v->no_more_b && !v->found[GJ_SAME_OTHERWISE]);
		break;
	case GJ_VERSUS_STRICTER:
		ck_assert(a && v->no_more_b);
		break;
	case GJ_VERSUS_LOOSER:
		ck_assert(b && v->no_more_a);
		break;
	case GJ_VERSUS_INCOMPARABLE:
		ck_assert(a && b);
		break;
	case GJ_VERSUS_OTHERWISE:
		ck_assert(v->no_more_a && v->no_more_b && v->found[GJ_SAME_OTHERWISE]);
		break;
	case GJ_VERSUS_UNDECIDED:
		break;
	}
	ck_assert(!a || !v->no_more_a);
	ck_assert(!b || !v->no_more_b);
}

static void one(unsigned seed, size_t counts[GJ_VERSUS_UNDECIDED + 1])
{
	struct table t = { .dice = { .state = 0x9e3779b97f4a7c15u * (seed + 1) }, .seed = seed };
	struct gj_versus_result v;

	gj_arena_init(&t.dice.arena, 0);
	gj_arena_init(&t.scratch, 0);
	gj_build_init(&t.record);
	gj_build_init(&t.next);
	ck_assert_int_eq(gj_merge_facts(&t.merge, &t.dice.arena, &gj_build_facts, &gj_build_facts,
	                                NULL),
	                 0);
	t.plain = gj_dice_roll(&t.dice, 4) != 0;
	throw_pair(&t);
	ck_assert_int_eq(gj_versus_find(&v, &t.merge, t.a, t.b, GJ_DAY_NONE, GJ_DAY_NONE, NULL), 0);
	t.said = &v;
	counts[v.verdict]++;
	hold_witnesses(&t);
	look_around(&t);
	gj_versus_fini(&v);
	gj_record_fini(&t.record);
	gj_record_fini(&t.next);
	gj_arena_fini(&t.scratch);
	gj_arena_fini(&t.dice.arena);
}

/* GJ_TEST_PAIRS=5000: so many pairs in each of the 60 runs. */
START_TEST(holds)
{
	const char *more = getenv("GJ_TEST_PAIRS");
	unsigned pairs = more ? (unsigned)atoi(more) : PAIRS;
	size_t counts[GJ_VERSUS_UNDECIDED + 1] = { 0 };

	if (getenv("GJ_TEST_SEED")) /* that pair alone */
		one((unsigned)atoi(getenv("GJ_TEST_SEED")), counts), pairs = 0;
	for (unsigned i = 0; i < pairs; i++)
		one((unsigned)_i + SEEDS * i, counts);
	if (getenv("GJ_TEST_FIGURES"))
		for (size_t i = 0; i <= GJ_VERSUS_UNDECIDED; i++)
			printf("%s %zu%s", names[i], counts[i],
			       i < GJ_VERSUS_UNDECIDED ? ", " : "\n");
}
END_TEST

Suite *suite_versus_dice(void)
{
	Suite *s = suite_create("decide/versus_dice");
	TCase *t = tcase_create("dice");

	tcase_set_timeout(t, 3600);
	tcase_add_loop_test(t, holds, 0, SEEDS);
	suite_add_tcase(s, t);
	return s;
}
