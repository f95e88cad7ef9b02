/* item.h: a value of the rule language as Lua holds it; what it points to lives in the policy. */
#ifndef GJ_ITEM_H
#define GJ_ITEM_H
#include "engine/policy/score.h"

enum gj_item_kind {
	GJ_ITEM_POISON,      /* stands for something that was already found to be wrong */
	GJ_ITEM_STATEMENT,   /* a word and its name, before its { ... } */
	GJ_ITEM_FACT_DECL,   /* yes_no "x" { ... } */
	GJ_ITEM_OPTION_DECL, /* option "x" { ... } */
	GJ_ITEM_BUREAUS,     /* all bureaus as options */
	GJ_ITEM_FACTS,       /* facts "x" */
	GJ_ITEM_FACT,        /* f.x */
	GJ_ITEM_ROWS,        /* f.xs:where { ... } */
	GJ_ITEM_FIELD,       /* field "x" */
	GJ_ITEM_DEFERRED,    /* field "x":holds(): a condition that waits for its list */
	GJ_ITEM_TERM,        /* :count(), :distinct("x") */
	GJ_ITEM_SHARE,       /* percent(50) */
	GJ_ITEM_SHARE_OF,    /* percent(50):of(f.x) */
	GJ_ITEM_QUANTITY,    /* quantity(50, "万元") */
	GJ_ITEM_DAY,         /* day "2022-11-30" */
	GJ_ITEM_PERIOD,      /* years(2) */
	GJ_ITEM_READING,     /* reading "x" */
	GJ_ITEM_COND,
	GJ_ITEM_CHECK,
	GJ_ITEM_FLOOR,
	GJ_ITEM_STEP,        /* days(30), working_days(20) */
	GJ_ITEM_RATIO,       /* f.trained:share_of(f.served), f.x:growth_over(f.y) */
	GJ_ITEM_SCORE,       /* score "total" { ... } */
	GJ_ITEM_SCORE_GROUP, /* group "a" { ... } */
	GJ_ITEM_SCORE_ITEM,  /* item "a1" { ... } */
	GJ_ITEM_ROUTE,       /* route "direct" { ... } */
	GJ_ITEM_ROW,         /* row { "small", gives = 3 } */
	GJ_ITEM_ANY_VALUE,   /* any_value, in a row */
	GJ_ITEM_DATED, /* dated { ... } that is no condition; one user value: the values in order */
	GJ_ITEM_ORDER  /* descending(total) */
};

struct gj_quantity { /* the number unit text, exactly: digits * 10^-decimals */
	int64_t digits;
	int decimals;
	const char *unit;
};

struct gj_statement;

struct gj_ratio { /* one number as a share of another, or as grown from it */
	const struct gj_term *left, *base;
	bool growth;
	enum gj_outcome zero;
};

struct gj_order { /* a key of a ranking */
	const struct gj_term *term;
	bool descending;
};

struct gj_item {
	enum gj_item_kind kind;
	struct gj_place place;
	struct gj_note *note;       /* what must find its place; NULL: need not */
	const struct gj_dict *dict; /* whose facts; NULL: no facts in it */
	const struct gj_fact
	    *list;        /* FACT, COND: of the fields of this list; NULL: of the application */
	int depth;        /* COND, DEFERRED: how deep the tree is */
	size_t size;      /* conditions in it, each counted wherever it stands */
	const char *name; /* STATEMENT, FACTS, FIELD, READING */
	const struct gj_statement *statement; /* what its { ... } does; FACTS and READING, too */
	lua_Integer number;                   /* at_least_of(2), floor(10) */
	union {
		struct gj_fact *decl;
		struct gj_option *option;
		const struct gj_fact *fact;
		struct gj_rows rows;
		const struct gj_term *term; /* TERM, SHARE_OF */
		struct gj_quantity quantity;
		int32_t day;
		struct {
			int64_t number, per;
		} share;
		struct {
			int months;
			struct gj_label label;
		} period;
		struct {
			int number;
			enum gj_step step;
			struct gj_label label;
		} step;
		struct gj_ratio ratio;
		struct gj_score *score;
		struct gj_score_part *part;
		struct gj_order order;
		struct {
			const int32_t *since;
			size_t n;
		} dated;
		struct gj_cond *cond;
		struct gj_check_draft *check;
		struct gj_floor_draft *floor;
	} u;
};

/* Pushes a zeroed item of that kind, with its place. A deferred one has one user value. */
struct gj_item *gj_item_push(lua_State *L, enum gj_item_kind kind);
int gj_item_poison(lua_State *L); /* pushes one; returns 1, so that a word can return it */
struct gj_item *gj_item_get(lua_State *L, int index); /* NULL when it is no item */
bool gj_item_is(lua_State *L, int index, enum gj_item_kind kind);
void gj_item_attach(const struct gj_item *item); /* it has found its place */
/* So have the item at a positive index and all that its tables hold: what stands in the { ... } of a
 * misspelt word is not to blame for belonging to nothing. */
void gj_item_attach_all(lua_State *L, int index);
/* "a condition", "a text", "nothing": what stands at the index, for messages. */
const char *gj_item_what(lua_State *L, int index);
/* Makes the two metatables. */
void gj_item_open(lua_State *L);
#endif
