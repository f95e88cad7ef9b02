/* option.h: internal to run/: the options that a plugin declares, and what the user gave for them. */
#ifndef GJ_OPTION_H
#define GJ_OPTION_H
#include "plugins/guiju.h"

struct gj_err;

/* Whether the declaration makes sense: GJ_EFORMAT names what does not. */
int gj_option_declared(const struct guiju_option *o, struct gj_err *err);

/* values[i] is what was given for the i-th option, "" or more, as a copy of the caller's, or
 * NULL where the default holds. given: "name=value", the last of a name holds. Errors: GJ_EINVAL
 * (names the option and what it takes), GJ_ENOMEM; the values so far are the caller's then as
 * well. */
int gj_option_parse(char **values, const struct guiju_plugin *plugin, const char *const *given,
                    size_t n_given, struct gj_err *err);
#endif
