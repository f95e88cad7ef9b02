/* drain.h: sends what waits in the outbox, one notice at a time, and writes down what became of each. */
#ifndef GJ_DRAIN_H
#define GJ_DRAIN_H
#include "engine/base/err.h"
#include <stdbool.h>
#include <stdint.h>

struct gj_delivery;
struct gj_notifier;
struct gj_outbox_row;
struct gj_store;

enum {
	GJ_DRAIN_ATTEMPTS = 12,            /* then it is dead: with the pauses below, about a day */
	GJ_DRAIN_FIRST = 30 * 1000,        /* ms after the first failure, twice as long each time */
	GJ_DRAIN_LONGEST = 4 * 3600 * 1000 /* ms; before the jitter */
};

struct gj_drain_args {
	/* Delivers one notice: as gj_notifier_deliver(), d is set whenever it returns 0. An error leaves the notice as
	 * it was and ends the drain: what is wrong is the channel or the store, and no notice shall pay for it.
	 * gj_drain_by_notifier() does it with a notifier. */
	int (*deliver)(void *ctx, const struct gj_outbox_row *row, struct gj_delivery *d,
	               struct gj_err *err);
	int64_t (*now)(void *ctx);   /* ms since 1970 UTC; asked before and after each delivery */
	bool (*canceled)(void *ctx); /* asked before each notice; NULL: never */
	void *ctx;
};

struct gj_drain_counts {
	uint64_t delivered, put_off, dead;
};

/* One pass: every notice that is due is tried once, and after a delivery the next of the same recipient. Each result is
 * committed before the next notice is tried, so that a sender that is killed repeats at most one notice, under the
 * same key. The store is open for writing and in no transaction; it blocks as long as deliver() does: from a worker's
 * thread, never the loop's, and from one sender at a time. *counts is added up also when it fails.
 * Errors: GJ_ECANCELED, those of deliver(), those of the store. */
int gj_drain(struct gj_store *s, const struct gj_drain_args *args, struct gj_drain_counts *counts,
             struct gj_err *err);
/* For deliver(): hands the row to a notifier that is open. */
int gj_drain_by_notifier(struct gj_notifier *n, const struct gj_outbox_row *row,
                         struct gj_delivery *d, struct gj_err *err);
/* ms to wait after the attempt-th failure (from 1): doubled each time up to GJ_DRAIN_LONGEST, then made up to a quarter
 * shorter or longer by key and attempt, so that many notices do not come back in one moment and a test can name the
 * time. */
int64_t gj_drain_pause(const char *key, int64_t attempt);
#endif
