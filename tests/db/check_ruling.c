/* check_ruling.c: what people decided stands, newest first, until it is withdrawn; reviews beside it. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "db/review.h"
#include "db/slab.h"
#include "engine/decide/decision.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

static struct gj_ruling ruling(int64_t application, int64_t decision, enum gj_ruling_kind kind,
                               int result)
{
	return (struct gj_ruling){ .application = application,
		                   .decision = decision,
		                   .kind = kind,
		                   .result = result,
		                   .from = 19005,
		                   .who = "李",
		                   .why = "second look" };
}

/* The code of what came of it; committed when it is well. */
static int rule(struct sample *x, int64_t *id, struct gj_ruling r)
{
	int rc;

	ck_ok(x, gj_store_begin(x->store, "a ruling", &x->err));
	rc = gj_ruling_put(x->store, id, &r, &x->err);
	if (rc)
		gj_store_rollback(x->store);
	else
		ck_ok(x, gj_store_commit(x->store, &x->err));
	return rc;
}

START_TEST(the_newest_stands)
{
	int64_t one, two, three, decision;
	struct gj_ruling r;
	struct sample x;

	sample_open_with_run(&x);
	decision = sample_decide(&x, 1, GJ_INELIGIBLE, "abc", true);
	ck_ok(&x, gj_ruling_get(x.store, &r, 1, 0, &x.err));
	ck_assert_int_eq(r.id, 0);
	ck_assert_int_eq(r.result, -1);
	ck_ok(&x, rule(&x, &one, ruling(1, decision, GJ_RULING_APPEALED, GJ_ELIGIBLE)));
	ck_ok(&x, gj_ruling_get(x.store, &r, 1, 0, &x.err));
	ck_assert_int_eq(r.id, one);
	ck_assert_int_eq(r.application, 1);
	ck_assert_int_eq(r.decision, decision);
	ck_assert_int_eq(r.kind, GJ_RULING_APPEALED);
	ck_assert_int_eq(r.result, GJ_ELIGIBLE);
	ck_assert_int_eq(r.from, 19005);
	ck_assert_str_eq(r.who, "李");
	ck_assert_str_eq(r.why, "second look");
	ck_assert_uint_eq(strlen(r.recorded_at), 20);
	/* Another application has none of it. */
	ck_ok(&x, gj_ruling_get(x.store, &r, 2, 0, &x.err));
	ck_assert_int_eq(r.id, 0);
	ck_ok(&x, rule(&x, &two, ruling(1, decision, GJ_RULING_OVERRIDDEN, GJ_INELIGIBLE)));
	sample_reopen(&x);
	ck_ok(&x, gj_ruling_get(x.store, &r, 1, 0, &x.err));
	ck_assert_int_eq(r.id, two);
	ck_ok(&x, rule(&x, &three, ruling(1, decision, GJ_RULING_WITHDRAWN, GJ_ELIGIBLE)));
	ck_ok(&x, gj_ruling_get(x.store, &r, 1, 0, &x.err));
	ck_assert_int_eq(r.id, 0);
	sample_sound(&x);
	sample_close(&x);
}
END_TEST

/* A decision of the past sees the rulings of its own past. */
START_TEST(as_it_stood)
{
	int64_t first, second, id, of_two;
	struct gj_ruling r;
	struct sample x;

	sample_open_with_run(&x);
	first = sample_decide(&x, 1, GJ_INELIGIBLE, "abc", true);
	ck_ok(&x, rule(&x, &id, ruling(1, first, GJ_RULING_JUDGED, GJ_ELIGIBLE)));
	second = sample_decide(&x, 2, GJ_INELIGIBLE, "abc", true);
	ck_ok(&x, rule(&x, &of_two, ruling(1, first, GJ_RULING_WITHDRAWN, -1)));
	ck_ok(&x, gj_ruling_get(x.store, &r, 1, first, &x.err));
	ck_assert_int_eq(r.id, 0);
	ck_ok(&x, gj_ruling_get(x.store, &r, 1, second, &x.err));
	ck_assert_int_eq(r.id, id);
	ck_ok(&x, gj_ruling_get(x.store, &r, 1, second + 1, &x.err));
	ck_assert_int_eq(r.id, 0);
	sample_close(&x);
}
END_TEST

START_TEST(refused)
{
	struct gj_ruling r;
	struct sample x;
	int64_t id, decision;

	sample_open_with_run(&x);
	decision = sample_decide(&x, 1, GJ_INELIGIBLE, "abc", true);
	r = ruling(1, decision, GJ_RULING_JUDGED, GJ_ELIGIBLE);
	strcpy(r.who, " \t");
	ck_refused(&x, rule(&x, &id, r), GJ_EINVAL, "--by");
	r = ruling(1, decision, GJ_RULING_JUDGED, GJ_ELIGIBLE);
	*r.why = '\0';
	ck_refused(&x, rule(&x, &id, r), GJ_EINVAL, "--why");
	ck_refused(&x, rule(&x, &id, ruling(1, decision, GJ_RULING_WITHDRAWN, -1)), GJ_EINVAL,
	           "nothing to withdraw");
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM ruling"), 0);
	/* An application or decision that is not there. */
	ck_assert_int_lt(rule(&x, &id, ruling(1, 99, GJ_RULING_JUDGED, GJ_ELIGIBLE)), 0);
	ck_assert_int_lt(rule(&x, &id, ruling(99, decision, GJ_RULING_JUDGED, GJ_ELIGIBLE)), 0);
	ck_ok(&x, rule(&x, &id, ruling(1, decision, GJ_RULING_JUDGED, GJ_ELIGIBLE)));
	ck_assert_int_eq(sample_exec(&x, "UPDATE ruling SET who = 'x'", NULL), SQLITE_CONSTRAINT);
	ck_assert_int_eq(sample_exec(&x, "DELETE FROM ruling", NULL), SQLITE_CONSTRAINT);
	sample_close(&x);
}
END_TEST

START_TEST(kinds_have_names)
{
	for (int i = 0; i < GJ_RULING_KINDS; i++)
		ck_assert_int_eq(gj_ruling_kind_find(gj_ruling_kind_name((enum gj_ruling_kind)i)),
		                 i);
	ck_assert_int_eq(gj_ruling_kind_find("said"), -1);
}
END_TEST

/* --- where the result counts --- */

struct seen {
	char text[400];
};

static int see_count(void *ctx, const struct gj_decision_count *c)
{
	struct seen *seen = ctx;
	size_t n = strlen(seen->text);

	snprintf(seen->text + n, sizeof seen->text - n, "%s %d %d;", c->bureau, c->result,
	         (int)c->n);
	return 0;
}

static int see_item(void *ctx, const struct gj_decision_item *item)
{
	struct seen *seen = ctx;
	size_t n = strlen(seen->text);

	snprintf(seen->text + n, sizeof seen->text - n, "%d %d %d %d;", (int)item->application,
	         item->row.id ? item->row.result : -1, item->result, item->ruling);
	return 0;
}

static void fill(struct sample *x)
{
	const struct gj_strip_key key = { .fact = &sample_facts()->items[F_BUREAU] };
	const struct gj_slab_of of = {
		.facts = sample_facts(), .year = 2022, .keys = &key, .n_keys = 1
	};
	int64_t left, more;

	ck_ok(x, gj_slab_survey(x->store, &left, &of, &x->err));
	while (left > 0)
		ck_ok(x, gj_slab_fill(x->store, &more, &left, &of, &x->err));
}

static void see_all(struct sample *x, const char *counts, const char *list)
{
	struct seen seen = { "" };

	ck_ok(x, gj_decision_counts(x->store, "enterprise", 2022, see_count, &seen, &x->err));
	ck_assert_str_eq(seen.text, counts);
	*seen.text = '\0';
	ck_ok(x, gj_slab_counts(x->store, sample_facts(), 2022, see_count, &seen, &x->err));
	ck_assert_uint_eq(strlen(seen.text), strlen(counts)); /* in another order */
	*seen.text = '\0';
	ck_ok(x, gj_decision_each(x->store, "enterprise", 2022, NULL, GJ_ELIGIBLE, see_item, &seen,
	                          &x->err));
	ck_assert_str_eq(seen.text, list);
}

START_TEST(it_counts_before_the_rules)
{
	struct sample x;
	int64_t id, one, two;

	sample_open_with_run(&x);
	fill(&x);
	one = sample_decide(&x, 1, GJ_INELIGIBLE, "abc", true);
	two = sample_decide(&x, 2, GJ_ELIGIBLE, "abc", true);
	see_all(&x, "wuchang -1 1;wuchang 0 1;wuchang 1 1;", "2 0 0 -1;");
	ck_ok(&x, rule(&x, &id, ruling(1, one, GJ_RULING_APPEALED, GJ_ELIGIBLE)));
	see_all(&x, "wuchang -1 1;wuchang 0 2;", "1 1 0 1;2 0 0 -1;");
	ck_ok(&x, rule(&x, &id, ruling(2, two, GJ_RULING_OVERRIDDEN, GJ_INELIGIBLE)));
	see_all(&x, "wuchang -1 1;wuchang 0 1;wuchang 1 1;", "1 1 0 1;");
	ck_ok(&x, rule(&x, &id, ruling(1, one, GJ_RULING_WITHDRAWN, -1)));
	see_all(&x, "wuchang -1 1;wuchang 1 2;", "");
	sample_close(&x);
}
END_TEST

/* --- reviews --- */

static int64_t opened(struct sample *x, int64_t first, int64_t last)
{
	int64_t n = 0;

	ck_ok(x, gj_store_begin(x->store, "a run", &x->err));
	ck_ok(x, gj_review_open(x->store, &n, 1, first, last, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	return n;
}

static int see_review(void *ctx, const struct gj_review *v)
{
	struct seen *seen = ctx;
	size_t n = strlen(seen->text);

	ck_assert_uint_eq(strlen(v->code), 18);
	ck_assert_str_eq(v->category, "enterprise");
	ck_assert_str_eq(v->ruling.who, "李");
	snprintf(seen->text + n, sizeof seen->text - n, "%d %d>%d %s;", (int)v->application, v->was,
	         v->is, gj_review_state_name(v->state));
	return 0;
}

static void see_reviews(struct sample *x, int state, const char *want)
{
	struct seen seen = { "" };

	ck_ok(x, gj_review_each(x->store, 0, state, see_review, &seen, &x->err));
	ck_assert_str_eq(seen.text, want);
}

static int close_review(struct sample *x, int64_t id, const char *who, const char *why)
{
	int rc;

	ck_ok(x, gj_store_begin(x->store, "closing", &x->err));
	rc = gj_review_close(x->store, id, who, why, &x->err);
	if (rc)
		gj_store_rollback(x->store);
	else
		ck_ok(x, gj_store_commit(x->store, &x->err));
	return rc;
}

START_TEST(a_new_decision_opens_one)
{
	struct sample x;
	int64_t id, one;

	sample_open_with_run(&x);
	one = sample_decide(&x, 1, GJ_ELIGIBLE, "abc", true);
	sample_decide(&x, 2, GJ_ELIGIBLE, "abc", true);
	ck_ok(&x, rule(&x, &id, ruling(1, one, GJ_RULING_RECOGNISED, GJ_ELIGIBLE)));
	ck_assert_int_eq(opened(&x, 1, 3), 0); /* the decision is what it rests on */
	sample_decide(&x, 1, GJ_INELIGIBLE, "abd", true);
	sample_decide(&x, 2, GJ_INELIGIBLE, "abd", true);
	ck_assert_int_eq(opened(&x, 2, 3), 0); /* of others */
	ck_assert_int_eq(opened(&x, 1, 3), 1);
	ck_assert_int_eq(opened(&x, 1, 3), 0); /* once */
	see_reviews(&x, -1, "1 0>1 open;");
	/* The same result by other checks is something else, too. */
	sample_decide(&x, 1, GJ_INELIGIBLE, "abe", true);
	ck_assert_int_eq(opened(&x, 1, 1), 1);
	see_reviews(&x, -1, "1 0>1 superseded;1 0>1 open;");
	see_reviews(&x, GJ_REVIEW_OPEN, "1 0>1 open;");
	/* Back to what it rests on. */
	sample_decide(&x, 1, GJ_ELIGIBLE, "abc", true);
	ck_assert_int_eq(opened(&x, 1, 1), 0);
	see_reviews(&x, -1, "1 0>1 superseded;1 0>1 superseded;1 0>0 returned;");
	see_reviews(&x, GJ_REVIEW_OPEN, "");
	sample_sound(&x);
	sample_close(&x);
}
END_TEST

START_TEST(closed_or_ruled_anew)
{
	struct sample x;
	int64_t id, one, two;

	sample_open_with_run(&x);
	one = sample_decide(&x, 1, GJ_ELIGIBLE, "abc", true);
	ck_ok(&x, rule(&x, &id, ruling(1, one, GJ_RULING_RECOGNISED, GJ_ELIGIBLE)));
	two = sample_decide(&x, 1, GJ_INELIGIBLE, "abd", true);
	ck_assert_int_eq(opened(&x, 1, 1), 1);
	ck_refused(&x, close_review(&x, 1, "", "why"), GJ_EINVAL, "--by");
	ck_refused(&x, close_review(&x, 1, "王", " "), GJ_EINVAL, "--why");
	ck_refused(&x, close_review(&x, 7, "王", "why"), GJ_ENOENT, "no review 7");
	ck_ok(&x, close_review(&x, 1, "王", "plaque given"));
	ck_refused(&x, close_review(&x, 1, "王", "again"), GJ_EINVAL, "it is closed");
	see_reviews(&x, -1, "1 0>1 closed;");
	sample_decide(&x, 1, GJ_INCOMPLETE, "abe", true);
	ck_assert_int_eq(opened(&x, 1, 1), 1);
	ck_ok(&x, rule(&x, &id, ruling(1, two, GJ_RULING_WITHDRAWN, -1)));
	see_reviews(&x, -1, "1 0>1 closed;1 0>2 ruled;");
	ck_refused(&x, close_review(&x, 2, "王", "why"), GJ_EINVAL, "it is ruled");
	/* Nothing stands any more: nothing to review. */
	sample_decide(&x, 1, GJ_ELIGIBLE, "abf", true);
	ck_assert_int_eq(opened(&x, 1, 1), 0);
	ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM review"), 2);
	ck_assert_int_eq(sample_exec(&x, "UPDATE review SET run = 1", NULL), SQLITE_CONSTRAINT);
	ck_assert_int_eq(sample_exec(&x, "DELETE FROM review", NULL), SQLITE_CONSTRAINT);
	ck_assert_int_eq(sample_exec(&x, "UPDATE review_end SET who = ''", NULL),
	                 SQLITE_CONSTRAINT);
	ck_assert_int_eq(sample_exec(&x, "DELETE FROM review_end", NULL), SQLITE_CONSTRAINT);
	sample_sound(&x);
	sample_close(&x);
}
END_TEST

Suite *suite_ruling(void)
{
	Suite *s = suite_create("ruling");
	TCase *t = tcase_create("ruling");

	tcase_add_test(t, the_newest_stands);
	tcase_add_test(t, as_it_stood);
	tcase_add_test(t, refused);
	tcase_add_test(t, kinds_have_names);
	tcase_add_test(t, it_counts_before_the_rules);
	tcase_add_test(t, a_new_decision_opens_one);
	tcase_add_test(t, closed_or_ruled_anew);
	suite_add_tcase(s, t);
	return s;
}
