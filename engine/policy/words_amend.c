/* words_amend.c: amend and repeal: what a policy changes in the one that it extends. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/statement.h"
#include "engine/policy/words.h"

struct address { /* where an id leads to */
	struct gj_category_draft *category;
	struct gj_criterion_draft *criterion;
	struct gj_check_draft *check; /* NULL: the id is of a criterion with checks */
};

static bool find(struct gj_build *b, const char *id, struct address *out)
{
	for (struct gj_category_draft *c = b->categories; c; c = c->next)
		for (struct gj_criterion_draft *r = c->criteria; r; r = r->next) {
			bool single = r->checks && !r->checks->next &&
			              strcmp(r->checks->check.id, r->criterion.id) == 0;

			b->sandbox->spent++;
			if (strcmp(r->criterion.id, id) == 0) {
				*out = (struct address){ c, r, single ? r->checks : NULL };
				return true;
			}
			for (struct gj_check_draft *k = r->checks; k; k = k->next)
				if (strcmp(k->check.id, id) == 0) {
					*out = (struct address){ c, r, k };
					return true;
				}
		}
	return false;
}

static void nowhere(struct gj_build *b, struct gj_place place, const char *word, const char *id)
{
	enum { NAMED = 500 };
	const char *names[NAMED];
	size_t n = 0;

	for (const struct gj_category_draft *c = b->categories; c; c = c->next)
		for (const struct gj_criterion_draft *r = c->criteria; r; r = r->next)
			for (const struct gj_check_draft *k = r->checks; k && n < NAMED;
			     k = k->next)
				names[n++] = k->check.id;
	gj_build_report(b, GJ_FOUND_NO_ADDRESS, place, gj_build_near(b, id, names, n),
	                tr("%s \"%.60s\": there is no such check or criterion"), word, id);
}

static void amend_label(struct gj_keys *k, const char *key, const char **text, bool *changed)
{
	const char *value = gj_keys_text(k, key);

	if (!value)
		return;
	*changed = *changed || !*text || strcmp(*text, value) != 0;
	*text = value;
}

/* New checks at the end of a criterion. */
static bool add_checks(struct gj_keys *k, struct address *at)
{
	struct gj_check_draft **end = &at->criterion->checks;
	size_t added = 0;

	while (*end)
		end = &(*end)->next;
	for (size_t i = 1; i <= k->n_items; i++) {
		struct gj_item *item = gj_keys_item(k, i, GJ_ITEM_CHECK, tr("a check"));
		struct gj_check_draft *check = item ? item->u.check : NULL;

		lua_pop(k->L, 1);
		if (!check || check->next)
			continue;
		if (!check->check.clause)
			check->check.clause =
			    gj_build_printf(k->L, "%s%s", at->criterion->criterion.clause,
			                    check->check.id);
		check->check.id =
		    gj_build_printf(k->L, "%s.%s", at->criterion->criterion.id, check->check.id);
		*end = check;
		end = &check->next;
		added++;
	}
	at->criterion->criterion.n_checks += added;
	at->category->category.n_checks += added;
	return added > 0;
}

/* The conditions of the { ... } in place of the old ones. */
static bool new_condition(struct gj_keys *k, struct address *at)
{
	const struct gj_dict *dict = NULL;
	const struct gj_cond *cond;
	struct gj_cond *no;

	if (k->n_items == 0)
		return false;
	cond = gj_word_whole(k, &dict);
	if (!cond)
		return true; /* reported */
	if (dict && strcmp(dict->facts.category, at->category->category.key) != 0)
		gj_build_report(k->build, GJ_FOUND_MIXED_FACTS, k->place, NULL,
		                tr("%s reads facts of \"%s\", but belongs to the category \"%s\""),
		                k->of, dict->facts.category, at->category->category.key);
	if (at->check->check.veto) {
		no = gj_build_alloc(k->L, 1, sizeof *no);
		*no = (struct gj_cond){ .kind = GJ_COND_NOT, .place = k->place, .n_args = 1 };
		no->args = gj_build_alloc(k->L, 1, sizeof(struct gj_cond *));
		no->args[0] = (struct gj_cond *)cond;
		cond = no;
	}
	at->check->check.cond = cond;
	at->check->dict = dict;
	at->check->check.place = k->place;
	return true;
}

/* amend "enterprise.1.c" { f.officers:at_least(2), note = "..." } */
int gj_word_amend(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh", "en", "clause", "evidence", "note", NULL };
	struct gj_build *b = gj_build_of(L);
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_label evidence, note;
	struct address at;
	bool changed = false;

	gj_item_attach_all(L, 2);
	if (!find(b, item->name, &at)) {
		if (!b->stopped)
			nowhere(b, item->place, "amend", item->name);
		return 0;
	}
	if (!at.check) {
		amend_label(&k, "zh", &at.criterion->criterion.label.zh, &changed);
		amend_label(&k, "en", &at.criterion->criterion.label.en, &changed);
		amend_label(&k, "clause", &at.criterion->criterion.clause, &changed);
		changed = add_checks(&k, &at) || changed;
	} else {
		changed = new_condition(&k, &at);
		amend_label(&k, "zh", &at.check->check.label.zh, &changed);
		amend_label(&k, "en", &at.check->check.label.en, &changed);
		amend_label(&k, "clause", &at.check->check.clause, &changed);
		evidence = gj_keys_label(&k, "evidence");
		note = gj_keys_label(&k, "note");
		if (evidence.zh || evidence.en)
			at.check->check.evidence = evidence;
		if (note.zh || note.en)
			at.check->check.note = note;
		changed = changed || evidence.zh || evidence.en || note.zh || note.en;
	}
	if (!changed)
		gj_build_report(b, GJ_FOUND_NO_CHANGE, k.place, tr("take it out"),
		                tr("%s changes nothing"), k.of);
	return 0;
}

static void drop_check(struct address *at)
{
	struct gj_check_draft **link = &at->criterion->checks;

	while (*link != at->check)
		link = &(*link)->next;
	*link = at->check->next;
	at->criterion->criterion.n_checks--;
	at->category->category.n_checks--;
}

static void drop_criterion(struct address *at)
{
	struct gj_criterion_draft **link = &at->category->criteria;

	while (*link != at->criterion)
		link = &(*link)->next;
	*link = at->criterion->next;
	if (at->category->criteria_end == &at->criterion->next)
		at->category->criteria_end = link;
	at->category->category.n_criteria--;
	at->category->category.n_checks -= at->criterion->criterion.n_checks;
}

/* repeal "station.5.a" */
int gj_word_repeal(lua_State *L)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	const char *id = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : NULL;
	struct address at;

	if (!id) {
		gj_build_report(b, GJ_FOUND_BAD_NAME, place, tr("write repeal \"station.5.a\""),
		                tr("repeal wants the id of a check or a criterion in quotes"));
		return 0;
	}
	if (!find(b, id, &at)) {
		if (!b->stopped)
			nowhere(b, place, "repeal", id);
		return 0;
	}
	if (at.check && at.criterion->checks->next)
		drop_check(&at);
	else
		drop_criterion(&at);
	return 0;
}
