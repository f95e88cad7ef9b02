/* host_check.c: what a plugin handed over, against its contract and against the dictionary. */
#include <stdbool.h>
#include <string.h>

#include "engine/base/creditcode.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/eval/cell.h"
#include "engine/run/host.h"

#define AMOUNT_END 100000000000000000 /* 10^17: amounts are below it on both sides */

static bool is_reported(const struct gj_source *s, uint32_t row, size_t column)
{
	size_t bit = (size_t)row * s->wanted.n + column;

	return s->reported[bit / 8] >> bit % 8 & 1;
}

static bool in_range(const struct gj_fact *fact, int64_t number)
{
	switch (fact->type) {
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
		return number == 0 || number == 1;
	case GJ_FACT_COUNT:
		return number >= 0 && number <= INT32_MAX - 15;
	case GJ_FACT_AMOUNT:
		return number > -AMOUNT_END && number < AMOUNT_END;
	case GJ_FACT_DATE:
		return number >= gj_day_from(1900, 1, 1) && number <= gj_day_from(2999, 12, 31);
	case GJ_FACT_ONE_OF:
		return number >= 0 && (uint64_t)number < fact->n_options;
	case GJ_FACT_LIST:
		return number >= 0 && number <= GJ_FACT_ROWS_MAX;
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
		return true;
	}
	return false;
}

static bool has_controls(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (((unsigned char)s[i] < ' ' && s[i] != '\n' && s[i] != '\t') || s[i] == 0x7f)
			return true;
	return false;
}

static const char *code_reason(enum gj_creditcode why)
{
	switch (why) {
	case GJ_CREDITCODE_VALID:
		return NULL;
	case GJ_CREDITCODE_DAMAGED:
		return gj_cell_reason(GJ_CELL_CODE_DAMAGED);
	case GJ_CREDITCODE_LENGTH_BAD:
		return gj_cell_reason(GJ_CELL_CODE_LENGTH);
	case GJ_CREDITCODE_ALPHABET:
		return gj_cell_reason(GJ_CELL_CODE_ALPHABET);
	case GJ_CREDITCODE_PREFIX:
		return gj_cell_reason(GJ_CELL_CODE_PREFIX);
	case GJ_CREDITCODE_CHECK:
		return gj_cell_reason(GJ_CELL_CODE_CHECK);
	}
	return gj_cell_reason(GJ_CELL_CODE_CHECK);
}

/* NULL when it may stay; a code is put into its one proper form. */
static const char *check_text(struct gj_source *s, const struct gj_fact *fact,
                              struct guiju_text *text)
{
	char code[GJ_CREDITCODE_ROOM];
	const char *why;
	char *copy;

	if (text->data == NULL || text->size == 0)
		return tr("the plugin gave a text without anything in it");
	if (text->size > GJ_FACT_TEXT_MAX)
		return gj_cell_reason(GJ_CELL_TOO_LONG);
	if (gj_text_valid(text->data, text->size) != text->size ||
	    has_controls(text->data, text->size))
		return gj_cell_reason(GJ_CELL_NOT_TEXT);
	if (fact->type != GJ_FACT_CODE)
		return NULL;
	why = code_reason(gj_creditcode_read(code, text->data, text->size));
	if (why)
		return why;
	if (text->size == GJ_CREDITCODE_LENGTH && memcmp(code, text->data, text->size) == 0)
		return NULL;
	copy = gj_arena_strndup(&s->arena, code, GJ_CREDITCODE_LENGTH);
	if (copy == NULL) {
		s->side.no_memory = true;
		return NULL;
	}
	*text = (struct guiju_text){ .data = copy, .size = GJ_CREDITCODE_LENGTH };
	return NULL;
}

static void check_cell(struct gj_source *s, uint32_t row, size_t column)
{
	const struct gj_fact *fact = s->wanted.facts[column];
	struct guiju_cells *cells = &s->cells[column];
	struct guiju_text *text = cells->texts ? &cells->texts[row] : NULL;
	const char *why = NULL;

	if (cells->states[row] == GUIJU_BAD || cells->states[row] > GUIJU_BAD) {
		if (!is_reported(s, row, column))
			gj_host_complain(s, row, column, "", 0,
			                 cells->states[row] == GUIJU_BAD
			                     ? tr("the plugin refused the cell and gave no reason")
			                     : tr("the plugin gave a state that there is not"));
		cells->states[row] = GUIJU_BAD;
		return;
	}
	if (cells->states[row] != GUIJU_GIVEN)
		return;
	if (text)
		why = check_text(s, fact, text);
	else if (!in_range(fact, cells->numbers[row]))
		why = tr("the plugin gave a number that the fact cannot have");
	if (why) {
		cells->states[row] = GUIJU_BAD;
		gj_host_complain(s, row, column, text && text->data ? text->data : "",
		                 text && text->data ? text->size : 0, why);
	}
}

static int broke(const struct gj_source *s, const char *what, struct gj_err *err)
{
	return gj_err_set(err, GJ_EFORMAT,
	                  tr("%s: plugin %s broke its contract: %s; its author must mend it"),
	                  s->location, s->side.plugin->name, what);
}

int gj_host_check(struct gj_source *s, struct gj_err *err)
{
	uint32_t row;
	size_t column;

	if (s->batch.rows > s->capacity)
		return broke(s, tr("it filled more rows than there was room for"), err);
	for (row = 0; row < s->batch.rows; row++) {
		if (s->places[row] <= s->last_place || s->places[row] > INT64_MAX)
			return broke(s, tr("its row numbers do not rise from 1"), err);
		s->last_place = s->places[row];
	}
	for (row = 0; row < s->batch.rows; row++) {
		if (!s->broken[row])
			continue;
		if (!s->refused[row])
			gj_host_complain(s, row, SIZE_MAX, "", 0,
			                 tr("the plugin refused the row and gave no reason"));
		for (column = 0; column < s->wanted.n; column++)
			s->cells[column].states[row] = GUIJU_MISSING;
	}
	for (column = 0; column < s->wanted.n; column++)
		for (row = 0; row < s->batch.rows; row++)
			check_cell(s, row, column);
	return s->side.no_memory ? gj_err_nomem(err, s->location) : 0;
}
