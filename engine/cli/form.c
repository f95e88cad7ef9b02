/* form.c: what the columns of a form are called, and what is said about filling them in. */
#include "engine/cli/form.h"

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/doc.h"

#include <stdbool.h>
#include <string.h>

static const char *say(const struct gj_form *form, const char *zh, const char *en)
{
	return form->lang == GJ_LANG_ZH ? zh : en;
}

const char *gj_form_choice(const struct gj_fact *fact, size_t i, enum gj_lang lang)
{
	static const struct gj_label yes_no[] = { { "是", "yes" },
		                                  { "否", "no" },
		                                  { "不适用", "n/a" } };
	static const struct gj_label judged[] = { { "符合", "met" },
		                                  { "不符合", "not met" },
		                                  { "不适用", "n/a" } };

	if (fact->type == GJ_FACT_YES_NO && i < sizeof yes_no / sizeof *yes_no)
		return gj_label_in(yes_no[i], lang);
	if (fact->type == GJ_FACT_JUDGEMENT && i < sizeof judged / sizeof *judged)
		return gj_label_in(judged[i], lang);
	if (fact->type == GJ_FACT_ONE_OF && i < fact->n_options)
		return gj_label_in(fact->options[i].label, lang);
	return NULL;
}

static const char *state_word(enum gj_state state, enum gj_lang lang)
{
	static const struct gj_label words[GJ_STATES] = {
		[GJ_MISSING] = { "", "" },
		[GJ_GIVEN] = { "", "" },
		[GJ_EXPLICITLY_UNKNOWN] = { "不详", "unknown" },
		[GJ_NOT_ASKED] = { "未要求", "not_asked" },
		[GJ_STATE_NOT_APPLICABLE] = { "不适用", "n/a" },
	};

	return gj_label_in(words[state], lang);
}

/* Alone, 0.5 may be a half or half a per cent. */
static bool needs_unit(const struct gj_fact *fact)
{
	const char *unit = fact->type == GJ_FACT_AMOUNT ? fact->unit.zh : NULL;

	return unit && (strcmp(unit, "%") == 0 || strcmp(unit, "‰") == 0);
}

void gj_form_print(struct gj_buf *out, const struct gj_fact *fact, const struct gj_value *value,
                   enum gj_lang lang)
{
	if (value->state != GJ_GIVEN) {
		gj_buf_puts(out, state_word(value->state, lang));
		return;
	}
	switch (fact->type) {
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
		gj_buf_puts(out, gj_form_choice(fact, value->number ? 0 : 1, lang));
		break;
	case GJ_FACT_LIST:
		gj_buf_printf(out, "%lld", (long long)value->number);
		break;
	case GJ_FACT_COUNT:
	case GJ_FACT_AMOUNT:
	case GJ_FACT_DATE:
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
	case GJ_FACT_ONE_OF:
		gj_value_print(out, fact, value, lang);
		if (needs_unit(fact))
			gj_buf_puts(out, fact->unit.zh);
		break;
	}
}

static const char *kept(struct gj_form *form, struct gj_buf *text)
{
	const char *s = text->failed ? NULL : gj_arena_strdup(&form->arena, gj_buf_str(text));

	gj_buf_fini(text);
	return s;
}

/* A count's unit is a measure word that says what is counted; an amount's, what the number means. */
static const char *label(struct gj_form *form, const struct gj_fact *fact)
{
	const char *unit = gj_label_in(fact->unit, form->lang);
	struct gj_buf text;

	gj_buf_init(&text);
	gj_buf_puts(&text, gj_label_in(fact->label, form->lang));
	if (*unit && fact->type == GJ_FACT_AMOUNT)
		gj_buf_printf(&text, "(%s)", unit);
	return kept(form, &text);
}

static const char *hint(struct gj_form *form, const struct gj_fact *fact)
{
	const char *own = gj_label_in(fact->hint, form->lang);
	const char *evidence = gj_label_in(fact->evidence, form->lang);
	const char *then = say(form, "；", "; ");
	struct gj_buf text;

	gj_buf_init(&text);
	gj_doc_type(&text, fact, form->lang);
	if (fact->type == GJ_FACT_DATE)
		gj_buf_puts(&text, say(form, "，如2022-11-30", ", as in 2022-11-30"));
	if (fact->type == GJ_FACT_LIST)
		gj_buf_puts(&text, say(form, "，另表填写", ", on a sheet of its own"));
	if (fact->type == GJ_FACT_LIST && !*own) /* who wrote a hint says what holds of none */
		gj_buf_puts(&text, say(form, "；一条也没有填0", "; 0 if there is none"));
	if (*own)
		gj_buf_printf(&text, "%s%s", then, own);
	if (*evidence)
		gj_buf_printf(&text, "%s%s%s", then, say(form, "证明材料：", "evidence: "),
		              evidence);
	if (fact->supplied_by && strcmp(fact->supplied_by, "applicant") != 0)
		gj_buf_printf(&text, "%s%s%s", then, say(form, "填写人：", "filled in by: "),
		              gj_doc_supplier(fact, form->lang));
	return kept(form, &text);
}

static bool put(struct gj_form *form, struct gj_form_sheet *sheet, const struct gj_fact *fact)
{
	struct gj_form_column *column = &sheet->columns[sheet->n++];

	*column = (struct gj_form_column){
		.label = label(form, fact), .hint = hint(form, fact), .key = fact->key, .fact = fact
	};
	return column->label && column->hint;
}

/* Who applies stands in front of every row of a list; a field may have the same name as that fact. */
static bool put_subject(struct gj_form *form, struct gj_form_sheet *sheet)
{
	const struct gj_fact *subject = gj_facts_role(&form->category->facts, GJ_ROLE_SUBJECT);

	if (subject == NULL)
		return true;
	sheet->columns[sheet->n++] = (struct gj_form_column){
		.label =
		    say(form, "申报单位统一社会信用代码", "Applicant's unified social credit code"),
		.hint = say(form, "与申报表相同", "as on the form"),
		.key = "subject_code",
		.fact = subject,
	};
	return true;
}

static bool fill(struct gj_form *form, struct gj_form_sheet *sheet, const struct gj_fact *list)
{
	const struct gj_facts *facts = &form->category->facts;
	const struct gj_fact *items = list ? list->fields : facts->items;
	size_t n = list ? list->n_fields : facts->n;
	bool ok;

	sheet->list = list;
	sheet->name = gj_label_in(list ? list->label : form->category->label, form->lang);
	sheet->columns = gj_arena_array(&form->arena, n + 1, sizeof *sheet->columns);
	ok = sheet->columns != NULL && (list == NULL || put_subject(form, sheet));
	for (size_t i = 0; ok && i < n; i++)
		ok = put(form, sheet, &items[i]);
	return ok;
}

int gj_form_init(struct gj_form *form, const struct gj_category *category, enum gj_lang lang,
                 struct gj_err *err)
{
	const struct gj_facts *facts = &category->facts;
	bool ok;

	*form = (struct gj_form){ .lang = lang, .category = category };
	gj_arena_init(&form->arena, 0);
	form->sheets = gj_arena_array(&form->arena, facts->n + 1, sizeof *form->sheets);
	ok = form->sheets && fill(form, &form->sheets[form->n_sheets++], NULL);
	for (size_t i = 0; ok && i < facts->n; i++)
		if (facts->items[i].type == GJ_FACT_LIST)
			ok = fill(form, &form->sheets[form->n_sheets++], &facts->items[i]);
	if (ok)
		return 0;
	gj_form_fini(form);
	return gj_err_nomem(err, tr("the form"));
}

void gj_form_fini(struct gj_form *form)
{
	gj_arena_fini(&form->arena);
}
