/* doc_frame.c: what surrounds the conditions: targets, phases, rankings, how the text is read. */
#include "engine/cli/doc.h"

#include "engine/base/day.h"
#include "engine/cli/html_out.h"
#include "engine/decide/reason.h"

#include <stdio.h>
#include <string.h>

static void part(struct gj_doc *d, const char *id, const char *text)
{
	gj_html_open(d->out, "section", "part");
	gj_doc_heading(d, "h2", id, NULL, text);
}

static const char *label_of(struct gj_doc *d, const char *category)
{
	const struct gj_category *c = gj_policy_category(d->policy, category);

	return c ? gj_label_in(c->label, d->lang) : category;
}

static const char *number(char out[16], int n, const char *none)
{
	if (n == GJ_FLOOR_NONE)
		return none;
	snprintf(out, 16, "%d", n);
	return out;
}

static void floors(struct gj_doc *d, const struct gj_target *t)
{
	const char *heads[] = { gj_doc_say(d, "区局", "Bureau"), gj_doc_say(d, "下限", "Floor") };
	const char *none = gj_doc_say(d, "不适用", "none");
	char text[16];

	gj_doc_table(d, heads, 2);
	for (size_t i = 0; i < d->policy->n_bureaus; i++) {
		const char *cells[] = { gj_label_in(d->policy->bureaus[i].label, d->lang),
			                number(text, t->floors[i], none) };

		gj_html_row(d->out, "td", cells, 2);
	}
	gj_doc_table_end(d);
}

static const char *counted(struct gj_doc *d, const char *counts)
{
	if (strcmp(counts, "plaque") == 0)
		return gj_doc_say(d, "以授牌为准", "plaques given");
	if (strcmp(counts, "approval") == 0)
		return gj_doc_say(d, "以认定为准", "recognitions");
	return gj_doc_say(d, "以符合条件为准", "those eligible");
}

static void targets(struct gj_doc *d)
{
	char day[GJ_DAY_TEXT], text[16];

	if (d->policy->n_targets == 0)
		return;
	part(d, "targets", gj_doc_say(d, "任务", "Targets"));
	for (size_t i = 0; i < d->policy->n_targets; i++) {
		const struct gj_target *t = &d->policy->targets[i];

		gj_html_open(d->out, "h3", NULL);
		gj_html_leaf(d->out, "span", "clause", t->clause ? t->clause : "");
		gj_html_text(d->out, label_of(d, t->category));
		gj_html_close(d->out, "h3");
		gj_doc_remark(d, gj_doc_say(d, "计数", "Counted"), counted(d, t->counts));
		gj_doc_remark(d, gj_doc_say(d, "截至", "Due"),
		              t->due == GJ_DAY_NONE ? "" : gj_day_print(day, t->due));
		gj_doc_remark(d, gj_doc_say(d, "全市", "Whole city"), number(text, t->city, ""));
		gj_doc_remark(d, gj_doc_say(d, "最多", "At most"), number(text, t->cap, ""));
		if (t->floors)
			floors(d, t);
	}
	gj_html_close(d->out, "section");
}

static void phases(struct gj_doc *d)
{
	const char *heads[] = { gj_doc_say(d, "条款", "Clause"), gj_doc_say(d, "步骤", "Phase"),
		                gj_doc_say(d, "开始", "Begins"), gj_doc_say(d, "截至", "Ends") };
	char from[GJ_DAY_TEXT], to[GJ_DAY_TEXT];

	if (d->policy->n_phases == 0)
		return;
	part(d, "phases", gj_doc_say(d, "步骤", "Phases"));
	gj_doc_table(d, heads, 4);
	for (size_t i = 0; i < d->policy->n_phases; i++) {
		const struct gj_phase *p = &d->policy->phases[i];
		const char *cells[] = { p->clause, gj_label_in(p->label, d->lang),
			                gj_day_print(from, p->starts), gj_day_print(to, p->ends) };

		gj_html_row(d->out, "td", cells, 4);
	}
	gj_doc_table_end(d);
	gj_html_close(d->out, "section");
}

static void rankings(struct gj_doc *d)
{
	char text[16];

	if (d->policy->n_rankings == 0)
		return;
	part(d, "rankings", gj_doc_say(d, "排名", "Rankings"));
	for (size_t i = 0; i < d->policy->n_rankings; i++) {
		const struct gj_ranking *r = &d->policy->rankings[i];

		gj_html_open(d->out, "h3", NULL);
		gj_html_leaf(d->out, "span", "clause", r->clause ? r->clause : "");
		gj_html_text(d->out, gj_label_in(r->label, d->lang));
		gj_html_close(d->out, "h3");
		gj_doc_remark(d, gj_doc_say(d, "名额", "Quota"), number(text, r->quota, ""));
		gj_doc_remark(d, gj_doc_say(d, "名额范围", "Quota of"),
		              r->per_bureau ? gj_doc_say(d, "每个区局", "each bureau")
		                            : gj_doc_say(d, "全市", "the whole city"));
		if (r->reserve)
			gj_doc_remark(d, gj_doc_say(d, "备选", "Reserve"),
			              number(text, r->reserve, ""));
		gj_doc_remark(d, gj_doc_say(d, "并列跨线", "Ties across the line"),
		              r->tie == GJ_TIE_CODE
		                  ? gj_doc_say(d, "按信用代码", "by credit code")
		                  : gj_doc_say(d, "由人工决定", "a person decides"));
	}
	gj_html_close(d->out, "section");
}

static void reading(struct gj_doc *d, const struct gj_reading *r)
{
	gj_html_open(d->out, "section", "check");
	gj_html_open(d->out, "h4", NULL);
	gj_html_leaf(d->out, "span", "clause", r->clause ? r->clause : "");
	gj_html_text(d->out, gj_label_in(r->question, d->lang));
	gj_html_close(d->out, "h4");
	gj_html_open(d->out, "ul", "asks");
	for (size_t i = 0; i < r->n_options; i++) {
		const struct gj_reading_option *o = &r->options[i];
		bool taken = strcmp(o->key, r->taken) == 0;

		gj_html_open(d->out, "li", NULL);
		gj_html_leaf(d->out, taken ? "strong" : "span", NULL,
		             gj_label_in(o->label, d->lang));
		gj_html_text(d->out, taken ? gj_doc_say(d, "（采用）", " (taken)") : "");
		gj_html_close(d->out, "li");
	}
	gj_html_close(d->out, "ul");
	gj_doc_remark(d, gj_doc_say(d, "理由", "Why"), gj_label_in(r->reason, d->lang));
	gj_doc_remark(d, gj_doc_say(d, "决定", "Decided by"), r->decided_by ? r->decided_by : "");
	gj_html_close(d->out, "section");
}

void gj_doc_frame(struct gj_doc *d)
{
	targets(d);
	phases(d);
	rankings(d);
	if (d->policy->n_readings == 0)
		return;
	part(d, "readings", gj_doc_say(d, "条文理解", "Readings"));
	for (size_t i = 0; i < d->policy->n_readings; i++)
		reading(d, &d->policy->readings[i]);
	gj_html_close(d->out, "section");
}
