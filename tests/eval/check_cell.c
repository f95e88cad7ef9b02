/* check_cell.c: cells as offices fill them in, type by type, with what is refused and why. */
#include "engine/base/creditcode.h"
#include "engine/base/day.h"
#include "engine/eval/cell.h"
#include "tests/eval/suites.h"

#include <string.h>

#define COUNT_OF(cases) (sizeof(cases) / sizeof *(cases))
#define CODE "91420100MA9X100170"

struct number_case {
	const char *text;
	enum gj_cell why;
	int64_t number;
};

static char room[GJ_FACT_TEXT_MAX + 1];

static enum gj_cell read(struct gj_value *v, const struct gj_fact *fact, const char *s)
{
	memset(v, 0x55, sizeof *v);
	return gj_cell_read(v, fact, s, strlen(s), room);
}

static void check_numbers(const struct gj_fact *fact, const struct number_case *cases, size_t n)
{
	struct gj_value v;

	for (size_t i = 0; i < n; i++) {
		enum gj_cell why = read(&v, fact, cases[i].text);

		ck_assert_msg(why == cases[i].why, "'%s': %d, not %d", cases[i].text, why, cases[i].why);
		ck_assert_msg(v.state == (why == GJ_CELL_OK ? GJ_GIVEN : GJ_MISSING), "'%s': state %d",
		              cases[i].text, v.state);
		ck_assert_msg(why != GJ_CELL_OK || v.number == cases[i].number, "'%s': %lld",
		              cases[i].text, (long long)v.number);
	}
}

static const struct gj_option modes[] = {
	{ .key = "own", .label = { "自设", "Own department" } },
	{ .key = "unknown", .label = { "未知", "Not known yet" } },
};
static const struct gj_fact every_type[] = {
	{ .key = "f", .type = GJ_FACT_YES_NO },
	{ .key = "f", .type = GJ_FACT_COUNT, .unit = { "名", "people" } },
	{ .key = "f", .type = GJ_FACT_AMOUNT, .unit = { "元", "yuan" }, .decimals = 2 },
	{ .key = "f", .type = GJ_FACT_DATE },
	{ .key = "f", .type = GJ_FACT_TEXT },
	{ .key = "f", .type = GJ_FACT_CODE },
	{ .key = "f", .type = GJ_FACT_ONE_OF, .options = modes, .n_options = 1 },
	{ .key = "f", .type = GJ_FACT_JUDGEMENT },
	{ .key = "f", .type = GJ_FACT_LIST },
};
enum { YES_NO, COUNT, AMOUNT, DATE, TEXT, CODE_, ONE_OF, JUDGEMENT, LIST };

START_TEST(states)
{
	static const struct {
		const char *text;
		enum gj_state state;
	} cases[] = {
		{ "", GJ_MISSING },
		{ " ", GJ_MISSING },
		{ " \t\r\n　\xC2\xA0\xEF\xBB\xBF", GJ_MISSING },
		{ "不适用", GJ_STATE_NOT_APPLICABLE },
		{ " 不 适 用　", GJ_STATE_NOT_APPLICABLE },
		{ "n/a", GJ_STATE_NOT_APPLICABLE },
		{ "N/A", GJ_STATE_NOT_APPLICABLE },
		{ "Ｎ／Ａ", GJ_STATE_NOT_APPLICABLE },
		{ "not applicable", GJ_STATE_NOT_APPLICABLE },
		{ "不详", GJ_EXPLICITLY_UNKNOWN },
		{ "未知", GJ_EXPLICITLY_UNKNOWN },
		{ "Unknown", GJ_EXPLICITLY_UNKNOWN },
		{ "not_asked", GJ_NOT_ASKED },
	};
	struct gj_value v;

	for (size_t f = 0; f < COUNT_OF(every_type); f++)
		for (size_t i = 0; i < COUNT_OF(cases); i++) {
			ck_assert_msg(read(&v, &every_type[f], cases[i].text) == GJ_CELL_OK, "'%s' as %s",
			              cases[i].text, gj_fact_type_name(every_type[f].type));
			ck_assert_int_eq(v.state, cases[i].state);
		}
}
END_TEST

START_TEST(not_text)
{
	static const char *const bad[] = { "\xCE\xE4\xBA\xBA" /* GB18030 */, "\xFF", "a\xE6\xAD", "\xC0\xAF" };
	struct gj_value v;

	for (size_t f = 0; f < COUNT_OF(every_type); f++) {
		for (size_t i = 0; i < COUNT_OF(bad); i++)
			ck_assert_int_eq(read(&v, &every_type[f], bad[i]), GJ_CELL_NOT_TEXT);
		ck_assert_int_eq(gj_cell_read(&v, &every_type[f], "a\0b", 3, room), GJ_CELL_NOT_TEXT);
	}
}
END_TEST

START_TEST(yes_no)
{
	static const char *const yes[] = { "是", "有", "√", "✓", "✔", "对", "y", "Y", "ｙ", "yes", "YES",
		                           "true", "TRUE", "1", "１", "具备", "已", "已设立", " 是 ", "是：" };
	static const char *const no[] = { "否", "无", "×", "✗", "✘", "n", "No", "false", "FALSE", "0",
		                          "０", "没有", "未", "未设立", "　无" };
	static const char *const neither[] = { "是否", "2", "-", "符合", "x", "X", "是 否", "01", "na", "NA" };
	struct gj_value v;

	for (size_t i = 0; i < COUNT_OF(yes); i++) {
		ck_assert_msg(read(&v, &every_type[YES_NO], yes[i]) == GJ_CELL_OK, "%s", yes[i]);
		ck_assert_int_eq(v.state, GJ_GIVEN);
		ck_assert_int_eq(v.number, 1);
		ck_assert_int_eq(read(&v, &every_type[JUDGEMENT], yes[i]), GJ_CELL_OK);
		ck_assert_int_eq(v.number, 1);
	}
	for (size_t i = 0; i < COUNT_OF(no); i++) {
		ck_assert_msg(read(&v, &every_type[YES_NO], no[i]) == GJ_CELL_OK, "%s", no[i]);
		ck_assert_int_eq(v.state, GJ_GIVEN);
		ck_assert_int_eq(v.number, 0);
	}
	for (size_t i = 0; i < COUNT_OF(neither); i++) {
		ck_assert_msg(read(&v, &every_type[YES_NO], neither[i]) == GJ_CELL_NOT_YES_NO, "%s",
		              neither[i]);
		ck_assert_int_eq(v.state, GJ_MISSING);
	}
}
END_TEST

START_TEST(judgement)
{
	static const struct number_case cases[] = {
		{ "符合", GJ_CELL_OK, 1 },   { "通过", GJ_CELL_OK, 1 },   { "合格", GJ_CELL_OK, 1 },
		{ "不符合", GJ_CELL_OK, 0 }, { "不通过", GJ_CELL_OK, 0 }, { "不合格", GJ_CELL_OK, 0 },
		{ "否", GJ_CELL_OK, 0 },     { "基本符合", GJ_CELL_NOT_JUDGEMENT, 0 },
		{ "待定", GJ_CELL_NOT_JUDGEMENT, 0 },
	};

	check_numbers(&every_type[JUDGEMENT], cases, COUNT_OF(cases));
}
END_TEST

START_TEST(count)
{
	static const struct number_case cases[] = {
		{ "0", GJ_CELL_OK, 0 },
		{ "3", GJ_CELL_OK, 3 },
		{ "007", GJ_CELL_OK, 7 },
		{ "３", GJ_CELL_OK, 3 },
		{ " 3 ", GJ_CELL_OK, 3 },
		{ "3名", GJ_CELL_OK, 3 },
		{ "３ 名", GJ_CELL_OK, 3 },
		{ "3　名 ", GJ_CELL_OK, 3 },
		{ "3people", GJ_CELL_OK, 3 },
		{ "3 People", GJ_CELL_OK, 3 },
		{ "3.0", GJ_CELL_OK, 3 },
		{ "3.00名", GJ_CELL_OK, 3 },
		{ "1,234", GJ_CELL_OK, 1234 },
		{ "1，234，567", GJ_CELL_OK, 1234567 },
		{ "2147483632", GJ_CELL_OK, 2147483632 },
		{ "2147483633", GJ_CELL_RANGE, 0 },
		{ "999999999999999999", GJ_CELL_RANGE, 0 },
		{ "1000000000000000000", GJ_CELL_RANGE, 0 },
		{ "99999999999999999999999999999999999", GJ_CELL_RANGE, 0 },
		{ "0000000000000000000000000000003", GJ_CELL_OK, 3 },
		{ "3.5", GJ_CELL_NOT_WHOLE, 0 },
		{ "0.000000000001", GJ_CELL_NOT_WHOLE, 0 },
		{ "0.0000000000001", GJ_CELL_RANGE, 0 },
		{ "-1", GJ_CELL_NEGATIVE, 0 },
		{ "－１名", GJ_CELL_NEGATIVE, 0 },
		{ "-0.5", GJ_CELL_NEGATIVE, 0 },
		{ "-0", GJ_CELL_NOT_NUMBER, 0 },
		{ "-0.0", GJ_CELL_NOT_NUMBER, 0 },
		{ "-", GJ_CELL_NOT_NUMBER, 0 },
		{ "--1", GJ_CELL_NOT_NUMBER, 0 },
		{ "+3", GJ_CELL_NOT_NUMBER, 0 },
		{ "1e5", GJ_CELL_NOT_NUMBER, 0 },
		{ "1E+05", GJ_CELL_NOT_NUMBER, 0 },
		{ "9.14E+17", GJ_CELL_NOT_NUMBER, 0 },
		{ "0x10", GJ_CELL_NOT_NUMBER, 0 },
		{ "3 5", GJ_CELL_NOT_NUMBER, 0 },
		{ "3　5", GJ_CELL_NOT_NUMBER, 0 },
		{ "3\n5", GJ_CELL_NOT_NUMBER, 0 },
		{ "3-5", GJ_CELL_NOT_NUMBER, 0 },
		{ "3~5", GJ_CELL_NOT_NUMBER, 0 },
		{ "3*5", GJ_CELL_NOT_NUMBER, 0 },
		{ "3*", GJ_CELL_NOT_NUMBER, 0 },
		{ "3+", GJ_CELL_NOT_NUMBER, 0 },
		{ "1/2", GJ_CELL_NOT_NUMBER, 0 },
		{ "12:30", GJ_CELL_NOT_NUMBER, 0 },
		{ "3、5", GJ_CELL_NOT_NUMBER, 0 },
		{ "3名5", GJ_CELL_NOT_NUMBER, 0 },
		{ "3人/5人", GJ_CELL_NOT_NUMBER, 0 },
		{ "1.2.3", GJ_CELL_NOT_NUMBER, 0 },
		{ "3.", GJ_CELL_NOT_NUMBER, 0 },
		{ ".5", GJ_CELL_NOT_NUMBER, 0 },
		{ ",123", GJ_CELL_NOT_NUMBER, 0 },
		{ "1,23", GJ_CELL_NOT_NUMBER, 0 },
		{ "1234,567", GJ_CELL_NOT_NUMBER, 0 },
		{ "1,,234", GJ_CELL_NOT_NUMBER, 0 },
		{ "1,234,", GJ_CELL_NOT_NUMBER, 0 },
		{ "1.234,567", GJ_CELL_NOT_NUMBER, 0 },
		{ "三", GJ_CELL_NOT_NUMBER, 0 },
		{ "约3名", GJ_CELL_NOT_NUMBER, 0 },
		{ "NA", GJ_CELL_NOT_NUMBER, 0 },
		{ "#REF!", GJ_CELL_NOT_NUMBER, 0 },
		{ "NaN", GJ_CELL_NOT_NUMBER, 0 },
		{ "名", GJ_CELL_NOT_NUMBER, 0 },
		{ "3家", GJ_CELL_UNIT, 0 },
		{ "3人", GJ_CELL_UNIT, 0 },
		{ "3名以上", GJ_CELL_UNIT, 0 },
		{ "3万", GJ_CELL_UNIT, 0 },
		{ "3万元", GJ_CELL_UNIT, 0 },
		{ "50%", GJ_CELL_UNIT, 0 },
		{ "3m2", GJ_CELL_UNIT, 0 },
	};

	check_numbers(&every_type[COUNT], cases, COUNT_OF(cases));
}
END_TEST

START_TEST(count_without_unit)
{
	static const struct gj_fact plain = { .type = GJ_FACT_COUNT, .unit = { "次", "" } };
	static const struct gj_fact none = { .type = GJ_FACT_COUNT };
	struct gj_value v;

	ck_assert_int_eq(read(&v, &plain, "4"), GJ_CELL_OK);
	ck_assert_int_eq(read(&v, &plain, "4次"), GJ_CELL_OK);
	ck_assert_int_eq(read(&v, &plain, "4 times"), GJ_CELL_UNIT);
	ck_assert_int_eq(read(&v, &none, "4"), GJ_CELL_OK);
	ck_assert_int_eq(read(&v, &none, "4次"), GJ_CELL_UNIT);
}
END_TEST

START_TEST(amount_of_yuan)
{
	static const struct number_case cases[] = {
		{ "0", GJ_CELL_OK, 0 },
		{ "12.5", GJ_CELL_OK, 1250 },
		{ "12.50元", GJ_CELL_OK, 1250 },
		{ "１２．５０元", GJ_CELL_OK, 1250 },
		{ "1,200,000.01", GJ_CELL_OK, 120000001 },
		{ "120万元", GJ_CELL_OK, 120000000 },
		{ "120 万 元", GJ_CELL_OK, 120000000 },
		{ "0.000001万元", GJ_CELL_OK, 1 },
		{ "0.0000001万元", GJ_CELL_RANGE, 0 },
		{ "1.5亿元", GJ_CELL_OK, 15000000000 },
		{ "3千元", GJ_CELL_OK, 300000 },
		{ "2百万元", GJ_CELL_OK, 200000000 },
		{ "120RMB", GJ_CELL_OK, 12000 },
		{ "120 rmb", GJ_CELL_OK, 12000 },
		{ "120CNY", GJ_CELL_OK, 12000 },
		{ "120 Yuan", GJ_CELL_OK, 12000 },
		{ "￥1,200", GJ_CELL_OK, 120000 },
		{ "¥ 1200.5", GJ_CELL_OK, 120050 },
		{ "RMB 1200", GJ_CELL_OK, 120000 },
		{ "cny1200", GJ_CELL_OK, 120000 },
		{ "人民币1200元", GJ_CELL_OK, 120000 },
		{ "人民币 120 万元", GJ_CELL_OK, 120000000 },
		{ "12.345", GJ_CELL_RANGE, 0 },
		{ "12.340", GJ_CELL_OK, 1234 },
		{ "12.3400000000000000000000", GJ_CELL_OK, 1234 },
		{ "999999999999999.99", GJ_CELL_OK, 99999999999999999 },
		{ "1000000000000000", GJ_CELL_RANGE, 0 },
		{ "9999999.9999999999亿元", GJ_CELL_OK, 99999999999999999 },
		{ "10000000亿元", GJ_CELL_RANGE, 0 },
		{ "999999999999999999亿元", GJ_CELL_RANGE, 0 },
		{ "999999999999999999.999999999999亿元", GJ_CELL_RANGE, 0 },
		{ "-5", GJ_CELL_NEGATIVE, 0 },
		{ "￥-5", GJ_CELL_NEGATIVE, 0 },
		{ "-￥5", GJ_CELL_NOT_NUMBER, 0 },
		{ "-0", GJ_CELL_NOT_NUMBER, 0 },
		{ "+5", GJ_CELL_NOT_NUMBER, 0 },
		{ "1e5", GJ_CELL_NOT_NUMBER, 0 },
		{ "1 200", GJ_CELL_NOT_NUMBER, 0 },
		{ "100-200万元", GJ_CELL_NOT_NUMBER, 0 },
		{ "￥", GJ_CELL_NOT_NUMBER, 0 },
		{ "￥￥5", GJ_CELL_NOT_NUMBER, 0 },
		{ "元", GJ_CELL_NOT_NUMBER, 0 },
		{ "五万元", GJ_CELL_NOT_NUMBER, 0 },
		{ "120万", GJ_CELL_UNIT, 0 },
		{ "120美元", GJ_CELL_UNIT, 0 },
		{ "$120", GJ_CELL_NOT_NUMBER, 0 },
		{ "120㎡", GJ_CELL_UNIT, 0 },
		{ "120m2", GJ_CELL_UNIT, 0 },
		{ "50%", GJ_CELL_UNIT, 0 },
		{ "百分之50", GJ_CELL_UNIT, 0 },
		{ "120名", GJ_CELL_UNIT, 0 },
	};

	check_numbers(&every_type[AMOUNT], cases, COUNT_OF(cases));
}
END_TEST

START_TEST(amount_of_ten_thousands)
{
	static const struct gj_fact budget = { .type = GJ_FACT_AMOUNT, .unit = { "万元", "10k yuan" },
		                               .decimals = 2 };
	static const struct number_case cases[] = {
		{ "50", GJ_CELL_OK, 5000 },
		{ "50万元", GJ_CELL_OK, 5000 },
		{ "50 10k Yuan", GJ_CELL_OK, 5000 },
		{ "500000元", GJ_CELL_OK, 5000 },
		{ "100元", GJ_CELL_OK, 1 },
		{ "99元", GJ_CELL_RANGE, 0 },
		{ "150.5元", GJ_CELL_RANGE, 0 },
		{ "0.5亿元", GJ_CELL_OK, 500000 },
		{ "￥50万元", GJ_CELL_OK, 5000 },
		{ "￥500000元", GJ_CELL_OK, 5000 },
		{ "￥50", GJ_CELL_UNIT, 0 }, /* 50 of which? */
		{ "RMB 50", GJ_CELL_UNIT, 0 },
	};

	check_numbers(&budget, cases, COUNT_OF(cases));
}
END_TEST

START_TEST(amount_of_other_units)
{
	static const struct gj_fact area = { .type = GJ_FACT_AMOUNT, .unit = { "㎡", NULL }, .decimals = 1 };
	static const struct gj_fact power = { .type = GJ_FACT_AMOUNT, .unit = { "kW·h", NULL } };
	static const struct gj_fact bare = { .type = GJ_FACT_AMOUNT, .decimals = 6 };
	static const struct number_case of_area[] = {
		{ "80", GJ_CELL_OK, 800 },        { "80.5㎡", GJ_CELL_OK, 805 },
		{ "80.5m²", GJ_CELL_OK, 805 },    { "80.5 M2", GJ_CELL_OK, 805 },
		{ "80平方米", GJ_CELL_OK, 800 },  { "80.55㎡", GJ_CELL_RANGE, 0 },
		{ "80亩", GJ_CELL_UNIT, 0 },      { "80元", GJ_CELL_UNIT, 0 },
		{ "￥80", GJ_CELL_UNIT, 0 },      { "0.5", GJ_CELL_OK, 5 },
	};
	static const struct number_case of_power[] = {
		{ "7", GJ_CELL_OK, 7 },
		{ "7kW·h", GJ_CELL_OK, 7 },
		{ "7 KW·H", GJ_CELL_OK, 7 },
		{ "7kW", GJ_CELL_UNIT, 0 },
		{ "7.5", GJ_CELL_RANGE, 0 },
	};
	static const struct number_case of_none[] = {
		{ "7", GJ_CELL_OK, 7000000 },
		{ "0.000001", GJ_CELL_OK, 1 },
		{ "7元", GJ_CELL_UNIT, 0 },
	};

	check_numbers(&area, of_area, COUNT_OF(of_area));
	check_numbers(&power, of_power, COUNT_OF(of_power));
	check_numbers(&bare, of_none, COUNT_OF(of_none));
}
END_TEST

START_TEST(share)
{
	static const struct gj_fact percent = { .type = GJ_FACT_AMOUNT, .unit = { "%", "%" }, .decimals = 2 };
	static const struct number_case cases[] = {
		{ "50%", GJ_CELL_OK, 5000 },
		{ "50 ％", GJ_CELL_OK, 5000 },
		{ "百分之50", GJ_CELL_OK, 5000 },
		{ "百分之50%", GJ_CELL_OK, 5000 },
		{ "50", GJ_CELL_OK, 5000 },
		{ "0", GJ_CELL_OK, 0 },
		{ "0.00", GJ_CELL_OK, 0 },
		{ "1", GJ_CELL_OK, 100 },
		{ "1.5", GJ_CELL_OK, 150 },
		{ "100", GJ_CELL_OK, 10000 },
		{ "120%", GJ_CELL_OK, 12000 },
		{ "0.5%", GJ_CELL_OK, 50 },
		{ "百分之0.5", GJ_CELL_OK, 50 },
		{ "0.5", GJ_CELL_AMBIGUOUS_SHARE, 0 },
		{ "０．５", GJ_CELL_AMBIGUOUS_SHARE, 0 },
		{ "0.99", GJ_CELL_AMBIGUOUS_SHARE, 0 },
		{ "0.0001", GJ_CELL_AMBIGUOUS_SHARE, 0 },
		{ "33.333%", GJ_CELL_RANGE, 0 },
		{ "-5%", GJ_CELL_NEGATIVE, 0 },
		{ "50元", GJ_CELL_UNIT, 0 },
		{ "百分之五十", GJ_CELL_NOT_NUMBER, 0 },
		{ "%50", GJ_CELL_NOT_NUMBER, 0 },
		{ "1/2", GJ_CELL_NOT_NUMBER, 0 },
	};

	check_numbers(&percent, cases, COUNT_OF(cases));
}
END_TEST

START_TEST(date)
{
	static const char *const good[] = {
		"2022-11-30",     "2022/11/30",     "2022.11.30",          "2022年11月30日",
		"2022年11月30号", "20221130",       "２０２２-１１-３０", "２０２２／１１／３０",
		"２０２２．１１．３０", "２０２２年１１月３０日", "２０２２１１３０",
		" 2022-11-30 ",   "　2022年 11月 30日　", "2022 年 11 月 30 日",
		"2022-11-30 00:00:00", "2022-11-30T00:00:00", "2022-11-30 00:00:00.000",
		"2022/11/30 0:00",     "2022/11/30 0:00:00",  "2022年11月30日 00:00:00",
		"2022-11-30  00:00",
	};
	static const struct {
		const char *text;
		enum gj_cell why;
		int year, month, day;
	} cases[] = {
		{ "2022-1-5", GJ_CELL_OK, 2022, 1, 5 },
		{ "2022/01/5", GJ_CELL_OK, 2022, 1, 5 },
		{ "2022.1.05", GJ_CELL_OK, 2022, 1, 5 },
		{ "2022年1月5日", GJ_CELL_OK, 2022, 1, 5 },
		{ "1900-01-01", GJ_CELL_OK, 1900, 1, 1 },
		{ "2999-12-31", GJ_CELL_OK, 2999, 12, 31 },
		{ "2024-02-29", GJ_CELL_OK, 2024, 2, 29 },
		{ "1899-12-31", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "3000-01-01", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-02-29", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "20220229", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-31", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-00", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-13-01", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-00-01", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "20221301", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022年11月", GJ_CELL_NO_DAY, 0, 0, 0 },
		{ "2022年 1 月", GJ_CELL_NO_DAY, 0, 0, 0 },
		{ "2022-11", GJ_CELL_NO_DAY, 0, 0, 0 },
		{ "2022/11", GJ_CELL_NO_DAY, 0, 0, 0 },
		{ "2022.11", GJ_CELL_NO_DAY, 0, 0, 0 },
		{ "２０２２－１１", GJ_CELL_NO_DAY, 0, 0, 0 },
		{ "2022-13", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022年", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "44926", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "202211", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "202211300", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "22-11-30", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "11/30/2022", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11/30", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-300", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-30000", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-30-", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-011-30", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022年11月30", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-30 10:15:00", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-30 00:00:01", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-30 00", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-30 00:", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-30 0000", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-30T", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-30 00:00:00Z", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022-11-30 星期三", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "2022 11 30", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "-2022-11-30", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "二〇二二年十一月三十日", GJ_CELL_NOT_DATE, 0, 0, 0 },
		{ "长期", GJ_CELL_NOT_DATE, 0, 0, 0 },
	};
	struct gj_value v;

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		ck_assert_msg(read(&v, &every_type[DATE], good[i]) == GJ_CELL_OK, "'%s'", good[i]);
		ck_assert_int_eq(v.number, gj_day_from(2022, 11, 30));
	}
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		ck_assert_msg(read(&v, &every_type[DATE], cases[i].text) == cases[i].why, "'%s'", cases[i].text);
		if (cases[i].why == GJ_CELL_OK)
			ck_assert_int_eq(v.number, gj_day_from(cases[i].year, cases[i].month, cases[i].day));
		else
			ck_assert_int_eq(v.state, GJ_MISSING);
	}
}
END_TEST

START_TEST(one_of)
{
	struct gj_fact mode = { .type = GJ_FACT_ONE_OF, .options = modes, .n_options = 2 };
	struct gj_value v;

	ck_assert_int_eq(read(&v, &mode, " 自 设 "), GJ_CELL_OK);
	ck_assert_int_eq(v.number, 0);
	ck_assert_int_eq(read(&v, &mode, "own department"), GJ_CELL_OK);
	ck_assert_int_eq(v.number, 0);
	ck_assert_int_eq(read(&v, &mode, "未知"), GJ_CELL_OK); /* a choice of that name goes first */
	ck_assert_int_eq(v.state, GJ_GIVEN);
	ck_assert_int_eq(v.number, 1);
	ck_assert_int_eq(read(&v, &mode, "挂靠"), GJ_CELL_NO_OPTION);
	ck_assert_int_eq(v.state, GJ_MISSING);
	mode.n_options = 1;
	ck_assert_int_eq(read(&v, &mode, "未知"), GJ_CELL_OK);
	ck_assert_int_eq(v.state, GJ_EXPLICITLY_UNKNOWN);
}
END_TEST

START_TEST(list)
{
	static const struct gj_fact visits = { .type = GJ_FACT_LIST, .unit = { "次", NULL } };
	static const struct number_case cases[] = {
		{ "无", GJ_CELL_OK, 0 },          { "没有", GJ_CELL_OK, 0 },     { "None", GJ_CELL_OK, 0 },
		{ "0", GJ_CELL_OK, 0 },           { "2", GJ_CELL_OK, 2 },        { "2条", GJ_CELL_OK, 2 },
		{ "10000", GJ_CELL_OK, 10000 },   { "10,001", GJ_CELL_RANGE, 0 }, { "1.5", GJ_CELL_NOT_WHOLE, 0 },
		{ "-1", GJ_CELL_NEGATIVE, 0 },    { "2次", GJ_CELL_UNIT, 0 },    { "有", GJ_CELL_NOT_NUMBER, 0 },
		{ "见附件", GJ_CELL_NOT_NUMBER, 0 },
	};
	struct gj_value v;

	check_numbers(&every_type[LIST], cases, COUNT_OF(cases));
	ck_assert_int_eq(read(&v, &visits, "2次"), GJ_CELL_OK);
	ck_assert_int_eq(read(&v, &visits, "2条"), GJ_CELL_UNIT);
}
END_TEST

START_TEST(text)
{
	static const struct {
		const char *text, *kept; /* NULL: refused */
	} cases[] = {
		{ "甲公司", "甲公司" },
		{ "　甲（集团） 公司 ", "甲（集团） 公司" },
		{ "a\tb\nc\r\nd\re", "a b c d e" },
		{ "a\r\r\nb", "a  b" },
		{ "无", "无" },
		{ "0", "0" },
		{ "a\x01"
		  "b",
		  NULL },
		{ "a\x1F", NULL },
		{ "a\x7F", NULL },
		{ "a\x0B"
		  "b",
		  NULL },
		{ "a\xC2\x80"
		  "b",
		  NULL },
		{ "a\xC2\x9F", NULL },
		{ "a\xC2\xB7"
		  "b",
		  "a·b" },
		{ "𠮷", "𠮷" },
	};
	struct gj_value v;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		enum gj_cell why = read(&v, &every_type[TEXT], cases[i].text);

		ck_assert_msg(why == (cases[i].kept ? GJ_CELL_OK : GJ_CELL_NOT_TEXT), "'%s'", cases[i].text);
		if (cases[i].kept) {
			ck_assert_int_eq(v.state, GJ_GIVEN);
			ck_assert_ptr_eq(v.text, room);
			ck_assert_str_eq(v.text, cases[i].kept);
		}
	}
}
END_TEST

START_TEST(text_length)
{
	static char long_text[GJ_FACT_TEXT_MAX + 3];
	const struct gj_fact *fact = &every_type[TEXT];
	struct gj_value v;

	memset(long_text, 'a', sizeof long_text);
	ck_assert_int_eq(gj_cell_read(&v, fact, long_text, GJ_FACT_TEXT_MAX, room), GJ_CELL_OK);
	ck_assert_uint_eq(strlen(v.text), GJ_FACT_TEXT_MAX);
	ck_assert_int_eq(gj_cell_read(&v, fact, long_text, GJ_FACT_TEXT_MAX + 1, room), GJ_CELL_TOO_LONG);
	long_text[0] = long_text[GJ_FACT_TEXT_MAX + 1] = ' '; /* what is trimmed does not count */
	ck_assert_int_eq(gj_cell_read(&v, fact, long_text, GJ_FACT_TEXT_MAX + 2, room), GJ_CELL_OK);
	long_text[300] = '\xFF';
	ck_assert_int_eq(gj_cell_read(&v, fact, long_text, GJ_FACT_TEXT_MAX, room), GJ_CELL_NOT_TEXT);
}
END_TEST

/* A page of text in a column of something else, on both sides of what is looked at. */
START_TEST(long_cells)
{
	static const enum gj_cell why[] = {
		[YES_NO] = GJ_CELL_NOT_YES_NO, [COUNT] = GJ_CELL_NOT_NUMBER, [AMOUNT] = GJ_CELL_NOT_NUMBER,
		[DATE] = GJ_CELL_NOT_DATE,     [CODE_] = GJ_CELL_CODE_LENGTH, [ONE_OF] = GJ_CELL_NO_OPTION,
		[JUDGEMENT] = GJ_CELL_NOT_JUDGEMENT, [LIST] = GJ_CELL_NOT_NUMBER,
	};
	static const size_t sizes[] = { 255, 256, 257, 258, 4000 };
	static char page[4000];
	struct gj_value v;

	memset(page, 'a', sizeof page);
	for (size_t f = 0; f < COUNT_OF(every_type); f++)
		for (size_t i = 0; f != TEXT && i < COUNT_OF(sizes); i++)
			ck_assert_msg(gj_cell_read(&v, &every_type[f], page, sizes[i], room) == why[f],
			              "%s of %zu", gj_fact_type_name(every_type[f].type), sizes[i]);
	memset(page, '9', sizeof page);
	ck_assert_int_eq(gj_cell_read(&v, &every_type[COUNT], page, 256, room), GJ_CELL_RANGE);
	ck_assert_int_eq(gj_cell_read(&v, &every_type[DATE], page, 256, room), GJ_CELL_NOT_DATE);
	memcpy(page, "3", 1);
	memset(page + 1, 'a', 255); /* a unit longer than any */
	ck_assert_int_eq(gj_cell_read(&v, &every_type[COUNT], page, 256, room), GJ_CELL_UNIT);
	ck_assert_int_eq(gj_cell_read(&v, &every_type[AMOUNT], page, 256, room), GJ_CELL_UNIT);
}
END_TEST

START_TEST(code)
{
	static const struct {
		const char *text;
		enum gj_cell why;
	} cases[] = {
		{ CODE, GJ_CELL_OK },
		{ "91420100ma9x100170", GJ_CELL_OK },
		{ " 9142 0100 MA9X 100170　", GJ_CELL_OK },
		{ "９１４２０１００ＭＡ９Ｘ１００１７０", GJ_CELL_OK },
		{ "9.14E+17", GJ_CELL_CODE_DAMAGED },
		{ "9.1420100123E+17", GJ_CELL_CODE_DAMAGED },
		{ "914201001234567000", GJ_CELL_CODE_DAMAGED },
		{ "91420100MA9X10017", GJ_CELL_CODE_LENGTH },
		{ "91420100MA9X1001700", GJ_CELL_CODE_LENGTH },
		{ "1", GJ_CELL_CODE_LENGTH },
		{ "91420100MA9X10O170", GJ_CELL_CODE_ALPHABET },
		{ "91420100MA9X100171", GJ_CELL_CODE_CHECK },
		{ "91420100MA9X100710", GJ_CELL_CODE_CHECK },
	};
	char odd[] = "00420100MA9X10017?";
	struct gj_value v;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		ck_assert_msg(read(&v, &every_type[CODE_], cases[i].text) == cases[i].why, "'%s'", cases[i].text);
		if (cases[i].why == GJ_CELL_OK)
			ck_assert_str_eq(v.text, CODE);
		else
			ck_assert_int_eq(v.state, GJ_MISSING);
	}
	odd[17] = gj_creditcode_check_char(odd);
	ck_assert_int_eq(read(&v, &every_type[CODE_], odd), GJ_CELL_CODE_PREFIX);
}
END_TEST

START_TEST(reasons)
{
	ck_assert_str_eq(gj_cell_reason(GJ_CELL_OK), "");
	for (int a = GJ_CELL_NOT_YES_NO; a <= GJ_CELL_CODE_CHECK; a++) {
		const char *reason = gj_cell_reason((enum gj_cell)a);

		ck_assert_msg(reason && *reason && strchr(reason, '\n') == NULL, "%d", a);
		for (int b = GJ_CELL_OK; b < a; b++)
			ck_assert_str_ne(reason, gj_cell_reason((enum gj_cell)b));
	}
}
END_TEST

Suite *suite_cell(void)
{
	Suite *s = suite_create("eval/cell");
	TCase *t = tcase_create("cell");

	tcase_add_test(t, states);
	tcase_add_test(t, not_text);
	tcase_add_test(t, yes_no);
	tcase_add_test(t, judgement);
	tcase_add_test(t, count);
	tcase_add_test(t, count_without_unit);
	tcase_add_test(t, amount_of_yuan);
	tcase_add_test(t, amount_of_ten_thousands);
	tcase_add_test(t, amount_of_other_units);
	tcase_add_test(t, share);
	tcase_add_test(t, date);
	tcase_add_test(t, one_of);
	tcase_add_test(t, list);
	tcase_add_test(t, text);
	tcase_add_test(t, text_length);
	tcase_add_test(t, long_cells);
	tcase_add_test(t, code);
	tcase_add_test(t, reasons);
	suite_add_tcase(s, t);
	return s;
}
