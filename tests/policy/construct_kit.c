/* construct_kit.c: writes the folder and the cases out, and asks the runner of test cases what they come to. */
#include "tests/policy/construct_kit.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/decide/reason.h"
#include "engine/decide/testrun.h"
#include "engine/policy/function.h"

enum { TEXT = 16384 };

static void write_files(struct kit *k, const struct construct_rules *r)
{
	static const char bureaus[] = "bureau 'east' { zh = '东区', en = 'East' }\n"
				      "bureau 'west' { zh = '西区', en = 'West' }\n";
	char policy[TEXT], facts[TEXT], rules[TEXT];

	snprintf(policy, sizeof policy,
	         "policy 'firms-2024' { zh = '示例办法', en = 'Example', issuer = '示例局', year = "
	         "2024, %s }\n",
	         r->policy ? r->policy : "");
	snprintf(facts, sizeof facts,
	         "facts 'firm' {\n"
	         "  code 'uscc' { zh = '信用代码', en = 'Credit code', role = 'subject' },\n"
	         "  text 'name' { zh = '名称', en = 'Name', role = 'name' },\n"
	         "  one_of 'bureau' { zh = '区局', en = 'Bureau', bureaus, role = 'bureau' },\n"
	         "  %s\n}\n",
	         r->facts ? r->facts : "");
	ck_assert_int_lt(snprintf(rules, sizeof rules,
	                          "category 'firm' { zh = '企业', en = 'Firms', clause = '一' } "
	                          "local f = facts 'firm' %s",
	                          r->rules),
	                 TEXT);
	gj_fileset_put(&k->files, "policy.lua", policy, strlen(policy), &k->err);
	gj_fileset_put(&k->files, "bureaus.lua", bureaus, strlen(bureaus), &k->err);
	gj_fileset_put(&k->files, "facts.lua", facts, strlen(facts), &k->err);
	gj_fileset_put(&k->files, "firm.lua", rules, strlen(rules), &k->err);
	for (const struct kit_file *file = r->more; file && file->path; file++)
		gj_fileset_put(&k->files, file->path, file->text, strlen(file->text), &k->err);
}

void construct_load(struct kit *k, const struct construct_rules *r)
{
	struct gj_policy_options options = { .choices = r->reading,
		                             .n_choices = r->reading != NULL };

	memset(k, 0, sizeof *k);
	gj_fileset_init(&k->files);
	gj_findings_init(&k->findings);
	write_files(k, r);
	k->rc = gj_policy_load(&k->policy, &k->files, &options, &k->findings, &k->err);
}

/* ";" becomes the end of a line; category and day stand where the case did not say them. */
static void write_case(struct gj_buf *out, size_t i, const struct construct_case *c)
{
	static const char whole[] = "整体";
	const char *s = c->facts;

	gj_buf_printf(out, "用例 %zu\n", i);
	if (strncmp(s, "类别", strlen("类别")) != 0)
		gj_buf_puts(out, "类别 firm\n");
	if (!strstr(s, "基准日"))
		gj_buf_puts(out, "基准日 2024-06-30\n");
	while (*s) {
		size_t n = strcspn(s, ";");

		gj_buf_printf(out, "%.*s\n", (int)n, s);
		s += n + (s[n] == ';');
		s += strspn(s, " ");
	}
	if (strncmp(c->expect, whole, strlen(whole)) == 0)
		gj_buf_printf(out, "期望 %s\n", c->expect + strlen(whole));
	else
		gj_buf_printf(out, "期望 %s%s\n", strchr(c->expect, ' ') ? "" : "一1 ", c->expect);
}

static void read_cases(struct gj_testcases *cases, const struct kit *k,
                       const struct construct_case *rows, size_t n)
{
	struct gj_buf text;

	gj_buf_init(&text);
	for (size_t i = 0; i < n; i++)
		write_case(&text, i, &rows[i]);
	ck_assert(!text.failed);
	gj_testcases_init(cases, k->policy->categories, k->policy->n_categories);
	ck_assert_int_eq(gj_testcases_read(cases, "cases", gj_buf_str(&text), text.n, NULL), 0);
	for (size_t i = 0; i < cases->n_problems; i++)
		ck_abort_msg("%d: %s in\n%s", cases->problems[i].line, cases->problems[i].text,
		             gj_buf_str(&text));
	ck_assert_uint_eq(cases->n, n);
	gj_buf_fini(&text);
}

static struct gj_outside functions_of(const struct kit *k)
{
	return (struct gj_outside){ .call = gj_functions_call, .call_ctx = k->policy->functions };
}

void construct_cases(const struct construct_rules *r, const struct construct_case *rows, size_t n)
{
	struct gj_testcases cases;
	struct gj_testrun run;
	struct gj_outside outside;
	struct gj_err err = { 0 };
	struct kit k;

	construct_load(&k, r);
	kit_expect(&k, "", 0, r->rules);
	read_cases(&cases, &k, rows, n);
	outside = functions_of(&k);
	ck_assert_msg(gj_testrun_open(&run, &cases, &outside, &err) == 0, "%s", err.text);
	ck_assert_uint_eq(run.passed + run.failed, n);
	for (size_t i = 0; i < n; i++) {
		const struct gj_expect *e = &cases.items[i]->expects[0];
		int actual = gj_testrun_actual(&run, i, e);

		ck_assert_msg(actual == e->wanted, "%s with %s: %s instead of %s", r->rules,
		              rows[i].facts,
		              e->check ? gj_outcome_name((enum gj_outcome)actual)
		                       : gj_result_name((enum gj_result)actual),
		              rows[i].expect);
	}
	gj_testrun_close(&run);
	gj_testcases_fini(&cases);
	kit_free(&k);
}

static bool is_apart(const struct gj_point *p)
{
	return p->bound || gj_points_day(p) != GJ_DAY_NONE;
}

static int count_gap(void *ctx, const struct gj_gap *gap)
{
	struct construct_covered *out = ctx;

	out->proposed += gap->point && gap->base && is_apart(gap->point);
	return 0;
}

struct construct_covered construct_coverage(const struct construct_rules *r,
                                            const struct construct_case *rows, size_t n)
{
	struct construct_covered out = { 0 };
	struct gj_testcases cases;
	struct gj_testrun run;
	struct gj_outside outside;
	struct kit k;

	construct_load(&k, r);
	kit_expect(&k, "", 0, r->rules);
	read_cases(&cases, &k, rows, n);
	outside = functions_of(&k);
	ck_assert_int_eq(gj_testrun_open(&run, &cases, &outside, NULL), 0);
	ck_assert_uint_eq(run.failed, 0);
	for (size_t i = 0; i < run.tested[0].points.n; i++) {
		const struct gj_point *p = &run.tested[0].points.items[i];

		out.points += is_apart(p);
		out.stood += is_apart(p) && p->stood;
	}
	ck_assert_int_eq(gj_testrun_gaps(&run, count_gap, &out, NULL), 0);
	gj_testrun_close(&run);
	gj_testcases_fini(&cases);
	kit_free(&k);
	return out;
}

void construct_reason(const struct construct_rules *r, const char *facts, const char *part)
{
	const struct construct_case row = { facts, "符合" };
	struct gj_testcases cases;
	struct gj_trace *trace = NULL;
	struct gj_outside outside;
	struct gj_arena arena;
	struct gj_buf text;
	struct kit k;

	construct_load(&k, r);
	kit_expect(&k, "", 0, r->rules);
	read_cases(&cases, &k, &row, 1);
	outside = functions_of(&k);
	gj_arena_init(&arena, 0);
	gj_buf_init(&text);
	ck_assert_int_eq(gj_trace_run(&trace, &arena, cases.items[0]->expects[0].check->cond,
	                              &cases.items[0]->record, cases.items[0]->reference, &outside,
	                              NULL),
	                 0);
	gj_reason_print(&text, cases.items[0]->expects[0].check, trace, GJ_LANG_ZH);
	ck_assert_msg(strstr(gj_buf_str(&text), part) != NULL, "no %s in %s", part,
	              gj_buf_str(&text));
	gj_buf_fini(&text);
	gj_arena_fini(&arena);
	gj_testcases_fini(&cases);
	kit_free(&k);
}

void construct_required(const struct construct_rules *r, const char *part)
{
	struct gj_buf text;
	struct kit k;

	construct_load(&k, r);
	kit_expect(&k, "", 0, r->rules);
	gj_buf_init(&text);
	gj_reason_required(&text, k.policy->categories[0].checks[0].cond, GJ_LANG_ZH);
	ck_assert_msg(strstr(gj_buf_str(&text), part) != NULL, "no %s in %s", part,
	              gj_buf_str(&text));
	gj_buf_fini(&text);
	kit_free(&k);
}

void construct_refused(const struct construct_rules *r, const struct construct_refusal *rows,
                       size_t n)
{
	struct construct_rules one = *r;
	struct kit k;

	for (size_t i = 0; i < n; i++) {
		one.rules = rows[i].rules;
		construct_load(&k, &one);
		if (*rows[i].code == 'E')
			kit_expect_only(&k, rows[i].code, rows[i].line, rows[i].rules);
		else
			kit_expect(&k, rows[i].code, rows[i].line, rows[i].rules);
		if (rows[i].line)
			ck_assert_str_eq(kit_find(&k, rows[i].code, rows[i].line)->file,
			                 "firm.lua");
		kit_free(&k);
	}
}
