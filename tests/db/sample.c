/* sample.c: stores, dictionaries and records for the tests of db/. */
#include <check.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/audit_verify.h"
#include "db/import.h"
#include "db/revision.h"
#include "db/run.h"
#include "db/version.h"
#include "engine/base/creditcode.h"
#include "tests/db/sample.h"
#include "tests/support/tmp.h"

void sample_open(struct sample *x)
{
	*x = (struct sample){ .dir = gj_tmp_dir() };
	x->path = gj_tmp_path(x->dir, "test.db");
	ck_ok(x, gj_store_open(&x->store, x->path, GJ_STORE_CREATE, &x->err));
}

void sample_close(struct sample *x)
{
	gj_store_close(x->store);
	gj_tmp_remove(x->dir);
	free(x->path);
	free(x->dir);
}

void sample_reopen(struct sample *x)
{
	gj_store_close(x->store);
	x->store = NULL;
	ck_ok(x, gj_store_open(&x->store, x->path, GJ_STORE_WRITE, &x->err));
}

static int see_finding(void *ctx, const struct gj_audit_finding *f)
{
	(void)ctx;
	ck_abort_msg("the log: wrong %d, kind %d, id %lld", (int)f->wrong, (int)f->kind,
	             (long long)f->id);
	return 1;
}

void sample_sound(struct sample *x)
{
	struct gj_audit_result result;

	ck_ok(x, gj_audit_verify(x->store, &result, &(struct gj_audit_ask){ .found = see_finding },
	                         &x->err));
}

struct sqlite3 *sample_raw(const struct sample *x)
{
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(x->path, &db), SQLITE_OK);
	return db;
}

int sample_exec(const struct sample *x, const char *sql, char *message)
{
	sqlite3 *db = sample_raw(x);
	int rc = sqlite3_exec(db, sql, NULL, NULL, NULL);

	if (message != NULL)
		snprintf(message, 256, "%s", sqlite3_errmsg(db));
	sqlite3_close(db);
	return rc;
}

int64_t sample_count(const struct sample *x, const char *sql)
{
	sqlite3 *db = sample_raw(x);
	int64_t n = -1;
	sqlite3_stmt *q;

	ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK, "%s: %s", sql,
	              sqlite3_errmsg(db));
	if (sqlite3_step(q) == SQLITE_ROW)
		n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return n;
}

_Noreturn void sample_child_end(bool ok)
{
	if (ok)
		kill(getpid(), SIGKILL);
	_exit(1);
}

void sample_child_wait(int child)
{
	int status;

	ck_assert_int_ge(child, 0);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* --- the dictionary --- */

static const struct gj_option bureaus[] = {
	{ .key = "jiangan", .label = { "江岸区", "Jiang'an" } },
	{ .key = "qiaokou", .label = { "硚口区", "Qiaokou" } },
	{ .key = "wuchang", .label = { "武昌区", "Wuchang" } },
};

#define FACT(i, k, t, ...) \
	{ \
		.key = k, .label = { k, k }, .type = t, .index = i, ##__VA_ARGS__ \
	}

static const struct gj_fact training[] = {
	FACT(0, "held", GJ_FACT_DATE),
	FACT(1, "scope", GJ_FACT_ONE_OF, .options = bureaus, .n_options = 3),
	FACT(2, "people", GJ_FACT_COUNT),
	FACT(3, "topic", GJ_FACT_TEXT),
	FACT(4, "cost", GJ_FACT_AMOUNT, .unit = { "元", "yuan" }, .decimals = 2),
	FACT(5, "trainer", GJ_FACT_CODE),
	FACT(6, "open", GJ_FACT_YES_NO),
	FACT(7, "good", GJ_FACT_JUDGEMENT),
};

static const struct gj_fact mark[] = {
	FACT(0, "number", GJ_FACT_TEXT),
};

static struct gj_fact items[] = {
	FACT(F_CODE, "code", GJ_FACT_CODE, .role = GJ_ROLE_SUBJECT),
	FACT(F_NAME, "name", GJ_FACT_TEXT, .role = GJ_ROLE_NAME),
	FACT(F_BUREAU, "bureau", GJ_FACT_ONE_OF, .role = GJ_ROLE_BUREAU, .options = bureaus,
	     .n_options = 3),
	FACT(F_OFFICERS, "officers", GJ_FACT_COUNT, .unit = { "名", "officers" }),
	FACT(F_INCOME, "income", GJ_FACT_AMOUNT, .unit = { "万元", "10k yuan" }, .decimals = 2),
	FACT(F_FOUNDED, "founded", GJ_FACT_DATE),
	FACT(F_PLEDGED, "pledged", GJ_FACT_YES_NO),
	FACT(F_VERDICT, "verdict", GJ_FACT_JUDGEMENT),
	FACT(F_TRAININGS, "trainings", GJ_FACT_LIST, .fields = training, .n_fields = 8),
	FACT(F_NOTES, "states", GJ_FACT_TEXT), /* keys that are words of SQL or ours */
	FACT(F_MARKS, "select", GJ_FACT_LIST, .fields = mark, .n_fields = 1),
};

const struct gj_facts *sample_facts(void)
{
	static const struct gj_facts facts = { .category = "enterprise",
		                               .items = items,
		                               .n = F_COUNT };

	return &facts;
}

/* --- records --- */

static void set(struct gj_record *r, int fact, int64_t number)
{
	r->values[fact] = (struct gj_value){ .state = GJ_GIVEN, .number = number };
}

static void set_text(struct gj_record *r, int fact, const char *s)
{
	ck_assert_int_eq(gj_record_set_text(r, &r->facts->items[fact], s, strlen(s), NULL), 0);
}

void sample_code(char out[19], int n)
{
	snprintf(out, 19, "91420100MA4K%05d", n);
	out[17] = gj_creditcode_check_char(out);
	out[18] = '\0';
}

void sample_fill(struct gj_record *r, int seed, size_t n)
{
	struct gj_value *cells;
	char code[19], text[64];

	sample_code(code, seed);
	snprintf(text, sizeof text, "虚构企业%d号 \"A;b=c\" 'x'", seed);
	set_text(r, F_CODE, code);
	set_text(r, F_NAME, text);
	set(r, F_BUREAU, seed % 3);
	set(r, F_OFFICERS, seed);
	set(r, F_INCOME, INT64_C(99999999999999999) - seed);
	set(r, F_FOUNDED, -25567 + seed);
	set(r, F_PLEDGED, seed & 1);
	set(r, F_VERDICT, !(seed & 1));
	set_text(r, F_NOTES, "");
	cells = gj_record_rows(r, &r->facts->items[F_TRAININGS], n, NULL);
	ck_assert_ptr_nonnull(cells);
	for (size_t i = 0; i < n; i++, cells += 8) {
		int64_t k = (int64_t)i + seed;

		cells[0] = (struct gj_value){ .state = GJ_GIVEN, .number = 19000 + k };
		cells[1] = (struct gj_value){ .state = GJ_GIVEN, .number = k % 3 };
		cells[2] = (struct gj_value){ .state = GJ_GIVEN, .number = k };
		cells[3] = (struct gj_value){ .state = GJ_GIVEN,
			                      .text = gj_arena_printf(&r->arena, "培训%lld",
			                                              (long long)k) };
		cells[4] = (struct gj_value){ .state = GJ_GIVEN, .number = -k };
		cells[5] = (struct gj_value){ .state = GJ_GIVEN,
			                      .text = gj_arena_strdup(&r->arena, code) };
		cells[6] = (struct gj_value){ .state = GJ_GIVEN, .number = k & 1 };
		cells[7] = (struct gj_value){ .state = GJ_MISSING };
	}
}

int64_t sample_application(struct sample *x, int n)
{
	struct gj_application a;
	char code[19], name[64];
	bool made;

	sample_code(code, n);
	snprintf(name, sizeof name, "虚构企业%d号", n);
	ck_ok(x, gj_application_put(x->store, &a, &made, code, name, "wuchang", "enterprise", 2022,
	                            &x->err));
	return a.id;
}

void sample_start(struct sample *x)
{
	ck_ok(x,
	      gj_import_start(x->store, &x->import, "csv", "a.csv", "enterprise", 2022, &x->err));
}

int64_t sample_put(struct sample *x, int n, int seed)
{
	struct gj_record r;
	enum gj_revision_put what;
	uint64_t place;
	int64_t id;

	if (x->import == 0)
		sample_start(x);
	ck_ok(x, gj_store_begin(x->store, "a test", &x->err));
	ck_ok(x, gj_revision_prepare(x->store, sample_facts(), &x->err));
	ck_ok(x, gj_record_init(&r, sample_facts(), &x->err));
	sample_fill(&r, seed, 2);
	id = sample_application(x, n);
	ck_ok(x,
	      gj_revision_put(x->store, &what, &place, id, &r,
	                      &(struct gj_origin){ .import = x->import, .place = (uint64_t)n + 1 },
	                      &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	gj_record_fini(&r);
	return id;
}

void sample_open_with_run(struct sample *x)
{
	struct gj_fileset set;
	int64_t run;

	sample_open(x);
	for (int i = 0; i < 3; i++)
		sample_put(x, i, i);
	gj_fileset_init(&set);
	ck_ok(x, gj_fileset_put(&set, "policy.lua", "p", 1, &x->err));
	ck_ok(x, gj_store_begin(x->store, "a run", &x->err));
	ck_ok(x, gj_version_put(x->store, &x->version, "p", &set, &x->err));
	ck_ok(x, gj_run_start(x->store, &run, x->version, 19000, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	gj_fileset_fini(&set);
}

struct gj_decision_row sample_decision(int64_t application, int result, const char *outcomes)
{
	struct gj_decision_row row = { .application = application,
		                       .run = 1,
		                       .version = 1,
		                       .revision = application,
		                       .reference = 19000,
		                       .result = result,
		                       .n_outcomes = strlen(outcomes) };

	memcpy(row.outcomes, outcomes, row.n_outcomes);
	return row;
}

int64_t sample_decide(struct sample *x, int64_t application, int result, const char *outcomes,
                      bool added)
{
	struct gj_decision_row row = sample_decision(application, result, outcomes);
	struct gj_application a;
	bool was;

	ck_ok(x, gj_application_get(x->store, &a, application, &x->err));
	ck_ok(x, gj_store_begin(x->store, "a run", &x->err));
	ck_ok(x, gj_decision_put(x->store, &was, &row, a.decision, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	ck_assert_int_eq(was, added);
	ck_ok(x, gj_application_get(x->store, &a, application, &x->err));
	return a.decision;
}

void sample_same_cell(const struct gj_strip *s, size_t cell, const struct gj_value *v)
{
	struct gj_value was = gj_strip_value(s, cell);
	enum gj_state state = v->state;

	if (state == GJ_EXPLICITLY_UNKNOWN || state == GJ_NOT_ASKED)
		state = GJ_MISSING; /* they decide alike */
	ck_assert_msg(was.state == state, "%s %zu: %d, %d", s->key.fact->key, cell, was.state,
	              state);
	if (state != GJ_GIVEN)
		return;
	if (v->text)
		ck_assert_str_eq(was.text, v->text);
	else
		ck_assert_int_eq(was.number, v->number);
}

static void same_values(const struct gj_fact *facts, size_t n, const struct gj_value *a,
                        const struct gj_value *b)
{
	for (size_t i = 0; i < n; i++) {
		ck_assert_msg(a[i].state == b[i].state, "%s: state %d and %d", facts[i].key,
		              a[i].state, b[i].state);
		if (a[i].state != GJ_GIVEN)
			continue;
		if (facts[i].type == GJ_FACT_TEXT || facts[i].type == GJ_FACT_CODE)
			ck_assert_str_eq(a[i].text, b[i].text);
		else
			ck_assert_msg(a[i].number == b[i].number, "%s: %lld and %lld", facts[i].key,
			              (long long)a[i].number, (long long)b[i].number);
	}
}

void sample_same(const struct gj_record *a, const struct gj_record *b)
{
	const struct gj_facts *facts = a->facts;

	same_values(facts->items, facts->n, a->values, b->values);
	for (size_t i = 0; i < facts->n; i++) {
		const struct gj_fact *list = &facts->items[i];

		if (list->type != GJ_FACT_LIST || a->values[i].state != GJ_GIVEN)
			continue;
		for (size_t row = 0; row < (size_t)a->values[i].number; row++)
			same_values(list->fields, list->n_fields,
			            a->lists[i] + row * list->n_fields,
			            b->lists[i] + row * list->n_fields);
	}
}
