/* check_versus.c: of two versions, what is said about who accepts more holds for every record there is. */
#include "engine/decide/versus.h"

#include "engine/decide/imply.h"
#include "engine/decide/mutate.h"
#include "tests/decide/trace_kit.h"

#include <stdio.h>
#include <stdlib.h>

static struct gj_merge merge;

static void begin_merge(void)
{
	begin();
	ck_assert_int_eq(gj_merge_facts(&merge, &arena, &gj_build_facts, &gj_build_facts, NULL), 0);
}

static enum gj_versus versus(const struct gj_cond *a, const struct gj_cond *b)
{
	struct gj_versus_result v;
	enum gj_versus verdict;

	ck_assert_int_eq(gj_versus_find(&v, &merge, a, b, GJ_DAY_NONE, GJ_DAY_NONE, NULL), 0);
	verdict = v.verdict;
	ck_assert(!v.found[GJ_SAME_ONLY_A] || !v.no_more_a);
	ck_assert(!v.found[GJ_SAME_ONLY_B] || !v.no_more_b);
	gj_versus_fini(&v);
	return verdict;
}

#define OFFICERS_AT(cmp, n) COMPARE(OF_FACT(OFFICERS), cmp, NUMBER(n))
#define SHARE_OR_COUNT(n, count) \
	ANY(COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN, SHARE(n, 100, OF_FACT(SERVED))), \
	    COMPARE(OF_FACT(TRAINED), GJ_AT_LEAST, NUMBER(count)))

START_TEST(thresholds)
{
	ck_assert_int_eq(versus(OFFICERS_AT(GJ_AT_LEAST, 1), OFFICERS_AT(GJ_AT_LEAST, 1)),
	                 GJ_VERSUS_SAME);
	ck_assert_int_eq(versus(OFFICERS_AT(GJ_AT_LEAST, 2), OFFICERS_AT(GJ_MORE_THAN, 1)),
	                 GJ_VERSUS_SAME);
	ck_assert_int_eq(versus(OFFICERS_AT(GJ_AT_LEAST, 1), OFFICERS_AT(GJ_AT_LEAST, 2)),
	                 GJ_VERSUS_STRICTER);
	ck_assert_int_eq(versus(OFFICERS_AT(GJ_AT_LEAST, 2), OFFICERS_AT(GJ_AT_LEAST, 1)),
	                 GJ_VERSUS_LOOSER);
	ck_assert_int_eq(versus(OFFICERS_AT(GJ_AT_LEAST, 2), OFFICERS_AT(GJ_AT_MOST, 2)),
	                 GJ_VERSUS_INCOMPARABLE);
	ck_assert_int_eq(versus(OFFICERS_AT(GJ_AT_LEAST, 2),
	                        ELSE_REVIEW(OFFICERS_AT(GJ_AT_LEAST, 2))),
	                 GJ_VERSUS_OTHERWISE);
}
END_TEST

/* Out of reach of trying all classes: seen from how they are written, and shown by a record that was looked for. */
START_TEST(shares)
{
	ck_assert_int_eq(versus(SHARE_OR_COUNT(50, 30), SHARE_OR_COUNT(50, 25)), GJ_VERSUS_LOOSER);
	ck_assert_int_eq(versus(SHARE_OR_COUNT(50, 30), SHARE_OR_COUNT(60, 30)),
	                 GJ_VERSUS_STRICTER);
	ck_assert_int_eq(versus(SHARE_OR_COUNT(50, 30), SHARE_OR_COUNT(60, 25)),
	                 GJ_VERSUS_INCOMPARABLE);
	ck_assert_int_eq(versus(SHARE_OR_COUNT(50, 30), SHARE_OR_COUNT(50, 30)), GJ_VERSUS_SAME);
	/* As it is: 50 of 100 is 1 of 2. */
	ck_assert_int_eq(
	    versus(COMPARE(OF_FACT(TRAINED), GJ_AT_LEAST, SHARE(50, 100, OF_FACT(SERVED))),
	           COMPARE(OF_FACT(TRAINED), GJ_AT_LEAST, SHARE(1, 2, OF_FACT(SERVED)))),
	    GJ_VERSUS_UNDECIDED);
}
END_TEST

static struct gj_cond *filed(enum gj_outcome boundary)
{
	const struct gj_cond c = { .kind = GJ_COND_WITHIN,
		                   .fact = FACT(FILED),
		                   .window = { .months = 24, .boundary = boundary } };
	struct gj_cond *kept = gj_arena_alloc(&arena, sizeof *kept);

	ck_assert_ptr_nonnull(kept);
	return memcpy(kept, &c, sizeof c);
}

#define TWO_OF(...) COND(.kind = GJ_COND_AT_LEAST_OF, .k = 2, ARGS(__VA_ARGS__))
#define UNLESS(cond_, ground_) \
	COND(.kind = GJ_COND_UNLESS, .outcome = GJ_NOT_APPLICABLE, ARGS(cond_, ground_))

/* What does not apply is not counted: then a part that is met less often can make the whole met more often. */
START_TEST(counting)
{
	struct gj_cond *body = ASK(GJ_COND_HOLDS, FACT(BODY));
	struct gj_cond *waived = ASK(GJ_COND_HOLDS, FACT(CHECKED));
	struct gj_cond *one = OFFICERS_AT(GJ_AT_LEAST, 1), *two = OFFICERS_AT(GJ_AT_LEAST, 2);
	struct gj_cond *served = COMPARE(OF_FACT(SERVED), GJ_AT_LEAST, NUMBER(1));

	ck_assert_int_eq(versus(NO(TWO_OF(filed(GJ_MET), body)),
	                        NO(TWO_OF(filed(GJ_REVIEW), body))),
	                 GJ_VERSUS_STRICTER);
	ck_assert_int_eq(versus(TWO_OF(UNLESS(two, waived), UNLESS(served, waived)),
	                        TWO_OF(UNLESS(one, waived), UNLESS(served, waived))),
	                 GJ_VERSUS_INCOMPARABLE);
	ck_assert_int_eq(versus(UNLESS(two, waived), UNLESS(one, waived)), GJ_VERSUS_LOOSER);
	ck_assert_int_eq(versus(TWO_OF(one, served), TWO_OF(two, served)), GJ_VERSUS_STRICTER);
}
END_TEST

/* Being recognised in one category says nothing of another. */
START_TEST(recognitions)
{
	struct gj_cond a = { .kind = GJ_COND_RECOGNISED,
		             .fact = &gj_build_built[CODE],
		             .category = "enterprise" };
	struct gj_cond b = { .kind = GJ_COND_RECOGNISED,
		             .fact = &gj_build_built[CODE],
		             .category = "station" };
	struct gj_cond *some_a =
	    COND(.kind = GJ_COND_EXISTS, .rows = { .list = FACT(BUILT), .filter = &a });
	struct gj_cond *some_b =
	    COND(.kind = GJ_COND_EXISTS, .rows = { .list = FACT(BUILT), .filter = &b });

	ck_assert_int_eq(versus(some_a, some_a), GJ_VERSUS_SAME);
	ck_assert_int_eq(versus(some_a, some_b), GJ_VERSUS_UNDECIDED);
}
END_TEST

/* Only a change inside the dates that are asked about counts. */
START_TEST(dates)
{
	struct gj_cond *one = OFFICERS_AT(GJ_AT_LEAST, 1), *two = OFFICERS_AT(GJ_AT_LEAST, 2);
	const int32_t since[] = { 18000, 19000 };
	const struct gj_cond *rising = COND(.kind = GJ_COND_DATED, ARGS(one, two), .since = since);
	struct gj_versus_result v;

	ck_assert_int_eq(gj_versus_find(&v, &merge, one, rising, 18000, 18999, NULL), 0);
	ck_assert_int_eq(v.verdict, GJ_VERSUS_SAME);
	gj_versus_fini(&v);
	ck_assert_int_eq(gj_versus_find(&v, &merge, one, rising, 18000, 19200, NULL), 0);
	ck_assert_int_eq(v.verdict, GJ_VERSUS_STRICTER);
	ck_assert_int_ge(v.references[GJ_SAME_ONLY_A], 19000);
	ck_assert_int_eq(v.records[GJ_SAME_ONLY_A].values[OFFICERS].number, 1);
	gj_versus_fini(&v);
}
END_TEST

/* A fact that is another kind of thing now, one that is new, an option that is new. */
START_TEST(dictionaries)
{
	static const struct gj_option three[] = { { .key = "shared" }, { .key = "attached" } };
	struct gj_fact items[GJ_BUILD_FACTS];
	struct gj_facts other = { .category = "enterprise", .items = items, .n = GJ_BUILD_FACTS };
	struct gj_cond own = { .kind = GJ_COND_ONE_OF,
		               .fact = FACT(MODE),
		               .values = (const char *const[]){ "own", "attached" },
		               .n_values = 2 };
	struct gj_cond also = { .kind = GJ_COND_ONE_OF,
		                .fact = &items[MODE],
		                .values = (const char *const[]){ "shared", "attached" },
		                .n_values = 2 };
	struct gj_cond *was = OFFICERS_AT(GJ_AT_LEAST, 1);
	const struct gj_term left = { .kind = GJ_TERM_FACT, .fact = &items[OFFICERS] };
	struct gj_cond is = { .kind = GJ_COND_COMPARE, .left = &left, .right = NUMBER(1) };
	struct gj_versus_result v;
	struct gj_merge m;

	memcpy(items, gj_build_items, sizeof items);
	items[OFFICERS].type = GJ_FACT_AMOUNT;
	items[MODE].options = three;
	items[MODE].n_options = 2;
	items[BODY].key = "renamed";
	ck_assert_int_eq(gj_merge_facts(&m, &arena, &gj_build_facts, &other, NULL), 0);
	ck_assert_uint_eq(m.facts.n, GJ_BUILD_FACTS + 1);
	ck_assert_int_eq(gj_versus_find(&v, &m, was, &is, GJ_DAY_NONE, GJ_DAY_NONE, NULL), 0);
	ck_assert_int_eq(v.verdict, GJ_VERSUS_UNDECIDED);
	ck_assert_ptr_eq(v.clash, &items[OFFICERS]);
	gj_versus_fini(&v);
	ck_assert_int_eq(gj_versus_find(&v, &m, &own, &also, GJ_DAY_NONE, GJ_DAY_NONE, NULL), 0);
	ck_assert_int_eq(v.verdict, GJ_VERSUS_INCOMPARABLE);
	gj_versus_fini(&v);
}
END_TEST

/* ---- random conditions against every record of a small world ---- */

static unsigned seed;

static unsigned pick(unsigned n)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % n;
}

static void *kept(size_t n, const void *from)
{
	void *p = gj_arena_alloc(&arena, n);

	ck_assert_ptr_nonnull(p);
	return memcpy(p, from, n);
}

static struct gj_cond *put_cond(struct gj_cond c)
{
	return kept(sizeof c, &c);
}

static const struct gj_term *put_term(struct gj_term t)
{
	return kept(sizeof t, &t);
}

static struct gj_cond *row_leaf(void)
{
	if (pick(2))
		return put_cond(
		    (struct gj_cond){ .kind = GJ_COND_HOLDS, .fact = &gj_build_finding[FINAL] });
	return put_cond((struct gj_cond){
	    .kind = GJ_COND_WITHIN,
	    .fact = &gj_build_finding[ACT_DATE],
	    .window = { .from = 19000 + (int)pick(3), .to = 19001 + (int)pick(3) } });
}

static struct gj_cond *random_cond(unsigned depth)
{
	struct gj_cond c = { .kind = GJ_COND_ALL };
	unsigned what = pick(depth ? 12 : 6);

	switch (what) {
	case 0:
		c.kind = GJ_COND_HOLDS;
		c.fact = FACT(BODY);
		return put_cond(c);
	case 1:
		c.kind = GJ_COND_JUDGED;
		c.fact = FACT(DUTIES);
		return put_cond(c);
	case 2:
	case 3:
		c.kind = GJ_COND_COMPARE;
		c.left = OF_FACT(TRAINED);
		c.left = put_term(*c.left);
		c.cmp = (enum gj_cmp)pick(5);
		c.right = put_term(*NUMBER((int64_t)pick(4)));
		return put_cond(c);
	case 4:
		c.kind = GJ_COND_COMPARE;
		c.left = put_term(*OF_FACT(TRAINED));
		c.cmp = (enum gj_cmp)pick(4);
		c.right = put_term(
		    *SHARE(1 + (int64_t)pick(2), 2 + (int64_t)pick(2), put_term(*OF_FACT(SERVED))));
		return put_cond(c);
	case 5:
		c.kind = pick(2) ? GJ_COND_EXISTS : GJ_COND_NONE;
		c.rows.list = FACT(FINDINGS);
		if (pick(3))
			c.rows.filter = row_leaf();
		return put_cond(c);
	case 6:
		c.kind = GJ_COND_NOT;
		break;
	case 7:
		c.kind = GJ_COND_ELSE_REVIEW;
		break;
	case 8:
		c.kind = GJ_COND_UNLESS;
		c.outcome = pick(2) ? GJ_MET : GJ_NOT_APPLICABLE;
		break;
	case 9:
		c.kind = GJ_COND_AT_LEAST_OF;
		c.k = 1 + pick(2);
		break;
	case 10:
		c.kind = GJ_COND_ANY;
		break;
	default:
		break;
	}
	c.n_args = c.kind == GJ_COND_NOT || c.kind == GJ_COND_ELSE_REVIEW ? 1
	           : c.kind == GJ_COND_UNLESS                             ? 2
	                                                                  : 2 + pick(2);
	c.args = gj_arena_array(&arena, c.n_args, sizeof *c.args);
	for (size_t i = 0; i < c.n_args; i++)
		c.args[i] = random_cond(depth - 1);
	return put_cond(c);
}

struct world { /* every record of it */
	bool only_a, only_b, otherwise;
};

static const struct gj_value states[] = { { .state = GJ_MISSING },
	                                  { .state = GJ_STATE_NOT_APPLICABLE } };

static struct gj_value value_at(size_t i, int64_t numbers)
{
	return i < 2 ? states[i] : gj_build_given((int64_t)i - 2 < numbers ? (int64_t)i - 2 : 0);
}

static enum gj_outcome outcome(struct gj_arena *scratch, const struct gj_cond *c,
                               const struct gj_record *record, int32_t day)
{
	struct gj_trace *t;
	const struct gj_outside outside = { .resolve = resolve };

	ck_assert_int_eq(gj_trace_run(&t, scratch, c, record, day, &outside, NULL), 0);
	return t->outcome;
}

static bool reads(const struct gj_cond *c, const struct gj_fact *fact);

static bool reads_term(const struct gj_term *t, const struct gj_fact *fact)
{
	return t && (t->fact == fact || reads_term(t->share_of, fact));
}

static bool reads(const struct gj_cond *c, const struct gj_fact *fact)
{
	bool yes = c->fact == fact || c->rows.list == fact || reads_term(c->left, fact) ||
	           reads_term(c->right, fact);

	for (size_t i = 0; i < c->n_args; i++)
		yes = yes || reads(c->args[i], fact);
	return yes;
}

static struct world try_all(const struct gj_cond *a, const struct gj_cond *b)
{
	static const enum gj_build_fact facts[] = { BODY, DUTIES, TRAINED, SERVED, FINDINGS };
	static const size_t values[] = { 4, 4, 8, 8, 9 };
	static const int64_t rows[7][4] = { /* of two: final, day; -1: missing */
		                            { 0 },        { 1, 19000 },  { 1, 19002 }, { 0, 19001 },
		                            { 1, 19009 }, { -1, 19002 }, { 1, -1 }
	};
	size_t at[5] = { 0 }, i;
	struct world w = { false, false, false };
	struct gj_arena scratch;

	gj_arena_init(&scratch, 0);
	do {
		enum gj_outcome x, y;

		for (i = 0; i < 4; i++)
			r.values[facts[i]] =
			    value_at(at[i], facts[i] == BODY || facts[i] == DUTIES ? 2 : 6);
		if (at[4] < 2) {
			r.values[FINDINGS] = states[at[4]];
		} else {
			struct gj_value *cells = gj_build_rows(&r, FINDINGS,
			                                       at[4] == 2  ? 0
			                                       : at[4] < 6 ? 1
			                                                   : 2);
			const int64_t *row = rows[at[4] - 2];

			if (at[4] > 2) {
				cells[FINAL] = row[0] < 0 ? states[0] : gj_build_given(row[0]);
				cells[ACT_DATE] = row[1] < 0 ? states[0] : gj_build_given(row[1]);
			}
			if (at[4] >= 6) {
				cells[GJ_BUILD_FINDING_FIELDS + FINAL] = gj_build_given(0);
				cells[GJ_BUILD_FINDING_FIELDS + ACT_DATE] = gj_build_given(19001);
			}
		}
		gj_arena_clear(&scratch);
		x = outcome(&scratch, a, &r, 19500);
		y = outcome(&scratch, b, &r, 19500);
		w.only_a |= x >= GJ_MET && y < GJ_MET;
		w.only_b |= y >= GJ_MET && x < GJ_MET;
		w.otherwise |= x != y && (x >= GJ_MET) == (y >= GJ_MET);
		for (i = 0; i < 5; i++) {
			bool read = reads(a, FACT(facts[i])) || reads(b, FACT(facts[i]));

			if (read && ++at[i] < values[i])
				break;
			at[i] = 0;
		}
	} while (i < 5);
	gj_arena_fini(&scratch);
	return w;
}

static void holds(const struct gj_versus_result *v, const struct gj_cond *a,
                  const struct gj_cond *b)
{
	for (size_t w = 0; w < GJ_SAME_WAYS; w++) {
		enum gj_outcome x, y;
		struct gj_arena scratch;

		if (!v->found[w])
			continue;
		gj_arena_init(&scratch, 0);
		x = outcome(&scratch, a, &v->records[w], v->references[w]);
		y = outcome(&scratch, b, &v->records[w], v->references[w]);
		ck_assert_int_ne(x, y);
		ck_assert_int_eq(x >= GJ_MET && y < GJ_MET, w == GJ_SAME_ONLY_A);
		ck_assert_int_eq(y >= GJ_MET && x < GJ_MET, w == GJ_SAME_ONLY_B);
		gj_arena_fini(&scratch);
	}
}

enum { PAIRS = 1500 };

START_TEST(against_every_record)
{
	size_t count[GJ_VERSUS_UNDECIDED + 1] = { 0 };

	for (unsigned n = 0; n < PAIRS; n++) {
		struct gj_versus_result v;
		struct gj_cond *a, *b;
		struct gj_mutant mutant;
		bool failed = false;
		struct world w;

		end();
		begin_merge();
		seed = n + 1;
		a = random_cond(2);
		b = random_cond(2);
		if (n % 4 && gj_mutate(&mutant, &arena, a, pick(12), &failed))
			b = (struct gj_cond *)mutant.cond;
		if (n % 8 == 3) {
			struct gj_cond *both[] = { a, b };

			b = put_cond((struct gj_cond){
			    .kind = GJ_COND_ALL, .args = kept(sizeof both, both), .n_args = 2 });
		}
		ck_assert_int_eq(gj_versus_find(&v, &merge, a, b, 19500, 19500, NULL), 0);
		w = try_all(a, b);
		holds(&v, a, b);
		if (v.no_more_a)
			ck_assert_msg(!w.only_a, "seed %u: only a", n);
		if (v.no_more_b)
			ck_assert_msg(!w.only_b, "seed %u: only b", n);
		if (v.verdict == GJ_VERSUS_SAME)
			ck_assert_msg(!w.otherwise, "seed %u: otherwise", n);
		/* What a small world shows is found, too. */
		if (v.verdict == GJ_VERSUS_SAME || v.verdict == GJ_VERSUS_OTHERWISE)
			ck_assert(!w.only_a && !w.only_b);
		count[v.verdict]++;
		gj_versus_fini(&v);
	}
	if (getenv("GJ_TEST_FIGURES"))
		printf(
		    "versus: same %zu, stricter %zu, looser %zu, incomparable %zu, otherwise %zu, "
		    "undecided %zu\n",
		    count[0], count[1], count[2], count[3], count[4], count[5]);
	ck_assert_uint_lt(count[GJ_VERSUS_UNDECIDED], PAIRS / 3);
}
END_TEST

START_TEST(memory_may_run_out)
{
	const struct gj_cond *a = SHARE_OR_COUNT(50, 30), *b = SHARE_OR_COUNT(60, 25);

	for (unsigned n = 1;; n += n < 200 ? 1 : 97) {
		struct gj_versus_result v;
		int rc;

		gj_alloc_fail_at(n);
		rc = gj_versus_find(&v, &merge, a, b, GJ_DAY_NONE, GJ_DAY_NONE, NULL);
		gj_alloc_fail_at(0);
		gj_versus_fini(&v);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
}
END_TEST

Suite *suite_versus(void)
{
	Suite *s = suite_create("decide/versus");
	TCase *t = tcase_create("versus");

	tcase_add_checked_fixture(t, begin_merge, end);
	tcase_set_timeout(t, 240);
	tcase_add_test(t, thresholds);
	tcase_add_test(t, shares);
	tcase_add_test(t, counting);
	tcase_add_test(t, recognitions);
	tcase_add_test(t, dates);
	tcase_add_test(t, dictionaries);
	tcase_add_test(t, against_every_record);
	tcase_add_test(t, memory_may_run_out);
	suite_add_tcase(s, t);
	return s;
}
