/* check_loop.c: opening, closing, signals, progress, and work on the pool. */
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "engine/run/work.h"
#include "tests/run/kit.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"

START_TEST(closes_with_nothing_left)
{
	struct gj_loop *loop;
	struct gj_err err;
	int i;

	for (i = 0; i < 3; i++) { /* no state outside of the struct */
		ck_assert_int_eq(gj_loop_open(&loop, &err), 0);
		ck_assert_int_eq(gj_loop_close(loop, &err), 0);
	}
	ck_assert_int_eq(gj_loop_close(NULL, &err), 0);
}
END_TEST

START_TEST(names_what_is_still_open)
{
	struct kit k = { .dir = NULL };
	struct gj_loop *loop;
	uv_idle_t idle;
	uv_async_t async;

	ck_ok(&k, gj_loop_open(&loop, &k.err));
	uv_idle_init(gj_loop_uv(loop), &idle);
	uv_async_init(gj_loop_uv(loop), &async, NULL);
	ck_refused(&k, gj_loop_close(loop, &k.err), GJ_EINTERNAL, "idle");
	ck_assert_ptr_nonnull(strstr(k.err.text, "async"));
}
END_TEST

START_TEST(no_memory)
{
	struct gj_loop *loop;
	struct gj_err err;

	gj_alloc_fail_at(1);
	ck_assert_int_eq(gj_loop_open(&loop, &err), GJ_ENOMEM);
	gj_alloc_fail_at(0);
}
END_TEST

static int wait_ms(void *ctx, struct gj_err *err)
{
	struct timespec t = { 0, *(int *)ctx * 1000000L };

	(void)err;
	nanosleep(&t, NULL);
	return 0;
}

static int number(void *ctx, struct gj_err *err)
{
	int n = *(int *)ctx;

	return n < 0 ? gj_err_set(err, n, "as asked") : n;
}

START_TEST(work_brings_back_what_it_returned)
{
	struct kit k = { .dir = NULL };
	struct gj_work w = { .busy = false };
	struct gj_loop *loop;
	int n = 7;

	ck_ok(&k, gj_loop_open(&loop, &k.err));
	ck_ok(&k, gj_work_start(&w, loop, number, &n, &k.err));
	ck_assert(w.busy);
	ck_refused(&k, gj_work_start(&w, loop, number, &n, &k.err), GJ_EINVAL, "under way");
	ck_assert_int_eq(gj_work_wait(&w, &k.err), 7);
	ck_assert(!w.busy);
	ck_assert_int_eq(gj_work_wait(&w, &k.err), 7);
	n = GJ_EIO;
	ck_ok(&k, gj_work_start(&w, loop, number, &n, &k.err));
	ck_refused(&k, gj_work_wait(&w, &k.err), GJ_EIO, "as asked");
	ck_ok(&k, gj_loop_close(loop, &k.err));
}
END_TEST

START_TEST(signal_asks_to_stop)
{
	static const int numbers[] = { SIGINT, SIGTERM };
	struct kit k = { .dir = NULL };
	struct gj_work w = { .busy = false };
	struct gj_loop *loop;
	int ms = 20;

	ck_ok(&k, gj_loop_open(&loop, &k.err));
	ck_assert(!gj_loop_canceled(loop));
	kill(getpid(), numbers[_i]);
	ck_ok(&k, gj_work_start(&w, loop, wait_ms, &ms, &k.err));
	ck_ok(&k, gj_work_wait(&w, &k.err));
	ck_assert(gj_loop_canceled(loop));
	ck_ok(&k, gj_loop_close(loop, &k.err));
}
END_TEST

START_TEST(second_signal_is_not_caught)
{
	struct kit k = { .dir = NULL };
	struct gj_work w = { .busy = false };
	struct gj_loop *loop;
	struct sigaction now;
	int ms = 20;

	ck_ok(&k, gj_loop_open(&loop, &k.err));
	kill(getpid(), SIGTERM);
	ck_ok(&k, gj_work_start(&w, loop, wait_ms, &ms, &k.err));
	ck_ok(&k, gj_work_wait(&w, &k.err));
	ck_assert_int_eq(sigaction(SIGTERM, NULL, &now), 0);
	ck_assert(now.sa_handler == SIG_DFL);
	ck_ok(&k, gj_loop_close(loop, &k.err));
}
END_TEST

START_TEST(cancel_without_a_signal)
{
	struct gj_loop *loop;
	struct gj_err err;

	ck_assert_int_eq(gj_loop_open(&loop, &err), 0);
	gj_loop_cancel(loop);
	ck_assert(gj_loop_canceled(loop));
	ck_assert_int_eq(gj_loop_close(loop, &err), 0);
}
END_TEST

struct shown {
	int calls, ends;
	struct gj_progress last;
};

static void show(void *ctx, const struct gj_progress *p)
{
	struct shown *s = ctx;

	s->calls++;
	s->ends += p->end;
	s->last = *p;
}

START_TEST(progress_is_shown_while_work_goes_on)
{
	struct kit k = { .dir = NULL };
	struct gj_work w = { .busy = false };
	struct shown shown = { .calls = 0 };
	struct gj_loop *loop;
	int ms = 350;

	ck_ok(&k, gj_loop_open(&loop, &k.err));
	gj_loop_set_progress(loop, show, &shown);
	gj_loop_show_start(loop, "enterprise", 10, false);
	gj_loop_show(loop, 4, 10, 4);
	ck_ok(&k, gj_work_start(&w, loop, wait_ms, &ms, &k.err));
	ck_ok(&k, gj_work_wait(&w, &k.err));
	ck_assert_int_ge(shown.calls, 1);
	ck_assert_int_le(shown.calls, 4);
	ck_assert_int_eq(shown.ends, 0);
	ck_assert_str_eq(shown.last.what, "enterprise");
	ck_assert_uint_eq(shown.last.done, 4);
	gj_loop_show_stop(loop);
	ck_assert_int_eq(shown.ends, 1);
	ck_assert(shown.last.seconds > 0.3);
	gj_loop_show_stop(loop);
	ck_assert_int_eq(shown.ends, 1);
	ck_ok(&k, gj_loop_close(loop, &k.err));
}
END_TEST

Suite *suite_loop(void)
{
	Suite *suite = suite_create("loop");
	TCase *tcase = tcase_create("loop");

	tcase_add_test(tcase, closes_with_nothing_left);
	tcase_add_test(tcase, names_what_is_still_open);
	tcase_add_test(tcase, no_memory);
	tcase_add_test(tcase, work_brings_back_what_it_returned);
	tcase_add_loop_test(tcase, signal_asks_to_stop, 0, 2);
	tcase_add_test(tcase, second_signal_is_not_caught);
	tcase_add_test(tcase, cancel_without_a_signal);
	tcase_add_test(tcase, progress_is_shown_while_work_goes_on);
	suite_add_tcase(suite, tcase);
	return suite;
}
