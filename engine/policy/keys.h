/* keys.h: reads the { ... } of a statement: known keys, labels, texts, numbers, and its items. */
#ifndef GJ_KEYS_H
#define GJ_KEYS_H
#include "engine/policy/item.h"

/* `of` is the statement for messages, as in: check "a". Everything wrong becomes a finding at the
 * running line, and the reader goes on with nothing; a poisoned value is nothing without a finding. */
struct gj_keys {
	lua_State *L;
	struct gj_build *build;
	int index; /* of the table */
	const char *of;
	struct gj_place place;
	size_t n_items; /* of the list part */
};

/* `known` ends with NULL. Reports keys that are not in it and holes in the list part. */
struct gj_keys gj_keys_open(lua_State *L, int index, const char *of, const char *const *known);
/* A text at a stack index, checked and copied; NULL when it is none. `what` names it in the finding. */
const char *gj_keys_string(struct gj_keys *k, int index, const char *what);
const char *gj_keys_text(struct gj_keys *k, const char *key);      /* NULL: absent */
const char *gj_keys_required(struct gj_keys *k, const char *key);  /* NULL was reported */
struct gj_label gj_keys_label(struct gj_keys *k, const char *key); /* "zh" or { zh =, en = } */
struct gj_label gj_keys_names(struct gj_keys *k);                  /* zh and en, both required */
const char *gj_keys_clause(struct gj_keys *k);                     /* required */
/* False: absent or wrong; *out is then untouched. */
bool gj_keys_integer(struct gj_keys *k, const char *key, lua_Integer least, lua_Integer most,
                     lua_Integer *out);
bool gj_keys_boolean(struct gj_keys *k, const char *key);
/* Index among words[n], or `absent`. A reading stands for the option that it takes. */
int gj_keys_word(struct gj_keys *k, const char *key, const char *const *words, size_t n,
                 int absent);
const char *const *gj_keys_texts(struct gj_keys *k, const char *key, size_t *n);
int32_t gj_keys_day(struct gj_keys *k, const char *key); /* GJ_DAY_NONE: absent */
/* Pushes the i-th item, from 1, and gives it when it is of that kind; else reports what it should be
 * ("a check") unless it is poison. Pop it in either case. */
struct gj_item *gj_keys_item(struct gj_keys *k, size_t i, enum gj_item_kind kind,
                             const char *wanted);
#endif
