/* broken_leak.c: a source that leaves a file open each time. */
#define NAME "broken_leak"
#define AT_OPEN(s) (s)->more = fopen("/dev/null", "re")
#include "tests/plugins/broken_source.h"
