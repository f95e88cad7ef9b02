/* cmd_test.c: guiju test: the policy's own tests, what they leave out, and what nobody would notice. */
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"
#include "engine/cli/test_out.h"
#include "engine/cli/tests_read.h"
#include "engine/policy/function.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int proposed(void *ctx, const struct gj_gap *gap)
{
	return gj_test_out_gap(ctx, gap);
}

/* Writes the cases that are missing beside those there are; never over another file. */
static int write_missing(struct gj_test_out *o, const struct gj_rules *rules, struct gj_err *err)
{
	char *path;
	FILE *out;
	int rc = 0;

	if (asprintf(&path, "%s/tests/proposed.test", rules->dir) < 0)
		return gj_err_nomem(err, tr("the tests"));
	out = fopen(path, "wx");
	if (out == NULL)
		rc = gj_err_set(err, GJ_EIO,
		                errno == EEXIST
		                    ? tr("%s is there already: confirm its cases and move them "
		                         "to the other files first")
		                    : tr("%s cannot be written"),
		                path);
	else if (fwrite(gj_buf_str(&o->proposals), 1, o->proposals.n, out) != o->proposals.n ||
	         fclose(out) != 0)
		rc = gj_err_set(err, GJ_EIO, tr("%s cannot be written"), path);
	else
		printf(
		    tr("%zu cases proposed in %s: confirm each and move it to the other files\n"),
		    o->n_proposals, path);
	free(path);
	return rc;
}

static int write_html(struct gj_test_out *o, const char *path, struct gj_err *err)
{
	struct gj_buf page;
	FILE *out = fopen(path, "w");
	int rc = 0;

	if (out == NULL)
		return gj_err_set(err, GJ_EIO, "%s: %s", path, strerror(errno));
	gj_buf_init(&page);
	gj_test_out_html(o, &page);
	if (page.failed)
		rc = gj_err_nomem(err, tr("the tests"));
	else if (fwrite(gj_buf_str(&page), 1, page.n, out) != page.n)
		rc = gj_err_set(err, GJ_EIO, "%s: %s", path, strerror(errno));
	if (fclose(out) != 0 && rc == 0)
		rc = gj_err_set(err, GJ_EIO, "%s: %s", path, strerror(errno));
	gj_buf_fini(&page);
	return rc;
}

static int report(struct gj_test_out *o, const struct gj_args *args, const struct gj_rules *rules)
{
	bool write = gj_args_has(args, "write-missing");
	const char *html = gj_args_get(args, "html");
	struct gj_err err;
	int rc = 0;

	o->coverage = gj_args_has(args, "coverage") || write;
	o->mutate = gj_args_has(args, "mutate") || write;
	gj_test_out_cases(o);
	if (o->coverage)
		rc = gj_testrun_gaps(o->run, proposed, o, &err);
	if (rc == 0 && o->mutate)
		rc = gj_testrun_mutate(o->run, proposed, o, &err);
	if (rc == 0 && o->failed)
		rc = gj_err_nomem(&err, tr("the tests"));
	if (rc == 0)
		gj_test_out_end(o);
	if (rc == 0 && html)
		rc = write_html(o, html, &err);
	if (rc == 0 && write && o->n_proposals)
		rc = write_missing(o, rules, &err);
	if (rc)
		return gj_say_failed(&err);
	return o->n_failed || o->n_gaps ? GJ_EXIT_FINDINGS : GJ_EXIT_DONE;
}

static int test(const struct gj_args *args, const struct gj_rules *rules, bool json)
{
	struct gj_testcases *cases = malloc(sizeof *cases);
	struct gj_testrun run;
	struct gj_test_out out;
	struct gj_err err;
	struct gj_functions *functions = rules->policy->functions;
	const char *const *tables;
	size_t files, n_tables = gj_args_all(args, "from-csv", &tables);
	int rc, status;

	if (cases == NULL) {
		gj_err_nomem(&err, tr("the tests"));
		return gj_say_failed(&err);
	}
	gj_testcases_init(cases, rules->policy->categories, rules->policy->n_categories);
	rc = gj_tests_read(cases, &files, rules, &err);
	for (size_t i = 0; rc == 0 && i < n_tables; i++, files++)
		rc = gj_tests_read_file(cases, tables[i], &err);
	if (rc == 0)
		rc = gj_testrun_open(&run, cases,
		                     &(struct gj_outside){ .call =
		                                               functions ? gj_functions_call : NULL,
		                                           .call_ctx = functions },
		                     &err);
	if (rc) {
		gj_testcases_fini(cases);
		free(cases);
		return gj_say_failed(&err);
	}
	gj_test_out_init(&out, &run, rules->policy, json);
	out.only = gj_args_get(args, "only");
	gj_test_out_problems(&out, cases);
	if (files == 0)
		gj_say_error(tr("%s/tests: no test file (*.test) there yet"), rules->dir);
	status = report(&out, args, rules);
	if (status == GJ_EXIT_DONE && (cases->n_problems || run.passed + run.failed == 0))
		status = GJ_EXIT_FINDINGS;
	gj_test_out_fini(&out);
	gj_testrun_close(&run);
	gj_testcases_fini(cases);
	free(cases);
	return status;
}

static int run(const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format");
	struct gj_rules *rules;
	int rc;

	if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0) {
		gj_say_error(tr("guiju test: --format is text or json, not %s"), format);
		return GJ_EXIT_USAGE;
	}
	rc = gj_rules_need(&rules, args->operands[0]);
	if (rc)
		return rc;
	rc = test(args, rules, strcmp(format, "json") == 0);
	gj_rules_close(rules);
	return rc;
}

static const struct gj_arg options[] = {
	{ .name = "coverage",
	  .help = TR_NOOP("list outcomes that no case has, and thresholds that no case stands just "
	                  "below, at and just above") },
	{ .name = "mutate",
	  .help =
	      TR_NOOP("change one thing of the rules at a time, and list what no case notices") },
	{ .name = "write-missing",
	  .help = TR_NOOP("write the cases that are missing into tests/proposed.test, to be "
	                  "confirmed") },
	{ .name = "from-csv",
	  .value = TR_NOOP("FILE.csv"),
	  .help = TR_NOOP("also the cases of a table: a row a case; columns 用例, 类别, 如同, "
	                  "期望, 期望 CLAUSE, and facts"),
	  .many = true },
	{ .name = "only",
	  .value = TR_NOOP("TEXT"),
	  .help = TR_NOOP("only cases with this in the title") },
	{ .name = "format",
	  .value = "text|json",
	  .help = TR_NOOP("form of the report"),
	  .fallback = "text" },
	{ .name = "html",
	  .value = TR_NOOP("FILE"),
	  .help = TR_NOOP("the coverage as a page, too") },
	{ 0 },
};

const struct gj_command gj_command_test = {
	.name = "test",
	.operands = TR_NOOP("DIR"),
	.summary = TR_NOOP("Runs the tests of a policy; says what they leave untested."),
	.example = "guiju test wuhan-2022 --coverage --mutate",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
