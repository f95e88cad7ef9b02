/* statement.h: words that take a name and a { ... }, as in: criterion "1" { ... }. */
#ifndef GJ_STATEMENT_H
#define GJ_STATEMENT_H
#include "engine/policy/item.h"

enum gj_statement_name {
	GJ_NAME_KEY,    /* [a-z][a-z0-9_]*, at most 48 bytes */
	GJ_NAME_ID,     /* [A-Za-z0-9][A-Za-z0-9_]*: clause numbers: "5c" */
	GJ_NAME_OPTION, /* [a-z0-9][a-z0-9_]* */
	GJ_NAME_POLICY, /* [a-z0-9][a-z0-9_-]* */
	GJ_NAME_PATH,   /* an id: parts joined by ".": "enterprise.1.c" */
	GJ_NAME_NUMBER  /* no name but a number: floor(10) */
};

struct gj_statement {
	const char *word;
	enum gj_statement_name name;
	/* The { ... } is at stack index 2; pushes one value. */
	int (*declare)(lua_State *L, struct gj_item *item);
	int number;                /* what declare wants to know: the type of a fact */
	enum gj_item_kind without; /* what it is without { ... }; GJ_ITEM_STATEMENT: unfinished */
	const char *
	    settled_by; /* the key whose day says which of its dated values it takes; NULL: it is lifted */
};

/* The word itself, a closure over its struct gj_statement as a light userdata. */
int gj_statement_word(lua_State *L);
/* [item, { ... }]: what calling an item does. */
int gj_statement_call(lua_State *L, struct gj_item *item);
/* check "a", for messages. */
const char *gj_statement_of(lua_State *L, const struct gj_item *item);
#endif
