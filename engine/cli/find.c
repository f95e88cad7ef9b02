/* find.c: looks for the application and lists those that fit when there are several. */
#include "engine/cli/find.h"

#include "engine/base/tr.h"
#include "engine/cli/say.h"

#include <inttypes.h>
#include <stdlib.h>

enum { FOUND_MAX = 20 };

struct found {
	struct gj_application items[FOUND_MAX];
	size_t n;
};

static int keep(void *ctx, const struct gj_application *a)
{
	struct found *found = ctx;

	if (found->n == FOUND_MAX)
		return 1;
	found->items[found->n++] = *a;
	return 0;
}

/* Registers are never judged: an applicant who also stands in one is asked for by the application. */
static void keep_decided(struct found *found)
{
	size_t n = 0;

	for (size_t i = 0; i < found->n; i++)
		if (found->items[i].decision)
			found->items[n++] = found->items[i];
	if (n)
		found->n = n;
}

static int several(const struct found *found, const char *command, const char *what)
{
	gj_say_error(tr("guiju %s: \"%s\" fits several applications; name one by its number:"),
	             command, what);
	for (size_t i = 0; i < found->n; i++)
		gj_say_error("  %" PRId64 "  %s  %s  %s  %d", found->items[i].id,
		             found->items[i].code, found->items[i].name, found->items[i].category,
		             found->items[i].year);
	return GJ_EXIT_USAGE;
}

int gj_find_application(struct gj_application *out, const char *command, struct gj_store *store,
                        const char *what, const char *category, int year)
{
	struct found *found = calloc(1, sizeof *found);
	struct gj_err err;
	int rc = found ? gj_application_find(store, what, category, year, keep, found, &err)
	               : gj_err_nomem(&err, tr("the search"));

	if (rc < 0) {
		free(found);
		return gj_say_failed(&err);
	}
	keep_decided(found);
	rc = 0;
	if (found->n == 0) {
		gj_say_error(tr("guiju %s: no application \"%s\"; give a credit code, a whole "
		                "name, or a number"),
		             command, what);
		rc = GJ_EXIT_FAILED;
	} else if (found->n > 1) {
		rc = several(found, command, what);
	} else {
		*out = found->items[0];
	}
	free(found);
	return rc;
}
