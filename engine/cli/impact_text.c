/* impact_text.c: an impact report for a terminal, and its tables as CSV. */
#include "engine/base/err.h"
#include "engine/base/table.h"
#include "engine/base/tr.h"
#include "engine/cli/csv_out.h"
#include "engine/cli/impact_out.h"
#include "engine/cli/say.h"

#include <inttypes.h>
#include <string.h>

enum { CELL = 24 };

/* Rows: what it was; columns: what it becomes. */
static void flow_table(struct gj_buf *out, const gj_impact_flow *flow)
{
	const char *heads[GJ_IMPACT_RESULTS + 1] = { tr("was \\ becomes") };
	struct gj_table table;

	gj_table_init(&table, GJ_IMPACT_RESULTS + 1, ~1u);
	for (int is = 0; is < GJ_IMPACT_RESULTS; is++)
		heads[is + 1] = gj_impact_result_label(is);
	gj_table_row(&table, heads);
	gj_table_rule(&table);
	for (int was = 0; was < GJ_IMPACT_RESULTS; was++) {
		char text[GJ_IMPACT_RESULTS][CELL];
		const char *cells[GJ_IMPACT_RESULTS + 1] = { gj_impact_result_label(was) };

		for (int is = 0; is < GJ_IMPACT_RESULTS; is++) {
			snprintf(text[is], CELL, "%" PRIu64, (*flow)[was][is]);
			cells[is + 1] = text[is];
		}
		gj_table_row(&table, cells);
	}
	gj_table_print(&table, out);
	gj_table_fini(&table);
}

static bool any(const struct gj_impact_category *c)
{
	for (int was = 0; was < GJ_IMPACT_RESULTS; was++)
		for (int is = 0; is < GJ_IMPACT_RESULTS; is++)
			if (c->flow[was][is])
				return true;
	return false;
}

struct lines { /* a sink that lines columns up */
	struct gj_table table;
	struct gj_buf *out;
	enum gj_impact_part part;
	bool any;
};

static int lines_start(void *ctx, enum gj_impact_part part, const char *const *heads, size_t n,
                       struct gj_err *err)
{
	struct lines *l = ctx;

	(void)err;
	l->part = part;
	gj_table_init(&l->table, n, ~((1u << gj_impact_part_texts(part)) - 1));
	gj_table_row(&l->table, heads);
	gj_table_rule(&l->table);
	return 0;
}

static int lines_row(void *ctx, const char *const *cells, size_t n, struct gj_err *err)
{
	struct lines *l = ctx;

	(void)n;
	(void)err;
	l->any = true;
	gj_table_row(&l->table, cells);
	return 0;
}

static int print_table(struct gj_impact *m, enum gj_impact_part part, struct gj_buf *out,
                       struct gj_err *err)
{
	struct lines l = { .out = out };
	const struct gj_impact_sink sink = { lines_start, lines_row, &l };
	int rc = gj_impact_table(m, part, &sink, err);

	if (l.any) {
		gj_buf_printf(out, "\n%s\n", gj_impact_part_title(part));
		gj_table_print(&l.table, out);
	}
	gj_table_fini(&l.table);
	return rc;
}

struct listing {
	const struct gj_impact *m;
	FILE *out;
	struct gj_buf text;
	uint64_t n, limit;
	struct gj_err *err;
};

static int list_row(void *ctx, const struct gj_impact_row *row)
{
	struct listing *l = ctx;

	if (l->limit && l->n == l->limit)
		return 1;
	l->n++;
	gj_buf_clear(&l->text);
	gj_buf_printf(&l->text, "  %s  %s  %s  %s%s%s → %s%s\n", row->application->code,
	              row->application->name,
	              gj_impact_bureau_label(l->m, row->application->bureau),
	              gj_impact_category_label(row->category),
	              gj_say_lang() == GJ_LANG_ZH ? "：" : ": ", gj_impact_result_label(row->was),
	              gj_impact_result_label(row->is), row->newer ? tr(" (on newer facts)") : "");
	if (row->kind == GJ_IMPACT_STANDS)
		gj_buf_printf(&l->text, "      %s\n", gj_impact_kind_label(row->kind));
	for (size_t i = 0; i < row->n_flips; i++) {
		gj_buf_puts(&l->text, "      ");
		gj_impact_flip_label(&l->text, &row->flips[i]);
		gj_buf_putc(&l->text, '\n');
		if (*row->flips[i].why_was)
			gj_buf_printf(&l->text, tr("          was: %s\n"), row->flips[i].why_was);
		if (*row->flips[i].why_is)
			gj_buf_printf(&l->text, tr("          now: %s\n"), row->flips[i].why_is);
	}
	if (l->text.failed)
		return gj_err_nomem(l->err, tr("the report"));
	fputs(gj_buf_str(&l->text), l->out);
	return 0;
}

static int list(struct gj_impact *m, FILE *out, uint64_t limit, struct gj_err *err)
{
	struct listing l = { .m = m, .out = out, .limit = limit, .err = err };
	uint64_t all = m->totals.seen - m->totals.kinds[GJ_IMPACT_SAME];
	int rc;

	if (all == 0)
		return 0;
	fprintf(out, "\n%s\n", gj_impact_part_title(GJ_IMPACT_AFFECTED));
	gj_buf_init(&l.text);
	rc = gj_impact_each(m, gj_say_lang(), list_row, &l, err);
	gj_buf_fini(&l.text);
	if (rc >= 0 && l.n < all)
		fprintf(out,
		        tr("  .. and %" PRIu64 " more: --limit 0 lists all, --format csv is for a "
		           "spreadsheet\n"),
		        all - l.n);
	return rc < 0 ? rc : 0;
}

int gj_impact_text(struct gj_impact *m, FILE *out, uint64_t limit, struct gj_err *err)
{
	struct gj_buf text;
	int rc;

	gj_buf_init(&text);
	gj_impact_head(&text, m);
	gj_buf_printf(&text, "%s\n", gj_impact_others());
	for (size_t i = 0; i < m->n_categories; i++) {
		if (!any(&m->categories[i]))
			continue;
		gj_buf_printf(&text, "\n%s\n", gj_impact_category_label(&m->categories[i]));
		flow_table(&text, &m->categories[i].flow);
	}
	rc = print_table(m, GJ_IMPACT_BUREAUS, &text, err);
	if (rc == 0)
		rc = print_table(m, GJ_IMPACT_CHECKS, &text, err);
	if (rc == 0 && text.failed)
		rc = gj_err_nomem(err, tr("the report"));
	if (rc == 0)
		fputs(gj_buf_str(&text), out);
	if (rc == 0)
		rc = list(m, out, limit, err);
	if (rc == 0) {
		gj_buf_clear(&text);
		gj_impact_sum(&text, m);
		fprintf(out, "\n%s\n", gj_buf_str(&text));
	}
	gj_buf_fini(&text);
	return rc;
}

/* --- CSV --- */

struct csv {
	FILE *out;
	struct gj_buf line;
};

static int csv_row(void *ctx, const char *const *cells, size_t n, struct gj_err *err)
{
	struct csv *c = ctx;

	gj_csv_out_row(&c->line, cells, n);
	if (c->line.failed)
		return gj_err_nomem(err, tr("the report"));
	fputs(gj_buf_str(&c->line), c->out);
	gj_buf_clear(&c->line);
	return 0;
}

static int csv_start(void *ctx, enum gj_impact_part part, const char *const *heads, size_t n,
                     struct gj_err *err)
{
	(void)part;
	gj_csv_out_start(&((struct csv *)ctx)->line);
	return csv_row(ctx, heads, n, err);
}

int gj_impact_csv(struct gj_impact *m, FILE *out, enum gj_impact_part part, struct gj_err *err)
{
	struct csv c = { .out = out };
	const struct gj_impact_sink sink = { csv_start, csv_row, &c };
	int rc;

	gj_buf_init(&c.line);
	rc = gj_impact_table(m, part, &sink, err);
	gj_buf_fini(&c.line);
	return rc;
}
