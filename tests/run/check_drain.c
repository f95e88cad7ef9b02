/* check_drain.c: what becomes of notices: delivered, put off, given up; none lost when the sender is killed. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/outbox.h"
#include "db/store.h"
#include "engine/run/drain.h"
#include "engine/run/notifier.h"
#include "tests/run/kit.h"
#include "tests/run/suites.h"

struct
    peer { /* answers as `answers` says, letter by letter: + delivered, - later, x never, ! broken */
	struct kit k;
	struct gj_store *store;
	int64_t now;
	const char *answers;
	uint32_t retry_after;
	char seen[200];
	int stop_after; /* notices; 0: never */
};

static int answer(void *ctx, const struct gj_outbox_row *row, struct gj_delivery *d,
                  struct gj_err *err)
{
	struct peer *p = ctx;
	char c = *p->answers ? *p->answers++ : '+';

	snprintf(p->seen + strlen(p->seen), sizeof p->seen - strlen(p->seen), "%s ",
	         row->notice.key);
	if (c == '!')
		return gj_err_set(err, GJ_EFORMAT, "no such channel");
	*d = (struct gj_delivery){ .result = c == '+'   ? GUIJU_DELIVERED
		                             : c == '-' ? GUIJU_RETRY
		                                        : GUIJU_NEVER,
		                   .retry_after = p->retry_after };
	if (c != '+')
		snprintf(d->reason, sizeof d->reason, "the peer said %c", c);
	return 0;
}

static int64_t now(void *ctx)
{
	return ((struct peer *)ctx)->now;
}

static bool stopped(void *ctx)
{
	struct peer *p = ctx;

	return p->stop_after > 0 && p->stop_after-- == 1;
}

static void peer_open(struct peer *p)
{
	memset(p, 0, sizeof *p);
	p->now = 1666785600000;
	p->answers = "";
	kit_open(&p->k);
	ck_ok(&p->k, gj_store_open(&p->store, kit_path(&p->k, "a.db"), GJ_STORE_CREATE, &p->k.err));
}

static void peer_close(struct peer *p)
{
	gj_store_close(p->store);
	kit_close(&p->k);
}

static void put(struct peer *p, const char *key, const char *recipient)
{
	const struct gj_outbox_notice n = { .key = key,
		                            .kind = "decided",
		                            .channel = "mail",
		                            .recipient = recipient,
		                            .language = "en",
		                            .subject = "s",
		                            .body = "b" };

	ck_ok(&p->k, gj_outbox_put(p->store, NULL, &n, &p->k.err));
}

static void put_all(struct peer *p, const char *const *keys)
{
	ck_ok(&p->k, gj_store_begin(p->store, "a test", &p->k.err));
	for (; *keys; keys++) /* the recipient is the key's first letter */
		put(p, *keys, (char[]){ **keys, '\0' });
	ck_ok(&p->k, gj_store_commit(p->store, &p->k.err));
}

static struct gj_drain_args args_of(struct peer *p)
{
	return (
	    struct gj_drain_args){ .deliver = answer, .now = now, .canceled = stopped, .ctx = p };
}

static struct gj_drain_counts drain(struct peer *p, const char *answers, const char *seen)
{
	const struct gj_drain_args args = args_of(p);
	struct gj_drain_counts counts = { 0 };

	p->answers = answers;
	*p->seen = '\0';
	ck_ok(&p->k, gj_drain(p->store, &args, &counts, &p->k.err));
	ck_assert_str_eq(p->seen, seen);
	return counts;
}

static void get(struct peer *p, struct gj_outbox_row *row, int64_t id)
{
	ck_assert_int_eq(gj_outbox_next(p->store, row, id - 1, &p->k.err), 1);
	ck_assert_int_eq(row->id, id);
}

START_TEST(one_pass_tries_each_once_and_keeps_the_order)
{
	static const char *const keys[] = { "a1", "b1", "a2", "b2", NULL };
	struct gj_drain_counts counts;
	struct peer p;

	peer_open(&p);
	put_all(&p, keys);
	counts = drain(&p, "-+", "a1 b1 b2 "); /* a2 waits behind a1 */
	ck_assert_uint_eq(counts.delivered, 2);
	ck_assert_uint_eq(counts.put_off, 1);
	drain(&p, "", "");
	p.now += gj_drain_pause("a1", 1) - 1;
	drain(&p, "", "");
	p.now++;
	counts = drain(&p, "x", "a1 a2 "); /* what is dead holds nobody up */
	ck_assert_uint_eq(counts.dead, 1);
	ck_assert_uint_eq(counts.delivered, 1);
	peer_close(&p);
}
END_TEST

START_TEST(is_given_up_after_the_last_attempt)
{
	static const char *const keys[] = { "a1", NULL };
	struct gj_outbox_row row;
	struct peer p;

	peer_open(&p);
	put_all(&p, keys);
	gj_outbox_row_init(&row);
	for (int i = 1; i <= GJ_DRAIN_ATTEMPTS; i++) {
		drain(&p, "-", "a1 ");
		get(&p, &row, 1);
		ck_assert_int_eq(row.attempts, i);
		ck_assert_str_eq(row.reason, "the peer said -");
		ck_assert_int_eq(row.state,
		                 i < GJ_DRAIN_ATTEMPTS ? GJ_OUTBOX_WAITING : GJ_OUTBOX_DEAD);
		p.now = row.next_at;
	}
	drain(&p, "", "");
	gj_outbox_row_fini(&row);
	peer_close(&p);
}
END_TEST

START_TEST(the_peer_may_ask_for_a_longer_pause_not_a_shorter)
{
	static const char *const keys[] = { "a1", "b1", NULL };
	struct gj_outbox_row row;
	struct peer p;

	peer_open(&p);
	put_all(&p, keys);
	gj_outbox_row_init(&row);
	p.retry_after = 3600;
	drain(&p, "-+", "a1 b1 ");
	get(&p, &row, 1);
	ck_assert_int_eq(row.next_at, p.now + 3600 * 1000);
	p.now = row.next_at;
	p.retry_after = 1;
	drain(&p, "-", "a1 ");
	get(&p, &row, 1);
	ck_assert_int_eq(row.next_at, p.now + gj_drain_pause("a1", 2));
	gj_outbox_row_fini(&row);
	peer_close(&p);
}
END_TEST

START_TEST(a_broken_channel_costs_no_notice_an_attempt)
{
	static const char *const keys[] = { "a1", "b1", NULL };
	struct gj_drain_counts counts = { 0 };
	struct gj_drain_args args;
	struct peer p;

	peer_open(&p);
	put_all(&p, keys);
	args = args_of(&p);
	p.answers = "+!";
	ck_refused(&p.k, gj_drain(p.store, &args, &counts, &p.k.err), GJ_EFORMAT, "no such");
	ck_assert_uint_eq(counts.delivered, 1);
	counts = drain(&p, "", "b1 ");
	ck_assert_uint_eq(counts.delivered, 1);
	peer_close(&p);
}
END_TEST

START_TEST(stops_between_two_notices)
{
	static const char *const keys[] = { "a1", "a2", "a3", NULL };
	struct gj_drain_counts counts = { 0 };
	struct gj_drain_args args;
	struct peer p;

	peer_open(&p);
	put_all(&p, keys);
	args = args_of(&p);
	p.stop_after = 3;
	ck_refused(&p.k, gj_drain(p.store, &args, &counts, &p.k.err), GJ_ECANCELED, "stopped");
	ck_assert_str_eq(p.seen, "a1 a2 ");
	ck_assert_uint_eq(counts.delivered, 2);
	drain(&p, "", "a3 ");
	peer_close(&p);
}
END_TEST

START_TEST(pauses_double_within_a_quarter)
{
	bool differ = false;

	for (int64_t attempt = 1; attempt <= 40; attempt++) {
		int64_t plain = GJ_DRAIN_FIRST;

		for (int64_t i = 1; i < attempt && plain < GJ_DRAIN_LONGEST; i++)
			plain *= 2;
		if (plain > GJ_DRAIN_LONGEST)
			plain = GJ_DRAIN_LONGEST;
		for (int i = 0; i < 200; i++) {
			char key[16];
			int64_t pause;

			snprintf(key, sizeof key, "k%d", i);
			pause = gj_drain_pause(key, attempt);
			ck_assert_int_ge(pause, plain * 3 / 4);
			ck_assert_int_lt(pause, plain * 5 / 4);
			ck_assert_int_eq(pause, gj_drain_pause(key, attempt));
			differ = differ || pause != gj_drain_pause("k0", attempt);
		}
	}
	ck_assert(differ);
}
END_TEST

/* A peer that takes two of three notices: it writes the key of what it took, and may die right after. */
struct taker {
	int fd;
	unsigned seed;
	int64_t now;
};

static int take(void *ctx, const struct gj_outbox_row *row, struct gj_delivery *d,
                struct gj_err *err)
{
	struct taker *t = ctx;
	char line[GJ_OUTBOX_KEY + 2];
	int n = snprintf(line, sizeof line, "%s\n", row->notice.key);

	(void)err;
	*d = (struct gj_delivery){ .result = GUIJU_RETRY };
	if (row->attempts < 8 && rand_r(&t->seed) % 3 == 0) /* none is given up here */
		return 0;
	ck_assert_int_eq(write(t->fd, line, (size_t)n), n);
	d->result = GUIJU_DELIVERED;
	return 0;
}

static int64_t later(void *ctx)
{
	return ((struct taker *)ctx)->now;
}

/* Drains until nothing waits, an hour of the notices' clock a pass; killed by the parent at any moment. */
static void send_all(const char *db, const char *taken, unsigned seed, int round)
{
	struct taker t = { open(taken, O_WRONLY | O_APPEND | O_CREAT, 0600), seed,
		           (int64_t)round * 1000 * 24 * 3600 * 1000 };
	const struct gj_drain_args args = { .deliver = take, .now = later, .ctx = &t };
	struct gj_drain_counts counts;
	struct gj_store *s;
	struct gj_err err;

	if (t.fd < 0 || gj_store_open(&s, db, GJ_STORE_WRITE, &err) < 0)
		_exit(3);
	do {
		counts = (struct gj_drain_counts){ 0 };
		t.now += 6 * 3600 * 1000;
		if (gj_drain(s, &args, &counts, &err) < 0)
			_exit(4);
	} while (counts.put_off > 0 || counts.delivered > 0);
	gj_store_close(s);
	_exit(0);
}

/* Counts of each key taken; the order of each recipient, but for what was repeated, is that of storing. */
static void assert_taken(const char *path, int n, int recipients, int kills)
{
	int *taken = calloc((size_t)n, sizeof *taken),
	    *last = calloc((size_t)recipients, sizeof *last);
	FILE *f = fopen(path, "r");
	int key, repeated = 0, missing = 0;

	ck_assert(f && taken && last);
	while (fscanf(f, "k%d\n", &key) == 1) {
		ck_assert_int_lt(key, n);
		if (taken[key]++ > 0) {
			repeated++;
			continue;
		}
		ck_assert_msg(key >= last[key % recipients], "%d after %d", key,
		              last[key % recipients]);
		last[key % recipients] = key;
	}
	ck_assert(feof(f));
	fclose(f);
	for (int i = 0; i < n; i++)
		missing += taken[i] == 0;
	printf("%d notices, %d kills: %d repeated, %d missing\n", n, kills, repeated, missing);
	ck_assert_int_eq(missing, 0);
	ck_assert_int_le(repeated, kills); /* one sender holds one notice */
	free(taken);
	free(last);
}

START_TEST(none_is_lost_when_the_sender_is_killed)
{
	enum { RECIPIENTS = 16, KILLS = 20 };
	const char *many = getenv("GJ_NOTICES"), *given = getenv("GJ_SEED");
	int n = many ? atoi(many) : 2000, kills = 0, status = -1, round = 1;
	unsigned seed = given ? (unsigned)atoi(given) : (unsigned)getpid();
	char *db, *taken;
	struct peer p;

	printf("seed %u\n", seed);
	peer_open(&p);
	db = strdup(kit_path(&p.k, "a.db"));
	taken = strdup(kit_path(&p.k, "taken"));
	ck_assert(db && taken);
	ck_ok(&p.k, gj_store_begin(p.store, "a test", &p.k.err));
	for (int i = 0; i < n; i++) {
		char key[16], recipient[16];

		snprintf(key, sizeof key, "k%d", i);
		snprintf(recipient, sizeof recipient, "r%d", i % RECIPIENTS);
		put(&p, key, recipient);
	}
	ck_ok(&p.k, gj_store_commit(p.store, &p.k.err));
	gj_store_close(p.store);
	p.store = NULL;
	do {
		pid_t child = fork();

		ck_assert_int_ge(child, 0);
		if (child == 0)
			send_all(db, taken, seed + (unsigned)round, round);
		round++;
		if (kills < KILLS) {
			usleep((useconds_t)(2000 + rand_r(&seed) % (n * 2)));
			kill(child, SIGKILL);
		}
		ck_assert_int_eq(waitpid(child, &status, 0), child);
		kills += WIFSIGNALED(status);
		ck_assert(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	} while (status != 0);
	assert_taken(taken, n, RECIPIENTS, kills);
	ck_assert_int_eq(kills, KILLS);
	free(db);
	free(taken);
	peer_close(&p);
}
END_TEST

Suite *suite_drain(void)
{
	Suite *suite = suite_create("drain");
	TCase *tc = tcase_create("drain"), *slow = tcase_create("kills");

	tcase_add_test(tc, one_pass_tries_each_once_and_keeps_the_order);
	tcase_add_test(tc, is_given_up_after_the_last_attempt);
	tcase_add_test(tc, the_peer_may_ask_for_a_longer_pause_not_a_shorter);
	tcase_add_test(tc, a_broken_channel_costs_no_notice_an_attempt);
	tcase_add_test(tc, stops_between_two_notices);
	tcase_add_test(tc, pauses_double_within_a_quarter);
	tcase_set_timeout(slow, 120);
	tcase_add_test(slow, none_is_lost_when_the_sender_is_killed);
	suite_add_tcase(suite, tc);
	suite_add_tcase(suite, slow);
	return suite;
}
