/* broken_global.c: a source that keeps where it is in a global. */
static long at;

#define NAME "broken_global"
#define AT_OPEN(s) at = 0
#define AT_READ(s, b) fseek((s)->file, at, SEEK_SET)
#define AT_END(s, b) at = ftell((s)->file)
#include "tests/plugins/broken_source.h"
