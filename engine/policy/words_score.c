/* words_score.c: score: points that add up, with weights, caps and minimums. */
#include "engine/base/tr.h"
#include "engine/eval/most.h"
#include "engine/policy/condition.h"
#include "engine/policy/method.h"
#include "engine/policy/statement.h"
#include "engine/policy/words.h"
#include "engine/policy/words_score.h"

static struct gj_term term_like(struct gj_measure m, enum gj_term_kind kind,
                                const struct gj_term *const *args, size_t n)
{
	return (struct gj_term){ .kind = kind,
		                 .type = m.type,
		                 .unit = { "分", "points" },
		                 .decimals = m.decimals,
		                 .points = true,
		                 .args = args,
		                 .n_args = n };
}

static const struct gj_term *over(lua_State *L, struct gj_term value, const struct gj_term *arg)
{
	struct gj_term *term = gj_build_alloc(L, 1, sizeof *term);
	const struct gj_term **args = gj_build_alloc(L, 1, sizeof *args);

	args[0] = arg;
	*term = value;
	term->args = args;
	term->n_args = 1;
	return term;
}

/* The points where the condition is met, else none. */
static const struct gj_term *points_when(lua_State *L, const struct gj_term *full,
                                         const struct gj_cond *when)
{
	struct gj_term *term = gj_build_alloc(L, 1, sizeof *term);
	const struct gj_term **args = gj_build_alloc(L, 2, sizeof *args);
	const struct gj_cond **conds = gj_build_alloc(L, 1, sizeof *conds);

	args[0] = full;
	args[1] = gj_measure_constant(L, 0, gj_measure_term(full));
	conds[0] = when;
	*term = term_like(gj_measure_term(full), GJ_TERM_CASES, args, 2);
	term->conds = conds;
	term->n_conds = 1;
	return term;
}

struct scoring { /* a score being put together */
	struct gj_keys *k;
	int decimals;
	enum gj_rounding rounding;
	const struct gj_dict *dict;
	size_t size;
	bool poisoned;
};

/* Whether a number that the item or its table writes down is above `cap`, by the scale of the score. */
static bool written_above(const struct gj_term *term, int64_t cap)
{
	__int128 scale = 1;

	if (term->kind == GJ_TERM_SCALED && term->per == 1 &&
	    term->args[0]->kind == GJ_TERM_CASES) {
		scale = term->number;
		term = term->args[0];
	}
	if (term->kind == GJ_TERM_NUMBER)
		return term->number > cap;
	for (size_t i = 0; term->kind == GJ_TERM_CASES && i < term->n_args; i++)
		if (term->args[i]->kind == GJ_TERM_NUMBER && term->args[i]->number * scale > cap)
			return true;
	return false;
}

/* One item in the scale of the score: picked, weighted, capped. */
static const struct gj_term *item_term(struct scoring *s, struct gj_score_part *part)
{
	lua_State *L = s->k->L;
	struct gj_measure m = gj_score_points(s->decimals);
	const struct gj_term *term = part->term;
	struct gj_measure own;
	struct gj_term *named;

	if (!term) {
		s->poisoned = true;
		return NULL;
	}
	own = gj_measure_term(term);
	if (own.decimals > s->decimals || part->decimals > s->decimals) {
		gj_build_report(s->k->build, GJ_FOUND_TOO_FINE, part->place,
		                tr("give the score more decimals: decimals = 1"),
		                tr("item \"%s\": its points are finer than the score counts"),
		                part->key);
		s->poisoned = true;
		return NULL;
	}
	if (term->kind == GJ_TERM_NUMBER) {
		term =
		    gj_measure_constant(L, gj_score_scale(term->number, own.decimals, s->decimals),
		                        m);
	} else if (own.decimals < s->decimals || !own.points) {
		struct gj_term scaled = term_like(m, GJ_TERM_SCALED, NULL, 0);

		scaled.number = gj_unit_power(s->decimals - own.decimals);
		scaled.per = 1;
		term = over(L, scaled, term);
	}
	if (part->picked) {
		struct gj_term picked = term_like(m, GJ_TERM_PICKED, NULL, 0);

		picked.low = gj_score_scale(part->low, part->decimals, s->decimals);
		picked.high = gj_score_scale(part->high, part->decimals, s->decimals);
		term = over(L, picked, term);
	}
	if (part->cap != INT64_MAX && part->number == part->per &&
	    written_above(term, gj_score_scale(part->cap, part->decimals, s->decimals)))
		gj_build_report(s->k->build, GJ_FOUND_POINTS, part->place, NULL,
		                tr("item \"%s\": it gives more points than its cap lets count"),
		                part->key);
	if (part->when)
		term = points_when(L, term, part->when);
	if (part->number != part->per) {
		struct gj_term weighted = term_like(m, GJ_TERM_SCALED, NULL, 0);

		weighted.number = part->number;
		weighted.per = part->per;
		weighted.rounding = s->rounding;
		term = over(L, weighted, term);
	}
	if (part->cap != INT64_MAX) {
		struct gj_term capped = term_like(m, GJ_TERM_BOUNDED, NULL, 0);

		capped.low = INT64_MIN;
		capped.high = gj_score_scale(part->cap, part->decimals, s->decimals);
		term = over(L, capped, term);
	}
	named = gj_build_alloc(L, 1, sizeof *named); /* the term may be written in two places */
	*named = *term;
	named->label = part->label;
	named->unit = (struct gj_label){ "分", "points" };
	if (part->dict && s->dict && part->dict != s->dict) {
		gj_build_report(s->k->build, GJ_FOUND_MIXED_FACTS, part->place, NULL,
		                tr("item \"%s\" reads facts of another category"), part->key);
		s->poisoned = true;
	}
	s->dict = s->dict ? s->dict : part->dict;
	s->size += part->size + 3;
	return named;
}

/* All parts together, not above the cap. */
static const struct gj_term *sum_term(struct scoring *s, const struct gj_term *const *args,
                                      size_t n, int64_t cap, struct gj_label label)
{
	struct gj_measure m = gj_score_points(s->decimals);
	struct gj_term *sum = gj_build_alloc(s->k->L, 1, sizeof *sum);

	*sum = term_like(m, GJ_TERM_PLUS, args, n);
	if (cap != INT64_MAX) {
		struct gj_term capped = term_like(m, GJ_TERM_BOUNDED, NULL, 0);

		capped.low = INT64_MIN;
		capped.high = cap;
		capped.label = label;
		return over(s->k->L, capped, sum);
	}
	sum->label = label;
	return sum;
}

static const struct gj_term *group_term(struct scoring *s, struct gj_score_part *group)
{
	const struct gj_term **args;
	const struct gj_term *term;
	size_t n = 0;

	for (const struct gj_score_part *i = group->items; i; i = i->next)
		n++;
	args = gj_build_alloc(s->k->L, n, sizeof *args);
	n = 0;
	for (struct gj_score_part *i = group->items; i; i = i->next)
		args[n++] = item_term(s, i);
	if (group->decimals > s->decimals) {
		gj_build_report(s->k->build, GJ_FOUND_TOO_FINE, group->place,
		                tr("give the score more decimals: decimals = 1"),
		                tr("group \"%s\": its limits are finer than the score counts"),
		                group->key);
		s->poisoned = true;
	}
	if (s->poisoned)
		return NULL;
	group->cap = gj_score_scale(group->cap, group->decimals, s->decimals);
	group->minimum = gj_score_scale(group->minimum, group->decimals, s->decimals);
	term = sum_term(s, args, n, group->cap, group->label);
	if (group->minimum != INT64_MIN && gj_term_most(term) < group->minimum)
		gj_build_report(s->k->build, GJ_FOUND_POINTS, group->place, NULL,
		                tr("group \"%s\": its items cannot reach its minimum"), group->key);
	return term;
}

int gj_word_score(lua_State *L, struct gj_item *item)
{
	static const char *const known[] = { "zh",       "en",  "clause", "decimals",
		                             "rounding", "cap", "note",   NULL };
	static const char *const names[] = { "half_up", "up", "down", "half_even" };
	struct gj_keys k = gj_keys_open(L, 2, gj_statement_of(L, item), known);
	struct scoring s = { .k = &k };
	struct gj_score *score = gj_build_alloc(L, 1, sizeof *score);
	struct gj_score_part **end = &score->groups, *loose = NULL;
	const struct gj_term **args = gj_build_alloc(L, k.n_items, sizeof *args);
	struct gj_label label = gj_keys_names(&k);
	lua_Integer decimals = 0;
	int64_t cap = INT64_MAX;
	int cap_decimals = 0;
	struct gj_item *out, *part;
	size_t n = 0;

	gj_keys_text(&k, "clause");
	gj_keys_label(&k, "note");
	gj_keys_integer(&k, "decimals", 0, GJ_SCORE_DECIMALS, &decimals);
	s.decimals = (int)decimals;
	s.rounding =
	    (enum gj_rounding)gj_keys_word(&k, "rounding", names, sizeof names / sizeof *names, 0);
	if (gj_score_limit(&k, "cap", &cap, &cap_decimals) && cap_decimals > s.decimals) {
		gj_build_report(k.build, GJ_FOUND_TOO_FINE, k.place,
		                tr("give the score more decimals: decimals = 1"),
		                tr("%s: its cap is finer than the score counts"), k.of);
		s.poisoned = true;
	}
	for (size_t i = 1; i <= k.n_items; i++) {
		lua_rawgeti(L, 2, (lua_Integer)i);
		part = gj_item_get(L, -1);
		if (part && part->kind == GJ_ITEM_SCORE_ITEM) { /* an item beside the groups */
			gj_item_attach(part);
			lua_pop(L, 1);
			if (!gj_score_take(&k, loose, part->u.part)) {
				s.poisoned = true;
				continue;
			}
			part->u.part->next = loose;
			loose = part->u.part;
			args[n++] = item_term(&s, part->u.part);
			continue;
		}
		lua_pop(L, 1);
		part = gj_keys_item(&k, i, GJ_ITEM_SCORE_GROUP, tr("a group or an item"));
		lua_pop(L, 1);
		if (!part || !gj_score_take(&k, score->groups, part->u.part)) {
			s.poisoned = true;
			continue;
		}
		*end = part->u.part;
		end = &part->u.part->next;
		part->u.part->term = group_term(&s, part->u.part);
		args[n++] = part->u.part->term;
	}
	if (n == 0 && !s.poisoned)
		gj_build_report(k.build, GJ_FOUND_EMPTY, k.place, NULL, tr("%s has no items"),
		                k.of);
	if (s.poisoned || n == 0 || !s.dict) {
		if (!s.poisoned && n && !s.dict)
			gj_build_report(k.build, GJ_FOUND_EMPTY, k.place, NULL,
			                tr("%s reads no fact"), k.of);
		return gj_item_poison(L);
	}
	score->term = sum_term(&s, args, n, gj_score_scale(cap, cap_decimals, s.decimals), label);
	if (!gj_condition_fits(L, 1, s.size))
		return gj_item_poison(L);
	out = gj_item_push(L, GJ_ITEM_SCORE);
	out->u.score = score;
	out->dict = s.dict;
	out->size = s.size;
	return 1;
}
