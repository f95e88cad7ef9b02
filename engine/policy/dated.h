/* dated.h: values that change on certain days: what meets one is worked out once for each stretch of time. */
#ifndef GJ_DATED_H
#define GJ_DATED_H
#include "engine/policy/item.h"

enum { GJ_DATED_STEPS = 50 /* most days on which one value changes */ };

/* dated { ["2022-01-01"] = 1, ["2023-07-01"] = 2, ends = day "2025-12-31" }; nothing is in force after `ends`. */
int gj_word_dated(lua_State *L);
/* Whether one of the n values at the bottom of the stack is dated, or holds one in its tables. */
bool gj_dated_among(lua_State *L, int n);
/* [arguments] with such a one among them: calls `function`, with the light userdata as its upvalue unless that is
 * NULL, for each stretch and pushes a dated result, or a condition that knows its days. */
int gj_dated_lift(lua_State *L, lua_CFunction function, void *upvalue);
/* A closure that does so where it must and else is `function`: for words that are plain functions. */
void gj_dated_wrap(lua_State *L, lua_CFunction function);
/* The table at an index becomes what it is on that day; false: something in it has no value then. */
bool gj_dated_settle(lua_State *L, int index, int32_t day);
/* Pushes the value that is first in force. */
void gj_dated_first(lua_State *L, int index);
#endif
