/* doc_facts.c: what an applicant is asked for: type, unit, evidence, who supplies it, what can change. */
#include "engine/cli/doc.h"

#include "engine/cli/html_out.h"

#include <stdio.h>
#include <string.h>

static const struct gj_label types[] = {
	[GJ_FACT_YES_NO] = { "是/否", "yes or no" },
	[GJ_FACT_COUNT] = { "整数", "whole number" },
	[GJ_FACT_AMOUNT] = { "数额", "amount" },
	[GJ_FACT_DATE] = { "日期", "date" },
	[GJ_FACT_TEXT] = { "文字", "text" },
	[GJ_FACT_CODE] = { "信用代码", "credit code" },
	[GJ_FACT_ONE_OF] = { "选项", "one of" },
	[GJ_FACT_JUDGEMENT] = { "人工认定", "judgement" },
	[GJ_FACT_LIST] = { "清单", "list" },
};

static const struct gj_label changes[] = {
	[GJ_CHANGE_FREE] = { "可以", "yes" },
	[GJ_CHANGE_INCREASE] = { "只增不减", "can only grow" },
	[GJ_CHANGE_NONE] = { "不可", "no" },
};

const char *gj_doc_supplier(const struct gj_fact *fact, enum gj_lang lang)
{
	static const struct {
		const char *key;
		struct gj_label label;
	} names[] = {
		{ "applicant", { "申报单位", "applicant" } },
		{ "bureau", { "区局", "bureau" } },
		{ "expert", { "专家", "expert" } },
		{ "register", { "登记系统", "register" } },
	};

	for (size_t i = 0; fact->supplied_by && i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].key, fact->supplied_by) == 0)
			return gj_label_in(names[i].label, lang);
	return gj_label_in(names[0].label, lang);
}

void gj_doc_type(struct gj_buf *out, const struct gj_fact *fact, enum gj_lang lang)
{
	const char *unit = gj_label_in(fact->unit, lang);

	gj_buf_puts(out, gj_label_in(types[fact->type], lang));
	if (*unit)
		gj_buf_printf(out, lang == GJ_LANG_ZH ? "，%s" : ", %s", unit);
	for (size_t i = 0; i < fact->n_options; i++)
		gj_buf_printf(out, "%s%s",
		              i ? (lang == GJ_LANG_ZH ? "、" : ", ")
		                : (lang == GJ_LANG_ZH ? "：" : ": "),
		              gj_label_in(fact->options[i].label, lang));
}

static void row(struct gj_doc *d, const struct gj_fact *fact, bool field)
{
	struct gj_buf label, type, proof;
	const char *evidence = gj_label_in(fact->evidence, d->lang);
	const char *hint = gj_label_in(fact->hint, d->lang);
	const char *cells[6];

	gj_buf_init(&label);
	gj_buf_init(&type);
	gj_buf_init(&proof);
	gj_buf_printf(&label, "%s%s", field ? "└ " : "", gj_label_in(fact->label, d->lang));
	gj_doc_type(&type, fact, d->lang);
	gj_buf_printf(&proof, "%s%s%s", evidence,
	              *evidence && *hint ? gj_doc_say(d, "；", "; ") : "", hint);
	cells[0] = gj_buf_str(&label);
	cells[1] = gj_buf_str(&type);
	cells[2] = gj_buf_str(&proof);
	cells[3] = gj_doc_supplier(fact, d->lang);
	cells[4] = gj_label_in(changes[fact->change], d->lang);
	cells[5] = fact->key;
	gj_html_row(d->out, "td", cells, 6);
	d->out->failed = d->out->failed || label.failed || type.failed || proof.failed;
	gj_buf_fini(&label);
	gj_buf_fini(&type);
	gj_buf_fini(&proof);
}

void gj_doc_facts(struct gj_doc *d, const struct gj_category *c)
{
	const char *heads[] = { gj_doc_say(d, "事项", "Fact"),
		                gj_doc_say(d, "类型、单位", "Type and unit"),
		                gj_doc_say(d, "证明材料、填写说明", "Evidence, how to fill in"),
		                gj_doc_say(d, "提供人", "Supplied by"),
		                gj_doc_say(d, "能否补正", "Can it change"),
		                gj_doc_say(d, "键", "Key") };
	char id[200];

	snprintf(id, sizeof id, "facts-%s", c->key);
	gj_doc_heading(d, "h3", id, NULL, gj_doc_say(d, "申报事项", "What is asked for"));
	gj_doc_table(d, heads, 6);
	for (size_t i = 0; i < c->facts.n; i++) {
		row(d, &c->facts.items[i], false);
		for (size_t k = 0; k < c->facts.items[i].n_fields; k++)
			row(d, &c->facts.items[i].fields[k], true);
	}
	gj_doc_table_end(d);
}
