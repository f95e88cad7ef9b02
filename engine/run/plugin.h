/* plugin.h: a loaded plugin: found, its versions settled, its tables checked. */
#ifndef GJ_PLUGIN_H
#define GJ_PLUGIN_H
#include "plugins/guiju.h"

struct gj_err;
struct gj_plugin;

/* A name ("csv") is looked for as NAME.so in the folders of `path` (":" between them; NULL:
 * those of the environment's GUIJU_PLUGIN_PATH, then the folder of the installed plugins);
 * anything with a "/" is the file itself. Refusals name the remedy. Errors: GJ_ENOENT (no such
 * file: names the folders), GJ_EFORMAT (not a shared object, no entry symbol, a table that is
 * too small or makes no sense), GJ_ENEWER (another ABI major, or a minor above ours), GJ_EINVAL
 * (a name that is none), GJ_EIO, GJ_ENOMEM. */
int gj_plugin_load(struct gj_plugin **out, const char *name, const char *path, struct gj_err *err);
/* After the last of its sources is closed. NULL is allowed. */
void gj_plugin_free(struct gj_plugin *p);
/* Its table in the form that we know, whatever form the plugin was built with: members that it does
 * not have are zero. table->source too. */
const struct guiju_plugin *gj_plugin_table(const struct gj_plugin *p);
const char *gj_plugin_file(const struct gj_plugin *p);
/* The folders where names are looked for, ":" between them; the caller's. NULL: no memory. */
char *gj_plugin_path(void);
#endif
