/* fuzz_sqlite.c: any bytes as a database, and any text as a query of a good one; reading changes nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "plugins/sqlite/sqlite.h"
#include "tests/fuzz/fuzz.h"
#include "tests/plugins/fakehost.h"

enum { BYTES = 64 * 1024 };

static void must(int holds)
{
	if (!holds)
		abort();
}

static void make(const char *path)
{
	sqlite3 *db;

	unlink(path);
	must(sqlite3_open(path, &db) == SQLITE_OK);
	must(sqlite3_exec(db,
	                  "CREATE TABLE t (code, name, trained, day); INSERT INTO t VALUES "
	                  "('C00001', 'a', 5, '2022-11-30'), ('C00002', x'00', 0.5, NULL)",
	                  NULL, NULL, NULL) == SQLITE_OK);
	sqlite3_close(db);
}

static size_t read_all(const char *path, char *out)
{
	FILE *file = fopen(path, "r");
	size_t n;

	must(file != NULL);
	n = fread(out, 1, BYTES, file);
	fclose(file);
	return n;
}

static void write_all(const char *path, const uint8_t *data, size_t size)
{
	FILE *file = fopen(path, "w");

	must(file != NULL && fwrite(data, 1, size, file) == size);
	must(fclose(file) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fakehost f;
	static char before[BYTES], after[BYTES];
	const char *shm = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	char path[64], *query;
	struct src_limits limits = sqlite_limits_usual;
	struct guiju_source *source;
	int is_file = size > 16 && memcmp(data, "SQLite format 3", 16) == 0;
	size_t n;
	int32_t rc;

	if (size > BYTES / 2)
		return 0;
	snprintf(path, sizeof path, "%s/fuzz_sqlite.%ld", shm, (long)getpid());
	query = strndup((const char *)data, size);
	must(query != NULL);
	if (is_file)
		write_all(path, data, size);
	else
		make(path);
	n = read_all(path, before);
	limits.cell = 50;
	fakehost_init_all(&f, path);
	fakehost_option(&f, "query", is_file ? "" : query);
	/* A query may run without end. */
	f.stop_after = 300;
	rc = sqlite_source_open(&f.host, &f.args, &limits, &source);
	if (rc == GUIJU_OK)
		rc = fakehost_drain(&f, &sqlite_source_ops, source);
	must(rc == GUIJU_END || *f.failed != '\0' || rc == GUIJU_NOMEM);
	must(n == read_all(path, after) && memcmp(before, after, n) == 0);
	unlink(path);
	free(query);
	return 0;
}
