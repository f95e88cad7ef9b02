/* verdicts.c: one block of the file in memory to write into, single bytes read past it. */
#include "engine/run/verdicts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/err.h"
#include "engine/base/tr.h"

static int failed(struct gj_err *err)
{
	return gj_err_set(err, GJ_EIO, tr("a temporary file cannot be used: %s"), strerror(errno));
}

int gj_verdicts_open(struct gj_verdicts *v, struct gj_err *err)
{
	const char *dir = getenv("TMPDIR");
	char path[1024];

	snprintf(path, sizeof path, "%s/guiju-XXXXXX", dir && *dir ? dir : "/tmp");
	v->fd = mkstemp(path);
	if (v->fd < 0)
		return failed(err);
	unlink(path); /* gone with the process, however it ends */
	v->open = true;
	v->block = -1;
	v->changed = false;
	return 0;
}

void gj_verdicts_close(struct gj_verdicts *v)
{
	if (v->open)
		close(v->fd);
	v->open = false;
}

int gj_verdicts_flush(struct gj_verdicts *v, struct gj_err *err)
{
	if (v->changed && pwrite(v->fd, v->bytes, sizeof v->bytes, v->block * GJ_VERDICTS_BLOCK) !=
	                      (ssize_t)sizeof v->bytes)
		return failed(err);
	v->changed = false;
	return 0;
}

static int turn_to(struct gj_verdicts *v, int64_t block, struct gj_err *err)
{
	ssize_t n;
	int rc = gj_verdicts_flush(v, err);

	if (rc)
		return rc;
	n = pread(v->fd, v->bytes, sizeof v->bytes, block * GJ_VERDICTS_BLOCK);
	if (n < 0)
		return failed(err);
	memset(v->bytes + n, 0, sizeof v->bytes - (size_t)n);
	v->block = block;
	return 0;
}

int gj_verdicts_put(struct gj_verdicts *v, int64_t application, int value, struct gj_err *err)
{
	int64_t block = application / GJ_VERDICTS_BLOCK;
	int rc = block == v->block ? 0 : turn_to(v, block, err);

	if (rc)
		return rc;
	v->bytes[application % GJ_VERDICTS_BLOCK] = (unsigned char)(value + 1);
	v->changed = true;
	return 0;
}

int gj_verdicts_get(const struct gj_verdicts *v, int64_t application)
{
	unsigned char byte = 0;

	return pread(v->fd, &byte, 1, application) == 1 ? (int)byte - 1 : -1;
}
