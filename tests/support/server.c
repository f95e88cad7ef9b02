/* server.c: starts a program that prints a line when it is ready and ends when its input does. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/server.h"

static void run(const char *const *args, const int in[2], const int out[2])
{
	if (dup2(in[0], STDIN_FILENO) >= 0 && dup2(out[1], STDOUT_FILENO) >= 0)
		execvp(args[0], (char *const *)(const void *)args);
	_exit(127);
}

static int read_line(struct gj_server *s, int fd)
{
	size_t n = 0;
	ssize_t got;

	while (n + 1 < sizeof s->line) {
		got = read(fd, s->line + n, 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return -1;
		if (s->line[n] == '\n')
			break;
		n++;
	}
	s->line[n] = '\0';
	return n > 0 ? 0 : -1;
}

int gj_server_start(struct gj_server *s, const char *const *args)
{
	int in[2], out[2], rc;

	*s = (struct gj_server){ .in = -1 };
	if (pipe2(in, O_CLOEXEC) != 0)
		return -1;
	if (pipe2(out, O_CLOEXEC) != 0) {
		close(in[0]);
		close(in[1]);
		return -1;
	}
	s->in = in[1];
	s->pid = fork();
	if (s->pid == 0)
		run(args, in, out);
	close(in[0]);
	close(out[1]);
	rc = s->pid > 0 ? read_line(s, out[0]) : -1;
	close(out[0]);
	if (rc != 0)
		gj_server_stop(s);
	return rc;
}

void gj_server_stop(struct gj_server *s)
{
	int status;

	if (s->in >= 0)
		close(s->in);
	if (s->pid > 0)
		while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR)
			continue;
	*s = (struct gj_server){ .in = -1 };
}

static int start_script(struct gj_server *s, const char *name, const char *arg)
{
	const char *top = getenv("GUIJU_TOP");
	char path[4096];
	const char *const args[] = { "python3", path, arg, NULL };

	snprintf(path, sizeof path, "%s/tests/support/%s", top ? top : ".", name);
	return gj_server_start(s, args);
}

int gj_server_http(struct gj_server *s, const char *log)
{
	return start_script(s, "http_server.py", log);
}

int gj_server_postgres(struct gj_server *s)
{
	return start_script(s, "postgres_server.py", NULL);
}

int gj_server_smtp(struct gj_server *s, const char *folder, const char *user, const char *password)
{
	const char *top = getenv("GUIJU_TOP");
	char path[4096];
	/* Debian's python, which Debian's aiosmtpd is for. */
	const char *const args[] = { "/usr/bin/python3", path,     folder, user ? "--user" : NULL,
		                     user,               password, NULL };

	snprintf(path, sizeof path, "%s/tests/support/smtp_server.py", top ? top : ".");
	return gj_server_start(s, args);
}
