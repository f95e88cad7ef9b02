/* testrun.h: runs test cases against the checks, and tells what they leave untested. */
#ifndef GJ_TESTRUN_H
#define GJ_TESTRUN_H
#include "engine/decide/mutate.h"
#include "engine/decide/points.h"
#include "engine/decide/same.h"
#include "engine/decide/testcase.h"
#include "engine/decide/vary.h"

/* A category and what its cases came to. Of a policy that extends another the checks that it took over as they were
 * are that one's to test: they run, but nothing is asked of them. */
struct gj_tested {
	const struct gj_category *category;
	struct gj_points points;
	unsigned *seen; /* owned; by check: outcomes that some case had, as 1 << outcome */
	unsigned *
	    possible; /* owned; by check: those that there can be, error and not_applicable apart */
	size_t mutants, killed, same; /* same: proved to change nothing */
	size_t undecided;             /* neither proved so nor told apart by any case near */
};

struct gj_testrun {
	const struct gj_testcases *cases; /* borrowed */
	struct gj_outside outside;        /* for functions */
	uint8_t **outcomes; /* owned, each too; by case and check; NULL: it has no reference date */
	struct gj_range **points; /* owned, each too; by case and expectation: those of scores */
	enum gj_result *results;  /* owned; by case */
	struct gj_tested *tested; /* owned; n_tested, by category */
	size_t n_tested;
	size_t passed, failed, templates;
};

/* Errors: GJ_ENOMEM; GJ_EINTERNAL: the compiled program, which decides in earnest, says otherwise than the steps. */
int gj_testrun_open(struct gj_testrun *run, const struct gj_testcases *cases,
                    const struct gj_outside *outside, struct gj_err *err);
void gj_testrun_close(struct gj_testrun *run);
/* What came out where the case expected something; -1: nothing, it has no reference date. */
int gj_testrun_actual(const struct gj_testrun *run, size_t i, const struct gj_expect *e);
/* Whether the case's k-th expectation holds. */
bool gj_testrun_holds(const struct gj_testrun *run, size_t i, size_t k);
bool gj_testrun_passed(const struct gj_testrun *run, size_t i);

struct gj_gap { /* something untested, with a case that would test it, where one was found */
	const struct gj_check *check;
	const struct gj_point *point;   /* a threshold; or */
	int outcome;                    /* an outcome; or (-1) */
	const struct gj_mutant *mutant; /* a change that nobody notices */
	const struct gj_testcase *base; /* NULL: none was found */
	int32_t reference;              /* not the base's; GJ_DAY_NONE: the base's */
	const struct gj_change *changes;
	size_t n_changes;
	uint8_t gives;     /* the outcome of the check then */
	enum gj_same same; /* a mutant without a case: whether it changes anything at all */
};

/* Whether the check was written in the policy's own files. */
bool gj_testrun_own(const struct gj_check *check);
/* Every mutant that no expectation of a case notices, one after another; `each` may be NULL. Counts are kept in
 * `tested`. Errors: GJ_ENOMEM, and what `each` returns. */
int gj_testrun_mutate(struct gj_testrun *run, int (*each)(void *ctx, const struct gj_gap *gap),
                      void *ctx, struct gj_err *err);
/* Every threshold point and outcome that no case stands on. */
int gj_testrun_gaps(struct gj_testrun *run, int (*each)(void *ctx, const struct gj_gap *gap),
                    void *ctx, struct gj_err *err);
#endif
