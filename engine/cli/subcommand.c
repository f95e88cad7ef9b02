/* subcommand.c: finds the subcommand and holds its operands and options against what it takes. */
#include "engine/cli/subcommand.h"

#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/cli/say.h"

#include <stdbool.h>
#include <string.h>

enum { MOST = 16 };

static bool in_words(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = strstr(words, word); at; at = strstr(at + 1, word))
		if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
	return false;
}

static int unknown(const struct gj_command *command, const struct gj_subcommand *all,
                   const char *word)
{
	const char *names[MOST], *near;
	size_t n = 0;

	for (; all[n].name && n < MOST; n++)
		names[n] = all[n].name;
	near = gj_text_near(word, names, n);
	if (near)
		gj_say_error(tr("guiju %s: there is no %s; did you mean %s?"), command->name, word,
		             near);
	else
		gj_say_error(tr("guiju %s: there is %s, not %s"), command->name,
		             tr(command->operands), word);
	return GJ_EXIT_USAGE;
}

int gj_subcommand_run(const struct gj_command *command, const struct gj_subcommand *all,
                      const struct gj_args *args)
{
	const struct gj_subcommand *sub = all;

	while (sub->name && strcmp(args->operands[0], sub->name) != 0)
		sub++;
	if (sub->name == NULL)
		return unknown(command, all, args->operands[0]);
	if (args->n_operands - 1 < sub->least || args->n_operands - 1 > sub->most) {
		gj_say_error(tr("guiju %s: write it as guiju %s %s %s"), command->name,
		             command->name, sub->name, sub->takes);
		return GJ_EXIT_USAGE;
	}
	for (const struct gj_arg *o = command->args; o->name; o++)
		if (gj_args_has(args, o->name) && !in_words(sub->options, o->name)) {
			gj_say_error(tr("guiju %s: %s takes no --%s"), command->name, sub->name,
			             o->name);
			return GJ_EXIT_USAGE;
		}
	return sub->run(args);
}
