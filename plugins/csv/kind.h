/* kind.h: what a file is by its first bytes. */
#ifndef CSV_KIND_H
#define CSV_KIND_H
#include <stdbool.h>
#include <stddef.h>

/* What it is ("a PDF document", for tr()) where that is no text of rows; NULL where it may be. */
const char *csv_kind_other(const char *head, size_t n);
bool csv_kind_utf16(const char *head, size_t n);
bool csv_kind_utf8_mark(const char *head, size_t n);
bool csv_kind_gb18030_mark(const char *head, size_t n);
#endif
