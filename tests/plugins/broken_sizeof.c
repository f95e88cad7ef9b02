/* broken_sizeof.c: a source that steps through the columns by sizeof. */
#define NAME "broken_sizeof"
#define AT_OPEN(s) \
	if (strcmp((s)->args->columns[1].key, "") == 0) \
	return GUIJU_NOMEM
#include "tests/plugins/broken_source.h"
