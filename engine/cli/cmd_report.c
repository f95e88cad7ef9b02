/* cmd_report.c: guiju report targets | list | ranking: what the newest decisions add up to. */
#include "db/store.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/report.h"
#include "engine/cli/say.h"
#include "engine/cli/sheet_out.h"
#include "engine/decide/decision.h"
#include "engine/run/stored.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int targets(struct gj_store *store, const struct gj_policy *p,
                   const struct gj_report_out *to, struct gj_err *err)
{
	struct gj_buf text;
	int rc;

	gj_buf_init(&text);
	rc = gj_report_targets(&text, store, p, to, err);
	if (rc == 0)
		fputs(gj_buf_str(&text), stdout);
	gj_buf_fini(&text);
	return rc;
}

/* 0, or an exit status after saying which word is wrong. */
static int read_filter(struct gj_report_filter *out, const struct gj_args *args,
                       const struct gj_policy *p)
{
	const char *result = gj_args_get(args, "result");

	*out = (struct gj_report_filter){ .category = gj_args_get(args, "category"),
		                          .bureau = gj_args_get(args, "bureau"),
		                          .result = -1 };
	if (result && (out->result = gj_result_find(result)) < 0) {
		gj_say_error(tr("guiju report: no result %s; there are eligible, ineligible, "
		                "incomplete, review, "
		                "conditional"),
		             result);
		return GJ_EXIT_USAGE;
	}
	if (out->category && gj_policy_category(p, out->category) == NULL) {
		gj_say_error(tr("guiju report: %s has no category %s"), p->id, out->category);
		return GJ_EXIT_USAGE;
	}
	if (out->bureau && gj_policy_bureau(p, out->bureau) < 0) {
		gj_say_error(tr("guiju report: %s has no bureau %s; it has:"), p->id, out->bureau);
		for (size_t i = 0; i < p->n_bureaus; i++)
			gj_say_error("  %s  %s", p->bureaus[i].key,
			             gj_label_in(p->bureaus[i].label, gj_say_lang()));
		return GJ_EXIT_USAGE;
	}
	return 0;
}

/* Which form, and where to. */
struct asked {
	const char *path; /* NULL: stdout */
	enum gj_report_format format;
	enum gj_sheet_kind kind; /* of a table */
};

static int read_form(struct asked *out, const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format"), *path = gj_args_get(args, "output");
	const char *encoding = gj_args_get(args, "encoding");
	size_t n = path ? strlen(path) : 0;
	bool gb18030 = strcmp(encoding, "gb18030") == 0;

	*out = (struct asked){ .path = path,
		               .kind = gb18030 ? GJ_SHEET_GB18030 : GJ_SHEET_CSV,
		               .format = GJ_REPORT_CSV };
	if (!gb18030 && strcmp(encoding, "utf-8") != 0) {
		gj_say_error(tr("guiju report: --encoding is utf-8 or gb18030, not %s"), encoding);
		return GJ_EXIT_USAGE;
	}
	if (format == NULL)
		format = n > 5 && strcasecmp(path + n - 5, ".xlsx") == 0  ? "xlsx"
		         : n > 4 && strcasecmp(path + n - 4, ".csv") == 0 ? "csv"
		                                                          : "text";
	if (gj_report_format_find(&out->format, format))
		return 0;
	if (strcmp(format, "xlsx") != 0) {
		gj_say_error(tr("guiju report: --format is text, csv, xlsx or json, not %s"),
		             format);
		return GJ_EXIT_USAGE;
	}
	out->format = GJ_REPORT_CSV;
	out->kind = GJ_SHEET_XLSX;
	if (path == NULL) {
		gj_say_error(tr("guiju report: a workbook needs a file: --output list.xlsx"));
		return GJ_EXIT_USAGE;
	}
	return 0;
}

static int print(struct gj_store *store, const struct gj_policy *p, const struct asked *a,
                 const char *what, const struct gj_report_filter *filter, const char *ranking,
                 struct gj_err *err)
{
	struct gj_report_out to = { .format = a->format };
	int rc = 0;

	if (a->format == GJ_REPORT_CSV)
		rc = gj_sheet_open(&to.sheet, a->path, a->kind, err);
	else if (a->path && freopen(a->path, "we", stdout) == NULL)
		rc = gj_err_set(err, GJ_EIO, "%s: %s", a->path, strerror(errno));
	if (rc)
		return rc;
	if (strcmp(what, "ranking") == 0)
		rc = gj_report_ranking(store, p, ranking, &to, err);
	else if (strcmp(what, "list") == 0)
		rc = gj_report_list(store, p, filter, &to, err);
	else
		rc = targets(store, p, &to, err);
	return gj_sheet_close(to.sheet, rc, err);
}

static int run(const struct gj_args *args)
{
	const char *what = args->operands[0];
	struct gj_store *store = NULL;
	struct gj_policy *policy = NULL;
	struct gj_report_filter filter;
	struct asked asked;
	struct gj_err err;
	int rc;

	if (strcmp(what, "list") != 0 && strcmp(what, "ranking") != 0 &&
	    strcmp(what, "targets") != 0) {
		gj_say_error(tr("guiju report: there is no report %s; there are targets, list "
		                "and ranking"),
		             what);
		return GJ_EXIT_USAGE;
	}
	rc = read_form(&asked, args);
	if (rc)
		return rc;
	rc = gj_store_open(&store, gj_args_get(args, "db"), GJ_STORE_READ, &err);
	if (rc == 0)
		rc = gj_stored_latest(&policy, store, &err); /* no folder is needed */
	if (rc) {
		rc = gj_say_failed(&err);
		goto done;
	}
	rc = read_filter(&filter, args, policy);
	if (rc)
		goto done;
	rc = print(store, policy, &asked, what, &filter, gj_args_get(args, "ranking"), &err);
	if (rc)
		rc = gj_say_failed(&err);
done:
	gj_policy_free(policy);
	gj_store_close(store);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_DB,
	{ .name = "format",
	  .value = "text|csv|xlsx|json",
	  .help = TR_NOOP("form of the report (default: by the ending of --output, else text)") },
	{ .name = "output",
	  .value = TR_NOOP("FILE"),
	  .help = TR_NOOP("the file to write (default: standard output)") },
	{ .name = "encoding",
	  .value = "utf-8|gb18030",
	  .help = TR_NOOP("of CSV; UTF-8 has a byte order mark, as Excel needs"),
	  .fallback = "utf-8" },
	{ .name = "result",
	  .value = TR_NOOP("RESULT"),
	  .help = TR_NOOP("list: only eligible, ineligible, incomplete, review or conditional") },
	{ .name = "category",
	  .value = TR_NOOP("KEY"),
	  .help = TR_NOOP("list: only this category") },
	{ .name = "bureau", .value = TR_NOOP("KEY"), .help = TR_NOOP("list: only this bureau") },
	{ .name = "ranking", .value = TR_NOOP("KEY"), .help = TR_NOOP("ranking: only this one") },
	{ 0 },
};

const struct gj_command gj_command_report = {
	.name = "report",
	.operands = "targets|list|ranking",
	.summary =
	    TR_NOOP("Shows how far every bureau is from its target, lists the applications, or "
	            "ranks those who qualify."),
	.example = "guiju report targets\nguiju report list --result eligible --output list.xlsx",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
