/* report_ranking.c: who of those who qualify comes within the quota, who waits, and who ties. */
#include "db/decision_row.h"
#include "db/revision.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/table.h"
#include "engine/base/tr.h"
#include "engine/cli/report.h"
#include "engine/cli/say.h"
#include "engine/cli/sheet_out.h"
#include "engine/decide/decision.h"
#include "engine/decide/ranking.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS = 7, KEYS_ROOM = 400 };

struct entry { /* an applicant who qualifies; everything owned by the list's arena */
	int64_t revision;
	int32_t reference;
	const char *code, *name, *bureau;
	struct gj_range *values;
};

struct field {
	const struct gj_ranking *ranking;
	struct gj_arena arena;
	struct entry *entries; /* owned */
	size_t n, room;
	struct gj_err *err;
};

static int collect(void *ctx, const struct gj_decision_item *item)
{
	struct field *f = ctx;
	struct entry e = { .revision = item->row.revision, .reference = item->row.reference };

	if (f->n == f->room) {
		size_t room = f->room ? 2 * f->room : 64;
		struct entry *more = realloc(f->entries, room * sizeof *more);

		if (more == NULL)
			return gj_err_nomem(f->err, tr("the ranking"));
		f->entries = more;
		f->room = room;
	}
	e.code = gj_arena_strdup(&f->arena, item->code);
	e.name = gj_arena_strdup(&f->arena, item->name);
	e.bureau = gj_arena_strdup(&f->arena, item->bureau);
	e.values = gj_arena_array(&f->arena, f->ranking->n_keys, sizeof *e.values);
	if (!e.code || !e.name || !e.bureau || !e.values)
		return gj_err_nomem(f->err, tr("the ranking"));
	f->entries[f->n++] = e;
	return 0;
}

/* The keys of every applicant, from the facts that were decided on. */
static int measure(struct field *f, struct gj_store *store, const struct gj_category *category)
{
	const struct gj_ranking *r = f->ranking;
	struct gj_record record;
	struct gj_arena scratch;
	int rc = gj_record_init(&record, &category->facts, f->err);

	if (rc)
		return rc;
	gj_arena_init(&scratch, 0);
	for (size_t i = 0; rc == 0 && i < f->n; i++) {
		struct entry *e = &f->entries[i];

		rc = gj_revision_get(store, &record, e->revision, f->err);
		for (size_t k = 0; rc == 0 && k < r->n_keys; k++)
			rc = gj_trace_term(&e->values[k], &scratch, r->keys[k].term, &record,
			                   e->reference, NULL, f->err);
		gj_arena_clear(&scratch);
	}
	gj_arena_fini(&scratch);
	gj_record_fini(&record);
	return rc;
}

static const char *place_name(enum gj_ranking_place place)
{
	switch (place) {
	case GJ_RANKED_IN:
		return "in";
	case GJ_RANKED_RESERVE:
		return "reserve";
	case GJ_RANKED_OUT:
		return "out";
	case GJ_RANKED_TIE:
		return "tie";
	case GJ_RANKED_OPEN:
		break;
	}
	return "open";
}

/* Whether all that it waits for is a person's word. */
static bool waits_for_person(const struct gj_ranking *r, const struct gj_ranking_row *row)
{
	for (size_t k = 0; k < r->n_keys; k++)
		if (row->values[k].open != GJ_MET && row->values[k].open != GJ_REVIEW)
			return false;
	return true;
}

static const char *place_words(const struct gj_ranking *r, const struct gj_ranking_row *row)
{
	switch (row->place) {
	case GJ_RANKED_IN:
		return tr("within the quota");
	case GJ_RANKED_RESERVE:
		return tr("reserve");
	case GJ_RANKED_OUT:
		return tr("beyond the quota");
	case GJ_RANKED_TIE:
		return tr("tied across the line: a person decides");
	case GJ_RANKED_OPEN:
		break;
	}
	return waits_for_person(r, row) ? tr("not settled: a person has yet to judge")
	                                : tr("not settled: a fact is missing");
}

static void number_put(struct gj_buf *out, const struct gj_term *term, int64_t number)
{
	if (term->kind == GJ_TERM_FACT || term->decimals)
		gj_value_print(out,
		               term->kind == GJ_TERM_FACT
		                   ? term->fact
		                   : &(struct gj_fact){ .type = GJ_FACT_AMOUNT,
		                                        .decimals = term->decimals },
		               &(struct gj_value){ .state = GJ_GIVEN, .number = number },
		               gj_say_lang());
	else
		gj_buf_printf(out, "%" PRId64, number);
}

/* What an expert may still give is a range. */
static void key_put(struct gj_buf *out, const struct gj_term *term, const struct gj_range *value)
{
	bool bounded = value->open == GJ_REVIEW && !value->may_lack &&
	               value->low > GJ_RANGE_LEAST && value->high < GJ_RANGE_MOST;

	if (value->open == GJ_MET || bounded)
		number_put(out, term, value->low);
	else
		gj_buf_puts(out, value->open == GJ_NOT_APPLICABLE ? tr("not applicable") : "?");
	if (bounded) {
		gj_buf_puts(out, "..");
		number_put(out, term, value->high);
	}
}

static const char *keys_text(struct gj_buf *out, const struct field *f, const struct entry *e)
{
	gj_buf_clear(out);
	for (size_t k = 0; k < f->ranking->n_keys; k++) {
		if (k)
			gj_buf_puts(out, " / ");
		key_put(out, f->ranking->keys[k].term, &e->values[k]);
	}
	return gj_buf_str(out);
}

struct sheet { /* one ranking on its way out */
	const struct field *field;
	const struct gj_policy *policy;
	const struct gj_report_out *to; /* borrowed */
	struct gj_err *err;
	struct gj_table table;
	struct gj_buf text, keys;
	json_t *json; /* owned */
};

static int put_row(struct sheet *s, const struct gj_ranking_row *row)
{
	const struct entry *e = row->owner;
	int bureau = gj_policy_bureau(s->policy, e->bureau);
	const char *bureau_name =
	    bureau < 0 ? "" : gj_label_in(s->policy->bureaus[bureau].label, gj_say_lang());
	const char *keys = keys_text(&s->keys, s->field, e);
	char rank[16] = "-";
	const char *cells[CELLS] = { rank,    bureau_name, e->name,
		                     e->code, keys,        place_words(s->field->ranking, row) };

	if (row->rank)
		snprintf(rank, sizeof rank, "%d", row->rank);
	switch (s->to->format) {
	case GJ_REPORT_TEXT:
		gj_table_row(&s->table, cells);
		break;
	case GJ_REPORT_CSV:
		cells[6] = gj_label_in(s->field->ranking->label, gj_say_lang());
		return gj_sheet_row(s->to->sheet, cells, CELLS, s->err);
	case GJ_REPORT_JSON:
		json_array_append_new(s->json, json_pack("{s:s, s:i, s:s, s:s, s:s, s:s, s:s}",
		                                         "ranking", s->field->ranking->key, "rank",
		                                         row->rank, "place", place_name(row->place),
		                                         "credit_code", e->code, "name", e->name,
		                                         "bureau", e->bureau, "keys", keys));
		break;
	}
	return 0;
}

static int out_of_memory(const struct sheet *s)
{
	return s->text.failed || s->keys.failed ||
	       (s->to->format == GJ_REPORT_JSON && s->json == NULL);
}

static int print_rows(struct sheet *s, struct gj_ranking_row *rows, size_t n, struct gj_err *err)
{
	const struct gj_ranking *r = s->field->ranking;
	const char *head[CELLS] = { tr("rank"),        tr("bureau"), tr("name"),
		                    tr("credit code"), tr("keys"),   tr("place") };
	int rc = 0;

	gj_table_init(&s->table, CELLS - 1, 1u);
	if (s->to->format == GJ_REPORT_TEXT) {
		gj_buf_printf(&s->text, "%s %s", r->clause, gj_label_in(r->label, gj_say_lang()));
		gj_buf_printf(&s->text,
		              r->per_bureau ? tr(": %d for each bureau, reserve %d\n")
		                            : tr(": %d for the whole city, reserve %d\n"),
		              r->quota, r->reserve);
		gj_table_row(&s->table, head);
		gj_table_rule(&s->table);
	}
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = put_row(s, &rows[i]);
	if (s->to->format == GJ_REPORT_TEXT)
		gj_table_print(&s->table, &s->text);
	gj_table_fini(&s->table);
	if (rc)
		return rc;
	if (out_of_memory(s))
		return gj_err_nomem(err, tr("the ranking"));
	fputs(gj_buf_str(&s->text), stdout);
	gj_buf_clear(&s->text);
	return 0;
}

static int one(struct sheet *s, struct gj_store *store, const struct gj_ranking *ranking,
               struct gj_err *err)
{
	const struct gj_category *category = gj_policy_category(s->policy, ranking->category);
	struct field f = { .ranking = ranking, .err = err };
	struct gj_ranking_row *rows = NULL;
	int rc;

	s->field = &f;
	gj_arena_init(&f.arena, 0);
	rc = gj_decision_each(store, ranking->category, s->policy->year, NULL, GJ_ELIGIBLE, collect,
	                      &f, err);
	if (rc == 0)
		rc = measure(&f, store, category);
	if (rc == 0) {
		rows = calloc(f.n + 1, sizeof *rows);
		rc = rows ? 0 : gj_err_nomem(err, tr("the ranking"));
	}
	if (rc == 0) {
		for (size_t i = 0; i < f.n; i++)
			rows[i] = (struct gj_ranking_row){ .code = f.entries[i].code,
				                           .bureau = f.entries[i].bureau,
				                           .values = f.entries[i].values,
				                           .owner = &f.entries[i] };
		rc = gj_ranking_run(ranking, rows, f.n, err);
	}
	if (rc == 0)
		rc = print_rows(s, rows, f.n, err);
	free(rows);
	free(f.entries);
	gj_arena_fini(&f.arena);
	return rc;
}

int gj_report_ranking(struct gj_store *store, const struct gj_policy *p, const char *key,
                      const struct gj_report_out *to, struct gj_err *err)
{
	static const char *const csv_head[CELLS] = { "rank", "bureau", "name",   "credit_code",
		                                     "keys", "place",  "ranking" };
	struct sheet s = { .policy = p,
		           .to = to,
		           .err = err,
		           .json = to->format == GJ_REPORT_JSON ? json_array() : NULL };
	int rc = p->n_rankings
	             ? 0
	             : gj_err_set(err, GJ_ENOENT, tr("the policy %s declares no ranking"), p->id);

	gj_buf_init(&s.text);
	gj_buf_init(&s.keys);
	if (rc == 0 && to->format == GJ_REPORT_CSV)
		rc = gj_sheet_start(to->sheet,
		                    &(struct gj_sheet_part){ .name = "ranking",
		                                             .heads = csv_head,
		                                             .n = CELLS,
		                                             .texts = CELLS },
		                    err);
	for (size_t i = 0; rc == 0 && i < p->n_rankings; i++)
		if (key == NULL || strcmp(p->rankings[i].key, key) == 0)
			rc = one(&s, store, &p->rankings[i], err);
	if (rc == 0 && to->format == GJ_REPORT_JSON) {
		json_dumpf(s.json, stdout, JSON_INDENT(2));
		putchar('\n');
	}
	json_decref(s.json);
	gj_buf_fini(&s.keys);
	gj_buf_fini(&s.text);
	return rc;
}
