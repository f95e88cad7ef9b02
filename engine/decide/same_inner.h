/* same_inner.h: what the files of the proof share: the facts that are read, and their classes. */
#ifndef GJ_SAME_INNER_H
#define GJ_SAME_INNER_H
#include "engine/decide/same.h"
#include "engine/decide/trace.h"

enum {
	GJ_SAME_VARS = 24,
	GJ_SAME_MARKS = 16,   /* constants that a fact is held against */
	GJ_SAME_VALUES = 160, /* three for each, six for each look-back, and the two states */
	GJ_SAME_ASKED = 16,   /* some and none, of all lists */
	GJ_SAME_LISTS = 2,
	GJ_SAME_REFERENCES = 1 + 9 * GJ_SAME_MARKS
};

struct gj_same_var { /* a fact of the application, or a field of a list */
	const struct gj_fact *fact;
	const struct gj_fact *list;   /* NULL: of the application */
	bool read, anchor;            /* asked by itself; the day that periods end on */
	const struct gj_fact *origin; /* the anchor of its periods; NULL: none has one */
	bool fixed, looks_back,
	    to_reference;             /* constants; periods before the reference date; up to it */
	int64_t marks[GJ_SAME_MARKS]; /* constants */
	size_t n_marks;
	int months[GJ_SAME_MARKS]; /* lengths of its look-backs */
	size_t n_months;
	const char *texts[GJ_SAME_MARKS];
	size_t n_texts;
	const char
	    *category; /* of a code that is asked for; the texts then say what is known of it */
	struct gj_value values
	    [GJ_SAME_VALUES]; /* one of each class, for one reference date and set of anchors */
	size_t n_values;
};

struct gj_same_model {
	const struct gj_cond *a, *b;
	struct gj_same_var vars[GJ_SAME_VARS];
	size_t n_vars;
	const struct gj_cond *asked[GJ_SAME_ASKED]; /* some and none */
	size_t n_asked;
	const struct gj_fact *lists[GJ_SAME_LISTS];
	size_t n_lists;
	int32_t dates[GJ_SAME_MARKS]; /* from which something else is in force */
	size_t n_dates;
	bool tables; /* numbers that hang on rows: whole, or not at all */
	bool beyond; /* the fragment, or the limits */
};

/* same_model.c: what both conditions read. */
void gj_same_read(struct gj_same_model *m);
/* One value of every class for that reference date; anchors and the record's anchors are set already. */
void gj_same_values(struct gj_same_model *m, const struct gj_record *record, int32_t reference);
/* Reference dates that stand for all: returns how many, at least 1. */
size_t gj_same_references(struct gj_same_model *m, int32_t out[GJ_SAME_REFERENCES]);
/* Whatever may be known of another applicant: a gj_outside_resolve_fn. */
enum gj_outcome gj_same_resolve(void *ctx, const char *category, const char *code);
#endif
