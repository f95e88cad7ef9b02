/* book.h: what the workbook says of itself: its sheets, where its parts lie, how it counts days. */
#ifndef XLSX_BOOK_H
#define XLSX_BOOK_H
#include "package.h"

enum { XLSX_NAME = 160 /* bytes of a sheet's name; it has 31 characters */, XLSX_PATH = 256 };

struct xlsx_book {
	struct xlsx_book_sheet {
		char name[XLSX_NAME];
		char id[64]; /* its relation */
		char part[XLSX_PATH];
		bool hidden;
	} * sheets; /* owned */
	size_t n, room;
	char strings[XLSX_PATH], styles[XLSX_PATH]; /* parts; "" for none */
	bool from_1904;
};

/* GUIJU_NOT_MINE for an archive that is no workbook. */
int32_t xlsx_book_open(struct xlsx_book *b, struct xlsx_package *p, struct src_err *err);
void xlsx_book_close(struct xlsx_book *b);
#endif
