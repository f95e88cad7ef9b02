/* plugin.c: finds a plugin's file, loads it, and settles versions before any other call. */
#include "engine/run/plugin.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/run/host.h"
#include "engine/run/option.h"

#ifndef GUIJU_PLUGIN_DIR
#define GUIJU_PLUGIN_DIR "/usr/local/lib/guiju/plugins"
#endif

struct gj_plugin {
	char *file;   /* owned */
	void *handle; /* of dlopen; owned */
	struct guiju_plugin table;
	struct guiju_source_ops source;
	struct guiju_notifier_ops notifier;
	struct guiju_option *options; /* owned; table.n_options of them */
};

/* The longest name that makes sense; also keeps paths short. */
enum { NAME_MAX_BYTES = 64, OPTIONS_MAX = 100 };

/* How long the structs were in version 1.0: what is shorter is none. */
#define PLUGIN_1_0 offsetof(struct guiju_plugin, notifier)
#define SOURCE_1_0 offsetof(struct guiju_source_ops, cursor)

static bool is_name(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-");

	return n > 0 && n <= NAME_MAX_BYTES && name[n] == '\0';
}

/* Looks for NAME.so in the folders of one path; *out is the caller's, NULL when it is in none. */
static int find_in(char **out, const char *path, const char *name, struct gj_err *err)
{
	const char *p = path;

	*out = NULL;
	while (*p != '\0') {
		size_t n = strcspn(p, ":");
		size_t room = n + strlen(name) + sizeof "/.so";
		char *file;

		/* An empty part would be the working folder: a plugin is code, so that must be
		 * said. */
		if (n > 0) {
			file = malloc(room);
			if (file == NULL)
				return gj_err_nomem(err, tr("the name of a plugin"));
			snprintf(file, room, "%.*s/%s.so", (int)n, p, name);
			if (access(file, F_OK) == 0) {
				*out = file;
				return 0;
			}
			free(file);
		}
		p += n + (p[n] == ':');
	}
	return 0;
}

static int find_file(char **out, const char *name, const char *path, struct gj_err *err)
{
	const char *places[2] = { path, NULL };
	size_t i;
	int rc;

	if (strchr(name, '/')) {
		*out = strdup(name);
		return *out ? 0 : gj_err_nomem(err, tr("the name of a plugin"));
	}
	if (!is_name(name))
		return gj_err_set(err, GJ_EINVAL,
		                  tr("\"%s\" is not the name of a plugin: give a name of small "
		                     "letters such as csv, or a path with a /"),
		                  name);
	if (path == NULL) {
		places[0] = getenv("GUIJU_PLUGIN_PATH");
		places[1] = GUIJU_PLUGIN_DIR;
	}
	for (i = 0; i < 2; i++) {
		if (places[i] == NULL)
			continue;
		rc = find_in(out, places[i], name, err);
		if (rc < 0 || *out)
			return rc;
	}
	return gj_err_set(err, GJ_ENOENT,
	                  tr("plugin %s: there is no %s.so in %s%s%s; put its folder into "
	                     "GUIJU_PLUGIN_PATH or give the path of the file"),
	                  name, name, places[0] ? places[0] : "", places[0] && places[1] ? ":" : "",
	                  places[1] ? places[1] : "");
}

/* dlopen's own words for a text file are hard to understand, and a folder or a pipe may block. */
static int check_kind(const char *file, struct gj_err *err)
{
	char magic[4] = "";
	struct stat st;
	ssize_t n;
	int fd;

	fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return gj_err_set(err, errno == ENOENT ? GJ_ENOENT : GJ_EIO,
		                  tr("plugin %s cannot be opened: %s"), file, strerror(errno));
	n = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? read(fd, magic, sizeof magic) : -1;
	close(fd);
	if (n != sizeof magic || memcmp(magic, "\177ELF", sizeof magic) != 0)
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("plugin %s is not a shared object: give the .so file that its "
		                     "build made (gcc -shared -fPIC), not a source or data file"),
		                  file);
	return 0;
}

static int broken_table(const struct gj_plugin *p, const char *what, struct gj_err *err)
{
	return gj_err_set(err, GJ_EFORMAT,
	                  tr("plugin %s: %s; its author must mend it (see plugins/guiju.h)"),
	                  p->file, what);
}

/* The versions are read first: a table of another major may have any form behind them. */
static int check_versions(const struct gj_plugin *p, const struct guiju_plugin *table,
                          struct gj_err *err)
{
	const size_t versions = offsetof(struct guiju_plugin, abi_minor) + sizeof table->abi_minor;

	if (table->size < versions)
		return broken_table(p, tr("its table is too small to hold its version"), err);
	if (table->abi_major != GUIJU_ABI_MAJOR)
		return gj_err_set(
		    err, GJ_ENEWER,
		    tr("plugin %s was built for version %u.%u of the plugin interface, "
		       "this guiju has %d.%d: %s"),
		    p->file, (unsigned)table->abi_major, (unsigned)table->abi_minor,
		    GUIJU_ABI_MAJOR, GUIJU_ABI_MINOR,
		    table->abi_major < GUIJU_ABI_MAJOR
			? tr("rebuild the plugin against the guiju.h of this guiju")
			: tr("update guiju, or take an older version of the plugin"));
	if (table->abi_minor > GUIJU_ABI_MINOR)
		return gj_err_set(err, GJ_ENEWER,
		                  tr("plugin %s needs version %u.%u of the plugin interface, this "
		                     "guiju has %d.%d: update guiju, or rebuild the plugin against "
		                     "the guiju.h of this guiju"),
		                  p->file, (unsigned)table->abi_major, (unsigned)table->abi_minor,
		                  GUIJU_ABI_MAJOR, GUIJU_ABI_MINOR);
	if (table->size < (table->abi_minor < 1 ? PLUGIN_1_0 : sizeof *table))
		return broken_table(p, tr("its table is smaller than its version says"), err);
	return 0;
}

static int take_options(struct gj_plugin *p, const struct guiju_plugin *table, struct gj_err *err)
{
	size_t i;
	int rc;

	p->table.options = NULL;
	p->table.n_options = 0;
	if (table->n_options == 0)
		return 0;
	if (table->options == NULL || table->n_options > OPTIONS_MAX ||
	    table->options->size < sizeof *table->options)
		return broken_table(p, tr("its list of options makes no sense"), err);
	p->options = calloc(table->n_options, sizeof *p->options);
	if (p->options == NULL)
		return gj_err_nomem(err, p->file);
	for (i = 0; i < table->n_options; i++) {
		p->options[i] = *guiju_option_at(table, i);
		p->options[i].size = sizeof p->options[i];
		rc = gj_option_declared(&p->options[i], err);
		if (rc < 0) {
			gj_err_wrap(err, tr("plugin %s"), p->file);
			return rc;
		}
	}
	p->table.options = p->options;
	p->table.n_options = table->n_options;
	return 0;
}

/* What the plugin does not have becomes 0. */
static void take(void *to, size_t room, const void *from, size_t size)
{
	memset(to, 0, room);
	memcpy(to, from, size < room ? size : room);
}

/* Copies the tables, so that the rest of guiju sees members that are there, and never a longer
 * struct. */
static int take_table(struct gj_plugin *p, const struct guiju_plugin *table, struct gj_err *err)
{
	const struct guiju_source_ops *source = table->source;
	const struct guiju_notifier_ops *notifier;

	take(&p->table, sizeof p->table, table, table->size);
	p->table.size = sizeof p->table;
	notifier = p->table.notifier;
	if (table->name == NULL || !is_name(table->name) || table->version == NULL)
		return broken_table(p, tr("its table has no proper name or no version"), err);
	if (p->table.summary_zh == NULL)
		p->table.summary_zh = "";
	if (p->table.summary_en == NULL)
		p->table.summary_en = "";
	if (p->table.endings == NULL)
		p->table.endings = "";
	if (source) {
		if (source->size < SOURCE_1_0)
			return broken_table(p, tr("its table of source functions is too small"),
			                    err);
		if (source->open == NULL || source->read == NULL || source->close == NULL)
			return broken_table(p, tr("it is a source without open, read or close"),
			                    err);
		take(&p->source, sizeof p->source, source, source->size);
		p->source.size = sizeof p->source;
		p->table.source = &p->source;
	}
	if (notifier) {
		if (notifier->size < sizeof *notifier)
			return broken_table(p, tr("its table of notifier functions is too small"),
			                    err);
		if (notifier->open == NULL || notifier->deliver == NULL || notifier->close == NULL)
			return broken_table(p,
			                    tr("it is a notifier without open, deliver or close"),
			                    err);
		take(&p->notifier, sizeof p->notifier, notifier, notifier->size);
		p->notifier.size = sizeof p->notifier;
		p->table.notifier = &p->notifier;
	}
	return take_options(p, table, err);
}

static int load_file(struct gj_plugin *p, struct gj_err *err)
{
	const struct guiju_plugin *(*entry)(const struct guiju_host *host);
	const struct guiju_plugin *table;
	const char *why;
	int rc;

	rc = check_kind(p->file, err);
	if (rc < 0)
		return rc;
	p->handle = dlopen(p->file, RTLD_NOW | RTLD_LOCAL);
	if (p->handle == NULL) {
		why = dlerror();
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("plugin %s does not load: %s; rebuild it on this machine, "
		                     "using nothing of guiju but guiju.h"),
		                  p->file, why ? why : "?");
	}
	/* POSIX's way from void * to a function, which ISO C leaves open. */
	*(void **)(void *)&entry = dlsym(p->handle, "guiju_plugin_entry");
	if (entry == NULL)
		return gj_err_set(
		    err, GJ_EFORMAT,
		    tr("plugin %s has no entry guiju_plugin_entry: it is another kind "
		       "of library, or the function lacks GUIJU_EXPORT; see "
		       "plugins/guiju.h"),
		    p->file);
	table = entry(gj_host_table());
	if (table == NULL)
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("plugin %s refuses to be loaded by this guiju (interface "
		                     "%d.%d): see its own documentation"),
		                  p->file, GUIJU_ABI_MAJOR, GUIJU_ABI_MINOR);
	rc = check_versions(p, table, err);
	return rc < 0 ? rc : take_table(p, table, err);
}

int gj_plugin_load(struct gj_plugin **out, const char *name, const char *path, struct gj_err *err)
{
	struct gj_plugin *p = calloc(1, sizeof *p);
	int rc;

	if (p == NULL)
		return gj_err_nomem(err, name);
	rc = find_file(&p->file, name, path, err);
	if (rc == 0)
		rc = load_file(p, err);
	if (rc < 0) {
		gj_plugin_free(p);
		return rc;
	}
	*out = p;
	return 0;
}

void gj_plugin_free(struct gj_plugin *p)
{
	if (p == NULL)
		return;
	free(p->options);
	if (p->handle)
		dlclose(p->handle);
	free(p->file);
	free(p);
}

const struct guiju_plugin *gj_plugin_table(const struct gj_plugin *p)
{
	return &p->table;
}

const char *gj_plugin_file(const struct gj_plugin *p)
{
	return p->file;
}

char *gj_plugin_path(void)
{
	const char *own = getenv("GUIJU_PLUGIN_PATH");
	size_t n = (own ? strlen(own) : 0) + sizeof ":" GUIJU_PLUGIN_DIR;
	char *path = malloc(n);

	if (path)
		snprintf(path, n, "%s:%s", own ? own : "", GUIJU_PLUGIN_DIR);
	return path;
}
