/* try.c: the rule files once more, with one check beside them that the user typed. */
#include "engine/cli/try.h"

#include "db/revision.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/say.h"
#include "engine/decide/reason.h"
#include "engine/decide/testcase.h"
#include "engine/policy/function.h"
#include "engine/run/link.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "~repl.lua" /* behind the others */

/* The typed facts as one test case. */
static int read_case(struct gj_testcases *out, const struct gj_policy *p, const struct gj_try *t,
                     struct gj_err *err)
{
	struct gj_buf text;
	int rc;

	gj_testcases_init(out, p->categories, p->n_categories);
	gj_buf_init(&text);
	gj_buf_printf(&text, "case typed\ncategory %s\n%s", t->category, gj_buf_str(&t->facts));
	rc = text.failed ? gj_err_nomem(err, tr("the facts"))
	                 : gj_testcases_read(out, "-", gj_buf_str(&text), text.n, err);
	gj_buf_fini(&text);
	return rc;
}

bool gj_try_facts(struct gj_try *t, const char *line)
{
	struct gj_testcases *cases = malloc(sizeof *cases);
	size_t before = t->facts.n;
	struct gj_err err;
	bool fine;

	if (cases == NULL)
		return false;
	gj_buf_printf(&t->facts, "%s\n", line);
	fine = read_case(cases, t->rules->policy, t, &err) == 0 && cases->n_problems == 0;
	for (size_t i = 0; i < cases->n_problems && i < GJ_TEST_PROBLEMS_MAX; i++)
		printf("%s\n", cases->problems[i].text);
	gj_testcases_fini(cases);
	free(cases);
	if (!fine) {
		t->facts.n = before;
		t->facts.data[before] = '\0';
	}
	return fine;
}

static int load(struct gj_policy **out, const struct gj_try *t, const char *line,
                struct gj_findings *findings, struct gj_err *err)
{
	struct gj_fileset files;
	struct gj_buf text;
	int rc = 0;

	gj_fileset_init(&files);
	gj_buf_init(&text);
	gj_buf_printf(
	    &text,
	    "local f = facts \"%s\"\n"
	    "criterion \"%s.zz_repl\" { zh = \"试算\", en = \"trial\", clause = \"-\",\n%s\n}\n",
	    t->category, t->category, line);
	for (size_t i = 0; rc == 0 && i < t->rules->files.n; i++)
		rc = gj_fileset_put(&files, t->rules->files.files[i].path,
		                    t->rules->files.files[i].data, t->rules->files.files[i].n, err);
	if (rc == 0)
		rc = text.failed
		         ? gj_err_nomem(err, tr("the rules"))
		         : gj_fileset_put(&files, FILE_NAME, gj_buf_str(&text), text.n, err);
	if (rc == 0)
		rc = gj_policy_load(out, &files, NULL, findings, err);
	gj_buf_fini(&text);
	gj_fileset_fini(&files);
	return rc;
}

/* What the rule files themselves said before is not said again. */
static void print_findings(const struct gj_findings *findings)
{
	for (size_t i = 0; i < findings->n; i++) {
		const struct gj_finding *f = &findings->items[i];

		if (f->severity != GJ_SEVERITY_ERROR &&
		    (f->file == NULL || strcmp(f->file, FILE_NAME) != 0))
			continue;
		printf("%s: %s [%s]\n",
		       f->severity == GJ_SEVERITY_ERROR ? tr("error") : tr("warning"), f->message,
		       f->code);
		if (*f->hint)
			printf("    %s\n", f->hint);
	}
}

/* What was typed goes before what is stored. The texts stay with `from`. */
static int overlay(struct gj_record *to, const struct gj_record *from, struct gj_err *err)
{
	for (size_t i = 0; i < to->facts->n; i++) {
		const struct gj_fact *fact = &to->facts->items[i];
		const struct gj_value *v = &from->values[i];
		struct gj_value *cells;
		size_t n = (size_t)v->number;

		if (v->state == GJ_MISSING)
			continue;
		if (fact->type == GJ_FACT_LIST && v->state == GJ_GIVEN) {
			cells = gj_record_rows(to, fact, n, err);
			if (cells == NULL)
				return GJ_ENOMEM;
			if (n)
				memcpy(cells, from->lists[i], n * fact->n_fields * sizeof *cells);
		}
		to->values[i] = *v;
	}
	return 0;
}

static const struct gj_check *find(const struct gj_category *c)
{
	for (size_t i = 0; i < c->n_checks; i++)
		if (strstr(c->checks[i].id, ".zz_repl"))
			return &c->checks[i];
	return NULL;
}

static int answer(const struct gj_try *t, const struct gj_policy *p, const struct gj_check *check,
                  const struct gj_record *record, const struct gj_testcase *typed,
                  struct gj_err *err)
{
	struct gj_outside outside = { .resolve = gj_testcase_resolve,
		                      .resolve_ctx = (void *)(uintptr_t)typed,
		                      .call = p->functions ? gj_functions_call : NULL,
		                      .call_ctx = p->functions,
		                      .tell = gj_functions_tell };
	struct gj_link *link = NULL;
	struct gj_arena arena;
	struct gj_trace *trace;
	struct gj_buf text;
	int rc = 0;

	gj_arena_init(&arena, 0);
	gj_buf_init(&text);
	if (t->store) {
		rc = gj_link_new(&link, t->store, p, t->application.year, t->reference, err);
		outside.resolve = gj_link_resolve;
		outside.resolve_ctx = link;
	}
	if (rc == 0)
		rc = gj_trace_run(&trace, &arena, check->cond, record, t->reference, &outside, err);
	if (rc == 0 && link)
		rc = gj_link_error(link, err);
	if (rc == 0) {
		gj_reason_print(&text, check, trace, gj_say_lang());
		printf("%s\n    %s\n", gj_label_in(gj_outcome_label(trace->outcome), gj_say_lang()),
		       gj_buf_str(&text));
	}
	gj_buf_fini(&text);
	gj_link_free(link);
	gj_arena_fini(&arena);
	return rc;
}

static int evaluate(const struct gj_try *t, const struct gj_policy *p, struct gj_err *err)
{
	const struct gj_category *c = gj_policy_category(p, t->category);
	const struct gj_check *check = c ? find(c) : NULL;
	struct gj_testcases *cases = malloc(sizeof *cases);
	struct gj_record record = { .facts = NULL };
	int rc;

	if (check == NULL || cases == NULL) {
		free(cases);
		return check ? gj_err_nomem(err, tr("the facts"))
		             : gj_err_set(err, GJ_EFORMAT, tr("the line holds no condition"));
	}
	rc = read_case(cases, p, t, err);
	if (rc == 0)
		rc = gj_record_init(&record, &c->facts, err);
	if (rc == 0 && t->store)
		rc = gj_revision_get(t->store, &record, t->application.revision, err);
	if (rc == 0 && cases->n && cases->items[0]->category)
		rc = overlay(&record, &cases->items[0]->record, err);
	if (rc == 0 && cases->n)
		rc = answer(t, p, check, &record, cases->items[0], err);
	if (record.facts)
		gj_record_fini(&record);
	gj_testcases_fini(cases);
	free(cases);
	return rc;
}

int gj_try_expression(struct gj_try *t, const char *line, struct gj_err *err)
{
	struct gj_findings *findings = malloc(sizeof *findings);
	struct gj_policy *p = NULL;
	int rc;

	if (findings == NULL)
		return gj_err_nomem(err, tr("the findings"));
	gj_findings_init(findings);
	rc = load(&p, t, line, findings, err);
	print_findings(findings);
	if (rc == GJ_EFORMAT)
		rc = 0;
	else if (rc == 0)
		rc = evaluate(t, p, err);
	gj_policy_free(p);
	gj_findings_fini(findings);
	free(findings);
	return rc;
}
