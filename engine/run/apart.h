/* apart.h: internal to run/: a source in a process of its own, so that its crash or hang ends one reading and not guiju. */
#ifndef GJ_APART_H
#define GJ_APART_H
#include "plugins/guiju.h"

/* Stand in for those of a plugin that has all of them: open() forks, the other calls go over a socket to the real ones
 * of side->plugin->source. heading, raw_row, progress and cursor, where the plugin has none, come back as it would be
 * without them. */
const struct guiju_source_ops *gj_apart_ops(void);
#endif
