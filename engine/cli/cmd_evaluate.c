/* cmd_evaluate.c: guiju evaluate: decides every stored application, each under the policy that covers it. */
#include "db/application.h"
#include "db/slab.h"
#include "db/publication.h"
#include "db/store.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/evaluate.h"
#include "engine/cli/evaluate_out.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"
#include "engine/run/batch.h"
#include "engine/run/select.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ruled { /* one of the policies */
	struct gj_rules *rules;
	struct gj_run_counts *counts; /* owned; by category */
};

struct evaluation {
	const char *db;
	const char *const *names; /* the policies named; none: those in force, or `usual` */
	size_t n_names;
	const char *usual; /* where none was published; NULL: there is none */
	int32_t reference;
	struct gj_evaluate_choice choice;
	int64_t judged; /* so far, by all policies */
	bool dry_run;
	int64_t reviews;
	struct gj_rules *shadow; /* owned; a candidate that decides nothing; NULL: none */
	bool several;            /* other years, other categories are to be spoken of */
	struct ruled ruled[GJ_ARGS_VALUES];
	size_t n;
	struct gj_store *store;
	struct gj_loop *loop;
};

/* --- which policies --- */

/* The next place is taken by the policy, unless it is not in force. */
static int take(struct evaluation *e)
{
	struct ruled *r = &e->ruled[e->n];
	char force[96];

	if (!gj_select_in_force(r->rules->policy, e->reference)) {
		gj_say_note(tr("%s is in force %s: it decides nothing as of this date"),
		            r->rules->policy->id,
		            gj_select_force(force, sizeof force, r->rules->policy));
		gj_rules_close(r->rules);
		return 0;
	}
	e->n++;
	r->counts = calloc(r->rules->policy->n_categories + 1, sizeof *r->counts);
	return r->counts ? 0 : GJ_EXIT_FAILED;
}

static int open_one(struct evaluation *e, const char *name)
{
	int rc = gj_rules_need(&e->ruled[e->n].rules, name);

	return rc ? rc : take(e);
}

struct published {
	struct evaluation *e;
	struct gj_store *store;
	struct gj_err *err;
	bool any;
};

static int open_published(void *ctx, const struct gj_publication *p)
{
	struct published *in = ctx;
	struct evaluation *e = in->e;
	int rc;

	if (p->state != GJ_PUBLICATION_IN_FORCE)
		return 0;
	in->any = true;
	if (e->n == GJ_ARGS_VALUES)
		return gj_err_set(in->err, GJ_ELIMIT, tr("too many policies are in force"));
	rc = gj_rules_stored(&e->ruled[e->n].rules, in->store, &p->version, in->err);
	return rc ? rc : take(e);
}

/* What was published and is in force; before anything was, the usual one. */
static int open_in_force(struct evaluation *e)
{
	struct gj_err err;
	struct published in = { .e = e, .err = &err };
	int rc =
	    gj_store_open(&in.store, e->db, GJ_STORE_WRITE, &err); /* an older file is migrated */

	if (rc == 0)
		rc = gj_publication_each(in.store, 0, open_published, &in, &err);
	gj_store_close(in.store);
	if (rc < 0)
		return gj_say_failed(&err);
	if (rc == 0 && !in.any && e->usual)
		return open_one(e, e->usual);
	return rc;
}

/* No application may be decided by two. */
static int refuse_overlaps(const struct evaluation *e)
{
	for (size_t i = 0; i < e->n; i++)
		for (size_t k = i + 1; k < e->n; k++) {
			const struct gj_policy *a = e->ruled[i].rules->policy;
			const struct gj_policy *b = e->ruled[k].rules->policy;
			const struct gj_category *c = gj_select_overlap(a, b);

			if (c == NULL)
				continue;
			gj_say_error(
			    tr("guiju evaluate: both %s (%s) and %s (%s) decide %s of %d as of "
			       "this date; give them other in_force or cases"),
			    a->id, e->ruled[i].rules->dir, b->id, e->ruled[k].rules->dir, c->key,
			    a->year);
			return GJ_EXIT_USAGE;
		}
	return 0;
}

static int open_all(struct evaluation *e)
{
	bool known = e->choice.category == NULL;
	int rc = e->n_names ? 0 : open_in_force(e);

	for (size_t i = 0; rc == 0 && i < e->n_names; i++)
		rc = open_one(e, e->names[i]);
	if (rc)
		return rc;
	if (e->n == 0) {
		gj_say_error(
		    tr("guiju evaluate: no policy is in force as of this date; nothing was done"));
		return GJ_EXIT_USAGE;
	}
	for (size_t i = 0; i < e->n; i++)
		known |= e->choice.category &&
		         gj_policy_category(e->ruled[i].rules->policy, e->choice.category);
	if (!known) {
		gj_say_error(tr("guiju evaluate: %s has no category %s"),
		             e->ruled[0].rules->policy->id, e->choice.category);
		return GJ_EXIT_USAGE;
	}
	return refuse_overlaps(e);
}

static void close_all(struct evaluation *e)
{
	for (size_t i = 0; i < e->n; i++) {
		free(e->ruled[i].counts);
		gj_rules_close(e->ruled[i].rules);
	}
}

/* --- what they decide --- */

static void add(struct gj_run_counts *sum, const struct gj_run_counts *more)
{
	sum->judged += more->judged;
	sum->changed += more->changed;
	for (size_t i = 0; i < sizeof sum->results / sizeof *sum->results; i++)
		sum->results[i] += more->results[i];
}

/* One policy, one category of it or (NULL) all. */
static int decide(struct evaluation *e, struct ruled *r, const char *category, struct gj_err *err)
{
	const struct gj_policy *p = r->rules->policy;
	struct gj_batch_result result = { .counts =
		                              calloc(p->n_categories + 1, sizeof *result.counts) };
	struct gj_batch_args in = {
		.policy = p,
		.files = &r->rules->files,
		.year = p->year,
		.reference = e->reference,
		.category = category,
		.bureau = *e->choice.bureau ? e->choice.bureau : NULL,
		.limit = e->choice.limit ? e->choice.limit - e->judged : 0,
		.dry_run = e->dry_run,
	};
	int rc;

	if (result.counts == NULL)
		return gj_err_nomem(err, tr("the summary"));
	if (e->choice.limit && e->judged >= e->choice.limit) {
		free(result.counts);
		return 0;
	}
	rc = gj_batch_run(&result, e->loop, e->store, &in, err);
	gj_say_progress_end();
	e->reviews += result.reviews;
	for (size_t i = 0; i < p->n_categories; i++)
		add(&r->counts[i], &result.counts[i]);
	for (size_t i = 0; i < p->n_categories; i++)
		e->judged += result.counts[i].judged;
	free(result.counts);
	return rc;
}

/* Categories before those that count them, all policies in each: a station of one may count an enterprise of
 * another. */
static int decide_by_category(struct evaluation *e, struct gj_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < e->n; i++) {
		const struct gj_policy *p = e->ruled[i].rules->policy;
		const struct gj_category **order = calloc(p->n_categories + 1, sizeof *order);

		if (order == NULL)
			return gj_err_nomem(err, tr("an evaluation"));
		gj_policy_order(p, order);
		for (size_t k = 0; rc == 0 && k < p->n_categories; k++) {
			const char *key = order[k]->key;
			bool done = e->choice.category && strcmp(e->choice.category, key) != 0;

			for (size_t j = 0; j < i; j++)
				done |= gj_policy_category(e->ruled[j].rules->policy, key) != NULL;
			for (size_t j = i; !done && rc == 0 && j < e->n; j++)
				if (gj_select_judges(e->ruled[j].rules->policy, key))
					rc = decide(e, &e->ruled[j], key, err);
		}
		free(order);
	}
	return rc;
}

/* --- what is said --- */

static void print_counts(const struct evaluation *e)
{
	for (size_t r = 0; r < e->n; r++) {
		const struct gj_policy *p = e->ruled[r].rules->policy;

		for (size_t i = 0; i < p->n_categories; i++) {
			const struct gj_run_counts *c = &e->ruled[r].counts[i];

			if (c->judged == 0)
				continue;
			if (e->n > 1)
				printf("%s: ", p->id);
			printf(tr("%s: %" PRId64 " judged, %" PRId64 " decisions new or changed"),
			       gj_label_in(p->categories[i].label, gj_say_lang()), c->judged,
			       c->changed);
			printf("%s\n", e->dry_run ? tr(" (dry run: none stored)") : "");
		}
	}
	if (e->reviews)
		printf(tr("%" PRId64 " to be reviewed, since a person has ruled otherwise or on "
		          "other grounds: guiju review list\n"),
		       e->reviews);
}

/* Whether a policy before this one has the category of the same year: it was spoken of there. */
static bool told(const struct evaluation *e, size_t policy, const char *key)
{
	for (size_t i = 0; i < policy; i++)
		if (e->ruled[i].rules->policy->year == e->ruled[policy].rules->policy->year &&
		    gj_policy_category(e->ruled[i].rules->policy, key))
			return true;
	return false;
}

static int64_t judged(const struct evaluation *e, int year, const char *key)
{
	int64_t n = 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct gj_policy *p = e->ruled[i].rules->policy;
		const struct gj_category *c = gj_policy_category(p, key);

		if (c && p->year == year)
			n += e->ruled[i].counts[c - p->categories].judged;
	}
	return n;
}

/* Applications that no policy covers are counted, never dropped silently. */
static int print_uncovered(const struct evaluation *e, bool *any, struct gj_err *err)
{
	int64_t all = 0, here = 0, n;
	int rc = e->several ? gj_application_count(e->store, &all, NULL, 0, err) : 0;

	for (size_t i = 0; rc == 0 && i < e->n; i++) {
		const struct gj_policy *p = e->ruled[i].rules->policy;

		for (size_t k = 0; rc == 0 && k < p->n_categories; k++) {
			const struct gj_category *c = &p->categories[k];

			if (told(e, i, c->key))
				continue;
			rc = gj_slab_applications(e->store, &n, c->key, p->year, err);
			here += n;
			if (rc || c->registered_only ||
			    (e->choice.category && strcmp(e->choice.category, c->key) != 0))
				continue;
			n -= judged(e, p->year, c->key);
			if (n <= 0)
				continue;
			*any = true;
			printf(tr("not covered: %" PRId64
			          " of %s %d: their case is none that a policy "
			          "in force decides\n"),
			       n, c->key, p->year);
		}
	}
	if (rc == 0 && e->several && all > here)
		printf(tr("not looked at: %" PRId64 " applications of other years or categories\n"),
		       all - here);
	return rc;
}

static int print_summaries(const struct evaluation *e, struct gj_err *err)
{
	int rc = 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct gj_policy *p = e->ruled[i].rules->policy;

		for (size_t k = 0; rc == 0 && k < p->n_categories; k++)
			if (!told(e, i, p->categories[k].key) &&
			    judged(e, p->year, p->categories[k].key))
				rc = gj_evaluate_summary(e->store, p, &p->categories[k], err);
	}
	return rc;
}

static int evaluate(struct evaluation *e)
{
	bool uncovered = false;
	struct gj_err err;
	int rc = gj_store_open(&e->store, e->db, GJ_STORE_WRITE, &err);

	if (rc == 0)
		rc = gj_loop_open(&e->loop, &err);
	if (rc == 0) {
		gj_loop_set_progress(e->loop,
		                     e->choice.json ? gj_say_progress_json : gj_say_progress, NULL);
		rc = e->n == 1 ? decide(e, &e->ruled[0], e->choice.category, &err)
		               : decide_by_category(e, &err);
		print_counts(e);
	}
	if (rc == 0 && *e->choice.bureau == '\0' && e->choice.limit == 0)
		rc = print_uncovered(e, &uncovered, &err);
	if (rc == 0 && !e->dry_run)
		rc = print_summaries(e, &err);
	if (rc == 0 && e->shadow)
		rc = gj_evaluate_shadow(e->store, e->loop, e->shadow, e->reference, &err);
	if (rc)
		rc = gj_say_failed(&err);
	else if (uncovered)
		rc = GJ_EXIT_FINDINGS;
	if (gj_loop_close(e->loop, &err) && rc == 0)
		rc = gj_say_failed(&err);
	gj_store_close(e->store);
	return rc;
}

static bool has_bureau(const struct evaluation *e)
{
	for (size_t i = 0; i < e->n; i++)
		if (gj_policy_bureau(e->ruled[i].rules->policy, e->choice.bureau) >= 0)
			return true;
	return *e->choice.bureau == '\0';
}

static int evaluate_all(struct evaluation *e)
{
	int rc = open_all(e);

	if (rc == 0 && !has_bureau(e)) {
		gj_say_error(tr("guiju evaluate: %s has no bureau %s"),
		             e->ruled[0].rules->policy->id, e->choice.bureau);
		rc = GJ_EXIT_USAGE;
	}
	if (rc == 0)
		rc = evaluate(e);
	close_all(e);
	return rc;
}

int gj_evaluate_published(const char *db, int32_t reference)
{
	struct evaluation e = { .db = db, .reference = reference };

	return evaluate_all(&e);
}

static int run(const struct gj_args *args)
{
	const char *as_of = gj_args_get(args, "as-of");
	const char *named = gj_args_has(args, "rules") ? gj_args_get(args, "rules") : NULL;
	struct evaluation e = { .db = gj_args_get(args, "db"),
		                .names = named ? &named : args->operands,
		                .n_names = named ? 1 : args->n_operands,
		                .usual = gj_args_get(args, "rules"),
		                .dry_run = gj_args_has(args, "dry-run"),
		                .several = args->n_operands > 0 };
	int rc;

	e.reference = as_of ? gj_day_parse(as_of, strlen(as_of)) : GJ_DAY_NONE;
	if (as_of == NULL) {
		gj_say_error(tr("guiju evaluate: --as-of DATE is needed: the day that the "
		                "conditions are judged at, "
		                "as in --as-of 2022-11-30"));
		return GJ_EXIT_USAGE;
	}
	if (e.reference == GJ_DAY_NONE) {
		gj_say_error(tr("guiju evaluate: --as-of \"%s\" is no day; write it as 2022-11-30"),
		             as_of);
		return GJ_EXIT_USAGE;
	}
	if (args->n_operands && gj_args_has(args, "rules")) {
		gj_say_error(tr("guiju evaluate: name the policies either as DIR.. or by --rules"));
		return GJ_EXIT_USAGE;
	}
	if (e.dry_run && gj_args_has(args, "shadow")) {
		gj_say_error(
		    tr("guiju evaluate: --shadow compares with what is stored, and a dry run "
		       "stores nothing; guiju impact compares without an evaluation"));
		return GJ_EXIT_USAGE;
	}
	rc = gj_evaluate_choose(&e.choice, args);
	if (rc == 0 && gj_args_has(args, "shadow"))
		rc = gj_rules_need(&e.shadow, gj_args_get(args, "shadow"));
	if (rc)
		return rc;
	rc = evaluate_all(&e);
	gj_rules_close(e.shadow);
	return rc;
}

static const struct gj_arg options[] = {
	{ .name = "rules",
	  .value = TR_NOOP("DIR"),
	  .help = TR_NOOP("folder or name of the policy (default: what was published and is in "
	                  "force, see guiju policy list; before anything was, this)"),
	  .fallback = "wuhan-2022" },
	GJ_ARG_DB,
	{ .name = "as-of",
	  .value = TR_NOOP("DATE"),
	  .help = TR_NOOP("the day that the conditions are judged at; needed") },
	{ .name = "category",
	  .value = TR_NOOP("KEY"),
	  .help = TR_NOOP("only this category (default: all, each after those it counts)") },
	{ .name = "only",
	  .value = "bureau=KEY,category=KEY",
	  .help = TR_NOOP("only applications to this bureau, of this category") },
	{ .name = "limit",
	  .value = TR_NOOP("N"),
	  .help = TR_NOOP("stop after N applications, the first by number") },
	{ .name = "dry-run", .help = TR_NOOP("judge, store nothing") },
	{ .name = "progress",
	  .value = "json",
	  .help = TR_NOOP("a line of JSON on stderr every second, for programs that watch") },
	{ .name = "shadow",
	  .value = TR_NOOP("DIR"),
	  .help = TR_NOOP("a candidate policy to be held against the decisions; nothing of it is "
	                  "stored") },
	{ 0 },
};

const struct gj_command gj_command_evaluate = {
	.name = "evaluate",
	.operands = TR_NOOP("[DIR..]"),
	.summary = TR_NOOP("Decides every stored application; stores what is new or different."),
	.example = "guiju evaluate --rules wuhan-2022 --as-of 2022-11-30\n"
		   "guiju evaluate wuhan-2022 example-wuhan-2023 --as-of 2022-11-30",
	.args = options,
	.most = GJ_ARGS_VALUES,
	.run = run,
};
