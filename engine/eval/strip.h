/* strip.h: one fact of many applications in a row, as bytes: the form in which the store keeps columns. */
#ifndef GJ_STRIP_H
#define GJ_STRIP_H
#include "engine/base/buf.h"
#include "engine/eval/pool.h"
#include "engine/eval/record.h"
#include <stdbool.h>

struct gj_err;

/* Which strip: a fact of the application (list NULL; of a list: its head, who has rows and where), or a field of
 * a list, over the rows of all applications. */
struct gj_strip_key {
	const struct gj_fact *list, *fact;
};

/* Filled from records, one after another. Texts and options are codes of the strip's own list of texts: options by
 * their keys, so that a dictionary with other options reads the same strip. States that decide like missing are
 * missing. */
struct gj_strip_maker {
	struct gj_strip_key key;
	struct gj_buf cells, heads;
	struct gj_pool texts;
	size_t n, rows;
};

void gj_strip_maker_init(struct gj_strip_maker *m, struct gj_strip_key key);
void gj_strip_maker_fini(struct gj_strip_maker *m);
int gj_strip_maker_add(struct gj_strip_maker *m, const struct gj_record *r, struct gj_err *err);
/* Room for n cells of a fact of the application (no list), to be written by the caller as struct gj_strip has them: the
 * one of t, i and l that the type takes. Texts get their codes by the maker's own list. gj_strip_maker_filled() says
 * how many there are. */
struct gj_strip_cells {
	uint8_t *t;
	int32_t *i;
	int64_t *l;
};
int gj_strip_maker_room(struct gj_strip_maker *m, struct gj_strip_cells *out, size_t n,
                        struct gj_err *err);
void gj_strip_maker_filled(struct gj_strip_maker *m, size_t n);
/* The cell of a value that is not given. */
void gj_strip_cell_absent(const struct gj_strip_cells *cells, size_t at, bool not_applicable);
/* The strip's bytes to the end of `out`; the maker is then empty. A failure is out->failed. */
void gj_strip_maker_done(struct gj_strip_maker *m, struct gj_buf *out);

/* A strip that is read; everything is borrowed, from the bytes and from `room`. */
struct gj_strip {
	struct gj_strip_key key;
	size_t n;                 /* cells; of a head: applications */
	const uint8_t *t;         /* yes/no, judgement: outcomes; a head: presence */
	const int32_t *i;         /* count, date; text, code, one_of: codes */
	const int64_t *l;         /* amount */
	const uint32_t *offsets;  /* a head: n + 1 of them, rising */
	const char *const *texts; /* by code; not NULL where i are codes */
	size_t n_texts;
};

struct gj_strip_room { /* of the list of texts; zeroed at first, kept from strip to strip */
	const char **texts;
	size_t n;
};

/* `bytes` are aligned for int64_t. GJ_EFORMAT when they are no strip of that fact, or damaged: whatever is there is
 * safe to evaluate after 0. */
int gj_strip_read(struct gj_strip *out, struct gj_strip_key key, const void *bytes, size_t size,
                  struct gj_strip_room *room, struct gj_err *err);
/* The cell as a record would have it; the text is borrowed. Not of a field's head. */
struct gj_value gj_strip_value(const struct gj_strip *s, size_t cell);
/* The value that a code of the strip's texts stands for. */
struct gj_value gj_strip_text_value(const struct gj_strip *s, size_t code);
#endif
