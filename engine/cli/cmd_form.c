/* cmd_form.c: guiju form: the blank application form of a category. */
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/form.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"

#include <string.h>

static int make(const struct gj_category *category, const char *format, const char *path)
{
	struct gj_form form;
	struct gj_err err;
	int rc = gj_form_init(&form, category, gj_say_lang(), &err);

	if (rc)
		return gj_say_failed(&err);
	rc = strcmp(format, "xlsx") == 0 ? gj_form_xlsx(&form, path, NULL, &err)
	                                 : gj_form_csv(&form, path, NULL, false, &err);
	gj_form_fini(&form);
	return rc ? gj_say_failed(&err) : GJ_EXIT_DONE;
}

static int run(const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format"), *path = gj_args_get(args, "output");
	const char *key = args->operands[1];
	const struct gj_category *category;
	struct gj_rules *r;
	int rc;

	if (strcmp(format, "csv") != 0 && strcmp(format, "xlsx") != 0) {
		gj_say_error(tr("guiju form: --format is csv or xlsx, not %s"), format);
		return GJ_EXIT_USAGE;
	}
	if (path == NULL) {
		gj_say_error(tr("guiju form: say where to: --output form.%s"), format);
		return GJ_EXIT_USAGE;
	}
	rc = gj_rules_need(&r, args->operands[0]);
	if (rc)
		return rc;
	category = gj_policy_category(r->policy, key);
	if (category) {
		rc = make(category, format, path);
	} else {
		gj_say_error(tr("guiju form: %s has no category %s; it has:"), r->policy->id, key);
		for (size_t i = 0; i < r->policy->n_categories; i++)
			gj_say_error("  %s  %s", r->policy->categories[i].key,
			             gj_label_in(r->policy->categories[i].label, gj_say_lang()));
		rc = GJ_EXIT_USAGE;
	}
	gj_rules_close(r);
	return rc;
}

static const struct gj_arg options[] = {
	{ .name = "format",
	  .value = "csv|xlsx",
	  .help = TR_NOOP("form of the form: CSV files, or one workbook with drop-downs"),
	  .fallback = "csv" },
	{ .name = "output",
	  .value = TR_NOOP("FILE"),
	  .help = TR_NOOP("the file to write; lists in CSV get files of their own beside it") },
	{ 0 },
};

const struct gj_command gj_command_form = {
	.name = "form",
	.operands = TR_NOOP("DIR CATEGORY"),
	.summary = TR_NOOP("Makes the blank application form of a category, ready for import."),
	.example = "guiju form wuhan-2022 enterprise --output enterprise.csv\n"
		   "guiju form wuhan-2022 station --format xlsx --output station.xlsx",
	.args = options,
	.least = 2,
	.most = 2,
	.run = run,
};
