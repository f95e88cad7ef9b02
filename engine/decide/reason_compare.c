/* reason_compare.c: the part of a reason that is about numbers and rows of lists. */
#include "engine/base/buf.h"
#include "engine/decide/reason_inner.h"

#include <string.h>

static const struct gj_label no_unit;

/* True when a row of this filter can wait for nothing but a recognition. */
static bool waits_for_recognition(const struct gj_cond *filter)
{
	bool recognition = false;

	if (filter == NULL)
		return false;
	if (filter->kind == GJ_COND_RECOGNISED)
		return true;
	if (filter->kind != GJ_COND_ALL)
		return false;
	for (size_t i = 0; i < filter->n_args; i++) {
		const struct gj_cond *arg = filter->args[i];

		if (arg->kind == GJ_COND_RECOGNISED)
			recognition = true;
		else if (arg->kind != GJ_COND_HOLDS && arg->kind != GJ_COND_ONE_OF &&
		         arg->kind != GJ_COND_GIVEN && arg->kind != GJ_COND_COMPARE)
			return false;
	}
	return recognition;
}

/* 第2条：行为日期2021-06-01，在近2年（…）内. */
void gj_reason_found(struct gj_wording *w, const struct gj_trace *t, bool only_open)
{
	size_t shown = 0, wanted = only_open ? t->open : t->passed + t->open;

	for (size_t i = 0; i < t->n_found; i++) {
		if (only_open && !gj_trace_is_open(&t->found[i]))
			continue;
		if (shown++ == 0)
			gj_wording_put(w, "（", " (");
		else
			gj_wording_put(w, "；", "; ");
		if (w->lang == GJ_LANG_ZH)
			gj_buf_printf(w->out, "第%zu条：", t->found[i].row);
		else
			gj_buf_printf(w->out, "no. %zu: ", t->found[i].row);
		w->row = true;
		gj_reason_phrase(w, &t->found[i], GJ_CLAUSE);
		w->row = false;
	}
	if (shown && shown < wanted)
		gj_wording_put(w, "；等", "; and more");
	if (shown)
		gj_wording_put(w, "）", ")");
}

/* 共3条, once for each list; false when nothing more is to be said of it. */
static bool list_put(struct gj_wording *w, const struct gj_trace *t, const struct gj_rows *of)
{
	gj_wording_note(w, of->list);
	gj_wording_label(w, of->list->label);
	if (t->rows_state != GJ_GIVEN) {
		gj_wording_put(w, "", ": ");
		gj_wording_state(w, t->rows_state);
		return false;
	}
	gj_wording_put(w, "共", ": ");
	gj_wording_rows(w, of->list, t->rows);
	if (of->filter == NULL || t->rows == 0)
		return false;
	gj_wording_put(w, "，", ", ");
	return true;
}

/* 侵权记录共3条，属所列情形1条，资料不全1条. */
void gj_reason_rows(struct gj_wording *w, const struct gj_trace *t, const struct gj_rows *of)
{
	const struct gj_fact *list = of->list;
	bool counted = t->cond->kind == GJ_COND_COMPARE;
	bool recognition = waits_for_recognition(of->filter);
	size_t blank = t->open - t->waiting;

	if (!counted && t->rows_state == GJ_GIVEN && gj_wording_seen(w, list))
		gj_wording_put(w, "其中", "of these ");
	else if (!list_put(w, t, of))
		return;
	if (w->lang == GJ_LANG_ZH) {
		gj_buf_puts(w->out, recognition ? "已认定" : counted ? "符合条件" : "属所列情形");
		gj_wording_rows(w, list, t->passed);
		if (t->waiting) {
			gj_buf_puts(w->out, recognition ? "，符合条件待认定" : "，待人工认定");
			gj_wording_rows(w, list, t->waiting);
		}
		if (blank) {
			gj_buf_puts(w->out, recognition ? "，未申报或尚未判定" : "，资料不全");
			gj_wording_rows(w, list, blank);
		}
		return;
	}
	gj_buf_printf(w->out, "%zu %s", t->passed,
	              recognition ? "recognised" : "of the kind named");
	if (t->waiting)
		gj_buf_printf(w->out, ", %zu %s", t->waiting,
		              recognition ? "eligible and waiting for recognition"
		                          : "for a person to judge");
	if (blank)
		gj_buf_printf(w->out, ", %zu %s", blank,
		              recognition ? "without a decided application" : "with facts missing");
}

/* While no two rows hold the same value, the number of rows already is that of different values. */
static bool no_repeats(const struct gj_trace *t)
{
	return t->left_low == (int64_t)t->passed && t->left_high == (int64_t)(t->passed + t->open);
}

/* One side by name and number; false when the number is not known. */
static bool side(struct gj_wording *w, const struct gj_trace *t, const struct gj_term *term,
                 bool left)
{
	enum gj_state state = left ? t->left_state : t->right_state;
	int64_t low = left ? t->left_low : t->right_low;
	int64_t high = left ? t->left_high : t->right_high;
	struct gj_value value = { .state = state, .number = low };

	if (term->kind == GJ_TERM_FACT) {
		if (gj_wording_seen(w, term->fact))
			gj_wording_value(w, term->fact, &value);
		else
			gj_wording_fact(w, term->fact, &value);
		gj_wording_note(w, term->fact);
		return state == GJ_GIVEN;
	}
	if (left) {
		gj_reason_rows(w, t,
		               term->kind == GJ_TERM_SHARE ? &term->share_of->rows : &term->rows);
		if (state != GJ_GIVEN || term->kind != GJ_TERM_DISTINCT || no_repeats(t))
			return state == GJ_GIVEN;
		gj_wording_put(w, "，不同“", ", different ");
		gj_wording_label(w, term->fact->label);
		gj_wording_put(w, "”", ": ");
	} else {
		gj_reason_name(w, term);
		gj_wording_put(w, "", ": ");
		if (state != GJ_GIVEN) {
			gj_wording_state(w, state);
			return false;
		}
	}
	gj_wording_number(w, term, no_unit, low, high);
	return true;
}

/* The words before the limit: 不少于, 达到, 少于; while it is open, that it is asked for. */
static struct gj_relation relation_put(struct gj_wording *w, const struct gj_trace *t)
{
	enum gj_relation_form form =
	    t->outcome == GJ_NOT_MET ? GJ_RELATION_FAILS : GJ_RELATION_HOLDS;
	struct gj_relation r = gj_wording_relation(t->cond, w->lang, form);

	gj_wording_put(w, "，", ", ");
	if (gj_trace_is_open(t))
		gj_wording_put(w, "是否", "whether ");
	gj_wording_before(w, r);
	return r;
}

static void relation_end(struct gj_wording *w, const struct gj_trace *t, struct gj_relation r,
                         bool on_the_limit)
{
	gj_buf_puts(w->out, r.after);
	if (on_the_limit && r.after[0] && strstr(r.after, "含") == NULL)
		gj_buf_puts(w->out, "（含本数）");
	if (gj_trace_is_open(t))
		gj_wording_put(w, "尚不能确定", " is still open");
}

static void share_phrase(struct gj_wording *w, const struct gj_trace *t)
{
	const struct gj_cond *cond = t->cond;
	const struct gj_term *limit = cond->right;
	bool zh = w->lang == GJ_LANG_ZH;
	bool ranges = t->left_low != t->left_high || t->right_low != t->right_high;
	bool known = side(w, t, limit->share_of, false);
	struct gj_relation r;

	gj_wording_put(w, "，", ", ");
	known = side(w, t, cond->left, true) && known;
	if (!known) {
		gj_wording_put(w, "，比例无法计算", ", so no share");
		return;
	}
	if (t->zero_base) {
		gj_wording_put(w, "，基数为零，比例无法计算",
		               ", so there is nothing to take a share of");
		return;
	}
	if (t->right_low == 0 && limit->share_of->kind != GJ_TERM_FACT) {
		gj_wording_put(w, "，比例尚不能确定", ", so the share is still open");
		return;
	}
	if (t->right_low != 0) { /* without a base rule, an equation of zeros has no percentage */
		gj_buf_puts(w->out, zh ? "，占" : " (");
		gj_wording_percent(w, t->left_low, t->right_high, limit);
		if (ranges) {
			gj_wording_put(w, "至", " to ");
			gj_wording_percent(w, t->left_high, t->right_low, limit);
		}
		gj_wording_put(w, "", ")");
	}
	r = relation_put(w, t);
	gj_wording_share(w, limit);
	relation_end(w, t, r,
	             !ranges && (__int128)t->left_low * limit->per ==
	                            (__int128)t->right_low * limit->number);
}

/* The fact's own number was told before: 29家＜30家. */
static void short_compare(struct gj_wording *w, const struct gj_trace *t)
{
	const struct gj_cond *cond = t->cond;

	if (t->left_state != GJ_GIVEN) {
		gj_wording_put(w, "与", "no comparison with ");
		gj_wording_number(w, cond->left, cond->right->unit, t->right_low, t->right_low);
		gj_wording_put(w, "无法比较", "");
		return;
	}
	gj_wording_number(w, cond->left, cond->right->unit, t->left_low, t->left_low);
	gj_buf_puts(w->out, gj_wording_sign(cond, w->lang, t->outcome == GJ_MET));
	gj_wording_number(w, cond->left, cond->right->unit, t->right_low, t->right_low);
}

void gj_reason_compare(struct gj_wording *w, const struct gj_trace *t)
{
	const struct gj_cond *cond = t->cond;
	const struct gj_term *left = cond->left, *right = cond->right;
	struct gj_term scale = right->kind == GJ_TERM_NUMBER ? *left : *right;
	bool plain = left->kind == GJ_TERM_FACT && right->kind == GJ_TERM_NUMBER;
	struct gj_relation r;

	if (t->left) {
		gj_reason_range(w, t);
		return;
	}
	if (right->kind == GJ_TERM_SHARE) {
		share_phrase(w, t);
		return;
	}
	if (plain && gj_wording_seen(w, left->fact)) {
		short_compare(w, t);
		return;
	}
	if (!side(w, t, left, true))
		return;
	if (right->kind != GJ_TERM_NUMBER && t->right_state != GJ_GIVEN) {
		gj_wording_put(w, "，", ", ");
		side(w, t, right, false);
		gj_wording_put(w, "，无法比较", ", so no comparison");
		return;
	}
	r = relation_put(w, t);
	if (right->kind != GJ_TERM_NUMBER) {
		gj_reason_name(w, right);
		gj_wording_put(w, "（", " (");
	}
	if (scale.kind == GJ_TERM_DISTINCT && right->kind == GJ_TERM_NUMBER && no_repeats(t))
		scale.kind = GJ_TERM_ROWS;
	gj_wording_number(w, &scale, right->unit, t->right_low, t->right_high);
	if (right->kind != GJ_TERM_NUMBER)
		gj_wording_put(w, "）", ")");
	relation_end(w, t, r, t->left_low == t->left_high && t->left_low == t->right_low);
	if (gj_trace_is_open(t) && left->kind != GJ_TERM_FACT)
		gj_reason_found(w, t, true);
}
