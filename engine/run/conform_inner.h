/* conform_inner.h: internal to run/: the inside of the conformance kit, of a process that tries a plugin. */
#ifndef GJ_CONFORM_INNER_H
#define GJ_CONFORM_INNER_H
#include "engine/base/buf.h"
#include "engine/run/conform.h"
#include "engine/run/plugin.h"
#include <stdbool.h>

enum {
	CONFORM_REGIONS = 256,
	CONFORM_LATER = 24,  /* bytes by which the structs of a newer guiju are longer */
	CONFORM_GRACE = 1000 /* ms that a call may take once it is to stop */
};

/* What a page is that a plugin must not touch. */
enum conform_region {
	CONFORM_BEHIND = 'B', /* behind an array of the batch */
	CONFORM_CONST = 'C',  /* guiju's, only to be read */
	CONFORM_GONE = 'G'    /* of a call that is over */
};

/* Written by the child as it goes, read by its parent when the child is dead. */
struct conform_shared {
	char doing[32];     /* the call of the plugin that runs, "" for none */
	int32_t stopped;    /* canceled() has said 1 in this call */
	int64_t stopped_at; /* by gj_side_clock() */
	int64_t kill_at;    /* the call hangs if it has not come back by then; 0: none runs */
};

struct conform {
	const struct gj_conform_args *args;
	struct conform_shared *shared;
	int out; /* findings go to the parent */
	size_t findings;
	struct gj_plugin *plugin;
	const struct guiju_plugin *table;
	struct region {
		char *start, *end;
		enum conform_region kind;
	} regions[CONFORM_REGIONS];
	size_t n_regions;
};

struct conform_trial {
	const char *title; /* msgid */
	bool source, notifier;
	bool location; /* needs one */
	void (*run)(struct conform *c);
};
/* In the order of the report; ends with a title NULL. Where the first of sources or of notifiers
 * fails, the others need not be tried. */
extern const struct conform_trial conform_source_trials[], conform_input_trials[],
    conform_notifier_trials[];

/* conform_room.c */
void conform_say(struct conform *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Pages whose last byte is the n-th byte of the array, and behind them one that kills. Zeroed. */
void *conform_room(struct conform *c, size_t n);
/* All of it zeroed, to be closed by conform_forbid(). */
void *conform_pages(size_t n);
void conform_forbid(struct conform *c, void *pages, size_t n, enum conform_region kind);
void conform_watch_crashes(struct conform *c);

/* conform_leak.c */
/* Does it again and again, n times a round, and says what grows with every round; what names it in a sentence. */
void conform_repeat(struct conform *c, unsigned n, void (*again)(struct conform *c, unsigned i),
                    const char *what);

/* conform_memory.c: the plugin's own allocations; how many of its calls were found and taken over. */
size_t conform_take_malloc(struct conform *c);
void conform_fail_at(long n);   /* the n-th from now, once; 0: none */
long conform_allocations(void); /* since then */
#endif
