/* trace_kit.h: a record, an arena and a resolver for the tests of traces; static, one for each file. */
#ifndef GJ_TEST_TRACE_KIT_H
#define GJ_TEST_TRACE_KIT_H
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/decide/trace.h"
#include "tests/decide/build.h"
#include "tests/decide/suites.h"
#include "tests/support/alloc.h"

#include <string.h>

enum { UNKNOWN = -1, NOT_APPLICABLE = -2 }; /* as numbers in tables of cases */

static struct gj_record r;
static struct gj_arena arena;

static void begin(void)
{
	gj_build_init(&r);
	gj_arena_init(&arena, 0);
}

static void end(void)
{
	gj_arena_fini(&arena);
	gj_record_fini(&r);
}

static inline void put(enum gj_build_fact fact, int64_t number)
{
	if (number == UNKNOWN)
		gj_build_state(&r, fact, GJ_MISSING);
	else if (number == NOT_APPLICABLE)
		gj_build_state(&r, fact, GJ_STATE_NOT_APPLICABLE);
	else
		gj_build_put(&r, fact, number);
}

/* Codes say for themselves what is known of them: "met", "review", "not_met", else unknown. */
static enum gj_outcome resolve(void *ctx, const char *category, const char *code)
{
	(void)ctx;
	ck_assert_str_eq(category, "enterprise");
	return strncmp(code, "met", 3) == 0      ? GJ_MET
	       : strncmp(code, "review", 6) == 0 ? GJ_REVIEW
	       : strcmp(code, "not_met") == 0    ? GJ_NOT_MET
	                                         : GJ_UNKNOWN;
}

static inline const struct gj_trace *run(const struct gj_cond *cond)
{
	struct gj_trace *t = NULL;

	ck_assert_int_eq(gj_trace_run(&t, &arena, cond, &r, gj_build_day("2022-11-30"), &(struct gj_outside){ .resolve = resolve }, NULL),
	                 0);
	ck_assert_ptr_nonnull(t);
	return t;
}
#endif
