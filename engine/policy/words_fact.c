/* words_fact.c: the fact dictionary: facts, the types of facts, option. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/policy/keys.h"
#include "engine/policy/statement.h"
#include "engine/policy/words.h"

enum { DECIMALS_MAX = 6, DECIMALS_USUAL = 2 };

static const char *const supplies[] = { "applicant", "bureau", "expert", "register" };
static const char *const changes[] = { "yes", "increase", "no" };

/* By enum gj_fact_role, and the type that each must have. */
static const char *const roles[] = { "",         "subject",   "name",      "bureau",
	                             "approved", "judged_by", "judged_on", "judged_ground",
	                             "case" };
static const enum gj_fact_type role_types[] = {
	[GJ_ROLE_SUBJECT] = GJ_FACT_CODE,       [GJ_ROLE_NAME] = GJ_FACT_TEXT,
	[GJ_ROLE_BUREAU] = GJ_FACT_ONE_OF,      [GJ_ROLE_APPROVED] = GJ_FACT_DATE,
	[GJ_ROLE_JUDGED_BY] = GJ_FACT_TEXT,     [GJ_ROLE_JUDGED_ON] = GJ_FACT_DATE,
	[GJ_ROLE_JUDGED_GROUND] = GJ_FACT_TEXT, [GJ_ROLE_CASE] = GJ_FACT_ONE_OF,
};

static void read_role(struct gj_keys *k, struct gj_fact *fact, bool bureaus)
{
	int role = gj_keys_word(k, "role", roles + 1, sizeof roles / sizeof *roles - 1, -1) + 1;

	if (role == 0)
		return;
	if (fact->type != role_types[role])
		gj_build_report(k->build, GJ_FOUND_WRONG_ROLE, k->place, NULL,
		                tr("%s has the role \"%s\", which is for facts of type %s"), k->of,
		                roles[role], gj_fact_type_name(role_types[role]));
	else if (role == GJ_ROLE_BUREAU && !bureaus)
		gj_build_report(
		    k->build, GJ_FOUND_WRONG_ROLE, k->place,
		    tr("write the word bureaus into its { ... }"),
		    tr("%s has the role \"bureau\", but its options are not the bureaus"), k->of);
	fact->role = (enum gj_fact_role)role;
}

static void read_unit(struct gj_keys *k, struct gj_fact *fact)
{
	lua_Integer decimals = DECIMALS_USUAL;

	fact->unit = gj_keys_label(k, "unit");
	if (fact->type != GJ_FACT_AMOUNT)
		return;
	if (!fact->unit.zh)
		gj_build_report(k->build, GJ_FOUND_MISSING_UNIT, k->place, NULL,
		                tr("%s is an amount and needs a unit, as in unit = \"万元\""),
		                k->of);
	gj_keys_integer(k, "decimals", 0, DECIMALS_MAX, &decimals);
	fact->decimals = (int)decimals;
}

static bool same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static bool options_clash(const struct gj_option *a, const struct gj_option *b)
{
	return same(a->key, b->key) || same(a->label.zh, b->label.zh) ||
	       same(a->label.en, b->label.en);
}

static void check_options(struct gj_keys *k, const struct gj_option *options, size_t n)
{
	gj_sandbox_charge(k->L, n * n);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (options_clash(&options[i], &options[j]))
				gj_build_report(
				    k->build, GJ_FOUND_DUPLICATE, k->place, NULL,
				    tr("%s: options \"%s\" and \"%s\" have the same name "
				       "or label"),
				    k->of, options[j].key, options[i].key);
}

/* Cells name a bureau in many ways: its whole name and its code are as good as its key. */
static struct gj_option bureau_option(struct gj_keys *k, const struct gj_bureau *bureau)
{
	const char **aliases = gj_build_alloc(k->L, bureau->n_aliases + 3, sizeof *aliases);
	size_t n = 0;

	for (size_t i = 0; i < bureau->n_aliases; i++)
		aliases[n++] = bureau->aliases[i];
	if (bureau->full.zh)
		aliases[n++] = bureau->full.zh;
	if (bureau->full.en)
		aliases[n++] = bureau->full.en;
	if (bureau->code)
		aliases[n++] = bureau->code;
	return (struct gj_option){
		.key = bureau->key, .label = bureau->label, .aliases = aliases, .n_aliases = n
	};
}

static const struct gj_option *bureau_options(struct gj_keys *k, size_t *n)
{
	const struct gj_bureau_draft *d;
	struct gj_option *options;
	size_t i = 0;

	*n = 0;
	for (d = k->build->bureaus; d && *n < GJ_FACT_OPTIONS_MAX; d = d->next)
		++*n;
	options = gj_build_alloc(k->L, *n, sizeof *options);
	for (d = k->build->bureaus; i < *n; d = d->next)
		options[i++] = bureau_option(k, &d->bureau);
	return options;
}

const struct gj_option *gj_word_options(struct gj_keys *k, size_t *n, bool *bureaus)
{
	struct gj_option *options = gj_build_alloc(k->L, k->n_items, sizeof *options);
	const struct gj_item *item;

	*n = 0;
	*bureaus = false;
	if (k->n_items > GJ_FACT_OPTIONS_MAX) {
		gj_build_report(k->build, GJ_FOUND_TOO_MANY, k->place, NULL,
		                tr("%s has more than %d options"), k->of, GJ_FACT_OPTIONS_MAX);
		k->n_items = GJ_FACT_OPTIONS_MAX;
	}
	for (size_t i = 1; i <= k->n_items; i++) {
		lua_rawgeti(k->L, k->index, (lua_Integer)i);
		*bureaus = *bureaus || gj_item_is(k->L, -1, GJ_ITEM_BUREAUS);
		lua_pop(k->L, 1);
		if (*bureaus && k->n_items == 1)
			return bureau_options(k, n);
		item = gj_keys_item(k, i, GJ_ITEM_OPTION_DECL, tr("an option"));
		if (item)
			options[(*n)++] = *item->u.option;
		lua_pop(k->L, 1);
	}
	if (k->n_items == 0)
		gj_build_report(k->build, GJ_FOUND_EMPTY, k->place, NULL, tr("%s has no options"),
		                k->of);
	check_options(k, options, *n);
	return options;
}

int gj_word_option(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh", "en", "aliases", NULL };
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_option *option = gj_build_alloc(L, 1, sizeof *option);
	struct gj_item *out;

	option->key = item->name;
	option->label = gj_keys_names(&k);
	option->aliases = gj_keys_texts(&k, "aliases", &option->n_aliases);
	out = gj_item_push(L, GJ_ITEM_OPTION_DECL);
	out->u.option = option;
	out->note = gj_build_note(L, "option", item->name);
	return 1;
}

static bool facts_clash(const struct gj_fact *a, const struct gj_fact *b)
{
	return same(a->key, b->key) || same(a->label.zh, b->label.zh) ||
	       same(a->label.en, b->label.en);
}

/* The facts declared in a { ... }, in their order; of a list when `fields`. */
static struct gj_fact *read_facts(struct gj_keys *k, size_t most, bool fields, size_t *n)
{
	struct gj_fact *facts;
	const struct gj_item *item;

	*n = 0;
	if (k->n_items > most) {
		gj_build_report(k->build, GJ_FOUND_TOO_MANY, k->place, NULL,
		                tr("%s has more than %zu facts"), k->of, most);
		k->n_items = most;
	}
	facts = gj_build_alloc(k->L, k->n_items, sizeof *facts);
	gj_sandbox_charge(k->L, k->n_items * k->n_items);
	for (size_t i = 1; i <= k->n_items; i++) {
		item = gj_keys_item(k, i, GJ_ITEM_FACT_DECL, tr("the declaration of a fact"));
		lua_pop(k->L, 1);
		if (!item)
			continue;
		facts[*n] = *item->u.decl;
		facts[*n].index = *n;
		for (size_t j = 0; j < *n; j++) {
			if (facts_clash(&facts[j], &facts[*n]))
				gj_build_report(k->build, GJ_FOUND_DUPLICATE, facts[*n].place, NULL,
				                tr("%s: \"%s\" and \"%s\" (line %d) have the same "
				                   "name or label"),
				                k->of, facts[*n].key, facts[j].key,
				                facts[j].place.line);
			if (!fields && facts[j].role != GJ_ROLE_NONE &&
			    facts[j].role == facts[*n].role)
				gj_build_report(k->build, GJ_FOUND_WRONG_ROLE, facts[*n].place,
				                NULL,
				                tr("%s: \"%s\" and \"%s\" have the same role"),
				                k->of, facts[j].key, facts[*n].key);
		}
		if (fields && facts[*n].type == GJ_FACT_LIST)
			gj_build_report(k->build, GJ_FOUND_WRONG_TYPE, facts[*n].place, NULL,
			                tr("%s: a list cannot hold the list \"%s\""), k->of,
			                facts[*n].key);
		else if (fields && facts[*n].role != GJ_ROLE_NONE)
			gj_build_report(k->build, GJ_FOUND_WRONG_ROLE, facts[*n].place, NULL,
			                tr("%s: the field \"%s\" of a list cannot have a role"),
			                k->of, facts[*n].key);
		++*n;
	}
	if (k->n_items == 0)
		gj_build_report(k->build, GJ_FOUND_EMPTY, k->place, NULL,
		                tr("%s declares no facts"), k->of);
	return facts;
}

static const char *const *known_keys(enum gj_fact_type type)
{
#define COMMON "zh", "en", "role", "evidence", "hint", "supplied_by", "changeable", "clause"
	static const char *const plain[] = { COMMON, NULL };
	static const char *const counted[] = { COMMON, "unit", NULL };
	static const char *const amount[] = { COMMON, "unit", "decimals", NULL };
#undef COMMON

	if (type == GJ_FACT_COUNT || type == GJ_FACT_LIST)
		return counted;
	return type == GJ_FACT_AMOUNT ? amount : plain;
}

int gj_word_fact(lua_State *L, struct gj_item *item)
{
	enum gj_fact_type type = (enum gj_fact_type)item->statement->number;
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known_keys(type));
	struct gj_fact *fact = gj_build_alloc(L, 1, sizeof *fact);
	struct gj_item *out;
	bool bureaus = false;

	*fact = (struct gj_fact){ .key = item->name, .type = type, .place = item->place };
	fact->label = gj_keys_names(&k);
	fact->evidence = gj_keys_label(&k, "evidence");
	fact->hint = gj_keys_label(&k, "hint");
	gj_keys_text(&k, "clause");
	fact->supplied_by = supplies[gj_keys_word(&k, "supplied_by", supplies,
	                                          sizeof supplies / sizeof *supplies, 0)];
	fact->change = (enum gj_fact_change)gj_keys_word(&k, "changeable", changes,
	                                                 sizeof changes / sizeof *changes, 0);
	if (type == GJ_FACT_COUNT || type == GJ_FACT_AMOUNT || type == GJ_FACT_LIST)
		read_unit(&k, fact);
	if (type == GJ_FACT_ONE_OF)
		fact->options = gj_word_options(&k, &fact->n_options, &bureaus);
	else if (type == GJ_FACT_LIST)
		fact->fields = read_facts(&k, GJ_FACT_FIELDS_MAX, true, &fact->n_fields);
	else if (k.n_items > 0)
		gj_build_report(k.build, GJ_FOUND_WRONG_TYPE, k.place, NULL,
		                tr("%s has items, but only one_of and list have some"), k.of);
	read_role(&k, fact, bureaus);
	out = gj_item_push(L, GJ_ITEM_FACT_DECL);
	out->u.decl = fact;
	out->note = gj_build_note(L, item->statement->word, item->name);
	return 1;
}

/* More facts for the category of a policy that is extended. Conditions point at the old ones, so room was left. */
static void add_facts(struct gj_keys *k, struct gj_dict *dict, const struct gj_facts *added)
{
	struct gj_facts *facts = &dict->facts;

	if (facts->n + added->n > dict->room) {
		gj_build_report(k->build, GJ_FOUND_TOO_MANY, k->place, NULL,
		                tr("\"%s\" has too many facts"), facts->category);
		return;
	}
	for (size_t i = 0; i < added->n; i++) {
		const struct gj_fact *old = gj_facts_find(facts, added->items[i].key);

		if (old) {
			gj_build_report(k->build, GJ_FOUND_DUPLICATE, added->items[i].place, NULL,
			                tr("\"%s\" has the fact \"%s\" already, at %s:%d"),
			                facts->category, old->key, old->place.file,
			                old->place.line);
			continue;
		}
		facts->items[facts->n] = added->items[i];
		facts->items[facts->n].index = facts->n;
		facts->n++;
	}
}

int gj_word_facts(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { NULL };
	struct gj_build *b = gj_build_of(L);
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_dict *before = gj_build_dict(b, item->name);
	struct gj_dict *dict = gj_build_alloc(L, 1, sizeof *dict);

	dict->place = item->place;
	dict->facts.category = item->name;
	dict->facts.items = read_facts(&k, GJ_FACTS_MAX, false, &dict->facts.n);
	if (b->layer > 0) { /* a policy that extends this one may add some */
		struct gj_fact *room = gj_build_alloc(L, GJ_FACTS_MAX, sizeof *room);

		if (dict->facts.n)
			memcpy(room, dict->facts.items, dict->facts.n * sizeof *room);
		dict->facts.items = room;
		dict->room = GJ_FACTS_MAX;
	}
	if (before && gj_build_is_base(b, before->place)) {
		add_facts(&k, before, &dict->facts);
	} else if (before) {
		gj_build_report(b, GJ_FOUND_DUPLICATE, k.place, NULL,
		                tr("%s is declared twice; the first time at %s:%d"), k.of,
		                before->place.file, before->place.line);
	} else {
		*b->dicts_end = dict;
		b->dicts_end = &dict->next;
	}
	lua_pushvalue(L, 1); /* facts "x", to be read from */
	return 1;
}
