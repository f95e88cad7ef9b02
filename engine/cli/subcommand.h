/* subcommand.h: a command whose first operand says what of it is meant: guiju policy list, guiju plugin show csv. */
#ifndef GJ_SUBCOMMAND_H
#define GJ_SUBCOMMAND_H
#include "engine/cli/args.h"

struct gj_subcommand {
	const char *name;
	size_t least, most;  /* operands behind the name */
	const char *takes;   /* what they are, for whoever got them wrong */
	const char *options; /* the command's options that it knows, with a space between */
	int (*run)(const struct gj_args *args);
};

/* Runs the one that the first operand names; `all` ends with a name of NULL. An exit status: what is not there, or has
 * too few or too many operands, or an option that is not its own, is said. */
int gj_subcommand_run(const struct gj_command *command, const struct gj_subcommand *all,
                      const struct gj_args *args);
#endif
