/* construct_kit.h: a tiny rule folder as policy staff write it, and cases on both sides of what it says. */
#ifndef GJ_TEST_CONSTRUCT_KIT_H
#define GJ_TEST_CONSTRUCT_KIT_H
#include "tests/policy/kit.h"

/* The folder has policy.lua, bureaus.lua (东区 "east", 西区 "west"), facts.lua and firm.lua. What a test writes of
 * facts.lua follows the code, name and bureau of `facts "firm"`; what it writes of firm.lua follows `category "firm"`
 * and `local f = facts "firm"` on its first line. */
struct construct_rules {
	const char *facts, *rules;
	const char *policy;                     /* more keys of the policy statement; may be NULL */
	const struct kit_file *more;            /* further files; path NULL ends; may be NULL */
	const struct gj_policy_choice *reading; /* an option taken instead; may be NULL */
};

/* One case: lines of a .test file, ";" between them, and what clause 一1 comes to, or the clause named, or the whole; "类别 .." and
 * "基准日 .." may come first, else it is "firm" on 2024-06-30. "职工 = 20; 培训 = 0; + 日期 = 2024-01-01" , "一1b 符合", "整体不符合" */
struct construct_case {
	const char *facts, *expect;
};

/* Loads the folder, which must be sound, and runs every case, by the steps and by the compiled program. */
void construct_cases(const struct construct_rules *rules, const struct construct_case *cases,
                     size_t n);
/* Loads it; the caller frees. */
void construct_load(struct kit *k, const struct construct_rules *rules);
/* What the reason of 一1 for one case says must hold this text; Chinese. */
void construct_reason(const struct construct_rules *rules, const char *facts, const char *part);

/* Of the caps and the days of dated values how many points there are, how many the cases stand on, and for how many of the
 * others a case is proposed. */
struct construct_covered {
	size_t points, stood, proposed;
};
struct construct_covered construct_coverage(const struct construct_rules *rules,
                                            const struct construct_case *cases, size_t n);

/* What 一1 asks for, as the rule book says it, must hold this text; Chinese. */
void construct_required(const struct construct_rules *rules, const char *part);

struct construct_refusal {
	const char *rules,
	    *code; /* firm.lua, where it is found on `line`; of an E no other error may be there */
	int line;
};
void construct_refused(const struct construct_rules *rules, const struct construct_refusal *rows,
                       size_t n);

#define CONSTRUCT(rules, ...) \
	construct_cases(rules, (const struct construct_case[]){ __VA_ARGS__ }, \
	                sizeof((const struct construct_case[]){ __VA_ARGS__ }) / \
	                    sizeof(struct construct_case))
#define REFUSED(rules, ...) \
	construct_refused(rules, (const struct construct_refusal[]){ __VA_ARGS__ }, \
	                  sizeof((const struct construct_refusal[]){ __VA_ARGS__ }) / \
	                      sizeof(struct construct_refusal))
/* firm.lua with one criterion, 一1, of these conditions. */
#define ONE(conditions) \
	"criterion '1' { zh = '条件', en = 'Condition', clause = '一1', " conditions " }"
#endif
