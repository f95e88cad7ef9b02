/* notifier.h: a channel: a notifier plugin opened with its options, which delivers notices one by one. */
#ifndef GJ_NOTIFIER_H
#define GJ_NOTIFIER_H
#include "engine/base/err.h"
#include "engine/run/plugin.h"
#include <stdbool.h>

struct gj_buf;
struct gj_notifier;

enum {
	GJ_NOTIFIER_DEADLINE = 30000 /* ms that a call may take where nothing else is said */
};

struct gj_notifier_args {
	const char *channel;        /* what the configuration calls it; for messages */
	const char *const *options; /* "name=value", n_options of them; the last of a name holds */
	size_t n_options;
	uint32_t deadline; /* ms for each call; 0: GJ_NOTIFIER_DEADLINE */
	/* On the thread that calls; any may be NULL. now: ms since 1970 UTC, NULL: the system's. */
	void (*log)(void *ctx, int level, const char *text); /* GUIJU_LOG_* */
	bool (*canceled)(void *ctx);
	int64_t (*now)(void *ctx);
	void *ctx;
};

struct gj_delivery {
	int result;               /* GUIJU_DELIVERED, GUIJU_RETRY or GUIJU_NEVER */
	uint32_t retry_after;     /* seconds that the peer asked for; 0: the caller decides */
	char reason[GJ_ERR_TEXT]; /* "" when delivered; one line, UTF-8 */
};

/* All calls on one notifier: from one thread at a time, which may block until the deadline, so never
 * the loop's. `plugin` and what args points to, but channel and options, must outlive it.
 * Errors: GJ_EINVAL (an option, or the plugin is no notifier), GJ_EFORMAT with the plugin's own
 * sentence, GJ_ECANCELED, GJ_ENOMEM. */
int gj_notifier_open(struct gj_notifier **out, struct gj_plugin *plugin,
                     const struct gj_notifier_args *args, struct gj_err *err);
void gj_notifier_close(struct gj_notifier *n); /* NULL is allowed */
/* The caller sets what it has in *notice (sizes are set here; NULL texts become ""); nothing of it is kept.
 * 0: *d says what became of it. A notice that the contract does not allow (control characters in
 * the subject, no key), that is longer than the channel's limits, or that has attachments
 * where it takes none is GUIJU_NEVER without asking the plugin. A stop or a deadline that is over is GUIJU_RETRY.
 * Errors, after which *d is GUIJU_RETRY with the same sentence: GJ_EFORMAT (unfit: any notice would fare the same; or
 * the plugin broke its contract), GJ_ENOMEM. */
int gj_notifier_deliver(struct gj_notifier *n, const struct guiju_notice *notice,
                        struct gj_delivery *d, struct gj_err *err);
/* Appends what would be sent, for people to read. Errors: GJ_EFORMAT, GJ_ENOMEM. */
int gj_notifier_print(struct gj_notifier *n, const struct guiju_notice *notice, struct gj_buf *out,
                      struct gj_err *err);
/* What the channel can carry; the same as long as it is open. */
const struct guiju_limits *gj_notifier_limits(const struct gj_notifier *n);
#endif
