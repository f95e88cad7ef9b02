/* plugin.h: internal to cli/: the subcommands of guiju plugin. */
#ifndef GJ_CLI_PLUGIN_H
#define GJ_CLI_PLUGIN_H
#include "engine/cli/args.h"

/* Operands behind the subcommand begin at 1. */
int gj_plugin_list(const struct gj_args *args);
int gj_plugin_show(const struct gj_args *args);
int gj_plugin_new(const struct gj_args *args);
int gj_plugin_test(const struct gj_args *args);
#endif
