/* apart_child.c: calls the real source on behalf of the other process, and packs what came of it. */
#include "engine/run/apart_child.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "engine/run/frame_io.h"
#include "engine/run/host.h"

/* The fork has copied all that guiju knows: columns, options, dictionary. Only what a call changes is sent. */
struct child {
	int fd;
	struct apart_shared *shared;
	struct gj_source *s; /* this process's copy */
	const struct guiju_source_ops *ops;
	struct guiju_source *in;
	struct gj_buf out, logs, request;
	uint32_t n_logs;
};

static void child_log(void *ctx, int level, const char *text)
{
	struct child *c = ctx;

	c->n_logs++;
	gj_frame_put_u32(&c->logs, (uint32_t)level);
	gj_frame_put_text(&c->logs, text, strlen(text));
}

static bool child_canceled(void *ctx)
{
	struct child *c = ctx;

	return atomic_load(&c->shared->stop) != 0;
}

/* Every answer begins with the code, what was said, and the log. */
static void begin(struct child *c, int32_t code)
{
	gj_buf_clear(&c->out);
	gj_frame_put_u32(&c->out, (uint32_t)(c->s->side.no_memory ? GUIJU_NOMEM : code));
	gj_frame_put_text(&c->out, c->s->side.said, strlen(c->s->side.said));
	gj_frame_put_u32(&c->out, c->n_logs);
	gj_frame_put_text(&c->out, c->logs.data, c->logs.n);
	gj_buf_clear(&c->logs);
	c->n_logs = 0;
}

static void put_texts(struct gj_buf *out, const struct guiju_text *texts, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		gj_frame_put_text(out, texts[i].data, texts[i].data ? texts[i].size : 0);
}

static void put_complaints(struct child *c)
{
	size_t i;

	gj_frame_put_u64(&c->out, c->s->n_complaints);
	for (i = 0; i < c->s->n_complaints; i++) {
		const struct gj_complaint *x = &c->s->complaints[i];
		size_t column = 0;

		while (x->fact && c->s->wanted.facts[column] != x->fact)
			column++;
		gj_frame_put_u32(&c->out, x->row);
		gj_frame_put_u32(&c->out, x->fact ? (uint32_t)column : UINT32_MAX);
		gj_frame_put_text(&c->out, x->raw, strlen(x->raw));
		gj_frame_put_text(&c->out, x->reason, strlen(x->reason));
	}
}

static void put_batch(struct child *c, const struct guiju_batch *b)
{
	size_t rows = b->rows < c->s->capacity ? b->rows : c->s->capacity;
	size_t i;

	gj_frame_put_u32(&c->out, b->rows);
	gj_frame_put_bytes(&c->out, c->s->places, rows * sizeof *c->s->places);
	gj_frame_put_bytes(&c->out, c->s->broken, rows);
	for (i = 0; i < c->s->wanted.n; i++) {
		const struct guiju_cells *cells = &c->s->cells[i];

		gj_frame_put_bytes(&c->out, cells->states, rows);
		if (cells->texts)
			put_texts(&c->out, cells->texts, rows);
		else
			gj_frame_put_bytes(&c->out, cells->numbers, rows * sizeof *cells->numbers);
	}
	put_complaints(c);
}

static void answer_read(struct child *c)
{
	struct guiju_batch *b = &c->s->batch;
	int32_t code;

	gj_source_reset(c->s);
	c->s->reading = true;
	code = c->ops->read(c->in, b);
	c->s->reading = false;
	begin(c, code);
	if (code == GUIJU_OK) {
		gj_source_point(c->s, b->rows);
		put_batch(c, b);
	}
}

static void answer_cells(struct child *c, struct gj_frame *f, int what)
{
	const struct guiju_text *cells = NULL;
	uint32_t row = gj_frame_u32(f);
	int32_t code = GUIJU_OK;
	size_t n = 0;

	gj_side_begin(&c->s->side);
	if (c->ops->heading && c->ops->raw_row)
		code = what == APART_HEADING ? c->ops->heading(c->in, &cells, &n)
		                             : c->ops->raw_row(c->in, row, &cells, &n);
	begin(c, code);
	if (code == GUIJU_OK) {
		n = cells ? n : 0;
		gj_frame_put_u64(&c->out, n);
		put_texts(&c->out, cells, n);
	}
}

static void answer_progress(struct child *c)
{
	uint64_t done = 0, all = 0;

	gj_side_begin(&c->s->side);
	if (c->ops->progress)
		c->ops->progress(c->in, &done, &all);
	begin(c, GUIJU_OK);
	gj_frame_put_u64(&c->out, done);
	gj_frame_put_u64(&c->out, all);
}

static void answer_cursor(struct child *c)
{
	struct guiju_text cursor = { .data = "" };
	int32_t code = GUIJU_OK;

	gj_side_begin(&c->s->side);
	if (c->ops->cursor)
		code = c->ops->cursor(c->in, &cursor);
	begin(c, code);
	if (code == GUIJU_OK)
		gj_frame_put_text(&c->out, cursor.data, cursor.data ? cursor.size : 0);
}

static bool answer(struct child *c)
{
	struct gj_frame f;
	uint32_t what;

	if (!gj_frame_receive(c->fd, &c->request))
		return false;
	f = (struct gj_frame){ .at = c->request.data, .end = c->request.data + c->request.n };
	what = gj_frame_u32(&f);
	switch (what) {
	case APART_READ:
		answer_read(c);
		break;
	case APART_HEADING:
	case APART_RAW:
		answer_cells(c, &f, (int)what);
		break;
	case APART_PROGRESS:
		answer_progress(c);
		break;
	case APART_CURSOR:
		answer_cursor(c);
		break;
	default: /* a number of another process, not an enum */
		gj_side_begin(&c->s->side);
		c->ops->close(c->in);
		begin(c, GUIJU_OK);
		gj_frame_send(c->fd, &c->out);
		return false;
	}
	return gj_frame_send(c->fd, &c->out);
}

void apart_child_run(int fd, const struct guiju_host *host, const struct guiju_open *args,
                     struct apart_shared *shared)
{
	struct gj_side *side = args->host_data;
	struct child c = {
		.fd = fd, .shared = shared, .s = side->source, .ops = side->plugin->source
	};
	int32_t code;

	/* Also when guiju itself is killed. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_IGN); /* guiju hears it and says so through canceled() */
	gj_buf_init(&c.out);
	gj_buf_init(&c.logs);
	gj_buf_init(&c.request);
	side->log = side->log ? child_log : NULL;
	side->canceled = child_canceled;
	side->ctx = &c;
	gj_side_begin(side);
	code = c.ops->open(host, args, &c.in);
	if (code == GUIJU_OK && c.in == NULL)
		code = GUIJU_FAILED;
	begin(&c, code);
	if (gj_frame_send(fd, &c.out) && code == GUIJU_OK)
		while (answer(&c))
			;
	/* Not a step of what guiju would do at its own end. */
	raise(SIGKILL);
}
