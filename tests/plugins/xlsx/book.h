/* book.h: workbooks for the tests, put together part by part, also as no program would write them. */
#ifndef TEST_PLUGINS_XLSX_BOOK_H
#define TEST_PLUGINS_XLSX_BOOK_H
#include <stddef.h>

struct book_part {
	const char *name;
	const char *text;
};

/* A ZIP archive of these parts; the list ends with a name of NULL. */
void book_zip(const char *path, const struct book_part *parts);
/* A workbook with one sheet of these rows (what stands in <sheetData>, and behind it), shared texts
 * (<si>...) and attributes of <workbookPr>. Styles 1 to 6: built-in 14, built-in 31, a Chinese code of
 * its own, red numbers, per cent, hours. */
void book_sheet(const char *path, const char *rows, const char *behind, const char *strings,
                const char *properties);
#endif
