/* testcase.c: reads test files line by line; a line that is wrong spoils its own case only. */
#include "engine/decide/testcase.h"

#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/eval/cell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct part { /* of a line */
	const char *s;
	size_t n;
};

struct reader {
	struct gj_testcases *t;
	struct gj_testcase *now; /* the case that the lines belong to; NULL: none yet */
	bool spoiled;            /* something in it was wrong */
	const struct gj_fact *list;
	struct gj_value *rows; /* of the list, GJ_TEST_ROWS_MAX of them; n_rows used */
	size_t n_rows;
	int32_t reference; /* of cases that name none: the one above the first case */
	const char *file;
	const char *line;
	int number;
	bool failed; /* memory */
	char room[GJ_FACT_TEXT_MAX + 1];
};

enum word {
	WORD_CASE,
	WORD_CATEGORY,
	WORD_AS_OF,
	WORD_LIKE,
	WORD_EXPECT,
	WORD_RECOGNISED,
	WORD_PENDING,
	WORD_REFUSED,
	WORD_ROW,
	WORD_NONE
};

static const struct gj_label words[] = {
	[WORD_CASE] = { "用例", "case" },
	[WORD_CATEGORY] = { "类别", "category" },
	[WORD_AS_OF] = { "基准日", "as-of" },
	[WORD_LIKE] = { "如同", "like" },
	[WORD_EXPECT] = { "期望", "expect" },
	[WORD_RECOGNISED] = { "已认定", "recognised" },
	[WORD_PENDING] = { "待认定", "pending" },
	[WORD_REFUSED] = { "不认定", "refused" },
	[WORD_ROW] = { "+", "+" },
};

void gj_testcases_init(struct gj_testcases *t, const struct gj_category *categories, size_t n)
{
	*t = (struct gj_testcases){ .categories = categories, .n_categories = n };
	gj_arena_init(&t->arena, 0);
}

static void case_free(struct gj_testcase *c)
{
	if (c && c->category)
		gj_record_fini(&c->record);
	free(c);
}

void gj_testcases_fini(struct gj_testcases *t)
{
	for (size_t i = 0; i < t->n; i++)
		case_free(t->items[i]);
	free(t->items);
	gj_arena_fini(&t->arena);
	*t = (struct gj_testcases){ .items = NULL };
}

const struct gj_testcase *gj_testcases_find(const struct gj_testcases *t, const char *title)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->items[i]->title, title) == 0)
			return t->items[i];
	return NULL;
}

enum gj_outcome gj_testcase_resolve(void *ctx, const char *category, const char *code)
{
	const struct gj_testcase *c = ctx;

	(void)category;
	for (size_t i = 0; i < c->n_known; i++)
		if (strcmp(c->known[i].code, code) == 0)
			return c->known[i].outcome;
	return GJ_UNKNOWN;
}

static void problem(struct reader *r, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void problem(struct reader *r, const char *at, const char *format, ...)
{
	struct gj_testcases *t = r->t;
	char text[512];
	va_list args;

	r->spoiled = true;
	if (t->n_problems++ >= GJ_TEST_PROBLEMS_MAX)
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

static struct part trimmed(const char *s, size_t n)
{
	struct part p = { .s = s };

	p.n = gj_text_trim(&p.s, n);
	return p;
}

/* Up to the first space; the rest is left in *p. */
static struct part take_word(struct part *p)
{
	size_t n = 0, length;

	while (n < p->n && !gj_text_is_space(gj_text_decode(p->s + n, p->n - n, &length)))
		n += length;
	struct part first = { p->s, n };

	*p = trimmed(p->s + n, p->n - n);
	return first;
}

static bool is(struct part p, const char *word)
{
	return word && strlen(word) == p.n && strncmp(p.s, word, p.n) == 0;
}

static const char *keep(struct reader *r, struct part p)
{
	const char *s = gj_arena_strndup(&r->t->arena, p.s, p.n);

	r->failed |= s == NULL;
	return s;
}

/* Key, or label in either language, folded. */
static const struct gj_fact *find_fact(const struct gj_fact *facts, size_t n, struct part name)
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

static void unknown_fact(struct reader *r, const struct gj_fact *facts, size_t n, struct part name)
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
		problem(r, name.s, tr("there is no fact \"%s\"; did you mean \"%s\"?"), text, near);
	else
		problem(r, name.s, tr("there is no fact \"%s\""), text);
}

/* NAME = VALUE or NAME：VALUE; false when there is no sign between. */
static bool split_sign(struct part whole, struct part *name, struct part *value)
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
	*name = trimmed(whole.s, at);
	*value = trimmed(whole.s + at + size, whole.n - at - size);
	return true;
}

/* The value in *out, texts in the record's arena. */
static void read_value(struct reader *r, const struct gj_fact *fact, struct part value,
                       struct gj_value *out)
{
	enum gj_cell why = gj_cell_read(out, fact, value.s, value.n, r->room);

	if (why != GJ_CELL_OK) {
		problem(r, value.s, "%s: %s", gj_label_in(fact->label, GJ_LANG_ZH),
		        gj_cell_reason(why));
		*out = (struct gj_value){ .state = GJ_MISSING };
	} else if (out->text) {
		out->text = gj_arena_strdup(&r->now->record.arena, out->text);
		r->failed |= out->text == NULL;
	}
}

/* The rows that were gathered become the list's. */
static void end_list(struct reader *r)
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

static void drop_last(struct gj_testcases *t)
{
	case_free(t->items[--t->n]);
}

static void end_case(struct reader *r)
{
	end_list(r);
	if (r->now && !r->now->category && !r->spoiled)
		problem(r, NULL, tr("the case \"%s\" does not say its category"), r->now->title);
	if (r->now && r->spoiled)
		drop_last(r->t);
	r->now = NULL;
	r->spoiled = false;
}

static void begin_case(struct reader *r, struct part title)
{
	struct gj_testcases *t = r->t;
	struct gj_testcase *c;

	end_case(r);
	if (t->n == GJ_TESTCASES_MAX) {
		problem(r, NULL, tr("more than %d cases"), GJ_TESTCASES_MAX);
		return;
	}
	if (t->n == t->room) {
		size_t room = t->room ? 2 * t->room : 64;
		struct gj_testcase **more = realloc(t->items, room * sizeof(*more));

		if (more == NULL) {
			r->failed = true;
			return;
		}
		t->items = more;
		t->room = room;
	}
	c = calloc(1, sizeof *c);
	if (c == NULL) {
		r->failed = true;
		return;
	}
	*c = (struct gj_testcase){ .title = keep(r, title),
		                   .file = r->file,
		                   .line = r->number,
		                   .reference = r->reference };
	if (c->title == NULL || title.n == 0) {
		if (title.n == 0)
			problem(r, NULL, tr("a case needs a title behind the word"));
		free(c);
		return;
	}
	if (gj_testcases_find(t, c->title))
		problem(r, title.s, tr("there is a case \"%s\" already"), c->title);
	t->items[t->n++] = c;
	r->now = c;
}

static void set_category(struct reader *r, const struct gj_category *category)
{
	if (gj_record_init(&r->now->record, &category->facts, NULL)) {
		r->failed = true;
		return;
	}
	r->now->category = category;
}

static void read_category(struct reader *r, struct part name)
{
	const struct gj_category *found = NULL;
	const char *names[64];
	size_t n = 0;

	for (size_t i = 0; i < r->t->n_categories; i++) {
		const struct gj_category *c = &r->t->categories[i];

		if (is(name, c->key) || is(name, c->label.zh) || is(name, c->label.en))
			found = c;
		if (n < 64)
			names[n++] = c->key;
	}
	if (!found || found->registered_only) {
		char text[100];
		const char *near;

		snprintf(text, sizeof text, "%.*s", (int)gj_text_cut(name.s, name.n, 90), name.s);
		near = gj_text_near(text, names, n);
		problem(r, name.s, tr("there is no category \"%s\" that is judged%s%s"), text,
		        near ? tr("; did you mean ") : "", near ? near : "");
	} else if (r->now->category && r->now->category != found) {
		problem(r, name.s, tr("the case has another category already"));
	} else if (!r->now->category) {
		set_category(r, found);
	}
}

static void read_like(struct reader *r, struct part title)
{
	const char *name = keep(r, title);
	const struct gj_testcase *other = name ? gj_testcases_find(r->t, name) : NULL;
	struct gj_testcase *c = r->now;

	if (name == NULL)
		return;
	if (other == NULL || other == c || other->category == NULL) {
		problem(r, title.s, tr("there is no case \"%s\" above this one"), name);
		return;
	}
	if (c->category && c->category != other->category) {
		problem(r, title.s, tr("\"%s\" is of another category"), name);
		return;
	}
	if (!c->category)
		set_category(r, other->category);
	if (!c->category || gj_record_copy(&c->record, &other->record, NULL)) {
		r->failed = true;
		return;
	}
	if (other->reference != GJ_DAY_NONE)
		c->reference = other->reference;
	for (size_t i = 0; i < other->n_known; i++) {
		struct gj_known *more = gj_arena_array(&r->t->arena, c->n_known + 1, sizeof *more);

		if (more == NULL) {
			r->failed = true;
			return;
		}
		if (c->n_known)
			memcpy(more, c->known, c->n_known * sizeof *more);
		more[c->n_known++] = other->known[i];
		c->known = more;
	}
}

static void read_known(struct reader *r, struct part code, enum gj_outcome outcome)
{
	struct gj_testcase *c = r->now;
	struct gj_known *more = gj_arena_array(&r->t->arena, c->n_known + 1, sizeof *more);
	const char *text = keep(r, code);

	if (more == NULL || text == NULL) {
		r->failed = true;
		return;
	}
	more[0] = (struct gj_known){ .code = text, .outcome = outcome }; /* the newest counts */
	if (c->n_known)
		memcpy(more + 1, c->known, c->n_known * sizeof *more);
	c->known = more;
	c->n_known++;
}

static int find_outcome(struct part p)
{
	for (int o = 0; o < GJ_OUTCOMES; o++) {
		struct gj_label label = gj_outcome_label((enum gj_outcome)o);

		if (is(p, label.zh) || is(p, label.en) ||
		    is(p, gj_outcome_name((enum gj_outcome)o)))
			return o;
	}
	return -1;
}

static int find_result(struct part p)
{
	for (int k = 0; k < GJ_RESULTS; k++) {
		struct gj_label label = gj_result_label((enum gj_result)k);

		if (is(p, label.zh) || is(p, label.en) || is(p, gj_result_name((enum gj_result)k)))
			return k;
	}
	return -1;
}

static const struct gj_check *find_check(const struct gj_category *c, struct part p)
{
	for (size_t i = 0; i < c->n_checks; i++)
		if (is(p, c->checks[i].id) || is(p, c->checks[i].clause))
			return &c->checks[i];
	return NULL;
}

static void add_expect(struct reader *r, struct gj_expect e)
{
	struct gj_testcase *c = r->now;
	struct gj_expect *more;

	if (c->n_expects == GJ_TEST_EXPECTS_MAX) {
		problem(r, NULL, tr("more than %d expectations"), GJ_TEST_EXPECTS_MAX);
		return;
	}
	more = gj_arena_array(&r->t->arena, c->n_expects + 1, sizeof *more);
	if (more == NULL) {
		r->failed = true;
		return;
	}
	if (c->n_expects)
		memcpy(more, c->expects, c->n_expects * sizeof *more);
	more[c->n_expects++] = e;
	c->expects = more;
}

static void read_expect(struct reader *r, struct part rest)
{
	struct gj_testcase *c = r->now;
	struct part whole = rest, first = take_word(&rest);
	struct gj_expect e = { .line = r->number };
	char text[160];

	if (!c->category) {
		problem(r, first.s, tr("say the category before what is expected"));
		return;
	}
	e.wanted = find_result(whole);
	if (e.wanted >= 0) {
		add_expect(r, e);
		return;
	}
	e.check = find_check(c->category, first);
	e.wanted = find_outcome(rest);
	if (e.check && e.wanted >= 0) {
		add_expect(r, e);
		return;
	}
	if (e.check) {
		snprintf(text, sizeof text, "%.*s", (int)gj_text_cut(rest.s, rest.n, 100), rest.s);
		problem(
		    r, rest.s,
		    tr("\"%s\" is no outcome; there are met 符合, not_met 不符合, unknown, review, "
		       "not_applicable, error"),
		    text);
		return;
	}
	snprintf(text, sizeof text, "%.*s", (int)gj_text_cut(first.s, first.n, 100), first.s);
	problem(r, first.s,
	        tr("\"%s\" is neither a result nor a clause or id of a check of \"%s\""), text,
	        c->category->key);
}

/* + 日期 = 2022-03-01, 范围 = 全员 */
static void read_row(struct reader *r, struct part rest)
{
	struct gj_value *cells;
	size_t from = 0;

	if (r->list == NULL) {
		problem(r, NULL, tr("a row with + stands below the list that it belongs to"));
		return;
	}
	if (r->n_rows == GJ_TEST_ROWS_MAX) {
		problem(r, NULL, tr("more than %d rows in a list"), GJ_TEST_ROWS_MAX);
		return;
	}
	cells = r->rows + r->n_rows * r->list->n_fields;
	memset(cells, 0, r->list->n_fields * sizeof *cells);
	r->n_rows++;
	while (from < rest.n) {
		struct part piece, name, value;
		const struct gj_fact *field;
		size_t to = from, skip = 0;

		for (; to < rest.n; to++) {
			skip = rest.s[to] == ','                                       ? 1
			       : rest.n - to >= 3 && memcmp(rest.s + to, "，", 3) == 0 ? 3
			                                                               : 0;
			if (skip)
				break;
		}
		piece = trimmed(rest.s + from, to - from);
		from = to + (skip ? skip : 1);
		if (piece.n == 0)
			continue;
		if (!split_sign(piece, &name, &value)) {
			problem(r, piece.s, tr("write field = value"));
			continue;
		}
		field = find_fact(r->list->fields, r->list->n_fields, name);
		if (field == NULL)
			unknown_fact(r, r->list->fields, r->list->n_fields, name);
		else
			read_value(r, field, value, &cells[field->index]);
	}
}

static void read_fact(struct reader *r, struct part whole)
{
	const struct gj_facts *facts;
	const struct gj_fact *fact;
	struct part name, value;
	struct gj_value v;

	if (!r->now->category) {
		problem(r, whole.s, tr("say the category before the facts"));
		return;
	}
	facts = &r->now->category->facts;
	if (!split_sign(whole, &name, &value)) {
		problem(r, whole.s,
		        tr("this is no line of a test; write FACT = VALUE, or one of the words "
		           "用例 类别 "
		           "如同 基准日 期望 (case category like as-of expect)"));
		return;
	}
	fact = find_fact(facts->items, facts->n, name);
	if (fact == NULL) {
		unknown_fact(r, facts->items, facts->n, name);
		return;
	}
	end_list(r);
	if (fact->type == GJ_FACT_LIST && is(value, "0")) {
		r->list = fact;
		return;
	}
	read_value(r, fact, value, &v);
	if (fact->type == GJ_FACT_LIST && v.state == GJ_GIVEN && v.number != 0) {
		problem(r, value.s, tr("write = 0 and then each row on a line of its own with +"));
		return;
	}
	if (fact->type == GJ_FACT_LIST && v.state == GJ_GIVEN)
		r->list = fact;
	else
		r->now->record.values[fact->index] = v;
}

static enum word find_word(struct part first)
{
	for (int w = 0; w < WORD_NONE; w++)
		if (is(first, words[w].zh) || is(first, words[w].en))
			return (enum word)w;
	return WORD_NONE;
}

static void read_line(struct reader *r, struct part line)
{
	struct part rest = line, first = take_word(&rest);
	enum word word = find_word(first);

	if (line.n == 0 || line.s[0] == '#')
		return;
	if (word == WORD_AS_OF && r->now == NULL) {
		r->reference = gj_day_parse(rest.s, rest.n);
		if (r->reference == GJ_DAY_NONE)
			problem(r, rest.s, tr("write the day as 2022-11-30"));
		r->spoiled = false;
		return;
	}
	if (word != WORD_CASE && r->now == NULL) {
		if (!r->spoiled)
			problem(r, line.s,
			        tr("a test begins with a line: 用例 TITLE (or case TITLE)"));
		return;
	}
	switch (word) {
	case WORD_CASE:
		begin_case(r, rest);
		break;
	case WORD_CATEGORY:
		read_category(r, rest);
		break;
	case WORD_AS_OF:
		r->now->reference = gj_day_parse(rest.s, rest.n);
		if (r->now->reference == GJ_DAY_NONE)
			problem(r, rest.s, tr("write the day as 2022-11-30"));
		break;
	case WORD_LIKE:
		read_like(r, rest);
		break;
	case WORD_EXPECT:
		read_expect(r, rest);
		break;
	case WORD_RECOGNISED:
		read_known(r, rest, GJ_MET);
		break;
	case WORD_PENDING:
		read_known(r, rest, GJ_REVIEW);
		break;
	case WORD_REFUSED:
		read_known(r, rest, GJ_NOT_MET);
		break;
	case WORD_ROW:
		read_row(r, rest);
		break;
	case WORD_NONE:
		read_fact(r, line);
		break;
	}
}

int gj_testcases_read(struct gj_testcases *t, const char *file, const char *text, size_t n,
                      struct gj_err *err)
{
	struct reader *r = calloc(1, sizeof *r);
	size_t from = 0;
	int rc = 0;

	if (r == NULL)
		return gj_err_nomem(err, tr("the tests"));
	r->t = t;
	r->reference = GJ_DAY_NONE;
	r->file = gj_arena_strdup(&t->arena, file);
	r->rows = calloc((size_t)GJ_TEST_ROWS_MAX * GJ_FACT_FIELDS_MAX, sizeof *r->rows);
	r->failed = r->file == NULL || r->rows == NULL;
	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		from = 3;
	while (!r->failed && from < n) {
		const char *end = memchr(text + from, '\n', n - from);
		size_t size = end ? (size_t)(end - (text + from)) : n - from;

		r->line = text + from;
		r->number++;
		if (size > GJ_TEST_LINE_MAX)
			problem(r, NULL, tr("a line is longer than %d bytes"), GJ_TEST_LINE_MAX);
		else if (gj_text_valid(r->line, size) < size)
			problem(r, r->line + gj_text_valid(r->line, size),
			        tr("the line is not UTF-8: save the file as UTF-8"));
		else
			read_line(r, trimmed(r->line, size));
		from += size + 1;
	}
	if (!r->failed)
		end_case(r);
	else if (r->now)
		drop_last(t);
	if (r->failed)
		rc = gj_err_nomem(err, tr("the tests"));
	free(r->rows);
	free(r);
	return rc;
}
