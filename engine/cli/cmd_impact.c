/* cmd_impact.c: guiju impact: what a policy would change, before it decides anything. */
#include "db/store.h"
#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/impact_gate.h"
#include "engine/cli/impact_out.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum form { TEXT, CSV, JSON, XLSX, HTML, FORMS };
static const char *const forms[FORMS] = { "text", "csv", "json", "xlsx", "html" };

struct asked {
	struct gj_impact_args args;
	enum form form;
	enum gj_impact_part part;
	uint64_t limit;
	const char *output; /* NULL: stdout */
	struct gj_impact_gate gate;
};

static int usage(const char *text, const char *value)
{
	gj_say_error(tr("guiju impact: --%s \"%s\" is not understood; see guiju impact --help"),
	             text, value);
	return GJ_EXIT_USAGE;
}

static bool whole_number(uint64_t *out, const char *text)
{
	char *end;

	errno = 0;
	*out = strtoull(text, &end, 10);
	return *text >= '0' && *text <= '9' && *end == '\0' && errno == 0;
}

static int read_output(struct asked *a, const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format"), *table = gj_args_get(args, "table");
	int part = gj_impact_part_find(table), form = 0;

	while (form < FORMS && strcmp(forms[form], format) != 0)
		form++;
	if (form == FORMS)
		return usage("format", format);
	if (part < 0)
		return usage("table", table);
	a->form = (enum form)form;
	a->part = (enum gj_impact_part)part;
	a->output = gj_args_get(args, "output");
	if (a->form == XLSX && a->output == NULL) {
		gj_say_error(tr(
		    "guiju impact: a workbook goes to a file: --format xlsx --output FILE.xlsx"));
		return GJ_EXIT_USAGE;
	}
	return 0;
}

static int read_asked(struct asked *a, const struct gj_args *args)
{
	const char *as_of = gj_args_get(args, "as-of"), *year = gj_args_get(args, "year");
	const char *limit = gj_args_get(args, "limit"), *gate = gj_args_get(args, "fail-if");
	uint64_t n = 0;
	struct gj_err err;
	int rc = read_output(a, args);

	if (rc)
		return rc;
	a->args.reference = as_of ? gj_day_parse(as_of, strlen(as_of)) : GJ_DAY_NONE;
	if (as_of && a->args.reference == GJ_DAY_NONE) {
		gj_say_error(tr("guiju impact: --as-of \"%s\" is no day; write it as 2022-11-30"),
		             as_of);
		return GJ_EXIT_USAGE;
	}
	if (year && (!whole_number(&n, year) || n < 1900 || n > 2999))
		return usage("year", year);
	a->args.year = (int)n;
	if (!whole_number(&a->limit, limit))
		return usage("limit", limit);
	if (gate && gj_impact_gate_read(&a->gate, gate, &err)) {
		gj_say_error("guiju impact: %s", err.text);
		return GJ_EXIT_USAGE;
	}
	return 0;
}

static int print(struct gj_impact *m, const struct asked *a, struct gj_err *err)
{
	FILE *out = stdout;
	int rc = 0;

	if (a->form == XLSX)
		return gj_impact_xlsx(m, a->output, err);
	if (a->output && (out = fopen(a->output, "w")) == NULL)
		return gj_err_set(err, GJ_EIO, "%s: %s", a->output, strerror(errno));
	switch (a->form) {
	case TEXT:
		rc = gj_impact_text(m, out, a->limit, err);
		break;
	case CSV:
		rc = gj_impact_csv(m, out, a->part, err);
		break;
	case JSON:
		rc = gj_impact_json(m, out, err);
		break;
	case HTML:
		rc = gj_impact_page(m, out, a->limit, err);
		break;
	case XLSX:
	case FORMS:
		break;
	}
	if (a->output) {
		bool bad = ferror(out) != 0;

		if ((fclose(out) != 0 || bad) && rc == 0)
			rc = gj_err_set(err, GJ_EIO, tr("%s cannot be written"), a->output);
	}
	return rc;
}

/* Where the report is a file, the sum is for the person. */
static void print_sum(const struct gj_impact *m)
{
	struct gj_buf text;

	gj_buf_init(&text);
	gj_impact_sum(&text, m);
	printf("%s\n", gj_buf_str(&text));
	gj_buf_fini(&text);
}

static int gate(const struct gj_impact *m, const struct asked *a)
{
	struct gj_buf why;
	bool holds;

	if (a->gate.n == 0)
		return GJ_EXIT_DONE;
	gj_buf_init(&why);
	holds = gj_impact_gate_holds(&a->gate, m, &why);
	if (holds)
		gj_say_error(tr("guiju impact: stopped by --fail-if: %s"), gj_buf_str(&why));
	gj_buf_fini(&why);
	return holds ? GJ_EXIT_FINDINGS : GJ_EXIT_DONE;
}

static int impact(const struct gj_args *args, const struct asked *a)
{
	struct gj_impact *m = NULL;
	struct gj_store *store = NULL;
	struct gj_loop *loop = NULL;
	struct gj_err err;
	int rc = gj_store_open(&store, gj_args_get(args, "db"), GJ_STORE_READ, &err);

	if (rc == 0)
		rc = gj_loop_open(&loop, &err);
	if (rc == 0) {
		gj_loop_set_progress(loop, gj_say_progress, NULL);
		rc = gj_impact_open(&m, loop, store, &a->args, &err);
		gj_say_progress_end();
	}
	if (rc == 0) {
		if (a->output == NULL) /* the report is what one sees */
			gj_loop_set_progress(loop, NULL, NULL);
		rc = print(m, a, &err);
		gj_say_progress_end();
	}
	if (rc == 0 && a->output)
		print_sum(m);
	rc = rc ? gj_say_failed(&err) : gate(m, a);
	gj_impact_close(m);
	if (gj_loop_close(loop, &err) && rc == 0)
		rc = gj_say_failed(&err);
	gj_store_close(store);
	return rc;
}

static int run(const struct gj_args *args)
{
	struct gj_rules *rules;
	struct asked a = { .limit = 0 };
	int rc = read_asked(&a, args);

	if (rc)
		return rc;
	rc = gj_rules_need(&rules, args->operands[0]);
	if (rc)
		return rc;
	a.args.policy = rules->policy;
	a.args.files = &rules->files;
	rc = impact(args, &a);
	gj_rules_close(rules);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_DB,
	{ .name = "as-of",
	  .value = TR_NOOP("DATE"),
	  .help =
	      TR_NOOP("the day that the new policy judges at (default: that of the last run)") },
	{ .name = "year",
	  .value = TR_NOOP("YEAR"),
	  .help = TR_NOOP("applications of this year (default: the policy's year, or the year that "
	                  "was decided last)") },
	{ .name = "format",
	  .value = "text|csv|json|xlsx|html",
	  .help = TR_NOOP("form of the report"),
	  .fallback = "text" },
	{ .name = "output",
	  .value = TR_NOOP("FILE"),
	  .help = TR_NOOP("the file to write (default: to stdout)") },
	{ .name = "table",
	  .value = "affected|transitions|bureaus|checks",
	  .help = TR_NOOP("with --format csv: which table"),
	  .fallback = "affected" },
	{ .name = "limit",
	  .value = "N",
	  .help = TR_NOOP("with text and html: how many of the affected are listed; 0: all"),
	  .fallback = "200" },
	{ .name = "fail-if",
	  .value = TR_NOOP("CONDITION"),
	  .help =
	      TR_NOOP("exit with status 1 where it holds: NAME OP NUMBER, joined by and, or; as "
	              "in lost>0 or eligible<100") },
	{ 0 },
};

const struct gj_command gj_command_impact = {
	.name = "impact",
	.operands = TR_NOOP("DIR"),
	.summary =
	    TR_NOOP("Shows whom a new policy would concern, and why; decides and stores nothing."),
	.status = TR_NOOP("Ends with 1 where the condition of --fail-if holds."),
	.example = "guiju impact example-wuhan-2023 --as-of 2023-07-01\n"
		   "guiju impact wuhan-2022 --format html --output impact.html\n"
		   "guiju impact wuhan-2022 --fail-if \"lost>0 or below>15\"",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
