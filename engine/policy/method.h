/* method.h: the operators behind a colon: which there are, what they fit, and what each does. */
#ifndef GJ_METHOD_H
#define GJ_METHOD_H
#include "engine/policy/item.h"

struct gj_keys;

/* f.officers: pushes the fact, or poison. */
int gj_method_fact(lua_State *L, const struct gj_item *facts);
/* f.officers:at_least: pushes the operator of the name at index 2, or poison. */
int gj_method_find(lua_State *L, const struct gj_item *self);
/* The same for a call from C; false (reported, nothing pushed) when there is none. */
bool gj_method_push(lua_State *L, const struct gj_item *self, const char *name);
/* The field of a list; NULL was reported. */
const struct gj_fact *gj_method_field(lua_State *L, const struct gj_fact *list, const char *key);
/* The rows that a list or filtered list stands for. */
struct gj_rows gj_method_rows(const struct gj_item *self);
/* Pushes rows that pass `cond` as well, in which `size` conditions stand; `cond` may be NULL. */
int gj_method_filter(lua_State *L, const struct gj_item *self, struct gj_cond *cond, size_t size);
/* What a fact or term is compared with, at a stack index; NULL: reported, or poison. */
const struct gj_term *gj_method_operand(lua_State *L, const struct gj_item *self, int index,
                                        const char *operator);
/* Reports (E309) facts that cannot stand beside those of `self`; true when all is well. */
bool gj_method_beside(lua_State *L, const struct gj_item *self, const struct gj_item *other);

/* What an operator does: [self, arguments]; self fits. method_compare.c, */
int gj_method_at_least(lua_State *L);
int gj_method_more_than(lua_State *L);
int gj_method_at_most(lua_State *L);
int gj_method_less_than(lua_State *L);
int gj_method_equals(lua_State *L);
/* method_share.c, */
int gj_method_of(lua_State *L);
int gj_method_if_zero(lua_State *L);
/* method_number.c, */
int gj_method_plus(lua_State *L);
int gj_method_minus(lua_State *L);
int gj_method_times(lua_State *L);
int gj_method_rounded(lua_State *L);
int gj_method_capped(lua_State *L);
int gj_method_floored(lua_State *L);
int gj_method_month_end(lua_State *L);
int gj_method_days_since(lua_State *L);
/* method_sum.c, */
int gj_method_sum(lua_State *L);
int gj_method_largest(lua_State *L);
int gj_method_smallest(lua_State *L);
int gj_method_average(lua_State *L);
int gj_method_if_empty(lua_State *L);
int gj_method_every(lua_State *L);
/* method_ratio.c, */
int gj_method_share_of(lua_State *L);
int gj_method_growth_over(lua_State *L);
int gj_method_ratio_compare(lua_State *L, enum gj_cmp cmp, const char *operator,
                            struct gj_label word);
/* method_score.c, */
int gj_method_group(lua_State *L);
int gj_method_minimums(lua_State *L);
/* words_route.c, */
int gj_method_unless(lua_State *L);
/* method_plain.c, */
int gj_method_holds(lua_State *L);
int gj_method_judged(lua_State *L);
int gj_method_given(lua_State *L);
int gj_method_one_of(lua_State *L);
int gj_method_else_review(lua_State *L);
int gj_method_choose(lua_State *L);
/* method_list.c, */
int gj_method_where(lua_State *L);
int gj_method_count(lua_State *L);
int gj_method_distinct(lua_State *L);
int gj_method_exists(lua_State *L);
int gj_method_none(lua_State *L);
int gj_method_recognised(lua_State *L);
/* method_window.c. */
int gj_method_within(lua_State *L);
int gj_method_none_within(lua_State *L);
int gj_method_in_year(lua_State *L);
int gj_method_in_fiscal_year(lua_State *L);
int gj_method_in_each_of_last(lua_State *L);
int gj_method_valid_on(lua_State *L);
#endif
