/* check_says.c: two conditions that differ do not read alike: what the rule book prints is the law that decides. */
#include "engine/base/buf.h"
#include "engine/decide/mutate.h"
#include "engine/decide/reason.h"
#include "tests/decide/dice.h"
#include "tests/decide/suites.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 40, CONDITIONS = 5, DEPTH = 3 };

static void says(struct gj_buf *out, const struct gj_cond *cond, enum gj_lang lang)
{
	gj_buf_init(out);
	gj_reason_required(out, cond, lang);
	ck_assert(!out->failed);
}

/* Pairs that no rule file can hold: a first day has one of three outcomes, and so has what holds of nothing. */
static bool is_agreed(const struct gj_mutant *m)
{
	const struct gj_cond *a = m->before;
	enum gj_outcome o = a->kind == GJ_COND_WITHIN  ? a->window.boundary
	                    : a->kind == GJ_COND_EVERY ? a->outcome
	                                               : GJ_MET;

	return o == GJ_UNKNOWN || o == GJ_ERROR;
}

static void differs(const struct gj_cond *cond, const struct gj_mutant *m, unsigned seed,
                    enum gj_lang lang)
{
	struct gj_buf a, b;

	says(&a, cond, lang);
	says(&b, m->cond, lang);
	if (strcmp(gj_buf_str(&a), gj_buf_str(&b)) == 0 && !is_agreed(m)) {
		if (getenv("GJ_TEST_FIGURES"))
			printf("seed %u, %s: kind %d\n\t%s\n", seed, m->what, m->before->kind,
			       gj_buf_str(&a));
		else
			ck_abort_msg("seed %u: %s reads the same: %s", seed, m->what,
			             gj_buf_str(&a));
	}
	gj_buf_fini(&a);
	gj_buf_fini(&b);
}

static void one(unsigned seed)
{
	struct gj_dice d = { .state = seed * UINT64_C(2654435761) + 1 };
	struct gj_arena mutants;
	struct gj_mutant m;
	const struct gj_cond *cond;
	bool failed = false;

	gj_arena_init(&d.arena, 0);
	cond = gj_dice_cond(&d, DEPTH, NULL);
	gj_arena_init(&mutants, 0);
	for (size_t i = 0; gj_mutate(&m, &mutants, cond, i, &failed); i++) {
		differs(cond, &m, seed, GJ_LANG_ZH);
		differs(cond, &m, seed, GJ_LANG_EN);
	}
	ck_assert(!failed);
	gj_arena_fini(&mutants);
	gj_arena_fini(&d.arena);
}

START_TEST(every_mutant)
{
	for (unsigned i = 0; i < CONDITIONS; i++)
		one((unsigned)_i * CONDITIONS + i + 1);
}
END_TEST

Suite *suite_says(void)
{
	Suite *s = suite_create("decide/says");
	TCase *t = tcase_create("says");

	tcase_set_timeout(t, 600);
	tcase_add_loop_test(t, every_mutant, 0, SEEDS);
	suite_add_tcase(s, t);
	return s;
}
