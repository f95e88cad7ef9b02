/* volume.c: import and evaluate N synthetic applications, beside SQLite alone doing the same reads and writes.
 *
 *   volume GUIJU RULES APPLICATIONS.csv TRAININGS.csv FOLDER [REPEATS [OTHER-RULES [IMPORTED.db]]]
 *
 * OTHER-RULES: the same with one check changed: evaluated after the first. IMPORTED.db: copied each time instead of
 * importing, which takes minutes for a million.
 *
 * Prints medians, ratios to the raw floor, and peak memory. The floors, in the same run on the same disk:
 * reading every column of every stored row and writing one decision row each (evaluate), and writing the stored rows
 * again into an empty database (import); nothing is parsed, evaluated or compared. */
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { REPEATS_MAX = 31 };

struct figure {
	double seconds[REPEATS_MAX],
	    cpu[REPEATS_MAX]; /* cpu: of all threads, what a busy machine does not change */
	long peak_kib;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void need(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "volume: %s\n", what);
	exit(3);
}

/* Times a child; either a program or one of the floors below. */
static void timed(struct figure *f, int repeat, char *const *argv, void (*floor)(void))
{
	double start = now();
	struct rusage usage;
	int status;
	pid_t pid = fork();

	need(pid >= 0, "no process");
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);

		if (floor) {
			floor();
			_exit(0);
		}
		dup2(null, 1);
		dup2(null, 2);
		execv(argv[0], argv);
		_exit(127);
	}
	need(wait4(pid, &status, 0, &usage) == pid, "no child");
	need(WIFEXITED(status) && WEXITSTATUS(status) <= 1, argv ? argv[1] : "a floor failed");
	f->seconds[repeat] = now() - start;
	f->cpu[repeat] = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	                 (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
	if (usage.ru_maxrss > f->peak_kib)
		f->peak_kib = usage.ru_maxrss;
}

static sqlite3 *open_raw(const char *path)
{
	sqlite3 *db;

	need(sqlite3_open_v2(path, &db,
	                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
	                     NULL) == SQLITE_OK,
	     "the database does not open");
	sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL", NULL, NULL, NULL);
	return db;
}

static sqlite3_stmt *prepared(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s;

	need(sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK, sqlite3_errmsg(db));
	return s;
}

static void copy(const char *from, const char *to)
{
	static char bytes[1 << 20];
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	size_t n;

	need(in && out, from);
	while ((n = fread(bytes, 1, sizeof bytes, in)) > 0)
		need(fwrite(bytes, 1, n, out) == n, to);
	fclose(in);
	need(fclose(out) == 0, to);
}

static void drop(const char *path)
{
	char other[64];

	unlink(path);
	snprintf(other, sizeof other, "%s-wal", path);
	unlink(other);
	snprintf(other, sizeof other, "%s-shm", path);
	unlink(other);
}

/* Every column is fetched by its type, as a reader must. */
static void fetch(sqlite3_stmt *s, int column, int64_t *sum)
{
	switch (sqlite3_column_type(s, column)) {
	case SQLITE_INTEGER:
		*sum += sqlite3_column_int64(s, column);
		break;
	case SQLITE_TEXT:
		*sum += *sqlite3_column_text(s, column);
		break;
	default:
		break;
	}
}

static void floor_evaluate(void)
{
	sqlite3 *in = open_raw("guiju.db"), *out;
	sqlite3_stmt *read, *write;
	int64_t sum = 0;

	drop("floor.db");
	out = open_raw("floor.db");
	sqlite3_exec(out,
	             "CREATE TABLE decision(id INTEGER PRIMARY KEY, application INTEGER NOT NULL, "
	             "run INTEGER NOT NULL, "
	             "version INTEGER NOT NULL, revision INTEGER NOT NULL, reference INTEGER NOT "
	             "NULL, result INTEGER "
	             "NOT NULL, outcomes BLOB NOT NULL) STRICT; BEGIN",
	             NULL, NULL, NULL);
	read =
	    prepared(in, "SELECT a.id, a.revision, f.* FROM application a JOIN facts_enterprise f "
	                 "ON f._revision = a.revision ORDER BY a.id");
	write = prepared(out, "INSERT INTO decision VALUES(NULL, ?, 1, 1, ?, 19326, ?, ?)");
	while (sqlite3_step(read) == SQLITE_ROW) {
		for (int i = 0, n = sqlite3_column_count(read); i < n; i++)
			fetch(read, i, &sum);
		sqlite3_bind_int64(write, 1, sqlite3_column_int64(read, 0));
		sqlite3_bind_int64(write, 2, sqlite3_column_int64(read, 1));
		sqlite3_bind_int64(write, 3, sum & 3);
		sqlite3_bind_blob(write, 4, "\1\2\3\4\5\6", 6, SQLITE_STATIC);
		need(sqlite3_step(write) == SQLITE_DONE, "the floor's row");
		sqlite3_reset(write);
	}
	sqlite3_exec(out, "COMMIT", NULL, NULL, NULL);
	sqlite3_finalize(read);
	sqlite3_finalize(write);
	sqlite3_close(in);
	sqlite3_close(out);
}

static void copy_table(sqlite3 *in, sqlite3 *out, const char *table)
{
	char sql[4096], *create;
	sqlite3_stmt *s, *write;
	int n;

	snprintf(sql, sizeof sql, "SELECT sql FROM sqlite_schema WHERE name = '%s'", table);
	s = prepared(in, sql);
	need(sqlite3_step(s) == SQLITE_ROW, table);
	create = strdup((const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	need(sqlite3_exec(out, create, NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(out));
	free(create);
	snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", table);
	s = prepared(in, sql);
	n = sqlite3_column_count(s);
	snprintf(sql, sizeof sql, "INSERT INTO \"%s\" VALUES(?", table);
	for (int i = 1; i < n; i++)
		strcat(sql, ",?");
	strcat(sql, ")");
	write = prepared(out, sql);
	while (sqlite3_step(s) == SQLITE_ROW) {
		for (int i = 0; i < n; i++)
			sqlite3_bind_value(write, i + 1, sqlite3_column_value(s, i));
		need(sqlite3_step(write) == SQLITE_DONE, "the floor's row");
		sqlite3_reset(write);
	}
	sqlite3_finalize(s);
	sqlite3_finalize(write);
}

static void floor_import(void)
{
	static const char *const tables[] = { "subject", "application", "revision",
		                              "facts_enterprise", "list_enterprise$trainings" };
	sqlite3 *in = open_raw("guiju.db"), *out;

	drop("floor.db");
	out = open_raw("floor.db");
	sqlite3_exec(out, "PRAGMA foreign_keys=OFF; BEGIN", NULL, NULL, NULL);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		copy_table(in, out, tables[i]);
	sqlite3_exec(out, "COMMIT", NULL, NULL, NULL);
	sqlite3_close(in);
	sqlite3_close(out);
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *values, int n)
{
	qsort(values, (size_t)n, sizeof *values, ascending);
	return values[n / 2];
}

static void line(const char *what, struct figure *f, struct figure *floor, int n)
{
	double s = median(f->seconds, n), base = median(floor->seconds, n);
	double cpu = median(f->cpu, n) / median(floor->cpu, n);

	printf("%-24s %8.3f s  (%.3f-%.3f)  floor %7.3f s  ratio %5.2f  cpu ratio %5.2f  peak "
	       "%6.1f MiB\n",
	       what, s, f->seconds[0], f->seconds[n - 1], base, s / base, cpu,
	       (double)f->peak_kib / 1024);
}

int main(int argc, char **argv)
{
	struct figure import = { 0 }, evaluate = { 0 }, again = { 0 }, raw_import = { 0 },
		      raw = { 0 }, changed = { 0 };
	int n = argc > 6 ? atoi(argv[6]) : 5;
	char list[4096];

	if (argc < 6 || n < 1 || n > REPEATS_MAX) {
		fprintf(
		    stderr,
		    "usage: volume GUIJU RULES APPLICATIONS.csv TRAININGS.csv FOLDER [REPEATS]\n");
		return 2;
	}
	need(chdir(argv[5]) == 0, "no such folder");
	snprintf(list, sizeof list, "trainings=%s", argv[4]);
	for (int i = 0; i < n; i++) {
		char *const importing[] = { argv[1], "import",  "enterprise", argv[3], "--list",
			                    list,    "--rules", argv[2],      NULL };
		char *const evaluating[] = { argv[1],   "evaluate",   "--rules", argv[2],
			                     "--as-of", "2022-11-30", NULL };

		drop("guiju.db");
		if (argc > 8) {
			copy(argv[8], "guiju.db");
			sync(); /* else the disk would write the copy during the measurement */
		} else {
			timed(&import, i, importing, NULL);
			timed(&raw_import, i, NULL, floor_import);
		}
		timed(&evaluate, i, evaluating, NULL);
		timed(&raw, i, NULL, floor_evaluate);
		timed(&again, i, evaluating, NULL);
		if (argc > 7) {
			char *const other[] = { argv[1],   "evaluate",   "--rules", argv[7],
				                "--as-of", "2022-11-30", NULL };

			timed(&changed, i, other, NULL);
		}
	}
	if (argc <= 8)
		line("import", &import, &raw_import, n);
	line("evaluate, all new", &evaluate, &raw, n);
	line("evaluate, nothing new", &again, &raw, n);
	if (argc > 7)
		line("evaluate, one check", &changed, &raw, n);
	return 0;
}
