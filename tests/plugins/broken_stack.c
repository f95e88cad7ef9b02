/* broken_stack.c: a source that hands over texts on its stack. */
#define NAME "broken_stack"
#define AT_ROW(s, b, r) codes->texts[r].data = line
#include "tests/plugins/broken_source.h"
