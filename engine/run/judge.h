/* judge.h: internal to run/: a category's applications, decided frame by frame, away from the loop. */
#ifndef GJ_JUDGE_H
#define GJ_JUDGE_H
#include "db/decision_row.h"
#include "engine/eval/frame.h"
#include "engine/policy/policy.h"
#include "engine/run/link.h"
#include <stdbool.h>

struct gj_err;
struct gj_judge;

struct gj_judge_row {
	struct gj_decision_row row; /* run and version are the writer's to fill */
	int64_t latest;             /* the newest decision as it was read with the facts */
};

struct gj_judge_frame {
	struct gj_judge_row *rows; /* owned; room for GJ_FRAME_ROWS */
	size_t n;                  /* 0: no application is left */
};

int gj_judge_frame_init(struct gj_judge_frame *f, struct gj_err *err);
void gj_judge_frame_fini(struct gj_judge_frame *f);

/* Whether the policy judges an application with these facts: all, unless it names cases. */
bool gj_judge_covers(const struct gj_policy *policy, const struct gj_category *category,
                     const struct gj_record *record);
/* Only what the policy covers comes. Reads from the database file at `path` by a connection of its own. */
int gj_judge_open(struct gj_judge **out, const char *path, const struct gj_policy *policy,
                  const struct gj_category *category, int year, int32_t reference,
                  struct gj_err *err);
void gj_judge_close(struct gj_judge *j); /* NULL is allowed */
/* Takes others' results from there (link.h) instead of the stored decisions. Before the first gj_judge_next(). */
void gj_judge_see(struct gj_judge *j, gj_link_result_fn *result, void *ctx);
/* The next applications, in order of id. On any one thread at a time. */
int gj_judge_next(struct gj_judge *j, struct gj_judge_frame *out, struct gj_err *err);
#endif
