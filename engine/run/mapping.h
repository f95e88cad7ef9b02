/* mapping.h: a person's own list of which heading of an input means which fact. */
#ifndef GJ_MAPPING_H
#define GJ_MAPPING_H
#include "engine/base/arena.h"
#include "engine/eval/fact.h"

struct gj_err;

struct gj_mapping {
	struct gj_arena arena; /* owns what follows */
	struct gj_mapping_line {
		const char *heading;
		const struct gj_fact *list; /* whose rows; NULL: the applications; borrowed */
		/* NULL: no column, whatever it is called otherwise; borrowed. For the applicant's code in front of a
		 * list's fields, the fact with the role of subject. */
		const struct gj_fact *fact;
	} * lines;
	size_t n;
};

/* A line for each heading, "heading = key" or "heading = -"; a line "[trainings]" opens those of that list;
 * "#" begins a comment. `facts` must outlive it. Errors: GJ_EIO, GJ_EFORMAT (every line that is wrong,
 * as "file:line: ..."), GJ_ENOMEM. */
int gj_mapping_load(struct gj_mapping *m, const char *path, const struct gj_facts *facts,
                    struct gj_err *err);
void gj_mapping_fini(struct gj_mapping *m);
#endif
