/* reason_required.c: what a condition asks for, and what was found, each in a few words. */
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/decide/reason.h"
#include "engine/decide/reason_inner.h"

static void asked(struct gj_wording *w, const struct gj_cond *cond, bool named, bool inside);

/* Named when a reader could not tell what the words are about. */
static bool wants_name(const struct gj_cond *cond)
{
	while ((cond->kind == GJ_COND_ELSE_REVIEW || cond->kind == GJ_COND_ALL ||
	        cond->kind == GJ_COND_ANY) &&
	       cond->n_args == 1)
		cond = cond->args[0];
	return cond->n_args > 0 || cond->kind == GJ_COND_EXISTS || cond->kind == GJ_COND_NONE ||
	       (cond->kind == GJ_COND_COMPARE && cond->left->kind != GJ_TERM_FACT);
}

void gj_reason_filter(struct gj_wording *w, const struct gj_rows *rows)
{
	bool row = w->row;

	if (rows->filter == NULL)
		return;
	gj_wording_put(w, "（", " (");
	w->row = true;
	asked(w, rows->filter, true, false);
	w->row = row;
	gj_wording_put(w, "）", ")");
}

void gj_reason_of_nothing(struct gj_wording *w, struct gj_label what, enum gj_outcome outcome)
{
	static const struct gj_label words[GJ_OUTCOMES] = {
		[GJ_NOT_MET] = { "视为不符合", "counts as not met" },
		[GJ_REVIEW] = { "由人工认定", "a person judges" },
		[GJ_MET] = { "视为符合", "counts as met" },
		[GJ_NOT_APPLICABLE] = { "不适用", "not applicable" },
	};

	if (words[outcome].zh == NULL)
		return;
	gj_wording_put(w, "（", " (");
	gj_wording_put(w, what.zh, what.en);
	gj_wording_put(w, "的", ": ");
	gj_wording_put(w, words[outcome].zh, words[outcome].en);
	gj_wording_put(w, "）", ")");
}

void gj_reason_asked(struct gj_wording *w, const struct gj_cond *cond)
{
	asked(w, cond, true, true);
}

static void asked_compare(struct gj_wording *w, const struct gj_cond *cond, bool named)
{
	const struct gj_term *left = cond->left, *right = cond->right;
	struct gj_relation r = gj_wording_relation(cond, w->lang, GJ_RELATION_ASKED);
	const struct gj_term *base = right->kind == GJ_TERM_SHARE ? right->share_of : right;

	if (gj_range_is(left) || gj_range_is(right)) {
		gj_reason_range_asked(w, cond, named);
		return;
	}
	if (named) {
		gj_wording_term(w, left);
		if (left->kind != GJ_TERM_FACT)
			gj_reason_filter(w, &left->rows);
		gj_wording_put(w, "", ": ");
	}
	gj_wording_before(w, r);
	if (right->kind == GJ_TERM_NUMBER) {
		gj_wording_number(w, left, right->unit, right->number, right->number);
	} else if (right->kind == GJ_TERM_SHARE && w->lang == GJ_LANG_EN) {
		gj_wording_share(w, right);
		gj_buf_puts(w->out, " of ");
	}
	if (right->kind != GJ_TERM_NUMBER) {
		gj_wording_term(w, base);
		if (base->kind != GJ_TERM_FACT)
			gj_reason_filter(w, &base->rows);
	}
	if (right->kind == GJ_TERM_SHARE && w->lang == GJ_LANG_ZH) {
		gj_buf_puts(w->out, "的");
		gj_wording_share(w, right);
	}
	gj_buf_puts(w->out, r.after);
	if (right->kind == GJ_TERM_SHARE)
		gj_reason_of_nothing(w, (struct gj_label){ "基数为零", "of nothing" },
		                     right->zero_base);
}

static void asked_within(struct gj_wording *w, const struct gj_cond *cond)
{
	const struct gj_window *window = &cond->window;
	bool named = window->label.zh || window->label.en;
	char day[GJ_DAY_TEXT];

	gj_wording_put(w, "在", "within ");
	if (window->months == 0) {
		gj_wording_period(w, window, window->from, window->to);
		gj_wording_put(w, named ? "内" : "之间", "");
		if (window->to_reference)
			gj_wording_put(w, "（至判定日止）", ", up to the day of reference");
		return;
	}
	if (named)
		gj_wording_label(w, window->label);
	else if (window->months % 12 == 0 && w->lang == GJ_LANG_ZH)
		gj_buf_printf(w->out, "近%d年", window->months / 12);
	else if (window->months % 12 == 0)
		gj_buf_printf(w->out, "the past %d years", window->months / 12);
	else if (w->lang == GJ_LANG_ZH)
		gj_buf_printf(w->out, "近%d个月", window->months);
	else
		gj_buf_printf(w->out, "the past %d months", window->months);
	gj_wording_put(w, "内（至", " up to ");
	if (window->anchored)
		gj_buf_puts(w->out, gj_day_print(day, window->anchor_day));
	else if (window->anchor)
		gj_wording_label(w, window->anchor->label);
	else
		gj_wording_put(w, "判定日", "the day of reference");
	gj_wording_put(w, "止，", ", ");
	gj_wording_put(w,
	               window->boundary == GJ_MET       ? "首日计入"
	               : window->boundary == GJ_NOT_MET ? "首日不计入"
	                                                : "恰为首日的由人工认定",
	               window->boundary == GJ_MET       ? "its first day counted in"
	               : window->boundary == GJ_NOT_MET ? "its first day left out"
	                                                : "its first day for a person to judge");
	gj_wording_put(w, "）", "");
}

static void asked_one_of(struct gj_wording *w, const struct gj_cond *cond)
{
	if (cond->n_values > 1)
		gj_wording_put(w, "属于", "one of ");
	for (size_t i = 0; i < cond->n_values; i++) {
		if (i)
			gj_wording_put(w, "、", ", ");
		gj_wording_option(w, cond->fact, cond->values[i]);
	}
}

/* The subject's name before the words of a condition about one fact. */
static void subject(struct gj_wording *w, const struct gj_cond *cond, bool named, bool colon)
{
	if (!named)
		return;
	gj_wording_label(w, cond->fact->label);
	gj_wording_put(w, colon ? "：" : "", ": ");
}

static void asked_args(struct gj_wording *w, const struct gj_cond *cond, bool named, bool inside)
{
	bool any = cond->kind == GJ_COND_ANY;
	bool several = cond->n_args > 1;

	if (inside && several)
		gj_wording_put(w, "（", "(");
	if (cond->kind == GJ_COND_AT_LEAST_OF) {
		if (w->lang == GJ_LANG_ZH)
			gj_buf_printf(w->out, "下列%zu项中至少%u项：", cond->n_args, cond->k);
		else
			gj_buf_printf(w->out, "at least %u of %zu: ", cond->k, cond->n_args);
	}
	for (size_t i = 0; i < cond->n_args; i++) {
		bool flat =
		    w->row && cond->kind == GJ_COND_ALL && cond->args[i]->kind == GJ_COND_ALL;

		if (i && any)
			gj_wording_put(w, "，或", ", or ");
		else if (i)
			gj_wording_put(w, "；", "; ");
		if (several && gj_label_in(cond->args[i]->label, w->lang)[0] &&
		    cond->args[i]->kind != GJ_COND_UNLESS) {
			gj_wording_label(w, cond->args[i]->label);
			gj_wording_put(w, "：", ": ");
		}
		asked(w, cond->args[i], named || several || cond->kind == GJ_COND_AT_LEAST_OF,
		      several && !flat);
	}
	if (inside && several)
		gj_wording_put(w, "）", ")");
}

/* 2022-01-01起：不少于1名；2023-07-01起：不少于2名. */
static void asked_dated(struct gj_wording *w, const struct gj_cond *cond, bool named)
{
	char day[GJ_DAY_TEXT];

	for (size_t i = 0; i < cond->n_args; i++) {
		if (i)
			gj_wording_put(w, "；", "; ");
		gj_wording_put(w, "", "from ");
		gj_buf_puts(w->out, gj_day_print(day, cond->since[i]));
		gj_wording_put(w, "起：", ": ");
		if (cond->args[i]->kind == GJ_COND_DATED && cond->args[i]->n_args == 0)
			gj_wording_put(w, "不再有规定", "no rule any more");
		asked(w, cond->args[i], named, true);
	}
}

static void asked(struct gj_wording *w, const struct gj_cond *cond, bool named, bool inside)
{
	switch (cond->kind) {
	case GJ_COND_ALL:
		asked_args(w, cond, named, inside);
		break;
	case GJ_COND_ANY:
	case GJ_COND_AT_LEAST_OF:
		asked_args(w, cond, named, inside);
		break;
	case GJ_COND_NOT:
		if (cond->args[0]->kind == GJ_COND_NOT) { /* said twice is not said */
			asked(w, cond->args[0]->args[0], named, inside);
			break;
		}
		gj_wording_put(w, "不得有：", "not ");
		asked(w, cond->args[0], true, true);
		break;
	case GJ_COND_ELSE_REVIEW:
		asked(w, cond->args[0], named, inside);
		gj_wording_put(w, "（否则由人工认定）", " (else a person judges)");
		break;
	case GJ_COND_HOLDS:
		subject(w, cond, named, true);
		gj_wording_put(w, "是", "yes");
		break;
	case GJ_COND_JUDGED:
		subject(w, cond, named, true);
		gj_wording_put(w, "经认定符合", "judged favourable");
		break;
	case GJ_COND_GIVEN:
		subject(w, cond, named, true);
		gj_wording_put(w, "已填", "given");
		break;
	case GJ_COND_ONE_OF:
		subject(w, cond, named, true);
		asked_one_of(w, cond);
		break;
	case GJ_COND_COMPARE:
		asked_compare(w, cond, named);
		break;
	case GJ_COND_WITHIN:
		subject(w, cond, named, false);
		asked_within(w, cond);
		break;
	case GJ_COND_EXISTS:
		gj_wording_label(w, cond->rows.list->label);
		gj_wording_put(w, "至少有一条", ": at least one");
		gj_reason_filter(w, &cond->rows);
		break;
	case GJ_COND_NONE:
		gj_wording_label(w, cond->rows.list->label);
		gj_wording_put(w, cond->rows.filter ? "中没有下列情形" : "为零条", ": none");
		gj_reason_filter(w, &cond->rows);
		break;
	case GJ_COND_RECOGNISED:
		subject(w, cond, named, true);
		gj_wording_put(w, "已获认定", "recognised");
		break;
	case GJ_COND_EVERY:
		gj_wording_label(w, cond->rows.list->label);
		gj_wording_put(w, "每条均须", ": every one");
		gj_reason_filter(w, &cond->rows);
		gj_wording_put(w, "：", ": ");
		w->row = true;
		asked(w, cond->args[0], true, true);
		w->row = false;
		gj_reason_of_nothing(w, (struct gj_label){ "没有记录", "with no such row" },
		                     cond->outcome);
		break;
	case GJ_COND_UNLESS:
		asked(w, cond->args[0], named, inside);
		gj_wording_put(w, "；", "; ");
		gj_wording_label(w, cond->label);
		gj_wording_put(w, "（", " (");
		asked(w, cond->args[1], true, true);
		gj_wording_put(w,
		               cond->outcome == GJ_REVIEW ? "）由人工认定"
		               : cond->outcome == GJ_MET  ? "）视为符合"
		                                          : "）不适用本项",
		               cond->outcome == GJ_REVIEW ? "): a person judges"
		               : cond->outcome == GJ_MET  ? "): counts as met"
		                                          : "): waived");
		break;
	case GJ_COND_DATED:
		asked_dated(w, cond, named);
		break;
	case GJ_COND_FUNCTION:
		gj_wording_put(w, "由规则中的函数判定", "decided by a function of the rules");
		break;
	}
}

void gj_reason_required(struct gj_buf *out, const struct gj_cond *cond, enum gj_lang lang)
{
	struct gj_wording w;

	gj_wording_init(&w, out, lang);
	asked(&w, cond, wants_name(cond), false);
}

/* ---- what was found ---- */

struct findings {
	struct gj_wording w;
	bool print; /* false: only count, to know whether names are needed */
	size_t n;
};

static void begin(struct findings *f)
{
	if (f->print && f->w.out->n > f->w.start)
		gj_wording_put(&f->w, "；", "; ");
}

static void found_value(struct findings *f, const struct gj_fact *fact,
                        const struct gj_value *value, bool named)
{
	if (gj_wording_seen(&f->w, fact))
		return;
	gj_wording_note(&f->w, fact);
	f->n++;
	begin(f);
	if (f->print && named)
		gj_wording_fact(&f->w, fact, value);
	else if (f->print)
		gj_wording_value(&f->w, fact, value);
}

static void found_rows(struct findings *f, const struct gj_trace *t, const struct gj_fact *list,
                       bool named)
{
	f->n++;
	if (!f->print)
		return;
	begin(f);
	if (named) {
		gj_wording_label(&f->w, list->label);
		gj_wording_put(&f->w, "", ": ");
	}
	if (t->rows_state != GJ_GIVEN) {
		gj_wording_state(&f->w, t->rows_state);
		return;
	}
	gj_wording_rows(&f->w, list, t->passed);
	if (t->open && f->w.lang == GJ_LANG_ZH) {
		gj_buf_puts(f->w.out, "，待定");
		gj_wording_rows(&f->w, list, t->open);
	} else if (t->open) {
		gj_buf_printf(f->w.out, ", %zu still open", t->open);
	}
}

static void found_side(struct findings *f, const struct gj_trace *t, const struct gj_term *term,
                       bool left, bool named)
{
	struct gj_value value = { .state = left ? t->left_state : t->right_state,
		                  .number = left ? t->left_low : t->right_low };

	if (term->kind == GJ_TERM_SHARE)
		term = term->share_of;
	if (term->kind == GJ_TERM_NUMBER)
		return;
	if (term->kind == GJ_TERM_FACT) {
		found_value(f, term->fact, &value, named);
	} else if (left && term->kind == GJ_TERM_ROWS) {
		found_rows(f, t, term->rows.list, named);
	} else {
		f->n++;
		if (!f->print)
			return;
		begin(f);
		if (named) {
			gj_reason_name(&f->w, term);
			gj_wording_put(&f->w, "", ": ");
		}
		if (value.state != GJ_GIVEN)
			gj_wording_state(&f->w, value.state);
		else
			gj_wording_number(&f->w, term, (struct gj_label){ NULL, NULL },
			                  value.number, left ? t->left_high : t->right_high);
	}
}

static void found_all(struct findings *f, const struct gj_trace *t, bool named)
{
	const struct gj_cond *cond = t->cond;

	if (gj_reason_row(t))
		t = gj_reason_row(t);
	switch (cond->kind) {
	case GJ_COND_ALL:
	case GJ_COND_ANY:
	case GJ_COND_AT_LEAST_OF:
	case GJ_COND_NOT:
	case GJ_COND_ELSE_REVIEW:
		for (size_t i = 0; i < t->n_args; i++)
			found_all(f, &t->args[i], named);
		break;
	case GJ_COND_HOLDS:
	case GJ_COND_JUDGED:
	case GJ_COND_GIVEN:
	case GJ_COND_ONE_OF:
	case GJ_COND_WITHIN:
	case GJ_COND_RECOGNISED:
		found_value(f, cond->fact, &t->value, named);
		break;
	case GJ_COND_COMPARE:
		if (t->left) {
			f->n++;
			begin(f);
			if (f->print)
				gj_reason_range_found(&f->w, t, named);
			break;
		}
		if (cond->right->kind == GJ_TERM_SHARE)
			found_side(f, t, cond->right, false, named);
		found_side(f, t, cond->left, true, named);
		if (cond->right->kind != GJ_TERM_SHARE)
			found_side(f, t, cond->right, false, named);
		break;
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
	case GJ_COND_EVERY:
		found_rows(f, t, cond->rows.list, named);
		break;
	case GJ_COND_UNLESS:
		found_all(f, &t->args[0], named);
		found_all(f, &t->args[1], named);
		break;
	case GJ_COND_DATED:
		if (t->chosen < t->n_args)
			found_all(f, &t->args[t->chosen], named);
		break;
	case GJ_COND_FUNCTION:
		break;
	}
}

void gj_reason_actual(struct gj_buf *out, const struct gj_trace *trace, enum gj_lang lang)
{
	struct findings count = { .print = false }, print = { .print = true };

	gj_wording_init(&count.w, out, lang);
	gj_wording_init(&print.w, out, lang);
	found_all(&count, trace, false);
	found_all(&print, trace, count.n > 1);
}
