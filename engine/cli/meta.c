/* meta.c: LuaCATS classes for facts, conditions and numbers, with the operators behind their colon. */
#include "engine/cli/meta.h"

#include "engine/base/buf.h"
#include "engine/policy/vocabulary.h"

#include <string.h>

static const char made[] = "---@meta _\n-- Made by guiju meta; edits are lost.\n\n";

/* What an operator gives, where that is no condition; behind a list sometimes something else. */
static const struct {
	const char *name, *gives, *behind_list;
} results[] = {
	{ "where", "Rows", "Rows" },
	{ "in_year", NULL, "Rows" },
	{ "in_fiscal_year", NULL, "Rows" },
	{ "valid_on", "Rows", "Rows" },
	{ "recognised", "Rows", "Rows" },
	{ "count", "Number", "Number" },
	{ "distinct", "Number", "Number" },
	{ "sum", "Number", "Number" },
	{ "largest", "Number", "Number" },
	{ "smallest", "Number", "Number" },
	{ "average", "Average", "Average" },
	{ "if_empty", "Average", "Average" },
	{ "share_of", "Ratio", "Ratio" },
	{ "growth_over", "Ratio", "Ratio" },
	{ "of", "ShareOf", "ShareOf" },
	{ "plus", "Number", "Number" },
	{ "minus", "Number", "Number" },
	{ "times", "ShareOf", "ShareOf" },
	{ "rounded", "Number", "Number" },
	{ "capped", "Number", "Number" },
	{ "floored", "Number", "Number" },
	{ "month_end", "Number", "Number" },
	{ "days_since", "Number", "Number" },
	{ "group", "Number", "Number" },
	{ "choose", "Condition|guiju.Number", NULL }, /* what the options are */
};

static bool is_list(const char *class)
{
	return strcmp(class, "List") == 0 || strcmp(class, "Rows") == 0;
}

static const char *gives(const char *name, const char *class)
{
	const char *found = NULL;

	if (strcmp(name, "if_zero") == 0) /* a share stays what it is */
		return class;
	for (size_t i = 0; i < sizeof results / sizeof *results; i++)
		if (strcmp(results[i].name, name) == 0)
			found = is_list(class) ? results[i].behind_list : results[i].gives;
	return found ? found : "Condition";
}

static void class(struct gj_buf *out, size_t bit, const char *name)
{
	const char *operator;
	unsigned on;

	gj_buf_printf(out, "---@class guiju.%s\nlocal %s = {}\n", name, name);
	for (size_t i = 0; gj_vocabulary_operator(i, &operator, & on); i++)
		if (on >> bit & 1)
			gj_buf_printf(out, "---@return guiju.%s\nfunction %s:%s(...) end\n",
			              gives(operator, name), name, operator);
	gj_buf_putc(out, '\n');
}

/* What the words give that are not declarations only. */
static const char *word_gives(const char *word)
{
	static const struct {
		const char *word, *gives;
	} known[] = {
		{ "all", "guiju.Condition" },      { "any", "guiju.Condition" },
		{ "no", "guiju.Condition" },       { "routes", "guiju.Condition" },
		{ "presumed", "guiju.Condition" }, { "percent", "guiju.Share" },
		{ "ratio", "guiju.Share" },        { "day", "guiju.Day" },
		{ "end_of", "guiju.Day" },         { "reference_date", "guiju.Number" },
		{ "programme_year", "integer" },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].word, word) == 0)
			return known[i].gives;
	return "any";
}

static const char *statement_gives(const char *word)
{
	if (strcmp(word, "score") == 0)
		return "fun(parts: table): guiju.Score";
	if (strcmp(word, "at_least_of") == 0)
		return "fun(parts: table): guiju.Condition";
	return strcmp(word, "reading") == 0 ? "guiju.Reading" : "fun(parts: table): any";
}

void gj_meta_language(struct gj_buf *out)
{
	enum gj_vocabulary_kind kind;
	const char *name;

	gj_buf_puts(out, made);
	for (size_t bit = 0; bit < GJ_VOCABULARY_CLASSES; bit++)
		if ((name = gj_vocabulary_class(bit)) != NULL)
			class(out, bit, name);
	for (size_t i = 0; gj_vocabulary_word(i, &name, &kind); i++) {
		switch (kind) {
		case GJ_VOCABULARY_STATEMENT:
		case GJ_VOCABULARY_NUMBERED:
			gj_buf_printf(out,
			              "---@param name %s\n---@return %s\nfunction %s(name) end\n",
			              kind == GJ_VOCABULARY_NUMBERED ? "integer" : "string",
			              statement_gives(name), name);
			break;
		case GJ_VOCABULARY_CALL:
			gj_buf_printf(out, "---@return %s\nfunction %s(...) end\n",
			              word_gives(name), name);
			break;
		case GJ_VOCABULARY_VALUE:
			gj_buf_printf(out, "---@type %s\n%s = nil\n", word_gives(name), name);
			break;
		}
	}
}

static void field(struct gj_buf *out, const struct gj_fact *fact)
{
	/* The classes of facts come first, in the order of their types. */
	gj_buf_printf(out, "---@field %s guiju.%s %s", fact->key,
	              gj_vocabulary_class((size_t)fact->type),
	              gj_label_in(fact->label, GJ_LANG_ZH));
	if (fact->unit.zh && *fact->unit.zh)
		gj_buf_printf(out, "(%s)", fact->unit.zh);
	for (size_t i = 0; fact->role != GJ_ROLE_BUREAU && i < fact->n_options; i++)
		gj_buf_printf(out, "%s%s", i ? " | " : ": ", fact->options[i].key);
	for (size_t i = 0; i < fact->n_fields; i++)
		gj_buf_printf(out, "%s%s", i ? ", " : ": ", fact->fields[i].key);
	gj_buf_putc(out, '\n');
}

void gj_meta_policy(struct gj_buf *out, const struct gj_policy *policy)
{
	gj_buf_puts(out, made);
	for (size_t i = 0; i < policy->n_categories; i++) {
		const struct gj_category *c = &policy->categories[i];

		gj_buf_printf(out, "---@class guiju.facts.%s %s\n", c->key,
		              gj_label_in(c->label, GJ_LANG_ZH));
		for (size_t k = 0; k < c->facts.n; k++)
			field(out, &c->facts.items[k]);
		gj_buf_printf(out,
		              "---@param name \"%s\"\n---@return guiju.facts.%s\n"
		              "function facts(name) end\n\n",
		              c->key, c->key);
	}
}
