/* judge.h: a condition in the rule language, facts as text, and the outcome that they come to. */
#ifndef GJ_TEST_POLICY_JUDGE_H
#define GJ_TEST_POLICY_JUDGE_H
#include "engine/eval/outcome.h"
#include "tests/policy/kit.h"

struct judge_row {
	const char *condition; /* of the one check of category "e", see kit_base */
	/* "officers=3 budget=0.5 founded_on=2022-01-01 body=yes mode=own area=na
	 * trainings=[held_on=2022-02-01,final=no;attendees=5] cases=[]"; what is not there is missing */
	const char *facts;
	enum gj_outcome wanted;
};

/* Judged on 2022-12-31. `before` is Lua that stands before the criterion; may be NULL. */
void judge_rows(const char *before, const struct judge_row *rows, size_t n);

struct judge_finding {
	const char *condition, *code, *hint; /* code "": no error; hint: a part of it; NULL: any */
};

/* That finding and no error of another code. */
void judge_findings(const char *before, const struct judge_finding *rows, size_t n);
/* Loads the check beside the base; the caller frees. */
void judge_load(struct kit *k, const char *before, const char *condition);

#define JUDGE(before, ...) \
	judge_rows(before, (const struct judge_row[]){ __VA_ARGS__ }, \
	           sizeof((const struct judge_row[]){ __VA_ARGS__ }) / sizeof(struct judge_row))
#define FINDINGS(before, ...) \
	judge_findings(before, (const struct judge_finding[]){ __VA_ARGS__ }, \
	               sizeof((const struct judge_finding[]){ __VA_ARGS__ }) / \
	                   sizeof(struct judge_finding))
#endif
