/* secret.c: reads secrets from the environment or from a file, and keeps them out of every message. */
#include "engine/run/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"

static bool has_controls(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((unsigned char)s[i] < ' ' || s[i] == 0x7f)
			return true;
	return false;
}

static int take(char **out, const char *option, const char *reference, const char *data, size_t n,
                struct gj_err *err)
{
	if (n == 0)
		return gj_err_set(err, GJ_EINVAL,
		                  tr("option %s: there is nothing in %s; put the secret there"),
		                  option, reference);
	if (n > GJ_SECRET_MAX || has_controls(data, n) || gj_text_valid(data, n) != n)
		return gj_err_set(err, GJ_EINVAL,
		                  tr("option %s: %s does not hold one line of text of at most %d "
		                     "bytes; put the secret alone there"),
		                  option, reference, GJ_SECRET_MAX);
	*out = malloc(n + 1);
	if (*out == NULL)
		return gj_err_nomem(err, tr("the options of a plugin"));
	memcpy(*out, data, n);
	(*out)[n] = '\0';
	return 0;
}

/* A pipe, as of a shell's <(...), is as good as a file. */
static ssize_t read_all(int fd, char *data, size_t room)
{
	size_t n = 0;
	ssize_t got = 1;

	while (n < room && got != 0) {
		got = read(fd, data + n, room - n);
		if (got < 0 && errno != EINTR)
			return -1;
		n += got > 0 ? (size_t)got : 0;
	}
	return (ssize_t)n;
}

static int from_file(char **out, const char *option, const char *reference, struct gj_err *err)
{
	char data[GJ_SECRET_MAX + 3];
	int fd = open(reference + strlen("file:"), O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read_all(fd, data, sizeof data);
	int code = errno;
	int rc;

	if (fd >= 0)
		close(fd);
	if (n < 0)
		return gj_err_set(err, code == ENOENT ? GJ_ENOENT : GJ_EIO,
		                  tr("option %s: %s cannot be read: %s"), option, reference,
		                  strerror(code));
	n -= n > 0 && data[n - 1] == '\n';
	n -= n > 0 && data[n - 1] == '\r';
	rc = take(out, option, reference, data, (size_t)n, err);
	explicit_bzero(data, sizeof data);
	return rc;
}

int gj_secret_read(char **out, const char *option, const char *reference, struct gj_err *err)
{
	const char *value;

	*out = NULL;
	if (strncmp(reference, "file:", 5) == 0)
		return from_file(out, option, reference, err);
	value = getenv(reference + strlen("env:"));
	if (value == NULL)
		return gj_err_set(err, GJ_EINVAL,
		                  tr("option %s: there is no environment variable %s; set it, or "
		                     "write file:/path"),
		                  option, reference + strlen("env:"));
	return take(out, option, reference, value, strlen(value), err);
}
