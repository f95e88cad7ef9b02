/* record.h: the facts of one application at one revision, value by value with their states. */
#ifndef GJ_RECORD_H
#define GJ_RECORD_H
#include "engine/base/arena.h"
#include "engine/base/digest.h"
#include "engine/eval/fact.h"

struct gj_buf;
struct gj_err;

enum gj_state {
	GJ_MISSING = 0, /* nobody said anything */
	GJ_GIVEN = 1,
	GJ_EXPLICITLY_UNKNOWN = 2, /* somebody said that it is not known; decides like missing */
	GJ_NOT_ASKED = 3,          /* the form did not ask; decides like missing */
	GJ_STATE_NOT_APPLICABLE = 4
};
enum { GJ_STATES = 5 };

struct gj_value {
	enum gj_state state;
	int64_t number;   /* for GJ_GIVEN, by the fact's type; a list: the number of rows */
	const char *text; /* text and code only: NUL-terminated, borrowed from the record's arena */
};

struct gj_record {
	const struct gj_facts *facts; /* borrowed */
	uint16_t *by_key;             /* owned; facts in the order of their keys, for the digest */
	struct gj_arena arena;
	struct gj_value *values; /* facts->n, in the arena */
	struct gj_value **lists; /* facts->n; for a list number * n_fields cells, row by row */
};

/* All values missing. Errors: GJ_ENOMEM. */
int gj_record_init(struct gj_record *r, const struct gj_facts *facts, struct gj_err *err);
void gj_record_fini(struct gj_record *r);
/* The same facts in dst, texts copied. Both of one dictionary. Errors: GJ_ENOMEM. */
int gj_record_copy(struct gj_record *dst, const struct gj_record *src, struct gj_err *err);
int gj_record_clear(struct gj_record *r, struct gj_err *err); /* all missing again, memory reused */
/* Copies the text in. */
int gj_record_set_text(struct gj_record *r, const struct gj_fact *fact, const char *s, size_t n,
                       struct gj_err *err);
/* Makes the list given with n empty rows and returns its cells; NULL on no memory or over limit. */
struct gj_value *gj_record_rows(struct gj_record *r, const struct gj_fact *list, size_t n,
                                struct gj_err *err);
/* Equal digests mean equal facts: over every fact that is not missing, each named by its key and each
 * choice by its option's: a new fact, field or option changes none, nor does another order of them. */
void gj_record_digest(const struct gj_record *r, unsigned char out[GJ_DIGEST_BYTES]);
/* "missing", "given", "unknown", "not_asked", "not_applicable". */
const char *gj_state_name(enum gj_state state);
/* -1 when it is no state's name. */
int gj_state_find(const char *name);
/* The value in words for people: 是/否, 2022-11-30, 12.50, the option's label, the text; "" unless given. */
void gj_value_print(struct gj_buf *out, const struct gj_fact *fact, const struct gj_value *value,
                    enum gj_lang lang);
#endif
