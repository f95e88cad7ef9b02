/* cmd_replay.c: guiju replay: makes stored decisions again from what they were made from, and compares. */
#include "engine/base/buf.h"
#include "engine/base/tr.h"
#include "engine/cli/clock.h"
#include "engine/cli/commands.h"
#include "engine/cli/find.h"
#include "engine/cli/replay_out.h"
#include "engine/cli/say.h"
#include "engine/cli/share.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct replay {
	const struct gj_args *args;
	bool json;
	int64_t decision, run; /* 0: not asked for */
	int64_t number, per;   /* the share; per 0: all */
	struct gj_store *store;
	struct gj_replay *replay;
	struct gj_replay_counts counts;
	json_t *differences; /* json only */
	struct gj_buf text;
	struct gj_clock clock;
	bool failed;
};

static int show(void *ctx, const struct gj_replay_result *result)
{
	struct replay *r = ctx;

	if (r->json) {
		r->failed |= json_array_append_new(r->differences, gj_replay_json(result)) != 0;
		return 0;
	}
	gj_buf_clear(&r->text);
	gj_replay_print(&r->text, result, gj_say_lang());
	r->failed |= r->text.failed;
	gj_say_progress_end();
	fputs(gj_buf_str(&r->text), stdout);
	return 0;
}

static void progress(void *ctx, uint64_t done, uint64_t all)
{
	struct replay *r = ctx;

	gj_clock_show(&r->clock, done, all);
}

/* --- what was asked --- */

static bool read_number(int64_t *out, const struct gj_args *args, const char *option)
{
	const char *text = gj_args_get(args, option);
	char *end;

	*out = 0;
	if (text == NULL)
		return true;
	*out = strtoll(text, &end, 10);
	if (*text >= '0' && *text <= '9' && *end == '\0' && *out > 0)
		return true;
	gj_say_error(tr("guiju replay: --%s takes a number, not %s"), option, text);
	return false;
}

static int read_args(struct replay *r)
{
	const struct gj_args *args = r->args;
	const char *format = gj_args_get(args, "format"), *share = gj_args_get(args, "sample");
	int ways = (args->n_operands > 0) + gj_args_has(args, "decision") +
	           gj_args_has(args, "run") + gj_args_has(args, "all");

	r->json = strcmp(format, "json") == 0;
	if (!r->json && strcmp(format, "text") != 0) {
		gj_say_error(tr("guiju replay: --format is text or json, not %s"), format);
		return GJ_EXIT_USAGE;
	}
	if (ways != 1) {
		gj_say_error(tr("guiju replay: name an application, or one of --decision ID, "
		                "--run ID and --all"));
		return GJ_EXIT_USAGE;
	}
	if (!read_number(&r->decision, args, "decision") || !read_number(&r->run, args, "run"))
		return GJ_EXIT_USAGE;
	if (share && (r->decision || args->n_operands)) {
		gj_say_error(tr("guiju replay: --sample goes with --run or --all"));
		return GJ_EXIT_USAGE;
	}
	if (share && (!gj_share_read(&r->number, &r->per, share) || r->per == 0)) {
		gj_say_error(tr("guiju replay: --sample is a share such as 1%%, not %s"), share);
		return GJ_EXIT_USAGE;
	}
	return 0;
}

/* --- doing it --- */

static int replay_one(struct replay *r, struct gj_err *err)
{
	struct gj_replay_result result;
	int rc = gj_replay_one(r->replay, &result, r->decision, err);

	if (rc < 0)
		return rc;
	r->counts = (struct gj_replay_counts){ .looked_at = 1,
		                               .same = result.state == GJ_REPLAY_SAME,
		                               .different = result.state == GJ_REPLAY_DIFFERENT,
		                               .failed = result.state == GJ_REPLAY_FAILED };
	return r->json && r->counts.same ? 0 : show(r, &result);
}

static int replay_many(struct replay *r, struct gj_err *err)
{
	int rc;

	gj_clock_start(&r->clock, tr("decisions"));
	rc = gj_replay_many(r->replay, &r->counts,
	                    &(struct gj_replay_ask){ .run = r->run,
	                                             .number = r->number,
	                                             .per = r->per,
	                                             .seed = gj_args_get(r->args, "seed"),
	                                             .differs = show,
	                                             .progress = progress,
	                                             .ctx = r },
	                    err);
	gj_say_progress_end();
	if (rc == 0 && !r->json)
		printf(tr("Made again: %" PRId64 " decisions. The same: %" PRId64
		          ", different: %" PRId64 ", not possible: %" PRId64 ".\n"),
		       r->counts.looked_at, r->counts.same, r->counts.different, r->counts.failed);
	return rc;
}

static int print_json(struct replay *r, struct gj_err *err)
{
	json_t *root =
	    json_pack("{s:I, s:I, s:I, s:I, s:O}", "replayed", (json_int_t)r->counts.looked_at,
	              "same", (json_int_t)r->counts.same, "different",
	              (json_int_t)r->counts.different, "failed", (json_int_t)r->counts.failed,
	              "differences", r->differences);
	char *text = root && !r->failed ? json_dumps(root, JSON_INDENT(2)) : NULL;

	json_decref(root);
	if (text == NULL)
		return gj_err_nomem(err, tr("a replay"));
	puts(text);
	free(text);
	return 0;
}

static int replay(struct replay *r, struct gj_err *err)
{
	int rc = gj_store_begin(r->store, tr("a replay"), err); /* one view, whatever is written */

	if (rc == 0)
		rc = gj_replay_open(&r->replay, r->store, err);
	if (rc == 0)
		rc = r->decision ? replay_one(r, err) : replay_many(r, err);
	if (rc == 0 && r->json)
		rc = print_json(r, err);
	else if (rc == 0 && r->failed)
		rc = gj_err_nomem(err, tr("a replay"));
	gj_replay_close(r->replay);
	gj_store_rollback(r->store);
	if (rc < 0)
		return gj_say_failed(err);
	return r->counts.different || r->counts.failed ? GJ_EXIT_FINDINGS : GJ_EXIT_DONE;
}

static int find(struct replay *r)
{
	const char *year = gj_args_get(r->args, "year");
	struct gj_application a;
	int rc = gj_find_application(&a, "replay", r->store, r->args->operands[0],
	                             gj_args_get(r->args, "category"), year ? atoi(year) : 0);

	if (rc)
		return rc;
	r->decision = a.decision;
	if (a.decision)
		return 0;
	gj_say_error(tr("guiju replay: %s (%s) has not been decided yet: run guiju evaluate"),
	             a.name, a.code);
	return GJ_EXIT_FAILED;
}

static int run(const struct gj_args *args)
{
	struct replay r = { .args = args };
	struct gj_err err;
	int rc = read_args(&r);

	if (rc)
		return rc;
	if (gj_store_open(&r.store, gj_args_get(args, "db"), GJ_STORE_READ, &err) < 0)
		return gj_say_failed(&err);
	gj_buf_init(&r.text);
	r.differences = r.json ? json_array() : NULL;
	rc = args->n_operands ? find(&r) : 0;
	if (rc == 0)
		rc = replay(&r, &err);
	json_decref(r.differences);
	gj_buf_fini(&r.text);
	gj_store_close(r.store);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_DB,
	{ .name = "category",
	  .value = TR_NOOP("KEY"),
	  .help = TR_NOOP("where one applicant has several applications") },
	{ .name = "year", .value = TR_NOOP("YEAR"), .help = TR_NOOP("the same, by year") },
	{ .name = "decision",
	  .value = TR_NOOP("ID"),
	  .help = TR_NOOP("this decision, an older one too") },
	{ .name = "run",
	  .value = TR_NOOP("ID"),
	  .help = TR_NOOP("the decisions that this run stored") },
	{ .name = "all", .help = TR_NOOP("the decisions of all runs") },
	{ .name = "sample",
	  .value = TR_NOOP("SHARE"),
	  .help = TR_NOOP("only a share of them such as 1%, drawn by lot") },
	{ .name = "seed",
	  .value = TR_NOOP("WORDS"),
	  .help = TR_NOOP("what decides the lots; the same words draw the same decisions"),
	  .fallback = "guiju" },
	{ .name = "format",
	  .value = "text|json",
	  .help = TR_NOOP("form of the differences"),
	  .fallback = "text" },
	{ 0 },
};

const struct gj_command gj_command_replay = {
	.name = "replay",
	.operands = TR_NOOP("[APPLICATION]"),
	.summary = TR_NOOP("Makes stored decisions again from the same facts, rules and day."),
	.example = "guiju replay 91420111MA9X500193\n"
		   "guiju replay --run 1\n"
		   "guiju replay --all --sample 1% --seed 2023-01-15",
	.args = options,
	.least = 0,
	.most = 1,
	.run = run,
};
