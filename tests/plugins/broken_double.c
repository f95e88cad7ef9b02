/* broken_double.c: a source that reads the last row of a full batch once more. */
#define NAME "broken_double"
#define AT_END(s, b) \
	if ((b)->rows == (b)->capacity) \
	fseek((s)->file, -19, SEEK_CUR)
#include "tests/plugins/broken_source.h"
