/* beside.c: the engine beside hand-written C and the database alone, in turns, on the same applications.
 *
 *   beside CONTEST RULES DATA REPEATS     DATA has been made and prepared (tests/bench/contest)
 *
 * Medians and ratios: evaluation beside C over columns, the job beside the floor, from columns and from rows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { REPEATS_MAX = 31, EVAL = 0, HAND, JOB, ROWS, FLOOR, MODES };

static const char *const modes[] = { "eval", "hand", "job", "rows", "floor" };

struct figure {
	double values[REPEATS_MAX]; /* nanoseconds an application; of jobs, seconds */
	long peak_kib;
};

static void need(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "beside: %s\n", what);
	exit(3);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void timed(struct figure *f, int repeat, char *const *argv)
{
	double start = now(), said = 0;
	char line[200] = "";
	struct rusage usage;
	int status, ends[2];
	ssize_t n;
	pid_t pid;

	need(pipe(ends) == 0, "no pipe");
	pid = fork();
	need(pid >= 0, "no process");
	if (pid == 0) {
		dup2(ends[1], 1);
		close(ends[0]);
		execv(argv[0], argv);
		_exit(127);
	}
	close(ends[1]);
	n = read(ends[0], line, sizeof line - 1);
	close(ends[0]);
	need(wait4(pid, &status, 0, &usage) == pid, "no child");
	need(WIFEXITED(status) && WEXITSTATUS(status) == 0, argv[2]);
	f->values[repeat] = now() - start;
	if (n > 0 && sscanf(line, "eval_ns=%lf", &said) == 1)
		f->values[repeat] = said;
	if (usage.ru_maxrss > f->peak_kib)
		f->peak_kib = usage.ru_maxrss;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(struct figure *f, int n)
{
	qsort(f->values, (size_t)n, sizeof *f->values, ascending);
	return f->values[n / 2];
}

/* Both wrote a line for each application: the same ones. */
static void compare(const char *a, const char *b)
{
	char command[1000];

	snprintf(command, sizeof command, "cmp -s '%s' '%s'", a, b);
	need(system(command) == 0, "the engine and the hand decide otherwise");
}

int main(int argc, char **argv)
{
	struct figure figures[MODES] = { 0 };
	char outs[MODES][300];
	int n = argc > 4 ? atoi(argv[4]) : 0;

	if (n < 1 || n > REPEATS_MAX) {
		fprintf(stderr, "usage: beside CONTEST RULES DATA REPEATS\n");
		return 2;
	}
	for (int i = 0; i < n; i++)
		for (int m = 0; m < MODES; m++) {
			char *const command[] = { argv[1], argv[2], (char *)modes[m],
				                  argv[3], outs[m], NULL };

			snprintf(outs[m], sizeof outs[m], "%s/out.%s", argv[3], modes[m]);
			timed(&figures[m], i, command);
		}
	compare(outs[EVAL], outs[HAND]);
	for (int m = 0; m < MODES; m++) {
		int base = m <= HAND ? HAND : FLOOR;
		double value = median(&figures[m], n), floor = median(&figures[base], n);

		if (m == base)
			continue;
		printf(m <= HAND ? "%-24s %8.2f ns (%.2f-%.2f)  by hand %7.2f ns ratio %5.2f\n"
		                 : "contestant, %-12s %8.3f s  (%.3f-%.3f)  floor %7.3f s  ratio "
		                   "%5.2f  peak %6.1f MiB\n",
		       m <= HAND  ? "evaluation alone"
		       : m == JOB ? "from columns"
		                  : "from rows",
		       value, figures[m].values[0], figures[m].values[n - 1], floor, value / floor,
		       (double)figures[m].peak_kib / 1024);
	}
	for (int m = 0; m < MODES; m++)
		unlink(outs[m]);
	return 0;
}
