/* record.c: values of one application, their digest, and their words. */
#include "engine/eval/record.h"

#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/unit.h"

#include <inttypes.h>
#include <string.h>

static int values_make(struct gj_record *r, struct gj_err *err)
{
	r->values = gj_arena_array(&r->arena, r->facts->n + 1, sizeof *r->values);
	r->lists = gj_arena_array(&r->arena, r->facts->n + 1, sizeof *r->lists);
	if (r->values == NULL || r->lists == NULL)
		return gj_err_nomem(err, "a record");
	return 0;
}

int gj_record_init(struct gj_record *r, const struct gj_facts *facts, struct gj_err *err)
{
	int rc;

	*r = (struct gj_record){ .facts = facts };
	gj_arena_init(&r->arena, 0);
	rc = values_make(r, err);
	if (rc)
		gj_record_fini(r);
	return rc;
}

void gj_record_fini(struct gj_record *r)
{
	gj_arena_fini(&r->arena);
	r->values = NULL;
	r->lists = NULL;
}

int gj_record_clear(struct gj_record *r, struct gj_err *err)
{
	gj_arena_clear(&r->arena);
	return values_make(r, err);
}

int gj_record_set_text(struct gj_record *r, const struct gj_fact *fact, const char *s, size_t n,
                       struct gj_err *err)
{
	const char *text = gj_arena_strndup(&r->arena, s, n);

	if (text == NULL)
		return gj_err_nomem(err, "a record");
	r->values[fact->index] = (struct gj_value){ .state = GJ_GIVEN, .text = text };
	return 0;
}

struct gj_value *gj_record_rows(struct gj_record *r, const struct gj_fact *list, size_t n,
                                struct gj_err *err)
{
	struct gj_value *cells;

	if (n > GJ_FACT_ROWS_MAX) {
		gj_err_set(err, GJ_ELIMIT, tr("%s: %zu rows; a list may have %d at most"), list->key, n,
		           GJ_FACT_ROWS_MAX);
		return NULL;
	}
	cells = gj_arena_array(&r->arena, n * list->n_fields + 1, sizeof *cells);
	if (cells == NULL) {
		gj_err_nomem(err, "a record");
		return NULL;
	}
	r->values[list->index] = (struct gj_value){ .state = GJ_GIVEN, .number = (int64_t)n };
	r->lists[list->index] = cells;
	return cells;
}

static void digest_text(struct gj_digest *d, const char *s)
{
	size_t n = strlen(s);

	gj_digest_put_u64(d, n);
	gj_digest_put(d, s, n);
}

static void digest_value(struct gj_digest *d, const struct gj_fact *fact, const struct gj_value *v)
{
	gj_digest_put_u64(d, (uint64_t)v->state);
	if (v->state != GJ_GIVEN)
		return;
	switch (fact->type) {
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
		digest_text(d, v->text ? v->text : "");
		break;
	case GJ_FACT_ONE_OF:
		digest_text(d, fact->options[v->number].key);
		break;
	case GJ_FACT_YES_NO:
	case GJ_FACT_COUNT:
	case GJ_FACT_AMOUNT:
	case GJ_FACT_DATE:
	case GJ_FACT_JUDGEMENT:
	case GJ_FACT_LIST:
		gj_digest_put_u64(d, (uint64_t)v->number);
		break;
	}
}

/* Each row says how many cells follow. Missing ones are left out as missing facts are. A list that
 * somebody only counted has no rows yet. */
static void digest_rows(struct gj_digest *d, const struct gj_fact *list, const struct gj_value *cells,
                        size_t rows)
{
	for (; cells && rows > 0; rows--, cells += list->n_fields) {
		uint64_t stated = 0;

		for (size_t k = 0; k < list->n_fields; k++)
			stated += cells[k].state != GJ_MISSING;
		gj_digest_put_u64(d, stated);
		for (size_t k = 0; k < list->n_fields; k++) {
			if (cells[k].state == GJ_MISSING)
				continue;
			digest_text(d, list->fields[k].key);
			digest_value(d, &list->fields[k], &cells[k]);
		}
	}
}

void gj_record_digest(const struct gj_record *r, unsigned char out[GJ_DIGEST_BYTES])
{
	struct gj_digest d;

	gj_digest_init(&d);
	for (size_t i = 0; i < r->facts->n; i++) {
		const struct gj_fact *fact = &r->facts->items[i];

		if (r->values[i].state == GJ_MISSING)
			continue;
		digest_text(&d, fact->key);
		digest_value(&d, fact, &r->values[i]);
		if (fact->type == GJ_FACT_LIST && r->values[i].state == GJ_GIVEN)
			digest_rows(&d, fact, r->lists[i], (size_t)r->values[i].number);
	}
	gj_digest_done(&d, out);
}

static const char *const state_names[GJ_STATES] = {
	[GJ_MISSING] = "missing",
	[GJ_GIVEN] = "given",
	[GJ_EXPLICITLY_UNKNOWN] = "unknown",
	[GJ_NOT_ASKED] = "not_asked",
	[GJ_STATE_NOT_APPLICABLE] = "not_applicable",
};

const char *gj_state_name(enum gj_state state)
{
	return state_names[state];
}

int gj_state_find(const char *name)
{
	for (int i = 0; i < GJ_STATES; i++)
		if (strcmp(state_names[i], name) == 0)
			return i;
	return -1;
}

static void print_amount(struct gj_buf *out, int64_t number, int decimals)
{
	int64_t power = gj_unit_power(decimals);
	int64_t size = number < 0 ? -number : number;

	gj_buf_printf(out, "%s%" PRId64, number < 0 ? "-" : "", size / power);
	if (decimals > 0)
		gj_buf_printf(out, ".%0*" PRId64, decimals, size % power);
}

void gj_value_print(struct gj_buf *out, const struct gj_fact *fact, const struct gj_value *value,
                    enum gj_lang lang)
{
	bool zh = lang == GJ_LANG_ZH;
	char day[GJ_DAY_TEXT];

	if (value->state != GJ_GIVEN)
		return;
	switch (fact->type) {
	case GJ_FACT_YES_NO:
		gj_buf_puts(out, value->number ? (zh ? "是" : "yes") : (zh ? "否" : "no"));
		break;
	case GJ_FACT_JUDGEMENT:
		gj_buf_puts(out, value->number ? (zh ? "认定符合" : "favourable")
		                               : (zh ? "认定不符合" : "unfavourable"));
		break;
	case GJ_FACT_COUNT:
		gj_buf_printf(out, "%" PRId64, value->number);
		break;
	case GJ_FACT_AMOUNT:
		print_amount(out, value->number, fact->decimals);
		break;
	case GJ_FACT_DATE:
		gj_buf_puts(out, gj_day_print(day, (int32_t)value->number));
		break;
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
		gj_buf_puts(out, value->text ? value->text : "");
		break;
	case GJ_FACT_ONE_OF:
		gj_buf_puts(out, gj_label_in(fact->options[value->number].label, lang));
		break;
	case GJ_FACT_LIST:
		gj_buf_printf(out, "%" PRId64 "%s", value->number,
		              zh ? "条" : value->number == 1 ? " entry" : " entries");
		break;
	}
}
