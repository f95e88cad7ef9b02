/* broken_truncate.c: a source that takes want of memory for the end. */
#define NAME "broken_truncate"
#define NO_MEMORY GUIJU_END
#include "tests/plugins/broken_source.h"
