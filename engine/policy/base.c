/* base.c: follows `extends` from folder to folder before any rule file runs. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/policy/base.h"

/* Behind `extends`: = "ID". The text is not run: a comment before it on the line hides it. */
static bool read_id(const char *s, char out[GJ_BASE_ID])
{
	size_t n;

	s += strspn(s, " \t");
	if (*s++ != '=')
		return false;
	s += strspn(s, " \t");
	if (*s != '"' && *s != '\'')
		return false;
	n = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz0123456789_-");
	if (n == 0 || n >= GJ_BASE_ID || s[n + 1] != *s)
		return false;
	memcpy(out, s + 1, n);
	out[n] = '\0';
	return true;
}

/* Whether a comment begins before `at` on its line. */
static bool in_comment(const struct gj_file *file, const char *at)
{
	const char *line = at;

	while (line > file->data && line[-1] != '\n')
		line--;
	for (; line < at; line++)
		if (line[0] == '-' && line[1] == '-')
			return true;
	return false;
}

int gj_base_year(const struct gj_fileset *set)
{
	const struct gj_file *file = gj_fileset_find(set, "policy.lua");
	int year = 0;

	for (const char *at = file ? strstr(file->data, "year") : NULL; at && year == 0;
	     at = strstr(at + 1, "year"))
		if (!in_comment(file, at) && sscanf(at, "year = %4d", &year) != 1)
			year = 0;
	return year;
}

bool gj_base_extends(const struct gj_fileset *set, const char *base, char out[GJ_BASE_ID])
{
	char path[GJ_BASE_ID + 16];
	const struct gj_file *file;

	snprintf(path, sizeof path, "%s%spolicy.lua", base, *base ? "/" : "");
	file = gj_fileset_find(set, path);
	for (const char *at = file ? strstr(file->data, "extends") : NULL; at;
	     at = strstr(at + 1, "extends"))
		if (!in_comment(file, at) && read_id(at + strlen("extends"), out))
			return true;
	return false;
}

static int add(struct gj_fileset *set, const char *id, const struct gj_fileset *from,
               struct gj_err *err)
{
	char path[512];
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < from->n; i++) {
		snprintf(path, sizeof path, "%s/%s", id, from->files[i].path);
		rc = gj_fileset_put(set, path, from->files[i].data, from->files[i].n, err);
	}
	return rc;
}

/* "rules/x" and "y" to "rules/y"; the caller frees it. */
static char *beside(const char *dir, const char *id)
{
	size_t n = strlen(dir);
	char *out;

	while (n > 1 && dir[n - 1] == '/')
		n--;
	while (n > 0 && dir[n - 1] != '/')
		n--;
	if (n == 0) { /* of ".": its neighbour lies above */
		const char *up = strcmp(dir, ".") == 0 ? "../" : "";

		return asprintf(&out, "%s%s", up, id) < 0 ? NULL : out;
	}
	return asprintf(&out, "%.*s%s", (int)n, dir, id) < 0 ? NULL : out;
}

static int read_one(struct gj_fileset *set, const char *dir, const char *id, struct gj_err *err)
{
	struct gj_fileset base;
	char *folder = beside(dir, id);
	int rc;

	if (folder == NULL)
		return gj_err_nomem(err, tr("the rules"));
	gj_fileset_init(&base);
	rc = gj_fileset_read(&base, folder, err);
	if (rc == GJ_ENOENT)
		gj_err_set(err, rc,
		           tr("%s extends \"%s\", and there is no folder %s with its rules"), dir,
		           id, folder);
	if (rc == 0)
		rc = add(set, id, &base, err);
	gj_fileset_fini(&base);
	free(folder);
	return rc;
}

int gj_base_read(struct gj_fileset *set, const char *dir, struct gj_err *err)
{
	char chain[GJ_BASE_DEPTH][GJ_BASE_ID], id[GJ_BASE_ID];
	const char *at = "";
	size_t n = 0;
	int rc = gj_fileset_read(set, dir, err);

	while (rc == 0 && gj_base_extends(set, at, id)) {
		for (size_t i = 0; i < n; i++)
			if (strcmp(chain[i], id) == 0)
				return gj_err_set(
				    err, GJ_EINVAL,
				    tr("%s: the policies extend each other: \"%s\" again"), dir,
				    id);
		if (n == GJ_BASE_DEPTH)
			return gj_err_set(err, GJ_EINVAL,
			                  tr("%s: more than %d policies extend one another"), dir,
			                  GJ_BASE_DEPTH);
		snprintf(chain[n], sizeof chain[n], "%s", id);
		rc = read_one(set, dir, id, err);
		at = chain[n++];
	}
	return rc;
}
