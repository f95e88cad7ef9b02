/* format.h: which number formats show a day and which a percentage: the only sign of what a number is. */
#ifndef XLSX_FORMAT_H
#define XLSX_FORMAT_H

enum xlsx_format { XLSX_FORMAT_PLAIN, XLSX_FORMAT_DAY, XLSX_FORMAT_PERCENT };

/* Of a format that every program knows by its number; those of Chinese and Japanese too. */
enum xlsx_format xlsx_format_built_in(long id);
/* Of a code such as yyyy"年"m"月"d"日" or [Red]0.00%. */
enum xlsx_format xlsx_format_of(const char *code);
#endif
