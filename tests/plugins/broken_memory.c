/* broken_memory.c: a source that leaves memory behind each time. */
#define NAME "broken_memory"
#define AT_OPEN(s) (s)->more = strdup((s)->args->location)
#include "tests/plugins/broken_source.h"
