/* report.c: the forms that reports are printed in. */
#include "engine/cli/report.h"

#include "engine/base/tr.h"
#include "engine/cli/say.h"

#include <string.h>

bool gj_report_format_find(enum gj_report_format *out, const char *word)
{
	static const char *const words[] = {
		[GJ_REPORT_TEXT] = "text", [GJ_REPORT_CSV] = "csv", [GJ_REPORT_JSON] = "json"
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], word) == 0) {
			*out = (enum gj_report_format)i;
			return true;
		}
	return false;
}

int gj_report_format_read(enum gj_report_format *out, const char *command, const char *word)
{
	if (gj_report_format_find(out, word))
		return 0;
	gj_say_error(tr("guiju %s: --format is text, csv or json, not %s"), command, word);
	return GJ_EXIT_USAGE;
}
