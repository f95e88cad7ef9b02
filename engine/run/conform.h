/* conform.h: the conformance kit: tries a plugin's contract call by call, each trial in a process of its own. */
#ifndef GJ_CONFORM_H
#define GJ_CONFORM_H
#include "engine/eval/fact.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gj_err;

enum { GJ_CONFORM_DEADLINE = 5000 }; /* ms */

struct gj_conform_args {
	const char *file; /* the plugin: a name or a path, as gj_plugin_load() takes it */
	const char *path; /* as gj_plugin_load() takes it; NULL: the usual one */
	const struct gj_facts *facts; /* what sources are asked for */
	const struct gj_fact *list;   /* NULL: the applications themselves */
	/* A good input for a source; NULL: only what needs none is tried. */
	const char *location;
	const char *const *options; /* "name=value"; good ones */
	size_t n_options;
	uint32_t deadline; /* ms for each call of the plugin; 0: GJ_CONFORM_DEADLINE */
	/* Before each trial, and for each sentence about what is wrong. */
	void (*trial)(void *ctx, const char *title);
	void (*finding)(void *ctx, const char *title, const char *text);
	void *ctx;
};

struct gj_conform_result {
	size_t trials, findings, skipped; /* skipped: for want of a location */
	bool stopped; /* at a hang, or since it cannot do the first thing: the rest was not tried */
};

/* Only whether it can be loaded; whatever keeps it from that is a finding. Needs file and finding. */
int gj_conform_load(const struct gj_conform_args *args, struct gj_err *err);
/* Forks: only from a process with one thread. A plugin that cannot even be loaded is a finding. Errors:
 * GJ_EIO, GJ_ENOMEM. */
int gj_conform_run(struct gj_conform_result *result, const struct gj_conform_args *args,
                   struct gj_err *err);
#endif
