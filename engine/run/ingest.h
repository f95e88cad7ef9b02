/* ingest.h: from a source plugin to revisions in the store: bad rows go aside, the rest goes on. */
#ifndef GJ_INGEST_H
#define GJ_INGEST_H
#include "db/import.h"
#include "db/store.h"
#include "engine/policy/policy.h"
#include "engine/run/loop.h"
#include "engine/run/source.h"

struct gj_ingest_list {   /* rows of a list from an input of their own */
	const char *list; /* the fact's key */
	const char *location;
};

struct gj_ingest_args {
	const struct gj_policy *policy;
	const struct gj_category *category;
	int year;
	int32_t valid_from;               /* the day from which the facts hold; 0: today */
	const char *plugin, *plugin_path; /* as gj_plugin_load() takes them */
	const char *location;
	const char *const *options;
	size_t n_options;
	const struct gj_ingest_list *lists;
	size_t n_lists;
	/* Path of the refused applications; NULL: location + ".rejects.csv". Those of a list's input
	 * are always beside it, under that ending. */
	const char *rejects;
	bool isolate; /* the plugin runs in a process of its own */
	bool dry_run; /* read and check everything, store nothing */
	/* Both on the loop's thread; either may be NULL. location: of the input, a list's too. */
	void (*complain)(void *ctx, const char *location, const struct gj_complaint *c);
	void (*log)(void *ctx, int level, const char *text); /* GUIJU_LOG_* */
	void *ctx;
};

struct gj_ingest_result {
	/* Of the applications. rows = added + changed + unchanged + rejected + duplicates, but
	 * in a dry run, which cannot tell the first three apart, they are 0. A duplicate is a
	 * second row of an applicant with other facts; a row that only repeats an earlier one is
	 * unchanged. */
	struct gj_import_counts counts;
	uint64_t list_rows;     /* of the lists' inputs */
	uint64_t list_rejected; /* of these, refused */
	uint64_t rejects;       /* rows in all rejects files */
};

/* Reads lists first (staged by credit code), then the applications. A list whose input was given
 * must agree with the number in the application's own column, where there is one:
 *
 *   own column       rows in the list's input     no input for the list
 *   empty            the list; none: missing      missing
 *   0, 无            none, else refused           given, empty
 *   n > 0            n, else refused              refused: its rows are asked for
 *   不详, 不适用     none, else refused           as the column says
 *
 * An application is refused too when a row of its lists was: a list is whole or not there. With a
 * refused application, its rows of the lists go to their rejects files, so that the files fit each
 * other; list rows of no application are refused. For that, a list's input with refused rows is
 * read twice.
 *
 * Reading is on a worker thread while the loop's thread stores; a transaction for each batch, so a
 * crash keeps whole batches and the same import again changes nothing that is there. Refused rows
 * are no error: see counts. In a dry run only a temporary table of the connection is written, and
 * no rejects file. Errors: GJ_EINVAL (arguments), those of gj_plugin_load(), gj_source_open(),
 * gj_source_read() and of the store; GJ_ECANCELED. *out is filled in any case. */
int gj_ingest_run(struct gj_ingest_result *out, struct gj_loop *loop, struct gj_store *store,
                  const struct gj_ingest_args *args, struct gj_err *err);
#endif
