/* parse.c: takes rows apart; bounded by the limits, whatever the input. */
#include <string.h>

#include "parse.h"

void csv_parse_init(struct csv_parse *p, const struct src_limits *limits, char separator)
{
	*p = (struct csv_parse){
		.limits = limits,
		.separator = separator,
		.state = CSV_STATE_ROW,
	};
}

static void flaw(struct csv_parse *p, enum src_flaw what)
{
	if (p->row.flaw != SRC_FLAW_NONE)
		return;
	p->row.flaw = what;
	p->row.flaw_cell = p->row.n_seen + 1;
}

static void start_row(struct csv_parse *p)
{
	p->row = (struct src_row){ .place = p->row.place + 1 };
	p->row_size = 0;
	p->cell_size = 0;
	p->full = false;
	p->state = CSV_STATE_CELL;
}

/* Bytes of s[n] that fit into `room`, in whole characters. */
static size_t fit(const char *s, size_t n, size_t room)
{
	if (n <= room)
		return n;
	while (room > 0 && ((unsigned char)s[room] & 0xc0) == 0x80)
		room--;
	return room;
}

/* Adds to the cell what its limits allow. */
static int32_t put(struct csv_parse *p, struct src_rows *rows, const char *s, size_t n)
{
	size_t cell_room = p->limits->cell - p->cell_size;
	size_t row_room = p->limits->row - p->row_size;
	size_t k = fit(s, n, cell_room < row_room ? cell_room : row_room);

	if (n == 0 || p->full)
		return GUIJU_OK;
	if (p->row.n_seen >= p->limits->columns) {
		p->full = true;
		return GUIJU_OK;
	}
	if (k < n) {
		flaw(p, cell_room <= row_room ? SRC_FLAW_LONG_CELL : SRC_FLAW_LONG_ROW);
		p->full = true;
	}
	p->cell_size += k;
	p->row_size += k;
	return src_rows_put(rows, s, k);
}

static int32_t end_cell(struct csv_parse *p, struct src_rows *rows)
{
	int32_t rc = GUIJU_OK;

	if (p->row.n_seen < p->limits->columns) {
		rc = src_rows_end_cell(rows, p->cell_size);
		p->row.n++;
	} else {
		flaw(p, SRC_FLAW_COLUMNS);
	}
	p->row.n_seen++;
	p->cell_size = 0;
	p->full = false;
	p->state = CSV_STATE_CELL;
	return rc;
}

static int32_t end_row(struct csv_parse *p, struct src_rows *rows)
{
	int32_t rc = end_cell(p, rows);

	if (rc == GUIJU_OK)
		rc = src_rows_end(rows, &p->row);
	p->state = CSV_STATE_ROW;
	return rc == GUIJU_OK ? CSV_PARSE_ROW : rc;
}

/* The character c ends the cell, or it does not belong there. */
static int32_t end_by(struct csv_parse *p, struct src_rows *rows, char c)
{
	if (c == p->separator)
		return end_cell(p, rows);
	p->skip_lf = c == '\r';
	return end_row(p, rows);
}

static bool ends_cell(const struct csv_parse *p, char c)
{
	return c == p->separator || c == '\n' || c == '\r';
}

static size_t plain_length(const struct csv_parse *p, const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && !ends_cell(p, s[i]))
		i++;
	return i;
}

static size_t quoted_length(const char *s, size_t n)
{
	const char *quote = memchr(s, '"', n);

	return quote == NULL ? n : (size_t)(quote - s);
}

/* One step: a run of characters, or a change of state. Bytes used; *rc as csv_parse_feed(). */
static size_t step(struct csv_parse *p, struct src_rows *rows, const char *s, size_t n, int32_t *rc)
{
	bool lf = p->skip_lf && *s == '\n';
	size_t k;

	*rc = CSV_PARSE_MORE;
	switch (p->state) {
	case CSV_STATE_ROW:
		p->skip_lf = false;
		if (!lf)
			start_row(p);
		return lf ? 1 : 0;
	case CSV_STATE_CELL:
		p->state = *s == '"' ? CSV_STATE_QUOTED : CSV_STATE_PLAIN;
		return *s == '"' ? 1 : 0;
	case CSV_STATE_PLAIN:
		k = plain_length(p, s, n);
		if (k > 0)
			*rc = put(p, rows, s, k);
		else
			*rc = end_by(p, rows, s[k++]);
		return k;
	case CSV_STATE_QUOTED:
		k = quoted_length(s, n);
		if (k > 0)
			*rc = put(p, rows, s, k);
		else
			p->state = CSV_STATE_QUOTE;
		return k > 0 ? k : 1;
	case CSV_STATE_QUOTE:
	case CSV_STATE_CLOSED:
		if (ends_cell(p, *s)) {
			*rc = end_by(p, rows, *s);
		} else if (*s == '"' && p->state == CSV_STATE_QUOTE) {
			p->state = CSV_STATE_QUOTED;
			*rc = put(p, rows, s, 1);
		} else if (*s == ' ') {
			p->state = CSV_STATE_CLOSED;
		} else {
			flaw(p, SRC_FLAW_STRAY);
			p->state = CSV_STATE_PLAIN;
			return 0;
		}
		return 1;
	}
	return n;
}

int32_t csv_parse_feed(struct csv_parse *p, struct src_rows *rows, const char *s, size_t n,
                       size_t *used)
{
	int32_t rc = CSV_PARSE_MORE;
	size_t i = 0;

	while (i < n && rc == CSV_PARSE_MORE)
		i += step(p, rows, s + i, n - i, &rc);
	*used = i;
	return rc;
}

int32_t csv_parse_end(struct csv_parse *p, struct src_rows *rows)
{
	switch (p->state) {
	case CSV_STATE_ROW:
		return CSV_PARSE_MORE;
	case CSV_STATE_QUOTED:
		return GUIJU_FAILED;
	case CSV_STATE_CELL:
	case CSV_STATE_PLAIN:
	case CSV_STATE_QUOTE:
	case CSV_STATE_CLOSED:
		break;
	}
	return end_row(p, rows);
}
