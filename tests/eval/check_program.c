/* check_program.c: conditions become flat programs, that print well, within limits. */
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "tests/eval/frames.h"
#include "tests/eval/suites.h"
#include "tests/support/alloc.h"

#include <string.h>

#define PLACE \
	{ \
		"station.lua", 12 \
	}

static const char *const heads[] = { "legal_representative", "chairman" };
static const char *const texts[] = { "通报", "判决", "通报" };
static const char *const no_such[] = { "director" };

static struct gj_program *compile(const struct gj_cond *cond)
{
	return gj_frames_compile(&cond, 1);
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
	  "I0 = filed_on\nI1 = 2020-11-30\nI2 = 2022-11-30\nT0 = I1 <= I0 <= I2, first day "
	  "review\n" },
	{ WITHIN(FACT(FILED), .months = 24, .anchor = FACT(ACCEPTED), .boundary = GJ_NOT_MET),
	  "I0 = filed_on\nI2 = accepted_on\nI1 = I2 - 24 months\n"
	  "T0 = I1 <= I0 <= I2, first day not_met\n" },
	{ WITHIN(FACT(FILED), .from = 18993, .to = 19357),
	  "I0 = filed_on\nI1 = 2022-01-01\nI2 = 2022-12-31\nT0 = I1 <= I0 <= I2, first day met\n" },
	{ WITHIN(FACT(FILED), .from = 18993, .to = 19357, .to_reference = true),
	  "I0 = filed_on\nI1 = 2022-01-01\nI2 = 2022-11-30\nT0 = I1 <= I0 <= I2, first day met\n" },
	{ WITHIN(FACT(FILED), .months = 1500,
	         .boundary = GJ_REVIEW), /* from before the first day */
	  "I0 = filed_on\nI1 = -\nI2 = 2022-11-30\nT0 = I1 <= I0 <= I2, first day review\n" },
	{ LIST(GJ_COND_EXISTS, FINDINGS, NULL),
	  "[findings] T0 = met\nT0 = any of findings with T0\n" },
	{ LIST(GJ_COND_NONE, FINDINGS, ASK(GJ_COND_HOLDS, FIELD(finding, FINAL))),
	  "[findings] T0 = findings.final\nT0 = any of findings with T0\nT0 = not T0\n" },
	{ LIST(GJ_COND_EXISTS, FINDINGS,
	       WITHIN(FIELD(finding, ACT_DATE), .months = 24, .anchor = FACT(ACCEPTED),
	              .boundary = GJ_REVIEW)),
	  "[findings] I0 = findings.act_date\nI0 = accepted_on\nI1 = I0 - 24 months\n"
	  "[findings] I1 = application I1\n[findings] I2 = application I0\n"
	  "[findings] T0 = I1 <= I0 <= I2, first day review\nT0 = any of findings with T0\n" },
	{ COMPARE(ROWS_OF(TRAININGS, ONE_OF(FIELD(training, WHO), texts, 1)), GJ_MORE_THAN,
	          NUMBER(2)),
	  "[trainings] I0 = code of trainings.who\n[trainings] T0 = I0 in { 0 }\n"
	  "I0..I2 = rows of trainings with T0\nT0 = count I0 >= 3\n" },
	{ COMPARE(DISTINCT(TRAININGS, FIELD(training, WHO), NULL), GJ_AT_LEAST,
	          SHARE(50, 100, OF_FACT(SERVED))),
	  "[trainings] T0 = met\n[trainings] I0 = code of trainings.who\n"
	  "I0..I2 = distinct I0 of trainings with T0\nI3 = served\nI4..I6 = I3\n"
	  "T0 = count I0*100 >= count I4*50, of nothing: unknown\n" },
	{ COMPARE(OF_FACT(TRAINED), GJ_LESS_THAN, ROWS_OF(BUILT, RECOGNISED("enterprise"))),
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

const struct gj_cond *const *gj_frames_every_cond(size_t *n)
{
	static const struct gj_cond *conds[COUNT_OF(printed)];

	for (size_t i = 0; i < COUNT_OF(printed); i++)
		conds[i] = printed[i].cond;
	*n = COUNT_OF(printed);
	return conds;
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
	size_t n;
	const struct gj_cond *const *conds = gj_frames_every_cond(&n);
	struct gj_program *once = gj_frames_compile(conds, n), *twice;
	const struct gj_cond *doubled[2 * COUNT_OF(printed)];

	for (size_t i = 0; i < COUNT_OF(doubled); i++)
		doubled[i] = conds[i % n];
	twice = gj_frames_compile(doubled, COUNT_OF(doubled));
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
		LIST(GJ_COND_EXISTS, BUILT, RECOGNISED("enterprise")),
		LIST(GJ_COND_EXISTS, BUILT, RECOGNISED("station")),
	};
	struct gj_program *p = gj_frames_compile(conds, 2);

	ck_assert_uint_eq(p->n_columns, 2);
	gj_program_free(p);
}
END_TEST

START_TEST(no_checks)
{
	struct gj_program *p = gj_frames_compile(NULL, 0);

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
		{ COND(.kind = GJ_COND_ONE_OF, .place = PLACE, .fact = FACT(ROLE),
		       .values = no_such, .n_values = 1),
		  "not among the options" },
		{ COND(.kind = GJ_COND_COMPARE, .place = PLACE, .left = OF_FACT(BODY),
		       .right = NUMBER(1)),
		  "only counts, amounts and dates" },
		{ COND(.kind = GJ_COND_COMPARE, .place = PLACE, .left = OF_FACT(SERVED),
		       .right = OF_FACT(NAME)),
		  "only counts, amounts and dates" },
		{ COND(.kind = GJ_COND_COMPARE, .place = PLACE, .left = NUMBER(1),
		       .right = NUMBER(1)),
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
		{ LIST(GJ_COND_EXISTS, FINDINGS,
		       COND(.kind = GJ_COND_NONE, .place = PLACE, .rows = { .list = FACT(BUILT) })),
		  "inside the filter" },
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
			chain[i] =
			    (struct gj_cond){ .kind = GJ_COND_NOT, .args = &next[i], .n_args = 1 };
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
	p = gj_frames_compile(conds, MOST);
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
		conds[i] =
		    (struct gj_cond){ .kind = GJ_COND_EXISTS, .rows = { .list = &lists[i] } };
		checks[i] = &conds[i];
	}
	p = gj_frames_compile(checks, GJ_PROGRAM_SPACES - 1);
	ck_assert_uint_eq(p->n_spaces, GJ_PROGRAM_SPACES);
	gj_program_free(p);
	ck_assert_int_eq(gj_program_compile(&p, checks, GJ_PROGRAM_SPACES, 0, &err), GJ_ELIMIT);
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

START_TEST(no_memory)
{
	size_t n_conds;
	const struct gj_cond *const *conds = gj_frames_every_cond(&n_conds);
	long n, failed = 0;
	int rc = GJ_ENOMEM;

	for (n = 1; rc != 0; n++) {
		struct gj_program *p = NULL;
		struct gj_err err = { 0 };

		gj_alloc_fail_at(n);
		rc = gj_program_compile(&p, conds, n_conds, 0, &err);
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
	tcase_add_test(t, fields_of_their_list);
	tcase_add_test(t, no_memory);
	suite_add_tcase(s, t);
	return s;
}
