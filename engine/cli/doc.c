/* doc.c: the rule book as a whole: its head, its contents, its style on screen and paper. */
#include "engine/cli/doc.h"

#include "engine/base/day.h"
#include "engine/cli/html_out.h"

#include <stdio.h>
#include <string.h>

/* Everything that the page needs is in it; A4, each category begins a sheet. */
static const char style[] =
    "body{font-family:\"Noto Serif CJK SC\",\"Songti SC\",SimSun,serif;line-height:1.5;"
    "max-width:52em;margin:2em auto;padding:0 1em;color:#111}\n"
    "h1{text-align:center;margin-top:2em}h2{border-bottom:2px solid #333}\n"
    "table{border-collapse:collapse;width:100%;margin:.6em 0;font-size:.92em}\n"
    "th,td{border:1px solid #888;padding:.25em .5em;text-align:left;vertical-align:top}\n"
    "th{background:#eee}.clause{color:#555;margin-right:.6em}.key{font-family:monospace;"
    "font-size:.85em;color:#555}\n"
    ".asks{border-left:3px solid #333;padding-left:.8em;margin:.3em 0}.note{color:#444}\n"
    ".veto{color:#a00;font-weight:bold}.hash{font-family:monospace;word-break:break-all}\n"
    "nav ul{list-style:none}section.check{margin:.8em 0}\n"
    "@page{size:A4;margin:20mm 18mm}\n"
    "@media print{body{max-width:none;margin:0;padding:0;font-size:10.5pt}a{color:inherit;"
    "text-decoration:none}section.part,nav{break-before:page}section.check,tr{"
    "break-inside:avoid}h2,h3,h4{break-after:avoid}thead{display:table-header-group}"
    "th{background:none}}\n";

const char *gj_doc_say(const struct gj_doc *d, const char *zh, const char *en)
{
	return d->lang == GJ_LANG_ZH ? zh : en;
}

void gj_doc_heading(struct gj_doc *d, const char *tag, const char *id, const char *clause,
                    const char *text)
{
	gj_html_open_id(d->out, tag, id);
	if (clause)
		gj_html_leaf(d->out, "span", "clause", clause);
	gj_html_text(d->out, text);
	gj_html_close(d->out, tag);
}

void gj_doc_table(struct gj_doc *d, const char *const *heads, unsigned n)
{
	gj_html_open(d->out, "table", NULL);
	gj_html_open(d->out, "thead", NULL);
	gj_html_row(d->out, "th", heads, n);
	gj_html_close(d->out, "thead");
	gj_html_open(d->out, "tbody", NULL);
}

void gj_doc_table_end(struct gj_doc *d)
{
	gj_html_close(d->out, "tbody");
	gj_html_close(d->out, "table");
}

void gj_doc_remark(struct gj_doc *d, const char *heading, const char *text)
{
	if (*text == '\0')
		return;
	gj_html_open(d->out, "p", "note");
	gj_html_text(d->out, heading);
	gj_html_text(d->out, gj_doc_say(d, "：", ": "));
	gj_html_text(d->out, text);
	gj_html_close(d->out, "p");
}

static void put_days(struct gj_doc *d, const char *heading, int32_t from, int32_t to)
{
	char a[GJ_DAY_TEXT], b[GJ_DAY_TEXT], both[3 * GJ_DAY_TEXT];

	if (from == GJ_DAY_NONE && to == GJ_DAY_NONE)
		return;
	snprintf(both, sizeof both, "%s – %s", from == GJ_DAY_NONE ? "" : gj_day_print(a, from),
	         to == GJ_DAY_NONE ? "" : gj_day_print(b, to));
	gj_doc_remark(d, heading, both);
}

static void title(struct gj_doc *d)
{
	const struct gj_policy *p = d->policy;
	char year[16];

	gj_html_leaf(d->out, "h1", NULL, gj_label_in(p->label, d->lang));
	if (p->issuer)
		gj_doc_remark(d, gj_doc_say(d, "发文机关", "Issued by"), p->issuer);
	snprintf(year, sizeof year, "%d", p->year);
	gj_doc_remark(d, gj_doc_say(d, "年度", "Year"), p->year ? year : "");
	gj_doc_remark(d, gj_doc_say(d, "标识", "Policy"), p->id);
	gj_doc_remark(d, gj_doc_say(d, "修改的政策", "Amends"), p->extends ? p->extends : "");
	put_days(d, gj_doc_say(d, "施行期间", "In force"), p->in_from, p->in_to);
	gj_html_open(d->out, "p", "hash");
	gj_html_text(d->out, gj_doc_say(d, "规则内容摘要 ", "Hash of the rules "));
	gj_html_text(d->out, p->hash);
	gj_html_close(d->out, "p");
	gj_html_leaf(
	    d->out, "p", "note",
	    gj_doc_say(d, "本册由规则文件生成，与据以判定的规则逐项一致；文字以正式文件为准。",
	               "This book is made from the rules that decide; the published "
	               "document remains the authority on wording."));
}

static void entry(struct gj_doc *d, const char *id, const char *clause, const char *text)
{
	struct gj_buf line;

	gj_buf_init(&line);
	gj_buf_printf(&line, "%s%s%s", clause, *clause ? " " : "", text);
	gj_html_open(d->out, "li", NULL);
	gj_html_link(d->out, id, gj_buf_str(&line));
	gj_html_close(d->out, "li");
	d->out->failed = d->out->failed || line.failed;
	gj_buf_fini(&line);
}

static void contents(struct gj_doc *d)
{
	char id[200];

	gj_html_open(d->out, "nav", NULL);
	gj_html_leaf(d->out, "h2", NULL, gj_doc_say(d, "目录", "Contents"));
	gj_html_open(d->out, "ul", NULL);
	for (size_t i = 0; i < d->policy->n_categories; i++) {
		const struct gj_category *c = &d->policy->categories[i];

		entry(d, c->key, c->clause, gj_label_in(c->label, d->lang));
		for (size_t k = 0; k < c->n_criteria; k++)
			entry(d, c->criteria[k].id, c->criteria[k].clause,
			      gj_label_in(c->criteria[k].label, d->lang));
		snprintf(id, sizeof id, "facts-%s", c->key);
		entry(d, id, "", gj_doc_say(d, "申报事项", "What is asked for"));
	}
	if (d->policy->n_targets)
		entry(d, "targets", "", gj_doc_say(d, "任务", "Targets"));
	if (d->policy->n_phases)
		entry(d, "phases", "", gj_doc_say(d, "步骤", "Phases"));
	if (d->policy->n_rankings)
		entry(d, "rankings", "", gj_doc_say(d, "排名", "Rankings"));
	if (d->policy->n_readings)
		entry(d, "readings", "", gj_doc_say(d, "条文理解", "Readings"));
	gj_html_close(d->out, "ul");
	gj_html_close(d->out, "nav");
}

static void validity(struct gj_doc *d, const struct gj_validity *v)
{
	struct gj_buf text;

	gj_buf_init(&text);
	gj_buf_printf(&text, gj_doc_say(d, "%d个月", "%d months"), v->months);
	if (v->from)
		gj_buf_printf(&text, "%s%s%s", gj_doc_say(d, "，自", ", from: "),
		              gj_label_in(v->from->label, d->lang), gj_doc_say(d, "起", ""));
	if (v->day_before)
		gj_buf_puts(&text, gj_doc_say(d, "，至对应日的前一天止", ", up to the day before"));
	gj_doc_remark(d, gj_doc_say(d, "有效期", "Valid for"), gj_buf_str(&text));
	gj_buf_clear(&text);
	if (v->renew_months)
		gj_buf_printf(&text, gj_doc_say(d, "期满前%d个月内", "in the last %d months"),
		              v->renew_months);
	gj_doc_remark(d, gj_doc_say(d, "申请续期", "Renewal"), gj_buf_str(&text));
	d->out->failed = d->out->failed || text.failed;
	gj_buf_fini(&text);
}

static void category(struct gj_doc *d, const struct gj_category *c)
{
	char count[32];

	gj_html_open(d->out, "section", "part");
	gj_doc_heading(d, "h2", c->key, c->clause, gj_label_in(c->label, d->lang));
	if (c->registered_only) {
		snprintf(count, sizeof count, "%d", c->expected);
		gj_doc_remark(d, gj_doc_say(d, "登记册", "Register"),
		              gj_doc_say(d, "只登记，不作认定", "kept, never judged"));
		gj_doc_remark(d, gj_doc_say(d, "应有家数", "Entries expected"),
		              c->expected ? count : "");
	}
	if (c->after) {
		const struct gj_category *first = gj_policy_category(d->policy, c->after);

		gj_doc_remark(d, gj_doc_say(d, "先行判定", "Decided after"),
		              first ? gj_label_in(first->label, d->lang) : c->after);
	}
	if (c->validity.months)
		validity(d, &c->validity);
	gj_doc_rules(d, c);
	gj_doc_thresholds(d, c);
	gj_doc_terms(d, c);
	gj_doc_facts(d, c);
	gj_html_close(d->out, "section");
}

void gj_doc_print(struct gj_buf *out, const struct gj_policy *policy, enum gj_lang lang)
{
	struct gj_doc d = { .out = out, .policy = policy, .lang = lang };
	const char *name = lang == GJ_LANG_ZH ? "zh-CN" : "en";

	gj_buf_printf(out,
	              "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" "
	              "lang=\"%s\" xml:lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n",
	              name, name);
	gj_html_leaf(out, "title", NULL, gj_label_in(policy->label, lang));
	gj_buf_printf(out, "<style>\n%s</style>\n</head>\n<body>\n", style);
	title(&d);
	contents(&d);
	for (size_t i = 0; i < policy->n_categories; i++)
		category(&d, &policy->categories[i]);
	gj_doc_frame(&d);
	gj_buf_puts(out, "</body>\n</html>\n");
}
