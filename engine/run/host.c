/* host.c: the functions that guiju offers to a plugin while one of its calls runs. */
#include "engine/run/host.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/base/buf.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/eval/cell.h"

size_t gj_host_clean(char *out, size_t room, const char *s, size_t n)
{
	size_t used = 0;
	size_t i;

	n = n < room + 4 ? n : room + 4;
	while (n > 0 && used + 1 < room) {
		size_t good = gj_text_valid(s, n);

		good = gj_text_cut(s, good, room - 1 - used);
		memcpy(out + used, s, good);
		used += good;
		s += good;
		n -= good;
		if (n == 0 || used + 1 >= room || gj_text_valid(s, n) > 0)
			break;
		out[used++] = '?';
		s++;
		n--;
	}
	for (i = 0; i < used; i++)
		if ((unsigned char)out[i] < ' ' || out[i] == 0x7f)
			out[i] = ' ';
	out[used] = '\0';
	return used;
}

/* Strings of a plugin are not trusted to end. */
static size_t length(const char *text)
{
	return text ? strnlen(text, GJ_ERR_TEXT - 1) : 0;
}

static void host_log(void *in, int32_t level, const char *text)
{
	const struct gj_side *side = in;
	char line[GJ_ERR_TEXT];

	if (side->log == NULL)
		return;
	line[gj_side_hide(side, line, gj_host_clean(line, sizeof line, text, length(text)))] = '\0';
	side->log(side->ctx, level < GUIJU_LOG_DEBUG ? GUIJU_LOG_DEBUG : (int)level, line);
}

static int32_t host_fail(void *in, const char *text)
{
	struct gj_side *side = in;
	size_t n = gj_host_clean(side->said, sizeof side->said, text, length(text));

	side->said[gj_side_hide(side, side->said, n)] = '\0';
	return GUIJU_FAILED;
}

static const char *host_option(void *in, const char *name)
{
	const struct gj_side *side = in;
	size_t i;

	for (i = 0; name && i < side->plugin->n_options; i++)
		if (strcmp(side->plugin->options[i].name, name) == 0)
			return side->options[i] ? side->options[i] : side->plugin->options[i].value;
	return NULL;
}

/* A notifier has no columns: what it asks about them comes to nothing. */
static struct gj_source *source_of(void *in)
{
	const struct gj_side *side = in;

	return side->source;
}

static int32_t host_find_column(void *in, const char *text, size_t size)
{
	struct gj_source *s = source_of(in);

	return s && text ? gj_wanted_find(&s->wanted, text, size) : -1;
}

/* Whether the cell ends in a digit, so that the heading's unit holds for it. */
static bool lacks_unit(const char *text, size_t n)
{
	char last[4];

	n = gj_text_trim(&text, n);
	if (n == 0)
		return false;
	if (n >= 3 && (unsigned char)text[n - 1] >= 0x80) /* a full-width digit */
		return gj_text_fold(last, text + n - 3, 3, GJ_FOLD_WIDTH) == 1 && last[0] >= '0' &&
		       last[0] <= '9';
	return text[n - 1] >= '0' && text[n - 1] <= '9';
}

static enum gj_cell read_cell(struct gj_value *value, struct gj_source *s, uint32_t column,
                              const char *text, size_t size, char *room)
{
	const struct gj_fact *fact = s->wanted.facts[column];
	const char *unit = s->wanted.units[column];
	char joined[128];
	int n;

	if (unit[0] != '\0' && size < sizeof joined - 32 && gj_text_valid(text, size) == size &&
	    lacks_unit(text, size)) {
		n = snprintf(joined, sizeof joined, "%.*s%s", (int)size, text, unit);
		return gj_cell_read(value, fact, joined, (size_t)n, room);
	}
	return gj_cell_read(value, fact, text, size, room);
}

static void host_parse(void *in, uint32_t column, const char *text, size_t size,
                       struct guiju_value *value)
{
	struct gj_source *s = source_of(in);
	struct gj_value got = { .state = GJ_MISSING };
	enum gj_cell why;

	/* 1.0 is the shortest form that there is: less is not the struct at all. */
	if (value == NULL || value->size < sizeof *value)
		return;
	value->state = GUIJU_BAD;
	value->number = 0;
	value->text[0] = '\0';
	value->text_size = 0;
	if (s == NULL || column >= s->wanted.n || (text == NULL && size > 0)) {
		value->reason = tr("the plugin asked for a column that there is not");
		return;
	}
	why = read_cell(&got, s, column, text ? text : "", size, value->text);
	if (why != GJ_CELL_OK) {
		value->reason = gj_cell_reason(why);
		return;
	}
	value->state = (uint32_t)got.state;
	value->number = got.number;
	value->reason = NULL;
	if (got.text)
		value->text_size = strlen(value->text);
}

static bool make_room(struct gj_source *s)
{
	size_t room = s->room ? 2 * s->room : 64;
	struct gj_complaint *grown;

	if (s->n_complaints < s->room)
		return true;
	grown = realloc(s->complaints, room * sizeof *grown);
	if (grown == NULL)
		return false;
	s->complaints = grown;
	s->room = room;
	return true;
}

/* The reason; where a choice was not found, also which may be meant. `raw` is clean. */
static size_t print_reason(char *out, size_t room, const struct gj_fact *fact, const char *raw,
                           size_t n, const char *reason)
{
	size_t used = gj_host_clean(out, room, reason, length(reason));
	struct gj_buf choices;

	if (fact == NULL || strcmp(out, gj_cell_reason(GJ_CELL_NO_OPTION)) != 0)
		return used;
	gj_buf_init(&choices);
	gj_fact_choices(&choices, fact, raw, n);
	if (choices.n > 0 && !choices.failed) {
		used +=
		    gj_host_clean(out + used, room - used, tr(": write "), strlen(tr(": write ")));
		used += gj_host_clean(out + used, room - used, choices.data, choices.n);
	}
	gj_buf_fini(&choices);
	return used;
}

void gj_host_complain(struct gj_source *s, uint32_t row, size_t column, const char *raw, size_t n,
                      const char *reason)
{
	const struct gj_fact *fact = column == SIZE_MAX ? NULL : s->wanted.facts[column];
	char text[GJ_ERR_TEXT];
	char *raw_copy, *reason_copy;
	size_t bit = (size_t)row * s->wanted.n + column;

	s->refused[row] = 1;
	if (column != SIZE_MAX)
		s->reported[bit / 8] |= (uint8_t)(1u << bit % 8);
	if (s->n_complaints >= GJ_SOURCE_COMPLAINTS)
		return;
	n = gj_host_clean(text, n < GJ_SOURCE_RAW ? n + 1 : GJ_SOURCE_RAW + 1, raw ? raw : "",
	                  raw ? n : 0);
	raw_copy = gj_arena_strndup(&s->arena, text, n);
	n = raw_copy ? print_reason(text, sizeof text, fact, raw_copy, n, reason) : 0;
	reason_copy = gj_arena_strndup(&s->arena, n ? text : tr("the plugin gave no reason"),
	                               n ? n : strlen(tr("the plugin gave no reason")));
	if (raw_copy == NULL || reason_copy == NULL || !make_room(s)) {
		s->side.no_memory = true;
		return;
	}
	s->complaints[s->n_complaints++] = (struct gj_complaint){
		.row = row,
		.place = s->places[row],
		.fact = fact,
		.raw = raw_copy,
		.reason = reason_copy,
	};
}

static void host_bad_cell(void *in, uint32_t row, uint32_t column, const char *raw, size_t size,
                          const char *reason)
{
	struct gj_source *s = source_of(in);

	if (s && s->reading && row < s->capacity && column < s->wanted.n)
		gj_host_complain(s, row, column, raw, size, reason);
}

static void host_bad_row(void *in, uint32_t row, const char *reason)
{
	struct gj_source *s = source_of(in);

	if (s && s->reading && row < s->capacity)
		gj_host_complain(s, row, SIZE_MAX, "", 0, reason);
}

static int32_t host_canceled(void *in)
{
	return gj_side_canceled(in);
}

static int64_t host_time_left(void *in)
{
	return gj_side_left(in);
}

static int64_t host_now(void *in)
{
	const struct gj_side *side = in;
	struct timespec t;

	if (side->now)
		return side->now(side->ctx);
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

const struct guiju_host *gj_host_table(void)
{
	static const struct guiju_host table = {
		.size = sizeof table,
		.abi_minor = GUIJU_ABI_MINOR,
		.log = host_log,
		.fail = host_fail,
		.option = host_option,
		.find_column = host_find_column,
		.parse = host_parse,
		.bad_cell = host_bad_cell,
		.bad_row = host_bad_row,
		.canceled = host_canceled,
		.time_left = host_time_left,
		.now = host_now,
	};

	return &table;
}
