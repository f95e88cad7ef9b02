/* check_page.c: finds and prints the page that explains a finding. */
#include "engine/cli/check.h"

#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/cli/say.h"
#include "engine/policy/finding_codes.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef GUIJU_FINDINGS_DIR
#define GUIJU_FINDINGS_DIR "/usr/local/share/guiju/findings"
#endif

static FILE *page_open(char *path, size_t size, const char *code)
{
	const char *asked = getenv("GUIJU_FINDINGS_PATH");
	int n =
	    snprintf(path, size, "%s/%s.md", asked && *asked ? asked : GUIJU_FINDINGS_DIR, code);

	return n > 0 && (size_t)n < size ? fopen(path, "r") : NULL;
}

static bool is_code(const char *code)
{
	for (int i = 0; i < GJ_FINDING_IDS; i++)
		if (strcmp(gj_finding_code((enum gj_finding_id)i), code) == 0)
			return true;
	return false;
}

int gj_check_page(const char *code)
{
	const char *codes[GJ_FINDING_IDS], *near;
	char path[PATH_MAX], upper[8] = "", line[1024];
	FILE *page;

	for (size_t i = 0; i + 1 < sizeof upper && code[i]; i++)
		upper[i] = code[i] >= 'a' && code[i] <= 'z' ? (char)(code[i] - 'a' + 'A') : code[i];
	for (int i = 0; i < GJ_FINDING_IDS; i++)
		codes[i] = gj_finding_code((enum gj_finding_id)i);
	if (strlen(code) >= sizeof upper || !is_code(upper)) {
		near = gj_text_near(upper, codes, GJ_FINDING_IDS);
		if (near)
			gj_say_error(tr("guiju check: there is no finding %s; did you mean %s?"),
			             code, near);
		else
			gj_say_error(
			    tr("guiju check: there is no finding %s; docs/findings.md lists "
			       "them"),
			    code);
		return GJ_EXIT_USAGE;
	}
	page = page_open(path, sizeof path, upper);
	if (page == NULL) {
		gj_say_error(
		    tr("guiju check: the page of %s is not at %s; set GUIJU_FINDINGS_PATH to "
		       "the folder of the pages"),
		    upper, path);
		return GJ_EXIT_FAILED;
	}
	while (fgets(line, sizeof line, page))
		fputs(line, stdout);
	fclose(page);
	return GJ_EXIT_DONE;
}

bool gj_check_page_uri(char *out, size_t size, const char *code)
{
	char path[PATH_MAX], real[PATH_MAX];
	FILE *page = page_open(path, sizeof path, code);

	if (page == NULL)
		return false;
	fclose(page);
	return realpath(path, real) && gj_check_uri(out, size, real);
}
