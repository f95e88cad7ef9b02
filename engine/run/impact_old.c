/* impact_old.c: the policies that made the stored decisions, and their checks found again in the new one. */
#include "engine/run/impact_inner.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/eval/outcome.h"
#include "engine/run/stored.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void old_free(struct gj_impact_old *o)
{
	for (size_t i = 0; o->maps && i < o->policy->n_categories; i++)
		free(o->maps[i]);
	free(o->maps);
	gj_policy_free(o->policy);
	*o = (struct gj_impact_old){ 0 };
}

void gj_impact_olds_free(struct gj_impact_inner *in)
{
	for (size_t i = 0; i < GJ_IMPACT_OLDS; i++)
		old_free(&in->olds[i]);
}

static int old_load(struct gj_impact_old *o, struct gj_impact *m, int64_t version,
                    struct gj_err *err)
{
	struct gj_version v;
	int rc = gj_version_get(m->inner->store, &v, version, err);

	old_free(o);
	if (rc == 0)
		rc = gj_stored_load(&o->policy, m->inner->store, &v, err);
	if (rc)
		return rc;
	o->version = version;
	o->maps = calloc(o->policy->n_categories + 1, sizeof *o->maps);
	if (o->maps)
		return 0;
	old_free(o);
	return gj_err_nomem(err, tr("the policy"));
}

int gj_impact_old(struct gj_impact_old **out, struct gj_impact *m, int64_t version,
                  struct gj_err *err)
{
	struct gj_impact_inner *in = m->inner;
	struct gj_impact_old *least = &in->olds[0];
	int rc;

	for (size_t i = 0; i < GJ_IMPACT_OLDS; i++) {
		struct gj_impact_old *o = &in->olds[i];

		if (o->policy && o->version == version) {
			o->used = ++in->clock;
			*out = o;
			return 0;
		}
		if (o->used < least->used)
			least = o;
	}
	rc = old_load(least, m, version, err);
	if (rc)
		return rc;
	least->used = ++in->clock;
	*out = least;
	return 0;
}

static int map_checks(int **out, const struct gj_category *from,
                      const struct gj_impact_category *to, struct gj_err *err)
{
	int *map = calloc(from->n_checks + 1, sizeof *map);

	if (map == NULL)
		return gj_err_nomem(err, tr("the policy"));
	for (size_t i = 0; i < from->n_checks; i++) {
		map[i] = -1;
		for (size_t k = 0; map[i] < 0 && k < to->n_checks; k++) {
			const struct gj_impact_check *c = &to->checks[k];

			if (strcmp((c->is ? c->is : c->was)->id, from->checks[i].id) == 0)
				map[i] = (int)k;
		}
	}
	*out = map;
	return 0;
}

int gj_impact_was(uint8_t *outcomes, struct gj_impact_old **old, struct gj_impact *m,
                  const struct gj_impact_category *category, const struct gj_decision_row *row,
                  struct gj_err *err)
{
	uint8_t theirs[GJ_CHECKS_MAX];
	const struct gj_category *c;
	int **map, rc;

	*old = NULL;
	memset(outcomes, GJ_IMPACT_ABSENT, category->n_checks);
	if (row->id == 0)
		return 0;
	rc = gj_impact_old(old, m, row->version, err);
	if (rc)
		return rc;
	c = gj_policy_category((*old)->policy, category->key);
	if (c == NULL || c->n_checks > GJ_CHECKS_MAX ||
	    !gj_outcome_unpack(theirs, c->n_checks, row->outcomes, row->n_outcomes))
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("decision %" PRId64 " does not fit the policy it names"),
		                  row->id);
	map = &(*old)->maps[c - (*old)->policy->categories];
	rc = *map ? 0 : map_checks(map, c, category, err);
	for (size_t i = 0; rc == 0 && i < c->n_checks; i++)
		if ((*map)[i] >= 0)
			outcomes[(*map)[i]] = theirs[i];
	return rc;
}

int gj_impact_is(uint8_t *outcomes, const struct gj_impact_category *category,
                 const unsigned char *packed, size_t n, struct gj_err *err)
{
	memset(outcomes, GJ_IMPACT_ABSENT, category->n_checks);
	if (n && !gj_outcome_unpack(outcomes, category->is->n_checks, packed, n))
		return gj_err_set(err, GJ_EINTERNAL, "impact: outcomes of %s", category->key);
	return 0;
}

bool gj_impact_flips(uint8_t was, uint8_t is)
{
	uint8_t other = was == GJ_IMPACT_ABSENT ? is : was;

	if (was == is)
		return false;
	if (was != GJ_IMPACT_ABSENT && is != GJ_IMPACT_ABSENT)
		return true;
	return other != GJ_MET && other != GJ_NOT_APPLICABLE;
}
