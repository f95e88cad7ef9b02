/* record.c: values of one application, their digest, and their words. */
#include "engine/eval/record.h"

#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/unit.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static int values_make(struct gj_record *r, struct gj_err *err)
{
	r->values = gj_arena_array(&r->arena, r->facts->n + 1, sizeof *r->values);
	r->lists = gj_arena_array(&r->arena, r->facts->n + 1, sizeof *r->lists);
	if (r->values == NULL || r->lists == NULL)
		return gj_err_nomem(err, tr("a record"));
	return 0;
}

/* The digest goes by key, so that a dictionary in another order changes nothing. */
static void order_by_key(uint16_t *out, const struct gj_fact *facts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = i;

		for (; at > 0 && strcmp(facts[out[at - 1]].key, facts[i].key) > 0; at--)
			out[at] = out[at - 1];
		out[at] = (uint16_t)i;
	}
}

int gj_record_init(struct gj_record *r, const struct gj_facts *facts, struct gj_err *err)
{
	int rc;

	*r =
	    (struct gj_record){ .facts = facts, .by_key = calloc(facts->n + 1, sizeof *r->by_key) };
	gj_arena_init(&r->arena, 0);
	if (r->by_key == NULL)
		return gj_err_nomem(err, tr("a record"));
	order_by_key(r->by_key, facts->items, facts->n);
	rc = values_make(r, err);
	if (rc)
		gj_record_fini(r);
	return rc;
}

void gj_record_fini(struct gj_record *r)
{
	gj_arena_fini(&r->arena);
	free(r->by_key);
	*r = (struct gj_record){ .facts = r->facts };
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
		return gj_err_nomem(err, tr("a record"));
	r->values[fact->index] = (struct gj_value){ .state = GJ_GIVEN, .text = text };
	return 0;
}

struct gj_value *gj_record_rows(struct gj_record *r, const struct gj_fact *list, size_t n,
                                struct gj_err *err)
{
	struct gj_value *cells;

	if (n > GJ_FACT_ROWS_MAX) {
		gj_err_set(err, GJ_ELIMIT, tr("%s: %zu rows; a list may have %d at most"),
		           list->key, n, GJ_FACT_ROWS_MAX);
		return NULL;
	}
	cells = gj_arena_array(&r->arena, n * list->n_fields + 1, sizeof *cells);
	if (cells == NULL) {
		gj_err_nomem(err, tr("a record"));
		return NULL;
	}
	r->values[list->index] = (struct gj_value){ .state = GJ_GIVEN, .number = (int64_t)n };
	r->lists[list->index] = cells;
	return cells;
}

/* Many small pieces become few large ones before they are hashed. */
struct stream {
	struct gj_digest digest;
	unsigned char bytes[1024];
	size_t n;
};

static void stream_put(struct stream *d, const void *data, size_t n)
{
	if (n > sizeof d->bytes - d->n) {
		gj_digest_put(&d->digest, d->bytes, d->n);
		d->n = 0;
	}
	if (n > sizeof d->bytes) {
		gj_digest_put(&d->digest, data, n);
	} else {
		memcpy(d->bytes + d->n, data, n);
		d->n += n;
	}
}

static void stream_u64(struct stream *d, uint64_t value)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(value >> (8 * i));
	stream_put(d, bytes, sizeof bytes);
}

static void digest_text(struct stream *d, const char *s)
{
	size_t n = strlen(s);

	stream_u64(d, n);
	stream_put(d, s, n);
}

static void digest_value(struct stream *d, const struct gj_fact *fact, const struct gj_value *v)
{
	stream_u64(d, (uint64_t)v->state);
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
		stream_u64(d, (uint64_t)v->number);
		break;
	}
}

/* Each row says how many cells follow. Missing ones are left out as missing facts are. A list that
 * somebody only counted has no rows yet. */
static void digest_rows(struct stream *d, const struct gj_fact *list, const struct gj_value *cells,
                        size_t rows)
{
	/* Over the years a database may come to know more fields than one policy may have. */
	enum { FIELDS = 16 * GJ_FACT_FIELDS_MAX };
	uint16_t by_key[FIELDS];
	size_t n = list->n_fields < FIELDS ? list->n_fields : FIELDS;

	order_by_key(by_key, list->fields, n);
	for (; cells && rows > 0; rows--, cells += list->n_fields) {
		uint64_t stated = 0;

		for (size_t k = 0; k < n; k++)
			stated += cells[k].state != GJ_MISSING;
		stream_u64(d, stated);
		for (size_t k = 0; k < n; k++) {
			if (cells[by_key[k]].state == GJ_MISSING)
				continue;
			digest_text(d, list->fields[by_key[k]].key);
			digest_value(d, &list->fields[by_key[k]], &cells[by_key[k]]);
		}
	}
}

void gj_record_digest(const struct gj_record *r, unsigned char out[GJ_DIGEST_BYTES])
{
	struct stream d;

	d.n = 0;
	gj_digest_init(&d.digest);
	for (size_t k = 0; k < r->facts->n; k++) {
		size_t i = r->by_key[k];
		const struct gj_fact *fact = &r->facts->items[i];

		if (r->values[i].state == GJ_MISSING)
			continue;
		digest_text(&d, fact->key);
		digest_value(&d, fact, &r->values[i]);
		if (fact->type == GJ_FACT_LIST && r->values[i].state == GJ_GIVEN)
			digest_rows(&d, fact, r->lists[i], (size_t)r->values[i].number);
	}
	gj_digest_put(&d.digest, d.bytes, d.n);
	gj_digest_done(&d.digest, out);
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

/* Two digits behind the point as money is written, more only where they say something. */
static void print_amount(struct gj_buf *out, int64_t number, int decimals)
{
	int64_t power, size = number < 0 ? -number : number;

	for (; decimals > 2 && size % 10 == 0; decimals--)
		size /= 10;
	power = gj_unit_power(decimals);

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
		              !zh             ? (value->number == 1 ? " entry" : " entries")
		              : fact->unit.zh ? fact->unit.zh
		                              : "条");
		break;
	}
}

static int cell_copy(struct gj_record *dst, struct gj_value *to, const struct gj_value *from)
{
	*to = *from;
	if (from->text == NULL)
		return 0;
	to->text = gj_arena_strdup(&dst->arena, from->text);
	return to->text ? 0 : GJ_ENOMEM;
}

int gj_record_copy(struct gj_record *dst, const struct gj_record *src, struct gj_err *err)
{
	int rc = gj_record_clear(dst, err);

	for (size_t i = 0; rc == 0 && i < src->facts->n; i++) {
		const struct gj_fact *fact = &src->facts->items[i];
		size_t n = (size_t)src->values[i].number * fact->n_fields;
		struct gj_value *cells;

		if (fact->type != GJ_FACT_LIST || src->values[i].state != GJ_GIVEN) {
			rc = cell_copy(dst, &dst->values[i], &src->values[i]);
			continue;
		}
		cells = gj_record_rows(dst, fact, (size_t)src->values[i].number, err);
		if (cells == NULL)
			return GJ_ENOMEM;
		for (size_t c = 0; rc == 0 && c < n; c++)
			rc = cell_copy(dst, &cells[c], &src->lists[i][c]);
	}
	return rc ? gj_err_nomem(err, tr("the facts of an application")) : 0;
}
