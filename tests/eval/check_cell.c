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

		ck_assert_msg(why == cases[i].why, "'%s': %d, not %d", cases[i].text, why,
		              cases[i].why);
		ck_assert_msg(v.state == (why == GJ_CELL_OK ? GJ_GIVEN : GJ_MISSING),
		              "'%s': state %d", cases[i].text, v.state);
		ck_assert_msg(why != GJ_CELL_OK || v.number == cases[i].number, "'%s': %lld",
		              cases[i].text, (long long)v.number);
	}
}

/* All of texts, up to a NULL, come out the same. */
static void check_given(const struct gj_fact *fact, int64_t number, const char *const *texts)
{
	for (; *texts; texts++)
		check_numbers(fact, &(struct number_case){ *texts, GJ_CELL_OK, number }, 1);
}

static void check_refused(const struct gj_fact *fact, enum gj_cell why, const char *const *texts)
{
	for (; *texts; texts++)
		check_numbers(fact, &(struct number_case){ *texts, why, 0 }, 1);
}

#define TEXTS(...) ((const char *const[]){ __VA_ARGS__, NULL })

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
			ck_assert_msg(read(&v, &every_type[f], cases[i].text) == GJ_CELL_OK,
			              "'%s' as %s", cases[i].text,
			              gj_fact_type_name(every_type[f].type));
			ck_assert_int_eq(v.state, cases[i].state);
		}
}
END_TEST

START_TEST(not_text)
{
	static const char *const bad[] = { "\xCE\xE4\xBA\xBA" /* GB18030 */, "\xFF", "a\xE6\xAD",
		                           "\xC0\xAF" };
	struct gj_value v;

	for (size_t f = 0; f < COUNT_OF(every_type); f++) {
		for (size_t i = 0; i < COUNT_OF(bad); i++)
			ck_assert_int_eq(read(&v, &every_type[f], bad[i]), GJ_CELL_NOT_TEXT);
		ck_assert_int_eq(gj_cell_read(&v, &every_type[f], "a\0b", 3, room),
		                 GJ_CELL_NOT_TEXT);
	}
}
END_TEST

START_TEST(yes_no)
{
	static const char *const yes[] = { "是", "有",   "√",   "✓",      "✔",    "对",   "y",
		                           "Y",  "ｙ",   "yes", "YES",    "true", "TRUE", "1",
		                           "１", "具备", "已",  "已设立", " 是 ", "是：" };
	static const char *const no[] = { "否", "无",   "×",     "✗",      "✘",
		                          "n",  "No",   "false", "FALSE",  "0",
		                          "０", "没有", "未",    "未设立", "　无" };
	static const char *const neither[] = { "是否", "2",     "-",  "符合", "x",
		                               "X",    "是 否", "01", "na",   "NA" };
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
	const struct gj_fact *fact = &every_type[JUDGEMENT];

	check_given(fact, 1, TEXTS("符合", "通过", "合格", " 合 格 ", "是", "有"));
	check_given(fact, 0, TEXTS("不符合", "不通过", "不合格", "否", "无"));
	check_refused(fact, GJ_CELL_NOT_JUDGEMENT, TEXTS("基本符合", "待定", "2", "x"));
}
END_TEST

START_TEST(count)
{
	const struct gj_fact *fact = &every_type[COUNT];

	check_given(fact, 0, TEXTS("0", "０", "00", "0.0", "0名"));
	check_given(fact, 3, TEXTS("3", "３", " 3 ", "003", "0000000000000000000000000000003"));
	check_given(fact, 3,
	            TEXTS("3名", "３ 名", "3　名 ", "3people", "3 People", "3.0", "3.00名"));
	check_given(fact, 1234567, TEXTS("1,234,567", "1，234，567", "1,234,567名", "1,234,567.0"));
	check_given(fact, 2147483632, TEXTS("2147483632"));
	check_refused(fact, GJ_CELL_RANGE, TEXTS("2147483633", "999999999999999999"));
	check_refused(fact, GJ_CELL_RANGE, TEXTS("1000000000000000000", "99999999999999999999999"));
	check_refused(fact, GJ_CELL_RANGE, TEXTS("0.0000000000001"));
	check_refused(fact, GJ_CELL_NOT_WHOLE, TEXTS("3.5", "0.000000000001", "1.5名"));
	check_refused(fact, GJ_CELL_NEGATIVE, TEXTS("-1", "－１名", "-0.5"));
	check_refused(fact, GJ_CELL_NOT_NUMBER,
	              TEXTS("-0", "-0.0", "-", "--1", "+3", "1e5", "1E+05", "9.14E+17", "0x10"));
	check_refused(fact, GJ_CELL_NOT_NUMBER,
	              TEXTS("3 5", "3　5", "3\n5", "3-5", "3~5", "3*5", "3*", "3+", "1/2",
	                    "12:30"));
	check_refused(fact, GJ_CELL_NOT_NUMBER,
	              TEXTS("3、5", "3名5", "3人/5人", "1.2.3", "3.", ".5", "1.234,567"));
	check_refused(fact, GJ_CELL_NOT_NUMBER,
	              TEXTS(",123", "1,23", "1234,567", "1,,234", "1,234,", "1,2345"));
	check_refused(fact, GJ_CELL_NOT_NUMBER, TEXTS("三", "约3名", "NA", "#REF!", "NaN", "名"));
	check_refused(fact, GJ_CELL_UNIT,
	              TEXTS("3家", "3人", "3名以上", "3万", "3万元", "50%", "3m2"));
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
	const struct gj_fact *fact = &every_type[AMOUNT];

	check_given(fact, 0, TEXTS("0", "0.00", "0万元"));
	check_given(fact, 1, TEXTS("0.01", "0.000001万元"));
	check_given(fact, 1250, TEXTS("12.5", "12.50元", "１２．５０元", "12.500000000000000000"));
	check_given(fact, 12000, TEXTS("120", "120RMB", "120 rmb", "120CNY", "120 Yuan", "120￥"));
	check_given(fact, 120000,
	            TEXTS("￥1,200", "¥ 1200.00", "RMB 1200", "cny1200", "人民币1200元"));
	check_given(fact, 120000000, TEXTS("120万元", "120 万 元", "人民币 120 万元", "￥120万元"));
	check_given(fact, 120000001, TEXTS("1,200,000.01"));
	check_given(fact, 300000, TEXTS("3千元"));
	check_given(fact, 200000000, TEXTS("2百万元"));
	check_given(fact, 15000000000, TEXTS("1.5亿元"));
	check_given(fact, 99999999999999999, TEXTS("999999999999999.99", "9999999.9999999999亿元"));
	check_refused(fact, GJ_CELL_RANGE, TEXTS("1000000000000000", "10000000亿元"));
	check_refused(fact, GJ_CELL_RANGE, TEXTS("999999999999999999.999999999999亿元"));
	check_refused(fact, GJ_CELL_RANGE, TEXTS("12.345", "0.001", "0.0000001万元"));
	check_refused(fact, GJ_CELL_NEGATIVE, TEXTS("-5", "￥-5", "-0.01"));
	check_refused(fact, GJ_CELL_NOT_NUMBER,
	              TEXTS("-￥5", "-0", "+5", "1e5", "1 200", "100-200万元", "￥", "￥￥5"));
	check_refused(fact, GJ_CELL_NOT_NUMBER, TEXTS("元", "五万元", "$120"));
	check_refused(fact, GJ_CELL_UNIT,
	              TEXTS("120万", "120美元", "120㎡", "120m2", "50%", "百分之50", "120名"));
}
END_TEST

START_TEST(amount_of_ten_thousands)
{
	static const struct gj_fact budget = {
		.type = GJ_FACT_AMOUNT,
		.unit = { "万元", "10k yuan" },
		.decimals = 2,
	};

	check_given(&budget, 5000, TEXTS("50", "50万元", "50 10k Yuan", "500000元", "0.005亿元"));
	check_given(&budget, 5000, TEXTS("￥50万元", "￥500000元"));
	check_given(&budget, 1, TEXTS("0.01", "100元"));
	check_refused(&budget, GJ_CELL_RANGE, TEXTS("0.001", "99元", "150.5元"));
	check_refused(&budget, GJ_CELL_UNIT, TEXTS("￥50", "RMB 50")); /* 50 of which? */
}
END_TEST

START_TEST(amount_of_other_units)
{
	static const struct gj_fact area = {
		.type = GJ_FACT_AMOUNT,
		.unit = { "㎡", NULL },
		.decimals = 1,
	};
	static const struct gj_fact energy = { .type = GJ_FACT_AMOUNT, .unit = { "kW·h", NULL } };
	static const struct gj_fact bare = { .type = GJ_FACT_AMOUNT, .decimals = 6 };

	check_given(&area, 805, TEXTS("80.5", "80.5㎡", "80.5m²", "80.5 M2", "80.5平方米"));
	check_given(&area, 5, TEXTS("0.5")); /* no share: nothing else can be meant */
	check_refused(&area, GJ_CELL_RANGE, TEXTS("80.55㎡"));
	check_refused(&area, GJ_CELL_UNIT, TEXTS("80亩", "80元", "￥80", "80%"));
	check_given(&energy, 7, TEXTS("7", "7kW·h", "7 KW·H"));
	check_refused(&energy, GJ_CELL_UNIT, TEXTS("7kW", "7元", "￥7"));
	check_refused(&energy, GJ_CELL_RANGE, TEXTS("7.5"));
	check_given(&bare, 7000000, TEXTS("7"));
	check_given(&bare, 1, TEXTS("0.000001"));
	check_refused(&bare, GJ_CELL_UNIT, TEXTS("7元", "￥7"));
}
END_TEST

START_TEST(share)
{
	static const struct gj_fact percent = {
		.type = GJ_FACT_AMOUNT,
		.unit = { "%", "%" },
		.decimals = 2,
	};

	check_given(&percent, 5000, TEXTS("50%", "50 ％", "50", "50.00", "百分之50", "百分之50%"));
	check_given(&percent, 0, TEXTS("0", "0.00", "0%"));
	check_given(&percent, 50, TEXTS("0.5%", "百分之0.5"));
	check_given(&percent, 100, TEXTS("1", "1%", "1.0"));
	check_given(&percent, 12000, TEXTS("120", "120%"));
	check_refused(&percent, GJ_CELL_AMBIGUOUS_SHARE, TEXTS("0.5", "０．５", "0.99", "0.0001"));
	check_refused(&percent, GJ_CELL_RANGE, TEXTS("33.333%"));
	check_refused(&percent, GJ_CELL_NEGATIVE, TEXTS("-5%", "-0.5"));
	check_refused(&percent, GJ_CELL_UNIT, TEXTS("50元", "￥50"));
	check_refused(&percent, GJ_CELL_NOT_NUMBER, TEXTS("百分之五十", "%50", "1/2", "百分之"));
}
END_TEST

START_TEST(date)
{
	const struct gj_fact *fact = &every_type[DATE];

	check_given(fact, gj_day_from(2022, 11, 30),
	            TEXTS("2022-11-30", "2022/11/30", "2022.11.30", "2022年11月30日", "20221130"));
	check_given(fact, gj_day_from(2022, 11, 30),
	            TEXTS("２０２２-１１-３０", "２０２２／１１／３０", "２０２２．１１．３０",
	                  "２０２２年１１月３０日", "２０２２１１３０"));
	check_given(fact, gj_day_from(2022, 11, 30),
	            TEXTS(" 2022-11-30 ", "　2022年 11月 30日　", "2022 年 11 月 30 日",
	                  "2022年11月30号"));
	check_given(fact, gj_day_from(2022, 11, 30),
	            TEXTS("2022-11-30 00:00:00", "2022-11-30T00:00:00", "2022-11-30 00:00:00.000",
	                  "2022/11/30 0:00", "2022/11/30  0:00:00", "2022年11月30日 00:00:00"));
	check_given(fact, gj_day_from(2022, 1, 5),
	            TEXTS("2022-1-5", "2022/01/5", "2022.1.05", "2022年1月5日"));
	check_given(fact, gj_day_from(1900, 1, 1), TEXTS("1900-01-01"));
	check_given(fact, gj_day_from(2999, 12, 31), TEXTS("2999-12-31"));
	check_given(fact, gj_day_from(2024, 2, 29), TEXTS("2024-02-29", "20240229"));
	check_refused(fact, GJ_CELL_NO_DAY,
	              TEXTS("2022年11月", "2022年 1 月", "2022-11", "2022/11", "2022.11",
	                    "２０２２－１１"));
	check_refused(fact, GJ_CELL_NOT_DATE,
	              TEXTS("1899-12-31", "3000-01-01", "2022-02-29", "20220229", "2022-11-31",
	                    "2022-11-00", "2022-13-01", "2022-00-01", "20221301", "2022-13"));
	check_refused(fact, GJ_CELL_NOT_DATE,
	              TEXTS("2022年", "2022", "44926", "202211", "202211300", "22-11-30",
	                    "11/30/2022"));
	check_refused(fact, GJ_CELL_NOT_DATE,
	              TEXTS("2022-11/30", "2022-11-300", "2022-11-30000", "2022-11-30-",
	                    "2022-011-30", "2022年11月30", "2022 11 30", "-2022-11-30"));
	check_refused(fact, GJ_CELL_NOT_DATE,
	              TEXTS("2022-11-30 10:15:00", "2022-11-30 00:00:01", "2022-11-30 00",
	                    "2022-11-30 00:", "2022-11-30 0000", "2022-11-30T",
	                    "2022-11-30 00:00:00Z", "2022-11-30 星期三"));
	check_refused(fact, GJ_CELL_NOT_DATE, TEXTS("二〇二二年十一月三十日", "长期", "-"));
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
	ck_assert_int_eq(read(&v, &mode, "未知"),
	                 GJ_CELL_OK); /* a choice of that name goes first */
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
	const struct gj_fact *fact = &every_type[LIST];

	check_given(fact, 0, TEXTS("无", "没有", "None", "0", "0条"));
	check_given(fact, 2, TEXTS("2", "２", "2条", "2 条", "2.0"));
	check_given(fact, GJ_FACT_ROWS_MAX, TEXTS("10000", "10,000"));
	check_refused(fact, GJ_CELL_RANGE, TEXTS("10001", "2147483633"));
	check_refused(fact, GJ_CELL_NOT_WHOLE, TEXTS("1.5"));
	check_refused(fact, GJ_CELL_NEGATIVE, TEXTS("-1"));
	check_refused(fact, GJ_CELL_UNIT, TEXTS("2次"));
	check_refused(fact, GJ_CELL_NOT_NUMBER, TEXTS("有", "见附件"));
	check_given(&visits, 2, TEXTS("2", "2次"));
	check_refused(&visits, GJ_CELL_UNIT, TEXTS("2条"));
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

		ck_assert_msg(why == (cases[i].kept ? GJ_CELL_OK : GJ_CELL_NOT_TEXT), "'%s'",
		              cases[i].text);
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
	ck_assert_int_eq(gj_cell_read(&v, fact, long_text, GJ_FACT_TEXT_MAX + 1, room),
	                 GJ_CELL_TOO_LONG);
	long_text[0] = long_text[GJ_FACT_TEXT_MAX + 1] = ' '; /* what is trimmed does not count */
	ck_assert_int_eq(gj_cell_read(&v, fact, long_text, GJ_FACT_TEXT_MAX + 2, room), GJ_CELL_OK);
	long_text[300] = '\xFF';
	ck_assert_int_eq(gj_cell_read(&v, fact, long_text, GJ_FACT_TEXT_MAX, room),
	                 GJ_CELL_NOT_TEXT);
}
END_TEST

/* A page of text in a column of something else, on both sides of what is looked at. */
START_TEST(long_cells)
{
	static const enum gj_cell why[] = {
		[YES_NO] = GJ_CELL_NOT_YES_NO,       [COUNT] = GJ_CELL_NOT_NUMBER,
		[AMOUNT] = GJ_CELL_NOT_NUMBER,       [DATE] = GJ_CELL_NOT_DATE,
		[CODE_] = GJ_CELL_CODE_LENGTH,       [ONE_OF] = GJ_CELL_NO_OPTION,
		[JUDGEMENT] = GJ_CELL_NOT_JUDGEMENT, [LIST] = GJ_CELL_NOT_NUMBER,
	};
	static const size_t sizes[] = { 255, 256, 257, 258, 4000 };
	static char page[4000];
	struct gj_value v;

	memset(page, 'a', sizeof page);
	for (size_t f = 0; f < COUNT_OF(every_type); f++)
		for (size_t i = 0; f != TEXT && i < COUNT_OF(sizes); i++)
			ck_assert_msg(gj_cell_read(&v, &every_type[f], page, sizes[i], room) ==
			                  why[f],
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
		ck_assert_msg(read(&v, &every_type[CODE_], cases[i].text) == cases[i].why, "'%s'",
		              cases[i].text);
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
