/* cmd_db.c: guiju db: proves the database whole and its columns equal to the rows, or makes the columns anew. */
#include "db/slab.h"
#include "db/store.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/say.h"
#include "engine/run/refresh.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 20 };

struct db {
	struct gj_store *store;
	struct gj_loop *loop;
	struct gj_err *err;
	json_t *findings; /* NULL: text */
	int64_t found;
};

/* --- check --- */

static int say_finding(void *ctx, const struct gj_slab_finding *f)
{
	struct db *db = ctx;
	const char *dot = *f->list ? "." : "";

	if (db->found++ >= SHOWN)
		return 0;
	if (db->findings)
		return json_array_append_new(db->findings,
		                             json_pack("{s:s, s:i, s:s, s:s, s:I}", "category",
		                                       f->category, "year", f->year, "list",
		                                       f->list, "fact", f->fact, "application",
		                                       (json_int_t)f->application))
		           ? gj_err_nomem(db->err, tr("the report"))
		           : 0;
	if (*f->fact)
		printf(
		    tr("%s %d: the column of %s%s%s differs from the rows at application %" PRId64
		       "\n"),
		    f->category, f->year, f->list, dot, f->fact, f->application);
	else
		printf(tr("%s %d: what is kept of the applications or their newest decisions "
		          "differs at application %" PRId64 "\n"),
		       f->category, f->year, f->application);
	return 0;
}

static int print_json(struct db *db, int64_t slabs, int64_t stale)
{
	json_t *all = json_pack("{s:I, s:I, s:I, s:O}", "slabs", (json_int_t)slabs, "stale",
	                        (json_int_t)stale, "differences", (json_int_t)db->found, "findings",
	                        db->findings);
	int rc = all ? json_dumpf(all, stdout, JSON_INDENT(2)) : -1;

	json_decref(all);
	putchar('\n');
	return rc ? gj_err_nomem(db->err, tr("the report")) : 0;
}

static int check(struct db *db)
{
	int64_t slabs = 0, stale = 0;
	int rc = gj_store_verify(db->store, db->err);

	if (rc == 0)
		rc = gj_slab_check(db->store, &slabs, &stale, say_finding, db, db->err);
	if (rc < 0)
		return gj_say_failed(db->err);
	if (db->findings)
		rc = print_json(db, slabs, stale);
	else if (db->found)
		printf(tr("%" PRId64 " differences; run guiju db rebuild, which makes the columns "
		          "anew from the rows\n"),
		       db->found);
	else
		printf(tr("the database is whole; %" PRId64 " blocks of columns equal the rows, "
		          "%" PRId64 " wait to be filled\n"),
		       slabs - stale, stale);
	if (rc < 0)
		return gj_say_failed(db->err);
	return db->found ? GJ_EXIT_FINDINGS : 0;
}

/* --- rebuild --- */

static int rebuild_set(void *ctx, const struct gj_slab_of *of)
{
	struct db *db = ctx;
	int rc = gj_refresh_run(db->loop, db->store, of, db->err);

	gj_say_progress_end();
	if (rc == 0 && db->findings == NULL)
		printf(tr("%s %d: %zu columns filled\n"), of->facts->category, of->year,
		       of->n_keys);
	db->found++;
	return rc;
}

static int rebuild(struct db *db)
{
	int rc = gj_slab_drop(db->store, db->err);

	if (rc == 0)
		rc = gj_loop_open(&db->loop, db->err);
	if (rc < 0)
		return gj_say_failed(db->err);
	gj_loop_set_progress(db->loop, gj_say_progress, NULL);
	rc = gj_slab_each_set(db->store, rebuild_set, db, db->err);
	if (rc < 0)
		rc = gj_say_failed(db->err);
	else if (db->findings)
		printf("{\"rebuilt\": %" PRId64 "}\n", db->found);
	else if (db->found == 0)
		puts(tr("nothing is stored that needs columns yet"));
	if (gj_loop_close(db->loop, db->err) && rc == 0)
		rc = gj_say_failed(db->err);
	return rc;
}

static int run(const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format"), *what = args->operands[0];
	bool json = strcmp(format, "json") == 0, rebuilds = strcmp(what, "rebuild") == 0;
	struct gj_err err;
	struct db db = { .err = &err };
	int rc;

	if (!rebuilds && strcmp(what, "check") != 0) {
		gj_say_error(tr("guiju db: check or rebuild, not \"%s\""), what);
		return GJ_EXIT_USAGE;
	}
	if (!json && strcmp(format, "text") != 0) {
		gj_say_error(tr("guiju db: --format is text or json, not %s"), format);
		return GJ_EXIT_USAGE;
	}
	if (json)
		db.findings = json_array();
	rc = json && db.findings == NULL ? gj_err_nomem(&err, tr("the report")) : 0;
	if (rc == 0)
		rc = gj_store_open(&db.store, gj_args_get(args, "db"),
		                   rebuilds ? GJ_STORE_WRITE : GJ_STORE_READ, &err);
	if (rc < 0)
		rc = gj_say_failed(&err);
	else
		rc = rebuilds ? rebuild(&db) : check(&db);
	gj_store_close(db.store);
	json_decref(db.findings);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_DB,
	{ .name = "format",
	  .value = "text|json",
	  .help = TR_NOOP("form of the report"),
	  .fallback = "text" },
	{ 0 },
};

const struct gj_command gj_command_db = {
	.name = "db",
	.operands = "check|rebuild",
	.summary = TR_NOOP("Proves the database whole, or makes the columns of facts anew from the "
	                   "rows."),
	.example = "guiju db check",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
