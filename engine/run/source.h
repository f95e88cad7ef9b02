/* source.h: one input, opened through a plugin for the facts of a category, or of a list of it. */
#ifndef GJ_SOURCE_H
#define GJ_SOURCE_H
#include "engine/eval/fact.h"
#include "engine/run/plugin.h"
#include <stdbool.h>

struct gj_err;
struct gj_mapping;
struct gj_source;

enum {
	GJ_SOURCE_DEADLINE = 600000, /* ms: a big file on a slow disk may be scanned at open */
	GJ_SOURCE_CURSOR = 4096      /* most bytes of a cursor */
};

struct gj_source_args {
	const struct gj_facts *facts; /* the category's dictionary */
	/* NULL: the applications themselves; else the rows of this list, the subject's code first. */
	const struct gj_fact *list;
	bool list_within; /* the location is the applications' own, and may hold the list or not */
	const char *location;
	const char *opened; /* what the plugin opens in its stead; NULL: the location itself */
	const struct gj_mapping *mapping; /* may be NULL */
	const char *const *options; /* "name=value", n_options of them; the last of a name holds */
	size_t n_options;
	const char *cursor; /* gj_source_cursor() of an earlier reading; NULL: from the start */
	bool isolate;       /* in a process of its own: a crash or a hang is an error of the call */
	uint32_t deadline;  /* ms for each call of the plugin; 0: GJ_SOURCE_DEADLINE */
	/* Both on the thread that opens or reads; either may be NULL. */
	void (*log)(void *ctx, int level, const char *text); /* GUIJU_LOG_* */
	bool (*canceled)(void *ctx);
	void *ctx;
};

struct gj_complaint {               /* a cell or row that was refused */
	uint32_t row;               /* in the batch */
	uint64_t place;             /* as a person counts the rows of the input */
	const struct gj_fact *fact; /* NULL: the whole row */
	const char *raw;            /* as it stood, cut to 200 bytes, UTF-8; "" for a whole row */
	const char *reason;         /* one sentence; both are borrowed for the call */
};

struct gj_source_batch {
	size_t rows;
	const struct guiju_batch *cells;       /* typed columns, as gj_source_column() tells them */
	const uint8_t *refused;                /* rows: 1 where a cell or the row is bad */
	const struct gj_complaint *complaints; /* in order of row; one or more for each refused */
	size_t n_complaints;
};

/* Errors: GJ_EINVAL (an option: names it and what it takes; a plugin that is no source),
 * GJ_ENOENT (list_within, and there is none), GJ_EFORMAT with the plugin's own sentence, GJ_ECANCELED, GJ_ELIMIT (the deadline was over),
 * GJ_ENOMEM. `plugin`, facts and list
 * must outlive it. */
int gj_source_open(struct gj_source **out, struct gj_plugin *plugin,
                   const struct gj_source_args *args, struct gj_err *err);
void gj_source_close(struct gj_source *s); /* NULL is allowed */
/* Reads the next batch; 0 rows: the end. Blocking; on any one thread at a time. The batch and
 * what it points to are valid until the next read. Every value is checked against the dictionary
 * again: a plugin is not trusted. Errors: GJ_EFORMAT (the plugin's sentence, or what it did
 * against the contract), GJ_ECANCELED, GJ_ELIMIT, GJ_ENOMEM; the source is then only good for closing. */
int gj_source_read(struct gj_source *s, struct gj_source_batch *batch, struct gj_err *err);

size_t gj_source_columns(const struct gj_source *s);
/* The fact of a column; for the code in front of a list's fields, the fact with the role of
 * subject. */
const struct gj_fact *gj_source_column(const struct gj_source *s, size_t column);
/* The heading, or a row of the last batch, as it stood; n 0: the input has no such form. Borrowed
 * until the next call on the source. Errors: GJ_EFORMAT, GJ_ENOMEM. */
int gj_source_heading(struct gj_source *s, const struct guiju_text **cells, size_t *n,
                      struct gj_err *err);
int gj_source_raw(struct gj_source *s, uint32_t row, const struct guiju_text **cells, size_t *n,
                  struct gj_err *err);
/* Where a later reading may go on; "" where the plugin has none. Borrowed until the next call on the
 * source. Errors: GJ_EFORMAT, GJ_ENOMEM. */
int gj_source_cursor(struct gj_source *s, struct guiju_text *cursor, struct gj_err *err);
/* Bytes done of all; 0 of 0 when not known. Not during a read. */
void gj_source_progress(struct gj_source *s, uint64_t *done, uint64_t *all);
#endif
