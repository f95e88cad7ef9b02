/* draw.c: collects the applications with their strata, draws, and records the draw. */
#include "engine/cli/draw.h"

#include "db/decision_row.h"
#include "db/revision.h"
#include "db/sample_row.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/draw_out.h"
#include "engine/decide/decision.h"

#include <stdlib.h>
#include <string.h>

enum { STRATA = 4 };

struct drawn { /* an application that may be drawn */
	int64_t application, revision;
	const char *code, *name, *bureau, *stratum; /* in the arena */
	const char *reason;                         /* "" unless somebody wants it in */
};

struct pool {
	const struct gj_sample_ask *ask;
	const struct gj_fact *by[STRATA];
	size_t n_by;
	struct gj_arena arena;
	struct drawn *items; /* owned */
	size_t n, room;
	struct gj_err *err;
};

static int read_strata(struct pool *p)
{
	const struct gj_facts *facts = &p->ask->category->facts;
	const char *s = p->ask->strata;

	while (*s) {
		size_t n = strcspn(s, ",");
		char *key = gj_arena_strndup(&p->arena, s, n);
		const struct gj_fact *fact = key ? gj_facts_find(facts, key) : NULL;

		if (key == NULL)
			return gj_err_nomem(p->err, tr("the sample"));
		if (fact == NULL || fact->type != GJ_FACT_ONE_OF)
			return gj_err_set(p->err, GJ_EINVAL,
			                  tr("--by %s: \"%s\" has no such fact with options"), key,
			                  p->ask->category->key);
		if (p->n_by == STRATA)
			return gj_err_set(p->err, GJ_EINVAL, tr("--by takes %d facts at most"),
			                  STRATA);
		p->by[p->n_by++] = fact;
		s += n + (s[n] == ',');
	}
	return 0;
}

static int collect(void *ctx, const struct gj_decision_item *item)
{
	struct pool *p = ctx;
	struct drawn d = { .application = item->application,
		           .revision = item->row.revision,
		           .reason = "",
		           .stratum = "" };

	if (item->row.id == 0) /* nothing was decided that could be looked at again */
		return 0;
	if (p->n == p->room) {
		size_t room = p->room ? 2 * p->room : 256;
		struct drawn *more = realloc(p->items, room * sizeof *more);

		if (more == NULL)
			return gj_err_nomem(p->err, tr("the sample"));
		p->items = more;
		p->room = room;
	}
	d.code = gj_arena_strdup(&p->arena, item->code);
	d.name = gj_arena_strdup(&p->arena, item->name);
	d.bureau = gj_arena_strdup(&p->arena, item->bureau);
	if (!d.code || !d.name || !d.bureau)
		return gj_err_nomem(p->err, tr("the sample"));
	p->items[p->n++] = d;
	return 0;
}

/* "jiangan/micro"; an option that nobody gave is "-". */
static int name_stratum(struct pool *p, struct drawn *d, const struct gj_record *record)
{
	const char *name = "";

	for (size_t i = 0; name && i < p->n_by; i++) {
		const struct gj_value *v = &record->values[p->by[i]->index];
		const char *option = v->state == GJ_GIVEN ? p->by[i]->options[v->number].key : "-";

		name = gj_arena_printf(&p->arena, "%s%s%s", name, i ? "/" : "", option);
	}
	d->stratum = name;
	return name ? 0 : gj_err_nomem(p->err, tr("the sample"));
}

static int name_strata(struct pool *p)
{
	struct gj_record record;
	int rc = gj_record_init(&record, &p->ask->category->facts, p->err);

	if (rc)
		return rc;
	for (size_t i = 0; rc == 0 && i < p->n; i++) {
		rc = gj_revision_get(p->ask->store, &record, p->items[i].revision, p->err);
		if (rc == 0)
			rc = name_stratum(p, &p->items[i], &record);
	}
	gj_record_fini(&record);
	return rc;
}

static int include(struct pool *p)
{
	for (size_t k = 0; k < p->ask->n_include; k++) {
		const char *text = p->ask->include[k], *reason = strchr(text, '=');
		bool found = false;

		if (reason == NULL || reason == text || reason[1] == '\0')
			return gj_err_set(p->err, GJ_EINVAL,
			                  tr("--include %s: write CODE=REASON, as in "
			                     "--include 91420102MA9X00070M=complaint"),
			                  text);
		for (size_t i = 0; i < p->n; i++)
			if (strlen(p->items[i].code) == (size_t)(reason - text) &&
			    strncmp(p->items[i].code, text, (size_t)(reason - text)) == 0) {
				p->items[i].reason = reason + 1;
				found = true;
			}
		if (!found)
			return gj_err_set(p->err, GJ_EINVAL,
			                  tr("--include %s: that code is not among those to draw "
			                     "from"),
			                  text);
	}
	return 0;
}

static const char *filter_name(const struct gj_sample_ask *ask)
{
	return ask->result < 0 ? "" : gj_result_name((enum gj_result)ask->result);
}

static int record(const struct pool *p, const struct gj_sample *sample,
                  const struct gj_sample_unit *units, int64_t *id)
{
	const struct gj_sample_ask *ask = p->ask;
	char rule[128];
	struct gj_sample_head head = {
		.category = ask->category->key,
		.year = ask->policy->year,
		.filter = filter_name(ask),
		.strata = ask->strata,
		.rule = rule,
		.seed = ask->rule.seed,
		.algorithm = GJ_SAMPLE_ALGORITHM,
		.list_hash = sample->list,
		.list_size = (int64_t)p->n,
	};
	int rc;

	snprintf(rule, sizeof rule, "%s least %lld", ask->size, (long long)ask->rule.least);
	rc = gj_store_begin(ask->store, tr("a draw"), p->err);
	if (rc)
		return rc;
	rc = gj_sample_put(ask->store, id, &head, p->err);
	for (size_t i = 0; rc == 0 && i < p->n; i++) {
		const struct drawn *d = units[i].owner;

		if (units[i].drawn)
			rc = gj_sample_put_row(ask->store, *id,
			                       &(struct gj_sample_row){ .application =
			                                                    d->application,
			                                                .stratum = d->stratum,
			                                                .reason = d->reason },
			                       p->err);
	}
	if (rc == 0)
		return gj_store_commit(ask->store, p->err);
	gj_store_rollback(ask->store);
	return rc;
}

static int by_code(const void *left, const void *right)
{
	const struct gj_sample_unit *a = left, *b = right;
	int order = strcmp(a->stratum, b->stratum);

	return order ? order : strcmp(a->id, b->id);
}

/* What would be recorded, for a dry run, in the order that a recorded draw is shown. */
static int print(const struct pool *p, const struct gj_sample *sample,
                 const struct gj_sample_unit *units, enum gj_report_format format)
{
	struct gj_sample_out out;
	int rc = gj_sample_out_open(&out, p->ask->policy, format, p->err);

	if (rc)
		return rc;
	gj_sample_out_head(&out, &(struct gj_sample_head){
				     .category = p->ask->category->key,
				     .year = p->ask->policy->year,
				     .rule = p->ask->size,
				     .seed = p->ask->rule.seed,
				     .strata = p->ask->strata,
				     .filter = filter_name(p->ask),
				     .algorithm = GJ_SAMPLE_ALGORITHM,
				     .list_hash = sample->list,
				     .list_size = (int64_t)p->n,
				     .drawn_at = tr("(dry run: not recorded)"),
				 });
	for (size_t i = 0; i < p->n; i++) {
		const struct drawn *d = units[i].owner;

		if (units[i].drawn)
			gj_sample_out_row(&out, &(struct gj_sample_row){ .code = d->code,
			                                                 .name = d->name,
			                                                 .bureau = d->bureau,
			                                                 .stratum = d->stratum,
			                                                 .reason = d->reason });
	}
	return gj_sample_out_close(&out, p->err);
}

int gj_sample_make(const struct gj_sample_ask *ask, int64_t *id, enum gj_report_format format,
                   struct gj_err *err)
{
	struct pool p = { .ask = ask, .err = err };
	struct gj_sample_unit *units = NULL;
	struct gj_sample sample;
	int rc;

	*id = 0;
	gj_arena_init(&p.arena, 0);
	rc = read_strata(&p);
	if (rc == 0)
		rc = gj_decision_each(ask->store, ask->category->key, ask->policy->year, NULL,
		                      ask->result, collect, &p, err);
	if (rc == 0)
		rc = name_strata(&p);
	if (rc == 0)
		rc = include(&p);
	if (rc == 0) {
		units = calloc(p.n + 1, sizeof *units);
		rc = units ? 0 : gj_err_nomem(err, tr("the sample"));
	}
	for (size_t i = 0; rc == 0 && i < p.n; i++)
		units[i] = (struct gj_sample_unit){ .id = p.items[i].code,
			                            .stratum = p.items[i].stratum,
			                            .forced = *p.items[i].reason != '\0',
			                            .owner = &p.items[i] };
	if (rc == 0)
		rc = gj_sample_draw(&sample, &ask->rule, units, p.n, err);
	if (rc == 0 && p.n)
		qsort(units, p.n, sizeof *units, by_code);
	if (rc == 0)
		rc = ask->dry_run ? print(&p, &sample, units, format)
		                  : record(&p, &sample, units, id);
	free(units);
	free(p.items);
	gj_arena_fini(&p.arena);
	return rc;
}
