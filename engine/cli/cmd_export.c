/* cmd_export.c: guiju export: the facts of a category, as a form that is filled in. */
#include "db/revision.h"
#include "db/store.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/form.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct export
{
	struct gj_store *store;
	const struct gj_facts *facts;
	int year;
	int (*put)(void *sink, const struct gj_record *record);
	void *sink;
	size_t n;
};

static int put_row(void *ctx, const struct gj_revision_row *row)
{
	struct export *e = ctx;

	e->n++;
	return e->put(e->sink, row->record);
}

static int put_all(void *ctx, int (*put)(void *sink, const struct gj_record *record), void *sink,
                   struct gj_err *err)
{
	struct export *e = ctx;

	e->put = put;
	e->sink = sink;
	return gj_revision_each(e->store, e->facts, e->year, 0, 0, put_row, e, err);
}

static int export(const struct gj_category *category, int year, const struct gj_args *args)
{
	const char *path = gj_args_get(args, "output"), *format = gj_args_get(args, "format");
	struct export e = { .facts = &category->facts, .year = year };
	const struct gj_form_fill fill = { .run = put_all, .ctx = &e };
	bool gb18030 = strcmp(gj_args_get(args, "encoding"), "gb18030") == 0;
	struct gj_form form;
	struct gj_err err;
	size_t n = strlen(path);
	int rc;

	if (format == NULL)
		format = n > 5 && strcasecmp(path + n - 5, ".xlsx") == 0 ? "xlsx" : "csv";
	rc = gj_store_open(&e.store, gj_args_get(args, "db"), GJ_STORE_READ, &err);
	if (rc)
		return gj_say_failed(&err);
	rc = gj_form_init(&form, category, gj_say_lang(), &err);
	if (rc == 0) {
		rc = strcmp(format, "xlsx") == 0 ? gj_form_xlsx(&form, path, &fill, &err)
		                                 : gj_form_csv(&form, path, &fill, gb18030, &err);
		gj_form_fini(&form);
	}
	gj_store_close(e.store);
	if (rc)
		return gj_say_failed(&err);
	gj_say_note(tr("%zu applications written"), e.n);
	return GJ_EXIT_DONE;
}

static bool is_one_of(const struct gj_args *args, const char *option, const char *a, const char *b)
{
	const char *value = gj_args_get(args, option);

	if (value == NULL || strcmp(value, a) == 0 || strcmp(value, b) == 0)
		return true;
	gj_say_error(tr("guiju export: --%s is %s or %s, not %s"), option, a, b, value);
	return false;
}

static int run(const struct gj_args *args)
{
	const struct gj_category *category;
	struct gj_rules *rules;
	int year, rc;

	if (!is_one_of(args, "format", "csv", "xlsx") ||
	    !is_one_of(args, "encoding", "utf-8", "gb18030"))
		return GJ_EXIT_USAGE;
	if (gj_args_get(args, "output") == NULL) {
		gj_say_error(tr("guiju export: say where to: --output facts.csv"));
		return GJ_EXIT_USAGE;
	}
	rc = gj_rules_need(&rules, gj_args_get(args, "rules"));
	if (rc)
		return rc;
	category = gj_policy_category(rules->policy, args->operands[0]);
	year = gj_args_get(args, "year") ? atoi(gj_args_get(args, "year")) : rules->policy->year;
	if (category == NULL) {
		gj_say_error(tr("guiju export: %s has no category %s"), rules->policy->id,
		             args->operands[0]);
		rc = GJ_EXIT_USAGE;
	} else {
		rc = export(category, year, args);
	}
	gj_rules_close(rules);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_RULES,
	GJ_ARG_DB,
	{ .name = "output",
	  .value = TR_NOOP("FILE"),
	  .help = TR_NOOP("the file to write; lists in CSV get files of their own beside it") },
	{ .name = "format",
	  .value = "csv|xlsx",
	  .help = TR_NOOP("form of the file (default: by its ending, else csv)") },
	{ .name = "encoding",
	  .value = "utf-8|gb18030",
	  .help = TR_NOOP("of CSV files; UTF-8 has a byte order mark, as Excel needs"),
	  .fallback = "utf-8" },
	{ .name = "year",
	  .value = TR_NOOP("YEAR"),
	  .help = TR_NOOP("year of the applications (default: the policy's)") },
	{ 0 },
};

const struct gj_command gj_command_export = {
	.name = "export",
	.operands = TR_NOOP("CATEGORY"),
	.summary = TR_NOOP("Writes the facts of a category as a filled-in form, ready for import."),
	.example = "guiju export enterprise --output enterprises.xlsx\n"
		   "guiju export enterprise --output enterprises.csv --encoding gb18030",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
