/* draw_out.c: prints a draw, or the list of draws, in the form that was asked for. */
#include "engine/cli/draw_out.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/csv_out.h"
#include "engine/cli/draw.h"
#include "engine/cli/say.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>

enum { CELLS = 6 };

int gj_sample_out_open(struct gj_sample_out *o, const struct gj_policy *policy,
                       enum gj_report_format format, struct gj_err *err)
{
	*o = (struct gj_sample_out){ .policy = policy, .format = format };
	gj_buf_init(&o->text);
	gj_table_init(&o->table, CELLS, 1u);
	if (format != GJ_REPORT_JSON)
		return 0;
	o->root = json_object();
	o->rows = json_array();
	if (o->root && json_object_set_new(o->root, "rows", o->rows) == 0)
		return 0;
	json_decref(o->root);
	return gj_err_nomem(err, tr("the sample"));
}

void gj_sample_out_head(struct gj_sample_out *o, const struct gj_sample_head *head)
{
	const char *cells[CELLS] = { tr("no."),         tr("bureau"),  tr("name"),
		                     tr("credit code"), tr("stratum"), tr("why") };

	if (o->format == GJ_REPORT_JSON) {
		json_t *h =
		    json_pack("{s:I, s:s, s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:s}", "id",
		              (json_int_t)head->id, "category", head->category, "year", head->year,
		              "filter", head->filter, "strata", head->strata, "rule", head->rule,
		              "seed", head->seed, "algorithm", head->algorithm, "list_hash",
		              head->list_hash, "list_size", (json_int_t)head->list_size, "drawn_at",
		              head->drawn_at);

		json_object_set_new(o->root, "draw", h);
		return;
	}
	if (o->format == GJ_REPORT_CSV) {
		gj_csv_out_start(&o->text);
		gj_csv_out_row(&o->text, cells, CELLS);
		return;
	}
	if (head->id)
		gj_buf_printf(&o->text, tr("draw %" PRId64 " of %s\n"), head->id, head->drawn_at);
	else
		gj_buf_printf(&o->text, "%s\n", head->drawn_at);
	gj_buf_printf(&o->text,
	              tr("category %s, year %d, %" PRId64
	                 " to draw from; size %s; strata by %s\nseed: %s\n"
	                 "way of drawing: %s; hash of the list: %s\n\n"),
	              head->category, head->year, head->list_size, head->rule,
	              *head->strata ? head->strata : "-", head->seed, head->algorithm,
	              head->list_hash);
	gj_table_row(&o->table, cells);
	gj_table_rule(&o->table);
}

void gj_sample_out_row(struct gj_sample_out *o, const struct gj_sample_row *row)
{
	int bureau = o->policy ? gj_policy_bureau(o->policy, row->bureau) : -1;
	char number[24];
	const char *cells[CELLS] = {
		number,
		bureau < 0 ? row->bureau
			   : gj_label_in(o->policy->bureaus[bureau].label, gj_say_lang()),
		row->name,
		row->code,
		row->stratum,
		*row->reason ? row->reason : tr("by lot"),
	};

	snprintf(number, sizeof number, "%zu", ++o->n);
	switch (o->format) {
	case GJ_REPORT_JSON:
		json_array_append_new(o->rows,
		                      json_pack("{s:s, s:s, s:s, s:s, s:s}", "credit_code",
		                                row->code, "name", row->name, "bureau", row->bureau,
		                                "stratum", row->stratum, "reason", row->reason));
		break;
	case GJ_REPORT_CSV:
		gj_csv_out_row(&o->text, cells, CELLS);
		break;
	case GJ_REPORT_TEXT:
		gj_table_row(&o->table, cells);
		break;
	}
}

int gj_sample_out_close(struct gj_sample_out *o, struct gj_err *err)
{
	int failed;

	if (o->format == GJ_REPORT_TEXT)
		gj_table_print(&o->table, &o->text);
	failed = o->text.failed;
	if (o->format == GJ_REPORT_JSON) {
		failed |= json_object_get(o->root, "draw") == NULL ||
		          json_array_size(o->rows) != o->n ||
		          json_dumpf(o->root, stdout, JSON_INDENT(2)) != 0;
		putchar('\n');
		json_decref(o->root);
	} else if (!failed) {
		fputs(gj_buf_str(&o->text), stdout);
	}
	if (o->format == GJ_REPORT_TEXT && !failed)
		printf(tr("%zu drawn\n"), o->n);
	gj_table_fini(&o->table);
	gj_buf_fini(&o->text);
	return failed ? gj_err_nomem(err, tr("the sample")) : 0;
}

static int show_head(void *ctx, const struct gj_sample_head *head)
{
	gj_sample_out_head(ctx, head);
	return 0;
}

static int show_row(void *ctx, const struct gj_sample_row *row)
{
	gj_sample_out_row(ctx, row);
	return 0;
}

int gj_sample_show(struct gj_store *store, const struct gj_policy *policy, int64_t id,
                   enum gj_report_format format, struct gj_err *err)
{
	struct gj_sample_out out;
	int rc = gj_sample_out_open(&out, policy, format, err), closed;

	if (rc)
		return rc;
	/* 0 would mean every draw. */
	rc = gj_sample_each(store, id ? id : -1, show_head, &out, err);
	if (rc == 0)
		rc = gj_sample_each_row(store, id, show_row, &out, err);
	if (rc == 0)
		return gj_sample_out_close(&out, err);
	out.format = GJ_REPORT_CSV; /* nothing is printed of what is not there */
	gj_buf_clear(&out.text);
	closed = gj_sample_out_close(&out, NULL);
	return closed ? closed : rc;
}

static int list_head(void *ctx, const struct gj_sample_head *head)
{
	struct gj_sample_out *o = ctx;
	char id[24];
	const char *cells[CELLS] = { id,         head->drawn_at, head->category,
		                     head->rule, head->strata,   head->seed };

	snprintf(id, sizeof id, "%" PRId64, head->id);
	o->n++;
	if (o->format == GJ_REPORT_JSON)
		json_array_append_new(o->rows,
		                      json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s}", "id",
		                                (json_int_t)head->id, "drawn_at", head->drawn_at,
		                                "category", head->category, "rule", head->rule,
		                                "strata", head->strata, "seed", head->seed,
		                                "list_hash", head->list_hash));
	else if (o->format == GJ_REPORT_CSV)
		gj_csv_out_row(&o->text, cells, CELLS);
	else
		gj_table_row(&o->table, cells);
	return 0;
}

int gj_sample_list(struct gj_store *store, enum gj_report_format format, struct gj_err *err)
{
	const char *cells[CELLS] = { tr("draw"), tr("drawn at"), tr("category"),
		                     tr("size"), tr("strata"),   tr("seed") };
	struct gj_sample_out out;
	int rc = gj_sample_out_open(&out, NULL, format, err), failed;

	if (rc)
		return rc;
	if (format == GJ_REPORT_CSV)
		gj_csv_out_row(&out.text, cells, CELLS);
	gj_table_row(&out.table, cells);
	gj_table_rule(&out.table);
	rc = gj_sample_each(store, 0, list_head, &out, err);
	if (format == GJ_REPORT_TEXT)
		gj_table_print(&out.table, &out.text);
	failed = out.text.failed || (out.rows && json_array_size(out.rows) != out.n);
	if (rc == 0 && !failed && out.rows) {
		json_dumpf(out.rows, stdout, JSON_INDENT(2));
		putchar('\n');
	} else if (rc == 0 && !failed) {
		fputs(gj_buf_str(&out.text), stdout);
	}
	json_decref(out.root);
	gj_table_fini(&out.table);
	gj_buf_fini(&out.text);
	return rc || !failed ? rc : gj_err_nomem(err, tr("the sample"));
}
