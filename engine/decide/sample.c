/* sample.c: hashes the list, gives every case its lot, and shares the places out among the strata. */
#include "engine/decide/sample.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"

#include <stdlib.h>
#include <string.h>

struct stratum { /* a run of units, sorted by lot */
	struct gj_sample_unit *units;
	size_t n, forced;
	int64_t places;
	int64_t remainder; /* what its share of the places leaves after the whole ones */
};

static int by_id(const void *left, const void *right)
{
	const struct gj_sample_unit *a = left, *b = right;

	return strcmp(a->id, b->id);
}

/* Forced ones first: they take places of their stratum before anybody is drawn. */
static int by_lot(const void *left, const void *right)
{
	const struct gj_sample_unit *a = left, *b = right;
	int order = strcmp(a->stratum, b->stratum);

	if (order == 0 && a->forced != b->forced)
		order = a->forced ? -1 : 1;
	if (order == 0)
		order = memcmp(a->lot, b->lot, sizeof a->lot);
	return order ? order : strcmp(a->id, b->id);
}

static int by_remainder(const void *left, const void *right)
{
	const struct stratum *a = *(struct stratum *const *)left;
	const struct stratum *b = *(struct stratum *const *)right;

	if (a->remainder != b->remainder)
		return a->remainder > b->remainder ? -1 : 1;
	return strcmp(a->units->stratum, b->units->stratum);
}

static void put_text(struct gj_digest *d, const char *s)
{
	gj_digest_put_u64(d, strlen(s));
	gj_digest_put(d, s, strlen(s));
}

/* Units are sorted by id. */
static void hash_list(char out[GJ_DIGEST_TEXT], const struct gj_sample_unit *units, size_t n)
{
	unsigned char bytes[GJ_DIGEST_BYTES];
	struct gj_digest d;

	gj_digest_init(&d);
	gj_digest_put_u64(&d, n);
	for (size_t i = 0; i < n; i++) {
		put_text(&d, units[i].id);
		put_text(&d, units[i].stratum);
	}
	gj_digest_done(&d, bytes);
	gj_digest_hex(out, bytes);
}

static void give_lots(struct gj_sample_unit *units, size_t n, const char *seed, const char *list)
{
	for (size_t i = 0; i < n; i++) {
		struct gj_digest d;

		gj_digest_init(&d);
		put_text(&d, seed);
		put_text(&d, list);
		put_text(&d, units[i].id);
		gj_digest_done(&d, units[i].lot);
		units[i].drawn = false;
	}
}

static size_t split(struct stratum *out, struct gj_sample_unit *units, size_t n)
{
	size_t strata = 0;

	for (size_t i = 0; i < n; i++) {
		if (i == 0 || strcmp(units[i].stratum, units[i - 1].stratum) != 0)
			out[strata++] = (struct stratum){ .units = &units[i] };
		out[strata - 1].n++;
		out[strata - 1].forced += units[i].forced;
	}
	return strata;
}

static void share_out(struct stratum *strata, struct stratum **order, size_t n_strata, size_t n,
                      int64_t places)
{
	int64_t left = places;

	for (size_t i = 0; i < n_strata; i++) {
		__int128 part = (__int128)places * (__int128)strata[i].n;

		strata[i].places = (int64_t)(part / (__int128)n);
		strata[i].remainder = (int64_t)(part % (__int128)n);
		left -= strata[i].places;
		order[i] = &strata[i];
	}
	qsort(order, n_strata, sizeof *order, by_remainder);
	for (size_t i = 0; left > 0 && i < n_strata; i++, left--)
		order[i]->places++;
}

static void mark(struct gj_sample *out, struct stratum *s, int64_t least)
{
	int64_t take = s->places > least ? s->places : least;

	if (take < (int64_t)s->forced)
		take = (int64_t)s->forced;
	if (take > (int64_t)s->n)
		take = (int64_t)s->n;
	for (int64_t i = 0; i < take; i++)
		s->units[i].drawn = true;
	out->drawn += take;
}

static int check(const struct gj_sample_rule *rule, const struct gj_sample_unit *units, size_t n,
                 struct gj_err *err)
{
	if (rule->number < 0 || rule->per < 0 || rule->least < 0 ||
	    (rule->per && rule->number > rule->per))
		return gj_err_set(
		    err, GJ_EINVAL,
		    tr("a sample takes a share between nothing and all, or a number of cases"));
	for (size_t i = 1; i < n; i++)
		if (strcmp(units[i].id, units[i - 1].id) == 0)
			return gj_err_set(err, GJ_EINVAL,
			                  tr("%s is twice in the list to draw from"), units[i].id);
	return 0;
}

int gj_sample_draw(struct gj_sample *out, const struct gj_sample_rule *rule,
                   struct gj_sample_unit *units, size_t n, struct gj_err *err)
{
	struct stratum *strata;
	struct stratum **order;
	size_t n_strata;
	int rc;

	*out = (struct gj_sample){ 0 };
	if (n)
		qsort(units, n, sizeof *units, by_id);
	rc = check(rule, units, n, err);
	if (rc)
		return rc;
	strata = calloc(n + 1, sizeof *strata);
	order = calloc(n + 1, sizeof *order);
	if (strata == NULL || order == NULL) {
		rc = gj_err_nomem(err, tr("the sample"));
		goto done;
	}
	hash_list(out->list, units, n);
	give_lots(units, n, rule->seed, out->list);
	if (n)
		qsort(units, n, sizeof *units, by_lot);
	out->asked = rule->number;
	if (rule->per) /* rounded up: a share of a small list still looks at somebody */
		out->asked = (int64_t)(((__int128)n * rule->number + rule->per - 1) / rule->per);
	if (out->asked > (int64_t)n)
		out->asked = (int64_t)n;
	n_strata = split(strata, units, n);
	share_out(strata, order, n_strata, n, out->asked);
	for (size_t i = 0; i < n_strata; i++)
		mark(out, &strata[i], rule->least);
done:
	free(order);
	free(strata);
	return rc;
}
