/* input_in.c: copies what cannot be read twice into a temporary folder. */
#include "engine/cli/input_in.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

enum { BLOCK = 64 * 1024, RATIO = 200, FREE = 10 * 1000 * 1000 };

/* What a source reads at most by itself, too. */
static const uint64_t most = UINT64_C(4096) * 1000 * 1000;

/* Of a service or a database: no file, whatever characters are in it. */
static bool is_address(const char *name)
{
	return strstr(name, "://") != NULL;
}

static bool is_packed(const char *name)
{
	size_t n = strlen(name);

	return n > 3 && strcasecmp(name + n - 3, ".gz") == 0;
}

/* A folder of our own: the copy keeps its name there, whose ending may count. */
static int open_copy(FILE **out, struct gj_input *in, const char *name, struct gj_err *err)
{
	const char *tmp = getenv("TMPDIR"), *base = strrchr(name, '/');
	size_t n;
	int fd;

	base = base ? base + 1 : name;
	n = strlen(base) - (is_packed(base) ? 3 : 0);
	if (tmp == NULL || *tmp != '/')
		tmp = "/tmp";
	if (asprintf(&in->folder, "%s/guiju-XXXXXX", tmp) < 0) {
		in->folder = NULL;
		return gj_err_nomem(err, name);
	}
	if (mkdtemp(in->folder) == NULL) {
		free(in->folder);
		in->folder = NULL;
		return gj_err_set(err, GJ_EIO,
		                  tr("%s needs a temporary copy, which cannot be made in %s (%s): "
		                     "set TMPDIR to a folder with room"),
		                  name, tmp, strerror(errno));
	}
	if (asprintf(&in->opened, "%s/%.*s", in->folder, (int)n, base) < 0) {
		in->opened = NULL;
		return gj_err_nomem(err, name);
	}
	fd = open(in->opened, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	*out = fd < 0 ? NULL : fdopen(fd, "w");
	if (*out)
		return 0;
	if (fd >= 0)
		close(fd);
	return gj_err_set(err, GJ_EIO, tr("%s cannot be written: %s"), in->opened, strerror(errno));
}

static int too_much(const char *name, struct gj_err *err)
{
	return gj_err_set(err, GJ_ELIMIT, tr("%s unpacks to more than %d megabytes: split it"),
	                  name, (int)(most / 1000 / 1000));
}

/* gzread() gives what is not packed as it is, so a wrong ending does no harm; and it takes several packed
 * parts that were put together. */
static int copy(FILE *out, gzFile in, const char *name, struct gj_err *err)
{
	static char block[BLOCK];
	uint64_t done = 0;
	int n, code;

	while ((n = gzread(in, block, sizeof block)) > 0) {
		done += (uint64_t)n;
		if (done > most)
			return too_much(name, err);
		if (done > FREE && done / RATIO > (uint64_t)gzoffset(in))
			return gj_err_set(err, GJ_EFORMAT,
			                  tr("%s unpacks to more than %d times its size: this "
			                     "looks like an attack; nothing of it is read"),
			                  name, RATIO);
		if (fwrite(block, 1, (size_t)n, out) != (size_t)n)
			return gj_err_set(err, GJ_EIO,
			                  tr("the temporary copy of %s cannot be written (%s): set "
			                     "TMPDIR to a folder with room"),
			                  name, strerror(errno));
	}
	gzerror(in, &code);
	/* A file that breaks off ends like one that is whole, but for this. */
	if (n == 0 && code == Z_OK)
		return 0;
	return gj_err_set(err, GJ_EFORMAT,
	                  tr("%s is damaged or not complete after %llu bytes: copy it again"), name,
	                  (unsigned long long)done);
}

static int make_copy(struct gj_input *in, const char *name, int fd, struct gj_err *err)
{
	gzFile packed = gzdopen(fd, "r");
	FILE *out = NULL;
	int rc;

	if (packed == NULL) {
		close(fd);
		return gj_err_nomem(err, name);
	}
	gzbuffer(packed, BLOCK);
	rc = open_copy(&out, in, in->location, err);
	if (rc == 0)
		rc = copy(out, packed, in->location, err);
	gzclose_r(packed);
	if (out && fclose(out) != 0 && rc == 0)
		rc = gj_err_set(err, GJ_EIO, tr("%s cannot be written: %s"), in->opened,
		                strerror(errno));
	return rc;
}

int gj_input_open(struct gj_input *in, const char *name, struct gj_err *err)
{
	bool from_stdin = strcmp(name, "-") == 0;
	struct stat st;
	int fd, rc;

	*in = (struct gj_input){ .location = strdup(from_stdin ? "stdin" : name) };
	if (in->location == NULL)
		return gj_err_nomem(err, name);
	if (!from_stdin && (!is_packed(name) || is_address(name)))
		return 0;
	fd = from_stdin ? dup(STDIN_FILENO) : open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &st) != 0 || (!from_stdin && !S_ISREG(st.st_mode))) {
		rc = gj_err_set(err, GJ_EIO, tr("%s cannot be opened: %s"), in->location,
		                fd < 0 ? strerror(errno) : tr("this is not a regular file"));
		if (fd >= 0)
			close(fd);
	} else {
		rc = make_copy(in, name, fd, err);
	}
	if (rc < 0)
		gj_input_close(in);
	return rc;
}

void gj_input_close(struct gj_input *in)
{
	if (in->opened)
		unlink(in->opened);
	if (in->folder)
		rmdir(in->folder);
	free(in->opened);
	free(in->folder);
	free(in->location);
	*in = (struct gj_input){ .location = NULL };
}

static int add(struct gj_inputs *out, const char *name, struct gj_err *err)
{
	char **grown = realloc(out->names, (out->n + 1) * sizeof *grown);

	if (grown == NULL)
		return gj_err_nomem(err, name);
	out->names = grown;
	out->names[out->n] = strdup(name);
	return out->names[out->n++] ? 0 : gj_err_nomem(err, name);
}

static int add_all(struct gj_inputs *out, const char *pattern, struct gj_err *err)
{
	glob_t found;
	int rc = glob(pattern, 0, NULL, &found);

	if (rc == GLOB_NOSPACE)
		return gj_err_nomem(err, pattern);
	if (rc != 0)
		return gj_err_set(err, GJ_ENOENT, tr("no file is called like %s"), pattern);
	for (size_t i = 0; rc == 0 && i < found.gl_pathc; i++)
		rc = add(out, found.gl_pathv[i], err);
	globfree(&found);
	return rc;
}

int gj_inputs_find(struct gj_inputs *out, const char *const *operands, size_t n, struct gj_err *err)
{
	int rc = 0;

	*out = (struct gj_inputs){ .n = 0 };
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = strpbrk(operands[i], "*?[") && !is_address(operands[i]) &&
		             access(operands[i], F_OK) != 0
		         ? add_all(out, operands[i], err)
		         : add(out, operands[i], err);
	if (rc < 0)
		gj_inputs_fini(out);
	return rc;
}

void gj_inputs_fini(struct gj_inputs *inputs)
{
	for (size_t i = 0; i < inputs->n; i++)
		free(inputs->names[i]);
	free(inputs->names);
	*inputs = (struct gj_inputs){ .n = 0 };
}
