/* strip.c: writes values as columns of bytes, and reads them back with every code and offset checked. */
#include "engine/eval/strip.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/outcome.h"

/* Then the cells, then the texts, each with its NUL. A machine of the other byte order sees another mark. */
struct head {
	uint32_t mark, type, n, n_texts;
};
enum { MARK = 0x67735431 };

enum shape { SHAPE_T, SHAPE_I, SHAPE_L, SHAPE_TEXT, SHAPE_HEAD };

static enum shape shape_of(const struct gj_fact *fact)
{
	switch (fact->type) {
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
		return SHAPE_T;
	case GJ_FACT_COUNT:
	case GJ_FACT_DATE:
		return SHAPE_I;
	case GJ_FACT_AMOUNT:
		return SHAPE_L;
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
	case GJ_FACT_ONE_OF:
		return SHAPE_TEXT;
	case GJ_FACT_LIST:
		return SHAPE_HEAD;
	}
	return SHAPE_T;
}

/* --- writing --- */

void gj_strip_maker_init(struct gj_strip_maker *m, struct gj_strip_key key)
{
	*m = (struct gj_strip_maker){ .key = key };
	gj_buf_init(&m->cells);
	gj_buf_init(&m->heads);
	gj_pool_init(&m->texts);
}

void gj_strip_maker_fini(struct gj_strip_maker *m)
{
	gj_buf_fini(&m->cells);
	gj_buf_fini(&m->heads);
	gj_pool_fini(&m->texts);
}

static int32_t number_cell(const struct gj_value *v)
{
	if (v->state == GJ_GIVEN)
		return (int32_t)v->number;
	return v->state == GJ_STATE_NOT_APPLICABLE ? GJ_I32_NOT_APPLICABLE : GJ_I32_MISSING;
}

static uint8_t presence_cell(const struct gj_value *v)
{
	if (v->state == GJ_GIVEN)
		return GJ_MET;
	return v->state == GJ_STATE_NOT_APPLICABLE ? GJ_NOT_APPLICABLE : GJ_UNKNOWN;
}

static int text_cell(int32_t *out, struct gj_strip_maker *m, const struct gj_value *v)
{
	const struct gj_fact *fact = m->key.fact;
	const char *text = v->text;

	*out = number_cell(v);
	if (v->state != GJ_GIVEN)
		return 0;
	if (fact->type == GJ_FACT_ONE_OF)
		text = fact->options[v->number].key;
	*out = gj_pool_code(&m->texts, text ? text : "");
	return *out < 0 ? GJ_ENOMEM : 0;
}

static int cell_add(struct gj_strip_maker *m, const struct gj_value *v)
{
	uint8_t t = presence_cell(v);
	int32_t i;
	int64_t l;

	m->n++;
	switch (shape_of(m->key.fact)) {
	case SHAPE_T:
		if (t == GJ_MET && v->number == 0)
			t = GJ_NOT_MET;
		gj_buf_put(&m->cells, &t, sizeof t);
		return 0;
	case SHAPE_I:
		i = number_cell(v);
		gj_buf_put(&m->cells, &i, sizeof i);
		return 0;
	case SHAPE_L:
		l = t == GJ_MET              ? v->number
		    : t == GJ_NOT_APPLICABLE ? GJ_I64_NOT_APPLICABLE
		                             : GJ_I64_MISSING;
		gj_buf_put(&m->cells, &l, sizeof l);
		return 0;
	case SHAPE_TEXT:
		if (text_cell(&i, m, v))
			return GJ_ENOMEM;
		gj_buf_put(&m->cells, &i, sizeof i);
		return 0;
	case SHAPE_HEAD:
		break;
	}
	i = (int32_t)m->rows;
	gj_buf_put(&m->heads, &t, sizeof t);
	gj_buf_put(&m->cells, &i, sizeof i);
	m->rows += t == GJ_MET ? (size_t)v->number : 0;
	return 0;
}

static size_t cell_size(enum shape shape)
{
	return shape == SHAPE_T   ? sizeof(uint8_t)
	       : shape == SHAPE_L ? sizeof(int64_t)
	                          : sizeof(int32_t);
}

int gj_strip_maker_room(struct gj_strip_maker *m, struct gj_strip_cells *out, size_t n,
                        struct gj_err *err)
{
	enum shape shape = shape_of(m->key.fact);
	char *cells = gj_buf_room(&m->cells, n * cell_size(shape));

	if (cells == NULL)
		return gj_err_nomem(err, m->key.fact->key);
	*out = (struct gj_strip_cells){ .t = shape == SHAPE_T ? (uint8_t *)cells : NULL,
		                        .i = shape == SHAPE_I || shape == SHAPE_TEXT
		                                 ? (int32_t *)(void *)cells
		                                 : NULL,
		                        .l = shape == SHAPE_L ? (int64_t *)(void *)cells : NULL };
	return 0;
}

void gj_strip_maker_filled(struct gj_strip_maker *m, size_t n)
{
	m->cells.n = n * cell_size(shape_of(m->key.fact));
	m->n = n;
}

void gj_strip_cell_absent(const struct gj_strip_cells *cells, size_t at, bool not_applicable)
{
	if (cells->t)
		cells->t[at] = not_applicable ? GJ_NOT_APPLICABLE : GJ_UNKNOWN;
	else if (cells->i)
		cells->i[at] = not_applicable ? GJ_I32_NOT_APPLICABLE : GJ_I32_MISSING;
	else
		cells->l[at] = not_applicable ? GJ_I64_NOT_APPLICABLE : GJ_I64_MISSING;
}

int gj_strip_maker_add(struct gj_strip_maker *m, const struct gj_record *r, struct gj_err *err)
{
	const struct gj_fact *list = m->key.list, *fact = m->key.fact;
	int rc = 0;

	if (list == NULL) {
		rc = cell_add(m, &r->values[fact->index]);
	} else if (r->values[list->index].state == GJ_GIVEN) {
		const struct gj_value *cell = r->lists[list->index];

		for (int64_t row = 0; rc == 0 && row < r->values[list->index].number; row++)
			rc = cell_add(m, &cell[(size_t)row * list->n_fields + fact->index]);
	}
	if (rc || m->cells.failed || m->heads.failed)
		return gj_err_nomem(err, fact->key);
	return 0;
}

void gj_strip_maker_done(struct gj_strip_maker *m, struct gj_buf *out)
{
	const struct head head = { .mark = MARK,
		                   .type = (uint32_t)m->key.fact->type,
		                   .n = (uint32_t)m->n,
		                   .n_texts = (uint32_t)m->texts.n };
	uint32_t end = (uint32_t)m->rows;

	gj_buf_put(out, &head, sizeof head);
	if (m->cells.n)
		gj_buf_put(out, m->cells.data, m->cells.n);
	if (shape_of(m->key.fact) == SHAPE_HEAD) {
		gj_buf_put(out, &end, sizeof end);
		if (m->heads.n)
			gj_buf_put(out, m->heads.data, m->heads.n);
	}
	for (size_t i = 0; i < m->texts.n; i++)
		gj_buf_put(out, m->texts.texts[i], strlen(m->texts.texts[i]) + 1);
	gj_buf_clear(&m->cells);
	gj_buf_clear(&m->heads);
	gj_pool_clear(&m->texts);
	m->n = m->rows = 0;
}

/* --- reading --- */

static int damaged(const struct gj_strip_key *key, struct gj_err *err)
{
	return gj_err_set(err, GJ_EFORMAT,
	                  tr("the stored column of %s is damaged: run guiju db rebuild"),
	                  key->fact->key);
}

static bool outcomes_fit(const uint8_t *t, size_t n)
{
	uint8_t most = 0;

	for (size_t i = 0; i < n; i++)
		most = t[i] > most ? t[i] : most;
	return most < GJ_OUTCOMES;
}

static bool codes_fit(const int32_t *codes, size_t n, size_t n_texts)
{
	bool fit = true;

	for (size_t i = 0; i < n; i++)
		fit &= codes[i] < (int32_t)n_texts &&
		       (codes[i] >= 0 || codes[i] <= GJ_I32_NOT_APPLICABLE);
	return fit;
}

static bool offsets_fit(const uint32_t *offsets, size_t n)
{
	bool fit = offsets[0] == 0;

	for (size_t i = 0; i < n; i++)
		fit &=
		    offsets[i] <= offsets[i + 1] && offsets[i + 1] - offsets[i] <= GJ_FACT_ROWS_MAX;
	return fit;
}

static int texts_read(struct gj_strip *out, const char *from, const char *end, size_t n,
                      struct gj_strip_room *room, struct gj_err *err)
{
	if (n > (size_t)(end - from))
		return damaged(&out->key, err);
	if (n >= room->n) {
		const char **more = realloc(room->texts, (n + 1) * sizeof *more);

		if (more == NULL)
			return gj_err_nomem(err, out->key.fact->key);
		room->texts = more;
		room->n = n + 1;
	}
	for (size_t i = 0; i < n; i++) {
		const char *stop = memchr(from, '\0', (size_t)(end - from));

		if (stop == NULL)
			return damaged(&out->key, err);
		room->texts[i] = from;
		from = stop + 1;
	}
	out->texts = room->texts;
	out->n_texts = n;
	return from == end ? 0 : damaged(&out->key, err);
}

int gj_strip_read(struct gj_strip *out, struct gj_strip_key key, const void *bytes, size_t size,
                  struct gj_strip_room *room, struct gj_err *err)
{
	const struct head *head = bytes;
	const unsigned char *cells = bytes, *end = cells + size;
	size_t left;
	bool fit = false;

	*out = (struct gj_strip){ .key = key };
	if (size < sizeof *head || head->mark != MARK || head->type != (uint32_t)key.fact->type)
		return damaged(&key, err);
	cells += sizeof *head;
	left = size - sizeof *head;
	out->n = head->n;
	switch (shape_of(key.fact)) {
	case SHAPE_T:
		out->t = cells;
		fit = left == out->n && outcomes_fit(out->t, out->n);
		break;
	case SHAPE_I:
		out->i = (const int32_t *)(const void *)cells;
		fit = left == out->n * sizeof *out->i;
		break;
	case SHAPE_L:
		out->l = (const int64_t *)(const void *)cells;
		fit = left == out->n * sizeof *out->l;
		break;
	case SHAPE_TEXT:
		out->i = (const int32_t *)(const void *)cells;
		fit = left >= out->n * sizeof *out->i && head->n_texts <= INT32_MAX &&
		      codes_fit(out->i, out->n, head->n_texts);
		if (!fit)
			break;
		return texts_read(out, (const char *)(cells + out->n * sizeof *out->i),
		                  (const char *)end, head->n_texts, room, err);
	case SHAPE_HEAD:
		out->offsets = (const uint32_t *)(const void *)cells;
		fit = left == out->n * (sizeof *out->offsets + 1) + sizeof *out->offsets &&
		      offsets_fit(out->offsets, out->n);
		out->t = cells + (out->n + 1) * sizeof *out->offsets;
		fit = fit && outcomes_fit(out->t, out->n);
		break;
	}
	return fit ? 0 : damaged(&key, err);
}

static struct gj_value value_of(uint8_t presence, int64_t number)
{
	struct gj_value v = { .state = GJ_MISSING };

	if (presence == GJ_MET || presence == GJ_NOT_MET)
		v = (struct gj_value){ .state = GJ_GIVEN, .number = number };
	else if (presence == GJ_NOT_APPLICABLE)
		v.state = GJ_STATE_NOT_APPLICABLE;
	return v;
}

static uint8_t presence_of(int64_t number, int64_t missing)
{
	return number == missing ? GJ_UNKNOWN : number == missing + 1 ? GJ_NOT_APPLICABLE : GJ_MET;
}

struct gj_value gj_strip_text_value(const struct gj_strip *s, size_t code)
{
	const struct gj_fact *fact = s->key.fact;
	const char *text = s->texts[code];

	if (fact->type != GJ_FACT_ONE_OF)
		return (struct gj_value){ .state = GJ_GIVEN, .text = text };
	for (size_t i = 0; i < fact->n_options; i++)
		if (strcmp(fact->options[i].key, text) == 0)
			return (struct gj_value){ .state = GJ_GIVEN, .number = (int64_t)i };
	return (struct gj_value){ .state = GJ_MISSING }; /* an option that is no more */
}

struct gj_value gj_strip_value(const struct gj_strip *s, size_t cell)
{
	switch (shape_of(s->key.fact)) {
	case SHAPE_T:
		return value_of(s->t[cell], s->t[cell] == GJ_MET);
	case SHAPE_I:
		return value_of(presence_of(s->i[cell], GJ_I32_MISSING), s->i[cell]);
	case SHAPE_L:
		return value_of(presence_of(s->l[cell], GJ_I64_MISSING), s->l[cell]);
	case SHAPE_TEXT:
		if (s->i[cell] >= 0)
			return gj_strip_text_value(s, (size_t)s->i[cell]);
		return value_of(presence_of(s->i[cell], GJ_I32_MISSING), 0);
	case SHAPE_HEAD:
		break;
	}
	return value_of(s->t[cell], s->offsets[cell + 1] - s->offsets[cell]);
}
