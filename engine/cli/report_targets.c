/* report_targets.c: floors, applications and results by bureau, and the city's three numbers. */
#include "db/revision.h"
#include "db/slab.h"
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/table.h"
#include "engine/base/tr.h"
#include "engine/cli/report.h"
#include "engine/cli/say.h"
#include "engine/cli/sheet_out.h"
#include "engine/decide/tally.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct column { /* one category with a target */
	const struct gj_policy *policy;
	const struct gj_category *category;
	const struct gj_target *target;
	struct gj_tally_row *rows; /* owned; by bureau, then those without one */
	struct gj_tally_total total;
};

enum {
	COLUMNS_MAX = 6,
	EACH = 6, /* at most: one less where what counts is who is eligible */
	CELLS = 1 + COLUMNS_MAX * EACH,
	CELL = 24
};

/* The fact whose day is counted; NULL: who is eligible counts. */
static const struct gj_fact *counts_approvals(const struct column *c)
{
	return strcmp(c->target->counts, "approval") == 0
	           ? gj_facts_role(&c->category->facts, GJ_ROLE_APPROVED)
	           : NULL;
}

static size_t width(const struct column *c)
{
	return counts_approvals(c) ? EACH : EACH - 1;
}

static size_t cells_of(const struct column *columns, size_t n)
{
	size_t cells = 1;

	for (size_t c = 0; c < n; c++)
		cells += width(&columns[c]);
	return cells;
}

static int count(void *ctx, const struct gj_decision_count *c)
{
	struct column *column = ctx;
	int at = gj_policy_bureau(column->policy, c->bureau);
	struct gj_tally_row *row = &column->rows[at < 0 ? column->policy->n_bureaus : (size_t)at];

	row->applied += (int)c->n;
	if (c->result < 0)
		row->undecided += (int)c->n;
	else if (c->result < GJ_RESULTS)
		row->results[c->result] += (int)c->n;
	return 0;
}

static int count_approval(void *ctx, const struct gj_revision_row *revision)
{
	struct column *column = ctx;
	const struct gj_record *record = revision->record;
	const struct gj_fact *bureau = gj_facts_role(&column->category->facts, GJ_ROLE_BUREAU);
	const struct gj_value *v = bureau ? &record->values[bureau->index] : NULL;
	int at = v && v->state == GJ_GIVEN
	             ? gj_policy_bureau(column->policy, bureau->options[v->number].key)
	             : -1;

	if (record->values[counts_approvals(column)->index].state == GJ_GIVEN)
		column->rows[at < 0 ? column->policy->n_bureaus : (size_t)at].approved++;
	return 0;
}

static int column_fill(struct column *c, struct gj_store *store, struct gj_err *err)
{
	size_t n = c->policy->n_bureaus;
	int rc;

	c->rows = calloc(n + 1, sizeof *c->rows);
	if (c->rows == NULL)
		return gj_err_nomem(err, tr("the report"));
	for (size_t i = 0; i < n; i++)
		c->rows[i].floor = c->target->floors[i];
	c->rows[n].floor = GJ_FLOOR_NONE;
	rc = gj_slab_counts(store, &c->category->facts, c->policy->year, count, c, err);
	for (size_t i = 0; i <= n; i++)
		c->rows[i].by_approval = counts_approvals(c) != NULL;
	if (rc == 0 && counts_approvals(c))
		rc = gj_revision_each(store, &c->category->facts, c->policy->year, 0, SIZE_MAX,
		                      count_approval, c, err);
	gj_tally_sum(&c->total, c->target, c->rows, n + 1);
	return rc;
}

static void number(char out[CELL], int value)
{
	snprintf(out, CELL, "%d", value);
}

/* Floor, applied, eligible, conditional, approved where that counts, gap: "not applicable" where the text sets no floor. */
static void row_cells(char out[EACH][CELL], const struct gj_tally_row *row)
{
	int gap = gj_tally_gap(row);

	size_t last = row->by_approval ? 5 : 4;

	number(out[1], row->applied);
	number(out[2], row->results[GJ_ELIGIBLE]);
	number(out[3], row->results[GJ_CONDITIONAL]);
	if (row->by_approval)
		number(out[4], row->approved);
	if (row->floor == GJ_FLOOR_NONE) {
		snprintf(out[0], CELL, "%s", tr("n/a"));
		snprintf(out[last], CELL, "%s", tr("n/a"));
	} else {
		number(out[0], row->floor);
		number(out[last], gap);
	}
}

static void each_row(const struct column *columns, size_t n, const char *name, size_t bureau,
                     void (*put)(void *to, const char *const *cells), void *to)
{
	char text[COLUMNS_MAX][EACH][CELL];
	const char *cells[CELLS] = { name };
	size_t at = 1;

	for (size_t c = 0; c < n; c++) {
		row_cells(text[c],
		          bureau == SIZE_MAX ? &columns[c].total.sum : &columns[c].rows[bureau]);
		for (size_t k = 0; k < width(&columns[c]); k++)
			cells[at++] = text[c][k];
	}
	put(to, cells);
}

static void heading(const struct column *columns, size_t n,
                    void (*put_over)(void *to, const char *const *cells),
                    void (*put)(void *to, const char *const *cells), void *to)
{
	const char *first[CELLS] = { "" }, *second[CELLS] = { tr("bureau") };
	size_t at = 1;

	for (size_t c = 0; c < n; c++) {
		const char *names[] = { tr("floor"), tr("applied"), tr("eligible"),
			                tr("conditional") };

		first[at] = gj_label_in(columns[c].category->label, gj_say_lang());
		for (size_t k = 0; k < sizeof names / sizeof *names; k++)
			second[at++] = names[k];
		if (counts_approvals(&columns[c]))
			second[at++] = tr("recognised");
		second[at++] = tr("gap");
	}
	put_over(to, first);
	put(to, second);
}

static void all_rows(const struct column *columns, size_t n,
                     void (*put)(void *to, const char *const *cells), void (*rule)(void *to),
                     void *to)
{
	const struct gj_policy *p = columns[0].policy;
	int strays = 0;

	for (size_t i = 0; i < p->n_bureaus; i++)
		each_row(columns, n, gj_label_in(p->bureaus[i].label, gj_say_lang()), i, put, to);
	for (size_t c = 0; c < n; c++)
		strays += columns[c].rows[p->n_bureaus].applied;
	if (strays)
		each_row(columns, n, tr("(no bureau)"), p->n_bureaus, put, to);
	if (rule)
		rule(to);
	each_row(columns, n, tr("city"), SIZE_MAX, put, to);
}

static void table_put(void *to, const char *const *cells)
{
	gj_table_row(to, cells);
}

static void table_over(void *to, const char *const *cells)
{
	gj_table_over(to, cells);
}

static void table_line(void *to)
{
	gj_table_rule(to);
}

static void city_lines(struct gj_buf *out, const struct column *c)
{
	const struct gj_tally_total *t = &c->total;
	char day[GJ_DAY_TEXT];

	gj_buf_printf(out, tr("%s: "), gj_label_in(c->category->label, gj_say_lang()));
	gj_buf_printf(out, tr("the floors add up to %d; the city's target is "), t->sum.floor);
	if (t->target == GJ_FLOOR_NONE)
		gj_buf_puts(out, tr("not set"));
	else
		gj_buf_printf(out, "%d", t->target);
	if (c->target->cap != GJ_FLOOR_NONE)
		gj_buf_printf(out,
		              t->reached > c->target->cap ? tr(", at most %d, which is exceeded")
		                                          : tr(", at most %d"),
		              c->target->cap);
	gj_buf_printf(out,
	              tr("; eligible %d, conditional %d (of %d applied, %d undecided); due %s"),
	              t->sum.results[GJ_ELIGIBLE], t->sum.results[GJ_CONDITIONAL], t->sum.applied,
	              t->sum.undecided, gj_day_print(day, c->target->due));
	if (t->sum.by_approval)
		gj_buf_printf(out, tr("; recognised, which counts: %d"), t->reached);
	gj_buf_printf(out, tr(" (%s, %s)\n"), c->target->clause,
	              c->target->city_clause ? c->target->city_clause : "");
}

static void print_text(struct gj_buf *out, const struct column *columns, size_t n)
{
	struct gj_table table;

	gj_table_init(&table, cells_of(columns, n), ~1u);
	heading(columns, n, table_over, table_put, &table);
	gj_table_rule(&table);
	all_rows(columns, n, table_put, table_line, &table);
	gj_table_print(&table, out);
	gj_table_fini(&table);
	gj_buf_putc(out, '\n');
	for (size_t c = 0; c < n; c++)
		city_lines(out, &columns[c]);
}

/* --- a table: the rows above come one by one --- */

struct table {
	struct gj_sheet *sheet; /* borrowed */
	const char *over[CELLS];
	size_t cells;
	bool started;
	int rc;
	struct gj_err *err;
};

static void sheet_over(void *to, const char *const *cells)
{
	struct table *t = to;

	memcpy(t->over, cells, t->cells * sizeof *cells);
}

static void sheet_put(void *to, const char *const *cells)
{
	struct table *t = to;
	const struct gj_sheet_part part = {
		.name = "targets", .over = t->over, .heads = cells, .n = t->cells, .texts = 1
	};

	if (t->rc)
		return;
	t->rc = t->started ? gj_sheet_row(t->sheet, cells, t->cells, t->err)
	                   : gj_sheet_start(t->sheet, &part, t->err);
	t->started = true;
}

static int print_sheet(struct gj_sheet *sheet, const struct column *columns, size_t n,
                       struct gj_err *err)
{
	struct table t = { .sheet = sheet, .cells = cells_of(columns, n), .err = err };

	heading(columns, n, sheet_over, sheet_put, &t);
	all_rows(columns, n, sheet_put, NULL, &t);
	return t.rc;
}

static json_t *row_json(const struct gj_tally_row *row)
{
	bool none = row->floor == GJ_FLOOR_NONE;
	json_t *o = json_object();

	json_object_set_new(o, "floor", none ? json_null() : json_integer(row->floor));
	json_object_set_new(o, "applied", json_integer(row->applied));
	for (int i = 0; i < GJ_RESULTS; i++)
		json_object_set_new(o, gj_result_name((enum gj_result)i),
		                    json_integer(row->results[i]));
	json_object_set_new(o, "undecided", json_integer(row->undecided));
	if (row->by_approval)
		json_object_set_new(o, "approved", json_integer(row->approved));
	json_object_set_new(o, "gap", none ? json_null() : json_integer(gj_tally_gap(row)));
	return o;
}

static json_t *column_json(const struct column *c)
{
	json_t *bureaus = json_array(), *city;
	char day[GJ_DAY_TEXT];

	for (size_t i = 0; i <= c->policy->n_bureaus; i++) {
		bool stray = i == c->policy->n_bureaus;
		json_t *row;

		if (stray && c->rows[i].applied == 0)
			continue;
		row = row_json(&c->rows[i]);
		json_object_set_new(row, "bureau",
		                    json_string(stray ? "" : c->policy->bureaus[i].key));
		json_object_set_new(row, "label",
		                    json_string(stray ? tr("(no bureau)")
		                                      : gj_label_in(c->policy->bureaus[i].label,
		                                                    gj_say_lang())));
		json_array_append_new(bureaus, row);
	}
	city = row_json(&c->total.sum);
	json_object_set_new(city, "sum_of_floors", json_integer(c->total.sum.floor));
	json_object_set_new(city, "target",
	                    c->total.target == GJ_FLOOR_NONE ? json_null()
	                                                     : json_integer(c->total.target));
	json_object_set_new(city, "cap",
	                    c->target->cap == GJ_FLOOR_NONE ? json_null()
	                                                    : json_integer(c->target->cap));
	json_object_set_new(city, "reached", json_integer(c->total.reached));
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o}", "category", c->category->key,
	                 "label", gj_label_in(c->category->label, gj_say_lang()), "clause",
	                 c->target->clause, "counts", c->target->counts, "due",
	                 gj_day_print(day, c->target->due), "bureaus", bureaus, "city", city);
}

static int print_json(struct gj_buf *out, const struct column *columns, size_t n,
                      struct gj_err *err)
{
	const struct gj_policy *p = columns[0].policy;
	json_t *all = json_array(), *root;
	char *text;

	for (size_t c = 0; c < n; c++)
		json_array_append_new(all, column_json(&columns[c]));
	root = json_pack("{s:{s:s, s:s}, s:i, s:o}", "policy", "id", p->id, "hash", p->hash, "year",
	                 p->year, "categories", all);
	text = root ? json_dumps(root, JSON_INDENT(2)) : NULL;
	json_decref(root);
	if (text == NULL)
		return gj_err_nomem(err, tr("the report"));
	gj_buf_puts(out, text);
	gj_buf_putc(out, '\n');
	free(text);
	return 0;
}

int gj_report_targets(struct gj_buf *out, struct gj_store *store, const struct gj_policy *p,
                      const struct gj_report_out *to, struct gj_err *err)
{
	struct column columns[COLUMNS_MAX] = { { 0 } };
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; i < p->n_categories && n < COLUMNS_MAX; i++) {
		const struct gj_target *target = gj_policy_target(p, p->categories[i].key);

		if (target)
			columns[n++] = (struct column){ .policy = p,
				                        .category = &p->categories[i],
				                        .target = target };
	}
	if (n == 0)
		return gj_err_set(err, GJ_ENOENT, tr("the policy %s sets no targets"), p->id);
	for (size_t c = 0; rc == 0 && c < n; c++)
		rc = column_fill(&columns[c], store, err);
	if (rc == 0) {
		switch (to->format) {
		case GJ_REPORT_TEXT:
			print_text(out, columns, n);
			break;
		case GJ_REPORT_CSV:
			rc = print_sheet(to->sheet, columns, n, err);
			break;
		case GJ_REPORT_JSON:
			rc = print_json(out, columns, n, err);
			break;
		}
	}
	for (size_t c = 0; c < n; c++)
		free(columns[c].rows);
	return rc == 0 && out->failed ? gj_err_nomem(err, tr("the report")) : rc;
}
