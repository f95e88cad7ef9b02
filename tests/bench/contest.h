/* contest.h: what the parts of the contestant share. */
#ifndef CONTEST_H
#define CONTEST_H
#include "engine/eval/record.h"
#include "engine/policy/policy.h"

#include <stdint.h>

struct sqlite3;

enum { CONTEST_DAY = 19326, CONTEST_YEAR = 2022 }; /* 2022-11-30 */

/* Says what and ends the program unless ok. */
void need(int ok, const char *what);

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
