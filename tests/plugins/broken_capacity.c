/* broken_capacity.c: a source that fills one row more than there is room for. */
#define NAME "broken_capacity"
#define AT_END(s, b) \
	if ((b)->rows == (b)->capacity) \
	(b)->places[(b)->rows++] = ++(s)->line
#include "tests/plugins/broken_source.h"
