/* check_program.c: conditions become flat programs that print well; damaged programs are refused. */
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/eval/frame.h"
#include "engine/eval/program.h"
#include "tests/decide/build.h"
#include "tests/eval/suites.h"
#include "tests/support/alloc.h"

#include <string.h>

#define COUNT_OF(cases) (sizeof(cases) / sizeof *(cases))
#define PLACE { "station.lua", 12 }

static const char *const heads[] = { "legal_representative", "chairman" };
static const char *const texts[] = { "通报", "判决", "通报" };
static const char *const no_such[] = { "director" };

/* Fields of lists, for filters. */
#define FIELD(list, i) (&gj_build_##list[i])
#define WITHIN(fact_, ...) COND(.kind = GJ_COND_WITHIN, .fact = (fact_), .window = { __VA_ARGS__ })
#define ONE_OF(fact_, texts_, n) \
	COND(.kind = GJ_COND_ONE_OF, .fact = (fact_), .values = (texts_), .n_values = (n))
#define LIST(kind_, list_, filter_) \
	COND(.kind = (kind_), .place = PLACE, .rows = { .list = FACT(list_), .filter = (filter_) })
#define DISTINCT(list_, field_, filter_) \
	TERM(.kind = GJ_TERM_DISTINCT, .fact = (field_), \
	     .rows = { .list = FACT(list_), .filter = (filter_) })

static struct gj_program *compile_all(const struct gj_cond *const *conds, size_t n)
{
	struct gj_program *p = NULL;
	struct gj_err err = { 0 };

	ck_assert_msg(gj_program_compile(&p, conds, n, gj_build_day("2022-11-30"), &err) == 0, "%s",
	              err.text);
	return p;
}

static struct gj_program *compile(const struct gj_cond *cond)
{
	return compile_all(&cond, 1);
}

/* The lines without their numbers and names of instructions. */
static void print(struct gj_buf *out, const struct gj_program *p)
{
	struct gj_buf all;
	char *line, *rest = NULL;

	gj_buf_init(&all);
	gj_program_print(p, &all);
	ck_assert(!all.failed);
	for (line = strtok_r(all.data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		ck_assert_uint_gt(strlen(line), 15);
		gj_buf_printf(out, "%s\n", line + 15);
	}
	gj_buf_fini(&all);
}

static const struct {
	const struct gj_cond *cond;
	const char *text;
} printed[] = {
	{ ASK(GJ_COND_HOLDS, FACT(BODY)), "T0 = body\n" },
	{ ASK(GJ_COND_JUDGED, FACT(DUTIES)), "T0 = duties\nT0 = judged T0\n" },
	{ ASK(GJ_COND_GIVEN, FACT(NAME)), "T0 = given name\n" },
	{ ONE_OF(FACT(ROLE), heads, 2), "I0 = role\nT0 = I0 in { 0 1 }\n" },
	{ ONE_OF(FACT(NAME), texts, 3), "I0 = code of name\nT0 = I0 in { 0 1 }\n" },
	{ NO(ELSE_REVIEW(ASK(GJ_COND_HOLDS, FACT(BODY)))),
	  "T0 = body\nT0 = T0 else review\nT0 = not T0\n" },
	{ ALL(ASK(GJ_COND_HOLDS, FACT(BODY)), ASK(GJ_COND_HOLDS, FACT(CHECKED)),
	      ANY(ASK(GJ_COND_HOLDS, FACT(BODY)), ASK(GJ_COND_GIVEN, FACT(SERVED)))),
	  "T0 = body\nT1 = checked\nT0 = T0 and T1\nT1 = body\nT2 = given served\nT1 = T1 or T2\n"
	  "T0 = T0 and T1\n" },
	{ COND(.kind = GJ_COND_AT_LEAST_OF, .k = 2,
	       ARGS(ASK(GJ_COND_HOLDS, FACT(BODY)), ASK(GJ_COND_HOLDS, FACT(CHECKED)),
	            ASK(GJ_COND_GIVEN, FACT(NAME)))),
	  "T1 = body\nT2 = checked\nT3 = given name\nT0 = at least 2 of T1..T3\n" },
	{ COMPARE(OF_FACT(OFFICERS), GJ_AT_LEAST, NUMBER(1)), "I0 = officers\nT0 = I0 >= 1\n" },
	{ COMPARE(OF_FACT(OFFICERS), GJ_MORE_THAN, NUMBER(1)), "I0 = officers\nT0 = I0 >= 2\n" },
	{ COMPARE(OF_FACT(OFFICERS), GJ_AT_MOST, NUMBER(1)), "I0 = officers\nT0 = I0 <= 1\n" },
	{ COMPARE(OF_FACT(OFFICERS), GJ_LESS_THAN, NUMBER(1)), "I0 = officers\nT0 = I0 <= 0\n" },
	{ COMPARE(OF_FACT(OFFICERS), GJ_EQUALS, NUMBER(1)), "I0 = officers\nT0 = I0 == 1\n" },
	/* a limit that no count can reach must not wrap round into one that every count reaches */
	{ COMPARE(OF_FACT(OFFICERS), GJ_AT_LEAST, NUMBER(1LL << 40)),
	  "I0 = officers\nT0 = I0 >= 2147483647\n" },
	{ COMPARE(OF_FACT(OFFICERS), GJ_AT_MOST, NUMBER(-(1LL << 40))),
	  "I0 = officers\nT0 = I0 <= -2147483646\n" },
	{ COMPARE(OF_FACT(BUDGET), GJ_MORE_THAN, NUMBER(1LL << 40)),
	  "L0 = budget\nT0 = L0 >= 1099511627777\n" },
	{ COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN, SHARE(50, 100, OF_FACT(SERVED))),
	  "I0 = trained\nI1 = served\nT0 = I0*100 > I1*50, of nothing: unknown\n" },
	{ COMPARE(OF_FACT(SPENT), GJ_AT_MOST, SHARE(1, 3, OF_FACT(BUDGET))),
	  "L0 = spent\nL1 = budget\nT0 = L0*3 <= L1, of nothing: unknown\n" },
	{ COMPARE(OF_FACT(TRAINED), GJ_AT_MOST, OF_FACT(SERVED)),
	  "I0 = trained\nI1 = served\nT0 = I0 <= I1\n" },
	{ COMPARE(OF_FACT(TRAINED), GJ_EQUALS, OF_FACT(BUDGET)),
	  "I0 = trained\nL0 = budget\nL1 = I0\nT0 = L1 == L0\n" },
	{ WITHIN(FACT(FILED), .months = 24, .boundary = GJ_REVIEW),
	  "I0 = filed_on\nI1 = 2020-11-30\nI2 = 2022-11-30\nT0 = I1 <= I0 <= I2, first day review\n" },
	{ WITHIN(FACT(FILED), .months = 24, .anchor = FACT(ACCEPTED), .boundary = GJ_NOT_MET),
	  "I0 = filed_on\nI2 = accepted_on\nI1 = I2 - 24 months\n"
	  "T0 = I1 <= I0 <= I2, first day not_met\n" },
	{ WITHIN(FACT(FILED), .from = 18993, .to = 19357),
	  "I0 = filed_on\nI1 = 2022-01-01\nI2 = 2022-12-31\nT0 = I1 <= I0 <= I2, first day met\n" },
	{ WITHIN(FACT(FILED), .from = 18993, .to = 19357, .to_reference = true),
	  "I0 = filed_on\nI1 = 2022-01-01\nI2 = 2022-11-30\nT0 = I1 <= I0 <= I2, first day met\n" },
	{ WITHIN(FACT(FILED), .months = 1500, .boundary = GJ_REVIEW), /* from before the first day */
	  "I0 = filed_on\nI1 = -\nI2 = 2022-11-30\nT0 = I1 <= I0 <= I2, first day review\n" },
	{ LIST(GJ_COND_EXISTS, FINDINGS, NULL), "[findings] T0 = met\nT0 = any of findings with T0\n" },
	{ LIST(GJ_COND_NONE, FINDINGS, ASK(GJ_COND_HOLDS, FIELD(finding, FINAL))),
	  "[findings] T0 = findings.final\nT0 = any of findings with T0\nT0 = not T0\n" },
	{ LIST(GJ_COND_EXISTS, FINDINGS,
	       WITHIN(FIELD(finding, ACT_DATE), .months = 24, .anchor = FACT(ACCEPTED),
	              .boundary = GJ_REVIEW)),
	  "[findings] I0 = findings.act_date\nI0 = accepted_on\nI1 = I0 - 24 months\n"
	  "[findings] I1 = application I1\n[findings] I2 = application I0\n"
	  "[findings] T0 = I1 <= I0 <= I2, first day review\nT0 = any of findings with T0\n" },
	{ COMPARE(ROWS_OF(TRAININGS, ONE_OF(FIELD(training, WHO), texts, 1)), GJ_MORE_THAN, NUMBER(2)),
	  "[trainings] I0 = code of trainings.who\n[trainings] T0 = I0 in { 0 }\n"
	  "I0..I2 = rows of trainings with T0\nT0 = count I0 >= 3\n" },
	{ COMPARE(DISTINCT(TRAININGS, FIELD(training, WHO), NULL), GJ_AT_LEAST,
	          SHARE(50, 100, OF_FACT(SERVED))),
	  "[trainings] T0 = met\n[trainings] I0 = code of trainings.who\n"
	  "I0..I2 = distinct I0 of trainings with T0\nI3 = served\nI4..I6 = I3\n"
	  "T0 = count I0*100 >= count I4*50, of nothing: unknown\n" },
	{ COMPARE(OF_FACT(TRAINED), GJ_LESS_THAN, ROWS_OF(BUILT, COND(.kind = GJ_COND_RECOGNISED,
	                                                              .fact = FIELD(built, CODE),
	                                                              .category = "enterprise"))),
	  "I0 = trained\n[built] T0 = recognised built.code\nI1..I3 = rows of built with T0\n"
	  "I4..I6 = I0\nT0 = count I4 < count I1\n" },
};

START_TEST(prints)
{
	struct gj_program *p = compile(printed[_i].cond);
	struct gj_buf out, expected;

	gj_buf_init(&out);
	gj_buf_init(&expected);
	print(&out, p);
	gj_buf_printf(&expected, "%soutcome 0 = T0\n", printed[_i].text);
	ck_assert_str_eq(gj_buf_str(&out), gj_buf_str(&expected));
	gj_buf_fini(&out);
	gj_buf_fini(&expected);
	gj_program_free(p);
}
END_TEST

static const struct gj_cond *all_printed[COUNT_OF(printed)];

static const struct gj_cond *const *every_cond(void)
{
	for (size_t i = 0; i < COUNT_OF(printed); i++)
		all_printed[i] = printed[i].cond;
	return all_printed;
}

START_TEST(line_names_the_instruction)
{
	struct gj_program *p = compile(printed[8].cond);
	struct gj_buf out;

	gj_buf_init(&out);
	gj_program_print(p, &out);
	ck_assert_str_eq(gj_buf_str(&out), "   0  LOAD_I   I0 = officers\n"
	                                   "   1  GE_I     T0 = I0 >= 1\n"
	                                   "   2  EMIT     outcome 0 = T0\n");
	gj_buf_fini(&out);
	gj_program_free(p);
}
END_TEST

/* Columns, lists and texts are there once, however many checks read them. */
START_TEST(shares_what_it_reads)
{
	struct gj_program *once = compile_all(every_cond(), COUNT_OF(printed)), *twice;
	const struct gj_cond *doubled[2 * COUNT_OF(printed)];

	for (size_t i = 0; i < COUNT_OF(doubled); i++)
		doubled[i] = printed[i % COUNT_OF(printed)].cond;
	twice = compile_all(doubled, COUNT_OF(doubled));
	ck_assert_uint_eq(once->n_spaces, 4);
	ck_assert_uint_eq(once->n_literals, 2);
	ck_assert_uint_eq(once->n_checks, COUNT_OF(printed));
	ck_assert_uint_eq(twice->n_spaces, once->n_spaces);
	ck_assert_uint_eq(twice->n_columns, once->n_columns);
	ck_assert_uint_eq(twice->n_literals, once->n_literals);
	ck_assert_uint_eq(twice->n_ins, 2 * once->n_ins);
	for (size_t s = 0; s < once->n_spaces; s++) {
		ck_assert_uint_eq(twice->spaces[s].n_t, once->spaces[s].n_t);
		ck_assert_uint_eq(twice->spaces[s].n_i, once->spaces[s].n_i);
		ck_assert_uint_eq(twice->spaces[s].n_l, once->spaces[s].n_l);
	}
	gj_program_free(once);
	gj_program_free(twice);
}
END_TEST

START_TEST(categories_apart)
{
	const struct gj_cond *const conds[] = {
		LIST(GJ_COND_EXISTS, BUILT, COND(.kind = GJ_COND_RECOGNISED, .fact = FIELD(built, CODE),
		                                 .category = "enterprise")),
		LIST(GJ_COND_EXISTS, BUILT, COND(.kind = GJ_COND_RECOGNISED, .fact = FIELD(built, CODE),
		                                 .category = "station")),
	};
	struct gj_program *p = compile_all(conds, 2);

	ck_assert_uint_eq(p->n_columns, 2);
	gj_program_free(p);
}
END_TEST

START_TEST(no_checks)
{
	struct gj_program *p = compile_all(NULL, 0);

	ck_assert_uint_eq(p->n_ins, 0);
	ck_assert_uint_eq(p->n_spaces, 1);
	gj_program_free(p);
	gj_program_free(NULL);
}
END_TEST

/* What the language does not allow, each with the place and what is wrong. */
START_TEST(misuse)
{
	const struct {
		const struct gj_cond *cond;
		const char *about;
	} cases[] = {
		{ COND(.kind = GJ_COND_ONE_OF, .place = PLACE, .fact = FACT(ROLE), .values = no_such,
		       .n_values = 1),
		  "not among the options" },
		{ COND(.kind = GJ_COND_COMPARE, .place = PLACE, .left = OF_FACT(BODY), .right = NUMBER(1)),
		  "only counts, amounts and dates" },
		{ COND(.kind = GJ_COND_COMPARE, .place = PLACE, .left = OF_FACT(SERVED),
		       .right = OF_FACT(NAME)),
		  "only counts, amounts and dates" },
		{ COND(.kind = GJ_COND_COMPARE, .place = PLACE, .left = NUMBER(1), .right = NUMBER(1)),
		  "on this side" },
		{ COND(.kind = GJ_COND_COMPARE, .place = PLACE,
		       .left = SHARE(1, 2, OF_FACT(SERVED)), .right = NUMBER(1)),
		  "on this side" },
		{ COND(.kind = GJ_COND_COMPARE, .place = PLACE, .left = OF_FACT(SERVED),
		       .right = SHARE(1, 2, SHARE(1, 2, OF_FACT(SERVED)))),
		  "on this side" },
		{ COND(.kind = GJ_COND_COMPARE, .place = PLACE, .left = ROWS_OF(FINDINGS, NULL),
		       .right = OF_FACT(BUDGET)),
		  "does not compare with an amount" },
		{ COND(.kind = GJ_COND_COMPARE, .place = PLACE, .left = OF_FACT(BUDGET),
		       .right = SHARE(1, 2, ROWS_OF(FINDINGS, NULL))),
		  "does not compare with an amount" },
		{ LIST(GJ_COND_EXISTS, FINDINGS, LIST(GJ_COND_NONE, BUILT, NULL)), "inside the filter" },
		{ LIST(GJ_COND_EXISTS, FINDINGS,
		       COND(.kind = GJ_COND_COMPARE, .place = PLACE, .left = ROWS_OF(BUILT, NULL),
		            .right = NUMBER(1))),
		  "on this side" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct gj_program *p = NULL;
		struct gj_err err = { 0 };

		ck_assert_msg(gj_program_compile(&p, &cases[i].cond, 1, 0, &err) == GJ_EINVAL,
		              "case %zu: %d %s", i, err.code, err.text);
		ck_assert_ptr_null(p);
		ck_assert_msg(strncmp(err.text, "station.lua:12: ", 16) == 0, "%s", err.text);
		ck_assert_msg(strstr(err.text, cases[i].about) != NULL, "%s", err.text);
	}
}
END_TEST

static int compile_code(const struct gj_cond *cond)
{
	struct gj_program *p = NULL;
	int rc = gj_program_compile(&p, &cond, 1, 0, NULL);

	ck_assert((rc == 0) == (p != NULL));
	gj_program_free(p);
	return rc;
}

START_TEST(depth)
{
	static struct gj_cond chain[400], *next[400];

	for (size_t i = 0; i < COUNT_OF(chain); i++) {
		chain[i] = *ASK(GJ_COND_HOLDS, FACT(BODY));
		if (i > 0) {
			next[i] = &chain[i - 1];
			chain[i] = (struct gj_cond){ .kind = GJ_COND_NOT, .args = &next[i], .n_args = 1 };
		}
	}
	ck_assert_int_eq(compile_code(&chain[255]), 0);
	ck_assert_int_eq(compile_code(&chain[256]), GJ_EINVAL);
	ck_assert_int_eq(compile_code(&chain[399]), GJ_EINVAL);
}
END_TEST

START_TEST(limit_of_registers)
{
	static struct gj_cond *args[GJ_PROGRAM_REGS];
	struct gj_cond many = { .kind = GJ_COND_AT_LEAST_OF, .args = args, .k = 1 };
	struct gj_cond one = *ASK(GJ_COND_HOLDS, FACT(BODY));

	for (size_t i = 0; i < COUNT_OF(args); i++)
		args[i] = &one;
	many.n_args = GJ_PROGRAM_REGS - 1; /* one more holds the result */
	ck_assert_int_eq(compile_code(&many), 0);
	many.n_args = GJ_PROGRAM_REGS;
	ck_assert_int_eq(compile_code(&many), GJ_ELIMIT);
	many.kind = GJ_COND_ALL; /* one after another takes two */
	ck_assert_int_eq(compile_code(&many), 0);
}
END_TEST

START_TEST(limit_of_instructions)
{
	enum { EACH = 2, MOST = GJ_PROGRAM_INS / EACH };
	static const struct gj_cond *conds[MOST + 1];
	struct gj_program *p = NULL;
	struct gj_err err = { 0 };

	for (size_t i = 0; i < COUNT_OF(conds); i++)
		conds[i] = printed[0].cond;
	p = compile_all(conds, MOST);
	ck_assert_uint_eq(p->n_ins, GJ_PROGRAM_INS);
	gj_program_free(p);
	ck_assert_int_eq(gj_program_compile(&p, conds, MOST + 1, 0, &err), GJ_ELIMIT);
}
END_TEST

START_TEST(limit_of_lists)
{
	static struct gj_fact lists[GJ_PROGRAM_SPACES];
	static struct gj_cond conds[GJ_PROGRAM_SPACES];
	const struct gj_cond *checks[GJ_PROGRAM_SPACES];
	struct gj_program *p = NULL;
	struct gj_err err = { 0 };

	for (size_t i = 0; i < GJ_PROGRAM_SPACES; i++) {
		lists[i] = (struct gj_fact){ .key = "list", .type = GJ_FACT_LIST, .index = i };
		conds[i] = (struct gj_cond){ .kind = GJ_COND_EXISTS, .rows = { .list = &lists[i] } };
		checks[i] = &conds[i];
	}
	p = compile_all(checks, GJ_PROGRAM_SPACES - 1);
	ck_assert_uint_eq(p->n_spaces, GJ_PROGRAM_SPACES);
	gj_program_free(p);
	ck_assert_int_eq(gj_program_compile(&p, checks, GJ_PROGRAM_SPACES, 0, &err), GJ_ELIMIT);
}
END_TEST

/* Every instruction there is, for the tests that damage one. */
static struct gj_program *good(void)
{
	struct gj_program *p = compile_all(every_cond(), COUNT_OF(printed));

	ck_assert_int_eq(gj_program_check(p, NULL), 0);
	return p;
}

static struct gj_ins *first_of(struct gj_program *p, enum gj_op op)
{
	for (size_t i = 0; i < p->n_ins; i++)
		if (p->ins[i].op == op)
			return &p->ins[i];
	ck_abort_msg("no instruction %d", op);
	return NULL;
}

START_TEST(damaged)
{
	enum field { OP, SPACE, CMP, E, D, A, B, M, K, C };
	static const struct {
		enum gj_op op;
		enum field field;
		int64_t value;
	} cases[] = {
		{ GJ_OP_LOAD_T, OP, GJ_OP_COUNT },   { GJ_OP_LOAD_T, OP, 255 },
		{ GJ_OP_LOAD_T, SPACE, 4 },          { GJ_OP_LOAD_T, SPACE, 255 },
		{ GJ_OP_LOAD_T, SPACE, 1 },          { GJ_OP_LOAD_T, D, 4000 },
		{ GJ_OP_LOAD_T, D, UINT16_MAX },     { GJ_OP_LOAD_T, K, -1 },
		{ GJ_OP_LOAD_T, K, 4096 },           { GJ_OP_LOAD_T, K, INT64_MIN },
		{ GJ_OP_LOAD_T, OP, GJ_OP_LOAD_I },  { GJ_OP_LOAD_T, OP, GJ_OP_LOAD_L },
		{ GJ_OP_LOAD_I, OP, GJ_OP_LOAD_T },  { GJ_OP_LOAD_L, OP, GJ_OP_LOAD_I },
		{ GJ_OP_WIDEN, A, 4000 },            { GJ_OP_WIDEN, D, 4000 },
		{ GJ_OP_AND, A, 4000 },              { GJ_OP_AND, B, 4000 },
		{ GJ_OP_OR, D, 4000 },               { GJ_OP_NOT, A, 4000 },
		{ GJ_OP_SOFTEN, A, 4000 },           { GJ_OP_JUDGE, D, 4000 },
		{ GJ_OP_KOF, M, 0 },                 { GJ_OP_KOF, M, 4000 },
		{ GJ_OP_KOF, K, -1 },                { GJ_OP_KOF, K, UINT16_MAX + 1 },
		{ GJ_OP_GE_I, K, 1LL << 31 },        { GJ_OP_LE_I, K, -(1LL << 31) - 1 },
		{ GJ_OP_EQ_I, A, 4000 },             { GJ_OP_GE_L, A, 4000 },
		{ GJ_OP_IN, K, 4000 },               { GJ_OP_IN, K, -1 },
		{ GJ_OP_SHARE, CMP, 5 },             { GJ_OP_SHARE, E, GJ_OUTCOMES },
		{ GJ_OP_SHARE, E, 254 },             { GJ_OP_SHARE, C, 0 },
		{ GJ_OP_SHARE, C, -1 },              { GJ_OP_SHARE, K, -1 },
		{ GJ_OP_SHARE, C, INT32_MAX },       { GJ_OP_SHARE, K, INT32_MAX },
		{ GJ_OP_SHARE, B, 4000 },            { GJ_OP_SHARE_L, A, 4000 },
		{ GJ_OP_SHARE_R, A, 6 },             { GJ_OP_SHARE_R, B, 6 },
		{ GJ_OP_SHARE_R, B, UINT16_MAX },    { GJ_OP_SHARE_R, SPACE, 1 },
		{ GJ_OP_SHIFT, K, -1 },              { GJ_OP_SHIFT, K, 12001 },
		{ GJ_OP_DAYS, K, INT32_MIN - 1LL },  { GJ_OP_DAYS, K, GJ_I32_NOT_APPLICABLE },
		{ GJ_OP_DAYS, K, 1LL << 31 },        { GJ_OP_WINDOW, E, GJ_OUTCOMES },
		{ GJ_OP_WINDOW, M, 4000 },           { GJ_OP_WINDOW, B, 4000 },
		{ GJ_OP_SPREAD, SPACE, 0 },          { GJ_OP_SPREAD, A, 4000 },
		{ GJ_OP_TRUE, D, 4000 },             { GJ_OP_ROWS, K, 0 },
		{ GJ_OP_ROWS, K, 4 },                { GJ_OP_ROWS, K, -1 },
		{ GJ_OP_ROWS, D, 6 },                { GJ_OP_ROWS, A, 4000 },
		{ GJ_OP_ROWS, SPACE, 1 },            { GJ_OP_DISTINCT, K, 0 },
		{ GJ_OP_DISTINCT, B, 4000 },         { GJ_OP_DISTINCT, D, UINT16_MAX },
		{ GJ_OP_EXISTS, K, 0 },              { GJ_OP_EXISTS, A, 4000 },
		{ GJ_OP_EXISTS, SPACE, 2 },          { GJ_OP_GE_R, A, 6 },
		{ GJ_OP_GE_R, SPACE, 1 },            { GJ_OP_TRIPLE, D, 6 },
		{ GJ_OP_TRIPLE, A, 4000 },           { GJ_OP_TRIPLE, A, 4 },
		{ GJ_OP_TRIPLE, A, 6 },              { GJ_OP_EMIT, K, -1 },
		{ GJ_OP_EMIT, K, 1 },                { GJ_OP_EMIT, K, COUNT_OF(printed) },
		{ GJ_OP_EMIT, A, 4000 },             { GJ_OP_EMIT, SPACE, 1 },
	};
	struct gj_program *p = good();

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct gj_ins *ins = first_of(p, cases[i].op), kept = *ins;
		struct gj_err err = { 0 };
		int64_t v = cases[i].value;

		switch (cases[i].field) {
		case OP:
			ins->op = (uint8_t)v;
			break;
		case SPACE:
			ins->space = (uint8_t)v;
			break;
		case CMP:
			ins->cmp = (uint8_t)v;
			break;
		case E:
			ins->e = (uint8_t)v;
			break;
		case D:
			ins->d = (uint16_t)v;
			break;
		case A:
			ins->a = (uint16_t)v;
			break;
		case B:
			ins->b = (uint16_t)v;
			break;
		case M:
			ins->m = (uint16_t)v;
			break;
		case K:
			ins->k = v;
			break;
		case C:
			ins->c = v;
			break;
		}
		ck_assert_msg(gj_program_check(p, &err) == GJ_EINTERNAL, "case %zu", i);
		ck_assert_msg(strncmp(err.text, "program: ", 9) == 0, "%s", err.text);
		*ins = kept;
	}
	ck_assert_int_eq(gj_program_check(p, NULL), 0);
	gj_program_free(p);
}
END_TEST

START_TEST(damaged_shape)
{
	struct gj_program *p = good(), kept = *p;
	struct gj_column column = p->columns[0];

#define REFUSED(damage) \
	do { \
		damage; \
		ck_assert_int_eq(gj_program_check(p, NULL), GJ_EINTERNAL); \
		*p = kept; \
		p->columns[0] = column; \
	} while (0)
	REFUSED(p->n_spaces = 0);
	REFUSED(p->n_spaces = GJ_PROGRAM_SPACES + 1);
	REFUSED(p->n_spaces = 5);
	REFUSED(p->spaces[0].list = FACT(FINDINGS));
	REFUSED(p->spaces[1].list = NULL);
	REFUSED(p->spaces[0].n_t = GJ_PROGRAM_REGS + 1);
	REFUSED(p->spaces[1].n_i = UINT16_MAX);
	REFUSED(p->columns[0].space = 4);
	REFUSED(p->columns[0].fact = NULL);
	REFUSED(p->columns[0].kind = GJ_COLUMN_RECOGNISED);
	REFUSED(p->n_checks++); /* one outcome that is never set */
	REFUSED(p->n_checks--);
	REFUSED(p->n_ins--);
	REFUSED(p->n_sets = 0);
	REFUSED(p->n_columns = 0);
#undef REFUSED
	ck_assert_int_eq(gj_program_check(p, NULL), 0);
	gj_program_free(p);
}
END_TEST

/* A count of different values goes by the codes of texts; any other number would reach beyond. */
START_TEST(distinct_wants_codes)
{
	const struct gj_cond *cond = COMPARE(DISTINCT(TRAININGS, FIELD(training, WHO), NULL),
	                                     GJ_AT_LEAST, NUMBER(1));
	struct gj_program *p = compile(cond);

	p->columns[0].kind = GJ_COLUMN_I;
	p->columns[0].fact = FIELD(training, HELD_ON);
	ck_assert_int_eq(gj_program_check(p, NULL), GJ_EINTERNAL);
	gj_program_free(p);
}
END_TEST

/* A field of one list among the columns of another reaches beyond its rows. */
START_TEST(fields_of_their_list)
{
	const struct gj_cond *const conds[] = {
		LIST(GJ_COND_EXISTS, BUILT, ASK(GJ_COND_GIVEN, FIELD(training, SOUND))),
		LIST(GJ_COND_EXISTS, BUILT, ASK(GJ_COND_HOLDS, FACT(BODY))),
	};

	for (size_t i = 0; i < COUNT_OF(conds); i++)
		ck_assert_int_eq(compile_code(conds[i]), GJ_EINTERNAL);
}
END_TEST

static void put_some(struct gj_frame *f)
{
	struct gj_record r;
	struct gj_value *cells;

	gj_build_init(&r);
	ck_assert_int_eq(gj_frame_put(f, &r, NULL), 0);
	gj_build_put(&r, SERVED, INT32_MAX - 15);
	gj_build_put(&r, TRAINED, 3);
	gj_build_put(&r, BUDGET, 99999999999999999);
	gj_build_put(&r, ACCEPTED, gj_build_day("2022-11-30"));
	r.values[NAME] = gj_build_text("通报");
	cells = gj_build_rows(&r, TRAININGS, 2);
	cells[WHO] = gj_build_text("甲");
	cells[HELD_ON] = gj_build_given(gj_build_day("2999-12-31"));
	cells[GJ_BUILD_TRAINING_FIELDS + WHO] = gj_build_text("乙");
	cells = gj_build_rows(&r, FINDINGS, 1);
	cells[ACT_DATE] = gj_build_given(gj_build_day("1900-01-01"));
	ck_assert_int_eq(gj_frame_put(f, &r, NULL), 0);
	gj_record_fini(&r);
}

/* Bits turned one by one: what is not refused runs without harm (the sanitizers watch). */
START_TEST(accepted_means_harmless)
{
	struct gj_program *p = good();
	size_t accepted = 0, refused = 0;
	struct gj_frame *f;

	ck_assert_int_eq(gj_frame_new(&f, p, NULL, NULL, NULL), 0);
	put_some(f);
	for (size_t i = 0; i < p->n_ins; i++)
		for (size_t byte = 0; byte < sizeof *p->ins; byte++)
			for (unsigned bit = 1; bit < 256; bit <<= 3) {
				struct gj_ins kept = p->ins[i];

				((unsigned char *)&p->ins[i])[byte] ^= (unsigned char)bit;
				if (gj_program_check(p, NULL) == 0) {
					gj_frame_run(f);
					accepted++;
				} else {
					refused++;
				}
				p->ins[i] = kept;
			}
	ck_assert_uint_gt(accepted, 100);
	ck_assert_uint_gt(refused, 1000);
	gj_frame_free(f);
	gj_program_free(p);
}
END_TEST

START_TEST(no_memory)
{
	const struct gj_cond *const *conds = every_cond();
	int32_t reference = gj_build_day("2022-11-30");
	long n, failed = 0;
	int rc = GJ_ENOMEM;

	for (n = 1; rc != 0; n++) {
		struct gj_program *p = NULL;
		struct gj_err err = { 0 };

		gj_alloc_fail_at(n);
		rc = gj_program_compile(&p, conds, COUNT_OF(printed), reference, &err);
		gj_alloc_fail_at(0);
		ck_assert(rc == 0 || (rc == GJ_ENOMEM && err.code == GJ_ENOMEM && p == NULL));
		failed += rc != 0;
		gj_program_free(p);
	}
	ck_assert_int_ge(failed, 3);
}
END_TEST

Suite *suite_program(void)
{
	Suite *s = suite_create("eval/program");
	TCase *t = tcase_create("program");

	tcase_add_loop_test(t, prints, 0, COUNT_OF(printed));
	tcase_add_test(t, line_names_the_instruction);
	tcase_add_test(t, shares_what_it_reads);
	tcase_add_test(t, categories_apart);
	tcase_add_test(t, no_checks);
	tcase_add_test(t, misuse);
	tcase_add_test(t, depth);
	tcase_add_test(t, limit_of_registers);
	tcase_add_test(t, limit_of_instructions);
	tcase_add_test(t, limit_of_lists);
	tcase_add_test(t, damaged);
	tcase_add_test(t, damaged_shape);
	tcase_add_test(t, distinct_wants_codes);
	tcase_add_test(t, fields_of_their_list);
	tcase_add_test(t, accepted_means_harmless);
	tcase_add_test(t, no_memory);
	suite_add_tcase(s, t);
	return s;
}
