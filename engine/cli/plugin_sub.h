/* plugin_sub.h: internal to cli/: the subcommands of guiju plugin. */
#ifndef GJ_PLUGIN_SUB_H
#define GJ_PLUGIN_SUB_H
#include "engine/cli/args.h"

/* Operands behind the subcommand begin at 1. */
int gj_plugin_list(const struct gj_args *args);
int gj_plugin_show(const struct gj_args *args);
int gj_plugin_new(const struct gj_args *args);
int gj_plugin_test(const struct gj_args *args);
#endif
