/* broken_silent.c: a source that fails and does not say why. */
#define NAME "broken_silent"
#define AT_END(s, b) \
	if ((b)->rows == 0) \
	return GUIJU_FAILED
#include "tests/plugins/broken_source.h"
