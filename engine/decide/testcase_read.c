/* testcase_read.c: reads test files line by line; a line that is wrong spoils its own case only. */
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/decide/testcase_inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct gj_label words[] = {
	[GJ_TEST_CASE] = { "用例", "case" },
	[GJ_TEST_CATEGORY] = { "类别", "category" },
	[GJ_TEST_AS_OF] = { "基准日", "as-of" },
	[GJ_TEST_LIKE] = { "如同", "like" },
	[GJ_TEST_EXPECT] = { "期望", "expect" },
	[GJ_TEST_RECOGNISED] = { "已认定", "recognised" },
	[GJ_TEST_PENDING] = { "待认定", "pending" },
	[GJ_TEST_REFUSED] = { "不认定", "refused" },
	[GJ_TEST_ROW] = { "+", "+" },
};

static void drop_last(struct gj_testcases *t)
{
	gj_test_free(t->items[--t->n]);
}

/* Others may be like it; that they cannot be is its fault, and is not said again. */
static void note_spoiled(struct gj_test_reader *r)
{
	struct gj_testcases *t = r->t;
	const char **more = realloc(t->spoiled, (t->n_spoiled + 1) * sizeof *more);

	t->n_left_out += r->left_out;
	if (more) {
		more[t->n_spoiled++] = r->now->title;
		t->spoiled = more;
	} else {
		r->failed = true;
	}
	drop_last(t);
}

static bool is_spoiled(const struct gj_testcases *t, const char *title)
{
	for (size_t i = 0; i < t->n_spoiled; i++)
		if (strcmp(t->spoiled[i], title) == 0)
			return true;
	return false;
}

static void end_case(struct gj_test_reader *r)
{
	gj_test_end_list(r);
	if (r->now && !r->now->category && !r->spoiled)
		gj_test_problem_add(r, NULL, tr("the case \"%s\" does not say its category"),
		                    r->now->title);
	if (r->now && r->spoiled)
		note_spoiled(r);
	r->now = NULL;
	r->spoiled = r->left_out = false;
}

static void begin_case(struct gj_test_reader *r, struct gj_test_part title)
{
	struct gj_testcases *t = r->t;
	struct gj_testcase *c;

	end_case(r);
	if (t->n == GJ_TESTCASES_MAX) {
		gj_test_problem_add(r, NULL, tr("more than %d cases"), GJ_TESTCASES_MAX);
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
	*c = (struct gj_testcase){ .title = gj_test_keep(r, title),
		                   .file = r->file,
		                   .line = r->number,
		                   .reference = r->reference };
	if (c->title == NULL || title.n == 0) {
		if (title.n == 0)
			gj_test_problem_add(r, NULL, tr("a case needs a title behind the word"));
		free(c);
		return;
	}
	if (gj_testcases_find(t, c->title))
		gj_test_problem_add(r, title.s, tr("there is a case \"%s\" already"), c->title);
	t->items[t->n++] = c;
	r->now = c;
}

static void set_category(struct gj_test_reader *r, const struct gj_category *category)
{
	if (gj_record_init(&r->now->record, &category->facts, NULL)) {
		r->failed = true;
		return;
	}
	r->now->category = category;
}

static void read_category(struct gj_test_reader *r, struct gj_test_part name)
{
	const struct gj_category *found = NULL;
	const char *names[64];
	size_t n = 0;

	for (size_t i = 0; i < r->t->n_categories; i++) {
		const struct gj_category *c = &r->t->categories[i];

		if (gj_test_is(name, c->key) || gj_test_is(name, c->label.zh) ||
		    gj_test_is(name, c->label.en))
			found = c;
		if (n < 64)
			names[n++] = c->key;
	}
	if (!found || found->registered_only) {
		char text[100];
		const char *near;

		snprintf(text, sizeof text, "%.*s", (int)gj_text_cut(name.s, name.n, 90), name.s);
		near = gj_text_near(text, names, n);
		gj_test_problem_add(r, name.s, tr("there is no category \"%s\" that is judged%s%s"),
		                    text, near ? tr("; did you mean ") : "", near ? near : "");
	} else if (r->now->category && r->now->category != found) {
		gj_test_problem_add(r, name.s, tr("the case has another category already"));
	} else if (!r->now->category) {
		set_category(r, found);
	}
}

static void read_like(struct gj_test_reader *r, struct gj_test_part title)
{
	const char *name = gj_test_keep(r, title);
	const struct gj_testcase *other = name ? gj_testcases_find(r->t, name) : NULL;
	struct gj_testcase *c = r->now;

	if (name == NULL)
		return;
	if (other == NULL && !c->category && is_spoiled(r->t, name)) {
		r->spoiled = r->left_out = true;
		return;
	}
	if (other == NULL || other == c || other->category == NULL) {
		gj_test_problem_add(r, title.s, tr("there is no case \"%s\" above this one"), name);
		return;
	}
	if (c->category && c->category != other->category) {
		gj_test_problem_add(r, title.s, tr("\"%s\" is of another category"), name);
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

static void read_known(struct gj_test_reader *r, struct gj_test_part code, enum gj_outcome outcome)
{
	struct gj_testcase *c = r->now;
	struct gj_known *more = gj_arena_array(&r->t->arena, c->n_known + 1, sizeof *more);
	const char *text = gj_test_keep(r, code);

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

struct short_word { /* what people write for it */
	const char *word;
	int means;
};

static int find_short(const struct short_word *list, size_t n, struct gj_test_part p)
{
	for (size_t i = 0; i < n; i++)
		if (gj_test_is(p, list[i].word))
			return list[i].means;
	return -1;
}

static int find_outcome(struct gj_test_part p)
{
	static const struct short_word also[] = {
		{ "待人工", GJ_REVIEW }, { "人工认定", GJ_REVIEW }, { "待补正", GJ_UNKNOWN },
		{ "未知", GJ_UNKNOWN },  { "出错", GJ_ERROR },
	};

	for (int o = 0; o < GJ_OUTCOMES; o++) {
		struct gj_label label = gj_outcome_label((enum gj_outcome)o);

		if (gj_test_is(p, label.zh) || gj_test_is(p, label.en) ||
		    gj_test_is(p, gj_outcome_name((enum gj_outcome)o)))
			return o;
	}
	return find_short(also, sizeof also / sizeof *also, p);
}

static int find_result(struct gj_test_part p)
{
	static const struct short_word also[] = {
		{ "待人工", GJ_REVIEW_DUE },
		{ "附条件", GJ_CONDITIONAL },
		{ "资料不全", GJ_INCOMPLETE },
	};

	for (int k = 0; k < GJ_RESULTS; k++) {
		struct gj_label label = gj_result_label((enum gj_result)k);

		if (gj_test_is(p, label.zh) || gj_test_is(p, label.en) ||
		    gj_test_is(p, gj_result_name((enum gj_result)k)))
			return k;
	}
	return find_short(also, sizeof also / sizeof *also, p);
}

static const struct gj_check *find_check(const struct gj_category *c, struct gj_test_part p)
{
	for (size_t i = 0; i < c->n_checks; i++)
		if (gj_test_is(p, c->checks[i].id) || gj_test_is(p, c->checks[i].clause))
			return &c->checks[i];
	return NULL;
}

static void add_expect(struct gj_test_reader *r, struct gj_expect e)
{
	struct gj_testcase *c = r->now;
	struct gj_expect *more;

	if (c->n_expects == GJ_TEST_EXPECTS_MAX) {
		gj_test_problem_add(r, NULL, tr("more than %d expectations"), GJ_TEST_EXPECTS_MAX);
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

static void unknown_check(struct gj_test_reader *r, const char *at, const char *text)
{
	const struct gj_category *c = r->now->category;
	const char **names = calloc(2 * c->n_checks + 1, sizeof *names), *near;

	if (names == NULL) {
		r->failed = true;
		return;
	}
	for (size_t i = 0; i < c->n_checks; i++) {
		names[2 * i] = c->checks[i].id;
		names[2 * i + 1] = c->checks[i].clause;
	}
	near = gj_text_near(text, names, 2 * c->n_checks);
	free(names);
	if (near)
		gj_test_problem_add(
		    r, at,
		    tr("\"%s\" is neither a result nor a clause or id of a check of "
		       "\"%s\"; did you mean \"%s\"?"),
		    text, c->key, near);
	else
		gj_test_problem_add(
		    r, at, tr("\"%s\" is neither a result nor a clause or id of a check of \"%s\""),
		    text, c->key);
}

static void read_expect(struct gj_test_reader *r, struct gj_test_part rest)
{
	struct gj_testcase *c = r->now;
	struct gj_test_part whole = rest, first = gj_test_word(&rest);
	struct gj_expect e = { .line = r->number };
	char text[160];

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
	if (!e.check && gj_test_read_points(r, whole, &e)) {
		if (e.points)
			add_expect(r, e);
		return;
	}
	if (e.check) {
		snprintf(text, sizeof text, "%.*s", (int)gj_text_cut(rest.s, rest.n, 100), rest.s);
		gj_test_problem_add(
		    r, rest.s,
		    tr("\"%s\" is no outcome; there are met 符合, not_met 不符合, unknown, review, "
		       "not_applicable, error"),
		    text);
		return;
	}
	snprintf(text, sizeof text, "%.*s", (int)gj_text_cut(first.s, first.n, 100), first.s);
	unknown_check(r, first.s, text);
}

enum gj_test_word gj_test_find_word(struct gj_test_part first)
{
	for (int w = 0; w < GJ_TEST_NONE; w++)
		if (gj_test_is(first, words[w].zh) || gj_test_is(first, words[w].en))
			return (enum gj_test_word)w;
	return GJ_TEST_NONE;
}

/* 用例：TITLE is what people write, too. */
static enum gj_test_word begin_line(struct gj_test_part line, struct gj_test_part *rest)
{
	struct gj_test_part first, name, value;
	enum gj_test_word word;

	*rest = line;
	first = gj_test_word(rest);
	word = gj_test_find_word(first);
	if (word != GJ_TEST_NONE || !gj_test_split(line, &name, &value))
		return word;
	word = gj_test_find_word(name);
	if (word != GJ_TEST_NONE)
		*rest = value;
	return word;
}

/* Facts and expectations are the category's; said once for a case. */
static bool is_ready(struct gj_test_reader *r, const char *at)
{
	if (!r->now->category && !r->spoiled)
		gj_test_problem_add(r, at,
		                    tr("say the category before the facts and what is expected"));
	return r->now->category != NULL;
}

static void read_line(struct gj_test_reader *r, struct gj_test_part line)
{
	struct gj_test_part rest;
	enum gj_test_word word;

	if (line.n == 0 || line.s[0] == '#')
		return;
	word = begin_line(line, &rest);
	if (word == GJ_TEST_AS_OF && r->now == NULL) {
		r->reference = gj_day_parse(rest.s, rest.n);
		if (r->reference == GJ_DAY_NONE)
			gj_test_problem_add(r, rest.s, tr("write the day as 2022-11-30"));
		r->spoiled = false;
		return;
	}
	if (word != GJ_TEST_CASE && r->now == NULL) {
		if (!r->spoiled)
			gj_test_problem_add(
			    r, line.s, tr("a test begins with a line: 用例 TITLE (or case TITLE)"));
		return;
	}
	switch (word) {
	case GJ_TEST_CASE:
		begin_case(r, rest);
		break;
	case GJ_TEST_CATEGORY:
		read_category(r, rest);
		break;
	case GJ_TEST_AS_OF:
		r->now->reference = gj_day_parse(rest.s, rest.n);
		if (r->now->reference == GJ_DAY_NONE)
			gj_test_problem_add(r, rest.s, tr("write the day as 2022-11-30"));
		break;
	case GJ_TEST_LIKE:
		read_like(r, rest);
		break;
	case GJ_TEST_EXPECT:
		if (is_ready(r, rest.s))
			read_expect(r, rest);
		break;
	case GJ_TEST_RECOGNISED:
		read_known(r, rest, GJ_MET);
		break;
	case GJ_TEST_PENDING:
		read_known(r, rest, GJ_REVIEW);
		break;
	case GJ_TEST_REFUSED:
		read_known(r, rest, GJ_NOT_MET);
		break;
	case GJ_TEST_ROW:
		if (is_ready(r, line.s))
			gj_test_read_row(r, rest);
		break;
	case GJ_TEST_NONE:
		if (is_ready(r, line.s))
			gj_test_read_fact(r, line);
		break;
	}
}

int gj_testcases_read(struct gj_testcases *t, const char *file, const char *text, size_t n,
                      struct gj_err *err)
{
	struct gj_test_reader *r = calloc(1, sizeof *r);
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
			gj_test_problem_add(r, NULL, tr("a line is longer than %d bytes"),
			                    GJ_TEST_LINE_MAX);
		else if (gj_text_valid(r->line, size) < size)
			gj_test_problem_add(r, r->line + gj_text_valid(r->line, size),
			                    tr("the line is not UTF-8: save the file as UTF-8"));
		else
			read_line(r, gj_test_trimmed(r->line, size));
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
