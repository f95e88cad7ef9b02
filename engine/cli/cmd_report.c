/* cmd_report.c: guiju report targets | list | ranking: what the newest decisions add up to. */
#include "db/store.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/report.h"
#include "engine/cli/say.h"
#include "engine/decide/decision.h"
#include "engine/run/stored.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int targets(struct gj_store *store, const struct gj_policy *p, enum gj_report_format format,
                   struct gj_err *err)
{
	struct gj_buf text;
	int rc;

	gj_buf_init(&text);
	rc = gj_report_targets(&text, store, p, format, err);
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

static int run(const struct gj_args *args)
{
	const char *what = args->operands[0];
	bool list = strcmp(what, "list") == 0, ranking = strcmp(what, "ranking") == 0;
	struct gj_store *store = NULL;
	struct gj_policy *policy = NULL;
	struct gj_report_filter filter;
	enum gj_report_format format;
	struct gj_err err;
	int rc;

	if (!list && !ranking && strcmp(what, "targets") != 0) {
		gj_say_error(tr("guiju report: there is no report %s; there are targets, list "
		                "and ranking"),
		             what);
		return GJ_EXIT_USAGE;
	}
	rc = gj_report_format_read(&format, "report", gj_args_get(args, "format"));
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
	if (ranking)
		rc = gj_report_ranking(store, policy, gj_args_get(args, "ranking"), format, &err);
	else
		rc = list ? gj_report_list(store, policy, &filter, format, &err)
		          : targets(store, policy, format, &err);
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
	  .value = "text|csv|json",
	  .help = TR_NOOP("form of the report"),
	  .fallback = "text" },
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
	.example = "guiju report targets\nguiju report list --result eligible --format csv",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
