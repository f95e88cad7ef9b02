/* scene.c: stores, policies, imports and evaluations for tests. */
#include "tests/run/scene.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/day.h"
#include "engine/policy/finding.h"

static const char policy_lua[] =
    "policy \"test-2022\" { zh = \"试验办法\", en = \"Test\", issuer = \"市局\", year = 2022 }\n";

static const char bureaus_lua[] = "bureau \"jiangan\" { zh = \"江岸\", en = \"Jiang'an\" }\n"
				  "bureau \"wuchang\" { zh = \"武昌\", en = \"Wuchang\" }\n";

#define WHO \
	"  code \"credit_code\" { zh = \"统一社会信用代码\", en = \"Credit code\", role = " \
	"\"subject\" },\n" \
	"  text \"name\" { zh = \"名称\", en = \"Name\", role = \"name\" },\n" \
	"  one_of \"bureau\" { zh = \"区局\", en = \"Bureau\", bureaus, role = \"bureau\" },\n"

static const char facts_lua[] =
    "facts \"contact\" {\n" WHO "}\n"
    "facts \"enterprise\" {\n" WHO
    "  date \"approved_on\" { zh = \"认定日期\", en = \"Recognised on\", role = \"approved\" },\n"
    "  count \"officers\" { zh = \"保密员\", en = \"Officers\", unit = \"名\" },\n"
    "  list \"trainings\" { zh = \"轮训\", en = \"Trainings\",\n"
    "    date \"held_on\" { zh = \"日期\", en = \"Held on\" },\n"
    "    count \"attendees\" { zh = \"人数\", en = \"Attendees\", unit = \"人\" } },\n"
    "  list \"visits\" { zh = \"走访\", en = \"Visits\",\n"
    "    text \"topic\" { zh = \"主题\", en = \"Topic\" } },\n"
    "}\n"
    "facts \"station\" {\n" WHO
    "  date \"approved_on\" { zh = \"认定日期\", en = \"Recognised on\", role = \"approved\" },\n"
    "  list \"built\" { zh = \"建成企业\", en = \"Built\",\n"
    "    code \"built_code\" { zh = \"企业代码\", en = \"Enterprise\" } },\n"
    "}\n";

static const char contact_lua[] = "category \"contact\" { zh = \"联系企业\", en = \"Contacts\", "
                                  "clause = \"零\", register = true }\n";

static const char enterprise_lua[] =
    "category \"enterprise\" { zh = \"企业\", en = \"Enterprises\", clause = \"一\" }\n"
    "local f = facts \"enterprise\"\n"
    "criterion \"1\" { zh = \"组织\", en = \"Organisation\", clause = \"一1\",\n"
    "  check \"a\" { zh = \"保密员\", en = \"Officers\", f.officers :at_least(%d) },\n"
    "  check \"b\" { zh = \"轮训\", en = \"Trainings\", f.trainings :count() :at_least(1) },\n"
    "}\n";

static const char station_lua[] =
    "category \"station\" { zh = \"站点\", en = \"Stations\", clause = \"二\", after = "
    "\"enterprise\" }\n"
    "local f = facts \"station\"\n"
    "criterion \"1\" { zh = \"建成\", en = \"Built\", clause = \"二1\",\n"
    "  check \"a\" { zh = \"建成企业\", en = \"Built\",\n"
    "    f.built :recognised(\"built_code\", \"enterprise\") :count() :at_least(2) },\n"
    "}\n";

static void put(struct scene *s, const char *path, const char *text)
{
	ck_ok(&s->k, gj_fileset_put(&s->files, path, text, strlen(text), &s->k.err));
}

void scene_policy(struct scene *s, int officers)
{
	struct gj_findings *findings = malloc(sizeof *findings);
	char text[2000];
	int rc;

	if (s->policy) {
		gj_policy_free(s->policy);
		gj_fileset_fini(&s->files);
	}
	s->policy = NULL;
	gj_fileset_init(&s->files);
	put(s, "policy.lua", policy_lua);
	put(s, "bureaus.lua", bureaus_lua);
	put(s, "facts.lua", facts_lua);
	put(s, "contact.lua", contact_lua);
	snprintf(text, sizeof text, enterprise_lua, officers);
	put(s, "enterprise.lua", text);
	put(s, "station.lua", station_lua);
	gj_findings_init(findings);
	rc = gj_policy_load(&s->policy, &s->files, NULL, findings, &s->k.err);
	ck_assert_msg(rc == 0, "%d %s: %s:%d %s", rc, s->k.err.text,
	              findings->n ? findings->items[0].file : "",
	              findings->n ? findings->items[0].line : 0,
	              findings->n ? findings->items[0].message : "");
	gj_findings_fini(findings);
	free(findings);
	ck_assert_uint_eq(s->policy->n_categories, SCENE_CATEGORIES);
}

void scene_open(struct scene *s)
{
	*s = (struct scene){ .store = NULL };
	kit_open(&s->k);
	gj_buf_init(&s->said);
	ck_assert_int_eq(SCENE_REFERENCE, gj_day_from(2022, 11, 30));
	scene_policy(s, 1);
	ck_ok(&s->k,
	      gj_store_open(&s->store, kit_path(&s->k, "test.db"), GJ_STORE_CREATE, &s->k.err));
}

void scene_close(struct scene *s)
{
	gj_store_close(s->store);
	gj_policy_free(s->policy);
	gj_fileset_fini(&s->files);
	gj_buf_fini(&s->said);
	kit_close(&s->k);
}

static void complain(void *ctx, const char *location, const struct gj_complaint *c)
{
	struct scene *s = ctx;
	const char *slash = strrchr(location, '/');

	gj_buf_printf(&s->said, "%s:%llu:%s:%s: %s\n", slash ? slash + 1 : location,
	              (unsigned long long)c->place, c->fact ? c->fact->key : "", c->raw, c->reason);
}

int scene_ingest(struct scene *s, const struct scene_import *import)
{
	struct gj_ingest_list lists[2];
	size_t n = 0;
	int rc;

	if (import->list)
		lists[n++] =
		    (struct gj_ingest_list){ .list = import->list,
			                 .location = kit_path(&s->k, import->list_file) };
	if (import->list2)
		lists[n++] =
		    (struct gj_ingest_list){ .list = import->list2,
			                 .location = kit_path(&s->k, import->list2_file) };
	gj_buf_clear(&s->said);
	rc = gj_ingest_run(&s->in, s->k.loop, s->store,
	                   &(struct gj_ingest_args){
			       .policy = s->policy,
			       .category = gj_policy_category(s->policy, import->category),
			       .year = 2022,
			       .plugin = "fake_source",
			       .plugin_path = getenv("GUIJU_TEST_PLUGINS"),
			       .location = kit_path(&s->k, import->file),
			       .options = import->options,
			       .n_options = (size_t)(import->options[0] != NULL) +
	                                    (import->options[1] != NULL),
			       .lists = lists,
			       .n_lists = n,
			       .rejects = import->rejects,
			       .dry_run = import->dry_run,
			       .complain = complain,
			       .ctx = s,
			   },
	                   &s->k.err);
	return rc;
}

int scene_run(struct scene *s, const char *category, bool dry_run)
{
	s->run = (struct gj_batch_result){ .counts = s->counts };
	return gj_batch_run(&s->run, s->k.loop, s->store,
	                    &(struct gj_batch_args){
				.policy = s->policy,
				.files = &s->files,
				.year = 2022,
				.reference = SCENE_REFERENCE,
				.category = category,
				.dry_run = dry_run,
			    },
	                    &s->k.err);
}

int64_t scene_count(const struct scene *s, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	int64_t n = -1;

	ck_assert_int_eq(sqlite3_open(kit_path(&s->k, "test.db"), &db), SQLITE_OK);
	ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK, "%s: %s", sql,
	              sqlite3_errmsg(db));
	if (sqlite3_step(q) == SQLITE_ROW)
		n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return n;
}

void scene_assert_said(const struct scene *s, const char *text)
{
	const char *said = gj_buf_str(&s->said);

	if (text[0] == '\0')
		ck_assert_str_eq(said, "");
	else
		ck_assert_msg(strstr(said, text) != NULL, "'%s' not in:\n%s", text, said);
}
