/* condition.h: conditions while the rule files are read: made, joined, put off until their list is known. */
#ifndef GJ_CONDITION_H
#define GJ_CONDITION_H
#include "engine/policy/keys.h"

enum {
	GJ_CONDITION_DEPTH = 64, /* how deep conditions may stand inside each other */
	GJ_CONDITION_SIZE = 2000 /* how many may stand in one; shared ones count each time */
};

/* Pushes a condition of that kind; the caller fills in u.cond. `self` gives the facts; may be NULL. */
struct gj_item *gj_condition_push(lua_State *L, enum gj_cond_kind kind, const struct gj_item *self);

/* Several conditions on their way to becoming one. */
struct gj_conditions {
	struct gj_item **items;
	size_t n, n_deferred;
	const struct gj_dict *dict;
	int depth;
	size_t size;
	bool poisoned;
};

/* Reports and gives false when a condition is too deep or too large. */
bool gj_condition_fits(lua_State *L, int depth, size_t size);
/* The condition at a stack index; NULL (poisoned, and reported unless it is poison) when it is none. */
struct gj_item *gj_condition_at(struct gj_keys *k, int index, bool *poisoned);
/* Takes all items of a { ... } as conditions on the same facts. The items stay alive in the table. */
void gj_conditions_read(struct gj_conditions *c, struct gj_keys *k);
/* Joins them: pushes a condition, or poison. `number` is for GJ_COND_AT_LEAST_OF. */
int gj_conditions_join(struct gj_conditions *c, struct gj_keys *k, enum gj_cond_kind kind,
                       unsigned number);

/* deferred.c. [... self, args]: pushes a condition that waits: a method call on a field ... */
int gj_deferred_method(lua_State *L, const char *method);
/* ... or a joining of such, whose { ... } is at k->index. */
int gj_deferred_join(struct gj_conditions *c, struct gj_keys *k, enum gj_cond_kind kind,
                     unsigned number);
/* Pushes the condition that the deferred one at `index` is over the fields of `list`, or poison. */
int gj_deferred_resolve(lua_State *L, int index, const struct gj_fact *list,
                        const struct gj_dict *dict);
#endif
