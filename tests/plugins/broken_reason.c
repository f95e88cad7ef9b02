/* broken_reason.c: a source that refuses a cell and does not say why. */
#define NAME "broken_reason"
#define AT_ROW(s, b, r) guiju_cells_at(b, 0)->states[r] = GUIJU_BAD
#include "tests/plugins/broken_source.h"
