/* share.c: reads digits, a point, more digits and a percent sign. */
#include "engine/cli/share.h"

#include <string.h>

bool gj_share_read(int64_t *number, int64_t *per, const char *text)
{
	const char *end = text;

	*number = 0;
	*per = 100;
	for (; *end >= '0' && *end <= '9' && *number < 1000000000; end++)
		*number = 10 * *number + (*end - '0');
	if (end > text && *end == '.')
		for (end++; *end >= '0' && *end <= '9' && *per < 100000000; end++, *per *= 10)
			*number = 10 * *number + (*end - '0');
	if (end == text)
		return false;
	if (strcmp(end, "%") == 0)
		return *number <= *per;
	if (*end != '\0' || *per != 100)
		return false;
	*per = 0;
	return true;
}
