/* slab_inner.h: internal to db/: the tables of the slabs and who knows what about them.
 *
 *   slab_set     a category and year, and up to which revision and decision it is up to date
 *   slab         from which application on; it ends where the next begins, the first begins at 0
 *   slab_column  which facts every filled slab of the set has
 *   slab_basis   by which checks outcomes were made
 *   slab_data    slab << 16 | column: a strip, or one of the three below */
#ifndef GJ_SLAB_INNER_H
#define GJ_SLAB_INNER_H
#include "db/slab.h"
#include "db/stmt.h"

enum {
	GJ_SLAB_FORMAT = 1, /* what other versions of guiju have made is made anew */
	GJ_SLAB_IDS = 1,    /* int64_t: applications, then their revisions */
	GJ_SLAB_STATE = 2,  /* struct gj_slab_state_head, results, outcomes */
	GJ_SLAB_COLUMNS = 16,
	GJ_SLAB_COLUMNS_MAX = 60000
};

struct gj_slab_state_head {
	uint32_t n, width;
	int64_t basis;
};

static inline int64_t gj_slab_data_id(int64_t slab, int64_t column)
{
	return slab << 16 | column;
}

struct gj_slab_set {
	int64_t id, revisions, decisions; /* up to date to these */
};

/* Makes the tables where they are not there; those of another format go. Inside a transaction. */
int gj_slab_make(struct gj_store *s, struct gj_err *err);
/* GJ_ENOENT without words when the tables, the set or the column are not there. */
int gj_slab_tables(struct gj_store *s, struct gj_err *err);
int gj_slab_set_get(struct gj_store *s, struct gj_slab_set *out, const char *category, int year,
                    struct gj_err *err);
int gj_slab_column(struct gj_store *s, int64_t *column, int64_t set, const struct gj_strip_key *key,
                   struct gj_err *err);

/* slab_fill.c: the strips of one slab from the rows: applications from `first` on, before `end` (0: no end). */
struct gj_slab_made {
	struct gj_buf ids;     /* as GJ_SLAB_IDS */
	struct gj_buf *strips; /* by key */
	size_t n;
	int64_t next; /* the application that did not fit; 0: the range is at its end */
};
int gj_slab_make_strips(struct gj_slab_made *out, struct gj_store *s, const struct gj_slab_of *of,
                        int64_t first, int64_t end, struct gj_err *err);
void gj_slab_made_fini(struct gj_slab_made *m, size_t n_keys);
/* slab_rows.c: the same quicker, where no list is asked for. */
struct gj_slab_rows;
enum { GJ_SLAB_ROWS_NONE = 1 };
/* `of` must outlive it. *out is NULL where gj_slab_make_strips() has to do it. */
int gj_slab_rows_open(struct gj_slab_rows **out, struct gj_store *s, const struct gj_slab_of *of,
                      struct gj_err *err);
void gj_slab_rows_close(struct gj_slab_rows *r); /* NULL is allowed */
/* The applications from `first` on, before `end`; out->next is where it has to go on. */
int gj_slab_rows_make(struct gj_slab_rows *r, struct gj_slab_made *out, int64_t first, int64_t end,
                      struct gj_err *err);
/* slab_read.c: the results of a state of any width; GJ_ENOENT without words: there is none. */
int gj_slab_results(struct gj_slab_reader *r, const uint8_t **results, struct gj_err *err);
/* slab_read.c: the newest decisions of the range [first, last], for applications[n] of it. */
int gj_slab_gather(struct gj_store *s, uint8_t *results, unsigned char *outcomes, size_t width,
                   const int64_t *applications, size_t n, struct gj_err *err);
#endif
