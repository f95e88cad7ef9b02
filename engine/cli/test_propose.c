/* test_propose.c: writes the case that a gap wants as a policy officer would. */
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/test_out.h"

#include <stdio.h>
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
		gj_buf_printf(out, "  %s = ", list->label.zh);
		put_value(out, list, head);
		gj_buf_putc(out, '\n');
		return;
	}
	gj_buf_printf(out, "  %s = 0\n", list->label.zh);
	for (size_t row = 0; row < (size_t)head->number; row++) {
		const char *between = "  + ";

		for (size_t f = 0; f < list->n_fields; f++) {
			const struct gj_value *v = &r->lists[list->index][row * list->n_fields + f];

			if (v->state == GJ_MISSING)
				continue;
			gj_buf_printf(out, "%s%s = ", between, list->fields[f].label.zh);
			put_value(out, &list->fields[f], v);
			between = ", ";
		}
		gj_buf_puts(out, *between == ' ' ? "  +\n" : "\n");
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

/* 起算日当天：, 恰在临界：, .. */
static void put_side(struct gj_buf *out, const struct gj_point *point)
{
	bool period = point->cond->kind == GJ_COND_WITHIN;

	if (gj_points_day(point) != GJ_DAY_NONE)
		return; /* the day itself says it */
	if (point->bound)
		gj_buf_puts(out, point->least ? "保底" : "封顶");
	switch (point->side) {
	case GJ_POINT_BELOW:
		gj_buf_puts(out, period ? "起算日前一天：" : "临界之下：");
		break;
	case GJ_POINT_AT:
		gj_buf_puts(out, period ? "起算日当天：" : "恰在临界：");
		break;
	case GJ_POINT_ABOVE:
		gj_buf_puts(out, period ? "起算日后一天：" : "临界之上：");
		break;
	case GJ_POINT_LAST:
		gj_buf_puts(out, "截止日当天：");
		break;
	case GJ_POINT_AFTER:
		gj_buf_puts(out, "截止日后一天：");
		break;
	case GJ_POINT_NO_ROW:
		gj_buf_puts(out, "一条也没有：");
		break;
	case GJ_POINT_ROW:
		gj_buf_puts(out, "有一条：");
		break;
	}
}

/* 保密员人数 0名 */
static void put_change(struct gj_buf *out, const struct gj_change *change)
{
	const struct gj_fact *fact = change->field ? change->field : change->fact;

	gj_buf_puts(out, fact->label.zh);
	if (change->field && change->row)
		gj_buf_printf(out, "(第%zu条)", change->row + 1);
	if (change->kind == GJ_CHANGE_ROWS)
		gj_buf_printf(out, " %lld条", (long long)change->value.number);
	else if (change->value.state == GJ_MISSING)
		gj_buf_puts(out, "没有填");
	else {
		gj_buf_putc(out, ' ');
		put_value(out, fact, &change->value);
		if (change->value.state == GJ_GIVEN && fact->unit.zh)
			gj_buf_puts(out, fact->unit.zh);
	}
}

/* What the case is about, as a person would name it: the facts that are not as in its base. */
static void put_title(struct gj_buf *out, const struct gj_gap *gap)
{
	enum { SHOWN = 4 };
	char day[GJ_DAY_TEXT];

	gj_buf_printf(out, "%s ", gap->check->clause);
	if (gap->point)
		put_side(out, gap->point);
	if (gap->reference != GJ_DAY_NONE)
		gj_buf_printf(out, "基准日 %s%s", gj_day_print(day, gap->reference),
		              gap->n_changes ? "，" : "");
	for (size_t i = 0; i < gap->n_changes && i < SHOWN; i++) {
		gj_buf_puts(out, i ? "，" : "");
		put_change(out, &gap->changes[i]);
	}
	gj_buf_printf(out, "%s（如同 %s）", gap->n_changes > SHOWN ? "等" : "", gap->base->title);
}

static bool taken(const struct gj_test_out *o, const char *title, size_t n)
{
	char line[1200];

	if (n > 1000)
		return false;
	snprintf(line, sizeof line, "用例 %s\n", title);
	return gj_testcases_find(o->run->cases, title) || strstr(gj_buf_str(&o->proposals), line);
}

/* The words of the case without its title. */
static void put_body(struct gj_buf *out, const struct gj_gap *gap, const struct gj_record *record)
{
	char day[GJ_DAY_TEXT];

	gj_buf_printf(out, "  如同 %s\n", gap->base->title);
	if (gap->reference != GJ_DAY_NONE)
		gj_buf_printf(out, "  基准日 %s\n", gj_day_print(day, gap->reference));
	for (size_t i = 0; i < gap->n_changes; i++) {
		const struct gj_fact *fact = gap->changes[i].fact;

		if (written(gap, i))
			continue;
		if (fact->type == GJ_FACT_LIST) {
			put_list(out, fact, record);
			continue;
		}
		gj_buf_printf(out, "  %s = ", fact->label.zh);
		put_value(out, fact, &record->values[fact->index]);
		gj_buf_putc(out, '\n');
	}
	gj_buf_printf(out, "  期望 %s %s\n", gap->check->clause,
	              gj_outcome_label((enum gj_outcome)gap->gives).zh);
}

static void propose(struct gj_test_out *o, const struct gj_gap *gap, const struct gj_record *record)
{
	struct gj_buf body, title;

	gj_buf_init(&body);
	gj_buf_init(&title);
	put_body(&body, gap, record);
	/* The same case may fill several gaps. */
	if (!strstr(gj_buf_str(&o->proposals), gj_buf_str(&body)) && !body.failed) {
		if (o->proposals.n == 0)
			gj_buf_puts(
			    &o->proposals,
			    "# 由 guiju test --write-missing 提出：期望写的是现行规则给出的结果，"
			    "须逐条确认\n");
		o->n_proposals++;
		put_title(&title, gap);
		if (taken(o, gj_buf_str(&title), title.n))
			gj_buf_printf(&title, " %zu", o->n_proposals);
		gj_buf_printf(&o->proposals, "\n用例 %s\n%s", gj_buf_str(&title),
		              gj_buf_str(&body));
	}
	o->failed |= body.failed || title.failed || o->proposals.failed;
	gj_buf_fini(&title);
	gj_buf_fini(&body);
}

void gj_test_propose(struct gj_test_out *o, const struct gj_gap *gap)
{
	struct gj_record record;

	if (gj_record_init(&record, &gap->base->category->facts, NULL)) {
		o->failed = true;
		return;
	}
	if (gj_record_copy(&record, &gap->base->record, NULL))
		o->failed = true;
	for (size_t i = 0; i < gap->n_changes && !o->failed; i++)
		if (gj_change_apply(&record, &gap->changes[i]) == GJ_ENOMEM)
			o->failed = true;
	if (!o->failed)
		propose(o, gap, &record);
	gj_record_fini(&record);
}
