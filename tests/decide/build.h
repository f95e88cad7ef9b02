/* build.h: a small dictionary, and conditions and records over it, written down as literals. */
#ifndef GJ_TEST_BUILD_H
#define GJ_TEST_BUILD_H
#include "engine/eval/cond.h"
#include "engine/eval/record.h"

enum gj_build_fact { /* places in gj_build_items */
	             SERVED,
	             TRAINED,
	             OFFICERS,
	             BODY,
	             CHECKED,
	             DUTIES,
	             MODE,
	             ROLE,
	             ACCEPTED,
	             FILED,
	             BUDGET,
	             SPENT,
	             NAME,
	             FINDINGS,
	             BUILT,
	             TRAININGS,
	             GJ_BUILD_FACTS
};
enum { ACT_DATE, FINAL, KIND, GRADE, DAMAGE, GJ_BUILD_FINDING_FIELDS }; /* of FINDINGS */
enum { CODE, GJ_BUILD_BUILT_FIELDS };                           /* of BUILT */
enum { HELD_ON, SCOPE, WHO, SOUND, HOURS, GJ_BUILD_TRAINING_FIELDS };  /* of TRAININGS */

extern struct gj_fact gj_build_items[GJ_BUILD_FACTS];
extern const struct gj_fact gj_build_finding[GJ_BUILD_FINDING_FIELDS];
extern const struct gj_fact gj_build_built[GJ_BUILD_BUILT_FIELDS];
extern const struct gj_fact gj_build_training[GJ_BUILD_TRAINING_FIELDS];
extern const struct gj_facts gj_build_facts;

/* Literals of file scope live as long as the program. */
#define FACT(i) (&gj_build_items[i])
#define COND(...) (&(struct gj_cond){ __VA_ARGS__ })
#define ARGS(...) \
	.args = (struct gj_cond *[]){ __VA_ARGS__ }, \
	.n_args = sizeof((struct gj_cond *[]){ __VA_ARGS__ }) / sizeof(struct gj_cond *)
#define ALL(...) COND(.kind = GJ_COND_ALL, ARGS(__VA_ARGS__))
#define ANY(...) COND(.kind = GJ_COND_ANY, ARGS(__VA_ARGS__))
#define NO(c) COND(.kind = GJ_COND_NOT, ARGS(c))
#define ELSE_REVIEW(c) COND(.kind = GJ_COND_ELSE_REVIEW, ARGS(c))
#define ASK(kind_, fact_) COND(.kind = (kind_), .fact = (fact_))
#define TERM(...) (&(const struct gj_term){ __VA_ARGS__ })
#define OF_FACT(i) TERM(.kind = GJ_TERM_FACT, .fact = FACT(i))
#define NUMBER(n) TERM(.kind = GJ_TERM_NUMBER, .number = (n))
#define SHARE(n, per_, base) \
	TERM(.kind = GJ_TERM_SHARE, .number = (n), .per = (per_), .share_of = (base), \
	     .zero_base = GJ_UNKNOWN)
#define COMPARE(l, c, r) COND(.kind = GJ_COND_COMPARE, .left = (l), .cmp = (c), .right = (r))
#define ROWS_OF(i, filter_) \
	TERM(.kind = GJ_TERM_ROWS, .rows = { .list = FACT(i), .filter = (filter_) })

/* Shorthands for tests; every failure ends the test. Text is for text and code. */
void gj_build_init(struct gj_record *r);
void gj_build_put(struct gj_record *r, enum gj_build_fact fact, int64_t number);
void gj_build_state(struct gj_record *r, enum gj_build_fact fact, enum gj_state state);
struct gj_value *gj_build_rows(struct gj_record *r, enum gj_build_fact list, size_t n);
struct gj_value gj_build_given(int64_t number);
struct gj_value gj_build_text(const char *text); /* a literal */
int32_t gj_build_day(const char *text);
#endif
