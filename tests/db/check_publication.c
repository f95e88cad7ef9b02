/* check_publication.c: what is in force follows from rows that nobody can change; two persons where they are wanted. */
#include <stdio.h>
#include <string.h>

#include "db/publication.h"
#include "db/two_person.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

static int64_t version(struct sample *x, const char *policy, const char *text)
{
	struct gj_fileset set;
	int64_t id;

	gj_fileset_init(&set);
	ck_assert_int_eq(gj_fileset_put(&set, "policy.lua", text, strlen(text), NULL), 0);
	ck_ok(x, gj_version_put(x->store, &id, policy, &set, &x->err));
	gj_fileset_fini(&set);
	return id;
}

static struct gj_publication row(int64_t version_id, int64_t replaces, const char *who)
{
	struct gj_publication p = { .version = { .id = version_id },
		                    .replaces = replaces,
		                    .why = "because",
		                    .impact = "{}" };

	snprintf(p.who, sizeof p.who, "%s", who);
	return p;
}

static int put(struct sample *x, int64_t *id, const struct gj_publication *p)
{
	int rc = gj_store_begin(x->store, "a test", &x->err);

	if (rc == 0)
		rc = gj_publication_put(x->store, id, p, &x->err);
	if (rc == 0)
		return gj_store_commit(x->store, &x->err);
	gj_store_rollback(x->store);
	return rc;
}

static int64_t in_force(struct sample *x, const char *policy)
{
	struct gj_publication p;

	ck_ok(x, gj_publication_in_force(x->store, &p, policy, &x->err));
	return p.id;
}

static int see_state(void *ctx, const struct gj_publication *p)
{
	strcat(ctx, gj_publication_state_name(p->state));
	strcat(ctx, " ");
	return 0;
}

static void assert_states(struct sample *x, const char *expected)
{
	char seen[400] = "";

	ck_ok(x, gj_publication_each(x->store, 0, see_state, seen, &x->err));
	ck_assert_str_eq(seen, expected);
}

START_TEST(the_newest_is_in_force)
{
	struct gj_publication p;
	struct sample x;
	int64_t a, b, other, id[5];

	sample_open(&x);
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	a = version(&x, "wuhan-2022", "a");
	b = version(&x, "wuhan-2022", "b");
	other = version(&x, "other", "c");
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	ck_assert_int_eq(in_force(&x, NULL), 0);
	assert_states(&x, "");

	p = row(a, 0, "Li");
	ck_ok(&x, put(&x, &id[0], &p));
	p = row(other, 0, "Li");
	ck_ok(&x, put(&x, &id[1], &p));
	ck_assert_int_eq(in_force(&x, "wuhan-2022"), id[0]);
	ck_assert_int_eq(in_force(&x, NULL), id[1]);
	p = row(b, id[0], "Wang");
	ck_ok(&x, put(&x, &id[2], &p));
	assert_states(&x, "retired in_force in_force ");
	p = row(a, id[2], "Li"); /* back again */
	p.act = GJ_PUBLICATION_ROLLBACK;
	ck_ok(&x, put(&x, &id[3], &p));
	assert_states(&x, "retired in_force retired in_force ");
	ck_ok(&x, gj_publication_get(x.store, &p, id[3], &x.err));
	ck_assert_int_eq(p.act, GJ_PUBLICATION_ROLLBACK);
	ck_assert_int_eq(p.version.id, a);
	ck_assert_str_eq(p.who, "Li");
	ck_assert_str_eq(p.why, "because");
	ck_ok(&x, gj_publication_get(x.store, &p, id[2], &x.err));
	ck_assert_int_eq(p.replaced_by, id[3]);
	/* What is out of force cannot be replaced. */
	p = row(b, id[0], "Li");
	ck_assert_int_lt(put(&x, &id[4], &p), 0);
	ck_refused(&x, gj_publication_get(x.store, &p, 99, &x.err), GJ_ENOENT, "99");
	sample_close(&x);
}
END_TEST

START_TEST(a_proposal_changes_nothing)
{
	struct gj_publication p;
	struct sample x;
	int64_t a, b, id[4];

	sample_open(&x);
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	a = version(&x, "p", "a");
	b = version(&x, "p", "b");
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	p = row(a, 0, "Li");
	ck_ok(&x, put(&x, &id[0], &p));
	p = row(b, id[0], "Li");
	p.waits = true;
	ck_ok(&x, put(&x, &id[1], &p));
	assert_states(&x, "in_force waiting ");
	p = row(b, id[0], "Wang");
	p.act = GJ_PUBLICATION_APPROVE;
	p.proposal = id[1];
	ck_ok(&x, put(&x, &id[2], &p));
	assert_states(&x, "retired approved in_force ");
	ck_assert_int_lt(put(&x, &id[3], &p), 0); /* once only */
	sample_close(&x);
}
END_TEST

START_TEST(nobody_nameless_and_nothing_changed)
{
	static const struct {
		const char *sql, *says;
	} changes[] = {
		{ "UPDATE policy_publication SET who = 'x'",
		  "a publication is never changed: publish again" },
		{ "DELETE FROM policy_publication",
		  "a publication is never deleted: roll it back" },
		{ "UPDATE two_person SET state = 'off'",
		  "who asked for two persons is never changed" },
		{ "DELETE FROM two_person", "who asked for two persons is never deleted" },
	};
	struct gj_two_person two;
	struct gj_publication p;
	char message[256];
	struct sample x;
	int64_t a, id;

	sample_open(&x);
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	a = version(&x, "p", "a");
	ck_ok(&x, gj_two_person_set(x.store, &two, true, "Li", &x.err));
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	p = row(a, 0, " \xe3\x80\x80");
	ck_refused(&x, put(&x, &id, &p), GJ_EINVAL, "--by");
	p = row(a, 0, "Li");
	*p.why = '\0';
	ck_refused(&x, put(&x, &id, &p), GJ_EINVAL, "--why");
	p = row(a, 0, "Li");
	ck_ok(&x, put(&x, &id, &p));
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		ck_assert_int_ne(sample_exec(&x, changes[i].sql, message), 0);
		ck_assert_str_eq(message, changes[i].says);
	}
	sample_close(&x);
}
END_TEST

static int two_set(struct sample *x, struct gj_two_person *two, bool on, const char *who)
{
	int rc = gj_store_begin(x->store, "a test", &x->err);

	if (rc == 0)
		rc = gj_two_person_set(x->store, two, on, who, &x->err);
	if (rc == 0)
		return gj_store_commit(x->store, &x->err);
	gj_store_rollback(x->store);
	return rc;
}

START_TEST(two_persons_turn_it_off)
{
	struct gj_two_person two;
	struct sample x;

	sample_open(&x);
	ck_ok(&x, gj_two_person_get(x.store, &two, &x.err));
	ck_assert(!two.on && *two.who == '\0');
	ck_refused(&x, two_set(&x, &two, true, "  "), GJ_EINVAL, "--by");
	ck_ok(&x, two_set(&x, &two, true, "Li"));
	ck_assert(two.on);
	ck_assert_str_eq(two.who, "Li");
	ck_ok(&x, two_set(&x, &two, false, "Li"));
	ck_assert(two.on);
	ck_assert_str_eq(two.off_by, "Li");
	ck_refused(&x, two_set(&x, &two, false, "ＬＩ "), GJ_EINVAL, "another person");
	ck_ok(&x, two_set(&x, &two, true, "Wang")); /* no, it stays */
	ck_assert_str_eq(two.off_by, "");
	ck_ok(&x, two_set(&x, &two, false, "Zhao"));
	ck_assert(two.on);
	ck_ok(&x, two_set(&x, &two, false, "Li"));
	ck_assert(!two.on);
	ck_assert_str_eq(two.off_by, "");
	ck_ok(&x, two_set(&x, &two, false, "Li")); /* off is off */
	ck_assert(!two.on);
	sample_close(&x);
}
END_TEST

START_TEST(knows_one_person_by_many_spellings)
{
	ck_assert(gj_two_person_same("李四", " 李 四"));
	ck_assert(gj_two_person_same("Li Si", "ＬＩ　ＳＩ"));
	ck_assert(!gj_two_person_same("李四", "李五"));
	ck_assert(!gj_two_person_same("Li", "Lin"));
}
END_TEST

Suite *suite_publication(void)
{
	Suite *suite = suite_create("publication");
	TCase *c = tcase_create("publication");

	tcase_add_test(c, the_newest_is_in_force);
	tcase_add_test(c, a_proposal_changes_nothing);
	tcase_add_test(c, nobody_nameless_and_nothing_changed);
	tcase_add_test(c, two_persons_turn_it_off);
	tcase_add_test(c, knows_one_person_by_many_spellings);
	suite_add_tcase(suite, c);
	return suite;
}
