/* check_says.c: two conditions that differ do not read alike: what the rule book prints is the law that decides. */
#include "engine/base/buf.h"
#include "engine/decide/mutate.h"
#include "engine/decide/reason.h"
#include "tests/decide/dice.h"
#include "tests/decide/suites.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 10, CONDITIONS = 5, DEPTH = 3 };

static void says(struct gj_buf *out, const struct gj_cond *cond, enum gj_lang lang)
{
	gj_buf_init(out);
	gj_reason_required(out, cond, lang);
	ck_assert(!out->failed);
}

/* Pairs that no rule file can hold: a first day has one of three outcomes, and so has what holds of nothing. */
static bool is_agreed(const struct gj_mutant *m)
{
	const struct gj_cond *a = m->before;
	enum gj_outcome o = a->kind == GJ_COND_WITHIN  ? a->window.boundary
	                    : a->kind == GJ_COND_EVERY ? a->outcome
	                                               : GJ_MET;

	return o == GJ_UNKNOWN || o == GJ_ERROR;
}

static void differs(const struct gj_cond *cond, const struct gj_mutant *m, unsigned seed,
                    enum gj_lang lang)
{
	struct gj_buf a, b;

	says(&a, cond, lang);
	says(&b, m->cond, lang);
	if (strcmp(gj_buf_str(&a), gj_buf_str(&b)) == 0 && !is_agreed(m)) {
		if (getenv("GJ_TEST_FIGURES"))
			printf("seed %u, %s: kind %d\n\t%s\n", seed, m->what, m->before->kind,
			       gj_buf_str(&a));
		else
			ck_abort_msg("seed %u: %s reads the same: %s", seed, m->what,
			             gj_buf_str(&a));
	}
	gj_buf_fini(&a);
	gj_buf_fini(&b);
}

static void one(unsigned seed)
{
	struct gj_dice d = { .state = seed * UINT64_C(2654435761) + 1 };
	struct gj_arena mutants;
	struct gj_mutant m;
	const struct gj_cond *cond;
	bool failed = false;

	gj_arena_init(&d.arena, 0);
	cond = gj_dice_cond(&d, DEPTH, NULL);
	gj_arena_init(&mutants, 0);
	for (size_t i = 0; gj_mutate(&m, &mutants, cond, i, &failed); i++) {
		differs(cond, &m, seed, GJ_LANG_ZH);
		differs(cond, &m, seed, GJ_LANG_EN);
	}
	ck_assert(!failed);
	gj_arena_fini(&mutants);
	gj_arena_fini(&d.arena);
}

START_TEST(every_mutant)
{
	for (unsigned i = 0; i < CONDITIONS; i++)
		one((unsigned)_i * CONDITIONS + i + 1);
}
END_TEST

#define OF_FINDINGS(kind_, field, filter_) \
	TERM(.kind = (kind_), .fact = &gj_build_finding[field], \
	     .rows = { .list = FACT(FINDINGS), .filter = (filter_) }, .zero_base = GJ_UNKNOWN)
#define SCALED(term_, n, per_, how) \
	TERM(.kind = GJ_TERM_SCALED, .number = (n), .per = (per_), .rounding = (how), \
	     .args = (const struct gj_term *const[]){ term_ }, .n_args = 1)
#define BOUNDED(term_, low_, high_) \
	TERM(.kind = GJ_TERM_BOUNDED, .low = (low_), .high = (high_), \
	     .args = (const struct gj_term *const[]){ term_ }, .n_args = 1)
#define FINAL_ONES COND(.kind = GJ_COND_HOLDS, .fact = &gj_build_finding[FINAL])

START_TEST(words)
{
	const struct {
		const struct gj_cond *cond;
		const char *zh, *en;
	} cases[] = {
		{ COMPARE(OF_FINDINGS(GJ_TERM_SUM, DAMAGE, FINAL_ONES), GJ_AT_MOST, NUMBER(3)),
		  "侵权认定（已生效：是）的损失合计不超过3万元",
		  "Findings (final: yes): damage, in all: at most 3 × 10,000 CNY" },
		{ COMPARE(ROWS_OF(FINDINGS, FINAL_ONES), GJ_AT_MOST,
		          SHARE(5, 100, ROWS_OF(FINDINGS, NULL))),
		  "侵权认定（已生效：是）不超过侵权认定的5%",
		  "Findings (final: yes): at most 5 % of findings" },
		{ COMPARE(OF_FACT(TRAINED), GJ_AT_MOST,
		          BOUNDED(SCALED(ROWS_OF(FINDINGS, FINAL_ONES), 5, 100, GJ_ROUND_DOWN), 2,
		                  INT64_MAX)),
		  "不超过侵权认定（已生效：是）的5%（舍去尾数）（最低2）",
		  "at most findings (final: yes) times 5 % (rounded down) (at least 2)" },
		{ COMPARE(OF_FACT(TRAINED), GJ_AT_MOST,
		          SCALED(OF_FACT(SERVED), 365, 1, GJ_ROUND_HALF_UP)),
		  "不超过所服务企业的365倍", "at most enterprises served times 365" },
		{ COMPARE(OF_FACT(TRAINED), GJ_AT_MOST,
		          SCALED(OF_FACT(BUDGET), 1, 100, GJ_ROUND_UP)),
		  "不超过工作经费（进位）", "at most budget (rounded up)" },
		{ NO(NO(ASK(GJ_COND_HOLDS, FACT(BODY)))), "领导机构：是", "Leading body: yes" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		for (int lang = 0; lang < 2; lang++) {
			const char *expected = lang == GJ_LANG_ZH ? cases[i].zh : cases[i].en;
			struct gj_buf out;

			says(&out, cases[i].cond, (enum gj_lang)lang);
			ck_assert_str_eq(gj_buf_str(&out), expected);
			gj_buf_fini(&out);
		}
}
END_TEST

/* This way 所服务企业 counts, that way 培训企业: only the row that counts is told. */
START_TEST(row_that_counts)
{
	static const char *const options[] = { "own", "attached" };
	const struct gj_cond *by = ANY(ALL(COND(.kind = GJ_COND_ONE_OF, .fact = FACT(MODE),
	                                        .values = &options[0], .n_values = 1),
	                                   COMPARE(OF_FACT(SERVED), GJ_AT_LEAST, NUMBER(3))),
	                               ALL(COND(.kind = GJ_COND_ONE_OF, .fact = FACT(MODE),
	                                        .values = &options[1], .n_values = 1),
	                                   COMPARE(OF_FACT(TRAINED), GJ_AT_LEAST, NUMBER(5))));
	const struct gj_check check = { .cond = by };
	struct gj_record r;
	struct gj_arena arena;
	struct gj_trace *t;
	struct gj_buf out;

	gj_build_init(&r);
	gj_arena_init(&arena, 0);
	gj_buf_init(&out);
	gj_build_put(&r, SERVED, 4);
	gj_build_put(&r, TRAINED, 2);
	gj_build_put(&r, MODE, 1);
	ck_assert_int_eq(gj_trace_run(&t, &arena, by, &r, gj_build_day("2022-11-30"),
	                              &gj_dice_outside, NULL),
	                 0);
	gj_reason_print(&out, &check, t, GJ_LANG_ZH);
	ck_assert_str_eq(gj_buf_str(&out), "部门设置：依托；培训企业2家，少于5家；不符合");
	gj_buf_fini(&out);
	gj_arena_fini(&arena);
	gj_record_fini(&r);
}
END_TEST

Suite *suite_says(void)
{
	Suite *s = suite_create("decide/says");
	TCase *t = tcase_create("says");

	tcase_set_timeout(t, 600);
	tcase_add_loop_test(t, every_mutant, 0, SEEDS);
	tcase_add_test(t, words);
	tcase_add_test(t, row_that_counts);
	suite_add_tcase(s, t);
	return s;
}
