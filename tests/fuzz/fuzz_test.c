/* fuzz_test.c: any bytes as a file of test cases: what is kept can be run, what is not has a problem with its line. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/err.h"
#include "engine/decide/testrun.h"
#include "tests/fuzz/fuzz.h"

static const struct gj_option options[] = { { .key = "own", .label = { "自设", "own" } },
	                                    { .key = "shared", .label = { "依托", "shared" } } };
static struct gj_fact fields[] = {
	{ .key = "on", .label = { "日期", "date" }, .type = GJ_FACT_DATE, .index = 0 },
	{ .key = "n", .label = { "人数", "persons" }, .type = GJ_FACT_COUNT, .index = 1 },
};
static struct gj_fact facts[] = {
	{ .key = "officers", .label = { "保密员", "officers" }, .type = GJ_FACT_COUNT, .index = 0 },
	{ .key = "mode",
	  .label = { "部门", "department" },
	  .type = GJ_FACT_ONE_OF,
	  .options = options,
	  .n_options = 2,
	  .index = 1 },
	{ .key = "name", .label = { "名称", "name" }, .type = GJ_FACT_TEXT, .index = 2 },
	{ .key = "rows",
	  .label = { "记录", "rows" },
	  .type = GJ_FACT_LIST,
	  .fields = fields,
	  .n_fields = 2,
	  .index = 3 },
};
static const struct gj_term officers = { .kind = GJ_TERM_FACT, .fact = &facts[0] };
static const struct gj_term one = { .number = 1 };
static const struct gj_cond cond = {
	.kind = GJ_COND_COMPARE, .left = &officers, .right = &one, .cmp = GJ_AT_LEAST
};
static struct gj_check checks[] = { { .id = "e.1", .clause = "一(一)1", .cond = &cond } };

/* The same bytes as a table: every line that is told lies in it. */
static void read_table(const struct gj_category *category, const uint8_t *data, size_t size)
{
	static struct gj_testcases cases;
	int lines = 1;

	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	gj_testcases_init(&cases, category, 1);
	if (gj_testcases_read_csv(&cases, "x.csv", (const char *)data, size, NULL))
		abort();
	for (size_t i = 0; i < cases.n_problems && i < GJ_TEST_PROBLEMS_MAX; i++)
		if (!cases.problems[i].text || cases.problems[i].line < 1 ||
		    cases.problems[i].line > lines)
			abort();
	for (size_t i = 0; i < cases.n; i++)
		if (!cases.items[i]->category || cases.items[i]->line > lines)
			abort();
	gj_testcases_fini(&cases);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct gj_category category = { .key = "e",
		                              .label = { "企业", "enterprise" },
		                              .facts = { .category = "e", .items = facts, .n = 4 },
		                              .checks = checks,
		                              .n_checks = 1 };
	static struct gj_testcases cases;
	struct gj_testrun run;
	struct gj_err err;

	gj_testcases_init(&cases, &category, 1);
	if (gj_testcases_read(&cases, "x.test", (const char *)data, size, &err))
		abort();
	for (size_t i = 0; i < cases.n_problems && i < GJ_TEST_PROBLEMS_MAX; i++)
		if (!cases.problems[i].text || cases.problems[i].line < 1)
			abort();
	for (size_t i = 0; i < cases.n; i++)
		if (!cases.items[i]->category || !cases.items[i]->title)
			abort();
	if (cases.n < 50) {
		if (gj_testrun_open(&run, &cases, NULL, &err))
			abort();
		gj_testrun_close(&run);
	}
	gj_testcases_fini(&cases);
	read_table(&category, data, size);
	return 0;
}
