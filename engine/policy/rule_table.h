/* rule_table.h: a table of the rule language: rows with conditions, each giving a number or a condition. */
#ifndef GJ_RULE_TABLE_H
#define GJ_RULE_TABLE_H
#include "engine/policy/condition.h"
#include "engine/policy/measure.h"

/* What a row gives, as it was written. */
struct gj_given {
	const struct gj_term *term; /* NULL: a written number, or a condition */
	const struct gj_item *cond;
	int64_t digits;
	int decimals;
	const char *unit;
	size_t size; /* conditions in it */
	bool there;
};

struct gj_rule_table { /* rows on their way to one term, or one condition */
	lua_State *L;
	struct gj_keys *k;
	const struct gj_item **whens; /* the condition of each row */
	struct gj_given *gives;
	size_t n;
	struct gj_given otherwise;
	const struct gj_item *about;  /* whose facts */
	const struct gj_item *picked; /* the fact with which an expert picks in a range; NULL: none */
	bool poisoned;
};

/* Pushes what waits for the { ... } of rows about the item at the top of the stack: `read` gets [{ ... }, the item],
 * for each stretch of time when the rows hold what is dated. */
int gj_rule_table_rows(lua_State *L, lua_CFunction read);
void gj_rule_table_open(struct gj_rule_table *t, struct gj_keys *k, const struct gj_item *about,
                        size_t room);
/* Reads what a row gives from a stack index. */
struct gj_given gj_rule_table_given(struct gj_rule_table *t, int index, const char *what);
/* Pushes the term or the condition that the rows come to, or poison. */
int gj_rule_table_finish(struct gj_rule_table *t);
/* Pushes self:operator(value at the top of the stack) and takes the value away; false: poison. */
bool gj_rule_table_compare(lua_State *L, int self, const char *operator);
#endif
