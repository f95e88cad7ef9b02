/* doc_terms.c: the tables and scores that the conditions of a category look numbers up in. */
#include "engine/cli/doc.h"

#include "engine/cli/html_out.h"
#include "engine/decide/reason.h"
#include "engine/decide/wording.h"
#include "engine/eval/cell.h"

#include <stdint.h>
#include <stdlib.h>

enum { TERMS_MAX = 256 };

struct terms { /* tables and scores, each once, in order */
	struct gj_doc *d;
	const struct gj_check *check; /* that asks about them */
	const struct gj_term *seen[TERMS_MAX];
	size_t n;
};

static bool is_named(const struct gj_term *t)
{
	return t->label.zh || t->label.en;
}

static void put_text(struct gj_doc *d, const char *tag, struct gj_buf *text)
{
	gj_html_leaf(d->out, tag, NULL, gj_buf_str(text));
	d->out->failed = d->out->failed || text->failed;
	gj_buf_fini(text);
}

/* The number in the scale and unit of the term. */
static void put_number(struct gj_doc *d, struct gj_buf *out, const struct gj_term *t, int64_t n)
{
	enum gj_fact_type type = t->type == GJ_FACT_DATE ? GJ_FACT_DATE
	                         : t->decimals           ? GJ_FACT_AMOUNT
	                                                 : GJ_FACT_COUNT;
	const struct gj_fact shape = { .type = type, .decimals = t->decimals };
	const struct gj_value value = { .state = GJ_GIVEN, .number = n };
	const char *unit = gj_label_in(t->unit, d->lang);

	gj_value_print(out, &shape, &value, d->lang);
	if (*unit && type != GJ_FACT_DATE)
		gj_buf_printf(out, "%s%s", gj_doc_say(d, "", " "), unit);
}

static void put_picked(struct gj_doc *d, struct gj_buf *out, const struct gj_term *t)
{
	put_number(d, out, t, t->low);
	gj_buf_puts(out, gj_doc_say(d, "至", " to "));
	put_number(d, out, t, t->high);
	gj_buf_puts(out, gj_doc_say(d, "（专家给分）", " (picked by an expert)"));
}

/* What a row of a table gives. */
static void put_value(struct gj_doc *d, const struct gj_term *table, const struct gj_term *t)
{
	struct gj_buf text;

	gj_buf_init(&text);
	if (t->kind == GJ_TERM_NUMBER) {
		put_number(d, &text, table, t->number);
	} else if (t->kind == GJ_TERM_PICKED) {
		put_picked(d, &text, t);
	} else {
		gj_reason_term(&text, t, d->lang);
	}
	put_text(d, "td", &text);
}

static void put_table(struct gj_doc *d, const struct gj_term *t)
{
	const char *heads[] = { gj_doc_say(d, "情形", "Case"), gj_doc_say(d, "值", "Value") };
	struct gj_buf text;

	gj_doc_table(d, heads, 2);
	for (size_t i = 0; i < t->n_args; i++) {
		gj_html_open(d->out, "tr", NULL);
		gj_buf_init(&text);
		if (i >= t->n_conds)
			gj_buf_puts(&text, gj_doc_say(d, "其他", "otherwise"));
		else if (t->conds[i]->kind == GJ_COND_ALL && t->conds[i]->n_args == 0)
			gj_buf_puts(&text, gj_doc_say(d, "任何情形", "any"));
		else
			gj_doc_asked(d, &text, t->conds[i]);
		put_text(d, "td", &text);
		put_value(d, t, t->args[i]);
		gj_html_close(d->out, "tr");
	}
	gj_doc_table_end(d);
}

static int decimals_of(const struct gj_term *t)
{
	return t->kind == GJ_TERM_FACT ? t->fact->decimals : t->decimals;
}

/* × 30%, × 2: what the number below is multiplied by, apart from the scale that it is counted in. */
static void put_factor(struct gj_doc *d, struct gj_buf *out, const struct gj_term *t)
{
	struct gj_term factor = *t;
	int64_t number, per;

	gj_wording_factor(&factor, decimals_of(t->args[0]), decimals_of(t));
	number = factor.number;
	per = factor.per;
	if (number == per)
		return;
	gj_buf_puts(out, gj_doc_say(d, "×", " × "));
	if (per == 1)
		gj_buf_printf(out, "%lld", (long long)number);
	else if (100 % per == 0)
		gj_buf_printf(out, "%lld%%", (long long)(number * (100 / per)));
	else
		gj_buf_printf(out, "%lld/%lld", (long long)number, (long long)per);
}

/* How points come about where no table says it: 机器人×1. */
static void put_source(struct gj_doc *d, struct gj_buf *out, const struct gj_term *t)
{
	struct gj_term plain = *t; /* its name stands in front already */

	plain.label = (struct gj_label){ NULL, NULL };
	if (t->n_args == 1 && (t->kind == GJ_TERM_BOUNDED || t->kind == GJ_TERM_PICKED)) {
		put_source(d, out, t->args[0]);
	} else if (t->kind == GJ_TERM_SCALED) {
		put_source(d, out, t->args[0]);
		if (t->args[0]->kind == GJ_TERM_PICKED) {
			gj_buf_puts(out, gj_doc_say(d, "，", ", "));
			put_picked(d, out, t->args[0]);
		}
		put_factor(d, out, t);
	} else if (t->kind != GJ_TERM_CASES && t->kind != GJ_TERM_NUMBER &&
	           t->kind != GJ_TERM_PLUS) {
		gj_buf_puts(out, gj_doc_say(d, "：", ": "));
		gj_reason_term(out, &plain, d->lang);
	}
}

/* 甲组，最高12分: the bounds of a named number, where it has some. */
static void put_name(struct gj_doc *d, const struct gj_term *t)
{
	struct gj_buf text;

	gj_buf_init(&text);
	gj_buf_puts(&text, gj_label_in(t->label, d->lang));
	if (t->kind == GJ_TERM_BOUNDED && t->low != INT64_MIN) {
		gj_buf_puts(&text, gj_doc_say(d, "，不低于", ", not below "));
		put_number(d, &text, t, t->low);
	}
	if (t->kind == GJ_TERM_BOUNDED && t->high != INT64_MAX) {
		gj_buf_puts(&text, gj_doc_say(d, "，最高", ", at most "));
		put_number(d, &text, t, t->high);
	}
	if (t->kind == GJ_TERM_PICKED) {
		gj_buf_puts(&text, gj_doc_say(d, "，", ", "));
		put_picked(d, &text, t);
	}
	put_source(d, &text, t);
	put_text(d, "span", &text);
}

/* A score: its named parts as a list of lists, its tables where they stand. */
static void put_tree(struct gj_doc *d, const struct gj_term *t)
{
	bool named = is_named(t);

	if (named) {
		gj_html_open(d->out, "ul", NULL);
		gj_html_open(d->out, "li", NULL);
		put_name(d, t);
	}
	if (t->kind == GJ_TERM_CASES)
		put_table(d, t);
	for (size_t i = 0; i < t->n_args; i++)
		if (t->kind != GJ_TERM_CASES || t->args[i]->n_args)
			put_tree(d, t->args[i]);
	if (named) {
		gj_html_close(d->out, "li");
		gj_html_close(d->out, "ul");
	}
}

static bool knows(const struct terms *s, const struct gj_term *t)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->seen[i] == t || (is_named(t) && s->seen[i]->label.zh == t->label.zh))
			return true;
	return false;
}

/* What stands in a printed score is not printed again by itself. */
static void note_all(struct terms *s, const struct gj_term *t)
{
	if (s->n < TERMS_MAX && (is_named(t) || t->kind == GJ_TERM_CASES) && !knows(s, t))
		s->seen[s->n++] = t;
	for (size_t i = 0; i < t->n_args; i++)
		note_all(s, t->args[i]);
}

static void from_term(struct terms *s, const struct gj_term *t)
{
	if (t == NULL)
		return;
	if (!is_named(t) && t->kind != GJ_TERM_CASES) {
		for (size_t i = 0; i < t->n_args; i++)
			from_term(s, t->args[i]);
		from_term(s, t->share_of);
		return;
	}
	if (knows(s, t) || s->n == TERMS_MAX)
		return;
	if (s->n == 0)
		gj_html_leaf(s->d->out, "h3", NULL,
		             gj_doc_say(s->d, "分档表与评分", "Tables and scores"));
	note_all(s, t);
	if (!is_named(t)) {
		struct gj_buf title;

		gj_buf_init(&title);
		gj_buf_printf(&title, "%s %s", s->check->clause,
		              gj_label_in(s->check->label, s->d->lang));
		put_text(s->d, "h4", &title);
	}
	put_tree(s->d, t);
}

static void from_cond(struct terms *s, const struct gj_cond *cond)
{
	from_term(s, cond->left);
	from_term(s, cond->right);
	for (size_t i = 0; i < cond->n_args; i++)
		from_cond(s, cond->args[i]);
}

static void from_check(struct terms *s, const struct gj_check *check)
{
	s->check = check;
	from_cond(s, check->cond);
}

void gj_doc_terms(struct gj_doc *d, const struct gj_category *c)
{
	struct terms s = { .d = d };

	for (size_t i = 0; i < c->n_checks; i++)
		from_check(&s, &c->checks[i]);
}
