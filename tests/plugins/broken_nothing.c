/* broken_nothing.c: a source with nothing wrong, so that the others are caught by what they break. */
#define NAME "broken_nothing"

#include "tests/plugins/broken_source.h"
