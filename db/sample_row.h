/* sample_row.h: the tables sample and sample_row: draws by lot, kept as they were made. */
#ifndef GJ_SAMPLE_ROW_H
#define GJ_SAMPLE_ROW_H
#include <stddef.h>
#include <stdint.h>

struct gj_store;
struct gj_err;

struct gj_sample_head { /* all texts borrowed; for the call only where one is read */
	int64_t id;
	const char *category;
	int year;
	const char *filter; /* which applications were drawn from: "eligible", "" for all */
	const char *strata; /* keys of the facts that make a stratum, joined by "," */
	const char *rule;   /* "10%" or "20", with the least of each stratum behind a space */
	const char *seed, *algorithm, *list_hash;
	int64_t list_size;
	const char *drawn_at; /* set when read */
};

struct gj_sample_row {
	int64_t application;
	const char *code, *name, *bureau; /* set when read */
	const char *stratum;
	const char *reason; /* "" for one drawn by lot */
};

/* Both inside one transaction. */
int gj_sample_put(struct gj_store *s, int64_t *id, const struct gj_sample_head *head,
                  struct gj_err *err);
int gj_sample_put_row(struct gj_store *s, int64_t sample, const struct gj_sample_row *row,
                      struct gj_err *err);
/* The draws, newest first, or the one of that id (0: all); GJ_ENOENT when it is not there. */
int gj_sample_each(struct gj_store *s, int64_t id,
                   int (*each)(void *ctx, const struct gj_sample_head *head), void *ctx,
                   struct gj_err *err);
/* By stratum, then credit code. */
int gj_sample_each_row(struct gj_store *s, int64_t sample,
                       int (*each)(void *ctx, const struct gj_sample_row *row), void *ctx,
                       struct gj_err *err);
#endif
