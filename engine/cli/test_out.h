/* test_out.h: what guiju test prints: cases, gaps, and proposals, as text, JSON and a page. */
#ifndef GJ_TEST_OUT_H
#define GJ_TEST_OUT_H
#include "engine/base/buf.h"
#include "engine/decide/testrun.h"
#include "engine/policy/policy.h"

#include <jansson.h>

struct gj_test_out {
	struct gj_testrun *run;         /* borrowed */
	const struct gj_policy *policy; /* borrowed */
	const char *only;               /* NULL: all cases */
	bool coverage, mutate;          /* were asked for */
	json_t *root, *gaps;            /* root owned; NULL: text */
	struct gj_buf text;             /* scratch */
	struct gj_buf page;             /* rows of the page's list of gaps */
	struct gj_buf proposals;
	size_t n_gaps, n_proposals;
	size_t n_failed; /* cases, of those that were asked for */
	bool failed; /* memory */
};

void gj_test_out_init(struct gj_test_out *o, struct gj_testrun *run, const struct gj_policy *policy,
                      bool json);
void gj_test_out_fini(struct gj_test_out *o);
void gj_test_out_problems(struct gj_test_out *o, const struct gj_testcases *cases);
void gj_test_out_cases(struct gj_test_out *o);
/* Prints one gap and proposes a case for it; returns 0. */
int gj_test_out_gap(struct gj_test_out *o, const struct gj_gap *gap);
void gj_test_out_end(struct gj_test_out *o);
/* test_page.c */
void gj_test_out_html(struct gj_test_out *o, struct gj_buf *page);
/* test_propose.c: a case in the form of test files. */
void gj_test_propose(struct gj_test_out *o, const struct gj_gap *gap);
#endif
