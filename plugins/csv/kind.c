/* kind.c: knows the files that people take for CSV by their first bytes. */
#include <string.h>
#include <strings.h>

#include "common/tell.h"
#include "kind.h"

#define MAGIC(bytes) bytes, sizeof(bytes) - 1

static bool begins(const char *head, size_t n, const char *magic, size_t size)
{
	return n >= size && memcmp(head, magic, size) == 0;
}

const char *csv_kind_other(const char *head, size_t n)
{
	static const struct {
		const char *magic;
		size_t size;
		const char *kind;
	} kinds[] = {
		{ MAGIC("PK\3\4"), TR_NOOP("an .xlsx workbook (or another ZIP archive)") },
		{ MAGIC("\xd0\xcf\x11\xe0"),
		  TR_NOOP("an .xls workbook (or a workbook with a password)") },
		{ MAGIC("%PDF-"), TR_NOOP("a PDF document") },
		{ MAGIC("{\\rtf"), TR_NOOP("an RTF document") },
		{ MAGIC("SQLite format 3"), TR_NOOP("a SQLite database") },
		{ MAGIC("\x1f\x8b"), TR_NOOP("a file compressed by gzip") },
		{ MAGIC("Rar!"), TR_NOOP("a RAR archive") },
		{ MAGIC("7z\xbc\xaf"), TR_NOOP("a 7z archive") },
		{ MAGIC("\x7f"
		        "ELF"),
		  TR_NOOP("a program") },
		{ MAGIC("\x89PNG"), TR_NOOP("a picture") },
		{ MAGIC("\xff\xd8\xff"), TR_NOOP("a picture") },
	};
	/* Systems of offices export "Excel" files that are web pages in truth. */
	static const char *const tags[] = { "<html", "<!doctype", "<?xml", "<table", "<meta" };
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (begins(head, n, kinds[i].magic, kinds[i].size))
			return kinds[i].kind;
	if (csv_kind_utf8_mark(head, n)) {
		head += 3;
		n -= 3;
	}
	while (n > 0 && strchr(" \t\r\n", *head) != NULL && *head != '\0') {
		head++;
		n--;
	}
	for (i = 0; i < sizeof tags / sizeof *tags; i++)
		if (n >= strlen(tags[i]) && strncasecmp(head, tags[i], strlen(tags[i])) == 0)
			return TR_NOOP("a web page or XML file");
	return NULL;
}

bool csv_kind_utf16(const char *head, size_t n)
{
	return begins(head, n, MAGIC("\xff\xfe")) || begins(head, n, MAGIC("\xfe\xff"));
}

bool csv_kind_utf8_mark(const char *head, size_t n)
{
	return begins(head, n, MAGIC("\xef\xbb\xbf"));
}

bool csv_kind_gb18030_mark(const char *head, size_t n)
{
	return begins(head, n, MAGIC("\x84\x31\x95\x33"));
}
