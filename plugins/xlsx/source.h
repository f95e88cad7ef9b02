/* source.h: one workbook that is open as a source. */
#ifndef XLSX_SOURCE_H
#define XLSX_SOURCE_H
#include "sheet.h"
#include "xlsx.h"

/* choose.c: whether the sheet is called like the list: "2 培训记录", as guiju form writes it, "培训记录",
 * "trainings". */
bool xlsx_choose_is_list(const char *sheet, const char *name);
/* Behind a number and what follows it. */
const char *xlsx_choose_strip(const char *sheet);
#endif
