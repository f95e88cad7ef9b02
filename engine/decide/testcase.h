/* testcase.h: tests of rules as policy staff write them: the facts of a made-up case, and what must come out. */
#ifndef GJ_TESTCASE_H
#define GJ_TESTCASE_H
#include "engine/decide/decision.h"
#include "engine/eval/outside.h"
#include "engine/eval/record.h"

struct gj_err;

/* A line each; Chinese or English words, facts by label or key:
 *
 *   用例 培训十比二十               case trained 10 of 20
 *   类别 station                    category station
 *   如同 合格站点                   like a good station      (an earlier case; its facts are the start)
 *   基准日 2022-11-30               as-of 2022-11-30        (above the first case: of all in the file)
 *   所服务企业总数 = 20             served = 20              (不适用, 未知; empty or 未填: missing)
 *   轮训记录 = 0                    trainings = 0            (a list that is empty, and then its rows)
 *   + 日期 = 2022-03-01, 范围 = 全员
 *   已认定 CODE, 待认定 CODE, 不认定 CODE                     recognised, pending, refused
 *   期望 二(二)6b 不符合            expect station.6.b not_met
 *   期望 不符合                     expect ineligible
 *   期望 总分 74.9                  expect Total 74.9       (70..80: while somebody has yet to say)
 *
 * A code may be any name: a made-up shop needs no check digits. A case without 期望 is a template for others.
 * # begins a comment. */
struct gj_expect {
	const struct gj_check *check; /* NULL: the result of the whole, or of `points` */
	int wanted;                   /* enum gj_outcome, or enum gj_result */
	/* A score, a group or an item of it, by its label; NULL: none. What it comes to, in its own last digit. */
	const struct gj_term *points;
	int64_t low, high;
	int line;
};

struct gj_known { /* what the case says of another applicant */
	const char *code;
	enum gj_outcome outcome;
};

struct gj_testcase {
	const char *title, *file;
	int line;
	const struct gj_category *category; /* NULL: the case is unusable, and a problem says why */
	struct gj_record record;            /* owned; there only with a category */
	int32_t reference;                  /* GJ_DAY_NONE: not said */
	struct gj_expect *expects;
	size_t n_expects;
	struct gj_known *known;
	size_t n_known;
};

struct gj_test_problem {
	const char *file;
	int line, column; /* from 1; column 0: the whole line */
	const char *text;
};

enum {
	GJ_TESTCASES_MAX = 20000,
	GJ_TEST_PROBLEMS_MAX = 200,
	GJ_TEST_EXPECTS_MAX = 1200,
	GJ_TEST_LINE_MAX = 8192,
	GJ_TEST_ROWS_MAX = 500
};

struct gj_testcases {
	struct gj_arena arena;
	const struct gj_category *categories; /* borrowed */
	size_t n_categories;
	struct gj_testcase **items; /* owned */
	size_t n, room;
	struct gj_test_problem problems[GJ_TEST_PROBLEMS_MAX];
	size_t n_problems;    /* more are counted, not kept */
	const char **spoiled; /* owned; titles of the cases that are not kept */
	size_t n_spoiled;
	size_t n_left_out; /* of them those that are only wrong because one that they are like is */
};

void gj_testcases_init(struct gj_testcases *t, const struct gj_category *categories, size_t n);
void gj_testcases_fini(struct gj_testcases *t);
/* Adds the cases of one file. What is wrong becomes a problem and the rest goes on; a case with a problem is not kept.
 * Errors: GJ_ENOMEM. */
int gj_testcases_read(struct gj_testcases *t, const char *file, const char *text, size_t n,
                      struct gj_err *err);
/* The same of a table: 用例 and the other words as headings of columns, 期望 CLAUSE too, else facts; a row is a case. The
 * rows of a list are written as FIELD = VALUE, FIELD = VALUE; .. Lines are those of the table. */
int gj_testcases_read_csv(struct gj_testcases *t, const char *file, const char *text, size_t n,
                          struct gj_err *err);
const struct gj_testcase *gj_testcases_find(const struct gj_testcases *t, const char *title);
/* A gj_outside_resolve_fn, ctx is the case. */
enum gj_outcome gj_testcase_resolve(void *ctx, const char *category, const char *code);
#endif
