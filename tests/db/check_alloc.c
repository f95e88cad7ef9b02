/* check_alloc.c: each allocation, ours and SQLite's, fails in turn: nothing leaks, nothing breaks.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "db/audit_verify.h"
#include "db/decision_past.h"
#include "db/decision_block.h"
#include "db/decision_row.h"
#include "db/import.h"
#include "db/revision.h"
#include "db/publication.h"
#include "db/review.h"
#include "db/run.h"
#include "db/slab_basis.h"
#include "db/two_person.h"
#include "db/version.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"
#include "tests/support/alloc.h"
#include "tests/support/tmp.h"

/* One part of the work; what it needs was done before, with all the memory there is. */
typedef int (*step_fn)(struct sample *x);

static int step_open(struct sample *x)
{
	return gj_store_open(&x->store, x->path, GJ_STORE_CREATE, &x->err);
}

static int step_read(struct sample *x)
{
	int64_t n;
	int rc = gj_store_open(&x->store, x->path, GJ_STORE_READ, &x->err);

	return rc < 0 ? rc : gj_application_count(x->store, &n, "enterprise", 2022, &x->err);
}

static int step_prepare(struct sample *x)
{
	int rc = gj_store_begin(x->store, "prepare", &x->err);

	if (rc == 0)
		rc = gj_revision_prepare(x->store, sample_facts(), &x->err);
	return rc < 0 ? rc : gj_store_commit(x->store, &x->err);
}

static int put_one(struct sample *x)
{
	struct gj_record r;
	struct gj_application a;
	enum gj_revision_put what;
	uint64_t place;
	size_t n;
	bool made;
	int rc;

	rc = gj_record_init(&r, sample_facts(), &x->err);
	if (rc < 0)
		return rc;
	rc = gj_application_put(x->store, &a, &made, "91420100MA4K00001X", "虚构企业", "wuchang",
	                        "enterprise", 2022, &x->err);
	if (rc == 0)
		rc = gj_staged_take(x->store, &sample_facts()->items[F_TRAININGS], a.code, &r, &n,
		                    &x->err);
	r.values[F_OFFICERS] = (struct gj_value){ .state = GJ_EXPLICITLY_UNKNOWN };
	if (rc == 0)
		rc = gj_revision_put(x->store, &what, &place, a.id, &r,
		                     &(struct gj_origin){ .import = x->import, .place = 1 },
		                     &x->err);
	gj_record_fini(&r);
	return rc;
}

static int step_put(struct sample *x)
{
	struct gj_value cells[8] = { { .state = GJ_GIVEN, .number = 19000 },
		                     [3] = { .state = GJ_GIVEN, .text = "一次培训" } };
	int rc;

	rc = gj_import_start(x->store, &x->import, "csv", "a.csv", "enterprise", 2022, &x->err);
	if (rc == 0)
		rc = gj_store_begin(x->store, "put", &x->err);
	if (rc == 0)
		rc = gj_revision_prepare(x->store, sample_facts(), &x->err);
	for (int i = 0; rc == 0 && i < 2; i++)
		rc = gj_staged_put(x->store, &sample_facts()->items[F_TRAININGS],
		                   "91420100MA4K00001X", 1, cells, &x->err);
	if (rc == 0)
		rc = put_one(x);
	return rc < 0 ? rc : gj_store_commit(x->store, &x->err);
}

static int judge(void *ctx, const struct gj_revision_row *row)
{
	struct sample *x = ctx;
	struct gj_decision_row d = { .application = row->application,
		                     .run = 1,
		                     .version = x->version,
		                     .revision = row->revision,
		                     .reference = 19000,
		                     .result = 2,
		                     .outcomes = "xyz",
		                     .n_outcomes = 3 };
	bool added;

	return gj_decision_put(x->store, &added, &d, row->decision, &x->err);
}

static int step_judge(struct sample *x)
{
	struct gj_run_counts counts = { .judged = 1 };
	struct gj_fileset set;
	int64_t run;
	int rc;

	gj_fileset_init(&set);
	rc = gj_fileset_put(&set, "policy.lua", "policy", 6, &x->err);
	if (rc == 0)
		rc = gj_store_begin(x->store, "judge", &x->err);
	if (rc == 0)
		rc = gj_version_put(x->store, &x->version, "p", &set, &x->err);
	if (rc == 0)
		rc = gj_run_start(x->store, &run, x->version, 19000, &x->err);
	if (rc == 0)
		rc = gj_revision_each(x->store, sample_facts(), 2022, 0, 0, judge, x, &x->err);
	if (rc == 0)
		rc = gj_run_checkpoint(x->store, run, "enterprise", 1, &counts, &x->err);
	if (rc == 0)
		rc = gj_store_commit(x->store, &x->err);
	if (rc == 0)
		rc = gj_run_finish(x->store, run, &counts, &x->err);
	gj_fileset_fini(&set);
	return rc;
}

static int step_publish(struct sample *x)
{
	struct gj_publication p = { .version = { .id = x->version ? x->version : 1 },
		                    .who = "Li",
		                    .why = "because",
		                    .impact = "{}" };
	struct gj_publication old;
	struct gj_two_person two;
	int64_t id;
	int rc = gj_store_begin(x->store, "publish", &x->err);

	if (rc == 0)
		rc = gj_two_person_set(x->store, &two, true, "Li", &x->err);
	if (rc == 0)
		rc = gj_publication_in_force(x->store, &old, NULL, &x->err);
	if (rc == 0) {
		p.replaces = old.id;
		rc = gj_publication_put(x->store, &id, &p, &x->err);
	}
	if (rc == 0)
		rc = gj_publication_get(x->store, &p, id, &x->err);
	return rc ? rc : gj_store_commit(x->store, &x->err);
}

static int see_count(void *ctx, const struct gj_decision_count *c)
{
	(void)ctx;
	(void)c;
	return 0;
}

static int see_item(void *ctx, const struct gj_decision_item *item)
{
	(void)ctx;
	(void)item;
	return 0;
}

static int see_application(void *ctx, const struct gj_application *a)
{
	(void)ctx;
	(void)a;
	return 0;
}

static int see_left(void *ctx, const char *code, uint64_t place)
{
	(void)ctx;
	(void)code;
	(void)place;
	return 0;
}

static int look(struct sample *x)
{
	struct gj_decision_row d;
	struct gj_revision_source source;
	struct gj_version version;
	struct gj_application a;
	struct gj_fileset set;
	int64_t n;
	int rc;

	rc = gj_application_by_code(x->store, &a, "91420100MA4K00001X", "enterprise", 0, &x->err);
	if (rc == 0)
		rc = gj_decision_get(x->store, &d, a.decision, &x->err);
	if (rc == 0)
		rc = gj_decision_counts(x->store, "enterprise", 2022, see_count, NULL, &x->err);
	if (rc == 0)
		rc = gj_decision_each(x->store, "enterprise", 2022, NULL, -1, see_item, NULL,
		                      &x->err);
	if (rc == 0)
		rc = gj_application_find(x->store, "虚构企业", NULL, 0, see_application, NULL,
		                         &x->err);
	if (rc == 0)
		rc = gj_revision_origin(x->store, &source, a.revision, &x->err);
	if (rc == 0)
		rc = gj_run_interrupted(x->store, &n, &x->err);
	if (rc == 0)
		rc = gj_staged_each_left(x->store, &sample_facts()->items[F_TRAININGS], see_left,
		                         NULL, &x->err);
	if (rc == 0)
		rc = gj_staged_clear(x->store, &x->err);
	if (rc < 0)
		return rc;
	gj_fileset_init(&set);
	rc = gj_version_latest(x->store, &version, &x->err);
	if (rc == 0)
		rc = gj_version_files(x->store, version.id, &set, &x->err);
	gj_fileset_fini(&set);
	return rc;
}

static int step_look(struct sample *x)
{
	struct gj_record r;
	int rc = gj_record_init(&r, sample_facts(), &x->err);

	if (rc < 0)
		return rc;
	rc = gj_revision_get(x->store, &r, 1, &x->err);
	if (rc == 0)
		rc = look(x);
	if (rc == 0)
		rc = gj_store_verify(x->store, &x->err);
	gj_record_fini(&r);
	return rc;
}

static int see_finding(void *ctx, const struct gj_audit_finding *finding)
{
	(void)ctx;
	(void)finding;
	return 0;
}

static int see_event(void *ctx, const struct gj_audit_event *event)
{
	(void)ctx;
	(void)event;
	return 0;
}

/* The log finds nothing where nothing was done, however little memory there is. */
static int step_audit(struct sample *x)
{
	struct gj_audit_result result;
	enum gj_audit_state state;
	struct gj_audit_head head;
	int64_t id;
	int rc = gj_audit_verify(x->store, &result, &(struct gj_audit_ask){ .found = see_finding },
	                         &x->err);

	if (rc < 0)
		return rc;
	if (result.findings > 0) /* no assertion: it would take memory */
		return gj_err_set(&x->err, GJ_EINTERNAL, "%lld findings",
		                  (long long)result.findings);
	rc = gj_audit_head(x->store, &head, &x->err);
	if (rc == 0)
		rc = gj_audit_facts_state(x->store, &state, 1, &x->err);
	if (rc == 0)
		rc = gj_audit_before_run(x->store, &id, 1, &x->err);
	if (rc == 0)
		rc = gj_decision_before(x->store, &id, 1, 1, 1, &x->err);
	if (rc == 0)
		rc = gj_revision_before(x->store, &id, 1, 1, 0, &x->err);
	if (rc == 0)
		rc = gj_store_begin(x->store, "an event", &x->err);
	if (rc == 0)
		rc = gj_audit_event_put(x->store, &id,
		                        &(struct gj_audit_event){ .what = "publish" }, &x->err);
	if (rc == 0)
		rc = gj_store_commit(x->store, &x->err);
	return rc < 0 ? rc : gj_audit_event_each(x->store, NULL, see_event, NULL, &x->err);
}

static int see_ruling(void *ctx, const struct gj_ruling *ruling)
{
	(void)ctx;
	(void)ruling;
	return 0;
}

static int see_review(void *ctx, const struct gj_review *review)
{
	(void)ctx;
	(void)review;
	return 0;
}

/* A person rules; nothing of it is there, or all. */
static int step_rule(struct sample *x)
{
	struct gj_ruling ruling = { .kind = GJ_RULING_JUDGED, .who = "王", .why = "w" };
	struct gj_application a;
	int64_t id, n = 0;
	int rc = gj_application_by_code(x->store, &a, "91420100MA4K00001X", "enterprise", 0,
	                                &x->err);

	ruling.application = a.id;
	ruling.decision = a.decision;
	if (rc == 0)
		rc = gj_store_begin(x->store, "a ruling", &x->err);
	if (rc == 0)
		rc = gj_ruling_put(x->store, &id, &ruling, &x->err);
	if (rc == 0)
		rc = gj_review_open(x->store, &n, 1, 1, a.id, &x->err);
	if (rc == 0)
		rc = gj_store_commit(x->store, &x->err);
	if (rc == 0)
		rc = gj_ruling_get(x->store, &ruling, a.id, 0, &x->err);
	if (rc == 0)
		rc = gj_ruling_each(x->store, a.id, see_ruling, NULL, &x->err);
	return rc < 0 ? rc : gj_review_each(x->store, 0, -1, see_review, NULL, &x->err);
}

static int see_difference(void *ctx, const struct gj_slab_finding *f)
{
	(void)ctx;
	(void)f;
	return 1;
}

/* Reads the slab and decides its applications anew. */
static int step_slab_put(struct sample *x, const struct gj_slab_of *of, struct gj_slab_reader *r)
{
	struct gj_slab_state old, state;
	uint8_t results[8] = { 0 };
	unsigned char outcomes[8] = { 0 };
	const uint16_t rows[8] = { 0 };
	struct gj_slab slab;
	struct gj_strip strip;
	int rc = gj_slab_next(r, &slab, &x->err);

	for (size_t k = 0; rc == 0 && k < of->n_keys; k++)
		rc = gj_slab_strip(r, k, &strip, &x->err);
	if (rc == 0)
		rc = gj_slab_newest(r, &old, 1, &x->err);
	if (rc == 0)
		rc = gj_store_trust(x->store, true, &x->err);
	if (rc == 0)
		rc = gj_store_begin(x->store, "a block", &x->err);
	if (rc < 0)
		return rc;
	state = (struct gj_slab_state){ .results = results, .outcomes = outcomes };
	rc = gj_decision_put_block(x->store,
	                           &(struct gj_decision_block){ .run = 1,
	                                                        .version = 1,
	                                                        .slab = &slab,
	                                                        .width = 1,
	                                                        .state = &state,
	                                                        .rows = rows,
	                                                        .n_rows = 1 },
	                           &x->err);
	return rc < 0 ? rc : gj_store_commit(x->store, &x->err);
}

static struct gj_slab_of slabs_of(struct gj_strip_key keys[4])
{
	const struct gj_facts *facts = sample_facts();
	const struct gj_fact *list = &facts->items[F_TRAININGS];

	keys[0] = (struct gj_strip_key){ NULL, &facts->items[F_OFFICERS] };
	keys[1] = (struct gj_strip_key){ NULL, &facts->items[F_BUREAU] };
	keys[2] = (struct gj_strip_key){ NULL, list };
	keys[3] = (struct gj_strip_key){ list, &list->fields[0] };
	return (struct gj_slab_of){ .facts = facts, .year = 2022, .keys = keys, .n_keys = 4 };
}

static int step_fill(struct sample *x)
{
	struct gj_strip_key keys[4];
	const struct gj_slab_of of = slabs_of(keys);
	int64_t left = 0, filled;
	int rc = gj_slab_survey(x->store, &left, &of, &x->err);

	while (rc == 0 && left > 0)
		rc = gj_slab_fill(x->store, &filled, &left, &of, &x->err);
	return rc;
}

static int step_slab(struct sample *x)
{
	struct gj_strip_key keys[4];
	const struct gj_slab_of of = slabs_of(keys);
	struct gj_slab_reader *r;
	int rc = 0;

	for (int rows = 0; rc == 0 && rows < 2; rows++) {
		rc = gj_slab_open(&r, x->store, &of, rows == 0, &x->err);
		if (rc < 0)
			break;
		rc = rows ? step_slab_put(x, &of, r)
		          : gj_slab_next(r, &(struct gj_slab){ .n = 0 }, &x->err);
		gj_slab_close(r);
	}
	return rc;
}

static int step_compare(struct sample *x)
{
	struct gj_strip_key keys[4];
	const struct gj_slab_of of = slabs_of(keys);
	int64_t slabs, stale, basis;
	bool fresh;
	int rc = gj_slab_fresh(x->store, &fresh, &of, &x->err);

	if (rc == 0)
		rc = gj_slab_check(x->store, &slabs, &stale, see_difference, NULL, &x->err);
	if (rc == 0)
		rc = gj_slab_counts(x->store, of.facts, 2022, see_count, NULL, &x->err);
	if (rc == 0)
		rc = gj_slab_applications(x->store, &slabs, of.facts->category, 2022, &x->err);
	return rc == 0 ? gj_slab_basis_put(x->store, &basis, "b", 1, &x->err) : rc;
}

/* --- each step with each allocation failing --- */

static const step_fn steps[] = { step_open, step_prepare, step_put,     step_judge, step_publish,
	                         step_fill, step_slab,    step_compare, step_look,  step_rule,  step_audit };
enum { STEPS = sizeof steps / sizeof steps[0] };

struct stage { /* a file in which the steps before were made, to begin from again and again */
	char *dir, *path;
	char *bytes; /* NULL: no file yet */
	size_t n;
};

static void stage_open(struct stage *stage, size_t before)
{
	struct sample x = { .path = NULL };

	*stage = (struct stage){ .dir = gj_tmp_dir() };
	stage->path = x.path = gj_tmp_path(stage->dir, "test.db");
	if (before == 0)
		return;
	for (size_t i = 0; i < before; i++)
		ck_ok(&x, steps[i](&x));
	gj_store_close(x.store);
	stage->bytes = gj_tmp_read(stage->path, &stage->n);
}

static void stage_close(struct stage *stage)
{
	gj_tmp_remove(stage->dir);
	free(stage->bytes);
	free(stage->path);
	free(stage->dir);
}

static void stage_begin(struct stage *stage, struct sample *x, bool open)
{
	*x = (struct sample){ .path = stage->path };
	gj_tmp_remove(stage->dir);
	ck_assert_int_eq(mkdir(stage->dir, 0700), 0);
	if (stage->bytes != NULL)
		gj_tmp_write(stage->dir, "test.db", stage->bytes, stage->n);
	if (open)
		ck_ok(x, gj_store_open(&x->store, x->path, GJ_STORE_WRITE, &x->err));
}

/* True when the n-th allocation was still reached. */
static bool fail_once(struct stage *stage, step_fn step, long n)
{
	bool opens = step == step_open || step == step_read;
	struct sample x;
	long count;
	int rc;

	stage_begin(stage, &x, !opens);
	gj_alloc_fail_at(n);
	rc = step(&x);
	count = gj_alloc_count();
	gj_alloc_fail_at(0);
	/* SQLite lives without some of it (a smaller cache, no statistics). */
	ck_assert_msg(rc == 0 || rc == GJ_ENOMEM, "allocation %ld: %d: %s", n, rc, x.err.text);
	if (rc < 0 && x.store == NULL) /* it did not open: nothing that was left behind hinders */
		ck_ok(&x, gj_store_open(&x.store, x.path, GJ_STORE_CREATE, &x.err));
	if (rc < 0 && !opens) { /* with memory again, the same connection does it */
		gj_store_rollback(x.store);
		ck_ok(&x, step(&x));
	}
	gj_store_close(x.store);
	if (n % 50 == 1) {
		ck_ok(&x, gj_store_open(&x.store, x.path, GJ_STORE_WRITE, &x.err));
		ck_ok(&x, gj_store_verify(x.store, &x.err));
		gj_store_close(x.store);
	}
	return n <= count;
}

/* All of them, SQLite's own among them; where each costs more, as under valgrind, GJ_ALLOC_STRIDE=31 or so. */
static void fail_each(size_t before, step_fn step)
{
	const char *word = getenv("GJ_ALLOC_STRIDE");
	long stride = word != NULL ? strtol(word, NULL, 10) : 1;
	struct stage stage;

	stage_open(&stage, before);
	for (long n = 1; fail_once(&stage, step, n); n += stride > 0 ? stride : 1)
		;
	stage_close(&stage);
}

START_TEST(every_step_lives_through_it)
{
	fail_each((size_t)_i, steps[_i]);
}
END_TEST

START_TEST(a_reader_lives_through_it)
{
	fail_each(4, step_read);
}
END_TEST

Suite *suite_alloc(void)
{
	Suite *suite = suite_create("alloc");
	TCase *c = tcase_create("alloc");

	tcase_set_timeout(c, 600);
	tcase_add_loop_test(c, every_step_lives_through_it, 0, STEPS);
	tcase_add_test(c, a_reader_lives_through_it);
	suite_add_tcase(suite, c);
	return suite;
}
