/* broken_rows.c: a source that says it filled more rows than there is room for. */
#define NAME "broken_rows"
#define AT_END(s, b) (b)->rows = (b)->capacity + 1
#include "tests/plugins/broken_source.h"
