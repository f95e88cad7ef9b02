/* reason.c: a trace as the sentence that an applicant reads: facts, comparison, outcome. */
#include "engine/decide/reason.h"

#include "engine/base/buf.h"
#include "engine/decide/decision.h"
#include "engine/decide/reason_inner.h"

static void within_phrase(struct gj_wording *w, const struct gj_trace *t)
{
	const struct gj_window *window = &t->cond->window;
	bool named = window->label.zh || window->label.en;

	gj_wording_fact(w, t->cond->fact, &t->value);
	if (t->value.state != GJ_GIVEN)
		return;
	if (t->right_state != GJ_GIVEN) {
		gj_wording_put(w, "，起算日", ", but the period has no first day: ");
		if (window->anchor) {
			gj_wording_put(w, "（", "");
			gj_wording_label(w, window->anchor->label);
			gj_wording_put(w, "）", ": ");
		}
		gj_wording_state(w, t->right_state);
		gj_wording_put(w, "，期间无法确定", "");
		return;
	}
	if (window->months && t->value.number == t->from) {
		gj_wording_put(w, "，恰为", ", exactly the first day of ");
		gj_wording_period(w, window, t->from, t->to);
		if (window->boundary == GJ_MET)
			gj_wording_put(w, "的首日，计入期间", ", which counts as inside");
		else if (window->boundary == GJ_NOT_MET)
			gj_wording_put(w, "的首日，不计入期间", ", which counts as outside");
		else
			gj_wording_put(w, "的首日，须人工复核", ": a person must look");
		return;
	}
	if (t->outcome == GJ_MET)
		gj_wording_put(w, "，在", ", within ");
	else
		gj_wording_put(w, "，不在", ", not within ");
	gj_wording_period(w, window, t->from, t->to);
	gj_wording_put(w, named ? "内" : "之间", "");
}

static void judged_phrase(struct gj_wording *w, const struct gj_trace *t)
{
	gj_wording_label(w, t->cond->fact->label);
	if (t->value.state == GJ_STATE_NOT_APPLICABLE)
		gj_wording_put(w, "不适用", ": not applicable");
	else if (t->value.state != GJ_GIVEN)
		gj_wording_put(w, "未作认定", ": not judged yet");
	else if (t->outcome == GJ_MET)
		gj_wording_put(w, "：经认定符合", ": judged favourable");
	else
		gj_wording_put(w, "：经认定不符合", ": judged unfavourable");
}

static void one_of_phrase(struct gj_wording *w, const struct gj_trace *t)
{
	const struct gj_cond *cond = t->cond;

	gj_wording_fact(w, cond->fact, &t->value);
	if (t->value.state != GJ_GIVEN || (t->outcome == GJ_MET && cond->n_values == 1))
		return;
	if (cond->n_values == 1) {
		gj_wording_put(w, "，不是“", ", not ");
		gj_wording_option(w, cond->fact, cond->values[0]);
		gj_wording_put(w, "”", "");
	} else if (t->outcome == GJ_MET) {
		gj_wording_put(w, "，在所列范围内", ", among those listed");
	} else {
		gj_wording_put(w, "，不在所列范围内", ", not among those listed");
	}
}

static void recognised_phrase(struct gj_wording *w, const struct gj_trace *t)
{
	gj_wording_fact(w, t->cond->fact, &t->value);
	if (t->value.state != GJ_GIVEN)
		return;
	if (t->outcome == GJ_MET)
		gj_wording_put(w, "，已认定", ", recognised");
	else if (t->outcome == GJ_REVIEW)
		gj_wording_put(w, "，符合条件待认定", ", eligible and waiting for recognition");
	else if (t->outcome == GJ_NOT_MET)
		gj_wording_put(w, "，不符合认定条件", ", not eligible");
	else
		gj_wording_put(w, "，未申报或尚未判定", ", no decided application");
}

/* The alternative route that was taken, where routes have names. */
static const struct gj_cond *by_route(const struct gj_trace *t)
{
	if (t->outcome != GJ_MET)
		return NULL;
	for (size_t i = 0; t->cond->kind == GJ_COND_ANY && i < t->n_args; i++)
		if (t->args[i].outcome == GJ_MET &&
		    gj_label_in(t->args[i].cond->label, GJ_LANG_ZH)[0])
			return t->args[i].cond;
	return NULL;
}

/* What the branches come to together, where the list of them does not say it by itself. */
static void group_end(struct gj_wording *w, const struct gj_trace *t, enum gj_reason_depth depth)
{
	size_t met = 0;

	if (t->n_args < 2 || t->cond->kind == GJ_COND_ALL)
		return;
	for (size_t i = 0; i < t->n_args; i++)
		met += t->args[i].outcome == GJ_MET;
	if (t->cond->kind == GJ_COND_ANY && t->outcome == GJ_NOT_MET && depth == GJ_SENTENCE)
		return;
	gj_wording_put(w, depth == GJ_SENTENCE ? "；" : "，", depth == GJ_SENTENCE ? "; " : ", ");
	if (by_route(t)) {
		gj_wording_put(w, "经由“", "by the route \"");
		gj_wording_label(w, by_route(t)->label);
		gj_wording_put(w, "”", "\"");
	} else if (t->cond->kind == GJ_COND_AT_LEAST_OF) {
		if (w->lang == GJ_LANG_ZH)
			gj_buf_printf(w->out, "%zu项中符合%zu项，要求至少%u项", t->n_args, met,
			              t->cond->k);
		else
			gj_buf_printf(w->out, "%zu of %zu met, at least %u asked for", met,
			              t->n_args, t->cond->k);
	} else if (t->outcome == GJ_NOT_MET) {
		gj_wording_put(w, "均未满足", "none of them holds");
	} else if (t->n_args == 2) {
		gj_wording_put(w, "两项满足其一即可", "either suffices");
	} else {
		gj_wording_put(w, "各项满足其一即可", "any one suffices");
	}
}

/* The condition under an else-review. */
static const struct gj_trace *hardened(const struct gj_trace *t)
{
	while (t->cond->kind == GJ_COND_ELSE_REVIEW)
		t = t->args;
	return t;
}

/* May stand among the other clauses of an `all` without brackets around it. */
static bool is_flat(const struct gj_trace *t, bool in_all)
{
	t = hardened(t);
	return t->n_args < 2 || (in_all && t->cond->kind == GJ_COND_ALL);
}

static bool found_none(const struct gj_trace *t)
{
	return t->cond->kind == GJ_COND_NONE &&
	       (t->rows_state != GJ_GIVEN || (t->passed == 0 && t->open == 0));
}

/* Several kinds of row may be ruled out in one list: those that nobody found are not worth a clause
 * when the list was told of already, or will be with what was found. */
static bool is_silent(const struct gj_wording *w, const struct gj_trace *all, size_t which)
{
	const struct gj_trace *arg = hardened(&all->args[which]);

	if (all->cond->kind != GJ_COND_ALL || !found_none(arg))
		return false;
	if (gj_wording_seen(w, arg->cond->rows.list))
		return true;
	for (size_t i = which + 1; i < all->n_args; i++) {
		const struct gj_trace *other = hardened(&all->args[i]);

		if (other->cond->kind == GJ_COND_NONE && !found_none(other) &&
		    other->cond->rows.list == arg->cond->rows.list)
			return true;
	}
	return false;
}

/* The fact that picks the row, where `arg` is a row of a table of conditions: this option, and then ... */
static const struct gj_fact *row_picker(const struct gj_cond *arg)
{
	const struct gj_cond *when = arg->n_args == 2 ? arg->args[0] : NULL;

	if (when && when->kind == GJ_COND_NOT) /* otherwise: none of the others */
		when = when->args[0];
	while (when && when->kind == GJ_COND_ANY && when->n_args > 0)
		when = when->args[0];
	return arg->kind == GJ_COND_ALL && when && when->kind == GJ_COND_ONE_OF ? when->fact : NULL;
}

const struct gj_trace *gj_reason_row(const struct gj_trace *t)
{
	const struct gj_trace *row = NULL;

	if (t->cond->kind != GJ_COND_ANY || t->n_args < 2)
		return NULL;
	for (size_t i = 0; i < t->n_args; i++) {
		const struct gj_fact *fact = row_picker(t->args[i].cond);
		enum gj_outcome when;

		if (fact == NULL || fact != row_picker(t->args[0].cond))
			return NULL;
		when = t->args[i].args[0].outcome;
		if ((when == GJ_MET && row) || (when != GJ_MET && when != GJ_NOT_MET))
			return NULL;
		if (when == GJ_MET)
			row = &t->args[i];
	}
	return row;
}

static void group_phrase(struct gj_wording *w, const struct gj_trace *t, enum gj_reason_depth depth)
{
	bool all = t->cond->kind == GJ_COND_ALL;
	bool said = false;
	bool brackets = depth == GJ_CLAUSE && t->n_args > 1 && (!all || !w->row);

	if (brackets)
		gj_wording_put(w, "（", "(");
	for (size_t i = 0; i < t->n_args; i++) {
		const struct gj_trace *arg = &t->args[i];
		bool flat = depth == GJ_SENTENCE && is_flat(arg, all);

		if (is_silent(w, t, i))
			continue;
		if (said && w->row && all)
			gj_wording_put(w, "，", ", ");
		else if (said)
			gj_wording_put(w, "；", "; ");
		said = true;
		if (gj_label_in(arg->cond->label, w->lang)[0] &&
		    arg->cond->kind != GJ_COND_UNLESS) {
			gj_wording_label(w, arg->cond->label);
			gj_wording_put(w, "：", ": ");
		}
		gj_reason_phrase(w, arg, flat ? GJ_SENTENCE : GJ_CLAUSE);
	}
	group_end(w, t, brackets ? GJ_CLAUSE : depth);
	if (brackets)
		gj_wording_put(w, "）", ")");
}

static void unless_phrase(struct gj_wording *w, const struct gj_trace *t,
                          enum gj_reason_depth depth)
{
	const struct gj_trace *ground = &t->args[1];

	/* The ground makes no difference where it is not there, or what it spares stands all the same. */
	if (ground->outcome == GJ_NOT_MET || ground->outcome == GJ_NOT_APPLICABLE ||
	    (ground->outcome == GJ_MET && t->outcome != t->cond->outcome) ||
	    (t->outcome == GJ_MET && t->args[0].outcome == GJ_MET)) {
		gj_reason_phrase(w, &t->args[0], depth);
		return;
	}
	if (ground->outcome != GJ_MET) {
		gj_reason_phrase(w, &t->args[0], GJ_CLAUSE);
		gj_wording_put(w, "；是否适用“", "; whether it applies, \"");
		gj_wording_label(w, t->cond->label);
		gj_wording_put(w, "”尚不能确定（", "\", is still open (");
	} else {
		gj_wording_put(w, "适用“", "\"");
		gj_wording_label(w, t->cond->label);
		gj_wording_put(w, "”（", "\" applies (");
	}
	gj_reason_phrase(w, ground, GJ_CLAUSE);
	gj_wording_put(w, "）", ")");
	if (ground->outcome != GJ_MET)
		return;
	if (t->cond->outcome == GJ_NOT_APPLICABLE)
		gj_wording_put(w, "，免于本项", ", so this is waived");
	else if (t->cond->outcome == GJ_MET)
		gj_wording_put(w, "，视为符合", ", which counts as met");
	else
		gj_wording_put(w, "，须人工认定", ", so a person must look");
}

static void every_phrase(struct gj_wording *w, const struct gj_trace *t)
{
	gj_reason_rows(w, t, &t->cond->rows);
	if (t->rows_state != GJ_GIVEN)
		return;
	if (t->passed == 0 && t->open == 0)
		gj_wording_put(w, "，没有须逐条核对的记录", ", none that is asked about");
	else if (t->outcome >= GJ_MET)
		gj_wording_put(w, "，每条均符合", ", every one as asked");
	else
		gj_wording_put(w, "，并非每条都符合", ", not every one as asked");
	gj_reason_found(w, t, false);
}

void gj_reason_phrase(struct gj_wording *w, const struct gj_trace *t, enum gj_reason_depth depth)
{
	const struct gj_cond *cond = t->cond;

	switch (cond->kind) {
	case GJ_COND_ALL:
	case GJ_COND_ANY:
	case GJ_COND_AT_LEAST_OF:
		group_phrase(w, gj_reason_row(t) ? gj_reason_row(t) : t, depth);
		break;
	case GJ_COND_NOT:
		if (cond->args[0]->kind == GJ_COND_NOT) { /* said twice is not said */
			gj_reason_phrase(w, &t->args[0].args[0], depth);
			break;
		}
		gj_wording_put(w, "不得有下列情形：", "must not hold: ");
		gj_reason_phrase(w, &t->args[0], GJ_CLAUSE);
		break;
	case GJ_COND_ELSE_REVIEW:
		gj_reason_phrase(w, &t->args[0], depth);
		if (t->args[0].outcome == GJ_NOT_MET)
			gj_wording_put(w, "，不直接否定", ", which by itself fails nobody");
		break;
	case GJ_COND_HOLDS:
	case GJ_COND_GIVEN:
		gj_wording_fact(w, cond->fact, &t->value);
		break;
	case GJ_COND_JUDGED:
		judged_phrase(w, t);
		break;
	case GJ_COND_ONE_OF:
		one_of_phrase(w, t);
		break;
	case GJ_COND_COMPARE:
		gj_reason_compare(w, t);
		break;
	case GJ_COND_WITHIN:
		within_phrase(w, t);
		break;
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
		gj_reason_rows(w, t, &cond->rows);
		gj_reason_found(w, t, false);
		break;
	case GJ_COND_RECOGNISED:
		recognised_phrase(w, t);
		break;
	case GJ_COND_EVERY:
		every_phrase(w, t);
		break;
	case GJ_COND_UNLESS:
		unless_phrase(w, t, depth);
		break;
	case GJ_COND_DATED:
		if (t->chosen < t->n_args)
			gj_reason_phrase(w, &t->args[t->chosen], depth);
		else if (t->cond->n_args == 0) /* of a value that ended */
			gj_wording_put(w, "基准日已无生效的规定",
			               "no rule was in force any more at the reference date");
		else
			gj_wording_put(w, "基准日尚无生效的规定",
			               "no rule was in force yet at the reference date");
		break;
	case GJ_COND_FUNCTION:
		gj_wording_put(w, "由规则中的函数判定", "decided by a function of the rules");
		if (t->error && *t->error)
			gj_buf_printf(w->out, w->lang == GJ_LANG_ZH ? "（%s）" : " (%s)", t->error);
		break;
	}
}

void gj_reason_print(struct gj_buf *out, const struct gj_check *check, const struct gj_trace *trace,
                     enum gj_lang lang)
{
	struct gj_wording w;

	gj_wording_init(&w, out, lang);
	gj_reason_phrase(&w, trace, GJ_SENTENCE);
	gj_wording_put(&w, "；", "; ");
	if (check && check->conditional && trace->outcome == GJ_REVIEW)
		gj_wording_put(&w, "待其获认定后确定", "to be settled by their recognition");
	else
		gj_buf_puts(out, gj_label_in(gj_outcome_label(trace->outcome), lang));
}
