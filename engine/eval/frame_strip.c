/* frame_strip.c: fills a frame from strips: where a strip has the cells as the program wants them, without a copy. */
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/frame_inner.h"

#include <stdlib.h>
#include <string.h>

int gj_frame_set_rows(struct gj_frame *f, size_t n, struct gj_err *err)
{
	gj_frame_clear(f);
	if (n > GJ_FRAME_ROWS)
		return gj_err_set(err, GJ_ELIMIT, tr("the frame is full"));
	if (f->pool.n < f->program->n_literals)
		return gj_err_nomem(err, tr("a frame"));
	f->spaces[0].rows = n;
	return 0;
}

static int unfit(const struct gj_strip *s, struct gj_err *err)
{
	return gj_err_set(err, GJ_EFORMAT,
	                  tr("the stored column of %s is damaged: run guiju db rebuild"),
	                  s->key.fact->key);
}

int gj_frame_set_list(struct gj_frame *f, size_t space, const struct gj_strip *head,
                      struct gj_err *err)
{
	struct gj_frame_space *sp = &f->spaces[space];
	size_t n = f->spaces[0].rows, room = sp->room;

	if (head->n != n || head->offsets == NULL)
		return unfit(head, err);
	memcpy(sp->offsets, head->offsets, (n + 1) * sizeof *sp->offsets);
	memcpy(sp->presence, head->t, n);
	sp->rows = sp->offsets[n];
	while (room < sp->rows)
		room *= 2;
	if (room > sp->room && gj_frame_resize(f, space, room))
		return gj_err_nomem(err, tr("a frame"));
	return 0;
}

/* Texts and options: each code once, then row by row by what came of it. */
static int put_texts(struct gj_frame *f, size_t k, const struct gj_strip *s)
{
	const struct gj_column *c = &f->program->columns[k];
	const struct gj_value missing = { .state = GJ_MISSING },
			      not_applicable = { .state = GJ_STATE_NOT_APPLICABLE };
	union gj_cells to = f->columns[k], by_code;
	bool bytes = c->kind == GJ_COLUMN_T || c->kind == GJ_COLUMN_PRESENCE ||
	             c->kind == GJ_COLUMN_RECOGNISED;
	int rc = 0;

	/* Behind the codes, what the two other states are. */
	by_code.t = malloc((s->n_texts + 2) * sizeof(int64_t));
	if (by_code.t == NULL)
		return GJ_ENOMEM;
	for (size_t code = 0; rc == 0 && code < s->n_texts; code++) {
		struct gj_value v = gj_strip_text_value(s, code);

		rc = gj_frame_cell(f, c, by_code, code, &v);
	}
	gj_frame_cell(f, c, by_code, s->n_texts, &missing);
	gj_frame_cell(f, c, by_code, s->n_texts + 1, &not_applicable);
	for (size_t row = 0; rc == 0 && row < s->n; row++) {
		int32_t code = s->i[row];
		size_t at = code >= 0 ? (size_t)code
		                      : s->n_texts + (code == GJ_I32_NOT_APPLICABLE ? 1u : 0u);

		if (bytes)
			to.t[row] = by_code.t[at];
		else if (c->kind == GJ_COLUMN_L)
			to.l[row] = by_code.l[at];
		else
			to.i[row] = by_code.i[at];
	}
	free(by_code.t);
	return rc;
}

static int put_values(struct gj_frame *f, size_t k, const struct gj_strip *s)
{
	int rc = 0;

	for (size_t row = 0; rc == 0 && row < s->n; row++) {
		struct gj_value v = gj_strip_value(s, row);

		rc = gj_frame_cell(f, &f->program->columns[k], f->columns[k], row, &v);
	}
	return rc;
}

int gj_frame_set_column(struct gj_frame *f, size_t k, const struct gj_strip *s, struct gj_err *err)
{
	const struct gj_column *c = &f->program->columns[k];
	int rc = 0;

	if (s->n != f->spaces[c->space].rows)
		return unfit(s, err);
	if (c->kind == GJ_COLUMN_T && s->t && s->offsets == NULL)
		f->strips[k] = s->t;
	else if (c->kind == GJ_COLUMN_I && s->i && s->texts == NULL)
		f->strips[k] = s->i;
	else if (c->kind == GJ_COLUMN_L && s->l)
		f->strips[k] = s->l;
	else
		rc = s->texts ? put_texts(f, k, s) : put_values(f, k, s);
	if (rc || gj_frame_resize_codes(f))
		return gj_err_nomem(err, tr("a frame"));
	return 0;
}

void gj_frame_set_calls(struct gj_frame *f, size_t row, const struct gj_record *record)
{
	for (size_t k = 0; k < f->program->n_columns; k++)
		if (f->program->columns[k].kind == GJ_COLUMN_CALL)
			gj_frame_call(f, k, row, record);
}
