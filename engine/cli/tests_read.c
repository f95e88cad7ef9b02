/* tests_read.c: finds the test files, in the order of their names, and reads them. */
#include "engine/cli/tests_read.h"

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_BYTES = 4 << 20 };

static int is_test(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' && dot &&
	       (strcmp(dot, ".test") == 0 || strcmp(dot, ".csv") == 0);
}

/* By name; but what was proposed builds on all the others. */
static int in_order(const struct dirent **a, const struct dirent **b)
{
	bool last_a = strcmp((*a)->d_name, "proposed.test") == 0;
	bool last_b = strcmp((*b)->d_name, "proposed.test") == 0;

	return last_a != last_b ? last_a - last_b : strcmp((*a)->d_name, (*b)->d_name);
}

int gj_tests_read_file(struct gj_testcases *out, const char *path, struct gj_err *err)
{
	const char *dot = strrchr(path, '.');
	char block[16384];
	struct gj_buf text;
	size_t n;
	FILE *in;
	int rc = 0;

	in = fopen(path, "rb");
	if (in == NULL)
		return gj_err_set(err, GJ_EIO, "%s: %s", path, strerror(errno));
	gj_buf_init(&text);
	while (rc == 0 && (n = fread(block, 1, sizeof block, in)) > 0) {
		gj_buf_put(&text, block, n);
		if (text.n > FILE_BYTES)
			rc = gj_err_set(err, GJ_ELIMIT, tr("%s: a test file may have %d bytes"),
			                path, FILE_BYTES);
	}
	if (rc == 0 && ferror(in))
		rc = gj_err_set(err, GJ_EIO, "%s: %s", path, strerror(errno));
	if (rc == 0 && text.failed)
		rc = gj_err_nomem(err, tr("the tests"));
	if (rc == 0)
		rc = (dot && strcmp(dot, ".csv") == 0
		          ? gj_testcases_read_csv
		          : gj_testcases_read)(out, path, gj_buf_str(&text), text.n, err);
	gj_buf_fini(&text);
	fclose(in);
	return rc;
}

static int read_in(struct gj_testcases *out, const char *dir, const char *name, struct gj_err *err)
{
	char *path;
	int rc;

	if (asprintf(&path, "%s/%s", dir, name) < 0)
		return gj_err_nomem(err, tr("the tests"));
	rc = gj_tests_read_file(out, path, err);
	free(path);
	return rc;
}

int gj_tests_read(struct gj_testcases *out, size_t *files, const struct gj_rules *rules,
                  struct gj_err *err)
{
	struct dirent **names = NULL;
	char *dir;
	int n, rc = 0;

	*files = 0;
	if (asprintf(&dir, "%s/tests", rules->dir) < 0)
		return gj_err_nomem(err, tr("the tests"));
	n = scandir(dir, &names, is_test, in_order);
	if (n < 0 && errno != ENOENT)
		rc = gj_err_set(err, GJ_EIO, "%s: %s", dir, strerror(errno));
	for (int i = 0; i < n; i++) {
		if (rc == 0)
			rc = read_in(out, dir, names[i]->d_name, err);
		*files += rc == 0;
		free(names[i]);
	}
	free(names);
	free(dir);
	return rc;
}
