/* args.h: a command's options as one table: parsed, and printed as its help. */
#ifndef GJ_ARGS_H
#define GJ_ARGS_H
#include <stdbool.h>
#include <stddef.h>

struct gj_args;

enum { GJ_ARGS_MAX = 16, GJ_ARGS_VALUES = 64 };

struct gj_arg {               /* one option; the table ends with name NULL */
	const char *name;     /* "as-of" */
	const char *value;    /* msgid: what the help calls its value; NULL: a switch */
	const char *help;     /* msgid */
	const char *fallback; /* value when not given; NULL: none */
	bool many;            /* may be given more than once */
};

struct gj_command {
	const char *name;
	const char *operands; /* msgid: "DIR", "CATEGORY FILE"; "": takes none */
	const char *summary;  /* msgid */
	const char *status;   /* msgid: what its exit status tells; NULL: nothing of its own */
	const char *example;  /* runs as it stands; one command a line */
	const struct gj_arg *args;
	size_t least, most; /* operands */
	int (*run)(const struct gj_args *args);
};

struct gj_args {
	const struct gj_command *command;
	const char
	    *values[GJ_ARGS_MAX][GJ_ARGS_VALUES]; /* borrowed from argv; by option, in order */
	size_t n_values[GJ_ARGS_MAX];
	const char *operands[GJ_ARGS_VALUES];
	size_t n_operands;
};

/* 0; 1: help was asked for and printed; 2: wrong usage, said on stderr. */
int gj_args_parse(struct gj_args *out, const struct gj_command *command, int argc, char **argv);
void gj_args_help(const struct gj_command *command);
/* The last value given, or the fallback; NULL when there is neither. The name must be in the table. */
const char *gj_args_get(const struct gj_args *args, const char *name);
bool gj_args_has(const struct gj_args *args, const char *name);
size_t gj_args_all(const struct gj_args *args, const char *name, const char *const **values);
#endif
