/* check_fix.c: guiju check --fix: the mends that need no thought, shown and written. */
#include "engine/cli/check.h"

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROUNDS_MAX = 200 /* the full-width characters of a file come to light one by one */ };

/* --- what a round changes --- */

/* The line's first byte; its length without the line end in *n. */
static const char *line_at(const char *text, int line, size_t *n)
{
	while (--line > 0 && (text = strchr(text, '\n')) != NULL)
		text++;
	if (text)
		*n = strcspn(text, "\n");
	return text;
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* Where `wrong` stands alone on the line, if it does so just once; else NULL. */
static const char *only_place(const char *line, size_t n, const char *wrong)
{
	size_t size = strlen(wrong);
	const char *found = NULL;

	for (const char *at = line; n >= size && at <= line + n - size; at++) {
		if (strncmp(at, wrong, size) != 0 || (at > line && is_word(at[-1])) ||
		    is_word(at[size]))
			continue;
		if (found)
			return NULL;
		found = at;
	}
	return found;
}

static const char *column_at(const char *line, size_t n, int column)
{
	size_t at = 0, length;

	for (; column > 1 && at < n; column--, at += length)
		gj_text_decode(line + at, n - at, &length);
	return at < n ? line + at : NULL;
}

/* The file's text with the fix made, into out; false: it cannot be made safely. */
static bool apply(struct gj_buf *out, const struct gj_file *file, const struct gj_finding *f)
{
	size_t n = 0, size = strlen(f->fix.wrong);
	const char *text = file->data, *line, *at;

	if (strlen(text) != file->n)
		return false;
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	line = line_at(text, f->line, &n);
	if (line == NULL)
		return false;
	at = f->fix.column ? column_at(line, n, f->fix.column) : only_place(line, n, f->fix.wrong);
	if (at == NULL || strncmp(at, f->fix.wrong, size) != 0)
		return false;
	gj_buf_put(out, file->data, (size_t)(at - file->data));
	gj_buf_puts(out, f->fix.right);
	gj_buf_puts(out, at + size);
	return true;
}

/* Byte order mark, line ends, the end of the last line. */
static bool tidy(struct gj_buf *out, const struct gj_file *file)
{
	const char *s = file->data, *end = s + file->n;
	bool changed = false;

	if (strlen(s) != file->n || file->n == 0 || gj_text_valid(s, file->n) != file->n)
		return false;
	if (strncmp(s, "\xef\xbb\xbf", 3) == 0) {
		s += 3;
		changed = true;
	}
	for (; s < end; s++) {
		if (s[0] == '\r' && s[1] == '\n')
			changed = true;
		else
			gj_buf_putc(out, *s);
	}
	if (out->n && out->data[out->n - 1] != '\n') {
		gj_buf_putc(out, '\n');
		changed = true;
	}
	return changed;
}

/* The same files, one of them with another text. */
static int with(struct gj_fileset *out, const struct gj_fileset *files, const char *path,
                const struct gj_buf *text, struct gj_err *err)
{
	int rc = 0;

	if (text->failed)
		return gj_err_nomem(err, tr("the rules"));
	gj_fileset_init(out);
	for (size_t i = 0; rc == 0 && i < files->n; i++) {
		const struct gj_file *f = &files->files[i];
		bool other = strcmp(f->path, path) == 0;

		rc = gj_fileset_put(out, f->path, other ? gj_buf_str(text) : f->data,
		                    other ? text->n : f->n, err);
	}
	if (rc)
		gj_fileset_fini(out);
	return rc;
}

/* Makes one change in *files; 1 when there was one to make, 0 when not. */
static int change(struct gj_fileset *files, const struct gj_findings *findings, struct gj_err *err)
{
	const struct gj_file *file = NULL;
	struct gj_fileset next;
	struct gj_buf text;
	int rc = 0;

	gj_buf_init(&text);
	for (size_t i = 0; file == NULL && i < files->n; i++)
		if (!strchr(files->files[i].path, '/')) {
			gj_buf_clear(&text);
			file = tidy(&text, &files->files[i]) ? &files->files[i] : NULL;
		}
	for (size_t i = 0; file == NULL && i < findings->n; i++) {
		const struct gj_finding *f = &findings->items[i];
		const struct gj_file *at = f->file ? gj_fileset_find(files, f->file) : NULL;

		if (at == NULL || f->fix.wrong == NULL || strchr(f->file, '/'))
			continue;
		gj_buf_clear(&text);
		file = apply(&text, at, f) ? at : NULL;
	}
	if (file) {
		rc = with(&next, files, file->path, &text, err);
		if (rc == 0) {
			gj_fileset_fini(files);
			*files = next;
			rc = 1;
		}
	}
	gj_buf_fini(&text);
	return rc;
}

/* --- what is shown and written --- */

static bool same_line(const char *a, size_t n, const char *b, size_t m)
{
	return n == m && strncmp(a, b, n) == 0;
}

/* Fixes keep the number of lines, so that lines are compared by their number. */
static void show(const char *path, const char *old, const char *new)
{
	size_t returns = 0;
	int number = 1;

	printf("--- %s\n+++ %s\n", path, path);
	if (strncmp(old, "\xef\xbb\xbf", 3) == 0) {
		printf(tr("  the byte order mark is taken out\n"));
		old += 3;
	}
	for (; *old || *new; number++) {
		size_t n = strcspn(old, "\n"), m = strcspn(new, "\n");
		bool last = *old && old[n] == '\0' && new[m] == '\n';

		if (n && old[n - 1] == '\r') {
			returns++;
			if (!same_line(old, n - 1, new, m))
				printf("@@ %d @@\n-%.*s\n+%.*s\n", number, (int)n - 1, old, (int)m,
				       new);
		} else if (!same_line(old, n, new, m)) {
			printf("@@ %d @@\n-%.*s\n+%.*s\n", number, (int)n, old, (int)m, new);
		}
		if (last)
			printf(tr("  the last line gets its end\n"));
		old += n + (old[n] == '\n');
		new += m + (new[m] == '\n');
	}
	if (returns)
		printf(tr("  line ends: CR LF becomes LF on %zu lines\n"), returns);
}

static int failed(struct gj_err *err, const char *path)
{
	return gj_err_set(err, GJ_EIO, "%s: %s", path, strerror(errno));
}

/* The file at path still says what was checked. */
static int unchanged(const char *path, const struct gj_file *old, struct gj_err *err)
{
	FILE *file = fopen(path, "r");
	char piece[4096];
	size_t at = 0, n;
	bool same = true;

	if (file == NULL)
		return failed(err, path);
	while (same && (n = fread(piece, 1, sizeof piece, file)) > 0) {
		same = n <= old->n - at && memcmp(piece, old->data + at, n) == 0;
		at += n;
	}
	same = same && at == old->n && !ferror(file);
	fclose(file);
	return same ? 0
	            : gj_err_set(err, GJ_EBUSY,
	                         tr("%s was changed while it was checked; it was left as it is: "
	                            "run the command again"),
	                         path);
}

static int write_beside(const char *path, mode_t mode, const char *data, size_t n,
                        struct gj_err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	ssize_t put;

	if (fd < 0)
		return failed(err, path);
	for (; n; data += put, n -= (size_t)put) {
		put = write(fd, data, n);
		if (put < 0 && errno == EINTR) {
			put = 0;
		} else if (put < 0) {
			close(fd);
			return failed(err, path);
		}
	}
	if (fsync(fd) != 0) {
		close(fd);
		return failed(err, path);
	}
	return close(fd) == 0 ? 0 : failed(err, path);
}

static int write_one(const char *dir, const struct gj_file *old, const struct gj_file *new,
                     struct gj_err *err)
{
	char *path = NULL, *fresh = NULL, *bak = NULL;
	struct stat st;
	int rc = 0;

	if (asprintf(&path, "%s/%s", dir, old->path) < 0)
		path = NULL;
	if (path && asprintf(&fresh, "%s.new", path) < 0)
		fresh = NULL;
	if (path && asprintf(&bak, "%s.bak", path) < 0)
		bak = NULL;
	if (!path || !fresh || !bak) {
		rc = gj_err_nomem(err, tr("the rules"));
		goto out;
	}
	if (stat(path, &st) != 0)
		rc = failed(err, path);
	if (rc == 0)
		rc = write_beside(bak, st.st_mode & 0777, old->data, old->n, err);
	if (rc == 0)
		rc = write_beside(fresh, st.st_mode & 0777, new->data, new->n, err);
	if (rc == 0)
		rc = unchanged(path, old, err);
	if (rc == 0 && rename(fresh, path) != 0)
		rc = failed(err, path);
	if (rc && fresh)
		unlink(fresh);
out:
	free(bak);
	free(fresh);
	free(path);
	return rc;
}

static int show_and_write(const struct gj_rules *r, const struct gj_fileset *files, bool dry_run,
                          struct gj_err *err)
{
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < files->n; i++) {
		const struct gj_file *new = &files->files[i];
		const struct gj_file *old = gj_fileset_find(&r->files, new->path);

		if (old->n == new->n && memcmp(old->data, new->data, old->n) == 0)
			continue;
		n++;
		show(old->path, old->data, new->data);
		if (!dry_run)
			rc = write_one(r->dir, old, new, err);
	}
	if (rc == 0 && n == 0)
		printf(tr("nothing to fix without thinking\n"));
	else if (rc == 0 && dry_run)
		printf(tr("dry run: %zu files would be changed\n"), n);
	else if (rc == 0)
		printf(tr("%zu files changed; the old ones lie beside them as .bak\n"), n);
	return rc;
}

/* Loads the files as they would be; only the findings are wanted. */
static int look(struct gj_findings *findings, const struct gj_fileset *files, struct gj_err *err)
{
	struct gj_policy *policy = NULL;
	int rc;

	gj_findings_fini(findings);
	gj_findings_init(findings);
	rc = gj_policy_load(&policy, files, NULL, findings, err);
	gj_policy_free(policy);
	return rc == GJ_EFORMAT ? 0 : rc;
}

int gj_check_fix(const struct gj_rules *r, bool dry_run, struct gj_err *err)
{
	struct gj_findings *findings = malloc(sizeof *findings);
	struct gj_fileset files;
	int rc = 0;

	if (findings == NULL)
		return gj_err_nomem(err, tr("the findings"));
	gj_findings_init(findings);
	gj_fileset_init(&files);
	for (size_t i = 0; rc == 0 && i < r->files.n; i++)
		rc = gj_fileset_put(&files, r->files.files[i].path, r->files.files[i].data,
		                    r->files.files[i].n, err);
	if (rc == 0)
		rc = look(findings, &files, err);
	for (int round = 0; rc == 0 && round < ROUNDS_MAX; round++) {
		rc = change(&files, findings, err);
		if (rc != 1)
			break;
		rc = look(findings, &files, err);
	}
	if (rc == 0)
		rc = show_and_write(r, &files, dry_run, err);
	gj_fileset_fini(&files);
	gj_findings_fini(findings);
	free(findings);
	return rc;
}
