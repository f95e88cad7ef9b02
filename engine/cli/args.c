/* args.c: options by getopt_long over a command's table; wrong usage names the nearest option. */
#include "engine/cli/args.h"

#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/cli/say.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const struct gj_arg common[] = {
	{ .name = "lang",
	  .value = "zh|en",
	  .help = TR_NOOP("language of the output (default: from LANG)") },
	{ .name = "help", .help = TR_NOOP("this text") },
};
enum {
	COMMON = sizeof common / sizeof *common,
	LEFT = 26 /* columns for an option and its value */
};

static size_t table_size(const struct gj_command *command)
{
	size_t n = 0;

	while (command->args[n].name)
		n++;
	return n;
}

static void help_line(const struct gj_arg *a)
{
	char left[80];
	size_t wide;

	snprintf(left, sizeof left, "--%s%s%s", a->name, a->value ? " " : "",
	         a->value ? tr(a->value) : "");
	wide = gj_text_width(left);
	printf("  %s%*s %s", left, (int)(wide < LEFT ? LEFT - wide : 0), "", tr(a->help));
	if (a->fallback)
		printf(tr(" (default: %s)"), a->fallback);
	putchar('\n');
}

/* gettext answers "" with the head of its catalogue. */
static const char *operands(const struct gj_command *command)
{
	return *command->operands ? tr(command->operands) : "";
}

void gj_args_help(const struct gj_command *command)
{
	printf(tr("Usage: guiju %s%s%s [options]\n\n%s\n"), command->name,
	       *command->operands ? " " : "", operands(command), tr(command->summary));
	if (command->status)
		printf("%s\n", tr(command->status));
	printf(tr("\nOptions:\n"));
	for (const struct gj_arg *a = command->args; a->name; a++)
		help_line(a);
	for (size_t i = 0; i < COMMON; i++)
		help_line(&common[i]);
	printf(tr("\nExample:\n"));
	for (const char *line = command->example; *line;) {
		const char *end = strchrnul(line, '\n');

		printf("  %.*s\n", (int)(end - line), line);
		line = *end ? end + 1 : end;
	}
}

static int wrong(const struct gj_command *command, const char *argument)
{
	const char *names[GJ_ARGS_MAX + COMMON];
	size_t n = table_size(command), length = strcspn(argument, "=");
	char word[64];
	const char *near;

	for (size_t i = 0; i < n; i++)
		names[i] = command->args[i].name;
	for (size_t i = 0; i < COMMON; i++)
		names[n + i] = common[i].name;
	snprintf(word, sizeof word, "%.*s", (int)(length < 60 ? length : 60), argument);
	near = gj_text_near(word + strspn(word, "-"), names, n + COMMON);
	if (near)
		gj_say_error(tr("guiju %s: no option %s; did you mean --%s?"), command->name, word,
		             near);
	else
		gj_say_error(tr("guiju %s: no option %s; see guiju %s --help"), command->name, word,
		             command->name);
	return 2;
}

static int put(struct gj_args *out, size_t option, const char *value)
{
	const struct gj_arg *a = &out->command->args[option];

	if (out->n_values[option] == GJ_ARGS_VALUES || (out->n_values[option] && !a->many)) {
		gj_say_error(tr("guiju %s: --%s is given too often"), out->command->name, a->name);
		return 2;
	}
	out->values[option][out->n_values[option]++] = value;
	return 0;
}

int gj_args_parse(struct gj_args *out, const struct gj_command *command, int argc, char **argv)
{
	struct option table[GJ_ARGS_MAX + COMMON + 1] = { { 0 } };
	size_t n = table_size(command);
	int got, rc;

	memset(out, 0, sizeof *out);
	out->command = command;
	for (size_t i = 0; i < n; i++)
		table[i] = (struct option){ .name = command->args[i].name,
			                    .has_arg = command->args[i].value ? required_argument
			                                                      : no_argument,
			                    .val = (int)(256 + i) };
	table[n] = (struct option){ .name = "lang", .has_arg = required_argument, .val = 'l' };
	table[n + 1] = (struct option){ .name = "help", .val = 'h' };
	optind = 1;
	opterr = 0;
	while ((got = getopt_long(argc, argv, ":h", table, NULL)) != -1) {
		if (got == 'h') {
			gj_args_help(command);
			return 1;
		}
		if (got == 'l') /* settled before the command began */
			continue;
		if (got == ':') {
			gj_say_error(tr("guiju %s: %s wants a value; see guiju %s --help"),
			             command->name, argv[optind - 1], command->name);
			return 2;
		}
		if (got < 256)
			return wrong(command, argv[optind - 1]);
		rc = put(out, (size_t)got - 256, optarg ? optarg : "");
		if (rc)
			return rc;
	}
	for (; optind < argc; optind++) {
		if (out->n_operands == GJ_ARGS_VALUES)
			break;
		out->operands[out->n_operands++] = argv[optind];
	}
	if (out->n_operands < command->least || out->n_operands > command->most) {
		if (command->most == 0)
			gj_say_error(
			    tr("guiju %s takes options only, not \"%s\"; see guiju %s --help"),
			    command->name, out->operands[0], command->name);
		else
			gj_say_error(tr("guiju %s takes %s; see guiju %s --help"), command->name,
			             operands(command), command->name);
		return 2;
	}
	return 0;
}

static size_t find(const struct gj_args *args, const char *name)
{
	size_t i = 0;

	while (strcmp(args->command->args[i].name, name) != 0)
		i++;
	return i;
}

const char *gj_args_get(const struct gj_args *args, const char *name)
{
	size_t i = find(args, name);

	return args->n_values[i] ? args->values[i][args->n_values[i] - 1]
	                         : args->command->args[i].fallback;
}

bool gj_args_has(const struct gj_args *args, const char *name)
{
	return args->n_values[find(args, name)] > 0;
}

size_t gj_args_all(const struct gj_args *args, const char *name, const char *const **values)
{
	size_t i = find(args, name);

	*values = args->values[i];
	return args->n_values[i];
}
