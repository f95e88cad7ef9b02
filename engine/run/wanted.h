/* wanted.h: internal to run/: the columns wanted of an input, and which one a heading means. */
#ifndef GJ_WANTED_H
#define GJ_WANTED_H
#include "engine/base/arena.h"
#include "engine/eval/fact.h"
#include "plugins/guiju.h"

struct gj_err;
struct gj_mapping;

struct gj_wanted_name {
	const char *folded; /* in the arena */
	uint32_t column;
};

struct gj_wanted {
	struct gj_arena arena; /* owns what follows */
	struct guiju_column *columns;
	const struct gj_fact **facts; /* of each column; borrowed from the policy */
	/* A unit other than the fact's own that a heading gave ("年度工作经费(元)"), for cells
	 * that give none; "" for none. Set by find, read by the plugin's cells: one thread at a
	 * time, like the source. */
	const char **units;
	size_t n;
	struct gj_wanted_name *names; /* in the order of columns: the first that fits holds */
	size_t n_names;
};

/* list NULL: a column for each fact, in order; else the subject's code and the list's fields. mapping: names
 * that come before all others; NULL for none. */
int gj_wanted_init(struct gj_wanted *w, const struct gj_facts *facts, const struct gj_fact *list,
                   const struct gj_mapping *mapping, struct gj_err *err);
void gj_wanted_fini(struct gj_wanted *w);
/* Its index, or -1. In brackets behind a name, its unit may stand, or another that converts. */
int32_t gj_wanted_find(struct gj_wanted *w, const char *heading, size_t n);
#endif
