/* slab_counts.c: how many there are, and of each bureau with which newest result, without a look at any row. */
#include "db/slab_inner.h"

#include <stdlib.h>
#include <string.h>

#include "db/application.h"
#include "db/ruling.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

enum { KINDS = 7 /* five results, none, and what only the row tells */ };

struct counting {
	int64_t (*n)[KINDS]; /* owned; by option of the bureau, the last for none */
	const struct gj_fact *bureau; /* borrowed */
	size_t options;
};

static size_t kind_of(uint8_t result)
{
	return result < 5 ? result : result == GJ_SLAB_NONE ? 5 : 6;
}

static int count_slab(struct counting *c, struct gj_slab_reader *r, const struct gj_slab *slab,
                      struct gj_err *err)
{
	const uint8_t *results;
	struct gj_strip strip;
	size_t *option;
	int rc = gj_slab_results(r, &results, err);

	if (rc == 0)
		rc = gj_slab_strip(r, 0, &strip, err);
	if (rc < 0)
		return rc;
	option = malloc((strip.n_texts + 1) * sizeof *option);
	if (option == NULL)
		return gj_err_nomem(err, tr("the summary"));
	for (size_t i = 0; i < strip.n_texts; i++) {
		struct gj_value v = gj_strip_text_value(&strip, i);

		option[i] = v.state == GJ_GIVEN ? (size_t)v.number : c->options;
	}
	for (size_t i = 0; i < slab->n; i++)
		c->n[strip.i[i] < 0 ? c->options : option[strip.i[i]]][kind_of(results[i])]++;
	free(option);
	return 0;
}

static int count_all(struct counting *c, struct gj_store *s, const struct gj_slab_of *of,
                     struct gj_err *err)
{
	struct gj_slab_reader *r;
	struct gj_slab slab;
	int rc = gj_slab_open(&r, s, of, false, err);

	if (rc < 0)
		return rc;
	do {
		rc = gj_slab_next(r, &slab, err);
		if (rc == 0 && slab.n)
			rc = count_slab(c, r, &slab, err);
	} while (rc == 0 && slab.n);
	gj_slab_close(r);
	for (size_t i = 0; rc == 0 && i <= c->options; i++)
		if (c->n[i][KINDS - 1])
			rc = gj_err_set(err, GJ_ENOENT, "%s", "");
	return rc;
}

/* A ruling counts instead of what the rules came to. */
static int shift(void *ctx, const struct gj_ruling_shift *shift)
{
	struct counting *c = ctx;
	size_t option = c->options;

	for (size_t i = 0; i < c->options; i++)
		if (strcmp(c->bureau->options[i].key, shift->bureau) == 0)
			option = i;
	c->n[option][kind_of((uint8_t)shift->was)]--;
	c->n[option][kind_of((uint8_t)shift->is)]++;
	return 0;
}

int gj_slab_counts(struct gj_store *s, const struct gj_facts *facts, int year,
                   int (*each)(void *ctx, const struct gj_decision_count *c), void *ctx,
                   struct gj_err *err)
{
	const struct gj_strip_key key = { .fact = gj_facts_role(facts, GJ_ROLE_BUREAU) };
	const struct gj_slab_of of = { .facts = facts, .year = year, .keys = &key, .n_keys = 1 };
	struct counting c = { .bureau = key.fact,
		              .options = key.fact ? key.fact->n_options : 0 };
	bool fresh = false, own = false;
	int rc = key.fact ? gj_slab_fresh(s, &fresh, &of, err) : 0;

	if (rc < 0 || !fresh)
		return rc < 0 ? rc : gj_decision_counts(s, facts->category, year, each, ctx, err);
	c.n = calloc(c.options + 1, sizeof *c.n);
	if (c.n == NULL)
		return gj_err_nomem(err, tr("the summary"));
	if (s->mode == GJ_STORE_READ) /* else one would wait for writers */
		rc = gj_stmt_own_begin(s, &own, tr("the summary"), err);
	if (rc == 0)
		rc = count_all(&c, s, &of, err);
	if (rc == 0)
		rc = gj_ruling_each_shift(s, facts->category, year, shift, &c, err);
	if (own)
		gj_store_rollback(s);
	/* Another process may be filling them just now: the rows tell the same. */
	if (rc == GJ_ENOENT || rc == GJ_EFORMAT || rc == GJ_EBUSY)
		rc = gj_decision_counts(s, facts->category, year, each, ctx, err);
	else
		for (size_t i = 0; rc == 0 && i <= c.options; i++)
			for (int kind = 0; rc == 0 && kind < KINDS - 1; kind++)
				if (c.n[i][kind])
					rc = each(ctx, &(struct gj_decision_count){
							   .bureau = i < c.options
					                                 ? key.fact->options[i].key
					                                 : "",
							   .result = kind < 5 ? kind : -1,
							   .n = c.n[i][kind] });
	free(c.n);
	return rc;
}

int gj_slab_applications(struct gj_store *s, int64_t *n, const char *category, int year,
                         struct gj_err *err)
{
	static const char sql[] =
	    "SELECT total(c.n) FILTER (WHERE t.category = :category AND t.year = :year),"
	    " total(c.n) = (SELECT max(id) FROM application)"
	    " AND (SELECT min(id) FROM application) = 1"
	    " FROM slab c JOIN slab_set t ON t.id = c.set_id";
	bool all = false;
	struct gj_stmt *q;
	int rc = gj_slab_tables(s, err);

	if (rc == 0)
		rc = gj_stmt_get(&q, s, sql, err);
	if (rc == 0) {
		gj_stmt_text(q, ":category", category);
		gj_stmt_int(q, ":year", year);
		rc = gj_stmt_step(q, err);
		if (rc == GJ_STMT_ROW) {
			*n = gj_stmt_col_int(q, 0);
			all = gj_stmt_col_int(q, 1) != 0;
			gj_stmt_reset(q);
		}
	}
	if (rc == GJ_ENOENT || (rc >= 0 && !all))
		return gj_application_count(s, n, category, year, err);
	return rc < 0 ? rc : 0;
}
