/* cmd_readings.c: guiju readings: the places of the text that can be read in two ways, and what hangs on them. */
#include "db/application.h"
#include "db/store.h"
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/readings.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct gj_reading *find(const struct gj_policy *p, const char *key, size_t n)
{
	for (size_t i = 0; i < p->n_readings; i++)
		if (strlen(p->readings[i].key) == n && strncmp(p->readings[i].key, key, n) == 0)
			return &p->readings[i];
	return NULL;
}

/* The option that is not taken, where there is just one. */
static const char *other_option(const struct gj_reading *r)
{
	const char *other = NULL;

	for (size_t i = 0; i < r->n_options; i++)
		if (strcmp(r->options[i].key, r->taken) != 0) {
			if (other)
				return NULL;
			other = r->options[i].key;
		}
	return other;
}

/* NAME or NAME=OPTION; 0, or an exit status after saying what is wrong. */
static int read_choice(struct gj_policy_choice *out, const struct gj_policy *p, const char *text)
{
	const char *sign = strchr(text, '=');
	size_t n = sign ? (size_t)(sign - text) : strlen(text);
	const struct gj_reading *r = find(p, text, n);

	if (r == NULL) {
		gj_say_error(
		    tr("guiju readings: %s has no reading \"%.*s\"; see guiju readings %s"), p->id,
		    (int)n, text, p->id);
		return GJ_EXIT_USAGE;
	}
	*out = (struct gj_policy_choice){ .reading = r->key,
		                          .option = sign ? sign + 1 : other_option(r) };
	for (size_t i = 0; out->option && i < r->n_options; i++)
		if (strcmp(r->options[i].key, out->option) == 0)
			return 0;
	gj_say_error(tr("guiju readings: say which option: --compare %s=OPTION; there are:"),
	             r->key);
	for (size_t i = 0; i < r->n_options; i++)
		gj_say_error("  %s  %s", r->options[i].key,
		             gj_label_in(r->options[i].label, gj_say_lang()));
	return GJ_EXIT_USAGE;
}

/* The same rule files with another option taken. */
static int load_other(struct gj_policy **out, const struct gj_rules *rules,
                      const struct gj_policy_choice *choice, struct gj_err *err)
{
	struct gj_policy_options options = { .choices = choice, .n_choices = 1 };
	struct gj_findings *findings = malloc(sizeof *findings);
	int rc;

	if (findings == NULL)
		return gj_err_nomem(err, tr("the policy"));
	gj_findings_init(findings);
	rc = gj_policy_load(out, &rules->files, &options, findings, err);
	gj_findings_fini(findings);
	free(findings);
	return rc;
}

static int compare(const struct gj_args *args, const struct gj_rules *rules,
                   enum gj_readings_form form)
{
	const char *as_of = gj_args_get(args, "as-of");
	struct gj_contrast c = { .path = gj_args_get(args, "db"),
		                 .a = rules->policy,
		                 .year = rules->policy->year };
	struct gj_policy_choice choice;
	struct gj_policy *other = NULL;
	struct gj_store *store = NULL;
	struct gj_err err;
	int rc = read_choice(&choice, rules->policy, gj_args_get(args, "compare"));

	if (rc)
		return rc;
	c.reference = as_of ? gj_day_parse(as_of, strlen(as_of)) : GJ_DAY_NONE;
	if (c.reference == GJ_DAY_NONE) {
		gj_say_error(tr("guiju readings: --compare wants --as-of DATE, the day that the "
		                "conditions are judged at, as in --as-of 2022-11-30"));
		return GJ_EXIT_USAGE;
	}
	rc = load_other(&other, rules, &choice, &err);
	c.b = other;
	if (rc == 0)
		rc = gj_store_open(&store, c.path, GJ_STORE_READ, &err);
	if (rc == 0)
		rc = gj_readings_compare(&c, store, &choice, form, &err);
	if (rc)
		rc = gj_say_failed(&err);
	gj_store_close(store);
	gj_policy_free(other);
	return rc;
}

static int run(const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format");
	enum gj_readings_form form = GJ_READINGS_TEXT;
	struct gj_rules *rules;
	struct gj_err err;
	int rc;

	if (strcmp(format, "json") == 0) {
		form = GJ_READINGS_JSON;
	} else if (strcmp(format, "csv") == 0) {
		form = GJ_READINGS_CSV;
	} else if (strcmp(format, "text") != 0) {
		gj_say_error(tr("guiju readings: --format is text, json or csv, not %s"), format);
		return GJ_EXIT_USAGE;
	}
	rc = gj_rules_need(&rules, args->operands[0]);
	if (rc)
		return rc;
	if (gj_args_has(args, "compare")) {
		rc = compare(args, rules, form);
	} else {
		rc = gj_readings_list(rules->policy, form, &err);
		if (rc)
			rc = gj_say_failed(&err);
	}
	gj_rules_close(rules);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_DB,
	{ .name = "compare",
	  .value = TR_NOOP("NAME[=OPTION]"),
	  .help =
	      TR_NOOP("judge the stored applications both ways and list those that differ; nothing "
	              "is stored") },
	{ .name = "as-of",
	  .value = TR_NOOP("DATE"),
	  .help = TR_NOOP("with --compare: the day that the conditions are judged at") },
	{ .name = "format",
	  .value = "text|json|csv",
	  .help = TR_NOOP("form of the report"),
	  .fallback = "text" },
	{ 0 },
};

const struct gj_command gj_command_readings = {
	.name = "readings",
	.operands = TR_NOOP("DIR"),
	.summary =
	    TR_NOOP("Lists how ambiguous places of the text are read, and what changes otherwise."),
	.example = "guiju readings wuhan-2022",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
