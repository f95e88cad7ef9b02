/* format.c: letters of a format's code that count: those outside quotes, brackets and escapes. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "format.h"

enum xlsx_format xlsx_format_built_in(long id)
{
	if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
	    (id >= 50 && id <= 58))
		return XLSX_FORMAT_DAY;
	return id == 9 || id == 10 ? XLSX_FORMAT_PERCENT : XLSX_FORMAT_PLAIN;
}

/* [h] and [ss] count hours and seconds; [Red], [$-804], [DBNum1] are no letters of a day. */
static bool is_elapsed(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strchr("hmsHMS", s[i]) == NULL || s[i] == '\0')
			return false;
	return n > 0;
}

/* "General" has an e, and so have 0.00E+00: these are not years of an era. */
enum xlsx_format xlsx_format_of(const char *code)
{
	bool percent = false;
	const char *end;

	for (; *code != '\0' && *code != ';'; code++) {
		switch (*code) {
		case '"':
			end = strchr(code + 1, '"');
			if (end == NULL)
				return percent ? XLSX_FORMAT_PERCENT : XLSX_FORMAT_PLAIN;
			code = end;
			break;
		case '[':
			end = strchr(code, ']');
			if (end == NULL)
				return percent ? XLSX_FORMAT_PERCENT : XLSX_FORMAT_PLAIN;
			if (is_elapsed(code + 1, (size_t)(end - code - 1)))
				return XLSX_FORMAT_DAY;
			code = end;
			break;
		case '\\':
		case '_':
		case '*':
			if (code[1] != '\0')
				code++;
			break;
		case '%':
			percent = true;
			break;
		case 'G':
		case 'g':
			if (strncasecmp(code, "General", 7) == 0)
				code += 6;
			break;
		case 'E':
			if (code[1] == '+' || code[1] == '-')
				code++;
			else
				return XLSX_FORMAT_DAY;
			break;
		case 'y':
		case 'Y':
		case 'm':
		case 'M':
		case 'd':
		case 'D':
		case 'h':
		case 'H':
		case 's':
		case 'S':
		case 'e':
			return XLSX_FORMAT_DAY;
		default:
			break;
		}
	}
	return percent ? XLSX_FORMAT_PERCENT : XLSX_FORMAT_PLAIN;
}
