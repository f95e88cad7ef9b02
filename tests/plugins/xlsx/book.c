/* book.c: parts that a workbook cannot do without, and the archive around them. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "tests/plugins/xlsx/book.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

void book_zip(const char *path, const struct book_part *parts)
{
	zip_t *zip;
	int code;

	unlink(path);
	zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
	ck_assert_ptr_nonnull(zip);
	for (; parts->name; parts++) {
		zip_source_t *source = zip_source_buffer(zip, parts->text, strlen(parts->text), 0);

		ck_assert_int_ge(zip_file_add(zip, parts->name, source, 0), 0);
	}
	ck_assert_int_eq(zip_close(zip), 0);
}

void book_sheet(const char *path, const char *rows, const char *behind, const char *strings,
                const char *properties)
{
	static const char styles[] =
	    HEAD "<styleSheet><numFmts><numFmt numFmtId=\"164\" "
		 "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
		 "<numFmt numFmtId=\"165\" formatCode=\"[Red]0.00\"/></numFmts>"
		 "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
		 "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"31\"/>"
		 "<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"10\"/>"
		 "<xf numFmtId=\"46\"/></cellXfs></styleSheet>";
	char *sheet, *shared, *book;

	ck_assert_int_gt(asprintf(&sheet, HEAD "<worksheet><sheetData>%s</sheetData>%s</worksheet>",
	                          rows, behind),
	                 0);
	ck_assert_int_gt(asprintf(&shared, HEAD "<sst>%s</sst>", strings), 0);
	ck_assert_int_gt(asprintf(&book,
	                          HEAD "<workbook><workbookPr %s/><sheets><sheet name=\"表一\" "
	                               "sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
	                          properties),
	                 0);
	book_zip(path, (const struct book_part[]){
			   { "_rels/.rels", HEAD
	                     "<Relationships><Relationship Id=\"rId1\" Type=\"" RELATION
	                     "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>" },
			   { "xl/workbook.xml", book },
			   { "xl/_rels/workbook.xml.rels", HEAD
	                     "<Relationships><Relationship Id=\"rId1\" Type=\"" RELATION
	                     "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
	                     "<Relationship Id=\"rId2\" Type=\"" RELATION
	                     "/styles\" Target=\"/xl/styles.xml\"/>"
	                     "<Relationship Id=\"rId3\" Type=\"" RELATION
	                     "/sharedStrings\" Target=\"./sharedStrings.xml\"/></Relationships>" },
			   { "xl/styles.xml", styles },
			   { "xl/sharedStrings.xml", shared },
			   { "xl/worksheets/sheet1.xml", sheet },
			   { NULL, NULL },
		       });
	free(book);
	free(shared);
	free(sheet);
}
