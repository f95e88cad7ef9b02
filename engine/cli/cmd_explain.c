/* cmd_explain.c: guiju explain: why was this decided so, and what is missing? */
#include "db/application.h"
#include "db/store.h"
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/explain.h"
#include "engine/cli/find.h"
#include "engine/cli/say.h"
#include "engine/run/casefile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One of the days; false: said that it is none. */
static bool read_day(int32_t *out, const struct gj_args *args, const char *option)
{
	const char *text = gj_args_get(args, option);

	*out = text ? gj_day_parse(text, strlen(text)) : GJ_DAY_NONE;
	if (text && *out == GJ_DAY_NONE)
		gj_say_error(tr("guiju explain: --%s \"%s\" is no day; write it as 2022-11-30"),
		             option, text);
	return text == NULL || *out != GJ_DAY_NONE;
}

static int explain(struct gj_store *store, const struct gj_application *application,
                   const char *format, const struct gj_moments *moments)
{
	struct gj_casefile *c = NULL;
	struct gj_buf text;
	struct gj_err err;
	int rc = moments ? gj_casefile_ask(&c, store, application, moments, &err)
	                 : gj_casefile_open(&c, store, application, &err);

	gj_buf_init(&text);
	if (rc == 0)
		rc = strcmp(format, "json") == 0 ? gj_explain_json(&text, c, gj_say_lang(), &err)
		                                 : gj_explain_text(&text, c, gj_say_lang(), &err);
	if (rc == 0)
		fputs(gj_buf_str(&text), stdout);
	else
		rc = gj_say_failed(&err);
	gj_buf_fini(&text);
	gj_casefile_close(c);
	return rc;
}

static int run(const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format");
	const char *year = gj_args_get(args, "year");
	bool asked = gj_args_has(args, "facts-as-of") || gj_args_has(args, "rules-as-of") ||
	             gj_args_has(args, "known-at");
	struct gj_moments moments;
	struct gj_application application;
	struct gj_store *store;
	struct gj_err err;
	int rc;

	if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0) {
		gj_say_error(tr("guiju explain: --format is text or json, not %s"), format);
		return GJ_EXIT_USAGE;
	}
	if (!read_day(&moments.facts_as_of, args, "facts-as-of") ||
	    !read_day(&moments.rules_as_of, args, "rules-as-of") ||
	    !read_day(&moments.known_at, args, "known-at"))
		return GJ_EXIT_USAGE;
	rc = gj_store_open(&store, gj_args_get(args, "db"), GJ_STORE_READ, &err);
	if (rc)
		return gj_say_failed(&err);
	rc = gj_find_application(&application, "explain", store, args->operands[0],
	                         gj_args_get(args, "category"), year ? atoi(year) : 0);
	if (rc == 0)
		rc = explain(store, &application, format, asked ? &moments : NULL);
	gj_store_close(store);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_DB,
	{ .name = "category",
	  .value = TR_NOOP("KEY"),
	  .help = TR_NOOP("where one applicant has several applications") },
	{ .name = "year", .value = TR_NOOP("YEAR"), .help = TR_NOOP("the same, by year") },
	{ .name = "facts-as-of",
	  .value = TR_NOOP("DATE"),
	  .help = TR_NOOP("judge anew, on the facts that held that day; nothing is stored") },
	{ .name = "rules-as-of",
	  .value = TR_NOOP("DATE"),
	  .help = TR_NOOP("judge anew, by the stored rules in force that day, as of that day") },
	{ .name = "known-at",
	  .value = TR_NOOP("DATE"),
	  .help = TR_NOOP("judge anew, with what was recorded by the end of that day") },
	{ .name = "format",
	  .value = "text|json",
	  .help = TR_NOOP("form of the explanation"),
	  .fallback = "text" },
	{ 0 },
};

const struct gj_command gj_command_explain = {
	.name = "explain",
	.operands = TR_NOOP("APPLICATION"),
	.summary = TR_NOOP("Says why an application was decided as it was, and what is missing."),
	.example = "guiju explain 91420111MA9X500193 --lang zh\n"
		   "guiju explain 91420111MA9X500193 --rules-as-of 2022-12-15",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
