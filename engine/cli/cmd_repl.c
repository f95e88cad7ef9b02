/* cmd_repl.c: guiju repl: tries expressions of the rule language, a line each, on an application or on facts typed in. */
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/say.h"
#include "engine/cli/try.h"

#include "db/decision_row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void help(void)
{
	printf(tr("f.officers :at_least(2)     an expression: its outcome and the reason\n"
	          "officers = 2                a fact, by key or label, as in test files\n"
	          "+ held_on = 2022-03-01      a row of the list named before (trainings = 0)\n"
	          "as-of 2022-11-30            the day that is judged at\n"
	          "category station            which facts f stands for\n"
	          "forget                      forgets the facts typed in\n"
	          "quit                        ends\n"));
}

static int keep_first(void *ctx, const struct gj_application *a)
{
	struct gj_application *out = ctx;

	if (out->id == 0)
		*out = *a;
	return 0;
}

static int open_application(struct gj_try *t, const struct gj_args *args)
{
	const char *what = gj_args_get(args, "application");
	struct gj_decision_row decision;
	struct gj_err err;
	int rc = gj_store_open(&t->store, gj_args_get(args, "db"), GJ_STORE_READ, &err);

	if (rc == 0)
		rc = gj_application_find(t->store, what, gj_args_get(args, "category"),
		                         t->rules->policy->year, keep_first, &t->application, &err);
	if (rc)
		return gj_say_failed(&err);
	if (t->application.id == 0 || t->application.revision == 0) {
		gj_say_error(
		    tr("guiju repl: no application \"%s\" of %d; give a credit code, a whole "
		       "name, or a number"),
		    what, t->rules->policy->year);
		return GJ_EXIT_FAILED;
	}
	t->category = t->application.category;
	if (t->application.decision && t->reference == GJ_DAY_NONE &&
	    gj_decision_get(t->store, &decision, t->application.decision, &err) == 0)
		t->reference = decision.reference;
	return 0;
}

static int set_category(struct gj_try *t, const char *key)
{
	const struct gj_category *c = gj_policy_category(t->rules->policy, key);

	if (c == NULL || t->store) {
		printf(t->store ? tr("the application says the category\n")
		                : tr("%s has no category %s\n"),
		       t->rules->policy->id, key);
		return -1;
	}
	t->category = c->key;
	gj_buf_clear(&t->facts);
	return 0;
}

/* "officers = 2", "+ a = b", and what test files say of others; but not an expression with braces. */
static bool is_fact(const char *line)
{
	size_t n = strcspn(line, "=");

	return *line == '+' ||
	       (line[n] == '=' && line[n + 1] != '=' && strcspn(line, "({:\"'") > n) ||
	       strncmp(line, "recognised ", 11) == 0 || strncmp(line, "pending ", 8) == 0 ||
	       strncmp(line, "refused ", 8) == 0 || strncmp(line, "已认定 ", 10) == 0 ||
	       strncmp(line, "待认定 ", 10) == 0 || strncmp(line, "不认定 ", 10) == 0;
}

static void set_day(struct gj_try *t, const char *text)
{
	int32_t day = gj_day_parse(text, strlen(text));

	if (day == GJ_DAY_NONE)
		printf(tr("\"%s\" is no day; write it as 2022-11-30\n"), text);
	else
		t->reference = day;
}

/* 1: the user ends it. */
static int take(struct gj_try *t, char *line)
{
	struct gj_err err;
	int rc;

	line += strspn(line, " \t");
	line[strcspn(line, "\r\n")] = '\0';
	if (*line == '\0' || *line == '#' || strncmp(line, "--", 2) == 0)
		return 0;
	if (strcmp(line, "quit") == 0 || strcmp(line, "exit") == 0)
		return 1;
	if (strcmp(line, "help") == 0 || strcmp(line, "?") == 0) {
		help();
	} else if (strcmp(line, "forget") == 0) {
		gj_buf_clear(&t->facts);
	} else if (strncmp(line, "as-of ", 6) == 0) {
		set_day(t, line + 6);
	} else if (strncmp(line, "category ", 9) == 0) {
		set_category(t, line + 9);
	} else if (is_fact(line)) {
		gj_try_facts(t, line);
	} else {
		rc = gj_try_expression(t, line, &err);
		if (rc)
			return gj_say_failed(&err);
	}
	return 0;
}

static int loop(struct gj_try *t)
{
	bool asks = isatty(STDIN_FILENO);
	char *line = NULL;
	size_t room = 0;
	int rc = 0;

	if (asks)
		printf(tr("an expression a line; help tells more, quit ends\n"));
	while (rc == 0) {
		if (asks) {
			printf("%s> ", t->category);
			fflush(stdout);
		}
		if (getline(&line, &room, stdin) < 0)
			break;
		rc = take(t, line);
	}
	free(line);
	return rc == 1 ? 0 : rc;
}

/* The lines of the command line instead of those of stdin. */
static int try_given(struct gj_try *t, const struct gj_args *args)
{
	const char *const *lines;
	size_t n = gj_args_all(args, "try", &lines);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		char *line = strdup(lines[i]);

		rc = line ? take(t, line) : GJ_EXIT_FAILED;
		free(line);
	}
	return rc == 1 ? 0 : rc;
}

static const char *first_judged(const struct gj_policy *p)
{
	for (size_t i = 0; i < p->n_categories; i++)
		if (!p->categories[i].registered_only)
			return p->categories[i].key;
	return p->n_categories ? p->categories[0].key : NULL;
}

static int start(struct gj_try *t, const struct gj_args *args)
{
	const struct gj_policy *p = t->rules->policy;
	const char *as_of = gj_args_get(args, "as-of"), *key = gj_args_get(args, "category");
	char day[GJ_DAY_TEXT];
	int rc;

	t->reference = as_of ? gj_day_parse(as_of, strlen(as_of)) : GJ_DAY_NONE;
	if (as_of && t->reference == GJ_DAY_NONE) {
		gj_say_error(tr("guiju repl: --as-of \"%s\" is no day; write it as 2022-11-30"),
		             as_of);
		return GJ_EXIT_USAGE;
	}
	t->category = key ? key : first_judged(p);
	if (t->category == NULL || gj_policy_category(p, t->category) == NULL) {
		gj_say_error(tr("guiju repl: %s has no category %s"), p->id, key ? key : "");
		return GJ_EXIT_USAGE;
	}
	rc = gj_args_has(args, "application") ? open_application(t, args) : 0;
	if (rc)
		return rc;
	if (t->reference == GJ_DAY_NONE)
		t->reference = gj_day_from(p->year ? p->year : 2000, 12, 31);
	printf(tr("%s, %s, judged at %s\n"), p->id, t->category, gj_day_print(day, t->reference));
	if (t->store)
		printf("%s  %s\n", t->application.name, t->application.code);
	return gj_args_has(args, "try") ? try_given(t, args) : loop(t);
}

static int run(const struct gj_args *args)
{
	struct gj_try t = { .category = NULL };
	struct gj_rules *rules;
	int rc = gj_rules_need(&rules, args->operands[0]);

	if (rc)
		return rc;
	t.rules = rules;
	gj_buf_init(&t.facts);
	rc = start(&t, args);
	gj_buf_fini(&t.facts);
	gj_store_close(t.store);
	gj_rules_close(rules);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_DB,
	{ .name = "try",
	  .value = TR_NOOP("LINE"),
	  .help = TR_NOOP("this line instead of those of the standard input"),
	  .many = true },
	{ .name = "application",
	  .value = TR_NOOP("APPLICATION"),
	  .help = TR_NOOP("try it on this one: credit code, name or number") },
	{ .name = "category",
	  .value = TR_NOOP("KEY"),
	  .help = TR_NOOP("whose facts (default: the first that is judged)") },
	{ .name = "as-of",
	  .value = TR_NOOP("DATE"),
	  .help = TR_NOOP(
	      "the day that is judged at (default: as it was decided, or the year's end)") },
	{ 0 },
};

const struct gj_command gj_command_repl = {
	.name = "repl",
	.operands = TR_NOOP("DIR"),
	.summary = TR_NOOP("Tries expressions of the rule language, a line each, on facts."),
	.example = "guiju repl wuhan-2022 --try 'officers = 2' --try 'f.officers :at_least(2)'",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
