/* revision.h: the facts of applications, one row a revision, in typed tables made from the
 * dictionary. */
#ifndef GJ_REVISION_H
#define GJ_REVISION_H
#include "engine/eval/record.h"
#include <stdint.h>

struct gj_store;
struct gj_err;

/* Makes or widens the tables facts_<category> and list_<category>_<list> for the dictionary;
 * columns are only ever added. GJ_EINVAL when a fact's stored type is another: names the fact, both
 * types and the remedy (a new key). Inside a transaction. */
int gj_revision_prepare(struct gj_store *s, const struct gj_facts *facts, struct gj_err *err);

/* Where a revision came from. */
struct gj_origin {
	int64_t import; /* row of table import */
	uint64_t place; /* row of the file */
	int32_t
	    valid_from; /* the day from which the facts hold; 0: the day that they are recorded */
	const unsigned char *digest; /* of the record, where it is known already; may be NULL */
};

enum gj_revision_put { GJ_REVISION_NEW, GJ_REVISION_UNCHANGED, GJ_REVISION_DUPLICATE };
/* Adds the record as the application's newest revision unless it equals the newest one (UNCHANGED).
 * A second different record in one import is DUPLICATE: nothing is written. *place is where the
 * import spoke of the application before, 0 when it did not. Inside a transaction;
 * gj_revision_prepare() comes before. */
int gj_revision_put(struct gj_store *s, enum gj_revision_put *what, uint64_t *place,
                    int64_t application, const struct gj_record *record,
                    const struct gj_origin *origin, struct gj_err *err);
/* Fills the record (cleared first) of a revision. One-of values whose option the dictionary no
 * longer has become missing. Errors: GJ_ENOENT, GJ_EFORMAT (a value that the fact's type cannot
 * have), GJ_ENOMEM. */
int gj_revision_get(struct gj_store *s, struct gj_record *record, int64_t revision,
                    struct gj_err *err);

struct gj_revision_source { /* who said it, for explain */
	char plugin[64];
	char file[512]; /* name as imported */
	uint64_t place;
	char recorded_at[32]; /* UTC, ISO 8601 */
	int32_t valid_from;   /* GJ_DAY_NONE: not known */
};
int gj_revision_origin(struct gj_store *s, struct gj_revision_source *out, int64_t revision,
                       struct gj_err *err);

/* The revision that held on the day `valid_at`, as far as was recorded by the end (UTC) of the day `known_at`
 * (GJ_DAY_NONE: of today): the one with the latest valid_from, of these the one recorded last. `valid_at` GJ_DAY_NONE:
 * the one recorded last, whatever it is valid from. GJ_ENOENT: none;
 * the text says since when there are facts. */
int gj_revision_at(struct gj_store *s, int64_t *id, int64_t application, int32_t valid_at,
                   int32_t known_at, struct gj_err *err);

/* Walks the newest revisions of a category and year in order of application id, after `after`, at
 * most `limit` (0: all). The record is reused from row to row. A nonzero return of each stops and
 * is returned. Works without gj_revision_prepare(): facts without a column are missing. */
struct gj_revision_row {
	int64_t application, revision, decision;
	const struct gj_record *record;
};
int gj_revision_each(struct gj_store *s, const struct gj_facts *facts, int year, int64_t after,
                     size_t limit, int (*each)(void *ctx, const struct gj_revision_row *row),
                     void *ctx, struct gj_err *err);
#endif
