/* conform_source.c: the trials of a source on an input that is good. */
#include <stdio.h>
#include <string.h>

#include "engine/base/tr.h"
#include "engine/run/conform_spy.h"

enum { REPEATS = 20, ALLOCATIONS_MAX = 3000, STEPS_MAX = 300 };

/* A good reading to hold others against; false when there is none: that was said. */
static bool first(struct spy *s, struct conform *c)
{
	if (!spy_init(s, c))
		return false;
	spy_whole(s);
	if (s->code == GUIJU_END && c->findings == 0)
		return true;
	if (c->findings == 0)
		conform_say(c, tr("it does not read the input: %s"),
		            s->said[0] ? s->said : tr("it says that it is not its own"));
	spy_fini(s);
	return false;
}

static void reads(struct conform *c)
{
	struct spy s;

	if (!first(&s, c))
		return;
	if (s.n_rows == 0)
		conform_say(c, tr("it reads no row: give an input with at least three"));
	spy_fini(&s);
}

/* Rows must not depend on the room that there is for them. */
static void capacities(struct conform *c)
{
	static const uint32_t rooms[] = { 1, 2, 7, 1000 };
	struct spy whole, s;
	char when[100];
	size_t i;

	if (!first(&whole, c))
		return;
	for (i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
		if (!spy_init(&s, c))
			break;
		s.capacity = rooms[i];
		spy_whole(&s);
		snprintf(when, sizeof when, tr("with room for %u rows"), (unsigned)rooms[i]);
		if (!spy_same(&whole, &s, when))
			i = sizeof rooms / sizeof rooms[0];
		spy_fini(&s);
	}
	spy_fini(&whole);
}

static void newer(struct conform *c)
{
	struct spy whole, s;

	if (!first(&whole, c))
		return;
	if (spy_init(&s, c)) {
		s.later = CONFORM_LATER;
		spy_whole(&s);
		spy_same(&whole, &s,
		         tr("with the longer structs of a newer guiju (step through arrays with "
		            "guiju_column_at() and guiju_cells_at())"));
		spy_fini(&s);
	}
	spy_fini(&whole);
}

static void together(struct conform *c)
{
	struct spy whole, a, b;
	bool more = true;

	if (!first(&whole, c))
		return;
	if (spy_init(&a, c) && spy_init(&b, c)) {
		a.capacity = 1;
		b.capacity = 2;
		if (spy_open(&a) == GUIJU_OK && spy_open(&b) == GUIJU_OK) {
			while (more) {
				more = a.code == GUIJU_OK && spy_read(&a) == GUIJU_OK;
				more |= b.code == GUIJU_OK && spy_read(&b) == GUIJU_OK;
			}
		}
		spy_close(&a);
		spy_close(&b);
		if (spy_same(&whole, &a,
		             tr("with two sources open at once (keep no changeable globals)")))
			spy_same(&whole, &b,
			         tr("with two sources open at once (keep no changeable globals)"));
		spy_fini(&a);
		spy_fini(&b);
	}
	spy_fini(&whole);
}

/* Stopped at its first question, its second, ... until it gets to the end before. */
static void stopped(struct conform *c)
{
	long step;

	for (step = 0; step < STEPS_MAX; step++) {
		struct spy s;
		int32_t code;

		if (!spy_init(&s, c))
			return;
		s.capacity = 2;
		s.stop_after = step;
		code = spy_open(&s);
		/* The host stops reading then; each call had to come back soon. */
		while (code == GUIJU_OK && !c->shared->stopped)
			code = spy_read(&s);
		spy_close(&s);
		spy_fini(&s);
		if (s.asked <= step) {
			if (s.asked == 0)
				conform_say(c, tr("it never asks host->canceled(): nobody could "
				                  "stop a long reading"));
			return;
		}
	}
}

/* Every other time it is closed in the middle. */
static void once_more(struct conform *c, unsigned i)
{
	struct spy s;

	if (!spy_init(&s, c))
		return;
	if (i % 2 == 0)
		spy_whole(&s);
	else if (spy_open(&s) == GUIJU_OK)
		spy_read(&s);
	spy_close(&s);
	spy_fini(&s);
}

static void repeated(struct conform *c)
{
	conform_repeat(c, REPEATS, once_more, tr("open, read and close"));
}

static void memory(struct conform *c)
{
	struct spy whole;
	long n;

	if (!first(&whole, c))
		return;
	if (conform_take_malloc(c) == 0) {
		spy_fini(&whole);
		return;
	}
	for (n = 1; n < ALLOCATIONS_MAX && c->findings == 0; n++) {
		struct spy s;

		conform_fail_at(0);
		if (!spy_init(&s, c))
			break;
		conform_fail_at(n);
		spy_whole(&s);
		if (s.code == GUIJU_END && s.n_rows != whole.n_rows)
			conform_say(c,
			            tr("memory ran out and it read %zu rows of %zu as if that "
			               "were all: say GUIJU_NOMEM"),
			            s.n_rows, whole.n_rows);
		spy_fini(&s);
		if (conform_allocations() < n)
			break;
	}
	conform_fail_at(0);
	spy_fini(&whole);
}

static void progress(struct conform *c)
{
	uint64_t done = 0, all = 0, before = 0;
	struct spy s;

	if (c->table->source->progress == NULL || !spy_init(&s, c))
		return;
	s.capacity = 2;
	if (spy_open(&s) == GUIJU_OK)
		do {
			spy_begin(&s, "progress");
			c->table->source->progress(s.in, &done, &all);
			spy_end(&s, "progress", GUIJU_OK);
			if (done > all || done < before) {
				conform_say(c, tr("progress() says %llu of %llu after %llu"),
				            (unsigned long long)done, (unsigned long long)all,
				            (unsigned long long)before);
				break;
			}
			before = done;
		} while (spy_read(&s) == GUIJU_OK);
	spy_close(&s);
	spy_fini(&s);
}

/* Read a part, ask where that was, and go on from there: nothing is lost, nothing comes twice. */
static void cursor_goes_on(struct conform *c, const struct spy *whole)
{
	struct guiju_text cursor = { .data = "" };
	char text[GJ_SOURCE_CURSOR + 1] = "";
	struct spy a, b;

	if (!spy_init(&a, c) || !spy_init(&b, c))
		return;
	a.capacity = 2;
	if (spy_open(&a) == GUIJU_OK && spy_read(&a) == GUIJU_OK) {
		spy_begin(&a, "cursor");
		if (spy_end(&a, "cursor", c->table->source->cursor(a.in, &cursor)) == GUIJU_OK &&
		    cursor.size <= GJ_SOURCE_CURSOR && (cursor.data || cursor.size == 0))
			memcpy(text, cursor.data ? cursor.data : "", cursor.size);
		else
			conform_say(c, tr("cursor() gives no text of at most %d bytes"),
			            GJ_SOURCE_CURSOR);
	}
	spy_close(&a);
	b.cursor = text;
	if (text[0] != '\0') {
		spy_whole(&b);
		if (a.n_rows + b.n_rows != whole->n_rows)
			conform_say(c,
			            tr("opened again with its cursor after %zu rows it reads "
			               "%zu, not the other %zu"),
			            a.n_rows, b.n_rows, whole->n_rows - a.n_rows);
	}
	spy_fini(&a);
	spy_fini(&b);
}

static void cursors(struct conform *c)
{
	struct spy whole, s;

	if (c->table->source->cursor == NULL || !first(&whole, c))
		return;
	cursor_goes_on(c, &whole);
	if (spy_init(&s, c)) {
		s.cursor = "?no cursor of yours?";
		if (spy_whole(&s) == GUIJU_END)
			conform_say(c, tr("it takes a cursor that it never gave: say "
			                  "GUIJU_FAILED"));
		spy_fini(&s);
	}
	spy_fini(&whole);
}

const struct conform_trial conform_source_trials[] = {
	{ TR_NOOP("reads a good input"), true, false, true, reads },
	{ TR_NOOP("the same rows in batches of any size"), true, false, true, capacities },
	{ TR_NOOP("works with a newer guiju"), true, false, true, newer },
	{ TR_NOOP("two sources at once"), true, false, true, together },
	{ TR_NOOP("stops at every step"), true, false, true, stopped },
	{ TR_NOOP("opened and closed again and again"), true, false, true, repeated },
	{ TR_NOOP("memory runs out"), true, false, true, memory },
	{ TR_NOOP("progress"), true, false, true, progress },
	{ TR_NOOP("goes on from its cursor"), true, false, true, cursors },
	{ 0 },
};
