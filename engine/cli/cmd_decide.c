/* cmd_decide.c: guiju decide: what a person decides of an application; runs never touch it. */
#include "db/ruling.h"
#include "db/store.h"
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/find.h"
#include "engine/cli/ruling_out.h"
#include "engine/cli/say.h"
#include "engine/decide/decision.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int usage(const char *what)
{
	gj_say_error(tr("guiju decide: %s is needed"), what);
	return GJ_EXIT_USAGE;
}

/* 0, or an exit status after saying what is missing or wrong. */
static int read_words(struct gj_ruling *out, const struct gj_args *args)
{
	const char *kind = gj_args_get(args, "kind"), *result = gj_args_get(args, "result");
	const char *by = gj_args_get(args, "by"), *why = gj_args_get(args, "why");
	const char *on = gj_args_get(args, "on");
	int found = kind ? gj_ruling_kind_find(kind) : -1;

	*out = (struct gj_ruling){ .result = -1 };
	if (kind == NULL)
		return usage("--kind recognised|appealed|overridden|judged|withdrawn");
	if (found < 0) {
		gj_say_error(tr("guiju decide: --kind is recognised, appealed, overridden, judged "
		                "or withdrawn, not %s"),
		             kind);
		return GJ_EXIT_USAGE;
	}
	out->kind = (enum gj_ruling_kind)found;
	if (out->kind == GJ_RULING_RECOGNISED && result == NULL)
		result = gj_result_name(GJ_ELIGIBLE);
	if (out->kind == GJ_RULING_WITHDRAWN ? result != NULL : result == NULL)
		return usage(result ? tr("with --kind withdrawn no --result")
		                    : "--result eligible|ineligible");
	out->result = result ? gj_result_find(result) : -1;
	if (result && out->result != GJ_ELIGIBLE && out->result != GJ_INELIGIBLE) {
		gj_say_error(tr("guiju decide: --result is eligible or ineligible, not %s"),
		             result);
		return GJ_EXIT_USAGE;
	}
	if (out->kind == GJ_RULING_RECOGNISED && out->result != GJ_ELIGIBLE) {
		gj_say_error(tr("guiju decide: who is recognised is eligible; for the opposite "
		                "write --kind overridden"));
		return GJ_EXIT_USAGE;
	}
	out->from = on ? gj_day_parse(on, strlen(on)) : GJ_DAY_NONE;
	if (out->from == GJ_DAY_NONE)
		return usage(tr("--on DATE, the day from which it holds, as in 2022-12-01,"));
	if (by == NULL || why == NULL)
		return usage(by ? "--why TEXT" : "--by NAME");
	if (strlen(by) >= sizeof out->who || strlen(why) >= sizeof out->why) {
		gj_say_error(tr("guiju decide: --by takes at most %d bytes, --why %d"),
		             GJ_RULING_WHO - 1, GJ_RULING_WHY - 1);
		return GJ_EXIT_USAGE;
	}
	snprintf(out->who, sizeof out->who, "%s", by);
	snprintf(out->why, sizeof out->why, "%s", why);
	return 0;
}

static int store_it(struct gj_store *store, const struct gj_ruling *ruling, bool dry_run,
                    struct gj_err *err)
{
	int64_t id;
	int rc = gj_store_begin(store, tr("a ruling"), err);

	if (rc)
		return rc;
	rc = gj_ruling_put(store, &id, ruling, err);
	if (rc == 0 && !dry_run)
		return gj_store_commit(store, err);
	gj_store_rollback(store);
	return rc;
}

static int decide(struct gj_store *store, const struct gj_application *application,
                  struct gj_ruling *ruling, bool dry_run)
{
	struct gj_buf words;
	struct gj_err err;
	int rc;

	if (application->decision == 0) {
		gj_say_error(tr("guiju decide: %s (%s) has not been decided yet: run guiju "
		                "evaluate, so that it is known what the ruling departs from"),
		             application->name, application->code);
		return GJ_EXIT_FINDINGS;
	}
	ruling->application = application->id;
	ruling->decision = application->decision;
	rc = store_it(store, ruling, dry_run, &err);
	if (rc == GJ_EINVAL) {
		gj_say_error("guiju decide: %s", err.text);
		return GJ_EXIT_FINDINGS;
	}
	if (rc)
		return gj_say_failed(&err);
	gj_buf_init(&words);
	gj_ruling_print(&words, ruling);
	printf("%s  %s: %s%s\n", application->name, application->code, gj_buf_str(&words),
	       dry_run ? tr(" (dry run: not stored)") : "");
	gj_buf_fini(&words);
	if (!dry_run)
		gj_say_note(tr("applications that count this one follow with the next guiju "
		               "evaluate"));
	return GJ_EXIT_DONE;
}

static int run(const struct gj_args *args)
{
	const char *year = gj_args_get(args, "year");
	struct gj_application application;
	struct gj_ruling ruling;
	struct gj_store *store;
	struct gj_err err;
	int rc = read_words(&ruling, args);

	if (rc)
		return rc;
	rc = gj_store_open(&store, gj_args_get(args, "db"), GJ_STORE_WRITE, &err);
	if (rc)
		return gj_say_failed(&err);
	rc = gj_find_application(&application, "decide", store, args->operands[0],
	                         gj_args_get(args, "category"), year ? atoi(year) : 0);
	if (rc == 0)
		rc = decide(store, &application, &ruling, gj_args_has(args, "dry-run"));
	gj_store_close(store);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_DB,
	{ .name = "kind",
	  .value = "recognised|appealed|overridden|judged|withdrawn",
	  .help = TR_NOOP("what sort of ruling; withdrawn: the rules' own result counts again") },
	{ .name = "result", .value = "eligible|ineligible", .help = TR_NOOP("what is decided") },
	{ .name = "on",
	  .value = TR_NOOP("DATE"),
	  .help = TR_NOOP("the day from which it holds for conditions on other applicants") },
	{ .name = "by", .value = TR_NOOP("NAME"), .help = TR_NOOP("who decides; kept for good") },
	{ .name = "why", .value = TR_NOOP("TEXT"), .help = TR_NOOP("on what ground") },
	{ .name = "category",
	  .value = TR_NOOP("KEY"),
	  .help = TR_NOOP("where one applicant has several applications") },
	{ .name = "year", .value = TR_NOOP("YEAR"), .help = TR_NOOP("the same, by year") },
	{ .name = "dry-run", .help = TR_NOOP("say what would be stored, and store nothing") },
	{ 0 },
};

const struct gj_command gj_command_decide = {
	.name = "decide",
	.operands = TR_NOOP("APPLICATION"),
	.summary = TR_NOOP("Records what a person decides of an application; no run changes it."),
	.example = "guiju decide 91420111MA9X500193 --kind overridden --result eligible "
		   "--on 2022-12-01 --by Li --why \"file 12, second look\"",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
