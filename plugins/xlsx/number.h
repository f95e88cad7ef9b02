/* number.h: a number as a workbook keeps it, as the text that a person sees in the cell. */
#ifndef XLSX_NUMBER_H
#define XLSX_NUMBER_H
#include "common/rows.h"
#include "format.h"

enum { XLSX_NUMBER_TEXT = 64 };

/* Rounded to the 15 digits that spreadsheets keep: 0.29999999999999999 is 0.3. No floating point is
 * used. What is no number is SRC_CELL_LOST, and out is empty. */
enum src_cell xlsx_number_print(char out[XLSX_NUMBER_TEXT], const char *s, size_t n,
                                enum xlsx_format format, bool from_1904);
#endif
