/* broken_exit.c: a source that ends the process. */
#define NAME "broken_exit"
#define AT_READ(s, b) exit(0)
#include "tests/plugins/broken_source.h"
