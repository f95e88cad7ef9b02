/* test_propose.c: writes the case that a gap wants as a policy officer would. */
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/test_out.h"

#include <string.h>

static void put_value(struct gj_buf *out, const struct gj_fact *fact, const struct gj_value *v)
{
	if (v->state == GJ_GIVEN && fact->type == GJ_FACT_JUDGEMENT)
		gj_buf_puts(out, v->number ? "符合" : "不符合");
	else if (v->state == GJ_GIVEN)
		gj_value_print(out, fact, v, GJ_LANG_ZH);
	else if (v->state == GJ_STATE_NOT_APPLICABLE)
		gj_buf_puts(out, "不适用");
	else if (v->state == GJ_EXPLICITLY_UNKNOWN)
		gj_buf_puts(out, "未知");
}

static void put_list(struct gj_buf *out, const struct gj_fact *list, const struct gj_record *r)
{
	const struct gj_value *head = &r->values[list->index];

	if (head->state != GJ_GIVEN) {
		gj_buf_printf(out, "%s = ", list->label.zh);
		put_value(out, list, head);
		gj_buf_putc(out, '\n');
		return;
	}
	gj_buf_printf(out, "%s = 0\n", list->label.zh);
	for (size_t row = 0; row < (size_t)head->number; row++) {
		const char *between = "+ ";

		for (size_t f = 0; f < list->n_fields; f++) {
			const struct gj_value *v = &r->lists[list->index][row * list->n_fields + f];

			if (v->state == GJ_MISSING)
				continue;
			gj_buf_printf(out, "%s%s = ", between, list->fields[f].label.zh);
			put_value(out, &list->fields[f], v);
			between = ", ";
		}
		gj_buf_puts(out, strcmp(between, "+ ") == 0 ? "+\n" : "\n");
	}
}

/* A list that has changed in several places is written once. */
static bool written(const struct gj_gap *gap, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (gap->changes[i].fact == gap->changes[n].fact)
			return true;
	return false;
}

void gj_test_propose(struct gj_test_out *o, const struct gj_gap *gap, const char *title)
{
	const struct gj_category *category = gap->base->category;
	struct gj_record record;
	struct gj_buf body;
	size_t at = o->proposals.n;

	if (gj_record_init(&record, &category->facts, NULL)) {
		o->failed = true;
		return;
	}
	gj_buf_init(&body);
	if (gj_record_copy(&record, &gap->base->record, NULL))
		o->failed = true;
	for (size_t i = 0; i < gap->n_changes && !o->failed; i++)
		if (gj_change_apply(&record, &gap->changes[i]) == GJ_ENOMEM)
			o->failed = true;
	gj_buf_printf(&body, "如同 %s\n", gap->base->title);
	for (size_t i = 0; i < gap->n_changes && !o->failed; i++) {
		const struct gj_fact *fact = gap->changes[i].fact;

		if (written(gap, i))
			continue;
		if (fact->type == GJ_FACT_LIST) {
			put_list(&body, fact, &record);
			continue;
		}
		gj_buf_printf(&body, "%s = ", fact->label.zh);
		put_value(&body, fact, &record.values[fact->index]);
		gj_buf_putc(&body, '\n');
	}
	gj_buf_printf(&body, "期望 %s %s\n\n", gap->check->clause,
	              gj_outcome_label((enum gj_outcome)gap->gives).zh);
	/* The same case may fill several gaps. */
	if (!strstr(gj_buf_str(&o->proposals), gj_buf_str(&body)) && !body.failed) {
		if (at == 0)
			gj_buf_puts(&o->proposals,
			            "# 由 guiju test --write-missing 提出，须逐条确认\n\n");
		gj_buf_printf(&o->proposals, "用例 %s %s（%zu）\n", gap->check->clause, title,
		              ++o->n_proposals);
		gj_buf_puts(&o->proposals, gj_buf_str(&body));
	}
	o->failed |= body.failed || o->proposals.failed;
	gj_buf_fini(&body);
	gj_record_fini(&record);
}
