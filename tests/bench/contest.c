/* contest.c: this engine as one contestant of a comparison of engines on the same applications.
 *
 *   contest start RULES              loads and compiles the rules, judges nothing
 *   contest eval RULES APPS.db OUT   judges all applications, read into memory before; prints eval_ns=X, the median
 *                                    nanoseconds an application, and writes a line "id D OUTCOMES" for each to OUT
 *
 * APPS.db has a table for each category of the rules: id, name, then a column for each fact; yes and no as 1 and 0, days
 * since 1970-01-01, NULL for what is missing. D is E eligible, I ineligible, N neither; an outcome is P, F or U. */
#include "engine/base/err.h"
#include "engine/base/fileset.h"
#include "engine/decide/decision.h"
#include "engine/eval/frame.h"
#include "engine/policy/finding.h"
#include "engine/policy/policy.h"

#include <inttypes.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 9, DAY_2022_11_30 = 19326, FIRST_FACT = 2 /* after id and name */ };

struct group { /* all applications of a category */
	const struct gj_category *category;
	struct gj_program *program;
	struct gj_frame **frames;
	int64_t *ids;
	uint8_t *results; /* as many rows as the frames have in all */
	size_t n_frames, n;
};

static void need(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "contest: %s\n", what);
	exit(3);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct gj_policy *load(const char *rules)
{
	static struct gj_findings findings;
	struct gj_fileset files;
	struct gj_policy *policy = NULL;
	struct gj_err err = { .code = 0 };

	gj_findings_init(&findings);
	gj_fileset_init(&files);
	need(gj_fileset_read(&files, rules, &err) == 0, err.text);
	need(gj_policy_load(&policy, &files, NULL, &findings, &err) == 0,
	     "the rules have errors; see guiju check");
	gj_fileset_fini(&files);
	gj_findings_fini(&findings);
	return policy;
}

static struct gj_program *compile(const struct gj_category *category)
{
	const struct gj_cond **conds = calloc(category->n_checks, sizeof *conds);
	struct gj_program *program = NULL;
	struct gj_err err = { .code = 0 };

	need(conds != NULL, "no memory");
	for (size_t i = 0; i < category->n_checks; i++)
		conds[i] = category->checks[i].cond;
	need(gj_program_compile(&program, conds, category->n_checks, DAY_2022_11_30, &err) == 0,
	     err.text);
	free(conds);
	return program;
}

static int64_t power(int n)
{
	return n > 0 ? 10 * power(n - 1) : 1;
}

/* The column of the fact's name, at `column`. */
static void put(struct gj_record *record, const struct gj_fact *fact, sqlite3_stmt *s, int column)
{
	struct gj_value *v = &record->values[fact->index];

	if (sqlite3_column_type(s, column) == SQLITE_NULL)
		return;
	if (fact->type == GJ_FACT_TEXT) {
		need(gj_record_set_text(record, fact,
		                        (const char *)sqlite3_column_text(s, column),
		                        (size_t)sqlite3_column_bytes(s, column), NULL) == 0,
		     "no memory");
		return;
	}
	*v = (struct gj_value){ .state = GJ_GIVEN };
	if (fact->type == GJ_FACT_AMOUNT)
		v->number = llround(sqlite3_column_double(s, column) * (double)power(fact->decimals));
	else
		v->number = sqlite3_column_int64(s, column);
}

static struct gj_frame *new_frame(struct group *g)
{
	struct gj_frame *frame;

	g->frames = realloc(g->frames, (g->n_frames + 1) * sizeof *g->frames);
	need(g->frames != NULL && gj_frame_new(&frame, g->program, NULL, NULL) == 0, "no memory");
	g->frames[g->n_frames++] = frame;
	g->ids = realloc(g->ids, g->n_frames * GJ_FRAME_ROWS * sizeof *g->ids);
	need(g->ids != NULL, "no memory");
	return frame;
}

static void read_group(struct group *g, sqlite3 *db)
{
	const struct gj_facts *facts = &g->category->facts;
	const struct gj_fact *columns[GJ_FACTS_MAX] = { NULL };
	struct gj_frame *frame = NULL;
	struct gj_record record;
	sqlite3_stmt *s;
	char sql[100];

	snprintf(sql, sizeof sql, "SELECT * FROM %s", g->category->key);
	need(sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK, sqlite3_errmsg(db));
	for (int c = FIRST_FACT; c < sqlite3_column_count(s) && c < GJ_FACTS_MAX; c++)
		for (size_t i = 0; i < facts->n; i++)
			if (strcmp(facts->items[i].key, sqlite3_column_name(s, c)) == 0)
				columns[c] = &facts->items[i];
	need(gj_record_init(&record, facts, NULL) == 0, "no memory");
	while (sqlite3_step(s) == SQLITE_ROW) {
		need(gj_record_clear(&record, NULL) == 0, "no memory");
		for (int c = FIRST_FACT; c < sqlite3_column_count(s); c++)
			if (columns[c])
				put(&record, columns[c], s, c);
		if (!frame || gj_frame_full(frame))
			frame = new_frame(g);
		need(gj_frame_put(frame, &record, NULL) == 0, "no memory");
		g->ids[g->n++] = sqlite3_column_int64(s, 0);
	}
	sqlite3_finalize(s);
	gj_record_fini(&record);
	g->results = malloc(g->n + 1);
	need(g->results != NULL, "no memory");
}

static void judge(struct group *g)
{
	size_t at = 0;

	for (size_t k = 0; k < g->n_frames; k++) {
		size_t n = gj_frame_rows(g->frames[k]);

		gj_decision_results(g->results + at, g->category, gj_frame_run(g->frames[k]), n);
		at += n;
	}
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void write_group(FILE *out, const struct group *g)
{
	size_t at = 0;

	for (size_t k = 0; k < g->n_frames; k++) {
		const uint8_t *const *outcomes = gj_frame_run(g->frames[k]);

		for (size_t r = 0; r < gj_frame_rows(g->frames[k]); r++, at++) {
			uint8_t result = g->results[at];

			fprintf(out, "%" PRId64 "\t%c\t", g->ids[at],
			        result == GJ_ELIGIBLE     ? 'E'
			        : result == GJ_INELIGIBLE ? 'I'
			                                  : 'N');
			for (size_t c = 0; c < g->category->n_checks; c++)
				putc(outcomes[c][r] == GJ_MET       ? 'P'
				     : outcomes[c][r] == GJ_NOT_MET ? 'F'
				                                    : 'U',
				     out);
			putc('\n', out);
		}
	}
}

static void evaluate(const struct gj_policy *policy, const char *apps, const char *to)
{
	struct group *groups = calloc(policy->n_categories, sizeof *groups);
	double times[ROUNDS], start;
	size_t all = 0;
	sqlite3 *db;
	FILE *out = fopen(to, "w");

	need(groups && out, "the output cannot be written");
	need(sqlite3_open_v2(apps, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) ==
	         SQLITE_OK,
	     sqlite3_errmsg(db));
	for (size_t i = 0; i < policy->n_categories; i++) {
		groups[i].category = &policy->categories[i];
		groups[i].program = compile(groups[i].category);
		read_group(&groups[i], db);
		all += groups[i].n;
	}
	sqlite3_close(db);
	for (int round = 0; round < ROUNDS; round++) {
		start = now();
		for (size_t i = 0; i < policy->n_categories; i++)
			judge(&groups[i]);
		times[round] = now() - start;
	}
	qsort(times, ROUNDS, sizeof *times, by_size);
	printf("eval_ns=%.3f n=%zu\n", 1e9 * times[ROUNDS / 2] / (double)(all ? all : 1), all);
	for (size_t i = 0; i < policy->n_categories; i++) {
		write_group(out, &groups[i]);
		for (size_t k = 0; k < groups[i].n_frames; k++)
			gj_frame_free(groups[i].frames[k]);
		free(groups[i].frames);
		free(groups[i].ids);
		free(groups[i].results);
		gj_program_free(groups[i].program);
	}
	free(groups);
	need(fclose(out) == 0, "the output cannot be written");
}

int main(int argc, char **argv)
{
	struct gj_policy *policy;

	if (argc < 3 || (strcmp(argv[1], "start") != 0 && strcmp(argv[1], "eval") != 0) ||
	    (argc != 5 && strcmp(argv[1], "eval") == 0)) {
		fprintf(stderr, "usage: contest start RULES | contest eval RULES APPS.db OUT\n");
		return 2;
	}
	policy = load(argv[2]);
	if (argc == 5)
		evaluate(policy, argv[3], argv[4]);
	for (size_t i = 0; argc == 3 && i < policy->n_categories; i++)
		gj_program_free(compile(&policy->categories[i]));
	gj_policy_free(policy);
	return 0;
}
