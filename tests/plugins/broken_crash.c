/* broken_crash.c: a source that crashes at its third row. */
#include <stdlib.h>
#define NAME "broken_crash"
#define AT_ROW(s, b, r) \
	if ((s)->line == 3) \
	abort() /* not by a wild pointer, which sanitizers report in words of their own */
#include "tests/plugins/broken_source.h"
