/* plugin_test.c: guiju plugin test: the trials of the conformance kit, told in plain sentences. */
#include "engine/base/tr.h"
#include "engine/cli/plugin_sub.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"
#include "engine/run/conform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct told {
	const char *title; /* of the trial that runs */
	size_t findings;   /* of it */
	bool any;
};

static void end_trial(struct told *told)
{
	if (told->any && told->findings == 0)
		printf(tr("%s: good\n"), told->title);
	told->any = false;
}

static void trial(void *ctx, const char *title)
{
	struct told *told = ctx;

	end_trial(told);
	*told = (struct told){ .title = title, .any = true };
	fflush(stdout);
}

static void finding(void *ctx, const char *title, const char *text)
{
	struct told *told = ctx;

	told->findings++;
	printf(tr("%s: WRONG: %s\n"), title, text);
	fflush(stdout);
}

/* The dictionary, and the list of it; GJ_EXIT_USAGE is said. */
static int choose_facts(struct gj_conform_args *in, const struct gj_args *args,
                        const struct gj_policy *p)
{
	const char *category = gj_args_get(args, "category"), *list = gj_args_get(args, "list");
	const struct gj_category *c = category ? gj_policy_category(p, category) : p->categories;

	if (c == NULL || p->n_categories == 0) {
		gj_say_error(tr("guiju plugin: %s has no category %s"), p->id,
		             category ? category : "");
		return GJ_EXIT_USAGE;
	}
	in->facts = &c->facts;
	if (list == NULL)
		return 0;
	in->list = gj_facts_find(&c->facts, list);
	if (in->list == NULL || in->list->type != GJ_FACT_LIST) {
		gj_say_error(tr("guiju plugin: %s is no list of %s"), list, c->key);
		return GJ_EXIT_USAGE;
	}
	return 0;
}

static int run_trials(const struct gj_args *args, const struct gj_policy *policy)
{
	const char *seconds = gj_args_get(args, "deadline");
	struct gj_conform_result result;
	struct told told = { .any = false };
	struct gj_conform_args in = {
		.file = args->operands[1],
		.location = args->n_operands > 2 ? args->operands[2] : NULL,
		.deadline = (uint32_t)(strtoul(seconds, NULL, 10) * 1000),
		.trial = trial,
		.finding = finding,
		.ctx = &told,
	};
	struct gj_err err;
	int rc = choose_facts(&in, args, policy);

	if (rc)
		return rc;
	if (in.deadline == 0 || strspn(seconds, "0123456789") != strlen(seconds) ||
	    strlen(seconds) > 4) {
		gj_say_error(tr("guiju plugin: --deadline takes whole seconds from 1, not %s"),
		             seconds);
		return GJ_EXIT_USAGE;
	}
	in.n_options = gj_args_all(args, "option", &in.options);
	if (gj_conform_run(&result, &in, &err) < 0)
		return gj_say_failed(&err);
	end_trial(&told);
	if (result.skipped > 0)
		printf(tr("%zu trials need an input: give one as LOCATION\n"), result.skipped);
	if (result.stopped)
		printf("%s", tr("the other trials were left out: mend this first\n"));
	if (result.findings > 0)
		printf(tr("%zu trials, %zu findings: see docs/plugins.md\n"), result.trials,
		       result.findings);
	else
		printf(tr("%zu trials: it keeps its contract\n"), result.trials);
	return gj_say_done(result.findings ? GJ_EXIT_FINDINGS : GJ_EXIT_DONE);
}

int gj_plugin_test(const struct gj_args *args)
{
	struct gj_rules *rules;
	int rc = gj_rules_need(&rules, gj_args_get(args, "rules"));

	if (rc)
		return rc;
	rc = run_trials(args, rules->policy);
	gj_rules_close(rules);
	return rc;
}
