/* programme.h: what surrounds the conditions: bureaus, targets, phases, readings of the text. */
#ifndef GJ_PROGRAMME_H
#define GJ_PROGRAMME_H
#include "engine/base/label.h"
#include "engine/base/place.h"
#include <stddef.h>
#include <stdint.h>

struct gj_bureau {
	const char *key;       /* "jiangan" */
	struct gj_label label; /* as the document names it */
	struct gj_label full;  /* the whole name */
	const char *code;      /* GB/T 2260; NULL for a zone without one */
	const char *const *aliases;
	size_t n_aliases;
	struct gj_place place;
};

enum { GJ_FLOOR_NONE = -1 /* the text sets none: not applicable, neither 0 nor reached */ };

struct gj_target {
	const char *category;
	const char *clause, *city_clause;
	const char *counts; /* what counts towards it: "plaque", "approval", "eligible" */
	int32_t due;        /* last day, included */
	int city;           /* the whole city's number to reach; GJ_FLOOR_NONE: none */
	int cap;            /* and the most that it may be; GJ_FLOOR_NONE: none */
	int *floors;        /* by bureau, in the policy's order; GJ_FLOOR_NONE: none */
	struct gj_place place;
};

struct gj_phase {
	const char *key;
	struct gj_label label;
	const char *clause;
	int32_t starts, ends; /* GJ_DAY_NONE: not said */
	struct gj_place place;
};

struct gj_reading_option {
	const char *key;
	struct gj_label label;
};

struct gj_reading { /* an ambiguous place of the text and how it is taken */
	const char *key;
	const char *clause;
	struct gj_label question, reason;
	const char *taken; /* key of the option in force */
	const char *decided_by;
	struct gj_reading_option *options;
	size_t n_options;
	struct gj_place place;
};
#endif
