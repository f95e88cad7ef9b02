/* frame.c: from records, one by one, to columns; all memory that a run needs is made here. */
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/frame_inner.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t cell_size(enum gj_column_kind kind)
{
	switch (kind) {
	case GJ_COLUMN_T:
	case GJ_COLUMN_PRESENCE:
	case GJ_COLUMN_RECOGNISED:
	case GJ_COLUMN_CALL:
		return sizeof(uint8_t);
	case GJ_COLUMN_I:
	case GJ_COLUMN_CODE:
		return sizeof(int32_t);
	case GJ_COLUMN_L:
		return sizeof(int64_t);
	}
	return 0;
}

static int banks_make(struct gj_frame_space *sp, const struct gj_space *shape)
{
	sp->own_t = calloc(shape->n_t + 1u, sizeof *sp->own_t);
	sp->own_i = calloc(shape->n_i + 1u, sizeof *sp->own_i);
	sp->own_l = calloc(shape->n_l + 1u, sizeof *sp->own_l);
	sp->own_q = calloc(shape->n_q + 1u, sizeof *sp->own_q);
	sp->t = calloc(shape->n_t + 1u, sizeof *sp->t);
	sp->i = calloc(shape->n_i + 1u, sizeof *sp->i);
	sp->l = calloc(shape->n_l + 1u, sizeof *sp->l);
	sp->q = calloc(shape->n_q + 1u, sizeof *sp->q);
	return sp->own_t && sp->own_i && sp->own_l && sp->own_q && sp->t && sp->i && sp->l && sp->q
	           ? 0
	           : GJ_ENOMEM;
}

static int bank_resize(void **own, size_t n, size_t rows, size_t size)
{
	for (size_t r = 0; r < n; r++) {
		void *more = realloc(own[r], rows * size);

		if (more == NULL)
			return GJ_ENOMEM;
		own[r] = more;
	}
	return 0;
}

static void bank_free(void **own, size_t n)
{
	for (size_t r = 0; own && r < n; r++)
		free(own[r]);
	free(own);
}

/* Room for `rows` rows in every column and register of the space. */
int gj_frame_resize(struct gj_frame *f, size_t s, size_t rows)
{
	const struct gj_space *shape = &f->program->spaces[s];
	struct gj_frame_space *sp = &f->spaces[s];

	for (size_t k = 0; k < f->program->n_columns; k++) {
		void *more;

		if (f->program->columns[k].space != s)
			continue;
		more = realloc(f->columns[k].t, rows * cell_size(f->program->columns[k].kind));
		if (more == NULL)
			return GJ_ENOMEM;
		f->columns[k].t = more;
	}
	if (bank_resize(sp->own_t, shape->n_t, rows, sizeof(uint8_t)) ||
	    bank_resize(sp->own_i, shape->n_i, rows, sizeof(int32_t)) ||
	    bank_resize(sp->own_l, shape->n_l, rows, sizeof(int64_t)) ||
	    bank_resize(sp->own_q, shape->n_q, rows, sizeof(struct gj_range)))
		return GJ_ENOMEM;
	sp->room = rows;
	return 0;
}

int gj_frame_resize_codes(struct gj_frame *f)
{
	uint32_t *stamp;
	uint8_t *best;

	if (f->codes >= f->pool.room)
		return 0;
	stamp = realloc(f->stamp, f->pool.room * sizeof *stamp);
	if (stamp)
		f->stamp = stamp;
	best = realloc(f->best, f->pool.room);
	if (best)
		f->best = best;
	if (stamp == NULL || best == NULL)
		return GJ_ENOMEM;
	f->codes = f->pool.room;
	return 0;
}

/* The program's own texts come first, so that their codes are their numbers. */
static int pool_seed(struct gj_frame *f)
{
	gj_pool_clear(&f->pool);
	for (size_t i = 0; i < f->program->n_literals; i++)
		if (gj_pool_code(&f->pool, f->program->literals[i]) != (int32_t)i)
			return GJ_ENOMEM;
	return gj_frame_resize_codes(f);
}

int gj_frame_new(struct gj_frame **out, const struct gj_program *program,
                 const struct gj_outside *outside, struct gj_err *err)
{
	struct gj_frame *f = malloc(sizeof *f);
	int rc = 0;

	if (f == NULL)
		return gj_err_nomem(err, tr("a frame"));
	*f = (struct gj_frame){ .program = program, .kernels = gj_kernels_best() };
	if (outside)
		f->outside = *outside;
	gj_pool_init(&f->pool);
	f->columns = calloc(program->n_columns + 1, sizeof *f->columns);
	f->strips = calloc(program->n_columns + 1, sizeof *f->strips);
	f->outcomes = calloc(program->n_checks + 1, sizeof *f->outcomes);
	f->rooms = calloc(program->n_checks + 1, sizeof *f->rooms);
	if (f->columns == NULL || f->strips == NULL || f->outcomes == NULL || f->rooms == NULL)
		goto err_after_new;
	for (size_t k = 0; k < program->n_checks; k++) {
		f->rooms[k] = malloc(GJ_FRAME_ROWS);
		if (f->rooms[k] == NULL)
			goto err_after_new;
	}
	for (size_t s = 0; rc == 0 && s < program->n_spaces; s++) {
		struct gj_frame_space *sp = &f->spaces[s];

		if (banks_make(sp, &program->spaces[s]))
			goto err_after_new;
		if (s > 0) {
			sp->offsets = calloc(GJ_FRAME_ROWS + 1, sizeof *sp->offsets);
			sp->presence = malloc(GJ_FRAME_ROWS);
			if (sp->offsets == NULL || sp->presence == NULL)
				goto err_after_new;
		}
		rc = gj_frame_resize(f, s, s == 0 ? GJ_FRAME_ROWS : 1024);
	}
	if (rc || pool_seed(f))
		goto err_after_new;
	*out = f;
	return 0;

err_after_new:
	gj_frame_free(f);
	return gj_err_nomem(err, tr("a frame"));
}

void gj_frame_free(struct gj_frame *f)
{
	if (f == NULL)
		return;
	for (size_t s = 0; s < f->program->n_spaces; s++) {
		const struct gj_space *shape = &f->program->spaces[s];
		struct gj_frame_space *sp = &f->spaces[s];

		bank_free(sp->own_t, shape->n_t);
		bank_free(sp->own_i, shape->n_i);
		bank_free(sp->own_l, shape->n_l);
		bank_free(sp->own_q, shape->n_q);
		free(sp->t);
		free(sp->i);
		free(sp->l);
		free(sp->q);
		free(sp->offsets);
		free(sp->presence);
	}
	for (size_t k = 0; f->columns && k < f->program->n_columns; k++)
		free(f->columns[k].t);
	for (size_t k = 0; f->rooms && k < f->program->n_checks; k++)
		free(f->rooms[k]);
	free(f->columns);
	free(f->strips);
	free(f->outcomes);
	free(f->rooms);
	free(f->stamp);
	free(f->best);
	gj_pool_fini(&f->pool);
	free(f);
}

void gj_frame_clear(struct gj_frame *f)
{
	memset(f->strips, 0, f->program->n_columns * sizeof *f->strips);
	for (size_t s = 0; s < f->program->n_spaces; s++)
		f->spaces[s].rows = 0;
	/* The literals fit where they were before; a failure shows at the next put. */
	if (pool_seed(f))
		f->pool.n = 0;
}

size_t gj_frame_rows(const struct gj_frame *f)
{
	return f->spaces[0].rows;
}

bool gj_frame_full(const struct gj_frame *f)
{
	if (f->spaces[0].rows == GJ_FRAME_ROWS)
		return true;
	for (size_t s = 1; s < f->program->n_spaces; s++)
		if (f->spaces[s].rows >= GJ_FRAME_CHILDREN)
			return true;
	return false;
}

static uint8_t state_outcome(enum gj_state state)
{
	switch (state) {
	case GJ_GIVEN:
		return GJ_MET;
	case GJ_STATE_NOT_APPLICABLE:
		return GJ_NOT_APPLICABLE;
	case GJ_MISSING:
	case GJ_EXPLICITLY_UNKNOWN:
	case GJ_NOT_ASKED:
		return GJ_UNKNOWN;
	}
	return GJ_UNKNOWN;
}

static int code_of(struct gj_frame *f, const struct gj_value *v, int32_t *out)
{
	char number[24];
	const char *text = v->text;

	if (text == NULL) {
		snprintf(number, sizeof number, "%" PRId64, v->number);
		text = number;
	}
	*out = gj_pool_code(&f->pool, text);
	return *out < 0 ? GJ_ENOMEM : 0;
}

int gj_frame_cell(struct gj_frame *f, const struct gj_column *c, union gj_cells to, size_t row,
                  const struct gj_value *v)
{
	uint8_t state = state_outcome(v->state);
	bool given = state == GJ_MET, na = state == GJ_NOT_APPLICABLE;

	switch (c->kind) {
	case GJ_COLUMN_T:
		to.t[row] = given && v->number == 0 ? (uint8_t)GJ_NOT_MET : state;
		return 0;
	case GJ_COLUMN_PRESENCE:
		to.t[row] = state;
		return 0;
	case GJ_COLUMN_RECOGNISED:
		if (given)
			state = f->outside.resolve && v->text
			            ? (uint8_t)f->outside.resolve(f->outside.resolve_ctx,
			                                          c->category, v->text)
			            : (uint8_t)GJ_UNKNOWN;
		to.t[row] = state;
		return 0;
	case GJ_COLUMN_I:
		to.i[row] = given ? (int32_t)v->number
		            : na  ? GJ_I32_NOT_APPLICABLE
		                  : GJ_I32_MISSING;
		return 0;
	case GJ_COLUMN_CODE:
		to.i[row] = na ? GJ_I32_NOT_APPLICABLE : GJ_I32_MISSING;
		return given ? code_of(f, v, &to.i[row]) : 0;
	case GJ_COLUMN_L:
		to.l[row] = given ? v->number : na ? GJ_I64_NOT_APPLICABLE : GJ_I64_MISSING;
		return 0;
	case GJ_COLUMN_CALL:
		break; /* it has no cell of its own: gj_frame_call() */
	}
	return 0;
}

void gj_frame_call(struct gj_frame *f, size_t k, size_t row, const struct gj_record *record)
{
	const struct gj_outside *o = &f->outside;

	f->columns[k].t[row] = o->call
	                           ? (uint8_t)o->call(o->call_ctx, f->program->columns[k].function,
	                                              record, f->program->reference)
	                           : (uint8_t)GJ_ERROR;
}

static int list_put(struct gj_frame *f, size_t s, const struct gj_record *record)
{
	const struct gj_fact *list = f->program->spaces[s].list;
	const struct gj_value *head = &record->values[list->index];
	const struct gj_value *cells = record->lists[list->index];
	struct gj_frame_space *sp = &f->spaces[s];
	size_t app = f->spaces[0].rows, room = sp->room;
	size_t n = head->state == GJ_GIVEN ? (size_t)head->number : 0;

	while (room < sp->rows + n)
		room *= 2;
	if (room > sp->room && gj_frame_resize(f, s, room))
		return GJ_ENOMEM;
	for (size_t k = 0; k < f->program->n_columns; k++) {
		if (f->program->columns[k].space != s)
			continue;
		for (size_t r = 0; r < n; r++)
			if (gj_frame_cell(
				f, &f->program->columns[k], f->columns[k], sp->rows + r,
				&cells[r * list->n_fields + f->program->columns[k].fact->index]))
				return GJ_ENOMEM;
	}
	sp->presence[app] = state_outcome(head->state);
	sp->offsets[app] = (uint32_t)sp->rows;
	sp->offsets[app + 1] = (uint32_t)(sp->rows + n);
	return 0;
}

int gj_frame_put(struct gj_frame *f, const struct gj_record *record, struct gj_err *err)
{
	size_t row = f->spaces[0].rows;

	if (gj_frame_full(f))
		return gj_err_set(err, GJ_ELIMIT, tr("the frame is full"));
	if (f->pool.n < f->program->n_literals && pool_seed(f))
		return gj_err_nomem(err, tr("a frame"));
	for (size_t k = 0; k < f->program->n_columns; k++) {
		const struct gj_column *c = &f->program->columns[k];

		if (c->kind == GJ_COLUMN_CALL)
			gj_frame_call(f, k, row, record);
		else if (c->space == 0 &&
		         gj_frame_cell(f, c, f->columns[k], row, &record->values[c->fact->index]))
			return gj_err_nomem(err, tr("a frame"));
	}
	for (size_t s = 1; s < f->program->n_spaces; s++)
		if (list_put(f, s, record))
			return gj_err_nomem(err, tr("a frame"));
	if (gj_frame_resize_codes(f))
		return gj_err_nomem(err, tr("a frame"));
	for (size_t s = 1; s < f->program->n_spaces; s++)
		f->spaces[s].rows = f->spaces[s].offsets[row + 1];
	f->spaces[0].rows = row + 1;
	return 0;
}
