/* check_postgres.c: rows of a real server: types, what a query may not do, lost lines, and going on later. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <libpq-fe.h>

#include "plugins/postgres/copy.h"
#include "plugins/postgres/postgres.h"
#include "tests/plugins/fakehost.h"
#include "tests/support/alloc.h"
#include "tests/support/server.h"

static struct gj_server server;
static char folder[100], port[16], location[300];
static struct fakehost f;
static struct postgres_limits limits;
static PGconn *db;

static void sql(const char *text)
{
	PGresult *r = PQexec(db, text);

	ck_assert_msg(PQresultStatus(r) == PGRES_COMMAND_OK || PQresultStatus(r) == PGRES_TUPLES_OK,
	              "%s: %s", text, PQerrorMessage(db));
	PQclear(r);
}

/* An empty database for every test. */
static void start(void)
{
	char info[300];

	snprintf(info, sizeof info, "host=%s port=%s user=guiju dbname=postgres", folder, port);
	db = PQconnectdb(info);
	ck_assert_msg(PQstatus(db) == CONNECTION_OK, "%s", PQerrorMessage(db));
	sql("SET client_min_messages = warning");
	sql("DROP DATABASE IF EXISTS firms WITH (FORCE)");
	sql("CREATE DATABASE firms TEMPLATE template0");
	PQfinish(db);
	snprintf(info, sizeof info, "host=%s port=%s user=guiju dbname=firms", folder, port);
	db = PQconnectdb(info);
	ck_assert_msg(PQstatus(db) == CONNECTION_OK, "%s", PQerrorMessage(db));
	sql("SET client_min_messages = warning");
	snprintf(location, sizeof location, "postgresql://guiju@/firms?host=%s&port=%s", folder,
	         port);
	limits = postgres_limits_usual;
	limits.backoff = 1;
	limits.tries = 3;
}

static void stop(void)
{
	PQfinish(db);
}

/* Options as name, value, name, value, NULL. */
static void prepare(const char *const *options)
{
	static const char *const usual[][2] = { { "connect-timeout", "5" },
		                                { "timeout", "60" },
		                                { "sslmode", "verify-full" } };
	size_t i;

	fakehost_init_all(&f, location);
	for (; options && *options; options += 2)
		fakehost_option(&f, options[0], options[1]);
	for (i = 0; i < sizeof usual / sizeof *usual; i++)
		if (f.host.option(&f, usual[i][0]) == NULL)
			fakehost_option(&f, usual[i][0], usual[i][1]);
}

static int32_t run(void)
{
	struct guiju_source *source = NULL;
	int32_t rc = postgres_source_open(&f.host, &f.args, &limits, &source);

	return rc == GUIJU_OK ? fakehost_drain(&f, &postgres_source_ops, source) : rc;
}

static int32_t query(const char *text)
{
	const char *const options[] = { "query", text, NULL };

	prepare(options);
	return run();
}

static const char some[] =
    "CREATE TABLE firms (code text, name text, trained int, has_rules bool, day date, "
    "money numeric);"
    "INSERT INTO firms VALUES ('C00001', E'a\\tb\\\\c\\nd', 5, true, '2022-11-30', 12.5),"
    " ('C00002', NULL, NULL, NULL, NULL, 0.1), ('C00003', '数据', 0, false, '2022-01-01', -3);"
    "CREATE TABLE trainings (code text, name text); INSERT INTO trainings VALUES ('C00001', 't');"
    "CREATE SCHEMA other; CREATE VIEW other.short AS SELECT code FROM firms";
static const char all[] = "1:C00001,a\tb\\c\nd,5,1,20221130,1250;2:C00002,-,-,-,-,10;"
			  "3:C00003,数据,0,0,20220101,-300;";

START_TEST(test_rows)
{
	static const struct {
		const char *query, *table, *list;
		int within;
		int32_t code;
		const char *rows, *failed;
	} cases[] = {
		{ "", "firms", NULL, 0, GUIJU_END, all, "" },
		{ "", "public.firms", NULL, 0, GUIJU_END, all, "" },
		{ "", "other.short", NULL, 0, GUIJU_END,
		  "1:C00001,-,-,-,-,-;2:C00002,-,-,-,-,-;3:C00003,-,-,-,-,-;", "" },
		{ "SELECT code, 2 * trained AS trained FROM firms WHERE trained > 0 ; ", "", NULL,
		  0, GUIJU_END, "1:C00001,-,10,-,-,-;", "" },
		{ "SELECT 'C0000' || i AS 统一社会信用代码 FROM generate_series(1, 2) AS i -- end",
		  "", NULL, 0, GUIJU_END, "1:C00001,-,-,-,-,-;2:C00002,-,-,-,-,-;", "" },
		{ "VALUES ('C00001')", "", NULL, 0, GUIJU_FAILED, "", "has the needed column" },
		{ "WITH x AS (SELECT 'C00001' AS code) TABLE x", "", NULL, 0, GUIJU_END,
		  "1:C00001,-,-,-,-,-;", "" },
		{ "", "", NULL, 0, GUIJU_FAILED, "",
		  "several tables (other.short, firms, trainings)" },
		{ "", "none", NULL, 0, GUIJU_FAILED, "", "has no table none; it has: other.short" },
		{ "", "short", NULL, 0, GUIJU_FAILED, "", "has no table short" },
		{ "", "", "trainings", 1, GUIJU_END, "1:C00001,t,-,-,-,-;", "" },
		{ "SELECT 1", "", "trainings", 1, GUIJU_END, "1:C00001,t,-,-,-,-;", "" },
		{ "", "firms", "findings", 1, GUIJU_END, "", "" },
		{ "", "firms", "findings", 0, GUIJU_FAILED, "", "has no table findings" },
		{ "SELECT name FROM firms", "", NULL, 0, GUIJU_FAILED, "",
		  "has the needed column" },
		{ "SELEC", "", NULL, 0, GUIJU_FAILED, "", "the query is wrong: syntax error" },
		{ "SELECT code FROM nowhere", "", NULL, 0, GUIJU_FAILED, "",
		  "the query is wrong: relation \"nowhere\" does not exist" },
		{ "SELECT 1 / 0 AS code", "", NULL, 0, GUIJU_FAILED, "",
		  "cannot be read: division by zero" },
		{ " ;", "", NULL, 0, GUIJU_FAILED, "", "the query gives no columns" },
		{ "SELECT code FROM firms; SELECT 1", "", NULL, 0, GUIJU_FAILED, "",
		  "cannot insert multiple commands" },
	};
	size_t i;

	sql(some);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *const options[] = { "query", cases[i].query, "table", cases[i].table,
			                        NULL };
		int32_t rc;

		prepare(options);
		f.args.list = f.args.list_zh = f.args.list_en = cases[i].list;
		f.args.list_within = cases[i].within;
		rc = run();
		ck_assert_msg(rc == cases[i].code, "%zu: %d %s", i, (int)rc, f.failed);
		ck_assert_msg(strcmp(f.rows, cases[i].rows) == 0, "%zu: %s", i, f.rows);
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "%zu: %s", i, f.failed);
	}
}
END_TEST

/* A value of each type, where it belongs and where not. */
START_TEST(test_types)
{
	static const struct {
		const char *value, *column, *row, *report;
	} cases[] = {
		{ "1234567890123.45::numeric", "money", "1:C00001,-,-,-,-,!;",
		  "[1234567890123.45]" },
		{ "0.30::numeric(5,2)", "money", "1:C00001,-,-,-,-,30;", "" },
		{ "12::bigint", "trained", "1:C00001,-,12,-,-,-;", "" },
		{ "999999999999999::int8", "trained", "1:C00001,-,999999999999999,-,-,-;", "" },
		{ "0.25::float8", "money", "1:C00001,-,-,-,-,25;", "" },
		{ "15e5::float8", "money", "1:C00001,-,-,-,-,150000000;", "" },
		{ "1e20::float8", "name", "1:C00001,!,-,-,-,-;",
		  "a number of more than 15 digits" },
		{ "'NaN'::float8", "money", "1:C00001,-,-,-,-,!;", "[NaN]" },
		{ "'NaN'::numeric", "money", "1:C00001,-,-,-,-,!;", "[NaN]" },
		{ "'-Infinity'::float8", "money", "1:C00001,-,-,-,-,!;", "[-Infinity]" },
		{ "date '2022-02-28'", "day", "1:C00001,-,-,-,20220228,-;", "" },
		{ "date 'infinity'", "day", "1:C00001,-,-,-,!,-;", "[infinity] no day" },
		{ "true", "has_rules", "1:C00001,-,-,1,-,-;", "" },
		{ "false", "has_rules", "1:C00001,-,-,0,-,-;", "" },
		{ "'\\x00ff'::bytea", "name", "1:C00001,!,-,-,-,-;", "bytes that are no text" },
		{ "ARRAY[1,2]", "name", "1:C00001,!,-,-,-,-;", "this is a list of values" },
		{ "ROW(1,2)", "name", "1:C00001,!,-,-,-,-;", "this is an object" },
		{ "'[1]'::json", "name", "1:C00001,!,-,-,-,-;", "this is a list of values" },
		{ "'{\"a\":1}'::jsonb", "name", "1:C00001,!,-,-,-,-;", "this is an object" },
		{ "'{\"a\":1,\"a\":2}'::json", "name", "1:C00001,!,-,-,-,-;", "this is an object" },
		{ "'\"a\\u6570\"'::json", "name", "1:C00001,a数,-,-,-,-;", "" },
		{ "'7'::jsonb", "trained", "1:C00001,-,7,-,-,-;", "" },
		{ "'null'::jsonb", "trained", "1:C00001,-,-,-,-,-;", "" },
		{ "'x'::varchar(3)", "name", "1:C00001,x,-,-,-,-;", "" },
		{ "''", "name", "1:C00001,-,-,-,-,-;", "" },
		{ "'\\N'", "name", "1:C00001,\\N,-,-,-,-;", "" },
		{ "'x'", "unknown", "1:C00001,-,-,-,-,-;", "" },
	};
	char text[400];
	size_t i;

	/* A database's own settings do not count. */
	sql("ALTER DATABASE firms SET datestyle = 'German'");
	sql("ALTER DATABASE firms SET bytea_output = 'escape'");
	sql("ALTER DATABASE firms SET extra_float_digits = -5");
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(text, sizeof text, "SELECT 'C00001' AS code, %s AS %s", cases[i].value,
		         cases[i].column);
		ck_assert_msg(query(text) == GUIJU_END, "%zu: %s", i, f.failed);
		ck_assert_msg(strcmp(f.rows, cases[i].row) == 0, "%zu: %s %s", i, f.rows,
		              f.reports);
		ck_assert_msg(strstr(f.reports, cases[i].report) != NULL, "%zu: %s", i, f.reports);
	}
	/* One that is too long refuses its row alone. */
	ck_assert_int_eq(query("SELECT 'C00001' AS code, repeat('x', 65537) AS name UNION ALL "
	                       "SELECT 'C00002', repeat('x', 4096)"),
	                 GUIJU_END);
	ck_assert_ptr_nonnull(strstr(f.rows, "1:broken;2:C00002,xxx"));
	ck_assert_ptr_nonnull(strstr(f.reports, "65536"));
}
END_TEST

START_TEST(test_only_reading)
{
	static const char *const queries[] = {
		"DELETE FROM firms RETURNING code",
		"UPDATE firms SET code = 'x' RETURNING code",
		"INSERT INTO firms (code) VALUES (1) RETURNING code",
		"WITH x AS (DELETE FROM firms RETURNING code) SELECT code FROM x",
		"SELECT code INTO copy FROM firms",
		"DROP TABLE firms",
		"COMMIT",
		"SELECT nextval('counter') AS code",
		"SELECT set_config('transaction_read_only', 'off', false) AS code",
		"COPY firms TO PROGRAM 'true'",
		"SELECT 'x' AS code) TO PROGRAM 'touch /tmp/guiju-should-not-be' --",
		"SELECT 'x' AS code) TO STDOUT; DELETE FROM firms; COPY (SELECT 1",
		"EXPLAIN ANALYZE DELETE FROM firms",
	};
	PGresult *r;
	size_t i;

	sql(some);
	sql("CREATE SEQUENCE counter");
	for (i = 0; i < sizeof queries / sizeof *queries; i++) {
		ck_assert_msg(query(queries[i]) == GUIJU_FAILED, "%s", queries[i]);
		ck_assert_str_eq(f.rows, "");
	}
	/* What the server notes by the way is for the log. */
	sql("CREATE FUNCTION speak() RETURNS text LANGUAGE plpgsql AS "
	    "'BEGIN RAISE WARNING ''a note''; RETURN ''C00001''; END'");
	ck_assert_int_eq(query("SELECT speak() AS code"), GUIJU_END);
	ck_assert_ptr_nonnull(strstr(f.log, "[0]a note;"));
	query(queries[0]);
	ck_assert_ptr_nonnull(strstr(f.failed, "only SELECT is allowed"));
	r = PQexec(db, "SELECT count(*), (SELECT is_called FROM counter) FROM firms");
	ck_assert_str_eq(PQgetvalue(r, 0, 0), "3");
	ck_assert_str_eq(PQgetvalue(r, 0, 1), "f");
	PQclear(r);
	ck_assert_int_ne(access("/tmp/guiju-should-not-be", F_OK), 0);
	/* Of what PostgreSQL 15 does not count as writing nothing stays, either. */
	query("SELECT 'C00001' AS code, lo_create(4711) AS trained");
	r = PQexec(db, "SELECT count(*) FROM pg_largeobject_metadata");
	ck_assert_str_eq(PQgetvalue(r, 0, 0), "0");
	PQclear(r);
}
END_TEST

START_TEST(test_json_lists)
{
	const char *const options[] = { "table", "firms", NULL };

	sql("CREATE TABLE firms (code text, n int, trainings jsonb);"
	    "INSERT INTO firms VALUES ('C00001', 1, '[{\"name\": \"a\", \"trained\": 2}, "
	    "{\"name\": \"b\"}]'), ('C00002', 2, NULL), ('C00003', 3, '[{\"name\": \"c\"}]')");
	prepare(options);
	f.args.list = f.args.list_zh = f.args.list_en = "trainings";
	f.args.list_within = 1;
	ck_assert_msg(run() == GUIJU_END, "%s", f.failed);
	ck_assert_str_eq(f.rows, "1:C00001,a,2,-,-,-;2:C00001,b,-,-,-,-;3:C00003,c,-,-,-,-;");
	/* As a column of the applications it says how many there are. */
	prepare(options);
	f.columns[2].column.type = GUIJU_LIST;
	f.columns[2].column.key = "trainings";
	ck_assert_int_eq(run(), GUIJU_END);
	ck_assert_ptr_nonnull(strstr(f.reports, "1 trainings [2] "));
	ck_assert_ptr_nonnull(strstr(f.reports, "3 trainings [1] "));
	ck_assert_ptr_null(strstr(f.reports, "2 trainings"));
}
END_TEST

static int32_t read_some(const char *cursor, int rows, char after[4097])
{
	struct guiju_source *source = NULL;
	struct guiju_text text;
	int32_t rc;

	f.args.cursor = cursor;
	f.capacity = 1;
	rc = postgres_source_open(&f.host, &f.args, &limits, &source);
	if (rc != GUIJU_OK)
		return rc;
	while (rc == GUIJU_OK && rows-- != 0)
		rc = fakehost_read(&f, &postgres_source_ops, source);
	ck_assert_int_eq(postgres_source_ops.cursor(source, &text), GUIJU_OK);
	snprintf(after, 4097, "%.*s", (int)text.size, text.data);
	postgres_source_ops.close(source);
	return rc;
}

START_TEST(test_goes_on)
{
	static const char *const keys[][3] = {
		{ "id", "int", "i" },
		{ "The \"Key\"", "text", "'it''s \\ ' || i" },
		{ "k", "timestamptz", "timestamptz '2022-10-01' + i * interval '1 microsecond'" },
		{ "k", "numeric", "i / 7.0" },
		{ "k", "float8", "i / 7.0" },
	};
	static const char *const none[] = { "?",
		                            "postgres1",
		                            "postgres1 x id=1",
		                            "postgres1 1 idx=1",
		                            "postgres1 1 i=1",
		                            "postgres1 1 id" };
	char text[400], cursor[4097], after[4097], *name;
	const char *options[] = { "table", "t", "key", NULL, NULL };
	size_t i;
	int rows;

	for (i = 0; i < sizeof keys / sizeof *keys; i++) {
		name = PQescapeIdentifier(db, keys[i][0], strlen(keys[i][0]));
		snprintf(text, sizeof text,
		         "DROP TABLE IF EXISTS t; CREATE TABLE t AS SELECT (%s)::%s AS %s, "
		         "'C0000' || i AS code FROM generate_series(5, 1, -1) AS i",
		         keys[i][2], keys[i][1], name);
		PQfreemem(name);
		sql(text);
		options[3] = keys[i][0];
		for (rows = 0; rows <= 6; rows++) {
			prepare(options);
			read_some("", rows, cursor);
			prepare(options);
			ck_assert_msg(read_some(cursor, -1, after) == GUIJU_END, "%s", f.failed);
			ck_assert_msg(f.n_rows == (unsigned)(rows < 5 ? 5 - rows : 0),
			              "%zu: after %d rows %d: %s", i, rows, (int)f.n_rows, cursor);
			/* Rows are counted on. */
			ck_assert_msg(rows >= 5 || f.last_place == 5, "%d", (int)f.last_place);
			prepare(options);
			ck_assert_int_eq(read_some(after, -1, cursor), GUIJU_END);
			ck_assert_str_eq(cursor, after);
			ck_assert_uint_eq(f.n_rows, 0);
		}
	}
	/* What was added since. */
	options[3] = "id";
	sql("DROP TABLE t; CREATE TABLE t (id int, code text); INSERT INTO t VALUES (1, 'C00001')");
	prepare(options);
	read_some("", -1, cursor);
	sql("INSERT INTO t VALUES (3, 'C00003'), (2, 'C00002'), (0, 'C00000')");
	prepare(options);
	ck_assert_int_eq(read_some(cursor, -1, after), GUIJU_END);
	ck_assert_str_eq(f.rows, "2:C00002,-,-,-,-,-;3:C00003,-,-,-,-,-;");
	for (i = 0; i < sizeof none / sizeof *none; i++) {
		prepare(options);
		ck_assert_msg(read_some(none[i], -1, after) == GUIJU_FAILED, "%s", none[i]);
		ck_assert_msg(strstr(f.failed, "read it from the start") != NULL, "%s", f.failed);
	}
	/* Keys that are none. */
	sql("INSERT INTO t VALUES (NULL, 'C00009')");
	prepare(options);
	read_some("", -1, cursor);
	ck_assert_ptr_nonnull(strstr(f.reports, "1 the key id is empty"));
	ck_assert_uint_eq(f.n_rows, 5);
	sql("INSERT INTO t VALUES (2, 'C00008')");
	prepare(options);
	ck_assert_int_eq(read_some("", -1, cursor), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "row 5: the key id has the value 2 twice"));
	options[3] = "no";
	prepare(options);
	ck_assert_int_eq(run(), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "key=no: the query has no column"));
	/* Without a key there is nothing to go on from. */
	options[2] = NULL;
	prepare(options);
	read_some("", 1, cursor);
	ck_assert_str_eq(cursor, "");
}
END_TEST

/* Ends the lines of the plugin, so many times, once each. */
static int kill_lines(void)
{
	PGresult *r = PQexec(db, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
	                         "WHERE application_name = 'guiju'");
	int n = PQntuples(r);

	PQclear(r);
	return n;
}

static int32_t read_killed(const char *const *options, int kills)
{
	struct guiju_source *source = NULL;
	int32_t rc;

	prepare(options);
	f.capacity = 16;
	rc = postgres_source_open(&f.host, &f.args, &limits, &source);
	while (rc == GUIJU_OK) {
		rc = fakehost_read(&f, &postgres_source_ops, source);
		/* What had arrived is still read. */
		if (rc == GUIJU_OK && kills > 0)
			kills -= kill_lines();
	}
	if (source)
		postgres_source_ops.close(source);
	ck_assert_msg(kills == 0, "%d left, %d rows, %d: %s %s", kills, (int)f.n_rows, (int)rc,
	              f.failed, f.log);
	return rc;
}

START_TEST(test_lost_line)
{
	const char *const with[] = { "table", "t", "key", "id", NULL };
	const char *const without[] = { "table", "t", NULL };

	/* More than what lies in the buffers of the line. */
	sql("CREATE TABLE t AS SELECT i AS id, 'C' || lpad(i::text, 5, '0') AS code, "
	    "repeat('x', 60000) AS pad FROM generate_series(1, 1000) AS i");
	ck_assert_msg(read_killed(with, 3) == GUIJU_END, "%s", f.failed);
	ck_assert_uint_eq(f.n_rows, 1000);
	ck_assert_uint_eq(f.last_place, 1000);
	ck_assert_ptr_nonnull(strstr(f.log, "the line is lost after row"));
	ck_assert_int_eq(read_killed(without, 1), GUIJU_FAILED);
	ck_assert_uint_lt(f.n_rows, 1000);
	ck_assert_ptr_nonnull(strstr(f.failed, "with the option key"));
}
END_TEST

START_TEST(test_location)
{
	static const struct {
		const char *location, *failed;
		int32_t code;
	} cases[] = {
		{ "", "no address that begins with postgresql://", GUIJU_NOT_MINE },
		{ "host=/tmp", "no address", GUIJU_NOT_MINE },
		{ "firms.db", "no address", GUIJU_NOT_MINE },
		{ "postgresql://guiju:word@/firms", "holds a password", GUIJU_FAILED },
		{ "postgresql:///firms?password=word", "holds a password", GUIJU_FAILED },
		{ "postgresql:///firms?no-such=1", "the address is wrong: invalid URI query",
		  GUIJU_FAILED },
		{ "postgresql:///firms?host=/no/such/folder", "cannot be reached", GUIJU_FAILED },
		{ "postgresql://127.0.0.1:1/firms", "cannot be reached", GUIJU_FAILED },
		{ "postgresql://localhost:1/firms", "cannot be reached", GUIJU_FAILED },
		{ "postgresql://no-such-host.invalid/firms",
		  "the name no-such-host.invalid is not found", GUIJU_FAILED },
		{ "postgresql://localhost,no-such-host.invalid/firms",
		  "the name no-such-host.invalid is not found", GUIJU_FAILED },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t rc;

		prepare(NULL);
		f.args.location = cases[i].location;
		rc = run();
		ck_assert_msg(rc == cases[i].code, "%zu: %d %s", i, (int)rc, f.failed);
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "%zu: %s", i, f.failed);
	}
}
END_TEST

START_TEST(test_tls)
{
	char ca[200], address[200];
	static const struct {
		const char *mode, *password;
		bool ca;
		const char *failed;
	} cases[] = {
		{ "verify-full", "pass-word", true, NULL },
		{ "verify-ca", "pass-word", true, NULL },
		{ "require", "pass-word", false, NULL },
		{ "verify-full", "pass-word", false, "certificate verify failed" },
		{ "disable", "pass-word", true, "no encryption" },
		{ "verify-full", "wrong", true, "password authentication failed" },
		{ "verify-full", "", true, "no password supplied" },
	};
	size_t i;

	sql("CREATE TABLE t (code text); INSERT INTO t VALUES ('C00001'); GRANT SELECT ON t TO "
	    "reader;"
	    "CREATE TABLE hidden (code text)");
	snprintf(ca, sizeof ca, "%s/ca.pem", folder);
	/* By name: the certificate is for it, and the first of the two ports is nobody's. */
	snprintf(address, sizeof address, "postgresql://reader@localhost:1,localhost:%s/firms",
	         port);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *const options[] = { "sslmode",  cases[i].mode,
			                        "password", cases[i].password,
			                        "ca-file",  cases[i].ca ? ca : "",
			                        NULL };
		int32_t rc;

		prepare(options);
		f.args.location = address;
		rc = run();
		ck_assert_msg((rc == GUIJU_END) == !cases[i].failed, "%zu: %s", i, f.failed);
		ck_assert_msg(strstr(f.failed, cases[i].failed ? cases[i].failed : "") != NULL,
		              "%zu: %s", i, f.failed);
		ck_assert_str_eq(f.rows, cases[i].failed ? "" : "1:C00001,-,-,-,-,-;");
		ck_assert_ptr_null(strstr(f.failed, "pass-word"));
	}
}
END_TEST

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

START_TEST(test_stopped)
{
	const char *const slow[] = { "query", "SELECT 'C00001' AS code FROM pg_sleep(100)", NULL };
	const char *const short_time[] = { "query", "SELECT 'C00001' AS code FROM pg_sleep(100)",
		                           "timeout", "1", NULL };
	double began;
	PGresult *r;
	int n;

	for (n = 0; n < 12; n++) {
		began = seconds();
		prepare(slow);
		f.stop_after = n;
		ck_assert_int_ne(run(), GUIJU_NOMEM);
		ck_assert_uint_eq(f.n_rows, 0);
		ck_assert_msg(seconds() - began < 3, "%d", n);
	}
	/* The server does not go on with it. */
	for (n = 0; n < 150; n++) {
		r = PQexec(db, "SELECT 1 FROM pg_stat_activity WHERE application_name = 'guiju'");
		if (PQntuples(r) == 0)
			break;
		PQclear(r);
		r = NULL;
		usleep(20000);
	}
	ck_assert_ptr_nonnull(r);
	PQclear(r);
	prepare(short_time);
	ck_assert_int_eq(run(), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "raise the option timeout"));
}
END_TEST

START_TEST(test_no_memory)
{
	const char *const options[] = { "table", "t", "key", "id", NULL };
	long i, count;
	int32_t rc;

	sql("CREATE TABLE t (id int, code text, name json); INSERT INTO t VALUES (1, 'C00001', "
	    "'\"a\"')");
	for (i = 1;; i++) {
		ck_assert_int_lt(i, 500);
		prepare(options);
		gj_alloc_fail_at(i);
		rc = run();
		count = gj_alloc_count();
		gj_alloc_fail_at(0);
		if (count < i)
			break;
		ck_assert_msg(rc == GUIJU_NOMEM, "%ld: %d %s", i, (int)rc, f.failed);
	}
	ck_assert_str_eq(f.rows, "1:C00001,a,-,-,-,-;");
}
END_TEST

START_TEST(test_copy)
{
	static const struct {
		const char *line;
		size_t n_cells;
		const char *cells; /* NULL: it cannot be taken apart; ~ for what is not given */
	} cases[] = {
		{ "a\tb\n", 2, "a|b|" },
		{ "a\tb", 2, "a|b|" },
		{ "\n", 1, "|" },
		{ "", 1, "|" },
		{ "\t\n", 2, "||" },
		{ "\\N\t\\N\n", 2, "~|~|" },
		{ "\\Nx\n", 1, "Nx|" },
		{ "\\\\N\n", 1, "\\N|" },
		{ "a\\tb\\nc\\rd\\be\\ff\\vg\n", 1, "a\tb\nc\rd\be\ff\vg|" },
		{ "\\x41\\x4z\\101\\7\n", 1, "A\x04zA\a|" },
		{ "\\xz\\q\\\t\n", 1, "xzq\t|" },
		{ "a\tb\n", 1, NULL },
		{ "a\n", 2, NULL },
		{ "a\\", 1, NULL },
		{ "a\\\n", 1, NULL },
	};
	struct postgres_cell cells[4];
	char line[64], got[64];
	size_t i, k, n;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool good;

		snprintf(line, sizeof line, "%s", cases[i].line);
		good = postgres_copy_split(line, strlen(line), cells, cases[i].n_cells);
		ck_assert_msg(good == (cases[i].cells != NULL), "%zu", i);
		for (k = n = 0; good && k < cases[i].n_cells; k++)
			n += (size_t)snprintf(got + n, sizeof got - n, "%.*s|",
			                      cells[k].s ? (int)cells[k].n : 1,
			                      cells[k].s ? cells[k].s : "~");
		ck_assert_msg(!good || strcmp(got, cases[i].cells) == 0, "%zu: %s", i, got);
	}
}
END_TEST

START_TEST(test_table)
{
	const struct guiju_plugin *plugin;

	fakehost_init(&f, "");
	plugin = guiju_plugin_entry(&f.host);
	ck_assert_ptr_nonnull(plugin);
	ck_assert_str_eq(plugin->name, "postgres");
	f.host.size--;
	ck_assert_ptr_null(guiju_plugin_entry(&f.host));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("postgres");
	TCase *alone = tcase_create("alone"), *served = tcase_create("served");
	SRunner *runner;
	int failed;

	if (gj_server_postgres(&server) != 0 ||
	    sscanf(server.line, "%99s %15s", folder, port) != 2) {
		gj_server_stop(&server);
		fputs(
		    "check_postgres: no PostgreSQL is installed here: apt-get install postgresql\n",
		    stderr);
		return 77;
	}
	tcase_add_test(alone, test_table);
	tcase_add_test(alone, test_copy);
	suite_add_tcase(suite, alone);
	tcase_add_checked_fixture(served, start, stop);
	tcase_set_timeout(served, 90);
	tcase_add_test(served, test_rows);
	tcase_add_test(served, test_types);
	tcase_add_test(served, test_only_reading);
	tcase_add_test(served, test_json_lists);
	tcase_add_test(served, test_goes_on);
	tcase_add_test(served, test_lost_line);
	tcase_add_test(served, test_location);
	tcase_add_test(served, test_tls);
	tcase_add_test(served, test_stopped);
	tcase_add_test(served, test_no_memory);
	suite_add_tcase(suite, served);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	gj_server_stop(&server);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
