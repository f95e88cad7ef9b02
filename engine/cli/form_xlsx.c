/* form_xlsx.c: the form as a workbook: drop-downs, dates and numbers are looked at while one types. */
#include "engine/cli/form.h"

#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"

#include <stdio.h>
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
	lxw_worksheet *choices; /* hidden; one column for each drop-down */
	lxw_col_t n_choices;
	lxw_format *label, *hint, *key, *date, *text;
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
	b->text = workbook_add_format(b->workbook);
	format_set_num_format(b->text, "@"); /* else 18 digits lose their last ones */
}

/* The choices into a column of the hidden sheet; the formula that names them. */
static void put_choices(struct book *b, const struct gj_fact *fact, char *formula, size_t room)
{
	lxw_col_t column = b->n_choices++;
	char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
	lxw_row_t n = 0;
	const char *choice;

	while ((choice = gj_form_choice(fact, n, b->form->lang)) != NULL)
		note(b, worksheet_write_string(b->choices, n++, column, choice, NULL));
	lxw_rowcol_to_cell_abs(first, 0, column, 1, 1);
	lxw_rowcol_to_cell_abs(last, n - 1, column, 1, 1);
	snprintf(formula, room, "=choices!%s:%s", first, last);
}

/* A slip is pointed out, never refused: 不适用 may stand in any cell. */
static void validate(struct book *b, lxw_worksheet *sheet, lxw_col_t column,
                     const struct gj_fact *fact)
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
	note(b, worksheet_data_validation_range(sheet, ROW_FIRST, column, ROW_LAST, column, &v));
}

static lxw_format *format_of(const struct book *b, const struct gj_fact *fact)
{
	if (fact->type == GJ_FACT_DATE)
		return b->date;
	return fact->type == GJ_FACT_CODE || fact->type == GJ_FACT_TEXT ? b->text : NULL;
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
	note(b, worksheet_set_row(sheet, ROW_HINTS, HINT_HEIGHT, NULL));
	for (size_t i = 0; i < s->n; i++) {
		const struct gj_form_column *c = &s->columns[i];
		lxw_col_t at = (lxw_col_t)i;

		note(b, worksheet_set_column(sheet, at, at, WIDTH, format_of(b, c->fact)));
		note(b, worksheet_write_string(sheet, ROW_LABELS, at, c->label, b->label));
		note(b, worksheet_write_string(sheet, ROW_HINTS, at, c->hint, b->hint));
		note(b, worksheet_write_string(sheet, ROW_KEYS, at, c->key, b->key));
	}
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

static void put_validations(struct book *b)
{
	char name[NAME_MAX_BYTES + 1];
	lxw_worksheet *sheet;

	for (size_t i = 0; i < b->form->n_sheets; i++) {
		sheet_name(name, b->form->sheets[i].name, i + 1);
		sheet = workbook_get_worksheet_by_name(b->workbook, name);
		for (size_t k = 0; sheet && k < b->form->sheets[i].n; k++)
			validate(b, sheet, (lxw_col_t)k, b->form->sheets[i].columns[k].fact);
	}
}

int gj_form_xlsx(const struct gj_form *form, const char *path, struct gj_err *err)
{
	struct book b = { .form = form, .workbook = workbook_new(path), .status = LXW_NO_ERROR };
	lxw_error closed;

	if (b.workbook == NULL)
		return gj_err_nomem(err, tr("the form"));
	formats(&b);
	for (size_t i = 0; i < form->n_sheets; i++)
		put_sheet(&b, &form->sheets[i], i + 1);
	put_choices_sheet(&b);
	if (b.choices)
		put_validations(&b);
	closed = workbook_close(b.workbook);
	note(&b, closed);
	if (b.status != LXW_NO_ERROR)
		return gj_err_set(err, GJ_EIO, "%s: %s", path, lxw_strerror(b.status));
	printf("%s\n", path);
	return 0;
}
