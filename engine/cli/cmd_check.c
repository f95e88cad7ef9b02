/* cmd_check.c: guiju check: is this policy sound? No data is touched. */
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/cli/check.h"
#include "engine/cli/commands.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"
#include "engine/eval/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Opens the rules, sound or not; an exit status when they cannot be had. */
static int open_rules(struct gj_rules **out, const char *name)
{
	struct gj_err err;
	int rc = gj_rules_open(out, name, &err);

	return rc && rc != GJ_EFORMAT ? gj_say_failed(&err) : 0;
}

static int fix(const char *name, bool dry_run)
{
	struct gj_rules *r;
	struct gj_err err;
	int rc = open_rules(&r, name);

	if (rc)
		return rc;
	rc = gj_check_fix(r, dry_run, &err);
	if (rc)
		rc = gj_say_failed(&err);
	gj_rules_close(r);
	return rc;
}

static int check(const struct gj_args *args, const char *format)
{
	struct gj_rules *r;
	struct gj_err err;
	int rc = open_rules(&r, args->operands[0]);

	if (rc)
		return rc;
	if (strcmp(format, "json") == 0)
		rc = gj_check_json(r, &err);
	else if (strcmp(format, "sarif") == 0)
		rc = gj_check_sarif(r, &err);
	else
		gj_check_text(r);
	if (rc == 0 && r->policy && gj_args_has(args, "program"))
		rc = print_program(r, &err);
	if (rc == 0 && r->policy && gj_args_has(args, "costs"))
		rc = gj_check_costs(r, gj_args_get(args, "db"), &err);
	if (rc)
		rc = gj_say_failed(&err);
	else
		rc = r->findings.errors ? GJ_EXIT_FINDINGS : GJ_EXIT_DONE;
	gj_rules_close(r);
	return rc;
}

static int run(const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format"), *code = gj_args_get(args, "explain");
	bool text = strcmp(format, "text") == 0;
	int rc;

	if (!text && strcmp(format, "json") != 0 && strcmp(format, "sarif") != 0) {
		gj_say_error(tr("guiju check: --format is text, json or sarif, not %s"), format);
		return GJ_EXIT_USAGE;
	}
	if (code && args->n_operands == 0)
		return gj_check_page(code);
	if (args->n_operands == 0 || code) {
		gj_say_error(
		    tr("guiju check takes a folder, or --explain CODE; see guiju check --help"));
		return GJ_EXIT_USAGE;
	}
	if (!text && (gj_args_has(args, "fix") || gj_args_has(args, "program") ||
	              gj_args_has(args, "costs"))) {
		gj_say_error(
		    tr("guiju check: --fix, --program and --costs go with --format text only"));
		return GJ_EXIT_USAGE;
	}
	if (gj_args_has(args, "dry-run") && !gj_args_has(args, "fix")) {
		gj_say_error(tr("guiju check: --dry-run goes with --fix"));
		return GJ_EXIT_USAGE;
	}
	rc = gj_args_has(args, "fix") ? fix(args->operands[0], gj_args_has(args, "dry-run")) : 0;
	return rc ? rc : check(args, format);
}

static const struct gj_arg options[] = {
	{ .name = "format",
	  .value = "text|json|sarif",
	  .help = TR_NOOP("form of the findings"),
	  .fallback = "text" },
	{ .name = "program", .help = TR_NOOP("also print the compiled program") },
	{ .name = "fix",
	  .help = TR_NOOP("mend what needs no thought: a misspelt name, full-width marks in code, "
	                  "line ends") },
	{ .name = "dry-run", .help = TR_NOOP("with --fix: show the mends, write nothing") },
	{ .name = "explain",
	  .value = TR_NOOP("CODE"),
	  .help = TR_NOOP("what a finding means, and how to mend it (instead of DIR)") },
	{ .name = "costs",
	  .help = TR_NOOP("also which checks are functions, and what each check costs") },
	{ .name = "db",
	  .value = TR_NOOP("FILE"),
	  .help = TR_NOOP("with --costs: measure on the applications of this database") },
	{ 0 },
};

const struct gj_command gj_command_check = {
	.name = "check",
	.operands = TR_NOOP("DIR"),
	.summary = TR_NOOP("Loads, checks and compiles the rules of a folder; touches no data."),
	.example = "guiju check rules/wuhan-2022\nguiju check --explain E203",
	.args = options,
	.least = 0,
	.most = 1,
	.run = run,
};
