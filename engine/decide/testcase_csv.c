/* testcase_csv.c: a table of cases, one a row, becomes lines of a test file; what is wrong is told by the row. */
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/decide/testcase_inner.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 600 };

struct table {
	const char *s, *end;
	int line; /* of the table, of what is read next */
	struct gj_buf cells[COLUMNS];
	size_t n;            /* cells of the row */
	char *head[COLUMNS]; /* owned */
	size_t n_head;
	struct gj_buf out; /* the test file */
	int *lines;        /* owned: of the table, by line of the test file */
	size_t n_lines, room;
	bool failed, wide, open; /* memory; too many columns; a quote that does not end */
};

/* One cell; true when another follows in the row. */
static bool read_cell(struct table *t, struct gj_buf *cell)
{
	bool quoted = t->s < t->end && *t->s == '"';

	gj_buf_clear(cell);
	for (t->s += quoted; t->s < t->end; t->s++) {
		if (quoted && *t->s == '"') {
			if (t->s + 1 < t->end && t->s[1] == '"') {
				gj_buf_putc(cell, *t->s++);
				continue;
			}
			quoted = false;
			continue;
		}
		if (!quoted && (*t->s == ',' || *t->s == '\n'))
			break;
		t->line += *t->s == '\n';
		gj_buf_putc(cell, *t->s == '\n' || *t->s == '\r' ? ' ' : *t->s);
	}
	t->open |= quoted;
	if (t->s < t->end && *t->s == ',') {
		t->s++;
		return true;
	}
	t->line += t->s < t->end;
	t->s += t->s < t->end;
	return false;
}

static void read_row(struct table *t)
{
	bool more = true;

	for (t->n = 0; more; t->n += t->n < COLUMNS) {
		struct gj_buf *cell = &t->cells[t->n < COLUMNS ? t->n : COLUMNS - 1];

		t->wide |= t->n == COLUMNS;
		more = read_cell(t, cell);
		t->failed |= cell->failed;
	}
}

static struct gj_test_part cell_of(const struct table *t, size_t i)
{
	const char *s = i < t->n ? gj_buf_str(&t->cells[i]) : "";

	return gj_test_trimmed(s, strlen(s));
}

/* A line of the test file, that stands for row `at` of the table. */
static void put_line(struct table *t, int at, const char *between, const char *head,
                     struct gj_test_part value)
{
	if (t->n_lines == t->room) {
		size_t room = t->room ? 2 * t->room : 256;
		int *more = realloc(t->lines, room * sizeof *more);

		if (more == NULL) {
			t->failed = true;
			return;
		}
		t->lines = more;
		t->room = room;
	}
	t->lines[t->n_lines++] = at;
	gj_buf_printf(&t->out, "%s%s%.*s\n", head, between, (int)value.n, value.s);
}

/* A list: empty, and then each row. */
static void put_rows(struct table *t, int at, const char *head, struct gj_test_part rows)
{
	put_line(t, at, " = ", head, (struct gj_test_part){ "0", 1 });
	for (size_t from = 0; from < rows.n;) {
		size_t to = from, skip = 0;

		for (; to < rows.n && skip == 0; to += skip == 0)
			skip = rows.s[to] == ';'                                       ? 1
			       : rows.n - to >= 3 && memcmp(rows.s + to, "；", 3) == 0 ? 3
			                                                               : 0;
		if (gj_test_trimmed(rows.s + from, to - from).n)
			put_line(t, at, " ", "+", gj_test_trimmed(rows.s + from, to - from));
		from = to + skip;
	}
}

static enum gj_test_word word_of(const char *head)
{
	struct gj_test_part rest = gj_test_trimmed(head, strlen(head));

	return gj_test_find_word(gj_test_word(&rest));
}

/* Words come first, in the order of the columns, then the facts: a case says what it is like before it differs. */
static void put_row(struct table *t, int at)
{
	for (int pass = 0; pass < 4; pass++)
		for (size_t i = 0; i < t->n_head; i++) {
			enum gj_test_word word = word_of(t->head[i]);
			int when = word == GJ_TEST_CASE     ? 0
			           : word == GJ_TEST_NONE   ? 2
			           : word == GJ_TEST_EXPECT ? 3
			                                    : 1;

			if (when != pass || cell_of(t, i).n == 0)
				continue;
			if (word == GJ_TEST_NONE && memchr(cell_of(t, i).s, '=', cell_of(t, i).n))
				put_rows(t, at, t->head[i], cell_of(t, i));
			else
				put_line(t, at, word == GJ_TEST_NONE ? " = " : " ", t->head[i],
				         cell_of(t, i));
		}
}

static bool is_empty(const struct table *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (cell_of(t, i).n)
			return false;
	return true;
}

static void convert(struct table *t)
{
	bool titled = false;

	read_row(t);
	for (; t->n_head < t->n && !t->failed; t->n_head++) {
		struct gj_test_part head = cell_of(t, t->n_head);

		t->head[t->n_head] = strndup(head.s, head.n);
		t->failed |= t->head[t->n_head] == NULL;
	}
	while (t->s < t->end && !t->failed && !t->open) {
		int at = t->line;

		read_row(t);
		titled = false;
		for (size_t i = 0; i < t->n_head; i++)
			titled |= word_of(t->head[i]) == GJ_TEST_CASE && cell_of(t, i).n;
		if (is_empty(t))
			continue;
		if (!titled) /* which the reader of lines then says */
			put_line(t, at, "", "用例", (struct gj_test_part){ "", 0 });
		put_row(t, at);
	}
}

/* What was read carries the lines of the table. */
static void relate(const struct table *t, struct gj_testcases *out, size_t problems, size_t cases)
{
	for (size_t i = problems; i < out->n_problems && i < GJ_TEST_PROBLEMS_MAX; i++) {
		struct gj_test_problem *p = &out->problems[i];

		if (p->line > 0 && (size_t)p->line <= t->n_lines)
			p->line = t->lines[p->line - 1];
		p->column = 0;
	}
	for (size_t i = cases; i < out->n; i++) {
		struct gj_testcase *c = out->items[i];

		c->line = t->lines[c->line - 1];
		for (size_t k = 0; k < c->n_expects; k++)
			c->expects[k].line = t->lines[c->expects[k].line - 1];
	}
}

static int whole(struct gj_testcases *out, const char *file, int line, const char *text,
                 struct gj_err *err)
{
	const char *name = gj_arena_strdup(&out->arena, file);
	const char *words = gj_arena_strdup(&out->arena, text);

	if (name == NULL || words == NULL)
		return gj_err_nomem(err, tr("the tests"));
	if (out->n_problems++ < GJ_TEST_PROBLEMS_MAX)
		out->problems[out->n_problems - 1] =
		    (struct gj_test_problem){ .file = name, .line = line, .text = words };
	return 0;
}

int gj_testcases_read_csv(struct gj_testcases *out, const char *file, const char *text, size_t n,
                          struct gj_err *err)
{
	struct table *t = calloc(1, sizeof *t);
	size_t problems = out->n_problems, cases = out->n;
	int rc;

	if (t == NULL)
		return gj_err_nomem(err, tr("the tests"));
	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		n -= 3;
	}
	*t = (struct table){ .s = text, .end = text + n, .line = 1 };
	if (gj_text_valid(text, n) < n) {
		rc = whole(out, file, 1, tr("the line is not UTF-8: save the file as UTF-8"), err);
		goto done;
	}
	convert(t);
	if (t->failed || t->out.failed)
		rc = gj_err_nomem(err, tr("the tests"));
	else if (t->open)
		rc = whole(out, file, t->line, tr("a quotation mark does not end"), err);
	else if (t->wide)
		rc = whole(out, file, 1, tr("the table has too many columns"), err);
	else
		rc = gj_testcases_read(out, file, gj_buf_str(&t->out), t->out.n, err);
	if (rc == 0 && !t->open && !t->wide)
		relate(t, out, problems, cases);
done:
	for (size_t i = 0; i < COLUMNS; i++) {
		gj_buf_fini(&t->cells[i]);
		free(t->head[i]);
	}
	gj_buf_fini(&t->out);
	free(t->lines);
	free(t);
	return rc;
}
