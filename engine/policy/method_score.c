/* method_score.c: group and minimums: parts of a score that are asked for by themselves. */
#include <string.h>

#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/measure.h"
#include "engine/policy/method.h"

static const struct gj_score_part *find_group(lua_State *L, const struct gj_score *score,
                                              const char *key)
{
	enum { NAMED = 50 };
	const char *names[NAMED];
	size_t n = 0;

	for (const struct gj_score_part *g = score->groups; g; g = g->next) {
		if (strcmp(g->key, key) == 0)
			return g;
		if (n < NAMED)
			names[n++] = g->key;
	}
	gj_build_report(gj_build_of(L), GJ_FOUND_UNKNOWN_VALUE, gj_build_place(L),
	                gj_build_near(gj_build_of(L), key, names, n),
	                tr("the score has no group \"%.60s\""), key);
	return NULL;
}

/* total:group("a"):at_least(20) */
int gj_method_group(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1);
	const struct gj_score_part *group;

	if (lua_type(L, 2) != LUA_TSTRING) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
		                tr("group wants the name of a group in quotes, not %s"),
		                gj_item_what(L, 2));
		return gj_item_poison(L);
	}
	group = find_group(L, self->u.score, lua_tostring(L, 2));
	if (!group)
		return gj_item_poison(L);
	gj_measure_push(L, *group->term, self);
	return 1;
}

/* Every group's minimum is met. */
int gj_method_minimums(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1);
	struct gj_item *out = gj_condition_push(L, GJ_COND_ALL, NULL);
	size_t n = 0;

	for (const struct gj_score_part *g = self->u.score->groups; g; g = g->next)
		n += g->minimum != INT64_MIN;
	out->dict = self->dict;
	out->size = self->size + n;
	out->depth = 2;
	out->u.cond->args = gj_build_alloc(L, n, sizeof(struct gj_cond *));
	for (const struct gj_score_part *g = self->u.score->groups; g; g = g->next) {
		struct gj_cond *cond;

		if (g->minimum == INT64_MIN)
			continue;
		cond = gj_build_alloc(L, 1, sizeof *cond);
		*cond = (struct gj_cond){
			.kind = GJ_COND_COMPARE,
			.place = g->place,
			.left = g->term,
			.right = gj_measure_constant(L, g->minimum, gj_measure_term(g->term)),
			.cmp = GJ_AT_LEAST,
			.word = { "不少于", "at least" },
		};
		out->u.cond->args[out->u.cond->n_args++] = cond;
	}
	if (n)
		return 1;
	gj_item_attach(out);
	gj_build_report(gj_build_of(L), GJ_FOUND_EMPTY, gj_build_place(L),
	                tr("write minimum = 20 into a group"),
	                tr("minimums: no group of the score has a minimum"));
	return gj_item_poison(L);
}
