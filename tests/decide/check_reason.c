/* check_reason.c: what an applicant reads, word for word, in both languages. */
#include "engine/base/buf.h"
#include "engine/decide/reason.h"
#include "tests/decide/build.h"
#include "tests/decide/suites.h"

#include <string.h>

static struct gj_record r;
static struct gj_arena arena;

static void begin(void)
{
	gj_build_init(&r);
	gj_arena_init(&arena, 0);
}

static void end(void)
{
	gj_arena_fini(&arena);
	gj_record_fini(&r);
}

static enum gj_outcome resolve(void *ctx, const char *category, const char *code)
{
	(void)ctx;
	(void)category;
	return code[0] == 'm' ? GJ_MET : code[0] == 'r' ? GJ_REVIEW : GJ_UNKNOWN;
}

enum what { REASON, REQUIRED, ACTUAL };

static void check_text(enum what what, const struct gj_cond *cond, bool conditional,
                       enum gj_lang lang, const char *expected)
{
	struct gj_check check = { .cond = cond, .conditional = conditional };
	struct gj_trace *t;
	struct gj_buf out;

	gj_buf_init(&out);
	ck_assert_int_eq(gj_trace_run(&t, &arena, cond, &r, gj_build_day("2022-11-30"), &(struct gj_outside){ .resolve = resolve }, NULL),
	                 0);
	if (what == REASON)
		gj_reason_print(&out, &check, t, lang);
	else if (what == REQUIRED)
		gj_reason_required(&out, cond, lang);
	else
		gj_reason_actual(&out, t, lang);
	ck_assert_str_eq(gj_buf_str(&out), expected);
	gj_buf_fini(&out);
}

static void reason(const struct gj_cond *cond, const char *zh, const char *en)
{
	check_text(REASON, cond, false, GJ_LANG_ZH, zh);
	check_text(REASON, cond, false, GJ_LANG_EN, en);
}

static void required(const struct gj_cond *cond, const char *zh, const char *en)
{
	check_text(REQUIRED, cond, false, GJ_LANG_ZH, zh);
	check_text(REQUIRED, cond, false, GJ_LANG_EN, en);
}

static void actual(const struct gj_cond *cond, const char *zh, const char *en)
{
	check_text(ACTUAL, cond, false, GJ_LANG_ZH, zh);
	check_text(ACTUAL, cond, false, GJ_LANG_EN, en);
}

#define WORD(l, c, r_, zh_) \
	COND(.kind = GJ_COND_COMPARE, .left = (l), .cmp = (c), .right = (r_), \
	     .word = { .zh = (zh_) })

static struct gj_cond *const share_or_count =
    ANY(COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN, SHARE(50, 100, OF_FACT(SERVED))),
        WORD(OF_FACT(TRAINED), GJ_AT_LEAST, NUMBER(30), "以上"));

static void numbers(int64_t served, int64_t trained)
{
	gj_build_put(&r, SERVED, served);
	gj_build_put(&r, TRAINED, trained);
}

START_TEST(share)
{
	required(
	    share_or_count, "培训企业超过所服务企业的50%，或培训企业30家以上",
	    "Enterprises trained: more than 50 % of enterprises served, or enterprises trained: "
	    "at least 30");
	numbers(58, 29);
	reason(share_or_count,
	       "所服务企业58家，培训企业29家，占50.00%，未超过50%；29家＜30家；不符合",
	       "Enterprises served: 58, enterprises trained: 29 (50.00 %), not more than 50 %; "
	       "29 < 30; not met");
	actual(share_or_count, "所服务企业58家；培训企业29家",
	       "Enterprises served: 58; enterprises trained: 29");
	numbers(29, 15);
	reason(
	    share_or_count,
	    "所服务企业29家，培训企业15家，占51.72%，超过50%；15家＜30家；两项满足其一即可；符合",
	    "Enterprises served: 29, enterprises trained: 15 (51.72 %), more than 50 %; 15 < 30; "
	    "either suffices; met");
	numbers(60, 30);
	reason(
	    share_or_count,
	    "所服务企业60家，培训企业30家，占50.00%，未超过50%；30家≥30家；两项满足其一即可；符合",
	    "Enterprises served: 60, enterprises trained: 30 (50.00 %), not more than 50 %; "
	    "30 ≥ 30; either suffices; met");
	numbers(0, 0);
	reason(share_or_count,
	       "所服务企业0家，培训企业0家，基数为零，比例无法计算；0家＜30家；两项满足其一即可；资"
	       "料不全",
	       "Enterprises served: 0, enterprises trained: 0, so there is nothing to take a share "
	       "of; "
	       "0 < 30; either suffices; facts missing");
	gj_build_state(&r, SERVED, GJ_MISSING);
	gj_build_put(&r, TRAINED, 29);
	reason(
	    share_or_count,
	    "所服务企业未填，培训企业29家，比例无法计算；29家＜30家；两项满足其一即可；资料不全",
	    "Enterprises served: not given, enterprises trained: 29, so no share; 29 < 30; either "
	    "suffices; facts missing");
	actual(share_or_count, "所服务企业未填；培训企业29家",
	       "Enterprises served: not given; enterprises trained: 29");
	gj_build_put(&r, SERVED, 20);
	gj_build_state(&r, TRAINED, GJ_EXPLICITLY_UNKNOWN);
	reason(share_or_count,
	       "所服务企业20家，培训企业不详，比例无法计算；与30家无法比较；两项满足其一即可；资料"
	       "不全",
	       "Enterprises served: 20, enterprises trained: stated as not known, so no share; no "
	       "comparison with 30; either suffices; facts missing");
}
END_TEST

/* A percentage is for the reader: it may not seem to contradict the comparison. */
START_TEST(percent)
{
	static const struct {
		int64_t served, trained, number, per;
		const char *zh;
	} cases[] = {
		{ 3, 1, 50, 100, "所服务企业3家，培训企业1家，占33.33%，未超过50%；不符合" },
		{ 3, 2, 50, 100, "所服务企业3家，培训企业2家，占66.67%，超过50%；符合" },
		{ 200000, 100001, 50, 100,
		  "所服务企业200000家，培训企业100001家，占50.001%，超过50%；符合" },
		{ 8, 1, 125, 1000, "所服务企业8家，培训企业1家，占12.50%，未超过12.5%；不符合" },
		{ 3, 1, 1, 3, "所服务企业3家，培训企业1家，占33.33%，未超过1/3；不符合" },
		{ 2, 3, 100, 100, "所服务企业2家，培训企业3家，占150.00%，超过100%；符合" },
		{ 7, 0, 50, 100, "所服务企业7家，培训企业0家，占0.00%，未超过50%；不符合" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		numbers(cases[i].served, cases[i].trained);
		check_text(REASON,
		           COMPARE(OF_FACT(TRAINED), GJ_MORE_THAN,
		                   SHARE(cases[i].number, cases[i].per, OF_FACT(SERVED))),
		           false, GJ_LANG_ZH, cases[i].zh);
	}
}
END_TEST

START_TEST(count)
{
	const struct gj_cond *one = COMPARE(OF_FACT(OFFICERS), GJ_AT_LEAST, NUMBER(1));
	const struct gj_cond *two = WORD(OF_FACT(OFFICERS), GJ_AT_LEAST, NUMBER(2), "以上");
	const struct gj_cond *incl = WORD(OF_FACT(OFFICERS), GJ_AT_LEAST, NUMBER(2), "(含)以上");

	required(one, "不少于1名", "at least 1");
	required(two, "2名以上", "at least 2");
	required(incl, "2名(含)以上", "at least 2");
	gj_build_put(&r, OFFICERS, 0);
	reason(one, "专(兼)职保密员0名，少于1名；不符合",
	       "Confidentiality officers: 0, less than 1; not met");
	actual(one, "0名", "0");
	gj_build_put(&r, OFFICERS, 2);
	reason(one, "专(兼)职保密员2名，不少于1名；符合",
	       "Confidentiality officers: 2, at least 1; met");
	reason(two, "专(兼)职保密员2名，达到2名以上（含本数）；符合",
	       "Confidentiality officers: 2, at least 2; met");
	reason(incl, "专(兼)职保密员2名，达到2名(含)以上；符合",
	       "Confidentiality officers: 2, at least 2; met");
	gj_build_state(&r, OFFICERS, GJ_NOT_ASKED);
	reason(one, "专(兼)职保密员未询问；资料不全",
	       "Confidentiality officers: not asked; facts missing");
	gj_build_state(&r, OFFICERS, GJ_STATE_NOT_APPLICABLE);
	reason(one, "专(兼)职保密员不适用；不适用",
	       "Confidentiality officers: not applicable; not applicable");
	gj_build_state(&r, OFFICERS, GJ_MISSING);
	reason(one, "专(兼)职保密员未填；资料不全",
	       "Confidentiality officers: not given; facts missing");
	actual(one, "未填", "not given");
}
END_TEST

START_TEST(amounts_and_days)
{
	const struct gj_cond *enough = COMPARE(OF_FACT(BUDGET), GJ_AT_LEAST, NUMBER(5000));
	const struct gj_cond *covered = COMPARE(OF_FACT(SPENT), GJ_AT_MOST, OF_FACT(BUDGET));
	const struct gj_cond *in_time =
	    WORD(OF_FACT(FILED), GJ_AT_MOST, NUMBER(gj_build_day("2022-11-30")), "不超过");

	gj_build_put(&r, BUDGET, 1250);
	required(enough, "不少于50.00万元", "at least 50.00 × 10,000 CNY");
	reason(enough, "工作经费12.50万元，少于50.00万元；不符合",
	       "Budget: 12.50 × 10,000 CNY, less than 50.00 × 10,000 CNY; not met");
	gj_build_put(&r, SPENT, 1300);
	required(covered, "不超过工作经费", "at most budget");
	reason(covered, "已用经费13.00万元，超过工作经费（12.50万元）；不符合",
	       "Spent: 13.00 × 10,000 CNY, more than budget (12.50 × 10,000 CNY); not met");
	actual(covered, "已用经费13.00万元；工作经费12.50万元",
	       "Spent: 13.00 × 10,000 CNY; budget: 12.50 × 10,000 CNY");
	gj_build_state(&r, BUDGET, GJ_MISSING);
	reason(covered, "已用经费13.00万元，工作经费未填，无法比较；资料不全",
	       "Spent: 13.00 × 10,000 CNY, budget: not given, so no comparison; facts missing");

	required(in_time, "不晚于2022-11-30", "on or before 2022-11-30");
	gj_build_put(&r, FILED, gj_build_day("2022-12-01"));
	reason(in_time, "申报日期2022-12-01，晚于2022-11-30；不符合",
	       "Day of filing: 2022-12-01, after 2022-11-30; not met");
	gj_build_put(&r, FILED, gj_build_day("2022-11-30"));
	reason(in_time, "申报日期2022-11-30，不晚于2022-11-30；符合",
	       "Day of filing: 2022-11-30, on or before 2022-11-30; met");
}
END_TEST

START_TEST(single_facts)
{
	static const char *const principals[] = { "legal_representative", "chairman" };
	static const char *const own[] = { "own" };
	const struct gj_cond *head =
	    COND(.kind = GJ_COND_ONE_OF, .fact = FACT(ROLE), .values = principals, .n_values = 2);
	struct gj_cond *mode =
	    COND(.kind = GJ_COND_ONE_OF, .fact = FACT(MODE), .values = own, .n_values = 1);
	const struct gj_cond *body = ASK(GJ_COND_HOLDS, FACT(BODY));
	const struct gj_cond *duties = ASK(GJ_COND_JUDGED, FACT(DUTIES));

	required(body, "是", "yes");
	required(duties, "经认定符合", "judged favourable");
	required(head, "属于法定代表人、董事长", "one of legal representative, chairman");
	required(mode, "自设", "own");
	required(ELSE_REVIEW(mode), "自设（否则由人工认定）", "own (else a person judges)");

	gj_build_put(&r, BODY, 0);
	reason(body, "领导机构：否；不符合", "Leading body: no; not met");
	actual(body, "否", "no");
	reason(NO(ASK(GJ_COND_HOLDS, FACT(BODY))), "不得有下列情形：领导机构：否；符合",
	       "must not hold: leading body: no; met");
	reason(duties, "职责明确未作认定；待人工认定",
	       "Duties are clear: not judged yet; waits for a person");
	actual(duties, "未作认定", "not judged yet");
	gj_build_put(&r, DUTIES, 0);
	reason(duties, "职责明确：经认定不符合；不符合",
	       "Duties are clear: judged unfavourable; not met");
	gj_build_put(&r, DUTIES, 1);
	reason(duties, "职责明确：经认定符合；符合", "Duties are clear: judged favourable; met");
	gj_build_put(&r, ROLE, 1);
	reason(head, "牵头人：董事长，在所列范围内；符合",
	       "Head: chairman, among those listed; met");
	gj_build_put(&r, ROLE, 2);
	reason(head, "牵头人：其他，不在所列范围内；不符合",
	       "Head: other, not among those listed; not met");
	gj_build_put(&r, MODE, 1);
	reason(mode, "部门设置：依托，不是“自设”；不符合",
	       "Department: attached, not own; not met");
	reason(ELSE_REVIEW(mode), "部门设置：依托，不是“自设”，不直接否定；待人工认定",
	       "Department: attached, not own, which by itself fails nobody; waits for a person");
	gj_build_put(&r, MODE, 0);
	reason(mode, "部门设置：自设；符合", "Department: own; met");
}
END_TEST

START_TEST(groups)
{
	struct gj_cond *body = ASK(GJ_COND_HOLDS, FACT(BODY));
	struct gj_cond *checked = ASK(GJ_COND_HOLDS, FACT(CHECKED));
	struct gj_cond *duties = ASK(GJ_COND_JUDGED, FACT(DUTIES));
	struct gj_cond *nested = ALL(body, ANY(checked, duties));
	struct gj_cond *two_of =
	    COND(.kind = GJ_COND_AT_LEAST_OF, .k = 2, ARGS(body, checked, duties));

	required(
	    nested, "领导机构：是；（无侵权核查：是，或职责明确：经认定符合）",
	    "Leading body: yes; (register checked: yes, or duties are clear: judged favourable)");
	required(
	    two_of, "下列3项中至少2项：领导机构：是；无侵权核查：是；职责明确：经认定符合",
	    "at least 2 of 3: leading body: yes; register checked: yes; duties are clear: judged "
	    "favourable");
	gj_build_put(&r, BODY, 1);
	gj_build_put(&r, CHECKED, 0);
	reason(nested,
	       "领导机构：是；（无侵权核查：否；职责明确未作认定，两项满足其一即可）；待人工认定",
	       "Leading body: yes; (register checked: no; duties are clear: not judged yet, either "
	       "suffices); waits for a person");
	reason(
	    ALL(body, ALL(checked, duties)),
	    "领导机构：是；无侵权核查：否；职责明确未作认定；不符合",
	    "Leading body: yes; register checked: no; duties are clear: not judged yet; not met");
	reason(
	    two_of,
	    "领导机构：是；无侵权核查：否；职责明确未作认定；3项中符合1项，要求至少2项；待人工认定",
	    "Leading body: yes; register checked: no; duties are clear: not judged yet; 1 of 3 "
	    "met, "
	    "at least 2 asked for; waits for a person");
	gj_build_put(&r, DUTIES, 0);
	reason(
	    nested, "领导机构：是；（无侵权核查：否；职责明确：经认定不符合，均未满足）；不符合",
	    "Leading body: yes; (register checked: no; duties are clear: judged unfavourable, none "
	    "of them holds); not met");
	actual(nested, "领导机构：是；无侵权核查：否；职责明确：认定不符合",
	       "Leading body: yes; register checked: no; duties are clear: unfavourable");
}
END_TEST

START_TEST(days)
{
	struct gj_cond *c = COND(.kind = GJ_COND_WITHIN, .fact = FACT(FILED),
	                         .window = { .months = 24,
	                                     .anchor = FACT(ACCEPTED),
	                                     .boundary = GJ_REVIEW,
	                                     .label = { "近2年", "the past 2 years" } });
	struct gj_cond *year = COND(.kind = GJ_COND_WITHIN, .fact = FACT(FILED),
	                            .window = { .from = gj_build_day("2022-01-01"),
	                                        .to = gj_build_day("2022-12-31") });

	required(c, "在近2年内（至区局受理日期止，恰为首日的由人工认定）",
	         "within the past 2 years up to day of acceptance, its first day for a person "
	         "to judge");
	required(year, "在2022-01-01至2022-12-31之间", "within 2022-01-01 to 2022-12-31");
	gj_build_put(&r, FILED, gj_build_day("2020-11-30"));
	reason(c, "申报日期2020-11-30，起算日（区局受理日期）未填，期间无法确定；资料不全",
	       "Day of filing: 2020-11-30, but the period has no first day: day of acceptance: not "
	       "given; facts missing");
	gj_build_put(&r, ACCEPTED, gj_build_day("2022-11-30"));
	reason(
	    c,
	    "申报日期2020-11-30，恰为近2年（2020-11-30至2022-11-30）的首日，须人工复核；待人工认定",
	    "Day of filing: 2020-11-30, exactly the first day of the past 2 years (2020-11-30 to "
	    "2022-11-30): a person must look; waits for a person");
	c->window.boundary = GJ_NOT_MET;
	reason(
	    c, "申报日期2020-11-30，恰为近2年（2020-11-30至2022-11-30）的首日，不计入期间；不符合",
	    "Day of filing: 2020-11-30, exactly the first day of the past 2 years (2020-11-30 to "
	    "2022-11-30), which counts as outside; not met");
	reason(year, "申报日期2020-11-30，不在2022-01-01至2022-12-31之间；不符合",
	       "Day of filing: 2020-11-30, not within 2022-01-01 to 2022-12-31; not met");
	gj_build_put(&r, FILED, gj_build_day("2022-11-30"));
	reason(
	    c, "申报日期2022-11-30，在近2年（2020-11-30至2022-11-30）内；符合",
	    "Day of filing: 2022-11-30, within the past 2 years (2020-11-30 to 2022-11-30); met");
}
END_TEST

START_TEST(findings)
{
	struct gj_cond *c =
	    COND(.kind = GJ_COND_NONE,
	         .rows = { .list = FACT(FINDINGS),
	                   .filter =
	                       ALL(COND(.kind = GJ_COND_WITHIN, .fact = &gj_build_finding[ACT_DATE],
	                                .window = { .months = 24,
	                                            .anchor = FACT(ACCEPTED),
	                                            .boundary = GJ_REVIEW,
	                                            .label = { "近2年", "the past 2 years" } }),
	                           ELSE_REVIEW(ASK(GJ_COND_HOLDS, &gj_build_finding[FINAL]))) });
	struct gj_value *cells;

	required(
	    c,
	    "侵权认定中没有下列情形（行为日期在近2年内（至区局受理日期止，恰为首日的由人工认定）；已生效：是（否则由人工"
	    "认定））",
	    "Findings: none (date of the act: within the past 2 years up to day of acceptance, "
	    "its first day for a person to judge; "
	    "final: yes (else a person judges))");
	gj_build_put(&r, ACCEPTED, gj_build_day("2022-11-30"));
	gj_build_rows(&r, FINDINGS, 0);
	reason(c, "侵权认定共0条；符合", "Findings: 0; met");
	cells = gj_build_rows(&r, FINDINGS, 3);
	cells[ACT_DATE] = gj_build_given(gj_build_day("2018-01-01"));
	cells[FINAL] = gj_build_given(1);
	cells += GJ_BUILD_FINDING_FIELDS;
	cells[ACT_DATE] = gj_build_given(gj_build_day("2021-06-01"));
	cells[FINAL] = gj_build_given(0);
	cells += GJ_BUILD_FINDING_FIELDS;
	cells[ACT_DATE] = gj_build_given(gj_build_day("2020-11-30"));
	cells[FINAL] = gj_build_given(1);
	reason(
	    c,
	    "侵权认定共3条，属所列情形0条，待人工认定2条（"
	    "第2条：行为日期2021-06-01，在近2年（2020-11-30至2022-11-"
	    "30）内，已生效：否，不直接否定；"
	    "第3条：行为日期2020-11-30，恰为近2年（2020-11-30至2022-11-"
	    "30）的首日，须人工复核，已生效：是"
	    "）；待人工认定",
	    "Findings: 3, 0 of the kind named, 2 for a person to judge (no. 2: date of the act: "
	    "2021-06-01, within the past 2 years (2020-11-30 to 2022-11-30), final: no, which by "
	    "itself "
	    "fails nobody; no. 3: date of the act: 2020-11-30, exactly the first day of the past 2 "
	    "years (2020-11-30 to 2022-11-30): a person must look, final: yes); waits for a "
	    "person");
	actual(c, "0条，待定2条", "0, 2 still open");
	gj_build_state(&r, FINDINGS, GJ_MISSING);
	reason(c, "侵权认定未填；资料不全", "Findings: not given; facts missing");
}
END_TEST

#define NO_FINDING(text_) \
	COND(.kind = GJ_COND_NONE, \
	     .rows = { .list = FACT(FINDINGS), \
	               .filter = COND(.kind = GJ_COND_ONE_OF, .fact = &gj_build_finding[KIND], \
	                              .values = (text_), .n_values = 1) })

/* Several kinds ruled out in one list: the list is told once, and only with what was found. */
START_TEST(kinds_of_findings)
{
	static const char *const kinds[] = { "判决", "处罚" };
	struct gj_cond *c = ALL(NO_FINDING(&kinds[0]), ELSE_REVIEW(NO_FINDING(&kinds[1])),
	                        ASK(GJ_COND_HOLDS, FACT(CHECKED)));
	struct gj_value *cells;

	gj_build_put(&r, CHECKED, 1);
	reason(c, "侵权认定未填；无侵权核查：是；资料不全",
	       "Findings: not given; register checked: yes; facts missing");
	cells = gj_build_rows(&r, FINDINGS, 2);
	cells[KIND] = gj_build_text("其他");
	cells[GJ_BUILD_FINDING_FIELDS + KIND] = gj_build_text("其他");
	reason(c, "侵权认定共2条，属所列情形0条；无侵权核查：是；符合",
	       "Findings: 2, 0 of the kind named; register checked: yes; met");
	cells[KIND] = gj_build_text("处罚");
	reason(
	    c,
	    "侵权认定共2条，属所列情形1条（第1条：文书：处罚），不直接否定；无侵权核查：是；待人工"
	    "认定",
	    "Findings: 2, 1 of the kind named (no. 1: kind: 处罚), which by itself fails nobody; "
	    "register checked: yes; waits for a person");
	cells[GJ_BUILD_FINDING_FIELDS + KIND] = gj_build_text("判决");
	reason(c,
	       "侵权认定共2条，属所列情形1条（第2条：文书：判决）；其中属所列情形1条（第1条：文书："
	       "处罚），"
	       "不直接否定；无侵权核查：是；不符合",
	       "Findings: 2, 1 of the kind named (no. 2: kind: 判决); of these 1 of the kind named "
	       "(no. "
	       "1: kind: 处罚), which by itself fails nobody; register checked: yes; not met");
}
END_TEST

START_TEST(recognitions)
{
	struct gj_cond *c =
	    WORD(ROWS_OF(BUILT, COND(.kind = GJ_COND_RECOGNISED, .fact = &gj_build_built[CODE],
	                             .category = "enterprise")),
	         GJ_AT_LEAST, NUMBER(2), "(含)以上");
	struct gj_value *cells = gj_build_rows(&r, BUILT, 2);

	required(c, "建成示范企业（信用代码：已获认定）2家(含)以上",
	         "Demonstration enterprises (credit code: recognised): at least 2");
	cells[0] = gj_build_text("r1");
	cells[1] = gj_build_text("r2");
	check_text(
	    REASON, c, true, GJ_LANG_ZH,
	    "建成示范企业共2家，已认定0家，符合条件待认定2家，是否达到2家(含)以上尚不能确定（"
	    "第1条：信用代码：r1，符合条件待认定；第2条：信用代码：r2，符合条件待认定）；"
	    "待其获认定后确定");
	check_text(
	    REASON, c, true, GJ_LANG_EN,
	    "Demonstration enterprises: 2, 0 recognised, 2 eligible and waiting for recognition, "
	    "whether at least 2 is still open (no. 1: credit code: r1, eligible and waiting for "
	    "recognition; no. 2: credit code: r2, eligible and waiting for recognition); to be "
	    "settled by their recognition");
	actual(c, "0家，待定2家", "0, 2 still open");
	cells[0] = gj_build_text("m1");
	cells[1] = gj_build_text("u1");
	reason(c,
	       "建成示范企业共2家，已认定1家，未申报或尚未判定1家，是否达到2家(含)以上尚不能确定（"
	       "第2条：信用代码：u1，未申报或尚未判定）；资料不全",
	       "Demonstration enterprises: 2, 1 recognised, 1 without a decided application, "
	       "whether at "
	       "least 2 is still open (no. 2: credit code: u1, no decided application); facts "
	       "missing");
	cells[1] = gj_build_text("m2");
	reason(c, "建成示范企业共2家，已认定2家，达到2家(含)以上；符合",
	       "Demonstration enterprises: 2, 2 recognised, at least 2; met");
	gj_build_rows(&r, BUILT, 0);
	reason(c, "建成示范企业共0家，少于2家；不符合",
	       "Demonstration enterprises: 0, less than 2; not met");
}
END_TEST

START_TEST(counted_rows)
{
	static const char *const all_staff[] = { "all_staff" };
	struct gj_cond *whole = COND(.kind = GJ_COND_ONE_OF, .fact = &gj_build_training[SCOPE],
	                             .values = all_staff, .n_values = 1);
	struct gj_cond *c = COMPARE(ROWS_OF(TRAININGS, whole), GJ_AT_LEAST, NUMBER(1));
	struct gj_cond *who =
	    COMPARE(TERM(.kind = GJ_TERM_DISTINCT, .fact = &gj_build_training[WHO],
	                 .rows = { .list = FACT(TRAININGS) }),
	            GJ_AT_LEAST, NUMBER(2));
	struct gj_value *cells = gj_build_rows(&r, TRAININGS, 2);

	required(c, "培训记录（范围：全员）不少于1条", "Trainings (scope: all staff): at least 1");
	cells[SCOPE] = gj_build_given(1);
	cells[WHO] = gj_build_text("甲");
	cells[GJ_BUILD_TRAINING_FIELDS + SCOPE] = gj_build_given(0);
	reason(c, "培训记录共2条，符合条件1条，不少于1条；符合",
	       "Trainings: 2, 1 of the kind named, at least 1; met");
	reason(
	    who, "培训记录共2条，不同“参训企业”1至2个，是否不少于2个尚不能确定；资料不全",
	    "Trainings: 2, different enterprise: 1 to 2, whether at least 2 is still open; facts "
	    "missing");
	cells[GJ_BUILD_TRAINING_FIELDS + SCOPE] = gj_build_given(1);
	reason(c, "培训记录共2条，符合条件0条，少于1条；不符合",
	       "Trainings: 2, 0 of the kind named, less than 1; not met");
	actual(c, "0条", "0");
	actual(who, "1至2个", "1 to 2");
	cells[GJ_BUILD_TRAINING_FIELDS + WHO] = gj_build_text("甲");
	reason(who, "培训记录共2条，不同“参训企业”1个，少于2个；不符合",
	       "Trainings: 2, different enterprise: 1, less than 2; not met");
	cells[GJ_BUILD_TRAINING_FIELDS + WHO] =
	    gj_build_text("乙"); /* no two alike: not worth words */
	reason(who, "培训记录共2条，不少于2条；符合", "Trainings: 2, at least 2; met");
	cells[GJ_BUILD_TRAINING_FIELDS + SCOPE].state = GJ_MISSING;
	reason(
	    c,
	    "培训记录共2条，符合条件0条，资料不全1条，是否不少于1条尚不能确定（第2条：范围未填）；"
	    "资料不全",
	    "Trainings: 2, 0 of the kind named, 1 with facts missing, whether at least 1 is still "
	    "open (no. 2: scope: not given); facts missing");
}
END_TEST

START_TEST(no_memory)
{
	struct gj_trace *t;
	struct gj_buf out;

	numbers(58, 29);
	ck_assert_int_eq(gj_trace_run(&t, &arena, share_or_count, &r, 0, &(struct gj_outside){ .resolve = resolve }, NULL), 0);
	gj_buf_init(&out);
	out.failed = true; /* a failure sticks; printing goes on without harm */
	gj_reason_print(&out, NULL, t, GJ_LANG_ZH);
	gj_reason_required(&out, share_or_count, GJ_LANG_EN);
	gj_reason_actual(&out, t, GJ_LANG_EN);
	ck_assert(out.failed);
	gj_buf_fini(&out);
}
END_TEST

Suite *suite_reason(void)
{
	Suite *s = suite_create("decide/reason");
	TCase *t = tcase_create("reason");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, share);
	tcase_add_test(t, percent);
	tcase_add_test(t, count);
	tcase_add_test(t, amounts_and_days);
	tcase_add_test(t, single_facts);
	tcase_add_test(t, groups);
	tcase_add_test(t, days);
	tcase_add_test(t, findings);
	tcase_add_test(t, kinds_of_findings);
	tcase_add_test(t, recognitions);
	tcase_add_test(t, counted_rows);
	tcase_add_test(t, no_memory);
	suite_add_tcase(s, t);
	return s;
}
