/* cmd_review.c: guiju review: where the rules came to something else than a ruling rests on. */
#include "db/review.h"
#include "db/store.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/ruling_out.h"
#include "engine/cli/say.h"
#include "engine/cli/sheet_out.h"
#include "engine/cli/subcommand.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The entry's number; 0 after saying that it is none. */
static int64_t read_id(const char *word)
{
	char *end;
	long long id = strtoll(word, &end, 10);

	if (id > 0 && *end == '\0')
		return id;
	gj_say_error(tr("guiju review: \"%s\" is no number of a review; guiju review list shows "
	                "them"),
	             word);
	return 0;
}

static int list(const struct gj_args *args)
{
	struct gj_report_out to = { .sheet = NULL };
	struct gj_store *store = NULL;
	struct gj_err err;
	int rc = gj_report_format_read(&to.format, "review", gj_args_get(args, "format"));

	if (rc)
		return rc;
	rc = gj_store_open(&store, gj_args_get(args, "db"), GJ_STORE_READ, &err);
	if (rc == 0 && to.format == GJ_REPORT_CSV)
		rc = gj_sheet_open(&to.sheet, NULL, GJ_SHEET_CSV, &err);
	if (rc == 0)
		rc = gj_review_list(store, gj_args_has(args, "all") ? -1 : GJ_REVIEW_OPEN, &to,
		                    &err);
	rc = gj_sheet_close(to.sheet, rc, &err);
	gj_store_close(store);
	return rc ? gj_say_failed(&err) : GJ_EXIT_DONE;
}

static int show(const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format");
	int64_t id = read_id(args->operands[1]);
	bool json = strcmp(format, "json") == 0;
	struct gj_store *store = NULL;
	struct gj_err err;
	int rc;

	if (id == 0)
		return GJ_EXIT_USAGE;
	if (!json && strcmp(format, "text") != 0) {
		gj_say_error(tr("guiju review: show prints text or json, not %s"), format);
		return GJ_EXIT_USAGE;
	}
	rc = gj_store_open(&store, gj_args_get(args, "db"), GJ_STORE_READ, &err);
	if (rc == 0)
		rc = gj_review_show(store, id, json, &err);
	gj_store_close(store);
	return rc ? gj_say_failed(&err) : GJ_EXIT_DONE;
}

static int close_it(struct gj_store *store, int64_t id, const char *by, const char *why,
                    struct gj_err *err)
{
	int rc = gj_store_begin(store, tr("the end of a review"), err);

	if (rc)
		return rc;
	rc = gj_review_close(store, id, by, why, err);
	if (rc == 0)
		return gj_store_commit(store, err);
	gj_store_rollback(store);
	return rc;
}

static int close_entry(const struct gj_args *args)
{
	const char *by = gj_args_get(args, "by"), *why = gj_args_get(args, "why");
	int64_t id = read_id(args->operands[1]);
	struct gj_store *store = NULL;
	struct gj_err err;
	int rc;

	if (id == 0)
		return GJ_EXIT_USAGE;
	if (by == NULL || why == NULL) {
		gj_say_error(tr("guiju review: close needs %s: who looked, and why the ruling "
		                "stands, are kept for good"),
		             by ? "--why TEXT" : "--by NAME");
		return GJ_EXIT_USAGE;
	}
	rc = gj_store_open(&store, gj_args_get(args, "db"), GJ_STORE_WRITE, &err);
	if (rc == 0)
		rc = close_it(store, id, by, why, &err);
	gj_store_close(store);
	if (rc == GJ_EINVAL) {
		gj_say_error("guiju review: %s", err.text);
		return GJ_EXIT_FINDINGS;
	}
	if (rc)
		return gj_say_failed(&err);
	printf(tr("review %" PRId64 " is closed: the ruling stands\n"), id);
	return GJ_EXIT_DONE;
}

static const struct gj_subcommand subcommands[] = {
	{ "list", 0, 0, "", "db format all", list },
	{ "show", 1, 1, "ID", "db format", show },
	{ "close", 1, 1, "ID", "db by why", close_entry },
	{ 0 },
};

static int run(const struct gj_args *args)
{
	return gj_subcommand_run(&gj_command_review, subcommands, args);
}

static const struct gj_arg options[] = {
	GJ_ARG_DB,
	{ .name = "format",
	  .value = "text|csv|json",
	  .help = TR_NOOP("form of the list; show knows text and json"),
	  .fallback = "text" },
	{ .name = "all", .help = TR_NOOP("list: those that are not open any more, too") },
	{ .name = "by", .value = TR_NOOP("NAME"), .help = TR_NOOP("close: who looked") },
	{ .name = "why",
	  .value = TR_NOOP("TEXT"),
	  .help = TR_NOOP("close: why the ruling stands") },
	{ 0 },
};

const struct gj_command gj_command_review = {
	.name = "review",
	.operands = TR_NOOP("list | show ID | close ID"),
	.summary = TR_NOOP("Lists and closes what is to be reviewed: the rules came to something "
	                   "else than a person's ruling rests on."),
	.example = "guiju review list\nguiju review show 1",
	.args = options,
	.least = 1,
	.most = 2,
	.run = run,
};
