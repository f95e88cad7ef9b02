/* source.c: opens an input through a plugin, reads its batches and closes it. */
#include "engine/run/source.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/run/apart.h"
#include "engine/run/host.h"

static bool has_texts(const struct gj_fact *fact)
{
	return fact->type == GJ_FACT_TEXT || fact->type == GJ_FACT_CODE;
}

static uint32_t capacity_for(size_t columns)
{
	size_t rows = GJ_SOURCE_CELLS / columns;

	return (uint32_t)(rows < GJ_SOURCE_ROWS ? rows : GJ_SOURCE_ROWS);
}

/* Room for the cells of a batch, once for all batches. */
static int make_arrays(struct gj_source *s, struct gj_err *err)
{
	size_t n = s->wanted.n;
	size_t i;

	s->capacity = capacity_for(n);
	for (i = 0; i < n; i++)
		s->n_texts += has_texts(s->wanted.facts[i]);
	s->cells = gj_arena_array(&s->arrays, n, sizeof *s->cells);
	s->states = gj_arena_array(&s->arrays, n * s->capacity, 1);
	s->reported = gj_arena_array(&s->arrays, (n * s->capacity + 7) / 8, 1);
	s->broken = gj_arena_array(&s->arrays, s->capacity, 1);
	s->refused = gj_arena_array(&s->arrays, s->capacity, 1);
	s->places = gj_arena_array(&s->arrays, s->capacity, sizeof *s->places);
	s->numbers = gj_arena_array(&s->arrays, n * s->capacity, sizeof *s->numbers);
	s->texts = gj_arena_array(&s->arrays, s->n_texts * s->capacity, sizeof *s->texts);
	if (s->cells && s->states && s->reported && s->broken && s->refused && s->places &&
	    s->numbers && s->texts)
		return 0;
	return gj_err_nomem(err, s->location);
}

void gj_source_point(struct gj_source *s, uint32_t rows)
{
	size_t n = s->wanted.n;
	size_t texts = 0;
	size_t i;

	for (i = 0; i < n; i++)
		s->cells[i] = (struct guiju_cells){
			.size = sizeof s->cells[i],
			.states = s->states + i * s->capacity,
			.numbers = s->numbers + i * s->capacity,
			.texts =
			    has_texts(s->wanted.facts[i]) ? s->texts + texts++ * s->capacity : NULL,
		};
	s->batch = (struct guiju_batch){
		.size = sizeof s->batch,
		.capacity = s->capacity,
		.rows = rows,
		.n_columns = (uint32_t)n,
		.columns = s->cells,
		.places = s->places,
		.broken = s->broken,
	};
}

void gj_source_reset(struct gj_source *s)
{
	size_t n = s->wanted.n;

	memset(s->states, GUIJU_MISSING, n * s->capacity);
	memset(s->reported, 0, (n * s->capacity + 7) / 8);
	memset(s->broken, 0, s->capacity);
	memset(s->refused, 0, s->capacity);
	memset(s->places, 0, s->capacity * sizeof *s->places);
	memset(s->texts, 0, s->n_texts * s->capacity * sizeof *s->texts);
	gj_source_point(s, 0);
	gj_arena_clear(&s->arena);
	s->n_complaints = 0;
	gj_side_begin(&s->side);
}

/* The user's stop, or a deadline that was over when the call came back. */
static int canceled(const struct gj_source *s, struct gj_err *err)
{
	if (gj_side_stopped(&s->side))
		return gj_err_set(err, GJ_ECANCELED, tr("%s: reading was stopped"), s->location);
	return gj_err_set(err, GJ_ELIMIT,
	                  tr("%s: plugin %s was stopped, since it took longer than %u s"),
	                  s->location, s->side.plugin->name, (unsigned)s->side.deadline / 1000);
}

/* What a call of the plugin that did not go well becomes. `doing` is for when it said nothing. */
static int refusal(const struct gj_source *s, int32_t code, const char *doing, struct gj_err *err)
{
	if (s->side.no_memory || code == GUIJU_NOMEM)
		return gj_err_nomem(err, s->location);
	if (gj_side_canceled(&s->side))
		return canceled(s, err);
	if ((code == GUIJU_FAILED || code == GUIJU_NOT_MINE) && s->side.said[0] != '\0')
		return gj_err_set(err, GJ_EFORMAT, tr("%s: %s"), s->location, s->side.said);
	if (code == GUIJU_NOT_MINE)
		return gj_err_set(err, GJ_EFORMAT,
		                  s->side.plugin->endings[0]
		                      ? tr("%s is not an input that plugin %s reads (it reads %s): "
		                           "give another plugin")
		                      : tr("%s is not an input that plugin %s reads: give another "
		                           "plugin"),
		                  s->location, s->side.plugin->name, s->side.plugin->endings);
	if (code == GUIJU_FAILED)
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("%s: plugin %s failed in %s() and did not say why; its "
		                     "author must mend that"),
		                  s->location, s->side.plugin->name, doing);
	return gj_err_set(
	    err, GJ_EFORMAT,
	    tr("%s: plugin %s broke its contract: %s gave %d; its author must mend it"),
	    s->location, s->side.plugin->name, doing, (int)code);
}

static int init(struct gj_source *s, const struct gj_source_args *args, struct gj_err *err)
{
	int rc;

	s->location = strdup(args->location);
	if (s->location == NULL)
		return gj_err_nomem(err, args->location);
	if (args->opened) {
		s->opened = strdup(args->opened);
		if (s->opened == NULL)
			return gj_err_nomem(err, args->location);
	}
	s->cursor = strdup(args->cursor ? args->cursor : "");
	if (s->cursor == NULL)
		return gj_err_nomem(err, args->location);
	rc = gj_side_options(&s->side, args->options, args->n_options, err);
	if (rc < 0)
		return rc;
	rc = gj_wanted_init(&s->wanted, args->facts, args->list, args->mapping, err);
	if (rc < 0)
		return rc;
	s->open = (struct guiju_open){
		.size = sizeof s->open,
		.n_columns = (uint32_t)s->wanted.n,
		.columns = s->wanted.columns,
		.location = s->opened ? s->opened : s->location,
		.host_data = &s->side,
		.list = args->list ? args->list->key : "",
		.cursor = s->cursor,
		.list_zh = args->list ? gj_label_in(args->list->label, GJ_LANG_ZH) : "",
		.list_en = args->list ? gj_label_in(args->list->label, GJ_LANG_EN) : "",
		.list_within = args->list && args->list_within,
	};
	return make_arrays(s, err);
}

int gj_source_open(struct gj_source **out, struct gj_plugin *plugin,
                   const struct gj_source_args *args, struct gj_err *err)
{
	const struct guiju_plugin *table = gj_plugin_table(plugin);
	struct gj_source *s;
	int32_t code;
	int rc;

	if (table->source == NULL)
		return gj_err_set(err, GJ_EINVAL, tr("plugin %s is no source: it cannot read %s"),
		                  table->name, args->location);
	s = calloc(1, sizeof *s);
	if (s == NULL)
		return gj_err_nomem(err, args->location);
	*s = (struct gj_source){
		.ops = args->isolate ? gj_apart_ops() : table->source,
		.side = {
			.plugin = table,
			.log = args->log,
			.canceled = args->canceled,
			.ctx = args->ctx,
			.deadline = args->deadline ? args->deadline : GJ_SOURCE_DEADLINE,
			.source = s,
		},
	};
	gj_arena_init(&s->arrays, 0);
	gj_arena_init(&s->arena, 0);
	rc = init(s, args, err);
	if (rc < 0)
		goto err_close;
	gj_side_begin(&s->side);
	code = s->ops->open(gj_host_table(), &s->open, &s->in);
	if (code == GUIJU_OK && s->in) {
		*out = s;
		return 0;
	}
	s->in = NULL; /* nothing is the host's to close after a failed open */
	if (code == GUIJU_END && s->open.list_within && !s->side.no_memory)
		rc = gj_err_set(err, GJ_ENOENT, tr("%s holds no rows of the list %s"), s->location,
		                s->open.list);
	else
		rc = refusal(s, code == GUIJU_OK ? GUIJU_FAILED : code, "open", err);
err_close:
	gj_source_close(s);
	return rc;
}

void gj_source_close(struct gj_source *s)
{
	if (s == NULL)
		return;
	gj_side_begin(&s->side);
	if (s->in)
		s->ops->close(s->in);
	gj_side_fini(&s->side);
	free(s->cursor);
	free(s->complaints);
	free(s->location);
	free(s->opened);
	gj_wanted_fini(&s->wanted);
	gj_arena_fini(&s->arena);
	gj_arena_fini(&s->arrays);
	free(s);
}

/* By row; of one row, those of cells in the order of the columns, the whole row's first. */
static int compare(const void *a, const void *b)
{
	const struct gj_complaint *x = a;
	const struct gj_complaint *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (x->fact == NULL || y->fact == NULL)
		return (x->fact != NULL) - (y->fact != NULL);
	if (x->fact->index != y->fact->index)
		return x->fact->index < y->fact->index ? -1 : 1;
	return 0;
}

static void sort_complaints(struct gj_source *s)
{
	size_t kept = 0;
	size_t i;

	for (i = 0; i < s->n_complaints; i++) {
		struct gj_complaint c = s->complaints[i];

		/* One about a row that was taken back is nobody's. */
		if (c.row >= s->batch.rows)
			continue;
		c.place = s->places[c.row];
		s->complaints[kept++] = c;
	}
	s->n_complaints = kept;
	if (kept > 1)
		qsort(s->complaints, kept, sizeof *s->complaints, compare);
}

static int read_batch(struct gj_source *s, struct gj_err *err)
{
	int32_t code;
	uint32_t rows;
	int rc;

	gj_source_reset(s);
	s->reading = true;
	code = s->ops->read(s->in, &s->batch);
	s->reading = false;
	rows = s->batch.rows;
	if (s->side.no_memory)
		return gj_err_nomem(err, s->location);
	if (code == GUIJU_END && !gj_side_canceled(&s->side)) {
		s->ended = true;
		rows = 0;
	} else if (code != GUIJU_OK) {
		return refusal(s, code == GUIJU_END ? GUIJU_FAILED : code, "read", err);
	} else if (rows == 0) {
		if (gj_side_canceled(&s->side))
			return canceled(s, err);
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("%s: plugin %s broke its contract: it read no row and did not "
		                     "say that this is the end; its author must mend it"),
		                  s->location, s->side.plugin->name);
	}
	gj_source_point(s, rows);
	rc = gj_host_check(s, err);
	if (rc < 0)
		return rc;
	sort_complaints(s);
	return 0;
}

int gj_source_read(struct gj_source *s, struct gj_source_batch *batch, struct gj_err *err)
{
	int rc = 0;

	*batch = (struct gj_source_batch){ .rows = 0 };
	if (s->failed)
		return gj_err_set(err, GJ_EINVAL, tr("%s: read again after a failure"),
		                  s->location);
	if (!s->ended)
		rc = read_batch(s, err);
	if (rc < 0) {
		s->failed = true;
		return rc;
	}
	if (s->ended)
		return 0;
	*batch = (struct gj_source_batch){
		.rows = s->batch.rows,
		.cells = &s->batch,
		.refused = s->refused,
		.complaints = s->complaints,
		.n_complaints = s->n_complaints,
	};
	return 0;
}

size_t gj_source_columns(const struct gj_source *s)
{
	return s->wanted.n;
}

const struct gj_fact *gj_source_column(const struct gj_source *s, size_t column)
{
	return s->wanted.facts[column];
}

/* Cells as they stood may hold anything, but there must be some. */
static int check_raw(const struct gj_source *s, int32_t code, const struct guiju_text *cells,
                     size_t n, const char *doing, struct gj_err *err)
{
	if (code == GUIJU_OK && n > 0 && cells == NULL)
		code = GUIJU_FAILED;
	return code == GUIJU_OK ? 0 : refusal(s, code, doing, err);
}

static bool has_raw(const struct gj_source *s)
{
	return s->ops->heading != NULL && s->ops->raw_row != NULL;
}

int gj_source_heading(struct gj_source *s, const struct guiju_text **cells, size_t *n,
                      struct gj_err *err)
{
	int32_t code;

	*cells = NULL;
	*n = 0;
	gj_side_begin(&s->side);
	if (!has_raw(s))
		return 0;
	code = s->ops->heading(s->in, cells, n);
	return check_raw(s, code, *cells, *n, "heading", err);
}

int gj_source_raw(struct gj_source *s, uint32_t row, const struct guiju_text **cells, size_t *n,
                  struct gj_err *err)
{
	int32_t code;

	*cells = NULL;
	*n = 0;
	gj_side_begin(&s->side);
	if (!has_raw(s) || row >= s->batch.rows)
		return 0;
	code = s->ops->raw_row(s->in, row, cells, n);
	return check_raw(s, code, *cells, *n, "raw_row", err);
}

void gj_source_progress(struct gj_source *s, uint64_t *done, uint64_t *all)
{
	*done = 0;
	*all = 0;
	if (s->ops->progress)
		s->ops->progress(s->in, done, all);
	if (*done > *all)
		*done = *all;
}

int gj_source_cursor(struct gj_source *s, struct guiju_text *cursor, struct gj_err *err)
{
	int32_t code;

	*cursor = (struct guiju_text){ .data = "" };
	if (s->ops->cursor == NULL)
		return 0;
	gj_side_begin(&s->side);
	code = s->ops->cursor(s->in, cursor);
	if (code == GUIJU_OK &&
	    (cursor->size > GJ_SOURCE_CURSOR || (cursor->size > 0 && cursor->data == NULL) ||
	     gj_text_valid(cursor->data, cursor->size) != cursor->size ||
	     memchr(cursor->data, '\0', cursor->size)))
		return gj_err_set(
		    err, GJ_EFORMAT,
		    tr("%s: plugin %s broke its contract: its cursor is no text of at "
		       "most %d bytes; its author must mend it"),
		    s->location, s->side.plugin->name, GJ_SOURCE_CURSOR);
	return code == GUIJU_OK ? 0 : refusal(s, code, "cursor", err);
}
