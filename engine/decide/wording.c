/* wording.c: prints labels, values, shares and periods as reasons want them, in two languages. */
#include "engine/decide/wording.h"

#include "engine/base/buf.h"
#include "engine/base/day.h"

#include <ctype.h>
#include <string.h>

void gj_wording_init(struct gj_wording *w, struct gj_buf *out, enum gj_lang lang)
{
	*w = (struct gj_wording){ .out = out, .lang = lang, .start = out->n };
}

void gj_wording_put(struct gj_wording *w, const char *zh, const char *en)
{
	gj_buf_puts(w->out, w->lang == GJ_LANG_ZH ? zh : en);
}

/* Inside an English sentence a label's capital goes, unless it is an abbreviation's. */
void gj_wording_label(struct gj_wording *w, struct gj_label label)
{
	const char *s = gj_label_in(label, w->lang);

	if (w->out->n > w->start && isupper((unsigned char)s[0]) && islower((unsigned char)s[1])) {
		gj_buf_putc(w->out, (char)tolower((unsigned char)s[0]));
		s++;
	}
	gj_buf_puts(w->out, s);
}

bool gj_wording_seen(const struct gj_wording *w, const struct gj_fact *fact)
{
	return !w->row && fact->index < GJ_FACTS_MAX && w->seen[fact->index];
}

void gj_wording_note(struct gj_wording *w, const struct gj_fact *fact)
{
	if (!w->row && fact->index < GJ_FACTS_MAX)
		w->seen[fact->index] = 1;
}

/* Counts need no unit in English, where it would want a plural; amounts do. */
static const char *unit_word(struct gj_label unit, enum gj_lang lang, bool amount)
{
	static const struct gj_label known[] = {
		{ "元", " CNY" },
		{ "万元", " × 10,000 CNY" },
		{ "亿元", " × 100 million CNY" },
		{ "平方米", " m²" },
		{ "㎡", " m²" },
		{ "%", " %" },
		{ "分", " points" },
		{ "天", " days" },
		{ "日", " days" },
		{ "工作日", " working days" },
		{ "个工作日", " working days" },
		{ "个月", " months" },
		{ "年", " years" },
		{ "名", "" },
		{ "人", "" },
		{ "家", "" },
		{ "次", "" },
		{ "个", "" },
		{ "项", "" },
		{ "条", "" },
		{ "件", "" },
		{ "批次", "" },
	};

	if (lang == GJ_LANG_ZH)
		return gj_label_in(unit, lang);
	if (!amount || (!unit.zh && !unit.en))
		return "";
	if (unit.en && unit.en[0])
		return NULL;
	for (size_t i = 0; unit.zh && i < sizeof known / sizeof known[0]; i++)
		if (strcmp(unit.zh, known[i].zh) == 0)
			return known[i].en;
	return NULL;
}

void gj_wording_unit(struct gj_wording *w, struct gj_label unit, bool amount)
{
	const char *word = unit_word(unit, w->lang, amount);

	if (word == NULL) {
		gj_buf_putc(w->out, ' ');
		word = gj_label_in(unit, w->lang);
	}
	gj_buf_puts(w->out, word);
}

static bool has_unit(const struct gj_fact *fact)
{
	return fact->type == GJ_FACT_COUNT || fact->type == GJ_FACT_AMOUNT;
}

void gj_wording_state(struct gj_wording *w, enum gj_state state)
{
	switch (state) {
	case GJ_MISSING:
		gj_wording_put(w, "未填", "not given");
		break;
	case GJ_GIVEN:
		gj_wording_put(w, "已填", "given");
		break;
	case GJ_EXPLICITLY_UNKNOWN:
		gj_wording_put(w, "不详", "stated as not known");
		break;
	case GJ_NOT_ASKED:
		gj_wording_put(w, "未询问", "not asked");
		break;
	case GJ_STATE_NOT_APPLICABLE:
		gj_wording_put(w, "不适用", "not applicable");
		break;
	}
}

void gj_wording_value(struct gj_wording *w, const struct gj_fact *fact,
                      const struct gj_value *value)
{
	if (fact->type == GJ_FACT_JUDGEMENT && value->state != GJ_GIVEN &&
	    value->state != GJ_STATE_NOT_APPLICABLE) {
		gj_wording_put(w, "未作认定", "not judged yet");
	} else if (value->state != GJ_GIVEN) {
		gj_wording_state(w, value->state);
	} else if (fact->type == GJ_FACT_LIST) {
		gj_wording_rows(w, fact, (size_t)value->number);
	} else {
		gj_value_print(w->out, fact, value, w->lang);
		if (has_unit(fact))
			gj_wording_unit(w, fact->unit, fact->type == GJ_FACT_AMOUNT);
	}
}

void gj_wording_fact(struct gj_wording *w, const struct gj_fact *fact, const struct gj_value *value)
{
	bool close = value->state != GJ_GIVEN || has_unit(fact) || fact->type == GJ_FACT_DATE;

	gj_wording_label(w, fact->label);
	gj_wording_put(w, close ? "" : "：", ": ");
	gj_wording_value(w, fact, value);
}

void gj_wording_option(struct gj_wording *w, const struct gj_fact *fact, const char *value)
{
	for (size_t i = 0; i < fact->n_options; i++)
		if (strcmp(fact->options[i].key, value) == 0) {
			gj_wording_label(w, fact->options[i].label);
			return;
		}
	gj_buf_puts(w->out, value);
}

/* Of numbers that are worked out nothing: reason_range.c has words for these. */
void gj_wording_term(struct gj_wording *w, const struct gj_term *term)
{
	if (term->kind == GJ_TERM_SHARE)
		term = term->share_of;
	if (term->kind == GJ_TERM_FACT)
		gj_wording_label(w, term->fact->label);
	if (term->kind == GJ_TERM_ROWS || term->kind == GJ_TERM_DISTINCT)
		gj_wording_label(w, term->rows.list->label);
	if (term->kind == GJ_TERM_DISTINCT) {
		gj_wording_put(w, "（按不同“", " (different ");
		gj_wording_label(w, term->fact->label);
		gj_wording_put(w, "”计）", ")");
	}
}

bool gj_wording_is_said(struct gj_label label)
{
	return (label.zh && *label.zh) || (label.en && *label.en);
}

static struct gj_label first_unit(struct gj_label a, struct gj_label b, struct gj_label c)
{
	return a.zh || a.en ? a : b.zh || b.en ? b : c;
}

static struct gj_label term_unit(const struct gj_term *term, struct gj_label written)
{
	const struct gj_label none = { NULL, NULL };

	if (term->kind == GJ_TERM_SHARE)
		term = term->share_of;
	if (term->kind == GJ_TERM_FACT)
		return has_unit(term->fact) ? first_unit(term->fact->unit, written, none) : none;
	if (term->kind == GJ_TERM_ROWS)
		return first_unit(term->rows.list->unit, written, (struct gj_label){ "条", NULL });
	if (term->kind == GJ_TERM_DISTINCT)
		return first_unit(written, (struct gj_label){ "个", NULL }, none);
	return first_unit(written, term->unit, none);
}

static void put_number(struct gj_wording *w, const struct gj_term *term, int64_t n)
{
	struct gj_value value = { .state = GJ_GIVEN, .number = n };

	if (term->kind == GJ_TERM_SHARE)
		put_number(w, term->share_of, n);
	else if (term->kind == GJ_TERM_FACT)
		gj_value_print(w->out, term->fact, &value, w->lang);
	else
		gj_buf_printf(w->out, "%lld", (long long)n);
}

void gj_wording_number(struct gj_wording *w, const struct gj_term *term, struct gj_label written,
                       int64_t low, int64_t high)
{
	bool amount = term->kind == GJ_TERM_FACT && term->fact->type == GJ_FACT_AMOUNT;

	put_number(w, term, low);
	if (high > low) {
		gj_wording_put(w, "至", " to ");
		put_number(w, term, high);
	}
	gj_wording_unit(w, term_unit(term, written), amount);
}

void gj_wording_rows(struct gj_wording *w, const struct gj_fact *list, size_t n)
{
	gj_buf_printf(w->out, "%zu", n);
	gj_wording_unit(w, first_unit(list->unit, (struct gj_label){ "条", NULL }, list->unit), false);
}

static __int128 positive(__int128 n)
{
	return n < 0 ? -n : n;
}

void gj_wording_percent(struct gj_wording *w, int64_t part, int64_t base,
                        const struct gj_term *limit)
{
	__int128 p = positive(part), b = positive(base), scale = 1, rounded = 0;
	int digits = 0;

	for (int more = 2; more <= 8; more++) {
		for (; digits < more; digits++)
			scale *= 10;
		rounded = (2 * p * 100 * scale + b) / (2 * b);
		if (rounded * limit->per != (__int128)limit->number * 100 * scale ||
		    p * limit->per == b * limit->number)
			break;
	}
	gj_buf_printf(w->out, "%s%llu.%0*llu%s", (part < 0) != (base < 0) && part ? "-" : "",
	              (unsigned long long)(rounded / scale), digits,
	              (unsigned long long)(rounded % scale), w->lang == GJ_LANG_ZH ? "%" : " %");
}

void gj_wording_factor(struct gj_term *scaled, int below, int own)
{
	int64_t a, b;

	for (; below > own; below--)
		scaled->number *= 10;
	for (; below < own; below++)
		scaled->per *= 10;
	for (a = (int64_t)positive(scaled->number), b = scaled->per; b;) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	scaled->number /= a ? a : 1;
	scaled->per /= a ? a : 1;
}

void gj_wording_share(struct gj_wording *w, const struct gj_term *share)
{
	__int128 percent = (__int128)share->number * 100;
	__int128 scale = 1;
	int digits = 0;

	while (digits < 6 && percent * scale % share->per) {
		digits++;
		scale *= 10;
	}
	if (percent * scale % share->per) {
		gj_buf_printf(w->out, "%lld/%lld", (long long)share->number, (long long)share->per);
		return;
	}
	percent = percent * scale / share->per;
	gj_buf_printf(w->out, "%lld", (long long)(percent / scale));
	if (digits)
		gj_buf_printf(w->out, ".%0*lld", digits, (long long)(percent % scale));
	gj_wording_put(w, "%", " %");
}

/* [what is compared][form][comparison]; the words of numbers, then of days. */
static const struct gj_label asked[2][5] = {
	{
	    [GJ_AT_LEAST] = { "不少于", "at least" },
	    [GJ_MORE_THAN] = { "超过", "more than" },
	    [GJ_AT_MOST] = { "不超过", "at most" },
	    [GJ_LESS_THAN] = { "少于", "less than" },
	    [GJ_EQUALS] = { "等于", "equal to" },
	},
	{
	    [GJ_AT_LEAST] = { "不早于", "on or after" },
	    [GJ_MORE_THAN] = { "晚于", "after" },
	    [GJ_AT_MOST] = { "不晚于", "on or before" },
	    [GJ_LESS_THAN] = { "早于", "before" },
	    [GJ_EQUALS] = { "为", "on" },
	},
};

static const struct gj_label failed[2][5] = {
	{
	    [GJ_AT_LEAST] = { "少于", "less than" },
	    [GJ_MORE_THAN] = { "未超过", "not more than" },
	    [GJ_AT_MOST] = { "超过", "more than" },
	    [GJ_LESS_THAN] = { "不少于", "not less than" },
	    [GJ_EQUALS] = { "不等于", "not equal to" },
	},
	{
	    [GJ_AT_LEAST] = { "早于", "before" },
	    [GJ_MORE_THAN] = { "不晚于", "not after" },
	    [GJ_AT_MOST] = { "晚于", "after" },
	    [GJ_LESS_THAN] = { "不早于", "not before" },
	    [GJ_EQUALS] = { "不是", "not on" },
	},
};

static bool compares_days(const struct gj_cond *compare)
{
	const struct gj_term *left = compare->left;

	if (left->kind == GJ_TERM_SHIFTED || left->kind == GJ_TERM_REFERENCE)
		return true;
	return (left->kind == GJ_TERM_FACT || left->kind == GJ_TERM_LARGEST ||
	        left->kind == GJ_TERM_SMALLEST) &&
	       left->fact->type == GJ_FACT_DATE;
}

/* 30家以上, 10日以内: words that stand behind their number. */
static bool stands_behind(const char *zh)
{
	static const char *const words[] = { "以上", "以下", "以内", "以外" };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strstr(zh, words[i]))
			return true;
	return false;
}

struct gj_relation gj_wording_relation(const struct gj_cond *compare, enum gj_lang lang,
                                       enum gj_relation_form form)
{
	bool days = compares_days(compare);
	const char *usual = gj_label_in(asked[days][compare->cmp], lang);
	const char *word = lang == GJ_LANG_ZH ? compare->word.zh : NULL;

	if (form == GJ_RELATION_FAILS)
		return (struct gj_relation){ gj_label_in(failed[days][compare->cmp], lang), "" };
	if (lang == GJ_LANG_EN && compare->word.en && compare->word.en[0])
		return (struct gj_relation){ compare->word.en, "" };
	/* An operator's usual word is one for numbers; days have their own. */
	if (word == NULL || word[0] == '\0' ||
	    (days && strcmp(word, asked[0][compare->cmp].zh) == 0))
		return (struct gj_relation){ usual, "" };
	if (!stands_behind(word))
		return (struct gj_relation){ word, "" };
	if (form == GJ_RELATION_ASKED)
		return (struct gj_relation){ "", word };
	return (struct gj_relation){
		compare->cmp == GJ_AT_LEAST || compare->cmp == GJ_MORE_THAN ? "达到" : "在", word
	};
}

void gj_wording_before(struct gj_wording *w, struct gj_relation relation)
{
	gj_buf_puts(w->out, relation.before);
	gj_wording_put(w, "", " ");
}

const char *gj_wording_sign(const struct gj_cond *compare, enum gj_lang lang, bool holds)
{
	static const struct gj_label signs[5][2] = {
		[GJ_AT_LEAST] = { { "＜", " < " }, { "≥", " ≥ " } },
		[GJ_MORE_THAN] = { { "≤", " ≤ " }, { "＞", " > " } },
		[GJ_AT_MOST] = { { "＞", " > " }, { "≤", " ≤ " } },
		[GJ_LESS_THAN] = { { "≥", " ≥ " }, { "＜", " < " } },
		[GJ_EQUALS] = { { "≠", " ≠ " }, { "＝", " = " } },
	};

	return gj_label_in(signs[compare->cmp][holds], lang);
}

void gj_wording_period(struct gj_wording *w, const struct gj_window *window, int32_t from,
                       int32_t to)
{
	bool named = window->label.zh || window->label.en;
	char first[GJ_DAY_TEXT], last[GJ_DAY_TEXT];

	if (named) {
		gj_wording_label(w, window->label);
		gj_wording_put(w, "（", " (");
	}
	gj_buf_puts(w->out, gj_day_print(first, from));
	gj_wording_put(w, "至", " to ");
	gj_buf_puts(w->out, gj_day_print(last, to));
	if (named)
		gj_wording_put(w, "）", ")");
}
