/* check_pass.c: what would make it pass is the least that does, never what cannot change, and holds together. */
#include "engine/base/err.h"
#include "engine/decide/pass.h"
#include "tests/decide/build.h"
#include "tests/decide/suites.h"
#include "tests/support/alloc.h"

#include <check.h>
#include <string.h>

static struct gj_arena arena;
static struct gj_record record;

static void open_all(void)
{
	gj_arena_init(&arena, 0);
	gj_build_init(&record);
}

static void close_all(void)
{
	gj_record_fini(&record);
	gj_arena_fini(&arena);
}

static struct gj_pass find(const struct gj_cond *cond, enum gj_outcome now)
{
	static struct gj_check check;
	static struct gj_category category;
	uint8_t outcome = (uint8_t)now;
	struct gj_pass out;

	check = (struct gj_check){ .id = "c", .clause = "1", .cond = cond };
	category = (struct gj_category){
		.key = "c", .facts = gj_build_facts, .checks = &check, .n_checks = 1
	};
	ck_assert_int_eq(gj_pass_find(&out, &arena, &category, &record, &outcome,
	                              gj_build_day("2022-11-30"), NULL, NULL),
	                 0);
	return out;
}

/* 15 of 29 passes, so does 30: fewer to go is shown first. */
START_TEST(share_or_count)
{
	struct gj_pass p;
	const struct gj_cond *cond =
	    ANY(COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN, SHARE(50, 100, OF_FACT(SERVED))),
	        COMPARE(OF_FACT(TRAINED), GJ_AT_LEAST, NUMBER(30)));

	gj_build_put(&record, SERVED, 100);
	gj_build_put(&record, TRAINED, 24);
	gj_build_items[SERVED].change = GJ_CHANGE_NONE;
	p = find(cond, GJ_NOT_MET);
	gj_build_items[SERVED].change = GJ_CHANGE_FREE;
	ck_assert_uint_gt(p.whole.n, 0);
	ck_assert_uint_eq(p.checks[0].ways.n, 1);
	ck_assert_ptr_eq(p.checks[0].ways.items[0].changes[0].fact, FACT(TRAINED));
	ck_assert_int_eq(p.checks[0].ways.items[0].changes[0].value.number, 30);
	ck_assert_int_eq(p.checks[0].ways.items[0].distance, 6);
}
END_TEST

START_TEST(two_facts)
{
	struct gj_pass p;

	gj_build_put(&record, OFFICERS, 0);
	gj_build_put(&record, BODY, 0);
	p = find(ALL(COMPARE(OF_FACT(OFFICERS), GJ_AT_LEAST, NUMBER(2)),
	             ASK(GJ_COND_HOLDS, FACT(BODY))),
	         GJ_NOT_MET);
	ck_assert_uint_eq(p.checks[0].ways.n, 1);
	ck_assert_uint_eq(p.checks[0].ways.items[0].n, 2);
	ck_assert_int_eq(p.checks[0].ways.items[0].distance, 3);
	ck_assert_uint_gt(p.whole.n, 0);
}
END_TEST

START_TEST(what_cannot_change)
{
	struct gj_pass p;

	gj_build_put(&record, BODY, 0);
	gj_build_items[BODY].change = GJ_CHANGE_NONE;
	p = find(ASK(GJ_COND_HOLDS, FACT(BODY)), GJ_NOT_MET);
	ck_assert_uint_eq(p.checks[0].ways.n, 0);
	ck_assert_uint_eq(p.whole.n, 0);
	/* But what nobody stated can be stated. */
	gj_build_state(&record, BODY, GJ_MISSING);
	p = find(ASK(GJ_COND_HOLDS, FACT(BODY)), GJ_UNKNOWN);
	gj_build_items[BODY].change = GJ_CHANGE_FREE;
	ck_assert_uint_eq(p.checks[0].ways.n, 1);
}
END_TEST

START_TEST(what_only_grows)
{
	struct gj_pass p;

	gj_build_put(&record, OFFICERS, 5);
	gj_build_items[OFFICERS].change = GJ_CHANGE_INCREASE;
	p = find(COMPARE(OF_FACT(OFFICERS), GJ_AT_MOST, NUMBER(3)), GJ_NOT_MET);
	gj_build_items[OFFICERS].change = GJ_CHANGE_FREE;
	ck_assert_uint_eq(p.checks[0].ways.n, 0);
	p = find(COMPARE(OF_FACT(OFFICERS), GJ_AT_MOST, NUMBER(3)), GJ_NOT_MET);
	ck_assert_uint_eq(p.checks[0].ways.n, 1);
	ck_assert_int_eq(p.checks[0].ways.items[0].distance, 2);
}
END_TEST

/* Against trying everything: counts from 0 to 12, yes and no. */
START_TEST(least_of_all)
{
	uint64_t dice = 0x9e3779b97f4a7c15u * (uint64_t)(_i + 1);
	int64_t now[3], best = -1;
	int limits[2];
	struct gj_pass p;
	const struct gj_cond *a, *b, *cond;

#define ROLL(n) \
	(dice ^= dice << 13, dice ^= dice >> 7, dice ^= dice << 17, (int)((dice >> 33) % (n)))
	for (int i = 0; i < 3; i++)
		now[i] = i == 2 ? ROLL(2) : ROLL(12);
	limits[0] = ROLL(12);
	limits[1] = ROLL(12);
	gj_build_put(&record, SERVED, now[0]);
	gj_build_put(&record, TRAINED, now[1]);
	gj_build_put(&record, BODY, now[2]);
	a = COMPARE(OF_FACT(SERVED), (enum gj_cmp)ROLL(4), NUMBER(limits[0]));
	b = ROLL(2) ? COMPARE(OF_FACT(TRAINED), (enum gj_cmp)ROLL(4), NUMBER(limits[1]))
	            : COMPARE(OF_FACT(TRAINED), GJ_AT_LEAST, SHARE(50, 100, OF_FACT(SERVED)));
	cond = ROLL(2)
	           ? ALL((struct gj_cond *)a, (struct gj_cond *)b, ASK(GJ_COND_HOLDS, FACT(BODY)))
	           : ANY(ALL((struct gj_cond *)a, (struct gj_cond *)b),
	                 ALL((struct gj_cond *)b, ASK(GJ_COND_HOLDS, FACT(BODY))));
	p = find(cond, GJ_NOT_MET);
	for (int64_t x = 0; x <= 24; x++)
		for (int64_t y = 0; y <= 24; y++)
			for (int64_t z = 0; z < 2; z++) {
				int64_t changed = (x != now[0]) + (y != now[1]) + (z != now[2]);
				struct gj_trace *t;

				gj_build_put(&record, SERVED, x);
				gj_build_put(&record, TRAINED, y);
				gj_build_put(&record, BODY, z);
				ck_assert_int_eq(gj_trace_run(&t, &arena, cond, &record, 0, NULL,
				                              NULL),
				                 0);
				if (t->outcome == GJ_MET && (best < 0 || changed < best))
					best = changed;
			}
	if (best == 0)
		return; /* it passes as it is */
	if (best < 0)
		ck_assert_uint_eq(p.checks[0].ways.n, 0);
	else
		ck_assert_msg(p.checks[0].ways.n > 0 && (int64_t)p.checks[0].ways.items[0].n == best,
		              "seed %d: %zu ways of %zu, least is %lld", _i, p.checks[0].ways.n,
		              p.checks[0].ways.n ? p.checks[0].ways.items[0].n : 0, (long long)best);
}
END_TEST

enum { VALUES = 8, TRIED = VALUES + 2 /* what is more than the most as well */ };

static bool all_pass(const struct gj_check *checks, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		struct gj_trace *t;

		ck_assert_int_eq(
		    gj_trace_run(&t, &arena, checks[k].cond, &record, 0, NULL, NULL), 0);
		if (t->outcome < GJ_MET)
			return false;
	}
	return true;
}

static void state(const int64_t *values)
{
	static const enum gj_build_fact facts[] = { SERVED, TRAINED, OFFICERS, BODY };

	for (int i = 0; i < 4; i++)
		gj_build_put(&record, facts[i], values[i]);
}

/* Against trying everything: four facts, three checks that share them. */
START_TEST(least_of_the_whole)
{
	uint64_t dice = 0xd1342543de82ef95u * (uint64_t)(_i + 1);
	struct gj_check checks[3];
	struct gj_category category = {
		.key = "c", .facts = gj_build_facts, .checks = checks, .n_checks = 3
	};
	struct gj_cond *parts[6];
	uint8_t outcomes[3];
	int64_t now[4], at[4], least = -1, nearest = -1, apart = 0;
	bool constants = true;
	struct gj_pass p;

	for (int i = 0; i < 4; i++)
		now[i] = i == 3 ? ROLL(2) : ROLL(VALUES);
	for (int i = 0; i < 6; i++) {
		static const enum gj_build_fact counts[] = { SERVED, TRAINED, OFFICERS };
		struct gj_term *side = gj_arena_array(&arena, 2, sizeof *side);
		bool fact = ROLL(8) == 0;

		parts[i] = gj_arena_alloc(&arena, sizeof *parts[i]);
		ck_assert(side && parts[i]);
		constants = constants && !fact;
		side[0] = *OF_FACT(counts[ROLL(3)]);
		side[1] = fact ? *OF_FACT(SERVED) : *NUMBER(ROLL(VALUES));
		*parts[i] = ROLL(6) ? *COMPARE(&side[0], (enum gj_cmp)ROLL(5), &side[1])
		                    : *ASK(GJ_COND_HOLDS, FACT(BODY));
	}
	for (int i = 0; i < 3; i++) {
		struct gj_cond *both = gj_arena_alloc(&arena, sizeof *both);
		bool all = ROLL(2);
		size_t n_args = 1 + (size_t)ROLL(2);

		ck_assert_ptr_nonnull(both);
		*both = (struct gj_cond){ .kind = all ? GJ_COND_ALL : GJ_COND_ANY,
			                  .args = &parts[2 * i],
			                  .n_args = n_args };
		checks[i] = (struct gj_check){
			.id = "c", .clause = "1", .cond = both, .index = (size_t)i
		};
	}
	state(now);
	for (int i = 0; i < 3; i++)
		outcomes[i] = all_pass(&checks[i], 1) ? GJ_MET : GJ_NOT_MET;
	ck_assert_int_eq(
	    gj_pass_find(&p, &arena, &category, &record, outcomes, 0, NULL, NULL), 0);
	for (int n = 0; n < TRIED * TRIED * TRIED * 2; n++) {
		int64_t changed = 0, distance = 0;

		at[0] = n % TRIED;
		at[1] = n / TRIED % TRIED;
		at[2] = n / TRIED / TRIED % TRIED;
		at[3] = n / TRIED / TRIED / TRIED;
		for (int i = 0; i < 4; i++) {
			changed += at[i] != now[i];
			distance += at[i] < now[i] ? now[i] - at[i] : at[i] - now[i];
		}
		if (least >= 0 && (changed > least || (changed == least && distance >= nearest)))
			continue;
		state(at);
		if (!all_pass(checks, 3))
			continue;
		least = changed;
		nearest = distance;
	}
	state(now);
	if (least == 0)
		ck_assert_uint_eq(p.whole.n, 0);
	if (least <= 0)
		return; /* it passes, or never will within these values */
	ck_assert_msg(p.whole.n > 0, "seed %d: none, least is %lld", _i, (long long)least);
	ck_assert_msg((int64_t)p.whole.items[0].n == least, "seed %d: %zu, least is %lld", _i,
	              p.whole.items[0].n, (long long)least);
	if (constants)
		ck_assert_msg(p.whole.items[0].distance == nearest, "seed %d: %lld, nearest %lld",
		              _i, (long long)p.whole.items[0].distance, (long long)nearest);
	for (size_t i = 0; i < p.whole.n; i++) {
		state(now);
		for (size_t k = 0; k < p.whole.items[i].n; k++, apart++)
			ck_assert_int_eq(
			    gj_change_apply(&record, &p.whole.items[i].changes[k]), 0);
		ck_assert(all_pass(checks, 3));
	}
	ck_assert_int_gt(apart, 0);
}
END_TEST

/* A fact that decides on both its values outweighs one that does on some; one that cannot change is left out. */
START_TEST(what_matters_most)
{
	struct gj_pass p;

	gj_build_state(&record, BODY, GJ_MISSING);
	gj_build_put(&record, OFFICERS, 0);
	gj_build_put(&record, SERVED, 3);
	gj_build_items[SERVED].change = GJ_CHANGE_NONE;
	p = find(ALL(ASK(GJ_COND_HOLDS, FACT(BODY)),
	             ANY(COMPARE(OF_FACT(OFFICERS), GJ_AT_LEAST, NUMBER(2)),
	                 COMPARE(OF_FACT(SERVED), GJ_AT_LEAST, NUMBER(9)),
	                 ASK(GJ_COND_HOLDS, FACT(BODY)))),
	         GJ_UNKNOWN);
	gj_build_items[SERVED].change = GJ_CHANGE_FREE;
	ck_assert_uint_eq(p.n_facts, 2);
	ck_assert_ptr_eq(p.facts[0].fact, FACT(BODY));
	ck_assert_uint_eq(p.facts[0].tried, 2);
	ck_assert_uint_eq(p.facts[0].settles, 2);
	ck_assert_ptr_eq(p.facts[1].fact, FACT(OFFICERS));
	ck_assert_uint_eq(p.facts[1].settles, 0);
}
END_TEST

START_TEST(no_memory)
{
	static struct gj_check check;
	static struct gj_category category;
	uint8_t outcome = GJ_NOT_MET;
	struct gj_pass out;

	gj_build_put(&record, OFFICERS, 0);
	check = (struct gj_check){ .id = "c",
		                   .clause = "1",
		                   .cond = COMPARE(OF_FACT(OFFICERS), GJ_AT_LEAST, NUMBER(2)) };
	category = (struct gj_category){
		.key = "c", .facts = gj_build_facts, .checks = &check, .n_checks = 1
	};
	for (int n = 1;; n++) {
		int rc;

		gj_alloc_fail_at(n);
		rc = gj_pass_find(&out, &arena, &category, &record, &outcome, 0, NULL, NULL);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
}
END_TEST

Suite *suite_pass(void)
{
	Suite *s = suite_create("decide/pass");
	TCase *t = tcase_create("pass");

	tcase_add_checked_fixture(t, open_all, close_all);
	tcase_add_test(t, share_or_count);
	tcase_add_test(t, two_facts);
	tcase_add_test(t, what_cannot_change);
	tcase_add_test(t, what_only_grows);
	tcase_add_loop_test(t, least_of_all, 0, 200);
	tcase_add_loop_test(t, least_of_the_whole, 0, 300);
	tcase_add_test(t, what_matters_most);
	tcase_add_test(t, no_memory);
	suite_add_tcase(s, t);
	return s;
}
