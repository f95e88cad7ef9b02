/* testcase_fact.c: the lines of a test that state facts, and the small change of lines. */
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/decide/testcase_inner.h"
#include "engine/eval/cell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void gj_test_problem_add(struct gj_test_reader *r, const char *at, const char *format, ...)
{
	struct gj_testcases *t = r->t;
	char text[512];
	va_list args;

	r->spoiled = true;
	if (r->left_out || t->n_problems++ >= GJ_TEST_PROBLEMS_MAX)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	text[gj_text_cut(text, gj_text_valid(text, strlen(text)), sizeof text - 1)] = '\0';
	t->problems[t->n_problems - 1] = (struct gj_test_problem){
		.file = r->file,
		.line = r->number,
		.column = at ? (int)(at - r->line) + 1 : 0,
		.text = gj_arena_strdup(&t->arena, text),
	};
	if (t->problems[t->n_problems - 1].text == NULL) {
		t->n_problems--;
		r->failed = true;
	}
}

struct gj_test_part gj_test_trimmed(const char *s, size_t n)
{
	struct gj_test_part p = { .s = s };

	p.n = gj_text_trim(&p.s, n);
	return p;
}

struct gj_test_part gj_test_word(struct gj_test_part *p)
{
	size_t n = 0, length;

	while (n < p->n && !gj_text_is_space(gj_text_decode(p->s + n, p->n - n, &length)))
		n += length;
	struct gj_test_part first = { p->s, n };

	*p = gj_test_trimmed(p->s + n, p->n - n);
	return first;
}

bool gj_test_is(struct gj_test_part p, const char *word)
{
	char a[128], b[128];
	size_t n = word ? strlen(word) : 0;

	if (n == 0 || n >= sizeof b || p.n >= sizeof a)
		return false;
	p.n = gj_text_fold(a, p.s, p.n, GJ_FOLD_LABEL);
	n = gj_text_fold(b, word, n, GJ_FOLD_LABEL);
	return p.n == n && memcmp(a, b, n) == 0;
}

const char *gj_test_keep(struct gj_test_reader *r, struct gj_test_part p)
{
	const char *s = gj_arena_strndup(&r->t->arena, p.s, p.n);

	r->failed |= s == NULL;
	return s;
}

/* Key, or label in either language, folded. */
static const struct gj_fact *find_fact(const struct gj_fact *facts, size_t n,
                                       struct gj_test_part name)
{
	char folded[256], label[256];
	size_t size;

	if (name.n == 0 || name.n >= sizeof folded)
		return NULL;
	size = gj_text_fold(folded, name.s, name.n, GJ_FOLD_LABEL);
	folded[size] = '\0';
	for (size_t i = 0; i < n; i++) {
		const char *names[] = { facts[i].key, facts[i].label.zh, facts[i].label.en };

		for (size_t k = 0; k < 3; k++) {
			if (!names[k] || strlen(names[k]) >= sizeof label)
				continue;
			size = gj_text_fold(label, names[k], strlen(names[k]), GJ_FOLD_LABEL);
			label[size] = '\0';
			if (strcmp(label, folded) == 0)
				return &facts[i];
		}
	}
	return NULL;
}

static void unknown_fact(struct gj_test_reader *r, const struct gj_fact *facts, size_t n,
                         struct gj_test_part name)
{
	const char *names[2 * GJ_FACTS_MAX], *near;
	char text[200];

	snprintf(text, sizeof text, "%.*s", (int)gj_text_cut(name.s, name.n, 100), name.s);
	for (size_t i = 0; i < n; i++) {
		names[2 * i] = facts[i].label.zh;
		names[2 * i + 1] = facts[i].key;
	}
	near = gj_text_near(text, names, 2 * n);
	if (near)
		gj_test_problem_add(r, name.s, tr("there is no fact \"%s\"; did you mean \"%s\"?"),
		                    text, near);
	else
		gj_test_problem_add(r, name.s, tr("there is no fact \"%s\""), text);
}

bool gj_test_split(struct gj_test_part whole, struct gj_test_part *name, struct gj_test_part *value)
{
	static const char *const signs[] = { "=", "＝", ":", "：" };
	size_t at = whole.n, size = 0;

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t n = strlen(signs[i]);

		for (size_t k = 0; k + n <= whole.n && k < at; k++)
			if (memcmp(whole.s + k, signs[i], n) == 0) {
				at = k;
				size = n;
			}
	}
	if (size == 0)
		return false;
	*name = gj_test_trimmed(whole.s, at);
	*value = gj_test_trimmed(whole.s + at + size, whole.n - at - size);
	return true;
}

static bool is_of_code(enum gj_cell why)
{
	return why == GJ_CELL_CODE_DAMAGED || why == GJ_CELL_CODE_LENGTH ||
	       why == GJ_CELL_CODE_ALPHABET || why == GJ_CELL_CODE_PREFIX ||
	       why == GJ_CELL_CODE_CHECK;
}

/* NAME = VALUE, where a name may hold such signs itself: the longest that is a fact's. */
static bool split_fact(const struct gj_fact *facts, size_t n, struct gj_test_part whole,
                       struct gj_test_part *name, struct gj_test_part *value,
                       const struct gj_fact **fact)
{
	struct gj_test_part a, rest = whole, b;

	*fact = NULL;
	if (!gj_test_split(whole, name, value))
		return false;
	for (; gj_test_split(rest, &a, &b); rest = b) {
		const struct gj_fact *found;

		a = gj_test_trimmed(whole.s, (size_t)(a.s + a.n - whole.s));
		found = find_fact(facts, n, a);
		if (found) {
			*fact = found;
			*name = a;
			*value = b;
		}
	}
	return true;
}

/* The value in *out, texts in the record's arena. */
static void read_value(struct gj_test_reader *r, const struct gj_fact *fact,
                       struct gj_test_part value, struct gj_value *out)
{
	static const char *const nothing[] = { "未填", "没有填", "空白", "missing", "blank" };
	enum gj_cell why;

	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		if (gj_test_is(value, nothing[i]))
			value.n = 0;
	why = gj_cell_read(out, fact, value.s, value.n, r->room);
	if (fact->type == GJ_FACT_CODE && is_of_code(why)) /* an example has no check digits */
		why = gj_cell_read(out, &(struct gj_fact){ .type = GJ_FACT_TEXT }, value.s, value.n,
		                   r->room);
	if (why != GJ_CELL_OK) {
		gj_test_problem_add(r, value.s, "%s: %s", gj_label_in(fact->label, GJ_LANG_ZH),
		                    gj_cell_reason(why));
		*out = (struct gj_value){ .state = GJ_MISSING };
	} else if (out->text) {
		out->text = gj_arena_strdup(&r->now->record.arena, out->text);
		r->failed |= out->text == NULL;
	}
}

void gj_test_end_list(struct gj_test_reader *r)
{
	struct gj_value *cells;

	if (r->list == NULL)
		return;
	cells = gj_record_rows(&r->now->record, r->list, r->n_rows, NULL);
	if (cells == NULL)
		r->failed = true;
	else
		memcpy(cells, r->rows, r->n_rows * r->list->n_fields * sizeof *cells);
	r->list = NULL;
	r->n_rows = 0;
}

/* + 日期 = 2022-03-01, 范围 = 全员 */
void gj_test_read_row(struct gj_test_reader *r, struct gj_test_part rest)
{
	struct gj_value *cells;
	size_t from = 0;

	if (r->list == NULL) {
		if (!r->list_wrong)
			gj_test_problem_add(
			    r, NULL, tr("a row with + stands below the list that it belongs to"));
		return;
	}
	if (r->n_rows == GJ_TEST_ROWS_MAX) {
		gj_test_problem_add(r, NULL, tr("more than %d rows in a list"), GJ_TEST_ROWS_MAX);
		return;
	}
	cells = r->rows + r->n_rows * r->list->n_fields;
	memset(cells, 0, r->list->n_fields * sizeof *cells);
	r->n_rows++;
	while (from < rest.n) {
		struct gj_test_part piece, name, value;
		const struct gj_fact *field;
		size_t to = from, skip = 0;

		for (; to < rest.n; to++) {
			skip = rest.s[to] == ','                                       ? 1
			       : rest.n - to >= 3 && memcmp(rest.s + to, "，", 3) == 0 ? 3
			                                                               : 0;
			if (skip)
				break;
		}
		piece = gj_test_trimmed(rest.s + from, to - from);
		from = to + (skip ? skip : 1);
		if (piece.n == 0)
			continue;
		if (!split_fact(r->list->fields, r->list->n_fields, piece, &name, &value, &field)) {
			gj_test_problem_add(r, piece.s, tr("write field = value"));
			continue;
		}
		if (field == NULL)
			unknown_fact(r, r->list->fields, r->list->n_fields, name);
		else
			read_value(r, field, value, &cells[field->index]);
	}
}

void gj_test_read_fact(struct gj_test_reader *r, struct gj_test_part whole)
{
	const struct gj_facts *facts;
	const struct gj_fact *fact;
	struct gj_test_part name, value;
	struct gj_value v;

	facts = &r->now->category->facts;
	r->list_wrong = true;
	if (!split_fact(facts->items, facts->n, whole, &name, &value, &fact)) {
		gj_test_problem_add(
		    r, whole.s,
		    tr("this is no line of a test; write FACT = VALUE, or one of the words "
		       "用例 类别 "
		       "如同 基准日 期望 (case category like as-of expect)"));
		return;
	}
	gj_test_end_list(r);
	if (fact == NULL) {
		unknown_fact(r, facts->items, facts->n, name);
		return;
	}
	if (fact->type == GJ_FACT_LIST && gj_test_is(value, "0")) {
		r->list_wrong = false;
		r->list = fact;
		return;
	}
	read_value(r, fact, value, &v);
	if (fact->type == GJ_FACT_LIST && v.state == GJ_GIVEN && v.number != 0) {
		gj_test_problem_add(r, value.s,
		                    tr("write = 0 and then each row on a line of its own with +"));
		return;
	}
	r->list_wrong = false;
	if (fact->type == GJ_FACT_LIST && v.state == GJ_GIVEN)
		r->list = fact;
	else
		r->now->record.values[fact->index] = v;
}
