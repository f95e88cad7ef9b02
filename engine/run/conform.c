/* conform.c: the order of the trials, and which of them concern a plugin. */
#include "engine/run/conform.h"

#include <stdbool.h>

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/run/conform_child.h"

static int run_one(struct gj_conform_result *result, const struct gj_conform_args *args,
                   const struct conform_trial *trial, struct gj_err *err)
{
	size_t findings = 0;
	bool hung = false;
	int rc;

	if (args->trial)
		args->trial(args->ctx, trial ? tr(trial->title) : tr("its table"));
	rc = conform_try(&findings, &hung, args, trial, err);
	result->trials++;
	result->findings += findings;
	/* What cannot do the first thing fails in all that builds on it. */
	result->stopped |=
	    hung ||
	    ((trial == conform_source_trials || trial == conform_notifier_trials) && findings > 0);
	return rc;
}

static int run_all(struct gj_conform_result *result, const struct gj_conform_args *args,
                   const struct guiju_plugin *table, const struct conform_trial *trials,
                   struct gj_err *err)
{
	int rc = 0;

	for (; trials->title && rc == 0 && !result->stopped; trials++) {
		if ((trials->source && table->source == NULL) ||
		    (trials->notifier && table->notifier == NULL))
			continue;
		if (trials->location && args->location == NULL)
			result->skipped++;
		else
			rc = run_one(result, args, trials, err);
	}
	return rc;
}

static void nothing(struct conform *c)
{
	(void)c;
}

int gj_conform_load(const struct gj_conform_args *args, struct gj_err *err)
{
	static const struct conform_trial load = { .title = "", .run = nothing };
	size_t findings;
	bool hung;

	return conform_try(&findings, &hung, args, &load, err);
}

int gj_conform_run(struct gj_conform_result *result, const struct gj_conform_args *args,
                   struct gj_err *err)
{
	static const struct conform_trial *const groups[] = { conform_source_trials,
		                                              conform_input_trials,
		                                              conform_notifier_trials };
	struct gj_plugin *plugin;
	size_t i;
	int rc;

	*result = (struct gj_conform_result){ .trials = 0 };
	/* In a process of its own first: what crashes there is not loaded here. */
	rc = run_one(result, args, NULL, err);
	if (rc < 0 || result->findings > 0)
		return rc;
	rc = gj_plugin_load(&plugin, args->file, args->path, err);
	for (i = 0; i < sizeof groups / sizeof groups[0] && rc == 0; i++)
		rc = run_all(result, args, gj_plugin_table(plugin), groups[i], err);
	if (rc == 0)
		gj_plugin_free(plugin);
	return rc;
}
