/* loop.c: opens and closes the event loop with its signals and its progress timer. */
#include "engine/run/loop.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/run/work.h"

enum { SHOW_EVERY = 100 /* ms */, SIGNALS = 2 };

struct gj_loop {
	uv_loop_t uv;
	uv_signal_t signals[SIGNALS];
	uv_timer_t timer;
	atomic_bool canceled; /* any thread */
	/* the loop's thread only */
	gj_progress_fn *show;
	void *show_ctx; /* borrowed */
	struct gj_progress now;
	uint64_t started; /* uv_hrtime() of show_start */
};

static void on_signal(uv_signal_t *handle, int number)
{
	struct gj_loop *l = handle->data;

	(void)number;
	atomic_store(&l->canceled, true);
}

static void show_now(struct gj_loop *l)
{
	if (l->show == NULL || l->now.what == NULL)
		return;
	l->now.seconds = (double)(uv_hrtime() - l->started) / 1e9;
	l->show(l->show_ctx, &l->now);
}

static void on_timer(uv_timer_t *handle)
{
	show_now(handle->data);
}

/* What is open and not ours to know of: closed, and named for the message. */
static void close_stray(uv_handle_t *handle, void *names)
{
	char *text = names;
	size_t used = strlen(text);
	const char *type = uv_handle_type_name(uv_handle_get_type(handle));

	if (uv_is_closing(handle))
		return;
	if (used < 200)
		snprintf(text + used, 256 - used, "%s%s", used ? ", " : "", type ? type : "?");
	uv_close(handle, NULL);
}

/* Closes what was initialised, the first `n` of signals and timer, and the loop itself. */
static int close_loop(struct gj_loop *l, int n, struct gj_err *err)
{
	char stray[256] = "";
	int i, rc;

	for (i = 0; i < n && i < SIGNALS; i++)
		uv_close((uv_handle_t *)&l->signals[i], NULL);
	if (n > SIGNALS)
		uv_close((uv_handle_t *)&l->timer, NULL);
	uv_walk(&l->uv, close_stray, stray);
	uv_run(&l->uv, UV_RUN_DEFAULT);
	rc = uv_loop_close(&l->uv);
	free(l);
	if (rc != 0)
		return gj_err_set(err, GJ_EINTERNAL, tr("the event loop did not close: %s"),
		                  uv_strerror(rc));
	if (stray[0] != '\0')
		return gj_err_set(err, GJ_EINTERNAL,
		                  tr("the event loop was closed while still in use by: %s"), stray);
	return 0;
}

static int start_signals(struct gj_loop *l)
{
	static const int numbers[SIGNALS] = { SIGINT, SIGTERM };
	int i, rc;

	for (i = 0; i < SIGNALS; i++) {
		rc = uv_signal_start_oneshot(&l->signals[i], on_signal, numbers[i]);
		if (rc != 0)
			return rc;
		uv_unref((uv_handle_t *)&l->signals[i]);
	}
	return 0;
}

int gj_loop_open(struct gj_loop **out, struct gj_err *err)
{
	struct gj_loop *l = calloc(1, sizeof *l);
	int n, rc;

	if (l == NULL)
		return gj_err_nomem(err, tr("the event loop"));
	atomic_init(&l->canceled, false);
	rc = uv_loop_init(&l->uv);
	if (rc != 0) {
		free(l);
		return gj_err_set(err, GJ_EIO, tr("the event loop does not start: %s"),
		                  uv_strerror(rc));
	}
	for (n = 0; n < SIGNALS; n++) {
		rc = uv_signal_init(&l->uv, &l->signals[n]);
		if (rc != 0)
			goto err_after_loop;
		l->signals[n].data = l;
	}
	rc = uv_timer_init(&l->uv, &l->timer);
	if (rc != 0)
		goto err_after_loop;
	n++;
	l->timer.data = l;
	uv_unref((uv_handle_t *)&l->timer);
	rc = start_signals(l);
	if (rc != 0)
		goto err_after_loop;
	*out = l;
	return 0;

err_after_loop:
	close_loop(l, n, NULL);
	return gj_err_set(err, GJ_EIO, tr("the event loop does not start: %s"), uv_strerror(rc));
}

int gj_loop_close(struct gj_loop *l, struct gj_err *err)
{
	return l ? close_loop(l, SIGNALS + 1, err) : 0;
}

bool gj_loop_canceled(const struct gj_loop *l)
{
	return atomic_load(&l->canceled);
}

void gj_loop_cancel(struct gj_loop *l)
{
	atomic_store(&l->canceled, true);
}

void gj_loop_set_progress(struct gj_loop *l, gj_progress_fn *fn, void *ctx)
{
	l->show = fn;
	l->show_ctx = ctx;
}

void gj_loop_show_start(struct gj_loop *l, const char *what, uint64_t all, bool bytes)
{
	l->now = (struct gj_progress){ .what = what, .all = all, .bytes = bytes };
	l->started = uv_hrtime();
	if (l->show)
		uv_timer_start(&l->timer, on_timer, SHOW_EVERY, SHOW_EVERY);
}

void gj_loop_show(struct gj_loop *l, uint64_t done, uint64_t all, uint64_t rows)
{
	l->now.done = done;
	l->now.all = all;
	l->now.rows = rows;
}

void gj_loop_show_stop(struct gj_loop *l)
{
	uv_timer_stop(&l->timer);
	l->now.end = true;
	show_now(l);
	l->now.what = NULL;
}

void gj_loop_poll(struct gj_loop *l)
{
	uv_handle_t *signal = (uv_handle_t *)&l->signals[0];

	uv_ref(signal); /* a loop with nothing under way would not look at all */
	uv_run(&l->uv, UV_RUN_NOWAIT);
	uv_unref(signal);
}

uv_loop_t *gj_loop_uv(struct gj_loop *l)
{
	return &l->uv;
}
