/* cmd_evaluate.c: guiju evaluate: decides every stored application under a policy. */
#include "db/decision_row.h"
#include "db/store.h"
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/table.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"
#include "engine/decide/decision.h"
#include "engine/run/batch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tally { /* results of one category, by bureau; the last row is for those without one */
	const struct gj_policy *policy;
	int64_t (*rows)[GJ_RESULTS];
};

static int count(void *ctx, const struct gj_decision_count *c)
{
	struct tally *tally = ctx;
	int at = gj_policy_bureau(tally->policy, c->bureau);
	size_t row = at < 0 ? tally->policy->n_bureaus : (size_t)at;

	if (c->result >= 0 && c->result < GJ_RESULTS)
		tally->rows[row][c->result] += c->n;
	return 0;
}

enum { COLUMNS = 2 + GJ_RESULTS };

static void table_row(struct gj_table *t, const char *name, const int64_t results[GJ_RESULTS])
{
	char text[COLUMNS][24];
	const char *cells[COLUMNS] = { name };
	int64_t sum = 0;

	for (int i = 0; i < GJ_RESULTS; i++) {
		snprintf(text[i], sizeof text[i], "%" PRId64, results[i]);
		cells[i + 1] = text[i];
		sum += results[i];
	}
	snprintf(text[GJ_RESULTS], sizeof text[GJ_RESULTS], "%" PRId64, sum);
	cells[GJ_RESULTS + 1] = text[GJ_RESULTS];
	if (sum)
		gj_table_row(t, cells);
}

static void table_head(struct gj_table *t, const char *name)
{
	const char *cells[COLUMNS] = { name };

	for (int i = 0; i < GJ_RESULTS; i++)
		cells[i + 1] = gj_label_in(gj_result_label((enum gj_result)i), gj_say_lang());
	cells[GJ_RESULTS + 1] = tr("all");
	gj_table_row(t, cells);
	gj_table_rule(t);
}

/* The summary of a category as stored: by bureau in the document's order. */
static int print_category(struct gj_store *store, const struct gj_policy *p,
                          const struct gj_category *c, struct gj_err *err)
{
	struct tally tally = { .policy = p, .rows = calloc(p->n_bureaus + 2, sizeof *tally.rows) };
	struct gj_table table;
	struct gj_buf text;
	int64_t *all = tally.rows ? tally.rows[p->n_bureaus + 1] : NULL;
	int rc;

	if (tally.rows == NULL)
		return gj_err_nomem(err, tr("the summary"));
	gj_table_init(&table, COLUMNS, ~1u);
	gj_buf_init(&text);
	rc = gj_decision_counts(store, c->key, p->year, count, &tally, err);
	table_head(&table, gj_label_in(c->label, gj_say_lang()));
	for (size_t i = 0; i <= p->n_bureaus; i++) {
		for (int k = 0; k < GJ_RESULTS; k++)
			all[k] += tally.rows[i][k];
		table_row(&table,
		          i < p->n_bureaus ? gj_label_in(p->bureaus[i].label, gj_say_lang())
		                           : tr("(no bureau)"),
		          tally.rows[i]);
	}
	gj_table_rule(&table);
	table_row(&table, tr("all"), all);
	gj_table_print(&table, &text);
	if (rc == 0 && text.failed)
		rc = gj_err_nomem(err, tr("the summary"));
	if (rc == 0)
		printf("\n%s", gj_buf_str(&text));
	gj_buf_fini(&text);
	gj_table_fini(&table);
	free(tally.rows);
	return rc;
}

static void print_counts(const struct gj_policy *p, const struct gj_run_counts *counts, bool dry)
{
	for (size_t i = 0; i < p->n_categories; i++) {
		const struct gj_run_counts *c = &counts[i];

		if (c->judged == 0)
			continue;
		printf(tr("%s: %" PRId64 " judged, %" PRId64 " decisions new or changed"),
		       gj_label_in(p->categories[i].label, gj_say_lang()), c->judged, c->changed);
		printf("%s\n", dry ? tr(" (dry run: none stored)") : "");
	}
}

static int evaluate(const struct gj_args *args, const struct gj_rules *rules, int32_t reference)
{
	const struct gj_policy *p = rules->policy;
	struct gj_batch_result result = { .counts =
		                              calloc(p->n_categories + 1, sizeof *result.counts) };
	struct gj_store *store = NULL;
	struct gj_loop *loop = NULL;
	struct gj_err err;
	struct gj_batch_args in = {
		.policy = p,
		.files = &rules->files,
		.year = p->year,
		.reference = reference,
		.category = gj_args_get(args, "category"),
		.dry_run = gj_args_has(args, "dry-run"),
	};
	int rc;

	if (in.category && gj_policy_category(p, in.category) == NULL) {
		gj_say_error(tr("guiju evaluate: %s has no category %s"), p->id, in.category);
		free(result.counts);
		return GJ_EXIT_USAGE;
	}
	rc = result.counts ? gj_store_open(&store, gj_args_get(args, "db"), GJ_STORE_WRITE, &err)
	                   : gj_err_nomem(&err, tr("the summary"));
	if (rc == 0)
		rc = gj_loop_open(&loop, &err);
	if (rc == 0) {
		gj_loop_set_progress(loop, gj_say_progress, NULL);
		rc = gj_batch_run(&result, loop, store, &in, &err);
		gj_say_progress_end();
		print_counts(p, result.counts, in.dry_run);
	}
	for (size_t i = 0; rc == 0 && !in.dry_run && i < p->n_categories; i++)
		if (result.counts[i].judged)
			rc = print_category(store, p, &p->categories[i], &err);
	if (rc)
		rc = gj_say_failed(&err);
	if (gj_loop_close(loop, &err) && rc == 0)
		rc = gj_say_failed(&err);
	gj_store_close(store);
	free(result.counts);
	return rc;
}

static int run(const struct gj_args *args)
{
	const char *as_of = gj_args_get(args, "as-of");
	int32_t reference = as_of ? gj_day_parse(as_of, strlen(as_of)) : GJ_DAY_NONE;
	struct gj_rules *rules;
	int rc;

	if (as_of == NULL) {
		gj_say_error(tr("guiju evaluate: --as-of DATE is needed: the day that the "
		                "conditions are judged at, "
		                "as in --as-of 2022-11-30"));
		return GJ_EXIT_USAGE;
	}
	if (reference == GJ_DAY_NONE) {
		gj_say_error(tr("guiju evaluate: --as-of \"%s\" is no day; write it as 2022-11-30"),
		             as_of);
		return GJ_EXIT_USAGE;
	}
	rc = gj_rules_need(&rules, gj_args_get(args, "rules"));
	if (rc)
		return rc;
	rc = evaluate(args, rules, reference);
	gj_rules_close(rules);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_RULES,
	GJ_ARG_DB,
	{ .name = "as-of",
	  .value = TR_NOOP("DATE"),
	  .help = TR_NOOP("the day that the conditions are judged at; needed") },
	{ .name = "category",
	  .value = TR_NOOP("KEY"),
	  .help = TR_NOOP("only this category (default: all, each after those it counts)") },
	{ .name = "dry-run", .help = TR_NOOP("judge, store nothing") },
	{ 0 },
};

const struct gj_command gj_command_evaluate = {
	.name = "evaluate",
	.operands = "",
	.summary = TR_NOOP("Decides every stored application; stores what is new or different."),
	.example = "guiju evaluate --rules wuhan-2022 --as-of 2022-11-30",
	.args = options,
	.run = run,
};
