/* ranking.c: sorts those who qualify by the declared keys and draws the lines of quota and reserve. */
#include "engine/decide/ranking.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"

#include <stdlib.h>
#include <string.h>

/* The sort needs to know the ranking; a global would tie two engines together. */
struct row {
	const struct gj_ranking *ranking;
	struct gj_ranking_row *row;
};

static bool is_open(const struct gj_ranking *r, const struct gj_ranking_row *row)
{
	for (size_t k = 0; k < r->n_keys; k++)
		if (row->values[k].open != GJ_MET)
			return true;
	return false;
}

/* By the keys alone: 0 is a tie. */
static int by_keys(const struct gj_ranking *r, const struct gj_ranking_row *a,
                   const struct gj_ranking_row *b)
{
	for (size_t k = 0; k < r->n_keys; k++) {
		int64_t x = a->values[k].low, y = b->values[k].low;

		if (x != y)
			return (x < y) == r->keys[k].descending ? 1 : -1;
	}
	return 0;
}

static int group_order(const struct gj_ranking *r, const struct gj_ranking_row *a,
                       const struct gj_ranking_row *b)
{
	return r->per_bureau ? strcmp(a->bureau, b->bureau) : 0;
}

/* By bureau, settled ones first, by the keys, and by code so that there is one order only. */
static int order(const void *left, const void *right)
{
	const struct row *a = left, *b = right;
	const struct gj_ranking *r = a->ranking;
	int x = group_order(r, a->row, b->row);

	if (x == 0)
		x = (int)is_open(r, a->row) - (int)is_open(r, b->row);
	if (x == 0 && !is_open(r, a->row))
		x = by_keys(r, a->row, b->row);
	return x ? x : strcmp(a->row->code, b->row->code);
}

/* `n` rows share the places from `first` (0 is the best); the lines lie behind quota, and behind quota and reserve. */
static enum gj_ranking_place place_of(const struct gj_ranking *r, int first, int n)
{
	int in = r->quota, reserve = r->quota + r->reserve, last = first + n - 1;

	if (last < in)
		return GJ_RANKED_IN;
	if (first < in)
		return GJ_RANKED_TIE;
	if (last < reserve)
		return GJ_RANKED_RESERVE;
	return first < reserve ? GJ_RANKED_TIE : GJ_RANKED_OUT;
}

/* The rows of one quota, in order. */
static void rank_group(const struct gj_ranking *r, struct row *rows, size_t n)
{
	for (size_t i = 0, next; i < n; i = next) {
		next = i + 1;
		if (is_open(r, rows[i].row)) {
			rows[i].row->rank = 0;
			rows[i].row->place = GJ_RANKED_OPEN;
			continue;
		}
		while (r->tie == GJ_TIE_PERSON && next < n && !is_open(r, rows[next].row) &&
		       by_keys(r, rows[i].row, rows[next].row) == 0)
			next++;
		for (size_t k = i; k < next; k++) {
			rows[k].row->rank = (int)i + 1;
			rows[k].row->place = place_of(r, (int)i, (int)(next - i));
		}
	}
}

int gj_ranking_run(const struct gj_ranking *ranking, struct gj_ranking_row *rows, size_t n,
                   struct gj_err *err)
{
	struct row *sorted = calloc(n + 1, sizeof *sorted);
	struct gj_ranking_row *copy = calloc(n + 1, sizeof *copy);
	int rc = 0;

	if (sorted == NULL || copy == NULL) {
		rc = gj_err_nomem(err, tr("the ranking"));
		goto done;
	}
	for (size_t i = 0; i < n; i++)
		sorted[i] = (struct row){ .ranking = ranking, .row = &rows[i] };
	if (n)
		qsort(sorted, n, sizeof *sorted, order);
	for (size_t i = 0, next; i < n; i = next) {
		for (next = i + 1;
		     next < n && group_order(ranking, sorted[i].row, sorted[next].row) == 0; next++)
			;
		rank_group(ranking, sorted + i, next - i);
	}
	for (size_t i = 0; i < n; i++)
		copy[i] = *sorted[i].row;
	if (n)
		memcpy(rows, copy, n * sizeof *rows);
done:
	free(copy);
	free(sorted);
	return rc;
}
