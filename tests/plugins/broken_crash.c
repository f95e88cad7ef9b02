/* broken_crash.c: a source that crashes at its third row. */
#define NAME "broken_crash"
#define AT_ROW(s, b, r) \
	if ((s)->line == 3) \
	*(volatile char *)(size_t)((s)->line - 3) = 0
#include "tests/plugins/broken_source.h"
