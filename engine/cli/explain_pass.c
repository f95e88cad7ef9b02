/* explain_pass.c: what would make the application pass, in words and as JSON. */
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/explain.h"
#include "engine/decide/decision.h"
#include "engine/decide/pass.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>

/* Other applicants are taken as they stand now: nobody can change them by himself. */
static int find(struct gj_pass *out, struct gj_casefile *c, struct gj_err *err)
{
	return gj_pass_find(out, &c->arena, c->category, &c->record, c->outcomes,
	                    c->decision.reference, &c->outside, err);
}

static bool wanted(const struct gj_casefile *c)
{
	return c->decision.result != GJ_ELIGIBLE && c->decision.result != GJ_CONDITIONAL;
}

static void value_print(struct gj_buf *out, const struct gj_fact *fact, const struct gj_value *v,
                        enum gj_lang lang)
{
	if (v->state != GJ_GIVEN)
		gj_buf_puts(out, lang == GJ_LANG_ZH ? "未填" : "not given");
	else if (fact->type == GJ_FACT_JUDGEMENT)
		gj_buf_puts(out, v->number ? (lang == GJ_LANG_ZH ? "认定符合" : "favourable")
		                           : (lang == GJ_LANG_ZH ? "认定不符合" : "unfavourable"));
	else
		gj_value_print(out, fact, v, lang);
	if (v->state == GJ_GIVEN && (fact->type == GJ_FACT_COUNT || fact->type == GJ_FACT_AMOUNT))
		gj_buf_puts(out, gj_label_in(fact->unit, lang));
}

static const struct gj_value *now_of(const struct gj_casefile *c, const struct gj_change *change)
{
	const struct gj_fact *list = change->fact;

	return change->field
	           ? &c->record
	                  .lists[list->index][change->row * list->n_fields + change->field->index]
	           : &c->record.values[list->index];
}

/* 保密员人数0名改为1名（再加1） */
static void change_print(struct gj_buf *out, const struct gj_casefile *c,
                         const struct gj_change *change, enum gj_lang lang)
{
	const struct gj_fact *fact = change->field ? change->field : change->fact;
	const struct gj_value *now = now_of(c, change);
	bool zh = lang == GJ_LANG_ZH;

	if (change->field)
		gj_buf_printf(out, zh ? "%s第%zu条的" : "%s, row %zu: ",
		              gj_label_in(change->fact->label, lang), change->row + 1);
	gj_buf_printf(out, zh ? "%s由" : "%s from ", gj_label_in(fact->label, lang));
	if (fact->type == GJ_FACT_LIST) {
		gj_buf_printf(out,
		              zh ? "%" PRId64 "条变为%" PRId64 "条"
		                 : "%" PRId64 " rows to %" PRId64,
		              now->state == GJ_GIVEN ? now->number : 0, change->value.number);
		return;
	}
	value_print(out, fact, now, lang);
	gj_buf_puts(out, zh ? "改为" : " to ");
	value_print(out, fact, &change->value, lang);
	if (fact->type == GJ_FACT_COUNT && now->state == GJ_GIVEN)
		gj_buf_printf(out,
		              change->value.number > now->number
		                  ? (zh ? "（再加%" PRId64 "）" : " (%" PRId64 " more)")
		                  : (zh ? "（减%" PRId64 "）" : " (%" PRId64 " fewer)"),
		              change->value.number > now->number
		                  ? change->value.number - now->number
		                  : now->number - change->value.number);
}

static void way_print(struct gj_buf *out, const struct gj_casefile *c, const struct gj_way *way,
                      enum gj_lang lang)
{
	for (size_t k = 0; k < way->n; k++) {
		if (k)
			gj_buf_puts(out, lang == GJ_LANG_ZH ? "，并且" : ", and ");
		change_print(out, c, &way->changes[k], lang);
	}
}

static void checks_print(struct gj_buf *out, const struct gj_casefile *c,
                         const struct gj_pass *pass, enum gj_lang lang)
{
	bool zh = lang == GJ_LANG_ZH, any = false;

	for (size_t i = 0; i < pass->n_checks; i++) {
		const struct gj_pass_check *p = &pass->checks[i];

		if (p->ways.n == 0)
			continue;
		if (!any)
			gj_buf_puts(out,
			            zh ? "\n怎样才能符合（每项改动最少的办法）\n"
			               : "\nTo pass (the fewest facts that could be otherwise)\n");
		any = true;
		gj_buf_printf(out, zh ? "  %s %s：" : "  %s %s: ", p->check->clause,
		              gj_label_in(p->check->label, lang));
		for (size_t w = 0; w < p->ways.n; w++) {
			if (w)
				gj_buf_puts(out, zh ? "；或者" : "; or ");
			way_print(out, c, &p->ways.items[w], lang);
		}
		gj_buf_putc(out, '\n');
	}
}

/* The alternatives are those of the checks, so that one set is enough here. */
static void whole_print(struct gj_buf *out, const struct gj_casefile *c, const struct gj_pass *pass,
                        enum gj_lang lang)
{
	bool zh = lang == GJ_LANG_ZH;

	if (pass->whole.n == 0 && pass->n_checks)
		gj_buf_puts(out,
		            zh ? "\n全部符合：在申报人能够改变的事实里没有找到办法\n"
		               : "\nAll of it: no way was found among the facts that can change\n");
	if (pass->whole.n == 0)
		return;
	gj_buf_printf(out,
	              zh ? "\n全部符合，最少改动%zu项事实\n  "
	                 : "\nAll of it, with the fewest facts otherwise (%zu)\n  ",
	              pass->whole.items[0].n);
	way_print(out, c, &pass->whole.items[0], lang);
	gj_buf_putc(out, '\n');
}

static void facts_print(struct gj_buf *out, const struct gj_pass *pass, enum gj_lang lang)
{
	enum { SHOWN = 8 };
	bool zh = lang == GJ_LANG_ZH;
	size_t n = 0;

	for (; n < pass->n_facts && n < SHOWN && pass->facts[n].settles; n++) {
		const struct gj_pass_fact *f = &pass->facts[n];

		if (n == 0)
			gj_buf_puts(out,
			            zh ? "\n还有影响的事实（单独改动它，试过的值里有几个能定下一项"
			                 "条件）\n  "
			               : "\nFacts that still matter (of the values tried of one "
			                 "alone, how many settle a condition)\n  ");
		gj_buf_printf(out, zh ? "%s%s %zu/%zu" : "%s%s %zu of %zu",
		              n == 0 ? "" : (zh ? "；" : "; "), gj_label_in(f->fact->label, lang),
		              f->settles, f->tried);
	}
	if (n)
		gj_buf_putc(out, '\n');
}

int gj_explain_pass_text(struct gj_buf *out, struct gj_casefile *c, enum gj_lang lang,
                         struct gj_err *err)
{
	struct gj_pass pass;
	int rc;

	if (!wanted(c))
		return 0;
	rc = find(&pass, c, err);
	if (rc)
		return rc;
	checks_print(out, c, &pass, lang);
	whole_print(out, c, &pass, lang);
	facts_print(out, &pass, lang);
	return 0;
}

static json_t *change_json(const struct gj_casefile *c, const struct gj_change *change,
                           struct gj_buf *text, enum gj_lang lang)
{
	const struct gj_fact *fact = change->field ? change->field : change->fact;
	json_t *o = json_pack("{s:s, s:s}", "fact", change->fact->key, "label",
	                      gj_label_in(fact->label, lang));

	if (change->field) {
		json_object_set_new(o, "field", json_string(change->field->key));
		json_object_set_new(o, "row", json_integer((json_int_t)change->row + 1));
	}
	gj_buf_clear(text);
	value_print(text, fact, now_of(c, change), lang);
	json_object_set_new(o, "from", json_string(gj_buf_str(text)));
	gj_buf_clear(text);
	if (fact->type == GJ_FACT_LIST)
		gj_buf_printf(text, "%" PRId64, change->value.number);
	else
		value_print(text, fact, &change->value, lang);
	json_object_set_new(o, "to", json_string(gj_buf_str(text)));
	return o;
}

static json_t *ways_json(const struct gj_casefile *c, const struct gj_ways *all,
                         struct gj_buf *text, enum gj_lang lang)
{
	json_t *ways = json_array();

	for (size_t w = 0; w < all->n; w++) {
		json_t *changes = json_array();

		for (size_t k = 0; k < all->items[w].n; k++)
			json_array_append_new(changes, change_json(c, &all->items[w].changes[k],
			                                           text, lang));
		json_array_append_new(ways, json_pack("{s:o, s:I}", "changes", changes, "distance",
		                                      (json_int_t)all->items[w].distance));
	}
	return ways;
}

struct json_t *gj_explain_pass_json(struct gj_casefile *c, enum gj_lang lang, struct gj_err *err)
{
	json_t *checks = json_array(), *facts = json_array(), *whole;
	struct gj_pass pass = { .n_checks = 0 };
	struct gj_buf text;

	if (!checks || !facts || (wanted(c) && find(&pass, c, err))) {
		json_decref(checks);
		json_decref(facts);
		return NULL;
	}
	gj_buf_init(&text);
	for (size_t i = 0; i < pass.n_checks; i++) {
		const struct gj_pass_check *p = &pass.checks[i];

		json_array_append_new(checks, json_pack("{s:s, s:s, s:o, s:b}", "check",
		                                        p->check->id, "clause", p->check->clause,
		                                        "ways", ways_json(c, &p->ways, &text, lang),
		                                        "given_up", p->ways.given_up));
	}
	for (size_t i = 0; i < pass.n_facts; i++)
		json_array_append_new(facts, json_pack("{s:s, s:s, s:I, s:I}", "fact",
		                                       pass.facts[i].fact->key, "label",
		                                       gj_label_in(pass.facts[i].fact->label, lang),
		                                       "settles", (json_int_t)pass.facts[i].settles,
		                                       "tried", (json_int_t)pass.facts[i].tried));
	whole = ways_json(c, &pass.whole, &text, lang);
	gj_buf_fini(&text);
	return json_pack("{s:o, s:o, s:b, s:o}", "checks", checks, "whole", whole, "given_up",
	                 pass.whole.given_up, "facts", facts);
}
