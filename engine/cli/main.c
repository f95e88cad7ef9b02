/* main.c: finds the command and its language; everything else is the command's. */
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef GUIJU_VERSION
#define GUIJU_VERSION "0"
#endif

static const struct gj_command *const commands[] = {
	&gj_command_check,  &gj_command_import, &gj_command_evaluate, &gj_command_explain,
	&gj_command_decide, &gj_command_review, &gj_command_report, &gj_command_sample, &gj_command_test,     &gj_command_readings,
	&gj_command_policy, &gj_command_impact, &gj_command_repl,     &gj_command_new_year,
	&gj_command_doc,    &gj_command_form,   &gj_command_export,   &gj_command_meta,
	&gj_command_audit,  &gj_command_replay, &gj_command_db,       &gj_command_plugin,
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void help(void)
{
	printf(tr("guiju decides who meets a published policy, says why, and what is missing.\n\n"
	          "Usage: guiju COMMAND ...\n\nCommands:\n"));
	for (size_t i = 0; i < COMMANDS; i++)
		printf("  %-10s %s\n", commands[i]->name, tr(commands[i]->summary));
	printf(
	    tr("\nguiju COMMAND --help tells more, with an example. Everywhere: --lang zh|en.\n"
	       "Exit status: 0 done, 1 findings or failures in what was looked at, 2 wrong usage, "
	       "3 could not run.\n\nExample:\n  guiju check rules/wuhan-2022\n"));
}

static int unknown(const char *word)
{
	const char *names[COMMANDS], *near;

	for (size_t i = 0; i < COMMANDS; i++)
		names[i] = commands[i]->name;
	near = gj_text_near(word, names, COMMANDS);
	if (near)
		gj_say_error(tr("guiju: there is no command %s; did you mean %s?"), word, near);
	else
		gj_say_error(tr("guiju: there is no command %s; see guiju --help"), word);
	return GJ_EXIT_USAGE;
}

int main(int argc, char **argv)
{
	struct gj_args args;
	int at = 1, rc;

	/* Beside the loop one thread works at a time: others would only take memory and cold caches. */
	setenv("UV_THREADPOOL_SIZE", "1", 0);
	if (gj_say_language(argc, argv))
		return GJ_EXIT_USAGE;
	while (at < argc && strncmp(argv[at], "--lang", 6) == 0)
		at += argv[at][6] == '=' ? 1 : 2;
	if (at >= argc) {
		help();
		return GJ_EXIT_USAGE;
	}
	if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0 ||
	    strcmp(argv[at], "help") == 0) {
		help();
		return gj_say_done(GJ_EXIT_DONE);
	}
	if (strcmp(argv[at], "--version") == 0) {
		printf("guiju %s\n", GUIJU_VERSION);
		return gj_say_done(GJ_EXIT_DONE);
	}
	for (size_t i = 0; i < COMMANDS; i++) {
		if (strcmp(argv[at], commands[i]->name) != 0)
			continue;
		rc = gj_args_parse(&args, commands[i], argc - at, argv + at);
		if (rc)
			return rc == 1 ? gj_say_done(GJ_EXIT_DONE) : GJ_EXIT_USAGE;
		return gj_say_done(commands[i]->run(&args));
	}
	return unknown(argv[at]);
}
