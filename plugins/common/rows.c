/* rows.c: keeps rows in three growing arrays: bytes, cells, rows. */
#include <stdlib.h>
#include <string.h>

#include "common/rows.h"

/* The array with room for n more; NULL (and the old one stays) when there is no memory. */
static void *grow(void *array, size_t have, size_t n, size_t *room, size_t size)
{
	size_t want = *room == 0 ? 256 : *room;
	void *more;

	/* Limits keep rows far below this, and offsets are 32 bits wide. */
	if (n > UINT32_MAX - have)
		return NULL;
	if (array != NULL && have + n <= *room)
		return array;
	while (want < have + n)
		want *= 2;
	more = realloc(array, want * size);
	if (more != NULL)
		*room = want;
	return more;
}

void src_rows_fini(struct src_rows *r)
{
	free(r->rows);
	free(r->cells);
	free(r->bytes);
	*r = (struct src_rows){ 0 };
}

void src_rows_clear(struct src_rows *r)
{
	r->n_bytes = 0;
	r->n_cells = 0;
	r->n_rows = 0;
}

int32_t src_rows_put(struct src_rows *r, const char *s, size_t n)
{
	char *bytes = grow(r->bytes, r->n_bytes, n, &r->room_bytes, 1);

	if (bytes == NULL)
		return GUIJU_NOMEM;
	r->bytes = bytes;
	memcpy(r->bytes + r->n_bytes, s, n);
	r->n_bytes += n;
	return GUIJU_OK;
}

int32_t src_rows_end_cell(struct src_rows *r, size_t size)
{
	struct src_row_cell *cells = grow(r->cells, r->n_cells, 1, &r->room_cells, sizeof *cells);

	if (cells == NULL)
		return GUIJU_NOMEM;
	r->cells = cells;
	r->cells[r->n_cells++] = (struct src_row_cell){
		.at = (uint32_t)(r->n_bytes - size),
		.size = (uint32_t)size,
	};
	return GUIJU_OK;
}

int32_t src_rows_end(struct src_rows *r, const struct src_row *row)
{
	struct src_row *rows = grow(r->rows, r->n_rows, 1, &r->room_rows, sizeof *rows);

	if (rows == NULL)
		return GUIJU_NOMEM;
	r->rows = rows;
	r->rows[r->n_rows] = *row;
	r->rows[r->n_rows].first = (uint32_t)(r->n_cells - row->n);
	r->n_rows++;
	return GUIJU_OK;
}

void src_rows_mark(struct src_rows *r, enum src_cell kind)
{
	r->cells[r->n_cells - 1].kind = (uint32_t)kind;
}

int32_t src_rows_copy(struct src_rows *r, const struct src_rows *from, size_t i)
{
	const struct src_row *row = &from->rows[i];
	struct guiju_text text;
	uint32_t k;

	for (k = 0; k < row->n; k++) {
		text = src_rows_cell(from, row, k);
		if (src_rows_put(r, text.data, text.size) != GUIJU_OK ||
		    src_rows_end_cell(r, text.size) != GUIJU_OK)
			return GUIJU_NOMEM;
		src_rows_mark(r, src_rows_kind(from, row, k));
	}
	return src_rows_end(r, row);
}

void src_rows_shift(struct src_rows *r)
{
	const struct src_row *last;
	size_t first, i;
	uint32_t at;

	if (r->n_rows == 0)
		return;
	last = &r->rows[r->n_rows - 1];
	first = last->first + last->n;
	at = first < r->n_cells ? r->cells[first].at : (uint32_t)r->n_bytes;
	for (i = first; i < r->n_cells; i++) {
		r->cells[i - first] = r->cells[i];
		r->cells[i - first].at -= at;
	}
	if (at > 0)
		memmove(r->bytes, r->bytes + at, r->n_bytes - at);
	r->n_bytes -= at;
	r->n_cells -= first;
	r->n_rows = 0;
}

void src_rows_drop(struct src_rows *r)
{
	const struct src_row *row = &r->rows[--r->n_rows];

	if (row->n > 0)
		r->n_bytes = r->cells[row->first].at;
	r->n_cells = row->first;
}

struct guiju_text src_rows_cell(const struct src_rows *r, const struct src_row *row, size_t i)
{
	const struct src_row_cell *cell;

	if (i >= row->n)
		return (struct guiju_text){ .data = "", .size = 0 };
	cell = &r->cells[row->first + i];
	/* Where no byte was put yet there is no array either. */
	return (struct guiju_text){
		.data = cell->size == 0 ? "" : r->bytes + cell->at,
		.size = cell->size,
	};
}

enum src_cell src_rows_kind(const struct src_rows *r, const struct src_row *row, size_t i)
{
	return i < row->n ? (enum src_cell)r->cells[row->first + i].kind : SRC_CELL_TEXT;
}

bool src_rows_blank(struct guiju_text text)
{
	/* No-break space, ideographic space, byte order mark (between files that were joined). */
	static const char *const spaces[] = { "\xc2\xa0", "\xe3\x80\x80", "\xef\xbb\xbf" };
	const char *s = text.data;
	size_t n = text.size;
	size_t k;
	size_t i;

	while (n > 0) {
		k = *s == ' ' || (*s >= '\t' && *s <= '\r') ? 1 : 0;
		if (k == 0 && (unsigned char)*s < 0x80)
			return false;
		for (i = 0; k == 0 && i < sizeof spaces / sizeof *spaces; i++)
			if (n >= strlen(spaces[i]) && memcmp(s, spaces[i], strlen(spaces[i])) == 0)
				k = strlen(spaces[i]);
		if (k == 0)
			return false;
		s += k;
		n -= k;
	}
	return true;
}

uint32_t src_rows_filled(const struct src_rows *r, const struct src_row *row)
{
	uint32_t filled = 0;
	uint32_t i;

	for (i = 0; i < row->n; i++)
		if (!src_rows_blank(src_rows_cell(r, row, i)))
			filled++;
	return filled;
}
