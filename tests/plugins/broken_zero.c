/* broken_zero.c: a source that says GUIJU_OK at the end, without a row. */
#define NAME "broken_zero"
#define AT_END(s, b) \
	if ((b)->rows == 0) \
	return GUIJU_OK
#include "tests/plugins/broken_source.h"
