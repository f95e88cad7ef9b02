/* kit.c: folders, plugins and dictionaries for the tests of run/. */
#include "tests/run/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/base/creditcode.h"
#include "tests/support/tmp.h"

const char *kit_modules(void)
{
	const char *dir = getenv("GUIJU_TEST_PLUGINS");

	ck_assert_msg(dir != NULL, "GUIJU_TEST_PLUGINS names the folder of the test plugins");
	return dir;
}

void kit_open(struct kit *k)
{
	*k = (struct kit){ .dir = gj_tmp_dir() };
	ck_ok(k, gj_loop_open(&k->loop, &k->err));
	ck_ok(k, gj_plugin_load(&k->fake, "fake_source", kit_modules(), &k->err));
}

void kit_close(struct kit *k)
{
	gj_plugin_free(k->fake);
	ck_ok(k, gj_loop_close(k->loop, &k->err));
	gj_tmp_remove(k->dir);
	free(k->dir);
}

const char *kit_path(const struct kit *k, const char *name)
{
	static char paths[8][512];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof paths[0], "%s/%s", k->dir, name);
	return path;
}

void kit_write(const struct kit *k, const char *name, const char *text)
{
	gj_tmp_puts(k->dir, name, text);
}

void kit_assert_file(const struct kit *k, const char *name, const char *text)
{
	const char *path = kit_path(k, name);
	char *data;

	if (text == NULL) {
		ck_assert_msg(access(path, F_OK) != 0, "%s is there", name);
		return;
	}
	data = gj_tmp_read(path, NULL);
	ck_assert_str_eq(data, text);
	free(data);
}

const char *kit_code(int n)
{
	static const char alphabet[] = "0123456789X";
	static char codes[16][GJ_CREDITCODE_ROOM];
	static unsigned next;
	char *code = codes[next++ % 16];
	char out[GJ_CREDITCODE_ROOM];
	size_t i;

	for (i = 0; i < sizeof alphabet - 1; i++) {
		snprintf(code, sizeof codes[0], "91420100MA4K%04d%c", n % 10000, alphabet[i]);
		code[17] = gj_creditcode_check_char(code);
		code[18] = '\0';
		if (gj_creditcode_read(out, code, 18) == GJ_CREDITCODE_VALID)
			return code;
	}
	ck_abort_msg("no valid code for %d", n);
}

#define FACT(i, k, z, e, t, ...) \
	{ \
		.key = k, .label = { z, e }, .type = t, .index = i, ##__VA_ARGS__ \
	}

static const struct gj_option bureaus[] = {
	{ .key = "jiangan", .label = { "江岸", "Jiang'an" } },
	{ .key = "wuchang", .label = { "武昌", "Wuchang" } },
};

static const struct gj_fact training[] = {
	FACT(0, "held_on", "轮训日期", "Held on", GJ_FACT_DATE),
	FACT(1, "scope", "轮训范围", "For whom", GJ_FACT_ONE_OF, .options = bureaus,
	     .n_options = 2),
	FACT(2, "attendees", "参加人数", "Attendees", GJ_FACT_COUNT, .unit = { "人", "people" }),
	FACT(3, "topic", "主题", "Topic", GJ_FACT_TEXT),
	FACT(4, "credit_code", "讲师单位代码", "Trainer", GJ_FACT_CODE),
};

static struct gj_fact items[] = {
	FACT(K_CODE, "credit_code", "统一社会信用代码", "Unified social credit code", GJ_FACT_CODE,
	     .role = GJ_ROLE_SUBJECT),
	FACT(K_NAME, "name", "企业名称", "Name", GJ_FACT_TEXT, .role = GJ_ROLE_NAME),
	FACT(K_BUREAU, "bureau", "所属区局", "District bureau", GJ_FACT_ONE_OF,
	     .role = GJ_ROLE_BUREAU, .options = bureaus, .n_options = 2),
	FACT(K_OFFICERS, "officers", "保密员人数", "Officers", GJ_FACT_COUNT,
	     .unit = { "名", "officers" }),
	FACT(K_BUDGET, "budget", "年度工作经费", "Budget", GJ_FACT_AMOUNT, .unit = { "万元", NULL },
	     .decimals = 2),
	FACT(K_FOUNDED, "founded", "成立日期", "Founded", GJ_FACT_DATE),
	FACT(K_PLEDGED, "pledged", "已承诺", "Pledged", GJ_FACT_YES_NO),
	FACT(K_VERDICT, "verdict", "评定", "Verdict", GJ_FACT_JUDGEMENT),
	FACT(K_TRAININGS, "trainings", "轮训记录", "Trainings", GJ_FACT_LIST, .fields = training,
	     .n_fields = 5),
};

const struct gj_facts *kit_facts(void)
{
	static const struct gj_facts facts = { .category = "enterprise",
		                               .items = items,
		                               .n = K_COUNT };

	return &facts;
}
