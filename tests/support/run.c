/* run.c: fork, exec, and two temporary files for what the program says. */
#include "tests/support/run.h"

#include "tests/support/tmp.h"

#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void child(const char *const *argv, const char *const *env, const char *dir, const char *out,
                  const char *err)
{
	int o = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int e = open(err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int in = open("/dev/null", O_RDONLY);

	if (o < 0 || e < 0 || in < 0 || dup2(in, 0) < 0 || dup2(o, 1) < 0 || dup2(e, 2) < 0)
		_exit(126);
	for (; env && *env; env++) {
		char *pair = strdup(*env), *equals = strchr(pair, '=');

		*equals = '\0';
		setenv(pair, equals + 1, 1);
	}
	if (dir && chdir(dir) != 0)
		_exit(126);
	execvp(argv[0], (char *const *)(const void *)argv);
	_exit(127);
}

struct gj_run_result gj_run(const char *const *argv, const char *const *env, const char *dir)
{
	char *tmp = gj_tmp_dir(), *out = gj_tmp_path(tmp, "out"), *err = gj_tmp_path(tmp, "err");
	struct gj_run_result r = { 0 };
	pid_t pid = fork();
	int status = 0;

	if (pid == 0)
		child(argv, env, dir, out, err);
	ck_assert_int_gt(pid, 0);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	r.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	r.out = gj_tmp_read(out, NULL);
	r.err = gj_tmp_read(err, NULL);
	gj_tmp_remove(tmp);
	free(out);
	free(err);
	free(tmp);
	return r;
}

void gj_run_free(struct gj_run_result *r)
{
	free(r->out);
	free(r->err);
	*r = (struct gj_run_result){ 0 };
}
