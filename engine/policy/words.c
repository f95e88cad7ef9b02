/* words.c: the vocabulary: every word that a rule file can use, and what happens to any other. */
#include "engine/policy/words.h"

#include <string.h>

#include <lauxlib.h>

#include "engine/base/tr.h"
#include "engine/policy/dated.h"
#include "engine/policy/measure.h"
#include "engine/policy/statement.h"
#include "engine/policy/vocabulary.h"

enum { NAME_SHOWN = 60 };

static const struct gj_statement statements[] = {
	{ "policy", GJ_NAME_POLICY, gj_word_policy, 0, GJ_ITEM_STATEMENT, NULL },
	{ "bureau", GJ_NAME_KEY, gj_word_bureau, 0, GJ_ITEM_STATEMENT, NULL },
	{ "target", GJ_NAME_KEY, gj_word_target, 0, GJ_ITEM_STATEMENT, "due" },
	{ "floor", GJ_NAME_NUMBER, gj_word_floor, 0, GJ_ITEM_STATEMENT, NULL },
	{ "phase", GJ_NAME_KEY, gj_word_phase, 0, GJ_ITEM_STATEMENT, NULL },
	{ "reading", GJ_NAME_KEY, gj_word_reading, 0, GJ_ITEM_READING, NULL },
	{ "option", GJ_NAME_OPTION, gj_word_option, 0, GJ_ITEM_STATEMENT, NULL },
	{ "facts", GJ_NAME_KEY, gj_word_facts, 0, GJ_ITEM_FACTS, NULL },
	{ "yes_no", GJ_NAME_KEY, gj_word_fact, GJ_FACT_YES_NO, GJ_ITEM_STATEMENT, NULL },
	{ "count", GJ_NAME_KEY, gj_word_fact, GJ_FACT_COUNT, GJ_ITEM_STATEMENT, NULL },
	{ "amount", GJ_NAME_KEY, gj_word_fact, GJ_FACT_AMOUNT, GJ_ITEM_STATEMENT, NULL },
	{ "date", GJ_NAME_KEY, gj_word_fact, GJ_FACT_DATE, GJ_ITEM_STATEMENT, NULL },
	{ "text", GJ_NAME_KEY, gj_word_fact, GJ_FACT_TEXT, GJ_ITEM_STATEMENT, NULL },
	{ "code", GJ_NAME_KEY, gj_word_fact, GJ_FACT_CODE, GJ_ITEM_STATEMENT, NULL },
	{ "one_of", GJ_NAME_KEY, gj_word_fact, GJ_FACT_ONE_OF, GJ_ITEM_STATEMENT, NULL },
	{ "judgement", GJ_NAME_KEY, gj_word_fact, GJ_FACT_JUDGEMENT, GJ_ITEM_STATEMENT, NULL },
	{ "list", GJ_NAME_KEY, gj_word_fact, GJ_FACT_LIST, GJ_ITEM_STATEMENT, NULL },
	{ "category", GJ_NAME_KEY, gj_word_category, 0, GJ_ITEM_STATEMENT, NULL },
	{ "criterion", GJ_NAME_PATH, gj_word_criterion, 0, GJ_ITEM_STATEMENT, NULL },
	{ "check", GJ_NAME_ID, gj_word_check, 0, GJ_ITEM_STATEMENT, NULL },
	{ "amend", GJ_NAME_PATH, gj_word_amend, 0, GJ_ITEM_STATEMENT, NULL },
	{ "veto", GJ_NAME_ID, gj_word_veto, 0, GJ_ITEM_STATEMENT, NULL },
	{ "route", GJ_NAME_KEY, gj_word_route, 0, GJ_ITEM_STATEMENT, NULL },
	{ "score", GJ_NAME_KEY, gj_word_score, 0, GJ_ITEM_STATEMENT, NULL },
	{ "group", GJ_NAME_KEY, gj_word_group, 0, GJ_ITEM_STATEMENT, NULL },
	{ "item", GJ_NAME_KEY, gj_word_item, 0, GJ_ITEM_STATEMENT, NULL },
	{ "ranking", GJ_NAME_KEY, gj_word_ranking, 0, GJ_ITEM_STATEMENT, NULL },
	{ "at_least_of", GJ_NAME_NUMBER, gj_word_at_least_of, 0, GJ_ITEM_STATEMENT, NULL },
};
enum { STATEMENTS = sizeof statements / sizeof *statements };

static const struct {
	const char *word;
	lua_CFunction function;
} values[] = {
	{ "all", gj_word_all },
	{ "any", gj_word_any },
	{ "no", gj_word_no },
	{ "quantity", gj_word_quantity },
	{ "percent", gj_word_percent },
	{ "ratio", gj_word_ratio },
	{ "day", gj_word_day },
	{ "end_of", gj_word_end_of },
	{ "years", gj_word_years },
	{ "months", gj_word_months },
	{ "field", gj_word_field },
	{ "days", gj_word_days },
	{ "working_days", gj_word_working_days },
	{ "by", gj_word_by },
	{ "bands", gj_word_bands },
	{ "decision_table", gj_word_decision_table },
	{ "row", gj_word_row },
	{ "routes", gj_word_routes },
	{ "presumed", gj_word_presumed },
	{ "descending", gj_word_descending },
	{ "ascending", gj_word_ascending },
	{ "validity", gj_word_validity },
	{ "calendar", gj_word_calendar },
	{ "repeal", gj_word_repeal },
};
enum { VALUES = sizeof values / sizeof *values };

/* Words that are neither: made up when they are read. */
#define WORD_YEAR "programme_year"
#define WORD_BUREAUS "bureaus"
#define WORD_REFERENCE "reference_date"
#define WORD_ANY_VALUE "any_value"

bool gj_vocabulary_word(size_t i, const char **word, enum gj_vocabulary_kind *kind)
{
	static const char *const alone[] = { WORD_YEAR, WORD_BUREAUS, WORD_REFERENCE,
		                             WORD_ANY_VALUE };

	if (i < STATEMENTS) {
		*word = statements[i].word;
		*kind = statements[i].name == GJ_NAME_NUMBER ? GJ_VOCABULARY_NUMBERED
		                                             : GJ_VOCABULARY_STATEMENT;
		return true;
	}
	i -= STATEMENTS;
	*kind = GJ_VOCABULARY_CALL;
	if (i <= VALUES) {
		*word = i < VALUES ? values[i].word : "dated";
		return true;
	}
	i -= VALUES + 1;
	*kind = GJ_VOCABULARY_VALUE;
	if (i < sizeof alone / sizeof *alone)
		*word = alone[i];
	return i < sizeof alone / sizeof *alone;
}

static int unknown(lua_State *L, const char *word)
{
	struct gj_build *b = gj_build_of(L);
	const char *names[STATEMENTS + VALUES + 5], *hint = gj_sandbox_left_out(word);
	size_t n = 0;

	for (size_t i = 0; i < STATEMENTS; i++)
		names[n++] = statements[i].word;
	for (size_t i = 0; i < VALUES; i++)
		names[n++] = values[i].word;
	names[n++] = WORD_YEAR;
	names[n++] = WORD_BUREAUS;
	names[n++] = WORD_REFERENCE;
	names[n++] = WORD_ANY_VALUE;
	names[n++] = "dated";
	if (!hint)
		hint = gj_build_near(b, word, names, n);
	if (!hint)
		hint = tr("a text stands in quotes; a name of your own is given before it is used: "
		          "local name = ...");
	gj_build_report(b, GJ_FOUND_UNKNOWN_WORD, gj_build_place(L), hint,
	                tr("\"%.*s\" is no word of the rule language"), NAME_SHOWN, word);
	return gj_item_poison(L);
}

/* Reading a name that no rule file gave: [globals, name], the vocabulary as upvalue. */
static int read_word(lua_State *L)
{
	struct gj_build *b = gj_build_of(L);
	const char *word;

	if (lua_type(L, 2) != LUA_TSTRING)
		return 0;
	lua_pushvalue(L, 2);
	if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
		return 1;
	word = lua_tostring(L, 2);
	if (strcmp(word, WORD_BUREAUS) == 0) {
		gj_item_push(L, GJ_ITEM_BUREAUS);
		return 1;
	}
	if (strcmp(word, WORD_ANY_VALUE) == 0) {
		gj_item_push(L, GJ_ITEM_ANY_VALUE);
		return 1;
	}
	if (strcmp(word, WORD_REFERENCE) == 0) {
		gj_measure_push(L,
		                (struct gj_term){ .kind = GJ_TERM_REFERENCE, .type = GJ_FACT_DATE },
		                NULL);
		return 1;
	}
	if (strcmp(word, WORD_YEAR) != 0)
		return unknown(L, word);
	if (b->policy->year || b->year) {
		lua_pushinteger(L, b->year ? b->year : b->policy->year);
		return 1;
	}
	if (!b->stopped)
		gj_build_report(b, GJ_FOUND_MISSING_KEY, gj_build_place(L),
		                tr("write year = 2022 into the policy statement"),
		                tr("programme_year: the policy states no year"));
	return gj_item_poison(L);
}

/* Giving a name: [globals, name, value]. Words of the language keep their meaning. */
static int write_word(lua_State *L)
{
	const char *word = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";

	lua_pushvalue(L, 2);
	if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL || strcmp(word, WORD_BUREAUS) == 0 ||
	    strcmp(word, WORD_YEAR) == 0 || strcmp(word, WORD_REFERENCE) == 0 ||
	    strcmp(word, WORD_ANY_VALUE) == 0) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WORD_TAKEN, gj_build_place(L),
		                tr("choose another name"),
		                tr("\"%.*s\" is a word of the rule language and keeps its meaning"),
		                NAME_SHOWN, word);
		return 0;
	}
	gj_build_of(L)->policy->shares_names = true;
	lua_settop(L, 3);
	lua_rawset(L, 1);
	return 0;
}

void gj_words_open(lua_State *L)
{
	gj_item_open(L);
	gj_sandbox_open_libs(L); /* [vocabulary] */
	for (size_t i = 0; i < STATEMENTS; i++) {
		lua_pushlightuserdata(L, (void *)&statements[i]);
		lua_pushcclosure(L, gj_statement_word, 1);
		lua_setfield(L, -2, statements[i].word);
	}
	for (size_t i = 0; i < VALUES; i++) {
		gj_dated_wrap(L, values[i].function);
		lua_setfield(L, -2, values[i].word);
	}
	lua_pushcfunction(L, gj_word_dated);
	lua_setfield(L, -2, "dated");
	lua_newtable(L); /* [vocabulary, globals] */
	lua_newtable(L); /* [vocabulary, globals, meta] */
	lua_pushvalue(L, -3);
	lua_pushcclosure(L, read_word, 1);
	lua_setfield(L, -2, "__index");
	lua_pushvalue(L, -3);
	lua_pushcclosure(L, write_word, 1);
	lua_setfield(L, -2, "__newindex");
	lua_setmetatable(L, -2);
	lua_remove(L, -2);
}
