/* fileset.c: reads a policy's folder within limits, keeps the files in order, hashes them as one. */
#include "engine/base/fileset.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void gj_fileset_init(struct gj_fileset *set)
{
	*set = (struct gj_fileset){ .root = "" };
	gj_arena_init(&set->arena, 0);
}

void gj_fileset_fini(struct gj_fileset *set)
{
	free(set->files);
	gj_arena_fini(&set->arena);
	gj_fileset_init(set);
}

static size_t total(const struct gj_fileset *set)
{
	size_t sum = 0;

	for (size_t i = 0; i < set->n; i++)
		sum += set->files[i].n;
	return sum;
}

static int room_for_one(struct gj_fileset *set, struct gj_err *err)
{
	size_t room = set->room ? 2 * set->room : 16;
	struct gj_file *files;

	if (set->n == GJ_FILESET_FILES)
		return gj_err_set(err, GJ_ELIMIT, tr("%s: more than %d rule files"), set->root,
		                  GJ_FILESET_FILES);
	if (set->n < set->room)
		return 0;
	files = realloc(set->files, room * sizeof *files);
	if (files == NULL)
		return gj_err_nomem(err, tr("the rule files"));
	set->files = files;
	set->room = room;
	return 0;
}

int gj_fileset_put(struct gj_fileset *set, const char *path, const void *data, size_t n,
                   struct gj_err *err)
{
	struct gj_file file = { .n = n };
	size_t at = 0;
	int rc;

	if (n > GJ_FILESET_FILE_BYTES)
		return gj_err_set(err, GJ_ELIMIT,
		                  tr("%s: %zu bytes; a rule file may have %d at most"), path, n,
		                  GJ_FILESET_FILE_BYTES);
	if (n > GJ_FILESET_BYTES - total(set))
		return gj_err_set(err, GJ_ELIMIT,
		                  tr("%s: the rule files have more than %d bytes in all"),
		                  set->root, GJ_FILESET_BYTES);
	while (at < set->n && strcmp(set->files[at].path, path) < 0)
		at++;
	if (at < set->n && strcmp(set->files[at].path, path) == 0)
		return gj_err_set(err, GJ_EINVAL, tr("%s: this file is there already"), path);
	rc = room_for_one(set, err);
	if (rc)
		return rc;
	file.path = gj_arena_strdup(&set->arena, path);
	file.data = gj_arena_strndup(&set->arena, data, n);
	if (file.path == NULL || file.data == NULL)
		return gj_err_nomem(err, tr("the rule files"));
	memmove(set->files + at + 1, set->files + at, (set->n - at) * sizeof *set->files);
	set->files[at] = file;
	set->n++;
	return 0;
}

static int read_all(int fd, char *data, size_t n)
{
	size_t got = 0;

	while (got < n) {
		ssize_t more = read(fd, data + got, n - got);

		if (more < 0 && errno == EINTR)
			continue;
		if (more <= 0)
			return more < 0 ? -1 : (int)got;
		got += (size_t)more;
	}
	return (int)got;
}

static int read_file(struct gj_fileset *set, int folder, const char *name, struct gj_err *err)
{
	struct stat st;
	char *data = NULL;
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK), rc, n;

	if (fd < 0 || fstat(fd, &st) != 0) {
		rc = gj_err_set(err, GJ_EIO, tr("%s/%s cannot be read: %s"), set->root, name,
		                strerror(errno));
		goto done;
	}
	if (!S_ISREG(st.st_mode)) {
		rc = gj_err_set(err, GJ_EIO, tr("%s/%s is not a file"), set->root, name);
		goto done;
	}
	if (st.st_size > GJ_FILESET_FILE_BYTES) {
		rc = gj_err_set(err, GJ_ELIMIT,
		                tr("%s/%s: %lld bytes; a rule file may have %d at most"), set->root,
		                name, (long long)st.st_size, GJ_FILESET_FILE_BYTES);
		goto done;
	}
	data = malloc((size_t)st.st_size + 1);
	if (data == NULL) {
		rc = gj_err_nomem(err, name);
		goto done;
	}
	n = read_all(fd, data, (size_t)st.st_size);
	rc = n < 0 ? gj_err_set(err, GJ_EIO, tr("%s/%s cannot be read: %s"), set->root, name,
	                        strerror(errno))
	           : gj_fileset_put(set, name, data, (size_t)n, err);
done:
	free(data);
	if (fd >= 0)
		close(fd);
	return rc;
}

static int is_rule_file(const char *name)
{
	size_t n = strlen(name);

	return name[0] != '.' && n > 4 && strcmp(name + n - 4, ".lua") == 0;
}

int gj_fileset_read(struct gj_fileset *set, const char *dir, struct gj_err *err)
{
	const struct dirent *entry;
	DIR *folder = opendir(dir);
	int rc = 0;

	if (folder == NULL)
		return errno == ENOENT
		           ? gj_err_set(err, GJ_ENOENT, tr("%s: there is no such folder"), dir)
		       : errno == ENOTDIR ? gj_err_set(err, GJ_ENOENT,
		                                       tr("%s is not a folder; name the folder "
		                                          "that holds the rule files"),
		                                       dir)
		                          : gj_err_set(err, GJ_EIO, tr("%s cannot be opened: %s"),
		                                       dir, strerror(errno));
	set->root = gj_arena_strdup(&set->arena, dir);
	if (set->root == NULL) {
		set->root = "";
		rc = gj_err_nomem(err, tr("the rule files"));
	}
	while (rc == 0) {
		errno = 0; /* else the end and a failure look the same, and half a policy passes */
		entry = readdir(folder);
		if (entry == NULL && errno != 0)
			rc = gj_err_set(err, GJ_EIO, tr("%s/%s cannot be read: %s"), dir, "*.lua",
			                strerror(errno));
		if (entry == NULL)
			break;
		if (is_rule_file(entry->d_name))
			rc = read_file(set, dirfd(folder), entry->d_name, err);
	}
	closedir(folder);
	if (rc == 0 && set->n == 0)
		rc = gj_err_set(
		    err, GJ_ENOENT,
		    tr("%s: no rule file (*.lua) in this folder; a policy begins with policy.lua"),
		    dir);
	return rc;
}

const struct gj_file *gj_fileset_find(const struct gj_fileset *set, const char *path)
{
	for (size_t i = 0; i < set->n; i++)
		if (strcmp(set->files[i].path, path) == 0)
			return &set->files[i];
	return NULL;
}

void gj_fileset_hash(const struct gj_fileset *set, char out[GJ_DIGEST_TEXT])
{
	unsigned char bytes[GJ_DIGEST_BYTES];
	struct gj_digest d;

	gj_digest_init(&d);
	gj_digest_put_u64(&d, set->n);
	for (size_t i = 0; i < set->n; i++) {
		size_t length = strlen(set->files[i].path);

		gj_digest_put_u64(&d, length);
		gj_digest_put(&d, set->files[i].path, length);
		gj_digest_put_u64(&d, set->files[i].n);
		gj_digest_put(&d, set->files[i].data, set->files[i].n);
	}
	gj_digest_done(&d, bytes);
	gj_digest_hex(out, bytes);
}
