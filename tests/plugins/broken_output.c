/* broken_output.c: a source that prints. */
#define NAME "broken_output"
#define AT_READ(s, b) puts("reading")
#include "tests/plugins/broken_source.h"
