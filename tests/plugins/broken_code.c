/* broken_code.c: a source whose read() gives a number of its own. */
#define NAME "broken_code"
#define AT_END(s, b) \
	if ((b)->rows == 0) \
	return 7
#include "tests/plugins/broken_source.h"
