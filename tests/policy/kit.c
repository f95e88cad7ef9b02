/* kit.c: loads policies from memory for the tests. */
#include "tests/policy/kit.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

const struct kit_file kit_base[] = {
	{ "policy.lua", "policy \"test-2022\" { zh = \"测试\", en = \"Test\", issuer = \"某局\", "
	                "year = 2022 }\n" },
	{ "bureaus.lua",
	  "bureau \"north\" { zh = \"北\", en = \"North\", full = \"北区\", code = \"420102\" }\n"
	  "bureau \"south\" { zh = \"南\", en = \"South\", aliases = { \"南面\" } }\n" },
	{ "readings.lua",
	  "reading \"anchor\" { clause = \"1\", zh = \"从哪天起\", en = \"From when\",\n"
	  "  options = { option \"accepted_on\" { zh = \"受理\", en = \"acceptance\" },\n"
	  "              option \"reference_date\" { zh = \"基准日\", en = \"reference\" } },\n"
	  "  taken = \"accepted_on\", why = { zh = \"因\", en = \"because\" }, decided_by = \"甲\" "
	  "}\n" },
	{ "facts.lua",
	  "facts \"e\" {\n"
	  "  code \"uscc\" { zh = \"代码\", en = \"Code\", role = \"subject\" },\n"
	  "  text \"name\" { zh = \"名称\", en = \"Name\", role = \"name\" },\n"
	  "  one_of \"bureau\" { zh = \"区局\", en = \"Bureau\", bureaus, role = \"bureau\" },\n"
	  "  yes_no \"body\" { zh = \"机构\", en = \"Body\" },\n"
	  "  count \"officers\" { zh = \"保密员\", en = \"Officers\", unit = \"名\" },\n"
	  "  count \"served\" { zh = \"服务\", en = \"Served\", unit = \"家\" },\n"
	  "  count \"trained\" { zh = \"培训\", en = \"Trained\", unit = \"家\" },\n"
	  "  amount \"budget\" { zh = \"经费\", en = \"Budget\", unit = \"万元\", decimals = 2 },\n"
	  "  amount \"income\" { zh = \"收入\", en = \"Income\", unit = \"元\", decimals = 0 },\n"
	  "  amount \"area\" { zh = \"面积\", en = \"Area\", unit = \"㎡\", decimals = 0 },\n"
	  "  date \"accepted_on\" { zh = \"受理日\", en = \"Accepted on\" },\n"
	  "  date \"founded_on\" { zh = \"成立日\", en = \"Founded on\" },\n"
	  "  text \"remark\" { zh = \"备注\", en = \"Remark\" },\n"
	  "  judgement \"clear\" { zh = \"明确\", en = \"Clear\" },\n"
	  "  one_of \"mode\" { zh = \"部门\", en = \"Department\",\n"
	  "    option \"own\" { zh = \"自设\", en = \"own\" },\n"
	  "    option \"attached\" { zh = \"依托\", en = \"attached\" },\n"
	  "    option \"missing\" { zh = \"没有\", en = \"missing\" } },\n"
	  "  list \"trainings\" { zh = \"培训表\", en = \"Trainings\",\n"
	  "    date \"held_on\" { zh = \"日期\", en = \"Held on\" },\n"
	  "    yes_no \"final\" { zh = \"终局\", en = \"Final\" },\n"
	  "    count \"attendees\" { zh = \"人数\", en = \"Attendees\" },\n"
	  "    one_of \"scope\" { zh = \"范围\", en = \"Scope\",\n"
	  "      option \"all\" { zh = \"全员\", en = \"all\" }, option \"some\" { zh = \"部分\", "
	  "en = \"some\" } },\n"
	  "    text \"topic\" { zh = \"主题\", en = \"Topic\" },\n"
	  "    code \"firm\" { zh = \"企业\", en = \"Firm\" } },\n"
	  "  list \"cases\" { zh = \"案件\", en = \"Cases\",\n"
	  "    date \"act_on\" { zh = \"行为日\", en = \"Act on\" },\n"
	  "    date \"decided_on\" { zh = \"决定日\", en = \"Decided on\" } },\n"
	  "}\n" },
	{ 0 },
};

static void put(struct kit *k, const char *path, const char *text, size_t n)
{
	ck_assert_int_eq(gj_fileset_put(&k->files, path, text, n, &k->err), 0);
}

static void start(struct kit *k)
{
	memset(k, 0, sizeof *k);
	gj_fileset_init(&k->files);
	gj_findings_init(&k->findings);
}

static void finish(struct kit *k, const struct gj_policy_limits *limits)
{
	k->rc = gj_policy_load(&k->policy, &k->files, limits ? &(struct gj_policy_options){ .limits = *limits } : NULL, &k->findings, &k->err);
	/* Whoever reads a finding can count on these. */
	ck_assert_int_eq(k->rc == 0, k->policy != NULL);
	ck_assert_int_eq(k->rc == GJ_EFORMAT, k->findings.errors > 0);
	for (size_t i = 0; k->policy && i < k->policy->n_categories; i++) /* every check has its condition */
		for (size_t j = 0; j < k->policy->categories[i].n_checks; j++)
			ck_assert_ptr_nonnull(k->policy->categories[i].checks[j].cond);
	for (size_t i = 0; i < k->findings.n; i++) {
		ck_assert_ptr_nonnull(k->findings.items[i].message);
		ck_assert_ptr_nonnull(k->findings.items[i].hint);
	}
}

void kit_load(struct kit *k, const struct kit_file *files, const struct gj_policy_limits *limits)
{
	start(k);
	for (; files->path; files++)
		put(k, files->path, files->text, strlen(files->text));
	finish(k, limits);
}

void kit_load_text(struct kit *k, const char *text, size_t n, const struct gj_policy_limits *limits)
{
	start(k);
	put(k, "x.lua", text, n ? n : strlen(text));
	finish(k, limits);
}

void kit_load_beside(struct kit *k, const char *text)
{
	start(k);
	for (const struct kit_file *file = kit_base; file->path; file++)
		put(k, file->path, file->text, strlen(file->text));
	put(k, "x.lua", text, strlen(text));
	finish(k, NULL);
}

void kit_free(struct kit *k)
{
	gj_policy_free(k->policy);
	gj_findings_fini(&k->findings);
	gj_fileset_fini(&k->files);
}

const struct gj_finding *kit_find(const struct kit *k, const char *code, int line)
{
	for (size_t i = 0; i < k->findings.n; i++)
		if (strcmp(k->findings.items[i].code, code) == 0 &&
		    (line == 0 || k->findings.items[i].line == line))
			return &k->findings.items[i];
	return NULL;
}

static void give_up(const struct kit *k, const char *code, int line, const char *what)
{
	fprintf(stderr, "%s\nwanted %s on line %d, found:\n", what, code, line);
	for (size_t i = 0; i < k->findings.n; i++)
		fprintf(stderr, "  %s:%d %s %s (%s)\n",
		        k->findings.items[i].file ? k->findings.items[i].file : "-",
		        k->findings.items[i].line, k->findings.items[i].code,
		        k->findings.items[i].message, k->findings.items[i].hint);
	ck_abort_msg("%s: wanted %s on line %d", what, code, line);
}

void kit_expect(const struct kit *k, const char *code, int line, const char *what)
{
	if (*code == '\0' ? k->findings.errors > 0 : !kit_find(k, code, line))
		give_up(k, code, line, what);
}

void kit_expect_only(const struct kit *k, const char *code, int line, const char *what)
{
	kit_expect(k, code, line, what);
	for (size_t i = 0; i < k->findings.n; i++)
		if (k->findings.items[i].severity == GJ_SEVERITY_ERROR &&
		    strcmp(k->findings.items[i].code, code) != 0)
			give_up(k, code, line, what);
}
