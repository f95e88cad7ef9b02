/* doc_rules.c: the conditions of a category, clause by clause, and the numbers that stand in them. */
#include "engine/cli/doc.h"

#include "engine/cli/html_out.h"
#include "engine/decide/reason.h"

#include <string.h>

/* The fact that the words do not name: reasons name it where there are several. */
static const struct gj_fact *unnamed(const struct gj_cond *cond)
{
	while (cond->kind == GJ_COND_ELSE_REVIEW)
		cond = cond->args[0];
	if (cond->fact)
		return cond->fact;
	return cond->kind == GJ_COND_COMPARE && cond->left->kind == GJ_TERM_FACT ? cond->left->fact
	                                                                         : NULL;
}

void gj_doc_asked(struct gj_doc *d, struct gj_buf *out, const struct gj_cond *cond)
{
	const struct gj_fact *fact = unnamed(cond);
	struct gj_buf words;

	gj_buf_init(&words);
	gj_reason_required(&words, cond, d->lang);
	if (fact && strncmp(gj_buf_str(&words), gj_label_in(fact->label, d->lang),
	                    strlen(gj_label_in(fact->label, d->lang))) != 0)
		gj_buf_printf(out, "%s%s", gj_label_in(fact->label, d->lang),
		              gj_doc_say(d, "：", ": "));
	gj_buf_puts(out, gj_buf_str(&words));
	out->failed = out->failed || words.failed;
	gj_buf_fini(&words);
}

static void asked(struct gj_doc *d, const struct gj_cond *cond)
{
	struct gj_buf text;

	gj_buf_init(&text);
	gj_doc_asked(d, &text, cond);
	gj_html_leaf(d->out, "li", NULL, gj_buf_str(&text));
	d->out->failed = d->out->failed || text.failed;
	gj_buf_fini(&text);
}

static void all_asked(struct gj_doc *d, const struct gj_cond *cond)
{
	if (cond->kind != GJ_COND_ALL) {
		asked(d, cond);
		return;
	}
	for (size_t i = 0; i < cond->n_args; i++)
		all_asked(d, cond->args[i]);
}

static void check(struct gj_doc *d, const struct gj_criterion *criterion, const struct gj_check *c)
{
	bool alone = strcmp(criterion->id, c->id) == 0;

	gj_html_open(d->out, "section", "check");
	if (!alone)
		gj_doc_heading(d, "h4", c->id, c->clause, gj_label_in(c->label, d->lang));
	if (c->veto)
		gj_html_leaf(d->out, "p", "veto",
		             gj_doc_say(d, "一票否决", "Veto: excludes by itself"));
	gj_html_open(d->out, "ul", "asks");
	all_asked(d, c->cond);
	gj_html_close(d->out, "ul");
	gj_doc_remark(d, gj_doc_say(d, "证明材料", "Evidence"), gj_label_in(c->evidence, d->lang));
	gj_doc_remark(d, gj_doc_say(d, "说明", "Note"), gj_label_in(c->note, d->lang));
	if (c->conditional)
		gj_doc_remark(d, gj_doc_say(d, "附条件", "Conditional"),
		              gj_doc_say(d, "所计单位尚待认定时，结论附条件",
		                         "while those that it counts wait for recognition, the "
		                         "result is conditional"));
	gj_html_close(d->out, "section");
}

void gj_doc_rules(struct gj_doc *d, const struct gj_category *c)
{
	for (size_t i = 0; i < c->n_criteria; i++) {
		const struct gj_criterion *criterion = &c->criteria[i];

		gj_doc_heading(d, "h3", criterion->id, criterion->clause,
		               gj_label_in(criterion->label, d->lang));
		for (size_t k = 0; k < criterion->n_checks; k++)
			check(d, criterion, &criterion->checks[k]);
	}
}

struct names {
	struct gj_buf text;
	const struct gj_fact *last;
	enum gj_lang lang;
};

static void name(void *ctx, const struct gj_fact *fact)
{
	struct names *n = ctx;

	if (fact == n->last)
		return;
	if (n->text.n)
		gj_buf_puts(&n->text, n->lang == GJ_LANG_ZH ? "、" : ", ");
	gj_buf_puts(&n->text, gj_label_in(fact->label, n->lang));
	n->last = fact;
}

static void threshold(struct gj_doc *d, const struct gj_check *check, const struct gj_cond *cond)
{
	struct names n = { .lang = d->lang };
	struct gj_buf asked_text;
	const char *cells[3];

	gj_buf_init(&n.text);
	gj_buf_init(&asked_text);
	gj_cond_each_fact(cond, name, &n);
	gj_reason_required(&asked_text, cond, d->lang);
	cells[0] = check->clause;
	cells[1] = gj_buf_str(&n.text);
	cells[2] = gj_buf_str(&asked_text);
	gj_html_row(d->out, "td", cells, 3);
	d->out->failed = d->out->failed || n.text.failed || asked_text.failed;
	gj_buf_fini(&n.text);
	gj_buf_fini(&asked_text);
}

/* Conditions that hold a number or a day, also within those that do not. */
static size_t thresholds(struct gj_doc *d, const struct gj_check *check, const struct gj_cond *cond,
                         bool print)
{
	size_t n = 0;

	if (cond->kind == GJ_COND_COMPARE || cond->kind == GJ_COND_WITHIN ||
	    ((cond->kind == GJ_COND_EXISTS || cond->kind == GJ_COND_NONE ||
	      cond->kind == GJ_COND_EVERY) &&
	     cond->rows.filter && thresholds(d, check, cond->rows.filter, false))) {
		if (print)
			threshold(d, check, cond);
		return 1;
	}
	for (size_t i = 0; i < cond->n_args; i++)
		n += thresholds(d, check, cond->args[i], print && cond->kind != GJ_COND_DATED);
	if (n && print && cond->kind == GJ_COND_DATED)
		threshold(d, check, cond); /* with the days from which each holds */
	return n;
}

void gj_doc_thresholds(struct gj_doc *d, const struct gj_category *c)
{
	const char *heads[] = { gj_doc_say(d, "条款", "Clause"), gj_doc_say(d, "事项", "Fact"),
		                gj_doc_say(d, "要求", "Asked") };
	size_t n = 0;

	for (size_t i = 0; i < c->n_checks; i++)
		n += thresholds(d, &c->checks[i], c->checks[i].cond, false);
	if (n == 0)
		return;
	gj_html_leaf(d->out, "h3", NULL, gj_doc_say(d, "数字与期限", "Numbers and periods"));
	gj_doc_table(d, heads, 3);
	for (size_t i = 0; i < c->n_checks; i++)
		thresholds(d, &c->checks[i], c->checks[i].cond, true);
	gj_doc_table_end(d);
}
