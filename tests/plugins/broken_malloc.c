/* broken_malloc.c: a source that does not look whether there was memory. */
#define NAME "broken_malloc"
#define AT_OPEN(s) \
	(s)->more = malloc(10); \
	*(char *)(s)->more = 1
#define AT_CLOSE(s) free((s)->more)
#include "tests/plugins/broken_source.h"
