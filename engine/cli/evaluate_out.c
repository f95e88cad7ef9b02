/* evaluate_out.c: the results of a category as stored, by bureau, as a table. */
#include "engine/cli/evaluate_out.h"

#include "db/slab.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/table.h"
#include "engine/base/tr.h"
#include "engine/cli/say.h"
#include "engine/decide/decision.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

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

int gj_evaluate_summary(struct gj_store *store, const struct gj_policy *p,
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
	rc = gj_slab_counts(store, &c->facts, p->year, count, &tally, err);
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
