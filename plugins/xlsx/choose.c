/* choose.c: names of sheets, compared as people write them. */
#include <string.h>

#include "source.h"

enum { CUT = 24 /* bytes; a longer name may have been cut to what a sheet's can hold */ };

const char *xlsx_choose_strip(const char *sheet)
{
	const char *s = sheet;

	s += strspn(s, "0123456789");
	if (s > sheet)
		s += strspn(s, " ._-");
	if (s > sheet && strncmp(s, "、", strlen("、")) == 0)
		s += strlen("、");
	return *s ? s : sheet;
}

bool xlsx_choose_is_list(const char *sheet, const char *name)
{
	const char *s = xlsx_choose_strip(sheet);
	size_t n = strlen(s);
	size_t i;

	if (name == NULL || *name == '\0')
		return false;
	for (i = 0; i < n; i++) {
		/* What no sheet may be called with is written as a space. */
		if (s[i] == name[i] || (s[i] == ' ' && name[i] && strchr("[]:*?/\\'", name[i])))
			continue;
		return false;
	}
	return name[n] == '\0' || n >= CUT;
}
