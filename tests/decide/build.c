/* build.c: the dictionary of the decision tests and their shorthands. */
#include "tests/decide/build.h"

#include "engine/base/day.h"

#include <check.h>
#include <string.h>

static const struct gj_option modes[] = {
	{ .key = "own", .label = { "自设", "own" } },
	{ .key = "attached", .label = { "依托", "attached" } },
};

static const struct gj_option roles[] = {
	{ .key = "legal_representative", .label = { "法定代表人", "legal representative" } },
	{ .key = "chairman", .label = { "董事长", "chairman" } },
	{ .key = "other", .label = { "其他", "other" } },
};

static const struct gj_option scopes[] = {
	{ .key = "all_staff", .label = { "全员", "all staff" } },
	{ .key = "part", .label = { "部分", "part" } },
};

const struct gj_fact gj_build_finding[GJ_BUILD_FINDING_FIELDS] = {
	[ACT_DATE] = { .key = "act_date",
	               .label = { "行为日期", "Date of the act" },
	               .type = GJ_FACT_DATE,
	               .index = ACT_DATE },
	[FINAL] = { .key = "final",
	            .label = { "已生效", "Final" },
	            .type = GJ_FACT_YES_NO,
	            .index = FINAL },
	[KIND] = { .key = "kind",
	           .label = { "文书", "Kind" },
	           .type = GJ_FACT_TEXT,
	           .index = KIND },
	[GRADE] = { .key = "grade",
	            .label = { "情节轻微", "Slight" },
	            .type = GJ_FACT_JUDGEMENT,
	            .index = GRADE },
	[DAMAGE] = { .key = "damage",
	             .label = { "损失", "Damage" },
	             .type = GJ_FACT_AMOUNT,
	             .unit = { "万元", NULL },
	             .index = DAMAGE },
};

const struct gj_fact gj_build_built[GJ_BUILD_BUILT_FIELDS] = {
	[CODE] = { .key = "code",
	           .label = { "信用代码", "Credit code" },
	           .type = GJ_FACT_CODE,
	           .index = CODE },
};

const struct gj_fact gj_build_training[GJ_BUILD_TRAINING_FIELDS] = {
	[HELD_ON] = { .key = "held_on",
	              .label = { "培训日期", "Held on" },
	              .type = GJ_FACT_DATE,
	              .index = HELD_ON },
	[SCOPE] = { .key = "scope",
	            .label = { "范围", "Scope" },
	            .type = GJ_FACT_ONE_OF,
	            .options = scopes,
	            .n_options = 2,
	            .index = SCOPE },
	[WHO] = { .key = "who",
	          .label = { "参训企业", "Enterprise" },
	          .type = GJ_FACT_TEXT,
	          .index = WHO },
	[SOUND] = { .key = "sound",
	            .label = { "培训有效", "Sound" },
	            .type = GJ_FACT_JUDGEMENT,
	            .index = SOUND },
	[HOURS] = { .key = "hours",
	            .label = { "学时", "Hours" },
	            .type = GJ_FACT_COUNT,
	            .index = HOURS },
};

struct gj_fact gj_build_items[GJ_BUILD_FACTS] = {
	[SERVED] = { .key = "served",
	             .label = { "所服务企业", "Enterprises served" },
	             .type = GJ_FACT_COUNT,
	             .unit = { "家", NULL },
	             .index = SERVED },
	[TRAINED] = { .key = "trained",
	              .label = { "培训企业", "Enterprises trained" },
	              .type = GJ_FACT_COUNT,
	              .unit = { "家", NULL },
	              .index = TRAINED },
	[OFFICERS] = { .key = "officers",
	               .label = { "专(兼)职保密员", "Confidentiality officers" },
	               .type = GJ_FACT_COUNT,
	               .unit = { "名", NULL },
	               .index = OFFICERS },
	[BODY] = { .key = "body",
	           .label = { "领导机构", "Leading body" },
	           .type = GJ_FACT_YES_NO,
	           .index = BODY },
	[CHECKED] = { .key = "checked",
	              .label = { "无侵权核查", "Register checked" },
	              .type = GJ_FACT_YES_NO,
	              .index = CHECKED },
	[DUTIES] = { .key = "duties",
	             .label = { "职责明确", "Duties are clear" },
	             .type = GJ_FACT_JUDGEMENT,
	             .index = DUTIES },
	[MODE] = { .key = "mode",
	           .label = { "部门设置", "Department" },
	           .type = GJ_FACT_ONE_OF,
	           .options = modes,
	           .n_options = 2,
	           .index = MODE },
	[ROLE] = { .key = "role",
	           .label = { "牵头人", "Head" },
	           .type = GJ_FACT_ONE_OF,
	           .options = roles,
	           .n_options = 3,
	           .index = ROLE },
	[ACCEPTED] = { .key = "accepted_on",
	               .label = { "区局受理日期", "Day of acceptance" },
	               .type = GJ_FACT_DATE,
	               .index = ACCEPTED },
	[FILED] = { .key = "filed_on",
	            .label = { "申报日期", "Day of filing" },
	            .type = GJ_FACT_DATE,
	            .index = FILED },
	[BUDGET] = { .key = "budget",
	             .label = { "工作经费", "Budget" },
	             .type = GJ_FACT_AMOUNT,
	             .unit = { "万元", NULL },
	             .decimals = 2,
	             .index = BUDGET },
	[SPENT] = { .key = "spent",
	            .label = { "已用经费", "Spent" },
	            .type = GJ_FACT_AMOUNT,
	            .unit = { "万元", NULL },
	            .decimals = 2,
	            .index = SPENT },
	[NAME] = { .key = "name",
	           .label = { "企业名称", "Name" },
	           .type = GJ_FACT_TEXT,
	           .index = NAME },
	[FINDINGS] = { .key = "findings",
	               .label = { "侵权认定", "Findings" },
	               .type = GJ_FACT_LIST,
	               .fields = gj_build_finding,
	               .n_fields = GJ_BUILD_FINDING_FIELDS,
	               .index = FINDINGS },
	[BUILT] = { .key = "built",
	            .label = { "建成示范企业", "Demonstration enterprises" },
	            .type = GJ_FACT_LIST,
	            .unit = { "家", NULL },
	            .fields = gj_build_built,
	            .n_fields = GJ_BUILD_BUILT_FIELDS,
	            .index = BUILT },
	[TRAININGS] = { .key = "trainings",
	                .label = { "培训记录", "Trainings" },
	                .type = GJ_FACT_LIST,
	                .fields = gj_build_training,
	                .n_fields = GJ_BUILD_TRAINING_FIELDS,
	                .index = TRAININGS },
};

const struct gj_facts gj_build_facts = {
	.category = "station",
	.items = gj_build_items,
	.n = GJ_BUILD_FACTS,
};

void gj_build_init(struct gj_record *r)
{
	ck_assert_int_eq(gj_record_init(r, &gj_build_facts, NULL), 0);
}

void gj_build_put(struct gj_record *r, enum gj_build_fact fact, int64_t number)
{
	r->values[fact] = gj_build_given(number);
}

void gj_build_state(struct gj_record *r, enum gj_build_fact fact, enum gj_state state)
{
	r->values[fact] = (struct gj_value){ .state = state };
}

struct gj_value *gj_build_rows(struct gj_record *r, enum gj_build_fact list, size_t n)
{
	struct gj_value *cells = gj_record_rows(r, FACT(list), n, NULL);

	ck_assert_ptr_nonnull(cells);
	return cells;
}

struct gj_value gj_build_given(int64_t number)
{
	return (struct gj_value){ .state = GJ_GIVEN, .number = number };
}

struct gj_value gj_build_text(const char *text)
{
	return (struct gj_value){ .state = GJ_GIVEN, .text = text };
}

int32_t gj_build_day(const char *text)
{
	int32_t day = gj_day_parse(text, strlen(text));

	ck_assert_int_ne(day, GJ_DAY_NONE);
	return day;
}
