/* conform_child.c: forks a process that tries the plugin, hears its findings, and notes how it ends. */
#include "engine/run/conform_child.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/run/side.h"

enum { TRIAL_MS = 120000, POLL_MS = 20 };

/* What a plugin must leave as it is, since all of guiju has it in common. */
struct manners {
	char folder[1024], locale[256];
	mode_t mask;
	void (*pipe)(int), (*term)(int), (*interrupt)(int);
};

static void (*handler(int number))(int)
{
	struct sigaction action;

	return sigaction(number, NULL, &action) == 0 ? action.sa_handler : SIG_ERR;
}

static void look(struct manners *m)
{
	const char *locale = setlocale(LC_ALL, NULL);

	memset(m, 0, sizeof *m);
	if (getcwd(m->folder, sizeof m->folder) == NULL)
		m->folder[0] = '\0';
	snprintf(m->locale, sizeof m->locale, "%s", locale ? locale : "");
	m->mask = umask(0);
	umask(m->mask);
	m->pipe = handler(SIGPIPE);
	m->term = handler(SIGTERM);
	m->interrupt = handler(SIGINT);
}

static void judge_manners(struct conform *c, const struct manners *before)
{
	struct manners now;

	look(&now);
	if (strcmp(now.folder, before->folder) != 0)
		conform_say(c, tr("it changes the working folder of the process"));
	if (strcmp(now.locale, before->locale) != 0)
		conform_say(c, tr("it changes the locale of the process"));
	if (now.mask != before->mask)
		conform_say(c, tr("it changes the umask of the process"));
	if (now.pipe != before->pipe || now.term != before->term ||
	    now.interrupt != before->interrupt)
		conform_say(c, tr("it changes what signals do to the process"));
}

/* Words for people go through host->log(): standard output may be a table for a program. */
static void judge_output(struct conform *c, int fd)
{
	if (lseek(fd, 0, SEEK_END) > 0)
		conform_say(c,
		            tr("it writes to standard output or standard error: use host->log()"));
}

static int catch_output(void)
{
	FILE *f = tmpfile();
	int fd = f ? fileno(f) : -1;

	fflush(NULL);
	if (fd < 0)
		return -1;
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	return fd;
}

static void judge_table(struct conform *c)
{
	const char *file = strrchr(gj_plugin_file(c->plugin), '/');
	const char *p = c->table->endings;
	size_t i, n = strlen(c->table->name);

	file = file ? file + 1 : gj_plugin_file(c->plugin);
	if (strncmp(file, c->table->name, n) != 0 || strcmp(file + n, ".so") != 0)
		conform_say(c,
		            tr("its file is called %s and its name is %s: guiju looks for a "
		               "plugin as NAME.so"),
		            file, c->table->name);
	if (c->table->source == NULL && c->table->notifier == NULL)
		conform_say(c, tr("it is neither a source nor a notifier"));
	if (c->table->summary_zh[0] == '\0' || c->table->summary_en[0] == '\0')
		conform_say(c, tr("its summary must be there in Chinese and in English"));
	for (; *p; p += strcspn(p, " "), p += *p == ' ')
		if (*p != '.' || strcspn(p, " ") < 2) {
			conform_say(c, tr("its endings \"%s\" are not like \".csv .txt\""),
			            c->table->endings);
			break;
		}
	for (i = 0; i < c->table->n_options; i++)
		if (c->table->options[i].help_zh == NULL || c->table->options[i].help_en == NULL)
			conform_say(c, tr("its option %s has no help in Chinese and in English"),
			            c->table->options[i].name);
}

/* The whole life of the child; what its parent set up to be done at the end is not its own. */
static void child(struct conform *c, const struct conform_trial *trial)
{
	struct manners before;
	struct gj_err err;
	int output = catch_output();

	conform_watch_crashes(c);
	look(&before);
	snprintf(c->shared->doing, sizeof c->shared->doing, "guiju_plugin_entry");
	c->shared->kill_at = gj_side_clock() + GJ_CONFORM_DEADLINE;
	if (gj_plugin_load(&c->plugin, c->args->file, c->args->path, &err) < 0) {
		conform_say(c, "%s", err.text);
	} else {
		c->shared->doing[0] = '\0';
		c->shared->kill_at = 0;
		c->table = gj_plugin_table(c->plugin);
		if (trial)
			trial->run(c);
		else
			judge_table(c);
		fflush(NULL);
		judge_manners(c, &before);
		judge_output(c, output);
	}
	(void)!write(c->out, "D\n", 2);
	raise(SIGKILL);
}

struct hearing { /* of one child */
	const struct gj_conform_args *args;
	const char *title;
	const struct conform_shared *shared;
	size_t findings;
	struct gj_buf heard;
	char letter; /* of a region that was touched, or 0 */
	bool done, hung;
};

static void finding(struct hearing *h, const char *text)
{
	h->findings++;
	h->args->finding(h->args->ctx, h->title, text);
}

static void hear_lines(struct hearing *h)
{
	char *line = h->heard.data;
	char *end;

	for (; line && (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		if (line[0] == 'F')
			finding(h, line + 1);
		else if (line[0] == 'D')
			h->done = true;
		else
			h->letter = line[0];
	}
}

/* Until the child closes the pipe by its end, or is ended. */
static void hear(struct hearing *h, int fd, pid_t pid)
{
	const int64_t last = gj_side_clock() + TRIAL_MS;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char data[4096];

	for (;;) {
		const int64_t now = gj_side_clock();
		const int64_t kill_at = h->shared->kill_at;
		ssize_t n;

		if ((kill_at > 0 && now > kill_at) || now > last) {
			h->hung = true;
			kill(pid, SIGKILL);
			return;
		}
		if (poll(&p, 1, POLL_MS) <= 0)
			continue;
		n = read(fd, data, sizeof data);
		if (n == 0 || (n < 0 && errno != EINTR))
			return;
		if (n > 0)
			gj_buf_put(&h->heard, data, (size_t)n);
	}
}

static void judge_crash(struct hearing *h, int number)
{
	const char *doing = h->shared->doing[0] ? h->shared->doing : "?";
	char text[GJ_ERR_TEXT];

	if (h->letter == CONFORM_BEHIND)
		snprintf(text, sizeof text,
		         tr("%s() writes behind the end of an array of the batch: its room is "
		            "batch->capacity rows"),
		         doing);
	else if (h->letter == CONFORM_CONST)
		snprintf(text, sizeof text,
		         tr("%s() writes to memory that is guiju's and only to be read"), doing);
	else if (h->letter == CONFORM_GONE)
		snprintf(text, sizeof text,
		         tr("%s() uses a text of a call that is over: copy what is kept"), doing);
	else
		snprintf(text, sizeof text, tr("it crashes in %s() (%s)"), doing,
		         strsignal(number));
	finding(h, text);
}

static void judge_end(struct hearing *h, int status)
{
	const char *doing = h->shared->doing;
	char text[GJ_ERR_TEXT];

	if (h->hung && doing[0] == '\0') {
		finding(h, tr("the trial takes more than two minutes: give a smaller input"));
	} else if (h->hung) {
		snprintf(
		    text, sizeof text,
		    h->shared->stopped
			? tr("%s() hangs: host->canceled() has said 1 and it does not come back")
			: tr("%s() hangs: its deadline is over and it neither comes back nor asks "
		             "host->canceled()"),
		    doing);
		finding(h, text);
	} else if (!h->done && WIFSIGNALED(status)) {
		judge_crash(h, WTERMSIG(status));
	} else if (!h->done) {
		snprintf(text, sizeof text,
		         tr("it ends the process in %s(), which a plugin must never do"),
		         doing[0] ? doing : "?");
		finding(h, text);
	}
}

static struct conform_shared *share(void)
{
	void *p = mmap(NULL, sizeof(struct conform_shared), PROT_READ | PROT_WRITE,
	               MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? NULL : p;
}

int conform_try(size_t *findings, bool *hung, const struct gj_conform_args *args,
                const struct conform_trial *trial, struct gj_err *err)
{
	struct conform_shared *shared = share();
	struct conform c = { .args = args, .shared = shared };
	struct hearing h = {
		.args = args,
		.title = trial ? (trial->title[0] ? tr(trial->title) : "") : tr("its table"),
		.shared = shared,
	};
	int status = 0, rc = 0;
	int fds[2];
	pid_t pid;

	if (shared == NULL)
		return gj_err_nomem(err, args->file);
	if (pipe2(fds, O_CLOEXEC) < 0) {
		rc = gj_err_set(err, GJ_EIO, tr("no pipe to a plugin under trial: %s"),
		                strerror(errno));
		goto err_after_share;
	}
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		close(fds[0]);
		c.out = fds[1];
		child(&c, trial);
	}
	close(fds[1]);
	if (pid < 0) {
		rc = gj_err_set(err, GJ_EIO, tr("no process for a plugin under trial: %s"),
		                strerror(errno));
		goto err_after_pipe;
	}
	gj_buf_init(&h.heard);
	hear(&h, fds[0], pid);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	hear_lines(&h);
	judge_end(&h, status);
	if (h.heard.failed)
		rc = gj_err_nomem(err, args->file);
	gj_buf_fini(&h.heard);
	*findings = h.findings;
	*hung = h.hung;
err_after_pipe:
	close(fds[0]);
err_after_share:
	munmap(shared, sizeof *shared);
	return rc;
}
