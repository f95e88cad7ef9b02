/* evaluate_choice.c: which of the stored applications a run is about. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/tr.h"
#include "engine/cli/args.h"
#include "engine/cli/evaluate.h"
#include "engine/cli/say.h"

/* "bureau=jiangan,category=enterprise" */
static int read_only(struct gj_evaluate_choice *out, const char *only)
{
	while (only && *only) {
		const char *equals = strchr(only, '='), *end = only + strcspn(only, ",");
		size_t n = equals && equals < end ? (size_t)(end - equals - 1) : 0;
		char *to = NULL;

		if (n && n <= GJ_FACT_KEY_MAX && equals - only == 6 && strncmp(only, "bureau", 6) == 0)
			to = out->bureau;
		if (n && n <= GJ_FACT_KEY_MAX && equals - only == 8 &&
		    strncmp(only, "category", 8) == 0)
			to = out->only_category;
		if (to == NULL) {
			gj_say_error(tr("guiju evaluate: --only takes bureau=KEY or category=KEY, "
			                "or both with a comma between, not \"%s\""),
			             only);
			return GJ_EXIT_USAGE;
		}
		memcpy(to, equals + 1, n);
		to[n] = '\0';
		only = *end ? end + 1 : end;
	}
	if (*out->only_category)
		out->category = out->only_category;
	return 0;
}

int gj_evaluate_choose(struct gj_evaluate_choice *out, const struct gj_args *args)
{
	const char *limit = gj_args_get(args, "limit");
	const char *progress = gj_args_get(args, "progress");
	char *end = NULL;

	*out = (struct gj_evaluate_choice){ .category = gj_args_get(args, "category"),
		                            .json = progress != NULL };
	if (limit)
		out->limit = strtoll(limit, &end, 10);
	if (limit && (*limit < '0' || *limit > '9' || *end || out->limit < 1)) {
		gj_say_error(tr("guiju evaluate: --limit takes a number from 1 on, not \"%s\""),
		             limit);
		return GJ_EXIT_USAGE;
	}
	if (progress && strcmp(progress, "json") != 0) {
		gj_say_error(tr("guiju evaluate: --progress is json, not \"%s\""), progress);
		return GJ_EXIT_USAGE;
	}
	return read_only(out, gj_args_get(args, "only"));
}
