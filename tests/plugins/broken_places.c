/* broken_places.c: a source whose row numbers do not rise. */
#define NAME "broken_places"
#define AT_ROW(s, b, r) (b)->places[r] = 1
#include "tests/plugins/broken_source.h"
