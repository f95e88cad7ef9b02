/* apart.c: the side of guiju: forks, asks, waits no longer than the deadline, and tells how the other process ended. */
#include "engine/run/apart.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/tr.h"
#include "engine/run/apart_child.h"
#include "engine/run/frame_io.h"
#include "engine/run/host.h"

enum { POLL_MS = 50, GRACE_MS = 2000 };

struct guiju_source { /* what guiju has in its hands instead of the plugin's */
	struct gj_side *side;
	const struct guiju_host *host;
	struct apart_shared *shared;
	int fd;
	pid_t pid; /* 0: it has ended */
	struct gj_buf request, answer;
	struct gj_buf batch;      /* the answer that the texts of the last batch point into */
	struct guiju_text *cells; /* owned; of the last heading or row */
	size_t room;
};

static int32_t say(struct guiju_source *s, const char *format, const char *what)
{
	char text[GJ_ERR_TEXT];

	snprintf(text, sizeof text, format, s->side->plugin->name, what);
	return s->host->fail(s->side, text);
}

/* It is dead or is killed now. */
static int32_t ended(struct guiju_source *s, bool hung)
{
	int status = 0;

	if (s->pid == 0)
		return say(s, tr("the process of plugin %s has ended%s"), "");
	if (hung)
		kill(s->pid, SIGKILL);
	while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR)
		;
	s->pid = 0;
	if (hung)
		return say(s, tr("plugin %s hung and was ended%s; its author must mend it"), "");
	if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
		return say(s,
		           tr("plugin %s crashed in its own process (%s); its author must mend it: "
		              "guiju plugin test finds out more"),
		           strsignal(WTERMSIG(status)));
	return say(s,
	           tr("plugin %s ended its own process%s, which a plugin must never do; its author "
	              "must mend it"),
	           "");
}

/* Until there is something to read; false: it is time to give it up. */
static bool wait_answer(struct guiju_source *s)
{
	struct pollfd p = { .fd = s->fd, .events = POLLIN };
	int64_t give_up = 0;

	for (;;) {
		if (poll(&p, 1, POLL_MS) > 0)
			return true;
		if (!gj_side_canceled(s->side))
			continue;
		atomic_store(&s->shared->stop, 1);
		if (give_up == 0)
			give_up = gj_side_clock() + GRACE_MS;
		else if (gj_side_clock() > give_up)
			return false;
	}
}

static void pass_log(struct guiju_source *s, struct gj_frame *f)
{
	uint32_t n = gj_frame_u32(f);
	char line[GJ_ERR_TEXT];
	struct gj_frame logs;
	size_t size;

	logs.at = gj_frame_text(f, &size);
	if (logs.at == NULL)
		return;
	logs.end = logs.at + size;
	logs.bad = false;
	while (n-- > 0 && !logs.bad) {
		int32_t level = (int32_t)gj_frame_u32(&logs);
		const char *text = gj_frame_text(&logs, &size);

		snprintf(line, sizeof line, "%.*s", text ? (int)(size < sizeof line ? size : 0) : 0,
		         text ? text : "");
		if (!logs.bad)
			s->host->log(s->side, level, line);
	}
}

/* The answer's head; *f is behind it. */
static int32_t hear(struct guiju_source *s, struct gj_frame *f)
{
	char said[GJ_ERR_TEXT];
	const char *text;
	int32_t code;
	size_t n;

	if (!wait_answer(s))
		return ended(s, true);
	if (!gj_frame_receive(s->fd, &s->answer))
		return ended(s, false);
	*f = (struct gj_frame){ .at = s->answer.data, .end = s->answer.data + s->answer.n };
	code = (int32_t)gj_frame_u32(f);
	text = gj_frame_text(f, &n);
	if (text && n > 0 && n < sizeof said) {
		memcpy(said, text, n);
		said[n] = '\0';
		s->host->fail(s->side, said);
	}
	pass_log(s, f);
	return code;
}

static int32_t ask(struct guiju_source *s, uint32_t what, uint32_t row, struct gj_frame *f)
{
	*f = (struct gj_frame){ .bad = true };
	if (s->pid == 0)
		return ended(s, false);
	atomic_store(&s->shared->stop, 0);
	gj_buf_clear(&s->request);
	gj_frame_put_u32(&s->request, what);
	gj_frame_put_u32(&s->request, row);
	if (s->request.failed)
		return GUIJU_NOMEM;
	if (!gj_frame_send(s->fd, &s->request))
		return ended(s, false);
	return hear(s, f);
}

static void free_all(struct guiju_source *s)
{
	if (s->pid > 0)
		ended(s, true);
	if (s->fd >= 0)
		close(s->fd);
	if (s->shared)
		munmap(s->shared, sizeof *s->shared);
	gj_buf_fini(&s->request);
	gj_buf_fini(&s->answer);
	gj_buf_fini(&s->batch);
	free(s->cells);
	free(s);
}

/* Forked from a thread among others: the child touches memory, the plugin and the socket, and no lock but those that the
 * C library takes care of in fork(). */
static int32_t start(struct guiju_source *s, const struct guiju_open *args)
{
	void *shared = mmap(NULL, sizeof *s->shared, PROT_READ | PROT_WRITE,
	                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int fds[2];

	if (shared == MAP_FAILED)
		return GUIJU_NOMEM;
	s->shared = shared;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
		return say(s, tr("no process for plugin %s: %s"), strerror(errno));
	s->fd = fds[0];
	fflush(NULL);
	s->pid = fork();
	if (s->pid == 0) {
		close(fds[0]);
		apart_child_run(fds[1], s->host, args, s->shared);
	}
	close(fds[1]);
	if (s->pid < 0) {
		s->pid = 0;
		return say(s, tr("no process for plugin %s: %s"), strerror(errno));
	}
	return GUIJU_OK;
}

static int32_t apart_open(const struct guiju_host *host, const struct guiju_open *args,
                          struct guiju_source **out)
{
	struct guiju_source *s = calloc(1, sizeof *s);
	struct gj_frame f;
	int32_t code;

	if (s == NULL)
		return GUIJU_NOMEM;
	s->side = args->host_data;
	s->host = host;
	s->fd = -1;
	gj_buf_init(&s->request);
	gj_buf_init(&s->answer);
	gj_buf_init(&s->batch);
	code = start(s, args);
	if (code == GUIJU_OK)
		code = hear(s, &f);
	if (code != GUIJU_OK) {
		char said[GJ_ERR_TEXT];

		/* How it ended is not why. */
		snprintf(said, sizeof said, "%s", s->side->said);
		free_all(s);
		if (said[0] != '\0')
			host->fail(args->host_data, said);
		return code;
	}
	*out = s;
	return GUIJU_OK;
}

static void take_texts(struct gj_frame *f, struct guiju_text *texts, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		texts[i].data = gj_frame_text(f, &texts[i].size);
		if (texts[i].data == NULL)
			texts[i].size = 0;
	}
}

static void take_bytes(struct gj_frame *f, void *to, size_t n)
{
	const char *from = gj_frame_bytes(f, n);

	if (from && n > 0)
		memcpy(to, from, n);
}

static void take_complaints(struct guiju_source *s, struct gj_frame *f)
{
	uint64_t n = gj_frame_u64(f);
	char reason[GJ_ERR_TEXT];

	for (; n > 0 && !f->bad; n--) {
		uint32_t row = gj_frame_u32(f);
		uint32_t column = gj_frame_u32(f);
		size_t raw_size, size;
		const char *raw = gj_frame_text(f, &raw_size);
		const char *text = gj_frame_text(f, &size);

		if (f->bad)
			return;
		snprintf(reason, sizeof reason, "%.*s", (int)(size < sizeof reason ? size : 0),
		         text);
		if (column == UINT32_MAX)
			s->host->bad_row(s->side, row, reason);
		else
			s->host->bad_cell(s->side, row, column, raw, raw_size, reason);
	}
}

static int32_t apart_read(struct guiju_source *s, struct guiju_batch *b)
{
	struct gj_frame f;
	int32_t code = ask(s, APART_READ, 0, &f);
	struct gj_buf before;
	size_t rows;
	uint32_t i;

	if (code != GUIJU_OK)
		return code;
	b->rows = gj_frame_u32(&f);
	rows = b->rows < b->capacity ? b->rows : b->capacity;
	take_bytes(&f, b->places, rows * sizeof *b->places);
	take_bytes(&f, b->broken, rows);
	for (i = 0; i < b->n_columns; i++) {
		struct guiju_cells *c = guiju_cells_at(b, i);

		take_bytes(&f, c->states, rows);
		if (c->texts)
			take_texts(&f, c->texts, rows);
		else
			take_bytes(&f, c->numbers, rows * sizeof *c->numbers);
	}
	take_complaints(s, &f);
	if (f.bad)
		return say(s, tr("the process of plugin %s gave an answer that makes no sense%s"),
		           "");
	/* Kept apart from the answers that come before the next batch. */
	before = s->batch;
	s->batch = s->answer;
	s->answer = before;
	return GUIJU_OK;
}

static int32_t take_cells(struct guiju_source *s, int32_t code, struct gj_frame *f,
                          const struct guiju_text **cells, size_t *n)
{
	struct guiju_text *grown;
	uint64_t count;

	if (code != GUIJU_OK)
		return code;
	count = gj_frame_u64(f);
	/* Each has a length of eight bytes at least. */
	if (f->bad || count > (size_t)(f->end - f->at) / 8)
		return say(s, tr("the process of plugin %s gave an answer that makes no sense%s"),
		           "");
	if (count > s->room) {
		grown = realloc(s->cells, (size_t)count * sizeof *grown);
		if (grown == NULL)
			return GUIJU_NOMEM;
		s->cells = grown;
		s->room = (size_t)count;
	}
	take_texts(f, s->cells, (size_t)count);
	*cells = s->cells;
	*n = (size_t)count;
	return GUIJU_OK;
}

static int32_t ask_cells(struct guiju_source *s, uint32_t what, uint32_t row,
                         const struct guiju_text **cells, size_t *n)
{
	struct gj_frame f;

	return take_cells(s, ask(s, what, row, &f), &f, cells, n);
}

static int32_t apart_heading(struct guiju_source *s, const struct guiju_text **cells, size_t *n)
{
	return ask_cells(s, APART_HEADING, 0, cells, n);
}

static int32_t apart_raw_row(struct guiju_source *s, uint32_t row, const struct guiju_text **cells,
                             size_t *n)
{
	return ask_cells(s, APART_RAW, row, cells, n);
}

static void apart_progress(struct guiju_source *s, uint64_t *done, uint64_t *all)
{
	struct gj_frame f;

	if (s->pid == 0 || ask(s, APART_PROGRESS, 0, &f) != GUIJU_OK)
		return;
	*done = gj_frame_u64(&f);
	*all = gj_frame_u64(&f);
}

static int32_t apart_cursor(struct guiju_source *s, struct guiju_text *out)
{
	struct gj_frame f;
	int32_t code = ask(s, APART_CURSOR, 0, &f);

	if (code == GUIJU_OK)
		take_texts(&f, out, 1);
	return code;
}

static void apart_close(struct guiju_source *s)
{
	struct gj_frame f;
	int status;

	if (s->pid > 0 && ask(s, APART_CLOSE, 0, &f) == GUIJU_OK && s->pid > 0) {
		while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR)
			;
		s->pid = 0;
	}
	free_all(s);
}

const struct guiju_source_ops *gj_apart_ops(void)
{
	static const struct guiju_source_ops ops = {
		.size = sizeof ops,
		.open = apart_open,
		.read = apart_read,
		.close = apart_close,
		.heading = apart_heading,
		.raw_row = apart_raw_row,
		.progress = apart_progress,
		.cursor = apart_cursor,
	};

	return &ops;
}
