/* words_reading.c: reading: a place of the text that can be read in two ways, and how it is taken. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/policy/keys.h"
#include "engine/policy/statement.h"
#include "engine/policy/words.h"

enum { READINGS_NAMED = 200 };

static void read_options(struct gj_keys *k, struct gj_reading *reading)
{
	static const char *const known[] = { NULL };
	struct gj_keys inner;
	const struct gj_option *options;
	bool bureaus;

	if (lua_getfield(k->L, k->index, "options") != LUA_TTABLE) {
		if (!gj_item_is(k->L, -1, GJ_ITEM_POISON))
			gj_build_report(
			    k->build, GJ_FOUND_MISSING_KEY, k->place,
			    tr("write options = { option \"a\" { ... }, option \"b\" { ... } }"),
			    tr("%s has no \"options\""), k->of);
		lua_pop(k->L, 1);
		return;
	}
	inner = gj_keys_open(k->L, -1, k->of, known);
	options = gj_word_options(&inner, &reading->n_options, &bureaus);
	reading->options = gj_build_alloc(k->L, reading->n_options, sizeof *reading->options);
	for (size_t i = 0; i < reading->n_options; i++)
		reading->options[i] =
		    (struct gj_reading_option){ .key = options[i].key, .label = options[i].label };
	lua_pop(k->L, 1);
}

/* `taken` must be an option; without one the reading is taken for nothing. */
static void check_taken(struct gj_keys *k, struct gj_reading *reading)
{
	const char *names[GJ_FACT_OPTIONS_MAX];

	if (!reading->taken || reading->n_options == 0)
		return;
	for (size_t i = 0; i < reading->n_options; i++) {
		names[i] = reading->options[i].key;
		if (strcmp(names[i], reading->taken) == 0)
			return;
	}
	gj_build_report(k->build, GJ_FOUND_READING_OPTION, k->place,
	                gj_build_near(k->build, reading->taken, names, reading->n_options),
	                tr("%s takes \"%s\", which is none of its options"), k->of, reading->taken);
	reading->taken = NULL;
}

/* What if another option were taken: whoever loads the policy asks so. */
static void choose_other(struct gj_keys *k, struct gj_reading *reading)
{
	const struct gj_policy_options *options = k->build->options;

	for (size_t i = 0; options && i < options->n_choices; i++)
		if (strcmp(options->choices[i].reading, reading->key) == 0) {
			reading->taken = gj_build_strdup(k->L, options->choices[i].option);
			check_taken(k, reading);
		}
}

int gj_word_reading(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "clause", "zh",  "en",         "options",
		                             "taken",  "why", "decided_by",
		                             "recorded", NULL };
	struct gj_build *b = gj_build_of(L);
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_reading_draft *before = gj_build_reading(b, item->name);
	struct gj_reading_draft *draft = gj_build_alloc(L, 1, sizeof *draft);

	draft->reading = (struct gj_reading){ .key = item->name, .place = item->place };
	draft->reading.clause = gj_keys_clause(&k);
	draft->reading.question = gj_keys_names(&k);
	read_options(&k, &draft->reading);
	draft->reading.taken = gj_keys_required(&k, "taken");
	check_taken(&k, &draft->reading);
	draft->reading.reason = gj_keys_label(&k, "why");
	if (!draft->reading.reason.zh && !draft->reading.reason.en)
		gj_build_report(b, GJ_FOUND_MISSING_KEY, k.place, NULL,
		                tr("%s has no \"why\": what speaks for the option taken"), k.of);
	draft->reading.decided_by = gj_keys_required(&k, "decided_by");
	draft->used |= gj_keys_boolean(&k, "recorded"); /* kept for the record, by intention */
	choose_other(&k, &draft->reading);
	if (before && gj_build_is_base(b, before->reading.place)) {
		before->reading = draft->reading;
	} else if (before) {
		gj_build_report(b, GJ_FOUND_DUPLICATE, k.place, NULL,
		                tr("%s is declared twice; the first time at %s:%d"), k.of,
		                before->reading.place.file, before->reading.place.line);
	} else {
		*b->readings_end = draft;
		b->readings_end = &draft->next;
	}
	lua_pushvalue(L, 1);
	return 1;
}

const char *gj_word_reading_taken(lua_State *L, const struct gj_item *item)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_reading_draft *draft = gj_build_reading(b, item->name);
	const char *names[READINGS_NAMED];
	size_t n = 0;

	if (draft) {
		draft->used = true;
		return draft->reading.taken;
	}
	if (b->stopped) /* it may be in the file that stopped */
		return NULL;
	for (draft = b->readings; draft && n < READINGS_NAMED; draft = draft->next)
		names[n++] = draft->reading.key;
	gj_build_report(b, GJ_FOUND_UNKNOWN_READING, item->place,
	                gj_build_near(b, item->name, names, n), tr("there is no reading \"%s\""),
	                item->name);
	return NULL;
}
