/* cmd_check.c: guiju check: is this policy sound? No data is touched. */
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"
#include "engine/eval/program.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int print_json(const struct gj_rules *r, struct gj_err *err)
{
	json_t *all = json_array();
	int status = 0;

	for (size_t i = 0; all && i < r->findings.n; i++) {
		const struct gj_finding *f = &r->findings.items[i];

		status |= json_array_append_new(
		    all, json_pack("{s:s, s:s, s:s, s:i, s:s, s:s}", "code", f->code, "severity",
		                   f->severity == GJ_SEVERITY_ERROR ? "error" : "warning", "file",
		                   f->file ? f->file : "", "line", f->line, "message", f->message,
		                   "hint", f->hint));
	}
	if (all)
		status |= json_dumpf(all, stdout, JSON_INDENT(2));
	putchar('\n');
	status |= all == NULL;
	json_decref(all);
	return status ? gj_err_nomem(err, tr("the findings")) : 0;
}

static void print_text(const struct gj_rules *r)
{
	size_t checks = 0;

	for (size_t i = 0; i < r->findings.n; i++)
		gj_rules_print_finding(r, &r->findings.items[i], stdout);
	if (r->findings.errors + r->findings.warnings > r->findings.n)
		printf(tr("... and %zu more\n"),
		       r->findings.errors + r->findings.warnings - r->findings.n);
	for (size_t i = 0; r->policy && i < r->policy->n_categories; i++)
		checks += r->policy->categories[i].n_checks;
	if (r->policy)
		printf(
		    tr("%s: %zu checks in %zu categories, %zu targets, %zu phases, %zu readings\n"
		       "content %s\n"),
		    r->policy->id, checks, r->policy->n_categories, r->policy->n_targets,
		    r->policy->n_phases, r->policy->n_readings, r->policy->hash);
	printf(tr("%zu errors, %zu warnings\n"), r->findings.errors, r->findings.warnings);
}

/* The compiled form, for those who want to see what will run. */
static int print_program(const struct gj_rules *r, struct gj_err *err)
{
	int32_t reference = gj_day_from(r->policy->year ? r->policy->year : 2000, 12, 31);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->policy->n_categories; i++) {
		const struct gj_category *c = &r->policy->categories[i];
		const struct gj_cond **conds = calloc(c->n_checks + 1, sizeof *conds);
		struct gj_program *program = NULL;
		struct gj_buf text;

		gj_buf_init(&text);
		for (size_t k = 0; conds && k < c->n_checks; k++)
			conds[k] = c->checks[k].cond;
		rc = conds ? gj_program_compile(&program, conds, c->n_checks, reference, err)
		           : gj_err_nomem(err, tr("the program"));
		if (rc == 0 && c->n_checks) {
			gj_program_print(program, &text);
			printf("%s\n", c->key);
			for (size_t k = 0; k < c->n_checks; k++)
				printf("  outcome %zu: %s %s\n", k, c->checks[k].id,
				       c->checks[k].clause);
			printf("%s", gj_buf_str(&text));
		}
		gj_program_free(program);
		gj_buf_fini(&text);
		free(conds);
	}
	return rc;
}

static int run(const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format");
	struct gj_rules *r;
	struct gj_err err;
	int rc;

	if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0) {
		gj_say_error(tr("guiju check: --format is text or json, not %s"), format);
		return GJ_EXIT_USAGE;
	}
	rc = gj_rules_open(&r, args->operands[0], &err);
	if (rc && rc != GJ_EFORMAT)
		return gj_say_failed(&err);
	rc = 0;
	if (strcmp(format, "json") == 0)
		rc = print_json(r, &err);
	else
		print_text(r);
	if (rc == 0 && r->policy && gj_args_has(args, "program"))
		rc = print_program(r, &err);
	if (rc)
		rc = gj_say_failed(&err);
	else
		rc = r->findings.errors ? GJ_EXIT_FINDINGS : GJ_EXIT_DONE;
	gj_rules_close(r);
	return rc;
}

static const struct gj_arg options[] = {
	{ .name = "format",
	  .value = "text|json",
	  .help = TR_NOOP("form of the findings"),
	  .fallback = "text" },
	{ .name = "program", .help = TR_NOOP("also print the compiled program") },
	{ 0 },
};

const struct gj_command gj_command_check = {
	.name = "check",
	.operands = TR_NOOP("DIR"),
	.summary = TR_NOOP("Loads, checks and compiles the rules of a folder; touches no data."),
	.example = "guiju check rules/wuhan-2022",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
