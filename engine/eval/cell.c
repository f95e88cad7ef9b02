/* cell.c: which words mean yes, no, unknown and not applicable; each type's own way from there. */
#include "engine/eval/cell.h"

#include "engine/base/creditcode.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/eval/cell_inner.h"

#include <string.h>

static bool is_word(const char *s, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(s, *words) == 0)
			return true;
	return false;
}

/* NA alone is not among them: other programs write it for missing. */
static bool state_word(const char *s, enum gj_state *out)
{
	static const char *const na[] = { "不适用", "n/a", "notapplicable", "not_applicable",
		                          NULL };
	static const char *const unknown[] = { "不详", "未知", "不清楚", "unknown", NULL };
	static const char *const not_asked[] = { "未要求", "notasked", "not_asked", NULL };

	if (is_word(s, na))
		*out = GJ_STATE_NOT_APPLICABLE;
	else if (is_word(s, unknown))
		*out = GJ_EXPLICITLY_UNKNOWN;
	else if (is_word(s, not_asked))
		*out = GJ_NOT_ASKED;
	else
		return false;
	return true;
}

/* The letter x is neither a cross nor a tick: forms are filled in both ways. */
static enum gj_cell read_truth(struct gj_value *v, const char *s, bool judgement)
{
	static const char *const yes[] = { "是", "有",   "√",      "✓",      "✔", "☑",
		                           "对", "y",    "yes",    "true",   "1", "具备",
		                           "已", "已有", "已建立", "已设立", NULL };
	static const char *const no[] = { "否", "无",     "×",      "✗",      "✘",
		                          "n",  "no",     "false",  "0",      "没有",
		                          "未", "不具备", "未建立", "未设立", NULL };
	static const char *const good[] = { "符合", "通过", "合格", "favourable", "met", NULL };
	static const char *const bad[] = { "不符合", "不通过",  "不合格", "unfavourable",
		                           "notmet", "not_met", NULL };

	if (is_word(s, yes) || (judgement && is_word(s, good)))
		v->number = 1;
	else if (is_word(s, no) || (judgement && is_word(s, bad)))
		v->number = 0;
	else
		return judgement ? GJ_CELL_NOT_JUDGEMENT : GJ_CELL_NOT_YES_NO;
	v->state = GJ_GIVEN;
	return GJ_CELL_OK;
}

/* One line of it: an end of line or a tab inside becomes a space. */
static enum gj_cell read_text(struct gj_value *v, const char *s, size_t n, char *room)
{
	size_t to = 0;

	if (n > GJ_FACT_TEXT_MAX)
		return GJ_CELL_TOO_LONG;
	if (gj_text_valid(s, n) != n)
		return GJ_CELL_NOT_TEXT;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '\r' && s[i + 1] == '\n') /* trimmed: never the last */
			continue;
		if (c == '\t' || c == '\n' || c == '\r')
			room[to++] = ' ';
		else if (c < 0x20 || c == 0x7F || (c == 0xC2 && (unsigned char)s[i + 1] < 0xA0))
			return GJ_CELL_NOT_TEXT;
		else
			room[to++] = s[i];
	}
	room[to] = '\0';
	*v = (struct gj_value){ .state = GJ_GIVEN, .text = room };
	return GJ_CELL_OK;
}

static enum gj_cell read_code(struct gj_value *v, const char *s, size_t n, char *room)
{
	switch (gj_creditcode_read(room, s, n)) {
	case GJ_CREDITCODE_VALID:
		*v = (struct gj_value){ .state = GJ_GIVEN, .text = room };
		return GJ_CELL_OK;
	case GJ_CREDITCODE_DAMAGED:
		return GJ_CELL_CODE_DAMAGED;
	case GJ_CREDITCODE_LENGTH_BAD:
		return GJ_CELL_CODE_LENGTH;
	case GJ_CREDITCODE_ALPHABET:
		return GJ_CELL_CODE_ALPHABET;
	case GJ_CREDITCODE_PREFIX:
		return GJ_CELL_CODE_PREFIX;
	case GJ_CREDITCODE_CHECK:
		return GJ_CELL_CODE_CHECK;
	}
	return GJ_CELL_CODE_ALPHABET;
}

/* In the main sheet a list has one cell: how many rows it has. */
static enum gj_cell read_list(struct gj_value *v, const struct gj_fact *list, const char *s,
                              size_t n, const char *word)
{
	static const char *const none[] = { "无", "没有", "none", NULL };
	bool has_unit = list->unit.zh || list->unit.en;
	enum gj_cell why;

	if (is_word(word, none)) {
		*v = (struct gj_value){ .state = GJ_GIVEN };
		return GJ_CELL_OK;
	}
	why = gj_cell_count(v, has_unit ? list->unit : (struct gj_label){ "条", NULL }, s, n);
	if (why == GJ_CELL_OK && v->number > GJ_FACT_ROWS_MAX) {
		*v = (struct gj_value){ .state = GJ_MISSING };
		return GJ_CELL_RANGE;
	}
	return why;
}

static enum gj_cell read_option(struct gj_value *v, const struct gj_fact *fact, const char *s,
                                size_t n)
{
	int option = gj_fact_option(fact, s, n);

	if (option < 0)
		return GJ_CELL_NO_OPTION;
	*v = (struct gj_value){ .state = GJ_GIVEN, .number = option };
	return GJ_CELL_OK;
}

/* `word` is s[n] folded: no spaces, no full-width forms, no capitals. */
static enum gj_cell read_short(struct gj_value *v, const struct gj_fact *fact, const char *s,
                               size_t n, const char *word)
{
	switch (fact->type) {
	case GJ_FACT_YES_NO:
		return read_truth(v, word, false);
	case GJ_FACT_JUDGEMENT:
		return read_truth(v, word, true);
	case GJ_FACT_COUNT:
		return gj_cell_count(v, fact->unit, s, n);
	case GJ_FACT_AMOUNT:
		return gj_cell_amount(v, fact, s, n);
	case GJ_FACT_DATE:
		return gj_cell_date(v, s, n);
	case GJ_FACT_ONE_OF:
		return read_option(v, fact, s, n);
	case GJ_FACT_LIST:
		return read_list(v, fact, s, n, word);
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
		break;
	}
	return GJ_CELL_NOT_TEXT;
}

static enum gj_cell long_cell(const struct gj_fact *fact)
{
	switch (fact->type) {
	case GJ_FACT_YES_NO:
		return GJ_CELL_NOT_YES_NO;
	case GJ_FACT_JUDGEMENT:
		return GJ_CELL_NOT_JUDGEMENT;
	case GJ_FACT_COUNT:
	case GJ_FACT_AMOUNT:
	case GJ_FACT_LIST:
		return GJ_CELL_NOT_NUMBER;
	case GJ_FACT_DATE:
		return GJ_CELL_NOT_DATE;
	case GJ_FACT_ONE_OF:
		return GJ_CELL_NO_OPTION;
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
		return GJ_CELL_TOO_LONG;
	}
	return GJ_CELL_TOO_LONG;
}

enum gj_cell gj_cell_read(struct gj_value *value, const struct gj_fact *fact, const char *s,
                          size_t n, char *room)
{
	char word[GJ_CELL_SHORT + 1];

	*value = (struct gj_value){ .state = GJ_MISSING };
	n = gj_text_trim(&s, n);
	if (n == 0)
		return GJ_CELL_OK;
	if (n <= GJ_CELL_SHORT) {
		if (gj_text_valid(s, n) != n)
			return GJ_CELL_NOT_TEXT;
		gj_text_fold(word, s, n, GJ_FOLD_LABEL);
		/* a choice may itself be called 未知 or 不适用 */
		if (fact->type == GJ_FACT_ONE_OF && read_option(value, fact, s, n) == GJ_CELL_OK)
			return GJ_CELL_OK;
		if (state_word(word, &value->state))
			return GJ_CELL_OK;
	}
	if (fact->type == GJ_FACT_CODE)
		return read_code(value, s, n, room);
	if (fact->type == GJ_FACT_TEXT)
		return read_text(value, s, n, room);
	return n > GJ_CELL_SHORT ? long_cell(fact) : read_short(value, fact, s, n, word);
}

const char *gj_cell_reason(enum gj_cell why)
{
	static const char *const reasons[] = {
		[GJ_CELL_OK] = "",
		[GJ_CELL_NOT_YES_NO] = TR_NOOP("neither yes nor no: write 是 or 否"),
		[GJ_CELL_NOT_NUMBER] = TR_NOOP("not a number: write digits only, as in 12"),
		[GJ_CELL_NOT_WHOLE] = TR_NOOP("a count must be a whole number"),
		[GJ_CELL_NEGATIVE] = TR_NOOP("must not be below zero"),
		[GJ_CELL_RANGE] =
		    TR_NOOP("too large, or more digits after the point than are kept"),
		[GJ_CELL_UNIT] =
		    TR_NOOP("this unit does not fit: write the number in the unit of the heading"),
		[GJ_CELL_AMBIGUOUS_SHARE] =
		    TR_NOOP("half a percent or a half? write it with the sign, as in 50%"),
		[GJ_CELL_NOT_DATE] = TR_NOOP("not a day of the calendar: write it as 2022-11-30"),
		[GJ_CELL_NO_DAY] =
		    TR_NOOP("a month is not a day: write the day too, as in 2022-11-30"),
		[GJ_CELL_NO_OPTION] = TR_NOOP("not one of the choices for this column"),
		[GJ_CELL_NOT_JUDGEMENT] = TR_NOOP("not a judgement: write 符合 or 不符合"),
		[GJ_CELL_TOO_LONG] = TR_NOOP("the text is too long"),
		[GJ_CELL_NOT_TEXT] =
		    TR_NOOP("holds bytes that are no text: check the encoding of the file"),
		[GJ_CELL_CODE_DAMAGED] = TR_NOOP(
		    "the code was damaged by a spreadsheet that took it for a number: format the "
		    "column as text and type the 18 characters again"),
		[GJ_CELL_CODE_LENGTH] = TR_NOOP("a unified social credit code has 18 characters"),
		[GJ_CELL_CODE_ALPHABET] = TR_NOOP(
		    "holds a character that no credit code has (I, O, Z, S and V are never used)"),
		[GJ_CELL_CODE_PREFIX] = TR_NOOP(
		    "the first two characters name no registering authority and kind of body"),
		[GJ_CELL_CODE_CHECK] =
		    TR_NOOP("the check character is wrong: compare the code with the certificate"),
	};

	return why == GJ_CELL_OK ? "" : tr(reasons[why]);
}
