/* report_list.c: applications with their newest results, row by row as the store hands them over. */
#include "db/decision_row.h"
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/table.h"
#include "engine/base/tr.h"
#include "engine/cli/report.h"
#include "engine/cli/ruling_out.h"
#include "engine/cli/say.h"
#include "engine/cli/sheet_out.h"
#include "engine/decide/decision.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>

enum { CELLS = 8, TABLE_ROWS = 500 /* widths are settled for so many rows at a time */ };

struct list {
	const struct gj_policy *policy;
	const struct gj_category *category;
	const struct gj_report_out *to; /* borrowed */
	uint64_t n;
	struct gj_table table;
	size_t in_table;
	struct gj_buf text;
	struct gj_err *err;
};

static void head(const char *cells[CELLS])
{
	cells[0] = tr("no.");
	cells[1] = tr("bureau");
	cells[2] = tr("name");
	cells[3] = tr("credit code");
	cells[4] = tr("category");
	cells[5] = tr("result");
	cells[6] = tr("as of");
	cells[7] = tr("ruling");
}

static int flush_text(struct list *l)
{
	int failed = l->text.failed;

	if (!failed)
		fputs(gj_buf_str(&l->text), stdout);
	gj_buf_clear(&l->text);
	return failed ? gj_err_nomem(l->err, tr("the list")) : 0;
}

static int flush_table(struct list *l)
{
	gj_table_print(&l->table, &l->text);
	gj_table_fini(&l->table);
	gj_table_init(&l->table, CELLS, 1u);
	l->in_table = 0;
	return flush_text(l);
}

static int put_json(struct list *l, const struct gj_decision_item *item, const char *day)
{
	json_t *o =
	    json_pack("{s:I, s:s, s:s, s:s, s:s, s:s?, s:s?, s:s?}", "application",
	              (json_int_t)item->application, "credit_code", item->code, "name", item->name,
	              "bureau", item->bureau, "category", l->category->key, "result",
	              item->result >= 0 ? gj_result_name((enum gj_result)item->result) : NULL,
	              "reference_date", item->row.id ? day : NULL, "ruling",
	              item->ruling >= 0 ? gj_ruling_kind_name((enum gj_ruling_kind)item->ruling)
	                                : NULL);
	int failed = o == NULL;

	fputs(l->n > 1 ? ",\n" : "\n", stdout);
	failed |= o && json_dumpf(o, stdout, JSON_COMPACT) != 0;
	json_decref(o);
	return failed ? gj_err_nomem(l->err, tr("the list")) : 0;
}

static int put(void *ctx, const struct gj_decision_item *item)
{
	struct list *l = ctx;
	int bureau = gj_policy_bureau(l->policy, item->bureau);
	char number[24], day[GJ_DAY_TEXT];
	const char *cells[CELLS] = {
		number,
		bureau < 0 ? "" : gj_label_in(l->policy->bureaus[bureau].label, gj_say_lang()),
		item->name,
		item->code,
		gj_label_in(l->category->label, gj_say_lang()),
		item->result >= 0
		    ? gj_label_in(gj_result_label((enum gj_result)item->result), gj_say_lang())
		    : tr("undecided"),
		day,
		item->ruling < 0 ? "" : gj_ruling_label((enum gj_ruling_kind)item->ruling),
	};

	l->n++;
	snprintf(number, sizeof number, "%" PRIu64, l->n);
	gj_day_print(day, item->row.id ? item->row.reference : GJ_DAY_NONE);
	switch (l->to->format) {
	case GJ_REPORT_JSON:
		return put_json(l, item, day);
	case GJ_REPORT_CSV:
		return gj_sheet_row(l->to->sheet, cells, CELLS, l->err);
	case GJ_REPORT_TEXT:
		gj_table_row(&l->table, cells);
		return ++l->in_table == TABLE_ROWS ? flush_table(l) : 0;
	}
	return 0;
}

int gj_report_list(struct gj_store *store, const struct gj_policy *p,
                   const struct gj_report_filter *filter, const struct gj_report_out *to,
                   struct gj_err *err)
{
	struct list l = { .policy = p, .to = to, .err = err };
	const char *cells[CELLS];
	int rc = 0;

	gj_buf_init(&l.text);
	gj_table_init(&l.table, CELLS, 1u);
	head(cells);
	if (to->format == GJ_REPORT_TEXT) {
		gj_table_row(&l.table, cells);
		gj_table_rule(&l.table);
	} else if (to->format == GJ_REPORT_CSV) {
		rc =
		    gj_sheet_start(to->sheet,
		                   &(struct gj_sheet_part){
				       .name = "list", .heads = cells, .n = CELLS, .texts = CELLS },
		                   err);
	} else {
		putchar('[');
	}
	for (size_t i = 0; rc == 0 && i < p->n_categories; i++) {
		l.category = &p->categories[i];
		if (l.category->registered_only ||
		    (filter->category && gj_policy_category(p, filter->category) != l.category))
			continue;
		rc = gj_decision_each(store, l.category->key, p->year, filter->bureau,
		                      filter->result, put, &l, err);
	}
	if (rc == 0)
		rc = to->format == GJ_REPORT_TEXT ? flush_table(&l) : 0;
	if (to->format == GJ_REPORT_JSON)
		fputs("\n]\n", stdout);
	else if (rc == 0 && to->format == GJ_REPORT_TEXT)
		printf(tr("%" PRIu64 " applications\n"), l.n);
	gj_table_fini(&l.table);
	gj_buf_fini(&l.text);
	return rc;
}
