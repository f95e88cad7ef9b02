/* book.c: reads workbook.xml and the relations that lead from it to the other parts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "book.h"
#include "xml.h"

enum { SHEETS = 1000 };

struct reader {
	struct xlsx_xml xml; /* first */
	struct xlsx_book *book;
	char *main;       /* the part of the workbook itself; XLSX_PATH bytes */
	const char *base; /* the part whose relations these are */
};

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n >= k && strcmp(s + n - k, end) == 0;
}

/* A relation's target as a part: from the folder of `base`, or from the top. "" when it is none. */
static void resolve(char out[XLSX_PATH], const char *base, const char *target)
{
	char path[2 * XLSX_PATH];
	const char *slash = strrchr(base, '/');
	char *part, *rest = path;
	size_t used = 0;

	*out = '\0';
	if (*target == '/')
		snprintf(path, sizeof path, "%.*s", XLSX_PATH - 1, target);
	else
		snprintf(path, sizeof path, "%.*s%.*s", slash ? (int)(slash + 1 - base) : 0, base,
		         XLSX_PATH - 1, target);
	while ((part = strsep(&rest, "/")) != NULL) {
		size_t n = strlen(part);

		if (n == 0 || strcmp(part, ".") == 0)
			continue;
		if (strcmp(part, "..") == 0) {
			while (used > 0 && out[--used] != '/')
				continue;
			out[used] = '\0';
			continue;
		}
		if (used + n + 2 > XLSX_PATH) {
			*out = '\0';
			return;
		}
		used +=
		    (size_t)snprintf(out + used, XLSX_PATH - used, "%s%s", used ? "/" : "", part);
	}
}

static void on_relation(void *in, const char *name, const char **attributes)
{
	struct reader *r = in;
	const char *id = xlsx_xml_get(attributes, "Id");
	const char *type = xlsx_xml_get(attributes, "Type");
	const char *target = xlsx_xml_get(attributes, "Target");
	size_t i;

	if (strcmp(name, "Relationship") != 0 || !id || !type || !target)
		return;
	if (r->main && ends_with(type, "/officeDocument"))
		resolve(r->main, "", target);
	if (r->main)
		return;
	if (ends_with(type, "/sharedStrings"))
		resolve(r->book->strings, r->base, target);
	else if (ends_with(type, "/styles"))
		resolve(r->book->styles, r->base, target);
	/* A sheet of charts has another type, and no cells. */
	else if (ends_with(type, "/worksheet"))
		for (i = 0; i < r->book->n; i++)
			if (strcmp(r->book->sheets[i].id, id) == 0)
				resolve(r->book->sheets[i].part, r->base, target);
}

static bool is_true(const char *value)
{
	return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void put_sheet(struct reader *r, const char **attributes)
{
	struct xlsx_book *b = r->book;
	const char *name = xlsx_xml_get(attributes, "name");
	const char *id = xlsx_xml_get(attributes, "id");
	const char *state = xlsx_xml_get(attributes, "state");
	struct src_err err;

	if (!name || !id || b->n == SHEETS)
		return;
	if (b->n == b->room) {
		size_t room = b->room ? 2 * b->room : 8;
		struct xlsx_book_sheet *grown = realloc(b->sheets, room * sizeof *grown);

		if (grown == NULL) {
			src_tell_nomem(&err);
			xlsx_xml_fail(&r->xml, &err);
			return;
		}
		b->sheets = grown;
		b->room = room;
	}
	b->sheets[b->n] = (struct xlsx_book_sheet){ .hidden = state && strcmp(state, "visible") };
	src_tell_copy(b->sheets[b->n].name, XLSX_NAME, name);
	snprintf(b->sheets[b->n].id, sizeof b->sheets->id, "%s", id);
	b->n++;
}

static void on_book(void *in, const char *name, const char **attributes)
{
	struct reader *r = in;

	if (strcmp(name, "sheet") == 0)
		put_sheet(r, attributes);
	else if (strcmp(name, "workbookPr") == 0)
		r->book->from_1904 = is_true(xlsx_xml_get(attributes, "date1904"));
}

static int32_t not_mine(const struct xlsx_package *p, struct src_err *err)
{
	static const struct {
		const char *part, *kind;
	} kinds[] = {
		{ "xl/workbook.bin", TR_NOOP("an .xlsb workbook") },
		{ "word/document.xml", TR_NOOP("a Word document") },
		{ "ppt/presentation.xml", TR_NOOP("a presentation") },
		{ "content.xml", TR_NOOP("an OpenDocument file") },
		{ "Workbook.xml", TR_NOOP("a file of another program") },
	};
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (xlsx_package_has(p, kinds[i].part))
			return src_tell(err, GUIJU_NOT_MINE,
			                tr("this is %s: open it in the spreadsheet program and "
			                   "save it as .xlsx"),
			                tr(kinds[i].kind));
	return src_tell(err, GUIJU_NOT_MINE, "%s",
	                tr("this is a ZIP archive without a workbook: unpack it, and import what "
	                   "is in it"));
}

int32_t xlsx_book_open(struct xlsx_book *b, struct xlsx_package *p, struct src_err *err)
{
	static const struct xlsx_xml_ops relation_ops = { .start = on_relation };
	static const struct xlsx_xml_ops book_ops = { .start = on_book };
	char main[XLSX_PATH] = "xl/workbook.xml", relations[XLSX_PATH + 16];
	struct reader r = { .book = b, .main = main };
	const char *slash;
	int32_t rc;

	*b = (struct xlsx_book){ .n = 0 };
	rc = xlsx_xml_read(p, "_rels/.rels", &relation_ops, &r, err);
	if (rc != GUIJU_OK)
		return rc;
	if (!xlsx_package_has(p, main) || ends_with(main, ".bin") ||
	    strncmp(main, "word/", 5) == 0 || strncmp(main, "ppt/", 4) == 0)
		return not_mine(p, err);
	r.main = NULL;
	r.base = main;
	rc = xlsx_xml_read(p, main, &book_ops, &r, err);
	if (rc != GUIJU_OK)
		return rc;
	slash = strrchr(main, '/');
	slash = slash ? slash + 1 : main;
	snprintf(relations, sizeof relations, "%.*s_rels/%s.rels", (int)(slash - main), main,
	         slash);
	rc = xlsx_xml_read(p, relations, &relation_ops, &r, err);
	if (rc == GUIJU_OK && b->n == 0)
		return src_tell(err, GUIJU_FAILED, "%s", tr("the workbook has no sheets"));
	return rc;
}

void xlsx_book_close(struct xlsx_book *b)
{
	free(b->sheets);
	*b = (struct xlsx_book){ .n = 0 };
}
