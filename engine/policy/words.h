/* words.h: the words of the rule language: each function is what one word does. */
#ifndef GJ_WORDS_H
#define GJ_WORDS_H
#include "engine/policy/item.h"

/* Leaves on the stack the table that rule files see as their globals. */
void gj_words_open(lua_State *L);

/* words_fact.c: what may be known of an applicant. Each gets its item and its { ... } at index 2. */
int gj_word_facts(lua_State *L, struct gj_item *item);
int gj_word_fact(lua_State *L, struct gj_item *item);
int gj_word_option(lua_State *L, struct gj_item *item);
/* Copies declared options out of items `from`.. of the { ... }; *bureaus: they are the bureaus. */
struct gj_keys;
const struct gj_option *gj_word_options(struct gj_keys *k, size_t *n, bool *bureaus);

/* words_rule.c: categories, criteria, checks. */
int gj_word_category(lua_State *L, struct gj_item *item);
int gj_word_criterion(lua_State *L, struct gj_item *item);
int gj_word_check(lua_State *L, struct gj_item *item);
struct gj_keys;
/* The conditions of the { ... } as one; NULL when they are poisoned. */
const struct gj_cond *gj_word_whole(struct gj_keys *k, const struct gj_dict **dict);
int gj_word_veto(lua_State *L, struct gj_item *item);

/* words_combine.c: conditions made of conditions. */
int gj_word_all(lua_State *L);
int gj_word_any(lua_State *L);
int gj_word_no(lua_State *L);
int gj_word_at_least_of(lua_State *L, struct gj_item *item);

/* words_table.c: values and conditions that hang on other facts. */
int gj_word_by(lua_State *L);
int gj_word_bands(lua_State *L);
int gj_word_poisoned(lua_State *L);

/* words_decision.c: tables over several facts at once. */
int gj_word_decision_table(lua_State *L);
int gj_word_row(lua_State *L);

/* words_score.c: points that add up. */
int gj_word_score(lua_State *L, struct gj_item *item);

/* words_part.c: what the points of a score are of. */
int gj_word_group(lua_State *L, struct gj_item *item);
int gj_word_item(lua_State *L, struct gj_item *item);

/* words_route.c: ways around a condition. */
int gj_word_route(lua_State *L, struct gj_item *item);
int gj_word_routes(lua_State *L);
int gj_word_presumed(lua_State *L);

/* words_ranking.c: who comes first, and how long it lasts. */
int gj_word_ranking(lua_State *L, struct gj_item *item);
int gj_word_descending(lua_State *L);
int gj_word_ascending(lua_State *L);
int gj_word_validity(lua_State *L);

/* words_amend.c: what a policy changes in the one that it extends. */
int gj_word_amend(lua_State *L, struct gj_item *item);
int gj_word_repeal(lua_State *L);

/* words_time.c */
int gj_word_calendar(lua_State *L);

/* words_programme.c: what surrounds the conditions. */
int gj_word_policy(lua_State *L, struct gj_item *item);
int gj_word_bureau(lua_State *L, struct gj_item *item);
int gj_word_target(lua_State *L, struct gj_item *item);
int gj_word_floor(lua_State *L, struct gj_item *item);
int gj_word_phase(lua_State *L, struct gj_item *item);

/* words_reading.c: ambiguous places of the text. */
int gj_word_reading(lua_State *L, struct gj_item *item);
/* Key of the option in force; NULL (reported) when there is no such reading. */
const char *gj_word_reading_taken(lua_State *L, const struct gj_item *item);

/* A whole number, or a text like "33.5"; false: reported or poison. */
bool gj_word_exact(lua_State *L, int index, const char *word, int64_t *digits, int *decimals);
/* words_value.c: numbers, days and periods as the text has them. */
int gj_word_quantity(lua_State *L);
int gj_word_percent(lua_State *L);
int gj_word_ratio(lua_State *L);
int gj_word_day(lua_State *L);
int gj_word_end_of(lua_State *L);
int gj_word_years(lua_State *L);
int gj_word_months(lua_State *L);
int gj_word_days(lua_State *L);
int gj_word_working_days(lua_State *L);
int gj_word_field(lua_State *L);
#endif
