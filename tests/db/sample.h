/* sample.h: what the tests of db/ work on: a fresh store, a dictionary with every type, filled
 * records. */
#ifndef DB_SAMPLE_H
#define DB_SAMPLE_H
#include "db/application.h"
#include "db/decision_row.h"
#include "db/store.h"
#include "engine/base/err.h"
#include "engine/eval/record.h"
#include "engine/eval/strip.h"
#include <stdbool.h>

struct sqlite3;

struct sample { /* a store in a folder of its own */
	char *dir, *path;
	struct gj_store *store;
	struct gj_err err;
	int64_t import, version;
};

void sample_open(struct sample *x);
void sample_close(struct sample *x);
/* Closes and opens again. */
void sample_reopen(struct sample *x);
/* The log has nothing to say against it. */
void sample_sound(struct sample *x);
/* The file seen by SQLite alone, the way another program sees it; for sqlite3_close(). */
struct sqlite3 *sample_raw(const struct sample *x);
/* Runs SQL from outside, returns SQLite's code; `message` (256 bytes) may be NULL. */
int sample_exec(const struct sample *x, const char *sql, char *message);
/* The first column of the first row of SQL, -1 when there is none. */
int64_t sample_count(const struct sample *x, const char *sql);

/* "enterprise": a fact of every type, and a list with a field of every type. */
const struct gj_facts *sample_facts(void);
enum { /* indices of its facts */
       F_CODE,
       F_NAME,
       F_BUREAU,
       F_OFFICERS,
       F_INCOME,
       F_FOUNDED,
       F_PLEDGED,
       F_VERDICT,
       F_TRAININGS,
       F_NOTES,
       F_MARKS,
       F_COUNT
};
/* A record of the dictionary above, every fact given and n rows in the list; `seed` makes it
 * another. */
void sample_fill(struct gj_record *r, int seed, size_t n);
void sample_code(char out[19], int n); /* the n-th credit code */

/* A new import of a.csv. */
void sample_start(struct sample *x);
/* In a transaction: the application of the n-th code. */
int64_t sample_application(struct sample *x, int n);
/* In a transaction of its own: application n with the facts of `seed`; opens an import at first
 * use. */
int64_t sample_put(struct sample *x, int n, int seed);
/* Three applications with facts, a policy and a run: ids 1, 2, 3, version 1, run 1. */
void sample_open_with_run(struct sample *x);
struct gj_decision_row sample_decision(int64_t application, int result, const char *outcomes);
/* Puts it after the application's newest, in a transaction; whether it is added is as expected. The newest after that. */
int64_t sample_decide(struct sample *x, int64_t application, int result, const char *outcomes,
                      bool added);
/* The cell of a column says what the value does. */
void sample_same_cell(const struct gj_strip *s, size_t cell, const struct gj_value *v);
/* Both records say the same, value by value. */
void sample_same(const struct gj_record *a, const struct gj_record *b);

/* A child tells how it went and is gone at once: valgrind is not to miss what the parent owns. */
_Noreturn void sample_child_end(bool ok);
void sample_child_wait(int child);

#define ck_ok(x, call) \
	do { \
		int ck_rc = (call); \
		ck_assert_msg(ck_rc == 0, "%s: %d: %s", #call, ck_rc, (x)->err.text); \
	} while (0)
/* A refusal with this code whose words hold `part`. */
#define ck_refused(x, call, expected, part) \
	do { \
		int ck_rc = (call); \
		ck_assert_msg(ck_rc == (expected), "%s: %d: %s", #call, ck_rc, (x)->err.text); \
		ck_assert_msg(strstr((x)->err.text, (part)) != NULL, "'%s' not in: %s", (part), \
		              (x)->err.text); \
	} while (0)
#endif
