/* form_xlsx.c: the form as a workbook, blank or with rows: drop-downs, dates and numbers are looked at while one types. */
#include "engine/cli/form.h"

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

enum {
	ROW_LABELS,
	ROW_HINTS,
	ROW_KEYS,
	ROW_FIRST,
	ROW_LAST = 1002, /* so many rows are looked at */
	WIDTH = 18,
	HINT_HEIGHT = 80,
	NAME_MAX_BYTES = 31 /* of a sheet; in characters, so this is on the safe side */
};

struct book {
	const struct gj_form *form;
	lxw_workbook *workbook;
	lxw_worksheet *choices;            /* hidden; one column for each drop-down */
	const struct gj_fact **of_choices; /* owned; of each column */
	lxw_col_t n_choices;
	lxw_format *label, *hint, *key, *date, *text, *percent;
	lxw_row_t *next; /* owned; of each sheet, the row to be written; NULL in a blank form */
	struct gj_buf cell;
	lxw_error status; /* the first that is none */
};

static void note(struct book *b, lxw_error status)
{
	if (b->status == LXW_NO_ERROR)
		b->status = status;
}

static void formats(struct book *b)
{
	b->label = workbook_add_format(b->workbook);
	format_set_bold(b->label);
	format_set_text_wrap(b->label);
	format_set_border(b->label, LXW_BORDER_THIN);
	format_set_bg_color(b->label, 0xEEEEEE);
	b->hint = workbook_add_format(b->workbook);
	format_set_text_wrap(b->hint);
	format_set_align(b->hint, LXW_ALIGN_VERTICAL_TOP);
	format_set_font_size(b->hint, 9);
	format_set_border(b->hint, LXW_BORDER_THIN);
	b->key = workbook_add_format(b->workbook);
	format_set_font_size(b->key, 8);
	format_set_font_color(b->key, 0x888888);
	b->date = workbook_add_format(b->workbook);
	format_set_num_format(b->date, "yyyy-mm-dd");
	b->percent = workbook_add_format(b->workbook);
	format_set_num_format(b->percent, "0.######%");
	b->text = workbook_add_format(b->workbook);
	format_set_num_format(b->text, "@"); /* else 18 digits lose their last ones */
}

/* Excel takes 31 characters, and none of []:*?/\ */
static void sheet_name(char out[NAME_MAX_BYTES + 1], const char *name, size_t number)
{
	size_t n = gj_text_cut(name, strlen(name), NAME_MAX_BYTES - 3);

	snprintf(out, NAME_MAX_BYTES + 1, "%zu %.*s", number, (int)n, name);
	for (char *p = out; *p; p++)
		if (strchr("[]:*?/\\'", *p))
			*p = ' ';
}

/* A number where a spreadsheet keeps all of its digits. */
static bool is_number(const struct gj_fact *fact, const struct gj_value *value)
{
	const int64_t most = INT64_C(999999999999999);

	return value->number <= most && value->number >= -most &&
	       (fact->type == GJ_FACT_COUNT || fact->type == GJ_FACT_LIST ||
	        (fact->type == GJ_FACT_AMOUNT &&
	         (fact->unit.zh == NULL || strcmp(fact->unit.zh, "‰") != 0)));
}

static bool is_share(const struct gj_fact *fact)
{
	return fact->type == GJ_FACT_AMOUNT && fact->unit.zh && strcmp(fact->unit.zh, "%") == 0;
}

static void put_number(struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                       const struct gj_fact *fact, int64_t number)
{
	double value = (double)number;

	for (int i = 0; fact->type == GJ_FACT_AMOUNT && i < fact->decimals; i++)
		value /= 10;
	note(b, worksheet_write_number(sheet, row, column, is_share(fact) ? value / 100 : value,
	                               is_share(fact) ? b->percent : NULL));
}

/* Days before the invented 29 February of 1900 stay text. */
static bool put_day(struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                    int64_t day)
{
	if (day < -25508)
		return false;
	note(b, worksheet_write_number(sheet, row, column, (double)(day + 25569), b->date));
	return true;
}

static void put_value(struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                      const struct gj_fact *fact, const struct gj_value *value)
{
	if (value->state == GJ_MISSING)
		return;
	if (value->state == GJ_GIVEN && is_number(fact, value)) {
		put_number(b, sheet, row, column, fact, value->number);
		return;
	}
	if (value->state == GJ_GIVEN && fact->type == GJ_FACT_DATE &&
	    put_day(b, sheet, row, column, value->number))
		return;
	gj_buf_clear(&b->cell);
	gj_form_print(&b->cell, fact, value, b->form->lang);
	note(b, b->cell.failed
	            ? LXW_ERROR_MEMORY_MALLOC_FAILED
	            : worksheet_write_string(sheet, row, column, gj_buf_str(&b->cell), b->text));
}

static int put_row(struct book *b, size_t which, const struct gj_value *values, const char *code)
{
	const struct gj_form_sheet *s = &b->form->sheets[which];
	char name[NAME_MAX_BYTES + 1];
	lxw_worksheet *sheet;
	lxw_row_t row = b->next[which]++;
	size_t first = code ? 1 : 0;

	sheet_name(name, s->name, which + 1);
	sheet = workbook_get_worksheet_by_name(b->workbook, name);
	if (sheet == NULL || row >= LXW_ROW_MAX) {
		note(b, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE);
		return GJ_ELIMIT;
	}
	if (code)
		note(b, worksheet_write_string(sheet, row, 0, code, b->text));
	for (size_t i = first; i < s->n; i++)
		put_value(b, sheet, row, (lxw_col_t)i, s->columns[i].fact, &values[i - first]);
	return b->status == LXW_NO_ERROR ? 0 : GJ_EIO;
}

static int put_record(void *sink, const struct gj_record *record)
{
	struct book *b = sink;
	const struct gj_fact *subject = gj_facts_role(record->facts, GJ_ROLE_SUBJECT);
	const char *code = subject ? record->values[subject->index].text : NULL;
	int rc = put_row(b, 0, record->values, NULL);

	for (size_t i = 1; rc == 0 && i < b->form->n_sheets; i++) {
		const struct gj_fact *list = b->form->sheets[i].list;
		const struct gj_value *own = &record->values[list->index];

		for (int64_t row = 0; rc == 0 && own->state == GJ_GIVEN && row < own->number; row++)
			rc =
			    put_row(b, i, record->lists[list->index] + (size_t)row * list->n_fields,
			            code ? code : "");
	}
	return rc;
}

/* A column of the hidden sheet for the choices, which are written later; the formula that names them. */
static void put_choices(struct book *b, const struct gj_fact *fact, char *formula, size_t room)
{
	lxw_col_t column = b->n_choices++;
	char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
	lxw_row_t n = 0;

	b->of_choices[column] = fact;
	while (gj_form_choice(fact, n, b->form->lang) != NULL)
		n++;
	lxw_rowcol_to_cell_abs(first, 0, column, 1, 1);
	lxw_rowcol_to_cell_abs(last, n - 1, column, 1, 1);
	snprintf(formula, room, "=choices!%s:%s", first, last);
}

static void write_choices(struct book *b)
{
	bool more = true;

	for (lxw_row_t row = 0; more; row++) {
		more = false;
		for (lxw_col_t i = 0; i < b->n_choices; i++) {
			const char *choice = gj_form_choice(b->of_choices[i], row, b->form->lang);

			if (choice == NULL)
				continue;
			more = true;
			note(b, worksheet_write_string(b->choices, row, i, choice, NULL));
		}
	}
}

/* A slip is pointed out, never refused: 不适用 may stand in any cell. */
static void validate(struct book *b, lxw_worksheet *sheet, lxw_col_t column,
                     const struct gj_fact *fact, lxw_row_t last)
{
	lxw_data_validation v = { .ignore_blank = LXW_VALIDATION_ON,
		                  .show_error = LXW_VALIDATION_ON,
		                  .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
		                  .dropdown = LXW_VALIDATION_ON };
	char formula[120];

	switch (fact->type) {
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
	case GJ_FACT_ONE_OF:
		put_choices(b, fact, formula, sizeof formula);
		v.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
		v.value_formula = formula; /* libxlsxwriter 1.1 loses one of its two copies */
		break;
	case GJ_FACT_COUNT:
	case GJ_FACT_LIST:
		v.validate = LXW_VALIDATION_TYPE_INTEGER;
		v.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
		break;
	case GJ_FACT_AMOUNT:
		v.validate = LXW_VALIDATION_TYPE_DECIMAL;
		v.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
		v.minimum_number = -1e15;
		v.maximum_number = 1e15;
		break;
	case GJ_FACT_DATE:
		v.validate = LXW_VALIDATION_TYPE_DATE;
		v.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
		v.minimum_datetime = (lxw_datetime){ .year = 1900, .month = 1, .day = 1 };
		v.maximum_datetime = (lxw_datetime){ .year = 2999, .month = 12, .day = 31 };
		break;
	case GJ_FACT_CODE:
		v.validate = LXW_VALIDATION_TYPE_LENGTH;
		v.criteria = LXW_VALIDATION_CRITERIA_EQUAL_TO;
		v.value_number = 18;
		break;
	case GJ_FACT_TEXT:
		return;
	}
	note(b, worksheet_data_validation_range(sheet, ROW_FIRST, column, last, column, &v));
}

static lxw_format *format_of(const struct book *b, const struct gj_fact *fact)
{
	if (fact->type == GJ_FACT_DATE)
		return b->date;
	return fact->type == GJ_FACT_CODE || fact->type == GJ_FACT_TEXT ? b->text : NULL;
}

static void put_sheet(struct book *b, const struct gj_form_sheet *s, size_t number)
{
	char name[NAME_MAX_BYTES + 1];
	lxw_worksheet *sheet;

	sheet_name(name, s->name, number);
	sheet = workbook_add_worksheet(b->workbook, name);
	if (sheet == NULL) {
		note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return;
	}
	for (size_t i = 0; i < s->n; i++)
		note(b, worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, WIDTH,
		                             format_of(b, s->columns[i].fact)));
	/* Row by row: those behind are written to the file at once. */
	for (size_t i = 0; i < s->n; i++)
		note(b, worksheet_write_string(sheet, ROW_LABELS, (lxw_col_t)i, s->columns[i].label,
		                               b->label));
	note(b, worksheet_set_row(sheet, ROW_HINTS, HINT_HEIGHT, NULL));
	for (size_t i = 0; i < s->n; i++)
		note(b, worksheet_write_string(sheet, ROW_HINTS, (lxw_col_t)i, s->columns[i].hint,
		                               b->hint));
	for (size_t i = 0; i < s->n; i++)
		note(b, worksheet_write_string(sheet, ROW_KEYS, (lxw_col_t)i, s->columns[i].key,
		                               b->key));
	worksheet_freeze_panes(sheet, ROW_FIRST, s->list ? 1 : 2);
	worksheet_set_landscape(sheet);
	worksheet_set_paper(sheet, 9); /* A4 */
}

/* The hidden sheet is the last one, so that the form is what opens. */
static void put_choices_sheet(struct book *b)
{
	b->choices = workbook_add_worksheet(b->workbook, "choices");
	if (b->choices == NULL) {
		note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return;
	}
	worksheet_hide(b->choices);
}

/* Room for as many more as a blank form has. */
static lxw_row_t last_row(const struct book *b, size_t sheet)
{
	lxw_row_t last = (b->next ? b->next[sheet] - ROW_FIRST : 0) + ROW_LAST;

	return last < LXW_ROW_MAX ? last : LXW_ROW_MAX - 1;
}

static void put_validations(struct book *b)
{
	char name[NAME_MAX_BYTES + 1];
	lxw_worksheet *sheet;

	for (size_t i = 0; i < b->form->n_sheets; i++) {
		sheet_name(name, b->form->sheets[i].name, i + 1);
		sheet = workbook_get_worksheet_by_name(b->workbook, name);
		for (size_t k = 0; sheet && k < b->form->sheets[i].n; k++)
			validate(b, sheet, (lxw_col_t)k, b->form->sheets[i].columns[k].fact,
			         last_row(b, i));
	}
	write_choices(b);
}

static size_t columns_of(const struct gj_form *form)
{
	size_t n = 0;

	for (size_t i = 0; i < form->n_sheets; i++)
		n += form->sheets[i].n;
	return n;
}

int gj_form_xlsx(const struct gj_form *form, const char *path, const struct gj_form_fill *fill,
                 struct gj_err *err)
{
	/* Rows go to a temporary file as they come: any number of them takes the same memory. */
	lxw_workbook_options options = { .constant_memory = fill != NULL };
	struct book b = { .form = form,
		          .workbook = workbook_new_opt(path, &options),
		          .status = LXW_NO_ERROR };
	lxw_error closed;
	int rc = 0;

	if (b.workbook == NULL)
		return gj_err_nomem(err, tr("the form"));
	gj_buf_init(&b.cell);
	b.next = calloc(form->n_sheets, sizeof *b.next);
	b.of_choices = calloc(columns_of(form), sizeof *b.of_choices);
	for (size_t i = 0; b.next && i < form->n_sheets; i++)
		b.next[i] = ROW_FIRST;
	if (b.next == NULL || b.of_choices == NULL)
		note(&b, LXW_ERROR_MEMORY_MALLOC_FAILED);
	formats(&b);
	for (size_t i = 0; i < form->n_sheets; i++)
		put_sheet(&b, &form->sheets[i], i + 1);
	if (fill && b.status == LXW_NO_ERROR)
		rc = fill->run(fill->ctx, put_record, &b, err);
	put_choices_sheet(&b);
	if (b.choices && b.of_choices && rc == 0)
		put_validations(&b);
	closed = workbook_close(b.workbook);
	note(&b, closed);
	free(b.next);
	free(b.of_choices);
	gj_buf_fini(&b.cell);
	if (b.status != LXW_NO_ERROR)
		return gj_err_set(err, GJ_EIO, "%s: %s", path, lxw_strerror(b.status));
	if (rc == 0)
		printf("%s\n", path);
	return rc;
}
