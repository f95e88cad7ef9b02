/* sheet.h: the rows of one sheet, one after another, as it unpacks. */
#ifndef XLSX_SHEET_H
#define XLSX_SHEET_H
#include "book.h"
#include "common/heading.h"
#include "number.h"
#include "strings.h"
#include "styles.h"
#include "xml.h"

struct xlsx_sheet {
	struct xlsx_xml xml;       /* first */
	const struct src_env *env; /* borrowed, as the next three */
	const struct xlsx_book *book;
	const struct xlsx_styles *styles;
	struct xlsx_strings *strings;
	struct src_rows rows; /* complete, and not taken yet: those from `taken` on */
	size_t taken;
	struct src_err failed; /* once the rows before are taken; code GUIJU_OK: nothing has */

	/* The row that is being read, then its cell. */
	struct src_row row;
	size_t row_size;
	uint64_t last_row;
	uint32_t column; /* of the next cell, from 0 */
	char type;       /* n s b e d, t for its own text */
	enum xlsx_format format;
	char *text; /* owned, room for limits.cell and 4 more */
	size_t n_text;
	bool in_data, in_row, in_cell, in_text, has_value, has_formula, too_long;
	unsigned phonetic;

	uint64_t heading; /* the row of headings; set by the source once it is found */
	/* Last rows of areas that were merged, the first of them; they stand behind the rows. */
	uint32_t merged[64];
	uint32_t n_merged;
};

/* Begins at the first row. */
int32_t xlsx_sheet_open(struct xlsx_sheet *s, const struct src_env *env, struct xlsx_package *p,
                        const struct xlsx_book *book, const struct xlsx_styles *styles,
                        struct xlsx_strings *strings, const char *part, struct src_err *err);
void xlsx_sheet_close(struct xlsx_sheet *s);
/* As src_scan.next. */
int32_t xlsx_sheet_next(void *in, struct src_rows *rows, struct src_err *err);
#endif
