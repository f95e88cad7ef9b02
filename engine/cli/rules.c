/* rules.c: finds the rules folder, loads it, and tells what is wrong with it. */
#include "engine/cli/rules.h"
#include "engine/policy/base.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#ifndef GUIJU_RULES_DIR
#define GUIJU_RULES_DIR "/usr/local/share/guiju/rules"
#endif

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static char *joined(const char *folder, size_t n, const char *name)
{
	char *path;

	return asprintf(&path, "%.*s/%s", (int)n, folder, name) < 0 ? NULL : path;
}

/* *out: the folder that the name stands for; the caller's. */
static int find(char **out, const char *name, struct gj_err *err)
{
	const char *path = getenv("GUIJU_RULES_PATH");

	if (is_folder(name) || strchr(name, '/')) {
		*out = strdup(name);
		goto found;
	}
	*out = joined("rules", 5, name);
	if (*out == NULL || is_folder(*out))
		goto found;
	free(*out);
	for (; path && *path; path += strspn(path, ":")) {
		size_t n = strcspn(path, ":");

		*out = joined(path, n, name);
		if (*out == NULL || is_folder(*out))
			goto found;
		free(*out);
		path += n;
	}
	*out = joined(GUIJU_RULES_DIR, strlen(GUIJU_RULES_DIR), name);
	if (*out == NULL || is_folder(*out))
		goto found;
	free(*out);
	*out = NULL;
	return gj_err_set(err, GJ_ENOENT,
	                  tr("there is no policy %s, neither here, nor under ./rules, nor in %s; "
	                     "name its folder"),
	                  name, GUIJU_RULES_DIR);
found:
	return *out ? 0 : gj_err_nomem(err, tr("the rules"));
}

int gj_rules_open(struct gj_rules **out, const char *name, struct gj_err *err)
{
	struct gj_rules *r = malloc(sizeof *r);
	int rc;

	if (r == NULL)
		return gj_err_nomem(err, tr("the rules"));
	r->policy = NULL;
	gj_fileset_init(&r->files);
	gj_findings_init(&r->findings);
	rc = find(&r->dir, name, err);
	if (rc == 0)
		rc = gj_base_read(&r->files, r->dir, err);
	if (rc == 0) {
		rc = gj_policy_load(&r->policy, &r->files, NULL, &r->findings, err);
		if (rc == GJ_EFORMAT) {
			*out = r;
			return rc;
		}
	} else if (rc == GJ_EFORMAT) {
		rc = GJ_EIO; /* that code is kept for "the findings say why" */
	}
	if (rc) {
		gj_rules_close(r);
		return rc;
	}
	*out = r;
	return 0;
}

int gj_rules_stored(struct gj_rules **out, struct gj_store *store, const struct gj_version *version,
                    struct gj_err *err)
{
	struct gj_rules *r = malloc(sizeof *r);
	int rc = 0;

	if (r == NULL)
		return gj_err_nomem(err, tr("the rules"));
	r->policy = NULL;
	gj_fileset_init(&r->files);
	gj_findings_init(&r->findings);
	if (asprintf(&r->dir, "%s (%.12s)", version->policy, version->hash) < 0) {
		r->dir = NULL;
		rc = gj_err_nomem(err, tr("the rules"));
	}
	if (rc == 0)
		rc = gj_version_files(store, version->id, &r->files, err);
	if (rc == 0)
		rc = gj_policy_load(&r->policy, &r->files, NULL, &r->findings, err);
	if (rc == GJ_EFORMAT && r->findings.n)
		gj_err_set(err, rc, tr("the stored policy %s no longer loads: %s"), version->policy,
		           r->findings.items[0].message);
	if (rc) {
		gj_rules_close(r);
		return rc;
	}
	*out = r;
	return 0;
}

void gj_rules_close(struct gj_rules *r)
{
	if (r == NULL)
		return;
	gj_policy_free(r->policy);
	gj_findings_fini(&r->findings);
	gj_fileset_fini(&r->files);
	free(r->dir);
	free(r);
}

void gj_rules_print_finding(const struct gj_rules *r, const struct gj_finding *f, void *stream)
{
	FILE *to = stream;

	if (f->file == NULL)
		fprintf(to, "%s: ", r->dir);
	else /* a policy that is extended lies beside this one */
		fprintf(to, "%s%s/%s:", r->dir, strchr(f->file, '/') ? "/.." : "", f->file);
	if (f->file && f->line)
		fprintf(to, "%d:", f->line);
	if (f->file)
		fputc(' ', to);
	fprintf(to, "%s: %s [%s]\n", f->severity == GJ_SEVERITY_ERROR ? tr("error") : tr("warning"),
	        f->message, f->code);
	if (*f->hint)
		fprintf(to, "    %s\n", f->hint);
}

int gj_rules_need(struct gj_rules **out, const char *name)
{
	struct gj_err err;
	int rc = gj_rules_open(out, name, &err);

	if (rc == 0)
		return 0;
	if (rc != GJ_EFORMAT)
		return gj_say_failed(&err);
	for (size_t i = 0; i < (*out)->findings.n; i++)
		if ((*out)->findings.items[i].severity == GJ_SEVERITY_ERROR)
			gj_rules_print_finding(*out, &(*out)->findings.items[i], stderr);
	gj_say_error(
	    tr("guiju: the rules in %s have errors; nothing was done, what is stored stands"),
	    (*out)->dir);
	gj_rules_close(*out);
	return GJ_EXIT_FAILED;
}
