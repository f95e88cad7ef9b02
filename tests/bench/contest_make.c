/* contest_make.c: made-up applications for the comparison, the same ones from the same number on any machine. */
#include "tests/bench/contest.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { STATIONS_IN = 5 /* every fifth is one */, MISSING_PERCENT = 1 };

static uint64_t next(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static int64_t up_to(uint64_t *state, int64_t most)
{
	return (int64_t)(next(state) % (uint64_t)(most + 1));
}

/* Whatever the fact is about: often enough what its condition asks for, and often enough not. */
static const char *text_of(const struct gj_fact *fact, uint64_t *state)
{
	static const char *const districts[] = { "江岸区", "江汉区", "武昌区", "洪山区", "外地" };
	static const char *const industries[] = { "人工智能", "氢能", "量子科技", "文化旅游",
		                                  "其他" };
	static const char *const hosts[] = { "行业协会", "商会", "工业园区", "企业孵化器", "个人" };
	size_t at = (size_t)up_to(state, 24);

	at = at < 20 ? at % 4 : at == 24 ? 4 : at % 4;
	return strcmp(fact->key, "district") == 0   ? districts[at]
	       : strcmp(fact->key, "industry") == 0 ? industries[at]
	                                            : hosts[at];
}

static void bind(sqlite3_stmt *s, int at, const struct gj_fact *fact, uint64_t *state)
{
	if (next(state) % 100 < MISSING_PERCENT) {
		sqlite3_bind_null(s, at);
		return;
	}
	switch (fact->type) {
	case GJ_FACT_YES_NO:
		sqlite3_bind_int64(s, at,
		                   (up_to(state, 99) != 0) ==
		                       (strcmp(fact->key, "has_infringed") != 0));
		break;
	case GJ_FACT_DATE:
		sqlite3_bind_int64(s, at, CONTEST_DAY - up_to(state, 400));
		break;
	case GJ_FACT_AMOUNT:
		sqlite3_bind_double(s, at, (double)up_to(state, 1000) / 10);
		break;
	case GJ_FACT_TEXT:
		sqlite3_bind_text(s, at, text_of(fact, state), -1, SQLITE_STATIC);
		break;
	default:
		sqlite3_bind_int64(s, at,
		                   strcmp(fact->key, "plan_year") == 0
		                       ? CONTEST_YEAR - (up_to(state, 49) == 0)
		                       : up_to(state,
		                               strcmp(fact->key, "n_nda_signed") == 0 ? 300 : 20));
		break;
	}
}

static bool is_column(const struct gj_fact *fact)
{
	return strcmp(fact->key, "id") != 0 && strcmp(fact->key, "name") != 0 &&
	       strcmp(fact->key, "bureau") != 0;
}

static sqlite3_stmt *make_table(sqlite3 *db, const struct gj_category *c)
{
	char create[8192], insert[8192];
	sqlite3_stmt *s;
	size_t n, m;

	n = (size_t)snprintf(create, sizeof create,
	                     "CREATE TABLE %s(id INTEGER PRIMARY KEY, name TEXT NOT NULL", c->key);
	m = (size_t)snprintf(insert, sizeof insert, "INSERT INTO %s VALUES(?, ?", c->key);
	for (size_t i = 0; i < c->facts.n; i++) {
		if (!is_column(&c->facts.items[i]))
			continue;
		n += (size_t)snprintf(create + n, sizeof create - n, ", %s", c->facts.items[i].key);
		m += (size_t)snprintf(insert + m, sizeof insert - m, ", ?");
	}
	snprintf(create + n, sizeof create - n, ")");
	snprintf(insert + m, sizeof insert - m, ")");
	need(sqlite3_exec(db, create, NULL, NULL, NULL) == SQLITE_OK &&
	         sqlite3_prepare_v2(db, insert, -1, &s, NULL) == SQLITE_OK,
	     sqlite3_errmsg(db));
	return s;
}

void contest_make(const struct gj_policy *policy, int64_t n, const char *apps)
{
	sqlite3_stmt *tables[2];
	uint64_t state = 20221130;
	char name[64];
	sqlite3 *db;

	unlink(apps);
	need(policy->n_categories == 2 && sqlite3_open(apps, &db) == SQLITE_OK, apps);
	need(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(db));
	for (int k = 0; k < 2; k++)
		tables[k] = make_table(db, &policy->categories[k]);
	for (int64_t id = 1; id <= n; id++) {
		int k = id % STATIONS_IN == 0;
		const struct gj_facts *facts = &policy->categories[k].facts;
		int at = 3;

		snprintf(name, sizeof name, "武汉示例%07lld有限公司", (long long)id);
		sqlite3_bind_int64(tables[k], 1, id);
		sqlite3_bind_text(tables[k], 2, name, -1, SQLITE_STATIC);
		for (size_t i = 0; i < facts->n; i++)
			if (is_column(&facts->items[i]))
				bind(tables[k], at++, &facts->items[i], &state);
		need(sqlite3_step(tables[k]) == SQLITE_DONE &&
		         sqlite3_reset(tables[k]) == SQLITE_OK,
		     sqlite3_errmsg(db));
	}
	sqlite3_finalize(tables[0]);
	sqlite3_finalize(tables[1]);
	need(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK &&
	         sqlite3_close(db) == SQLITE_OK,
	     "the applications cannot be written");
}
