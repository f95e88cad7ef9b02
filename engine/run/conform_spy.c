/* conform_spy.c: the host that a plugin under trial sees: the real one's answers, and a note of each question. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/run/conform_spy.h"

/* What is not said of a trial whose input is broken on purpose. */
#define SAY(s, ...) \
	do { \
		if (!(s)->mute) \
			conform_say((s)->c, __VA_ARGS__); \
	} while (0)

/* What every function of the host asks first. */
static void enter(struct spy *s, const char *function)
{
	if (s->thread != gettid())
		conform_say(s->c,
		            tr("it calls host->%s() from a thread of its own; only the thread "
		               "that guiju calls it on may"),
		            function);
	else if (s->c->shared->doing[0] == '\0')
		conform_say(s->c, tr("it calls host->%s() outside of any call of guiju's"),
		            function);
}

/* One line of UTF-8, and no secret in it. */
static void judge_text(struct spy *s, const char *text, const char *where)
{
	char copy[GJ_ERR_TEXT];
	size_t n;

	if (text == NULL) {
		SAY(s, tr("it gives NULL as the text for %s"), where);
		return;
	}
	n = strnlen(text, sizeof copy - 1);
	if (gj_text_valid(text, n) != n && strlen(text) == n)
		SAY(s, tr("its text for %s is not UTF-8"), where);
	memcpy(copy, text, n);
	if (gj_side_hide(&s->side, copy, n) != n)
		conform_say(s->c, tr("it shows a secret option in its text for %s"), where);
}

static void spy_log(void *in, int32_t level, const char *text)
{
	struct spy *s = in;

	enter(s, "log");
	judge_text(s, text, "host->log()");
	if (level < GUIJU_LOG_DEBUG || level > GUIJU_LOG_WARNING)
		SAY(s, tr("it logs with the level %d, which there is not"), (int)level);
}

static int32_t spy_fail(void *in, const char *text)
{
	struct spy *s = in;

	enter(s, "fail");
	judge_text(s, text, "host->fail()");
	s->complained = text && text[0] != '\0';
	snprintf(s->said, sizeof s->said, "%s", text ? text : "");
	return GUIJU_FAILED;
}

static const char *spy_option(void *in, const char *name)
{
	struct spy *s = in;
	const char *value;

	enter(s, "option");
	if (s->option && name && strcmp(name, s->option) == 0)
		return s->value;
	value = gj_host_table()->option(&s->side, name);
	if (value == NULL)
		conform_say(s->c, tr("it asks for the option \"%s\", which it does not declare"),
		            name ? name : "(NULL)");
	return value;
}

static int32_t spy_find_column(void *in, const char *text, size_t size)
{
	struct spy *s = in;

	enter(s, "find_column");
	return s->no_columns ? -1 : gj_host_table()->find_column(&s->side, text, size);
}

static void spy_parse(void *in, uint32_t column, const char *text, size_t size,
                      struct guiju_value *value)
{
	struct spy *s = in;

	enter(s, "parse");
	if (value == NULL || value->size < sizeof *value) {
		conform_say(s->c, tr("it calls host->parse() with a value whose size is not set"));
		return;
	}
	if (column >= s->source.wanted.n)
		conform_say(s->c, tr("it asks host->parse() for column %u of %zu"),
		            (unsigned)column, s->source.wanted.n);
	gj_host_table()->parse(&s->side, column, text, size, value);
}

static void spy_bad_cell(void *in, uint32_t row, uint32_t column, const char *raw, size_t size,
                         const char *reason)
{
	struct spy *s = in;

	(void)raw;
	(void)size;
	enter(s, "bad_cell");
	judge_text(s, reason, "host->bad_cell()");
	if (!s->reading)
		conform_say(s->c, tr("it calls host->bad_cell() outside of read()"));
	else if (row >= s->batch.capacity || column >= s->source.wanted.n)
		conform_say(s->c,
		            tr("it calls host->bad_cell() for row %u, column %u, which the "
		               "batch does not have"),
		            (unsigned)row, (unsigned)column);
	else
		s->reported[(size_t)row * s->source.wanted.n + column] = 1;
}

static void spy_bad_row(void *in, uint32_t row, const char *reason)
{
	struct spy *s = in;

	enter(s, "bad_row");
	judge_text(s, reason, "host->bad_row()");
	if (!s->reading)
		conform_say(s->c, tr("it calls host->bad_row() outside of read()"));
	else if (row >= s->batch.capacity)
		conform_say(
		    s->c, tr("it calls host->bad_row() for row %u, which the batch does not have"),
		    (unsigned)row);
	else
		s->reported[s->batch.capacity * s->source.wanted.n + row] = 1;
}

static bool stops(struct spy *s)
{
	bool stop = (s->stop_after >= 0 && s->asked >= s->stop_after) || gj_side_late(&s->side);

	s->asked++;
	if (stop && !s->c->shared->stopped) {
		s->c->shared->stopped_at = gj_side_clock();
		s->c->shared->stopped = 1;
		s->c->shared->kill_at = s->c->shared->stopped_at + 3 * CONFORM_GRACE;
	}
	return stop;
}

static int32_t spy_canceled(void *in)
{
	struct spy *s = in;

	enter(s, "canceled");
	return stops(s);
}

static int64_t spy_time_left(void *in)
{
	struct spy *s = in;

	enter(s, "time_left");
	s->asked++;
	return gj_side_left(&s->side);
}

static int64_t spy_now(void *in)
{
	struct spy *s = in;

	enter(s, "now");
	return gj_host_table()->now(&s->side);
}

/* In pages that are only to be read, with room behind them as a newer guiju has. */
struct guiju_host *spy_host(struct spy *s)
{
	size_t n = sizeof(struct guiju_host) + s->later;
	struct guiju_host *host = conform_pages(n);

	if (host == NULL)
		return NULL;
	*host = (struct guiju_host){
		.size = (uint32_t)n,
		.abi_minor = GUIJU_ABI_MINOR + (s->later > 0),
		.log = spy_log,
		.fail = spy_fail,
		.option = spy_option,
		.find_column = spy_find_column,
		.parse = spy_parse,
		.bad_cell = spy_bad_cell,
		.bad_row = spy_bad_row,
		.canceled = spy_canceled,
		.time_left = spy_time_left,
		.now = spy_now,
	};
	conform_forbid(s->c, host, n, CONFORM_CONST);
	return host;
}

bool spy_init(struct spy *s, struct conform *c)
{
	struct gj_err err;

	*s = (struct spy){
		.c = c,
		.capacity = 64,
		.stop_after = -1,
		.location = c->args->location,
		.side = { .plugin = c->table,
		          .deadline = c->args->deadline ? c->args->deadline : GJ_CONFORM_DEADLINE },
		.thread = gettid(),
	};
	s->side.source = &s->source;
	if (gj_side_options(&s->side, c->args->options, c->args->n_options, &err) < 0 ||
	    gj_wanted_init(&s->source.wanted, c->args->facts, c->args->list, NULL, &err) < 0) {
		conform_say(c, "%s", err.text);
		spy_fini(s);
		return false;
	}
	return true;
}

void spy_fini(struct spy *s)
{
	gj_side_fini(&s->side);
	gj_wanted_fini(&s->source.wanted);
	free(s->reported);
	free(s->rows);
	s->reported = NULL;
	s->rows = NULL;
}

void spy_begin(struct spy *s, const char *doing)
{
	s->complained = false;
	s->said[0] = '\0';
	gj_side_begin(&s->side);
	s->c->shared->stopped = 0;
	s->c->shared->kill_at = gj_side_clock() + s->side.deadline + 3 * CONFORM_GRACE;
	snprintf(s->c->shared->doing, sizeof s->c->shared->doing, "%s", doing);
}

/* How long a call took after it was told to stop. */
static void judge_time(struct spy *s, const char *doing)
{
	int64_t late;

	if (!s->c->shared->stopped && gj_side_late(&s->side)) {
		conform_say(s->c,
		            tr("%s() took longer than its deadline of %u ms and never asked "
		               "host->canceled()"),
		            doing, (unsigned)s->side.deadline);
		return;
	}
	late = s->c->shared->stopped ? gj_side_clock() - s->c->shared->stopped_at : 0;
	if (late > CONFORM_GRACE)
		conform_say(s->c,
		            tr("%s() went on for %lld ms after host->canceled() had said 1; "
		               "a second is what it has"),
		            doing, (long long)late);
}

int32_t spy_end(struct spy *s, const char *doing, int32_t code)
{
	bool not_mine = code == GUIJU_NOT_MINE && strcmp(doing, "open") == 0 && !s->notifier_open;
	bool end = code == GUIJU_END && strcmp(doing, "read") == 0;

	s->c->shared->doing[0] = '\0';
	s->c->shared->kill_at = 0;
	s->code = code;
	judge_time(s, doing);
	if (code == GUIJU_FAILED && !s->complained)
		conform_say(s->c,
		            tr("%s() says GUIJU_FAILED and not why: give host->fail() a "
		               "sentence for the user"),
		            doing);
	else if (code != GUIJU_OK && code != GUIJU_FAILED && code != GUIJU_NOMEM && !not_mine &&
	         !end)
		conform_say(s->c, tr("%s() gives %d, which is not among what it may say"), doing,
		            (int)code);
	return code;
}
