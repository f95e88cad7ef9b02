/* styles.h: the cell styles of a workbook, as far as they tell what a number is. */
#ifndef XLSX_STYLES_H
#define XLSX_STYLES_H
#include "format.h"
#include "package.h"

struct xlsx_styles {
	uint8_t *formats; /* owned; of each style, enum xlsx_format */
	size_t n, room;
};

/* part "": none of them. */
int32_t xlsx_styles_open(struct xlsx_styles *s, struct xlsx_package *p, const char *part,
                         struct src_err *err);
void xlsx_styles_close(struct xlsx_styles *s);
enum xlsx_format xlsx_styles_get(const struct xlsx_styles *s, const char *style);
#endif
