/* contest.h: what the parts of the contestant share. */
#ifndef CONTEST_H
#define CONTEST_H
#include "engine/eval/record.h"
#include "engine/policy/policy.h"

#include <stdint.h>
#include <stdio.h>

struct sqlite3;

enum { CONTEST_DAY = 19326, CONTEST_YEAR = 2022 /* 2022-11-30 */, CONTEST_ROUNDS = 9 };

/* Says what and ends the program unless ok. */
void need(int ok, const char *what);
double contest_now(void); /* seconds */
/* Prints the median of the rounds, in nanoseconds an application. Sorts them. */
void contest_tell(double times[CONTEST_ROUNDS], size_t applications);

/* contest_make.c: a new apps.db of n made-up applications, the same from the same n. */
void contest_make(const struct gj_policy *policy, int64_t n, const char *apps);
/* contest_hand.c: the same criteria by hand: as contest.c does it, timed and written. */
void contest_hand(const struct gj_policy *policy, struct sqlite3 *db, FILE *out);
/* contest_floor.c: every column read and a row written for each application, nothing decided. */
void contest_floor(const struct gj_policy *policy, struct sqlite3 *db, const char *to);

/* contest_read.c: every row of the category's table, in order of id, as a record that is reused. */
void contest_read(struct sqlite3 *db, const struct gj_category *category,
                  void (*take)(void *ctx, int64_t id, const char *name,
                               const struct gj_record *record),
                  void *ctx);

/* contest_store.c: fills a new store at `path`, its columns too; applications get the numbers that they had. */
void contest_prepare(const struct gj_policy *policy, const char *apps, const char *path);
/* contest_job.c: a table for each category and a view over them, decision(id, decision, outcomes): 2 eligible,
 * 0 ineligible, 1 neither; outcomes two bits each, 2 met, 0 not met, 1 neither. */
/* `rows`: from the rows, as if there were no columns. */
void contest_job(const struct gj_policy *policy, const char *store, const char *to, bool rows);
#endif
