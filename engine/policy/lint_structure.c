/* lint_structure.c: nothing left over, nothing missing, everything in order. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/policy/finding.h"
#include "engine/eval/walk.h"
#include "engine/policy/lint.h"

/* Statements without { ... }, checks outside of criteria, conditions that nobody asked for. */
static void lint_notes(struct gj_build *b)
{
	for (const struct gj_note *note = b->notes; note; note = note->next) {
		if (note->done)
			continue;
		if (note->unfinished)
			gj_build_report(b, GJ_FOUND_UNFINISHED, note->place,
			                tr("write the { ... } behind it"),
			                tr("%s%s%s%s stands without its { ... }"), note->what,
			                note->name ? " \"" : "", note->name ? note->name : "",
			                note->name ? "\"" : "");
		else if (note->name)
			gj_build_report(b, GJ_FOUND_UNATTACHED, note->place,
			                tr("put it into the { ... } that it belongs to"),
			                tr("%s \"%s\" belongs to nothing"), note->what, note->name);
		else
			gj_build_report(b, GJ_FOUND_UNATTACHED, note->place,
			                tr("put it into a check, or take it out"),
			                tr("this %s belongs to nothing and would not be looked at"),
			                note->what);
	}
}

static const char *near_category(struct gj_build *b, const char *key)
{
	enum { NAMED = 100 };
	const char *names[NAMED];
	size_t n;

	for (n = 0; n < b->policy->n_categories && n < NAMED; n++)
		names[n] = b->policy->categories[n].key;
	return gj_build_near(b, key, names, n);
}

static void lint_roles(struct gj_build *b, const struct gj_category *c)
{
	static const struct {
		enum gj_fact_role role;
		const char *name, *example;
	} needed[] = {
		{ GJ_ROLE_SUBJECT, "subject", "code \"credit_code\" { ..., role = \"subject\" }" },
		{ GJ_ROLE_NAME, "name", "text \"name\" { ..., role = \"name\" }" },
		{ GJ_ROLE_BUREAU, "bureau",
		  "one_of \"bureau\" { ..., bureaus, role = \"bureau\" }" },
	};
	const struct gj_dict *dict = gj_build_dict(b, c->key);

	for (size_t i = 0; dict && i < sizeof needed / sizeof *needed; i++)
		if (!gj_facts_role(&c->facts, needed[i].role))
			gj_build_report(b, GJ_FOUND_MISSING_ROLE, dict->place, needed[i].example,
			                tr("no fact of \"%s\" has the role \"%s\""), c->key,
			                needed[i].name);
}

static bool is_among(const char *word, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], word) == 0)
			return true;
	return false;
}

/* A policy for some kinds of application only must be able to tell them apart. */
static void lint_cases(struct gj_build *b, const struct gj_category *c)
{
	const struct gj_policy *p = b->policy;
	const struct gj_fact *fact = gj_facts_role(&c->facts, GJ_ROLE_CASE);
	const char *names[500];
	size_t n = 0;

	if (p->n_cases == 0 || c->registered_only)
		return;
	if (fact == NULL) {
		gj_build_report(b, GJ_FOUND_MISSING_ROLE, c->place,
		                "one_of \"kind\" { ..., role = \"case\" }",
		                tr("the policy names cases, and no fact of \"%s\" has the role "
		                   "\"case\""),
		                c->key);
		return;
	}
	for (; n < fact->n_options && n < sizeof names / sizeof *names; n++)
		names[n] = fact->options[n].key;
	for (size_t i = 0; i < p->n_cases; i++)
		if (!is_among(p->cases[i], names, n))
			gj_build_report(b, GJ_FOUND_UNKNOWN_OPTION, p->place,
			                gj_build_near(b, p->cases[i], names, n),
			                tr("cases: \"%s\" of \"%s\" has no option \"%s\""),
			                fact->key, c->key, p->cases[i]);
}

static void lint_category(struct gj_build *b, const struct gj_category *c)
{
	lint_cases(b, c);
	if (c->facts.n == 0)
		gj_build_report(b, GJ_FOUND_NO_FACTS, c->place, tr("write facts \"...\" { ... }"),
		                tr("the category \"%s\" has no facts"), c->key);
	if (c->registered_only && c->n_criteria > 0)
		gj_build_report(b, GJ_FOUND_REGISTER_JUDGED, c->criteria[0].place, NULL,
		                tr("\"%s\" is a register and cannot have criteria"), c->key);
	if (!c->registered_only && c->n_criteria == 0)
		gj_build_report(b, GJ_FOUND_NO_CRITERIA, c->place,
		                tr("write register = true if it is only kept, not judged"),
		                tr("the category \"%s\" has no criteria, so everybody would pass"),
		                c->key);
	if (c->after && !gj_policy_category(b->policy, c->after))
		gj_build_report(b, GJ_FOUND_UNKNOWN_CATEGORY, c->place, near_category(b, c->after),
		                tr("\"%s\" comes after \"%s\", which is no category"), c->key,
		                c->after);
	lint_roles(b, c);
}

/* Whether `later` waits for `earlier`, however many steps away. */
static bool is_after(const struct gj_policy *p, const char *later, const char *earlier)
{
	const struct gj_category *c = gj_policy_category(p, later);

	for (size_t steps = 0; c && c->after && steps <= p->n_categories; steps++) {
		if (strcmp(c->after, earlier) == 0)
			return true;
		c = gj_policy_category(p, c->after);
	}
	return false;
}

/* What a category counts is decided before it, said or not; one that says another order keeps it. */
static void order_by_references(struct gj_build *b)
{
	const struct gj_policy *p = b->policy;

	for (const struct gj_recognition *use = b->recognitions; use; use = use->next)
		for (size_t i = 0; i < p->n_categories; i++)
			if (!p->categories[i].after &&
			    strcmp(p->categories[i].key, use->category) != 0 &&
			    strcmp(p->categories[i].key, use->dict->facts.category) == 0 &&
			    gj_policy_category(p, use->category))
				p->categories[i].after = use->category;
}

static void lint_order(struct gj_build *b)
{
	const struct gj_policy *p = b->policy;

	order_by_references(b);
	for (size_t i = 0; i < p->n_categories; i++)
		if (is_after(p, p->categories[i].key, p->categories[i].key))
			gj_build_report(
			    b, GJ_FOUND_CYCLE, p->categories[i].place, NULL,
			    tr("\"%s\" comes after \"%s\", which comes after it in turn"),
			    p->categories[i].key, p->categories[i].after);
	for (const struct gj_recognition *use = b->recognitions; use; use = use->next) {
		const char *by = use->dict->facts.category;

		if (!gj_policy_category(p, use->category))
			gj_build_report(
			    b, GJ_FOUND_UNKNOWN_CATEGORY, use->place,
			    near_category(b, use->category),
			    tr("recognised names the category \"%s\", which is not declared"),
			    use->category);
		else if (!is_after(p, by, use->category))
			gj_build_report(
			    b, GJ_FOUND_NOT_AFTER, use->place,
			    tr("write after = \"...\" into the category that counts them"),
			    tr("\"%s\" counts recognitions of \"%s\", but is not decided after "
			       "it"),
			    by, use->category);
	}
}

void gj_lint_structure(struct gj_build *b)
{
	const struct gj_policy *p = b->policy;

	if (!b->stated)
		gj_build_report(b, GJ_FOUND_NO_POLICY, (struct gj_place){ 0 },
		                tr("write policy \"name\" { zh = ..., en = ... } into policy.lua"),
		                tr("no file states the policy"));
	lint_notes(b);
	for (size_t i = 0; i < p->n_categories; i++)
		lint_category(b, &p->categories[i]);
	for (const struct gj_dict *d = b->dicts; d; d = d->next)
		if (!gj_policy_category(p, d->facts.category))
			gj_build_report(b, GJ_FOUND_UNKNOWN_CATEGORY, d->place,
			                near_category(b, d->facts.category),
			                tr("facts are declared for \"%s\", which is no category"),
			                d->facts.category);
	for (size_t i = 0; i < p->n_targets; i++)
		if (!gj_policy_category(p, p->targets[i].category))
			gj_build_report(b, GJ_FOUND_UNKNOWN_CATEGORY, p->targets[i].place,
			                near_category(b, p->targets[i].category),
			                tr("a target is set for \"%s\", which is no category"),
			                p->targets[i].category);
	lint_order(b);
}

/* The facts are const to everybody else; here they are still being made. */
static void use_fact(const struct gj_fact *fact)
{
	if (fact)
		((struct gj_fact *)fact)->used = true;
}

static bool use_cond(void *ctx, const struct gj_cond *cond, const struct gj_fact *row)
{
	bool *function = ctx;

	(void)row;
	if (function)
		*function |= cond->kind == GJ_COND_FUNCTION;
	use_fact(cond->fact);
	use_fact(cond->rows.list);
	use_fact(cond->window.anchor);
	return true;
}

static bool use_term(void *ctx, const struct gj_term *term, const struct gj_fact *row)
{
	(void)ctx;
	(void)row;
	use_fact(term->fact);
	use_fact(term->rows.list);
	return true;
}

static const struct gj_walk use = { .cond = use_cond, .term = use_term };

void gj_lint_use(const struct gj_cond *cond)
{
	gj_walk_cond(&use, cond);
}

void gj_lint_use_term(const struct gj_term *term)
{
	gj_walk_term(&use, term);
}

/* Comparing the options of such a reading would find no difference, ever. */
static void unused_readings(struct gj_build *b)
{
	for (const struct gj_reading_draft *d = b->readings; d && b->findings->errors == 0;
	     d = d->next)
		if (!d->used && !gj_build_is_base(b, d->reading.place))
			gj_build_report(b, GJ_FOUND_UNUSED_READING, d->reading.place,
			                tr("write reading \"...\" where its option decides, or recorded = true if it is "
			                   "only for the record"),
			                tr("no rule asks for the reading \"%s\""),
			                d->reading.key);
}

void gj_lint_unused(struct gj_build *b)
{
	const struct gj_policy *p = b->policy;

	unused_readings(b);
	for (size_t i = 0; i < p->n_rankings; i++)
		for (size_t j = 0; j < p->rankings[i].n_keys; j++)
			gj_walk_term(&use, p->rankings[i].keys[j].term);
	for (size_t i = 0; i < p->n_categories; i++) {
		const struct gj_category *c = &p->categories[i];
		bool function = false; /* it names its facts when it runs, and not before */
		const struct gj_walk checks = { use_cond, use_term, &function };

		use_fact(c->validity.from);
		for (size_t j = 0; j < c->n_checks; j++)
			if (c->checks[j].cond)
				gj_walk_cond(&checks, c->checks[j].cond);
		for (size_t j = 0; j < c->facts.n; j++)
			if (c->facts.items[j].role != GJ_ROLE_NONE)
				use_fact(&c->facts.items[j]);
		/* Where something is wrong already, a fact may be unused for that reason. */
		for (size_t j = 0;
		     j < c->facts.n && b->findings->errors == 0 && !c->registered_only && !function;
		     j++)
			if (!c->facts.items[j].used &&
			    !gj_build_is_base(b, c->facts.items[j].place))
				gj_build_report(b, GJ_FOUND_UNUSED_FACT, c->facts.items[j].place,
				                tr("take it out, or add the check that reads it"),
				                tr("no check of \"%s\" reads the fact \"%s\""),
				                c->key, c->facts.items[j].key);
	}
}
