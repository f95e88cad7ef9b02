/* words_rule.c: category, criterion, check: the conditions in the order of the document. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/statement.h"
#include "engine/policy/words.h"

enum { EXPECTED_MAX = 10000000 };

int gj_word_category(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh",       "en",       "clause", "after",
		                             "register", "expected", NULL };
	struct gj_build *b = gj_build_of(L);
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_category_draft *before = gj_build_category(b, item->name), *draft;
	lua_Integer expected = 0;

	draft = gj_build_alloc(L, 1, sizeof *draft);
	draft->criteria_end = &draft->criteria;
	draft->category = (struct gj_category){ .key = item->name, .place = item->place };
	draft->category.label = gj_keys_names(&k);
	draft->category.clause = gj_keys_clause(&k);
	draft->category.after = gj_keys_text(&k, "after");
	draft->category.registered_only = gj_keys_boolean(&k, "register");
	gj_keys_integer(&k, "expected", 1, EXPECTED_MAX, &expected);
	draft->category.expected = (int)expected;
	if (before) {
		gj_build_report(b, GJ_FOUND_DUPLICATE, k.place, NULL,
		                tr("%s is stated twice; the first time at %s:%d"), k.of,
		                before->category.place.file, before->category.place.line);
	} else {
		*b->categories_end = draft;
		b->categories_end = &draft->next;
	}
	b->current = draft; /* criteria of a category stated twice are looked at all the same */
	return 0;
}

const struct gj_cond *gj_word_whole(struct gj_keys *k, const struct gj_dict **dict)
{
	struct gj_conditions conditions;
	struct gj_item *joined;
	const struct gj_cond *cond = NULL;

	gj_conditions_read(&conditions, k);
	*dict = conditions.dict;
	if (conditions.n_deferred > 0 && !conditions.poisoned) {
		gj_build_report(k->build, GJ_FOUND_MIXED_FACTS, conditions.items[0]->place,
		                tr("put it into a where: f.list:where(field \"x\":holds())"),
		                tr("%s: a condition on a field stands outside of its list"), k->of);
		return NULL;
	}
	if (conditions.n == 1 && !conditions.poisoned)
		return conditions.items[0]->u.cond;
	gj_conditions_join(&conditions, k, GJ_COND_ALL, 0);
	joined = gj_item_get(k->L, -1);
	gj_item_attach(joined);
	if (joined->kind == GJ_ITEM_COND)
		cond = joined->u.cond;
	lua_pop(k->L, 1);
	return cond;
}

int gj_word_check(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh", "en", "clause", "evidence", "note", NULL };
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_check_draft *draft = gj_build_alloc(L, 1, sizeof *draft);
	struct gj_item *out;

	draft->check = (struct gj_check){ .id = item->name, .place = item->place };
	draft->check.label = gj_keys_names(&k);
	draft->check.clause = gj_keys_text(&k, "clause");
	draft->check.evidence = gj_keys_label(&k, "evidence");
	draft->check.note = gj_keys_label(&k, "note");
	draft->check.cond = gj_word_whole(&k, &draft->dict);
	out = gj_item_push(L, GJ_ITEM_CHECK);
	out->u.check = draft;
	out->place = item->place;
	out->note = gj_build_note(L, "check", item->name);
	return 1;
}

/* veto "v1" { ..., COND }: what it names excludes; a check like any other, the other way round. */
int gj_word_veto(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh", "en", "clause", "evidence", "note", NULL };
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct gj_check_draft *draft = gj_build_alloc(L, 1, sizeof *draft);
	struct gj_conditions conditions;
	struct gj_item *out;
	struct gj_cond *no;
	const struct gj_item *some;

	draft->check = (struct gj_check){ .id = item->name, .place = item->place, .veto = true };
	draft->check.label = gj_keys_names(&k);
	draft->check.clause = gj_keys_text(&k, "clause");
	draft->check.evidence = gj_keys_label(&k, "evidence");
	draft->check.note = gj_keys_label(&k, "note");
	gj_conditions_read(&conditions, &k);
	draft->dict = conditions.dict;
	if (conditions.n_deferred > 0 && !conditions.poisoned)
		gj_build_report(k.build, GJ_FOUND_MIXED_FACTS, conditions.items[0]->place,
		                tr("put it into a where: f.list:where(field \"x\":holds())"),
		                tr("%s: a condition on a field stands outside of its list"), k.of);
	else if (!conditions.poisoned) {
		no = gj_build_alloc(L, 1, sizeof *no);
		*no = (struct gj_cond){ .kind = GJ_COND_NOT, .place = item->place, .n_args = 1 };
		no->args = gj_build_alloc(L, 1, sizeof(struct gj_cond *));
		if (conditions.n == 1) {
			no->args[0] = conditions.items[0]->u.cond;
		} else {
			gj_conditions_join(&conditions, &k, GJ_COND_ANY, 0);
			some = gj_item_get(L, -1);
			gj_item_attach(some);
			no->args[0] = some->kind == GJ_ITEM_COND ? some->u.cond : NULL;
			lua_pop(L, 1);
		}
		draft->check.cond = no->args[0] ? no : NULL;
	}
	out = gj_item_push(L, GJ_ITEM_CHECK);
	out->u.check = draft;
	out->place = item->place;
	out->note = gj_build_note(L, "veto", item->name);
	return 1;
}

/* How many items of the { ... } are checks, and how many are not; poison may be either. */
static size_t count_checks(struct gj_keys *k, size_t *others)
{
	size_t n = 0;

	*others = 0;
	for (size_t i = 1; i <= k->n_items; i++) {
		const struct gj_item *item;

		lua_rawgeti(k->L, k->index, (lua_Integer)i);
		item = gj_item_get(k->L, -1);
		if (item &&
		    (item->kind == GJ_ITEM_CHECK || (item->kind == GJ_ITEM_STATEMENT &&
		                                     (item->statement->declare == gj_word_check ||
		                                      item->statement->declare == gj_word_veto))))
			n++;
		else if (!item || item->kind != GJ_ITEM_POISON)
			++*others;
		lua_pop(k->L, 1);
	}
	return n;
}

static void check_dict(struct gj_keys *k, const struct gj_check_draft *draft, const char *category)
{
	if (draft->dict && strcmp(draft->dict->facts.category, category) != 0)
		gj_build_report(k->build, GJ_FOUND_MIXED_FACTS, draft->check.place, NULL,
		                tr("%s reads facts of \"%s\", but belongs to the category \"%s\""),
		                k->of, draft->dict->facts.category, category);
}

/* The criterion is itself one check. */
static void read_single(struct gj_keys *k, struct gj_criterion_draft *draft)
{
	struct gj_check_draft *check = gj_build_alloc(k->L, 1, sizeof *check);

	check->check = (struct gj_check){ .id = draft->criterion.id,
		                          .clause = draft->criterion.clause,
		                          .label = draft->criterion.label,
		                          .place = draft->criterion.place };
	check->check.evidence = gj_keys_label(k, "evidence");
	check->check.note = gj_keys_label(k, "note");
	check->check.cond = gj_word_whole(k, &check->dict);
	draft->checks = check;
	draft->criterion.n_checks = 1;
}

static void read_checks(struct gj_keys *k, struct gj_criterion_draft *draft)
{
	struct gj_check_draft **end = &draft->checks, *check, *other;
	const char *clause = draft->criterion.clause, *name;
	struct gj_item *item;

	for (size_t i = 1; i <= k->n_items; i++) {
		item = gj_keys_item(k, i, GJ_ITEM_CHECK, tr("a check"));
		lua_pop(k->L, 1);
		if (!item || item->u.check->next || end == &item->u.check->next)
			continue;
		check = item->u.check;
		name = check->check.id;
		check->check.id = gj_build_printf(k->L, "%s.%s", draft->criterion.id, name);
		if (!check->check.clause && clause)
			check->check.clause = gj_build_printf(k->L, "%s%s", clause, name);
		for (other = draft->checks; other; other = other->next)
			if (strcmp(other->check.id, check->check.id) == 0)
				gj_build_report(
				    k->build, GJ_FOUND_DUPLICATE, check->check.place, NULL,
				    tr("%s has the check \"%s\" twice; the first at line %d"),
				    k->of, name, other->check.place.line);
		*end = check;
		end = &check->next;
		draft->criterion.n_checks++;
	}
}

static void append(struct gj_keys *k, struct gj_category_draft *category,
                   struct gj_criterion_draft *draft)
{
	const struct gj_criterion_draft *other;

	for (other = category->criteria; other; other = other->next)
		if (strcmp(other->criterion.id, draft->criterion.id) == 0)
			gj_build_report(k->build, GJ_FOUND_DUPLICATE, k->place, NULL,
			                tr("%s is there twice in \"%s\"; the first at %s:%d"),
			                k->of, category->category.key, other->criterion.place.file,
			                other->criterion.place.line);
	*category->criteria_end = draft;
	category->criteria_end = &draft->next;
	category->category.n_criteria++;
	category->category.n_checks += draft->criterion.n_checks;
}

/* The category stated last in this file, or the one that the id names: "enterprise.6". */
static struct gj_category_draft *whose(lua_State *L, const struct gj_item *item)
{
	struct gj_build *b = gj_build_of(L);
	const char *dot = strchr(item->name, '.');
	char *key;

	if (!dot)
		return b->current;
	key = gj_build_printf(L, "%.*s", (int)(dot - item->name), item->name);
	return gj_build_category(b, key);
}

int gj_word_criterion(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh", "en", "clause", "evidence", "note", NULL };
	static const char *const group_known[] = { "zh", "en", "clause", "note", NULL };
	struct gj_build *b = gj_build_of(L);
	struct gj_keys k = { .L = L, .index = 2 };
	struct gj_criterion_draft *draft = gj_build_alloc(L, 1, sizeof *draft);
	struct gj_category_draft *current = whose(L, item);
	const char *category = current ? current->category.key : "?";
	size_t checks, others;

	k.n_items = (size_t)lua_rawlen(L, 2);
	checks = count_checks(&k, &others);
	k = gj_keys_open(L, 2, gj_statement_of(L, item), checks ? group_known : known);
	draft->criterion = (struct gj_criterion){ .place = item->place };
	draft->criterion.id = strchr(item->name, '.')
	                          ? item->name
	                          : gj_build_printf(L, "%s.%s", category, item->name);
	draft->criterion.label = gj_keys_names(&k);
	draft->criterion.clause = gj_keys_clause(&k);
	if (checks > 0 && others > 0)
		gj_build_report(b, GJ_FOUND_MIXED_CRITERION, k.place,
		                tr("put the conditions into a check of their own"),
		                tr("%s has both checks and conditions without a check"), k.of);
	if (checks > 0)
		read_checks(&k, draft);
	else
		read_single(&k, draft);
	if (!current && strchr(item->name, '.')) {
		gj_build_report(b, GJ_FOUND_BAD_NAME, k.place,
		                tr("a number is letters, digits and _: \"5c\""),
		                tr("%s: there is no category of that name"), k.of);
		return 0;
	}
	if (!current) {
		gj_build_report(b, GJ_FOUND_NO_CATEGORY, k.place,
		                tr("write category \"...\" { ... } at the head of the file"),
		                tr("%s: no category is stated above it in this file"), k.of);
		return 0;
	}
	for (const struct gj_check_draft *c = draft->checks; c; c = c->next)
		check_dict(&k, c, category);
	if (current->category.n_checks + draft->criterion.n_checks > GJ_CHECKS_MAX) {
		gj_build_report(b, GJ_FOUND_TOO_MANY, k.place, NULL,
		                tr("\"%s\" has more than %d checks"), category, GJ_CHECKS_MAX);
		return 0;
	}
	append(&k, current, draft);
	return 0;
}
