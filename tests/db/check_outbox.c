/* check_outbox.c: a notice is stored with what it tells, told once, in order, and never lost. */
#include <stdio.h>
#include <string.h>

#include "db/outbox.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"
#include "tests/support/alloc.h"

static struct gj_outbox_notice notice(const char *key, const char *recipient)
{
	return (struct gj_outbox_notice){ .key = key,
		                          .kind = "decided",
		                          .channel = "mail",
		                          .recipient = recipient,
		                          .language = "zh",
		                          .subject = "结果",
		                          .body = "第一行\n第二行" };
}

static bool put(struct sample *x, const struct gj_outbox_notice *n)
{
	bool added;

	ck_ok(x, gj_store_begin(x->store, "a test", &x->err));
	ck_ok(x, gj_outbox_put(x->store, &added, n, &x->err));
	ck_ok(x, gj_store_commit(x->store, &x->err));
	return added;
}

static void put_key(struct sample *x, const char *key, const char *recipient)
{
	struct gj_outbox_notice n = notice(key, recipient);

	ck_assert(put(x, &n));
}

/* The keys due at `now`, one pass. */
static void assert_due(struct sample *x, int64_t now, const char *expected)
{
	struct gj_outbox_row row;
	char got[200] = "";
	int64_t after = 0;
	int rc;

	gj_outbox_row_init(&row);
	while ((rc = gj_outbox_due(x->store, &row, after, now, &x->err)) == 1) {
		after = row.id;
		snprintf(got + strlen(got), sizeof got - strlen(got), "%s ", row.notice.key);
	}
	ck_ok(x, rc);
	gj_outbox_row_fini(&row);
	ck_assert_str_eq(got, expected);
}

START_TEST(comes_back_as_it_was_stored)
{
	struct gj_outbox_notice n = notice("d-1", "a@example.org");
	struct gj_outbox_row row;
	struct sample x;

	sample_open(&x);
	ck_assert(put(&x, &n));
	sample_reopen(&x);
	gj_outbox_row_init(&row);
	ck_assert_int_eq(gj_outbox_next(x.store, &row, 0, &x.err), 1);
	ck_assert_str_eq(row.notice.key, n.key);
	ck_assert_str_eq(row.notice.kind, n.kind);
	ck_assert_str_eq(row.notice.channel, n.channel);
	ck_assert_str_eq(row.notice.recipient, n.recipient);
	ck_assert_str_eq(row.notice.language, n.language);
	ck_assert_str_eq(row.notice.subject, n.subject);
	ck_assert_str_eq(row.notice.body, n.body);
	ck_assert_int_eq(row.state, GJ_OUTBOX_WAITING);
	ck_assert_int_eq(row.attempts, 0);
	ck_assert_str_eq(row.reason, "");
	ck_assert_int_eq(gj_outbox_next(x.store, &row, row.id, &x.err), 0);
	gj_outbox_row_fini(&row);
	sample_close(&x);
}
END_TEST

START_TEST(a_key_is_told_once_whatever_became_of_it)
{
	static const enum gj_outbox_state ends[] = { GJ_OUTBOX_WAITING, GJ_OUTBOX_DELIVERED,
		                                     GJ_OUTBOX_DEAD };
	struct gj_outbox_notice n = notice("d-1", "a");
	struct sample x;

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		sample_open(&x);
		ck_assert(put(&x, &n));
		ck_ok(&x, gj_outbox_settle(x.store, 1, ends[i], 0, "", &x.err));
		ck_assert(!put(&x, &n));
		ck_assert_int_eq(sample_count(&x, "SELECT count(*) FROM outbox"), 1);
		sample_close(&x);
	}
}
END_TEST

START_TEST(goes_with_its_transaction)
{
	struct gj_outbox_notice n = notice("d-1", "a");
	struct sample x;

	sample_open(&x);
	ck_refused(&x, gj_outbox_put(x.store, NULL, &n, &x.err), GJ_EINTERNAL, "transaction");
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	ck_ok(&x, gj_outbox_put(x.store, NULL, &n, &x.err));
	gj_store_rollback(x.store);
	assert_due(&x, 0, "");
	sample_close(&x);
}
END_TEST

START_TEST(the_order_of_a_recipient_is_kept)
{
	struct gj_outbox_notice other = notice("o-1", "a");
	struct sample x;

	sample_open(&x);
	put_key(&x, "a-1", "a");
	put_key(&x, "a-2", "a");
	put_key(&x, "b-1", "b");
	other.channel = "spool"; /* a queue of its own */
	ck_assert(put(&x, &other));
	assert_due(&x, 0, "a-1 b-1 o-1 ");
	ck_ok(&x, gj_outbox_settle(x.store, 1, GJ_OUTBOX_WAITING, 1000, "busy", &x.err));
	assert_due(&x, 999, "b-1 o-1 ");
	assert_due(&x, 1000, "a-1 b-1 o-1 ");
	ck_ok(&x, gj_outbox_settle(x.store, 1, GJ_OUTBOX_DELIVERED, 1000, "", &x.err));
	assert_due(&x, 1000, "a-2 b-1 o-1 ");
	ck_ok(&x, gj_outbox_settle(x.store, 2, GJ_OUTBOX_DEAD, 1000, "no such user", &x.err));
	assert_due(&x, 1000, "b-1 o-1 ");
	ck_assert_int_eq(sample_count(&x, "SELECT attempts FROM outbox WHERE id = 1"), 2);
	sample_close(&x);
}
END_TEST

START_TEST(retry_and_drop_by_command)
{
	struct sample x;

	sample_open(&x);
	put_key(&x, "a-1", "a");
	ck_refused(&x, gj_outbox_retry(x.store, 1, &x.err), GJ_ENOENT, "nothing to retry");
	ck_ok(&x, gj_outbox_settle(x.store, 1, GJ_OUTBOX_DEAD, 77, "no such user", &x.err));
	assert_due(&x, 1000, "");
	ck_ok(&x, gj_outbox_retry(x.store, 1, &x.err));
	assert_due(&x, 0, "a-1 ");
	ck_assert_int_eq(sample_count(&x, "SELECT attempts FROM outbox"), 0);
	ck_ok(&x, gj_outbox_drop(x.store, 1, &x.err));
	assert_due(&x, 1000, "");
	ck_refused(&x, gj_outbox_drop(x.store, 1, &x.err), GJ_ENOENT, "nothing to drop");
	ck_refused(&x, gj_outbox_drop(x.store, 2, &x.err), GJ_ENOENT, "notice 2");
	/* A late answer does not bring it back. */
	ck_ok(&x, gj_outbox_settle(x.store, 1, GJ_OUTBOX_WAITING, 0, "", &x.err));
	assert_due(&x, 1000, "");
	sample_close(&x);
}
END_TEST

START_TEST(refuses_what_could_not_be_sent)
{
	static char longest[GJ_OUTBOX_BODY + 2], subject[GJ_OUTBOX_SUBJECT + 2], key[66];
	const struct {
		struct gj_outbox_notice n;
		int code;
		const char *part;
	} cases[] = {
		{ { "", "k", "c", "r", "zh", "s", "b" }, GJ_EINVAL, "key" },
		{ { "a b", "k", "c", "r", "zh", "s", "b" }, GJ_EINVAL, "key" },
		{ { key, "k", "c", "r", "zh", "s", "b" }, GJ_EINVAL, "key" },
		{ { "k", "", "c", "r", "zh", "s", "b" }, GJ_EINVAL, "kind" },
		{ { "k", "k", "", "r", "zh", "s", "b" }, GJ_EINVAL, "channel" },
		{ { "k", "k", "c", "r", "", "s", "b" }, GJ_EINVAL, "language" },
		{ { "k", "k", "c", "r\nBcc: x", "zh", "s", "b" }, GJ_EINVAL, "recipient" },
		{ { "k", "k", "c", "r", "zh", "s\r\nBcc: x", "b" }, GJ_EINVAL, "subject" },
		{ { "k", "k", "c", "r", "zh", "s\x7f", "b" }, GJ_EINVAL, "subject" },
		{ { "k", "k", "c", "r", "zh", subject, "b" }, GJ_ELIMIT, "too long" },
		{ { "k", "k", "c", "r", "zh", "s", longest }, GJ_ELIMIT, "too long" },
	};
	struct gj_outbox_notice n = notice("a", "");
	struct sample x;

	memset(longest, 'x', sizeof longest - 1);
	memset(subject, 'x', sizeof subject - 1);
	memset(key, 'x', sizeof key - 1);
	sample_open(&x);
	ck_ok(&x, gj_store_begin(x.store, "a test", &x.err));
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		ck_refused(&x, gj_outbox_put(x.store, NULL, &cases[i].n, &x.err), cases[i].code,
		           cases[i].part);
	key[GJ_OUTBOX_KEY] = subject[GJ_OUTBOX_SUBJECT] = longest[GJ_OUTBOX_BODY] = '\0';
	n.key = key;
	n.subject = subject;
	n.body = longest;
	ck_ok(&x, gj_outbox_put(x.store, NULL, &n, &x.err));
	ck_ok(&x, gj_store_commit(x.store, &x.err));
	sample_close(&x);
}
END_TEST

START_TEST(nobody_changes_or_deletes_it)
{
	char message[256];
	struct sample x;

	sample_open(&x);
	put_key(&x, "a-1", "a");
	ck_assert_int_ne(sample_exec(&x, "UPDATE outbox SET body = 'x'", message), 0);
	ck_assert(strstr(message, "never changed"));
	ck_assert_int_ne(sample_exec(&x, "DELETE FROM outbox", message), 0);
	ck_assert(strstr(message, "drop it"));
	sample_close(&x);
}
END_TEST

START_TEST(lives_without_memory)
{
	struct gj_outbox_notice n = notice("a-1", "a");
	struct gj_outbox_row row;
	struct sample x;
	int rc = GJ_ENOMEM;

	sample_open(&x);
	ck_assert(put(&x, &n));
	for (long at = 1; rc != 1; at++) {
		sample_reopen(&x);
		gj_outbox_row_init(&row);
		gj_alloc_fail_at(at);
		rc = gj_outbox_due(x.store, &row, 0, 0, &x.err);
		gj_alloc_fail_at(0);
		ck_assert(rc == 1 || rc == GJ_ENOMEM);
		if (rc == 1)
			ck_assert_str_eq(row.notice.body, n.body);
		gj_outbox_row_fini(&row);
	}
	sample_close(&x);
}
END_TEST

Suite *suite_outbox(void)
{
	Suite *suite = suite_create("outbox");
	TCase *tc = tcase_create("outbox");

	tcase_add_test(tc, comes_back_as_it_was_stored);
	tcase_add_test(tc, a_key_is_told_once_whatever_became_of_it);
	tcase_add_test(tc, goes_with_its_transaction);
	tcase_add_test(tc, the_order_of_a_recipient_is_kept);
	tcase_add_test(tc, retry_and_drop_by_command);
	tcase_add_test(tc, refuses_what_could_not_be_sent);
	tcase_add_test(tc, nobody_changes_or_deletes_it);
	tcase_add_test(tc, lives_without_memory);
	suite_add_tcase(suite, tc);
	return suite;
}
