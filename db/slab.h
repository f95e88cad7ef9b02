/* slab.h: slabs: facts of up to GJ_FRAME_ROWS applications by column, derived from the rows, for evaluation.
 *
 * Dropping the tables loses nothing: they are made and filled again at the next use. What is out of date is found by the
 * numbers of revisions and decisions, which only grow, so no way of writing can go round it. */
#ifndef GJ_SLAB_H
#define GJ_SLAB_H
#include "db/decision_row.h"
#include "engine/eval/strip.h"
#include <stdbool.h>
#include <stdint.h>

struct gj_err;
struct gj_store;

/* --- keeping them (slab.c, slab_fill.c) --- */

struct gj_slab_of { /* which slabs: a category's of a year, with at least these facts as columns */
	const struct gj_facts *facts;
	int year;
	const struct gj_strip_key *keys;
	size_t n_keys;
	/* Reading rows: of every so many stretches of numbers only this one, so that several readers share them;
	 * parts 0: all. */
	unsigned part, parts;
};

/* Finds what is out of date or missing: *left slabs are to be filled. Inside a transaction or outside. */
int gj_slab_survey(struct gj_store *s, int64_t *left, const struct gj_slab_of *of,
                   struct gj_err *err);
/* Fills some of them from the rows, in a transaction of its own; *filled applications, *left more slabs that are known
 * of (a range may turn out to be several). After gj_slab_survey(), until nothing is left. */
int gj_slab_fill(struct gj_store *s, int64_t *filled, int64_t *left, const struct gj_slab_of *of,
                 struct gj_err *err);
/* Whether all is there and up to date; writes nothing. */
int gj_slab_fresh(struct gj_store *s, bool *fresh, const struct gj_slab_of *of, struct gj_err *err);
/* Drops all slabs and forgets nothing of what columns there are: survey and fill come next. */
int gj_slab_drop(struct gj_store *s, struct gj_err *err);

/* --- reading them (slab_read.c) --- */

struct gj_slab {
	int64_t id;
	size_t n; /* applications; 0: there is no more */
	const int64_t *applications, *revisions;
};

/* The newest decisions of the applications. */
struct gj_slab_state {
	const uint8_t
	    *results; /* or GJ_SLAB_NONE, or GJ_SLAB_OTHER: its outcomes have another size */
	const unsigned char *outcomes; /* packed, `width` bytes each */
	bool stored;                   /* it was in the slab; false: gathered from the decisions */
	int64_t basis; /* what the outcomes were made by (slab_basis.h); 0: not known */
};
enum { GJ_SLAB_OTHER = 254, GJ_SLAB_NONE = 255 };

struct gj_slab_reader;
/* With `rows` every slab is made from the rows when it is read: for reading where nothing may be written. Else columns
 * that are not there are GJ_ENOENT. `of` and what it names must outlive the reader. */
int gj_slab_open(struct gj_slab_reader **out, struct gj_store *s, const struct gj_slab_of *of,
                 bool rows, struct gj_err *err);
void gj_slab_close(struct gj_slab_reader *r); /* NULL is allowed */
/* The next in order of applications, and of it what is asked for; valid until the next. Inside one transaction of
 * reading, so that what belongs together is read together. */
int gj_slab_next(struct gj_slab_reader *r, struct gj_slab *out, struct gj_err *err);
int gj_slab_strip(struct gj_slab_reader *r, size_t key, struct gj_strip *out, struct gj_err *err);
int gj_slab_newest(struct gj_slab_reader *r, struct gj_slab_state *out, size_t width,
                   struct gj_err *err);
/* Rewrites the state of a slab (unless it was replaced meanwhile). Inside a transaction. */
int gj_slab_put_state(struct gj_store *s, const struct gj_slab *slab, size_t width,
                      const struct gj_slab_state *state, struct gj_err *err);

/* As gj_decision_counts(), and by it where the columns cannot tell; in the order of the bureaus, "" last. */
int gj_slab_counts(struct gj_store *s, const struct gj_facts *facts, int year,
                   int (*each)(void *ctx, const struct gj_decision_count *c), void *ctx,
                   struct gj_err *err);

/* As gj_application_count() of a category and year, and by it where the columns do not show at once that they hold every
 * application. (Applications are numbered from 1 and never deleted, and are in one slab each.) */
int gj_slab_applications(struct gj_store *s, int64_t *n, const char *category, int year,
                         struct gj_err *err);

/* --- proving them (slab_check.c) --- */

struct gj_slab_finding {
	const char *category;
	int year;
	const char *list, *fact; /* "": the applications themselves, or their newest decisions */
	int64_t application;     /* the first that differs */
};
/* Every slab against the rows, with no other dictionary than the database's own. *slabs, *stale (not up to date: no
 * difference, they are filled before use). A nonzero return of `found` stops and is returned. */
int gj_slab_check(struct gj_store *s, int64_t *slabs, int64_t *stale,
                  int (*found)(void *ctx, const struct gj_slab_finding *f), void *ctx,
                  struct gj_err *err);
/* Calls for every category and year that has slabs, with a dictionary from the database. */
int gj_slab_each_set(struct gj_store *s, int (*each)(void *ctx, const struct gj_slab_of *of),
                     void *ctx, struct gj_err *err);
#endif
