/* contest.c: this engine as one contestant of a comparison of engines on the same applications.
 *
 *   contest RULES start                loads and compiles the rules, judges nothing
 *   contest RULES prepare DATA         takes DATA/apps.db into a store of the engine's own, DATA/store.db
 *   contest RULES eval DATA OUT        judges all applications, read into memory before; prints eval_ns=X, the median
 *                                      nanoseconds an application, and writes a line "id D OUTCOMES" for each to OUT
 *   contest RULES job DATA OUT         judges what the store holds by column, writes every decision to OUT, a database
 *   contest RULES rows DATA OUT        the same from the rows of the store, as if it had no columns
 *   contest RULES make DATA N          writes DATA/apps.db of N made-up applications
 *   contest RULES hand DATA OUT        eval, by conditions that are written in C
 *   contest RULES floor DATA OUT       job, of the database alone: all is read, a row written for each, nothing judged
 *
 * apps.db has a table for each category of the rules: id, name, then a column for each fact; yes and no as 1 and 0, days
 * since 1970-01-01, NULL for what is missing. D is E eligible, I ineligible, N neither; an outcome is P, F or U. */
#include "tests/bench/contest.h"

#include "engine/base/err.h"
#include "engine/base/fileset.h"
#include "engine/decide/decision.h"
#include "engine/eval/frame.h"
#include "engine/policy/finding.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PATH_SIZE = 4096 };

struct group { /* all applications of a category */
	const struct gj_category *category;
	struct gj_program *program;
	struct gj_frame **frames;
	int64_t *ids;
	uint8_t *results; /* as many rows as the frames have in all */
	size_t n_frames, n;
};

void need(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "contest: %s\n", what);
	exit(3);
}

double contest_now(void)
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
	need(gj_program_compile(&program, conds, category->n_checks, CONTEST_DAY, &err) == 0,
	     err.text);
	free(conds);
	return program;
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

static void take(void *ctx, int64_t id, const char *name, const struct gj_record *record)
{
	struct group *g = ctx;
	struct gj_frame *frame = g->n_frames ? g->frames[g->n_frames - 1] : NULL;

	(void)name;
	if (!frame || gj_frame_full(frame))
		frame = new_frame(g);
	need(gj_frame_put(frame, record, NULL) == 0, "no memory");
	g->ids[g->n++] = id;
}

static void read_group(struct group *g, sqlite3 *db)
{
	contest_read(db, g->category, take, g);
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

void contest_tell(double times[CONTEST_ROUNDS], size_t applications)
{
	qsort(times, CONTEST_ROUNDS, sizeof *times, by_size);
	printf("eval_ns=%.3f n=%zu\n",
	       1e9 * times[CONTEST_ROUNDS / 2] / (double)(applications ? applications : 1),
	       applications);
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

static void evaluate(const struct gj_policy *policy, sqlite3 *db, FILE *out)
{
	struct group *groups = calloc(policy->n_categories, sizeof *groups);
	double times[CONTEST_ROUNDS], start;
	size_t all = 0;

	need(groups != NULL, "no memory");
	for (size_t i = 0; i < policy->n_categories; i++) {
		groups[i].category = &policy->categories[i];
		groups[i].program = compile(groups[i].category);
		read_group(&groups[i], db);
		all += groups[i].n;
	}
	for (int round = 0; round < CONTEST_ROUNDS; round++) {
		start = contest_now();
		for (size_t i = 0; i < policy->n_categories; i++)
			judge(&groups[i]);
		times[round] = contest_now() - start;
	}
	contest_tell(times, all);
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
}

static sqlite3 *open_apps(const char *apps)
{
	sqlite3 *db = NULL;

	need(sqlite3_open_v2(apps, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) ==
	         SQLITE_OK,
	     sqlite3_errmsg(db));
	return db;
}

/* Timed, and a line for each application. */
static void to_lines(const struct gj_policy *policy, const char *apps, const char *to,
                     void (*judge_all)(const struct gj_policy *policy, sqlite3 *db, FILE *out))
{
	sqlite3 *db = open_apps(apps);
	FILE *out = fopen(to, "w");

	need(out != NULL, "the output cannot be written");
	judge_all(policy, db, out);
	need(fclose(out) == 0, "the output cannot be written");
	sqlite3_close(db);
}

static void floor_of(const struct gj_policy *policy, const char *apps, const char *to)
{
	sqlite3 *db = open_apps(apps);

	contest_floor(policy, db, to);
	sqlite3_close(db);
}

static const char *within(char path[PATH_SIZE], const char *folder, const char *file)
{
	need(snprintf(path, PATH_SIZE, "%s/%s", folder, file) < PATH_SIZE, "the path is too long");
	return path;
}

enum mode { START, PREPARE, EVAL, JOB, ROWS, MAKE, HAND, FLOOR, MODES };

static const struct {
	const char *name;
	int least; /* arguments */
} modes[MODES] = {
	[START] = { "start", 3 }, [PREPARE] = { "prepare", 4 }, [EVAL] = { "eval", 5 },
	[JOB] = { "job", 5 },     [ROWS] = { "rows", 5 },       [MAKE] = { "make", 5 },
	[HAND] = { "hand", 5 },   [FLOOR] = { "floor", 5 },
};

static void run(enum mode mode, const struct gj_policy *policy, const char *data, const char *out)
{
	char apps[PATH_SIZE], store[PATH_SIZE];

	within(apps, data, "apps.db");
	within(store, data, "store.db");
	switch (mode) {
	case START:
		for (size_t i = 0; i < policy->n_categories; i++)
			gj_program_free(compile(&policy->categories[i]));
		break;
	case PREPARE:
		contest_prepare(policy, apps, store);
		break;
	case EVAL:
		to_lines(policy, apps, out, evaluate);
		break;
	case HAND:
		to_lines(policy, apps, out, contest_hand);
		break;
	case JOB:
	case ROWS:
		contest_job(policy, store, out, mode == ROWS);
		break;
	case MAKE:
		contest_make(policy, atoll(out), apps);
		break;
	case FLOOR:
		floor_of(policy, apps, out);
		break;
	case MODES:
		break;
	}
}

int main(int argc, char **argv)
{
	struct gj_policy *policy;
	int mode = 0;

	while (argc > 2 && mode < MODES && strcmp(argv[2], modes[mode].name) != 0)
		mode++;
	if (argc < 3 || mode == MODES || argc < modes[mode].least) {
		fprintf(stderr, "usage: contest RULES start | prepare DATA | make DATA N |"
		                " eval|job|rows|hand|floor DATA OUT\n");
		return 2;
	}
	/* Counting SQLite's memory takes a lock of the whole process for every allocation. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	policy = load(argv[1]);
	run((enum mode)mode, policy, argc > 3 ? argv[3] : "", argc > 4 ? argv[4] : "");
	gj_policy_free(policy);
	return 0;
}
