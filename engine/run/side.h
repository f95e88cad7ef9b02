/* side.h: internal to run/: what the host knows of a plugin's running call, whatever its role: options, deadline, words. */
#ifndef GJ_SIDE_H
#define GJ_SIDE_H
#include "engine/base/err.h"
#include "plugins/guiju.h"
#include <stdbool.h>

struct gj_source;

/* What the `in` of the host's functions points to. */
struct gj_side {
	/* set once */
	const struct guiju_plugin *plugin; /* borrowed */
	char **options;                    /* owned; NULL where the default holds */
	void (*log)(void *ctx, int level, const char *text); /* these may be NULL */
	bool (*canceled)(void *ctx);
	int64_t (*now)(void *ctx);
	void *ctx;
	uint32_t deadline;        /* ms for each call; 0: none */
	struct gj_source *source; /* NULL: a notifier's side */

	/* of the call that runs */
	int64_t until;          /* by gj_side_clock(); 0: none */
	char said[GJ_ERR_TEXT]; /* why it fails, or "" */
	bool no_memory;         /* memory ran out in a function that cannot say so */
};

/* Takes the options: the rest is the caller's to set. Errors: GJ_EINVAL, GJ_ENOMEM. */
int gj_side_options(struct gj_side *side, const char *const *given, size_t n, struct gj_err *err);
void gj_side_fini(struct gj_side *side);  /* secrets are wiped */
void gj_side_begin(struct gj_side *side); /* before each call of the plugin */
bool gj_side_late(const struct gj_side *side);
/* Asked to stop, or late. */
bool gj_side_canceled(const struct gj_side *side);
/* Whether the user asked to stop. */
bool gj_side_stopped(const struct gj_side *side);
int64_t gj_side_left(const struct gj_side *side); /* ms; -1: no deadline */
/* Puts *** where a secret of the options stands in the text, in place; returns the new length. */
size_t gj_side_hide(const struct gj_side *side, char *text, size_t n);
int64_t gj_side_clock(void); /* ms, monotonic */
#endif
