/* broken_unmarked.c: a source that reports a cell and does not mark it. */
#define NAME "broken_unmarked"
#define AT_ROW(s, b, r) (s)->host->bad_cell((s)->args->host_data, r, 0, "x", 1, "it is odd")
#include "tests/plugins/broken_source.h"
