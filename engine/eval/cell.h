/* cell.h: from the text of a cell, as offices write it, to a typed value or a reason why not. */
#ifndef GJ_CELL_H
#define GJ_CELL_H
#include "engine/eval/fact.h"
#include "engine/eval/record.h"

enum gj_cell {
	GJ_CELL_OK,
	GJ_CELL_NOT_YES_NO,
	GJ_CELL_NOT_NUMBER,
	GJ_CELL_NOT_WHOLE, /* a count with a fraction */
	GJ_CELL_NEGATIVE,
	GJ_CELL_RANGE,           /* too large, or too many decimals to keep exactly */
	GJ_CELL_UNIT,            /* a unit that does not fit the fact's */
	GJ_CELL_AMBIGUOUS_SHARE, /* 0.5 where 50% or 0.5% may be meant */
	GJ_CELL_NOT_DATE,
	GJ_CELL_NO_DAY, /* 2022年11月: a month is not a day */
	GJ_CELL_NO_OPTION,
	GJ_CELL_NOT_JUDGEMENT,
	GJ_CELL_TOO_LONG,
	GJ_CELL_NOT_TEXT, /* not UTF-8, or control characters */
	GJ_CELL_CODE_DAMAGED,
	GJ_CELL_CODE_LENGTH,
	GJ_CELL_CODE_ALPHABET,
	GJ_CELL_CODE_PREFIX,
	GJ_CELL_CODE_CHECK
};

/* Reads s[n] as `fact` into *value; missing unless GJ_CELL_OK. Empty is missing; 不适用, n/a are
 * not_applicable; 不详, 未知, unknown are explicitly unknown. Yes: 是 有 √ ✓ 对 y yes true 1 具备 已; no: 否 无 × ✗ n no false 0
 * 没有 未; judgement also 符合 通过 合格 / 不符合 不通过 不合格. Numbers: full-width digits, 1,234 groups,
 * a unit behind them that fits, or ￥ and 百分之 in front. Dates: 2022-11-30, 2022/11/30, 2022.11.30, 2022年11月30日,
 * 20221130. A list's cell in the main sheet: 无, or how many rows it has.
 * A text or code goes to room[GJ_FACT_TEXT_MAX + 1] and value->text points there. */
enum gj_cell gj_cell_read(struct gj_value *value, const struct gj_fact *fact, const char *s,
                          size_t n, char *room);
/* One sentence: what is wrong and what to write instead; fits every language. */
const char *gj_cell_reason(enum gj_cell why);
#endif
