/* check_impact.c: what a preview says is what a run then does, and it stores nothing. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/day.h"
#include "engine/eval/frame.h"
#include "engine/run/impact.h"
#include "tests/run/scene.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"

static const char tables[] =
    "SELECT (SELECT count(*) FROM decision) + (SELECT count(*) FROM run) * 1000 +"
    " (SELECT count(*) FROM policy_version) * 100000 + (SELECT sum(id) FROM decision)";

static int preview(struct gj_impact **out, struct scene *s)
{
	const struct gj_impact_args args = { .policy = s->policy,
		                             .files = &s->files,
		                             .reference = GJ_DAY_NONE };

	return gj_impact_open(out, s->k.loop, s->store, &args, &s->k.err);
}

static const struct gj_impact_category *category(const struct gj_impact *m, const char *key)
{
	for (size_t i = 0; i < m->n_categories; i++)
		if (strcmp(m->categories[i].key, key) == 0)
			return &m->categories[i];
	ck_abort_msg("no category %s", key);
	return NULL;
}

static uint64_t becomes(const struct gj_impact_category *c, int result)
{
	uint64_t n = 0;

	for (int was = 0; was < GJ_IMPACT_RESULTS; was++)
		n += c->flow[was][result];
	return n;
}

/* Runs it, and finds every number of the preview. */
static void assert_foretold(struct scene *s, const struct gj_impact *m)
{
	ck_ok(&s->k, scene_run(s, NULL, false));
	for (size_t i = 0; i < m->n_categories; i++) {
		const struct gj_impact_category *c = &m->categories[i];
		const struct gj_run_counts *counts = &s->counts[c->is - s->policy->categories];

		for (int r = 0; r < GJ_RESULTS; r++)
			ck_assert_msg(becomes(c, r) == (uint64_t)counts->results[r],
			              "%s, result %d: %llu, a run has %lld", c->key, r,
			              (unsigned long long)becomes(c, r),
			              (long long)counts->results[r]);
	}
	ck_assert_uint_eq(m->totals.seen - m->totals.kinds[GJ_IMPACT_SAME],
	                  (uint64_t)(s->counts[1].changed + s->counts[2].changed));
}

/* 1 recognised, 3 and 4 eligible with two and one officers, 5 with none; stations that built two of them. */
static void import_all(struct scene *s)
{
	static const int built[][2] = { { 1, 3 }, { 1, 4 }, { 1, 5 }, { 3, 4 } };
	const struct scene_import enterprises = {
		.category = "enterprise", .file = "a.csv", .list = "trainings", .list_file = "t.csv"
	};
	const struct scene_import stations = {
		.category = "station", .file = "s.csv", .list = "built", .list_file = "b.csv"
	};
	char text[2000], list[2000];

	snprintf(text, sizeof text,
	         "credit_code,name,bureau,approved_on,officers,trainings\n%s,一,江岸,2022-01-01,2,1"
	         "\n%s,三,江岸,,2,1\n%s,四,武昌,,1,1\n%s,五,,,0,1\n",
	         kit_code(1), kit_code(3), kit_code(4), kit_code(5));
	kit_write(&s->k, "a.csv", text);
	snprintf(
	    text, sizeof text,
	    "credit_code,held_on\n%s,2022-01-01\n%s,2022-01-01\n%s,2022-01-01\n%s,2022-01-01\n",
	    kit_code(1), kit_code(3), kit_code(4), kit_code(5));
	kit_write(&s->k, "t.csv", text);
	ck_ok(&s->k, scene_ingest(s, &enterprises));
	snprintf(text, sizeof text, "credit_code,name,bureau\n");
	snprintf(list, sizeof list, "credit_code,built_code\n");
	for (int i = 0; i < 4; i++) {
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s,站%d,武昌\n",
		         kit_code(50 + i), i);
		for (int b = 0; b < 2; b++)
			snprintf(list + strlen(list), sizeof list - strlen(list), "%s,%s\n",
			         kit_code(50 + i), kit_code(built[i][b]));
	}
	kit_write(&s->k, "s.csv", text);
	kit_write(&s->k, "b.csv", list);
	ck_ok(&s->k, scene_ingest(s, &stations));
}

START_TEST(foretells_what_a_run_does)
{
	const struct gj_impact_category *c;
	struct gj_impact_target t;
	struct gj_impact *m;
	struct scene s;
	int64_t before;

	scene_open(&s);
	import_all(&s);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	before = scene_count(&s, tables);
	ck_ok(&s.k, preview(&m, &s)); /* the same policy changes nothing */
	ck_assert_uint_eq(m->totals.kinds[GJ_IMPACT_SAME], 8);
	gj_impact_close(m);

	scene_policy(&s, 2);
	ck_ok(&s.k, preview(&m, &s));
	c = category(m, "enterprise");
	ck_assert_uint_eq(c->flow[GJ_ELIGIBLE][GJ_INELIGIBLE], 1);
	ck_assert_uint_eq(c->checks[0].outcomes[GJ_MET][GJ_NOT_MET], 1);
	ck_assert_uint_eq(c->checks[0].lost, 1);
	ck_assert_uint_eq(c->checks[1].flipped, 0);
	/* The one that became ineligible counts no longer, although nothing of it is stored. */
	c = category(m, "station");
	ck_assert_uint_eq(c->flow[GJ_CONDITIONAL][GJ_INELIGIBLE], 2);
	ck_assert_uint_eq(c->flow[GJ_CONDITIONAL][GJ_CONDITIONAL], 1);
	ck_assert_uint_eq(c->flow[GJ_INELIGIBLE][GJ_INELIGIBLE], 1);
	ck_assert_uint_eq(m->totals.kinds[GJ_IMPACT_LOST], 1);
	ck_assert_uint_eq(m->totals.kinds[GJ_IMPACT_CHANGED], 2);
	c = category(m, "enterprise");
	gj_impact_target(&t, m, c, 0);
	ck_assert_uint_eq(t.eligible_was, 2);
	ck_assert_uint_eq(t.eligible_is, 2);
	gj_impact_target(&t, m, c, SIZE_MAX);
	ck_assert_uint_eq(t.eligible_was, 3);
	ck_assert_uint_eq(t.eligible_is, 2);
	ck_assert_uint_eq(c->bureaus[2][GJ_INELIGIBLE][GJ_INELIGIBLE], 1);
	ck_assert_int_eq(scene_count(&s, tables), before);
	assert_foretold(&s, m);
	gj_impact_close(m);
	scene_close(&s);
}
END_TEST

struct seen {
	char text[2000];
	int stop_after;
};

static int see(void *ctx, const struct gj_impact_row *row)
{
	struct seen *seen = ctx;

	for (size_t i = 0; i < row->n_flips; i++)
		snprintf(seen->text + strlen(seen->text), sizeof seen->text - strlen(seen->text),
		         "%d %s %s: %s | %s\n", (int)row->kind, row->application->name,
		         (row->flips[i].is ? row->flips[i].is : row->flips[i].was)->id,
		         row->flips[i].why_was, row->flips[i].why_is);
	return --seen->stop_after == 0 ? 7 : 0;
}

START_TEST(says_which_checks_and_why)
{
	struct seen seen = { "", 0 };
	struct gj_impact *m;
	struct scene s;

	scene_open(&s);
	import_all(&s);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	scene_policy(&s, 2);
	ck_ok(&s.k, preview(&m, &s));
	ck_ok(&s.k, gj_impact_each(m, GJ_LANG_EN, see, &seen, &s.k.err));
	ck_assert_msg(strstr(seen.text, "0 四 enterprise.1.a: Officers: 1, at least 1; met | "
	                                "Officers: 1, less than 2; not met\n") == seen.text,
	              "%s", seen.text);
	ck_assert_msg(strstr(seen.text, "2 站1 station.1.a: ") != NULL, "%s", seen.text);
	ck_assert_ptr_null(strstr(seen.text, "站0"));
	seen = (struct seen){ "", 1 };
	ck_assert_int_eq(gj_impact_each(m, GJ_LANG_ZH, see, &seen, &s.k.err), 7);
	ck_assert_msg(strstr(seen.text, "保密员1名，少于2名；不符合") != NULL, "%s", seen.text);
	gj_impact_close(m);
	scene_close(&s);
}
END_TEST

START_TEST(knows_the_undecided_and_the_newer)
{
	const struct scene_import more = { .category = "enterprise", .file = "a.csv" };
	struct gj_impact *m;
	struct scene s;
	char text[400];

	scene_open(&s);
	snprintf(text, sizeof text,
	         "credit_code,name,bureau,officers\n%s,一,江岸,0\n%s,二,江岸,0\n", kit_code(1),
	         kit_code(2));
	kit_write(&s.k, "a.csv", text);
	ck_ok(&s.k, scene_ingest(&s, &more));
	ck_refused(&s.k, preview(&m, &s), GJ_ENOENT, "--as-of");
	ck_ok(&s.k, scene_run(&s, NULL, false));
	snprintf(text, sizeof text,
	         "credit_code,name,bureau,officers\n%s,一,江岸,1\n%s,三,江岸,0\n", kit_code(1),
	         kit_code(3));
	kit_write(&s.k, "a.csv", text);
	ck_ok(&s.k, scene_ingest(&s, &more));
	ck_ok(&s.k, preview(&m, &s));
	ck_assert_uint_eq(m->totals.seen, 3);
	ck_assert_uint_eq(m->totals.was[GJ_IMPACT_NONE], 1);
	ck_assert_uint_eq(m->totals.newer, 1);
	ck_assert_uint_eq(category(m, "enterprise")->flow[GJ_IMPACT_NONE][GJ_INELIGIBLE], 1);
	ck_assert_uint_eq(category(m, "enterprise")->flow[GJ_INELIGIBLE][GJ_INCOMPLETE], 1);
	/* Checks are set side by side only where both decided. */
	ck_assert_uint_eq(category(m, "enterprise")->checks[0].flipped, 1);
	ck_assert_int_eq(m->reference_was, SCENE_REFERENCE);
	assert_foretold(&s, m);
	gj_impact_close(m);
	scene_close(&s);
}
END_TEST

START_TEST(more_than_a_frame)
{
	static const int rows[] = { GJ_FRAME_ROWS - 1, GJ_FRAME_ROWS, GJ_FRAME_ROWS + 1,
		                    2 * GJ_FRAME_ROWS + 5 };
	const struct scene_import import = { .category = "enterprise", .file = "a.csv" };
	int n = rows[_i];
	char *text = malloc(100 + 64 * (size_t)n);
	size_t used = (size_t)sprintf(text, "credit_code,name,bureau,officers\n");
	struct gj_impact *m;
	struct scene s;

	scene_open(&s);
	for (int i = 0; i < n; i++)
		used += (size_t)sprintf(text + used, "%s,第%d家,江岸,%d\n", kit_code(i), i, i % 3);
	kit_write(&s.k, "a.csv", text);
	free(text);
	ck_ok(&s.k, scene_ingest(&s, &import));
	ck_ok(&s.k, scene_run(&s, NULL, false));
	scene_policy(&s, 2);
	ck_ok(&s.k, preview(&m, &s));
	ck_assert_uint_eq(m->totals.judged, (uint64_t)n);
	ck_assert_uint_eq(m->totals.kinds[GJ_IMPACT_CHANGED], (uint64_t)((n + 1) / 3));
	assert_foretold(&s, m);
	gj_impact_close(m);
	scene_close(&s);
}
END_TEST

START_TEST(stopped_by_a_signal)
{
	struct gj_impact *m;
	struct scene s;

	scene_open(&s);
	import_all(&s);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	gj_loop_cancel(s.k.loop);
	ck_refused(&s.k, preview(&m, &s), GJ_ECANCELED, "nothing was stored");
	scene_close(&s);
}
END_TEST

static int stop_at_once(void *ctx, const struct gj_impact_row *row)
{
	(void)row;
	++*(int *)ctx;
	raise(SIGINT);
	return 0;
}

START_TEST(stopped_while_it_lists)
{
	struct gj_impact *m;
	struct scene s;
	int seen = 0;

	scene_open(&s);
	import_all(&s);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	scene_policy(&s, 2);
	ck_ok(&s.k, preview(&m, &s));
	ck_refused(&s.k, gj_impact_each(m, GJ_LANG_EN, stop_at_once, &seen, &s.k.err), GJ_ECANCELED,
	           "stopped");
	ck_assert_int_eq(seen, 1);
	gj_impact_close(m);
	scene_close(&s);
}
END_TEST

START_TEST(comes_through_without_memory)
{
	const char *word = getenv("GJ_ALLOC_STRIDE");
	long stride = word ? strtol(word, NULL, 10) : 1;
	struct seen seen = { "", 0 };
	struct gj_impact *m;
	struct scene s;
	long count = 1;
	int rc = GJ_ENOMEM;

	scene_open(&s);
	import_all(&s);
	ck_ok(&s.k, scene_run(&s, NULL, false));
	scene_policy(&s, 2);
	for (long n = 1; n <= count || rc; n += stride) { /* some are optional: go on to the last */
		gj_alloc_fail_at(n);
		rc = preview(&m, &s);
		if (rc == 0) {
			seen = (struct seen){ "", 0 };
			rc = gj_impact_each(m, GJ_LANG_EN, see, &seen, &s.k.err);
			gj_impact_close(m);
		}
		count = gj_alloc_count();
		gj_alloc_fail_at(0);
		ck_assert_msg(rc == 0 || rc == GJ_ENOMEM, "%ld: %d: %s", n, rc, s.k.err.text);
	}
	ck_assert_ptr_nonnull(strstr(seen.text, "less than 2"));
	scene_close(&s);
}
END_TEST

Suite *suite_impact(void)
{
	Suite *suite = suite_create("run/impact");
	TCase *c = tcase_create("impact");

	tcase_set_timeout(c, 300);
	tcase_add_test(c, foretells_what_a_run_does);
	tcase_add_test(c, says_which_checks_and_why);
	tcase_add_test(c, knows_the_undecided_and_the_newer);
	tcase_add_loop_test(c, more_than_a_frame, 0, 4);
	tcase_add_test(c, stopped_by_a_signal);
	tcase_add_test(c, stopped_while_it_lists);
	tcase_add_test(c, comes_through_without_memory);
	suite_add_tcase(suite, c);
	return suite;
}
