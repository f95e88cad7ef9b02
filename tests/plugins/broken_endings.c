/* broken_endings.c: a source whose endings have no point. */
#define NAME "broken_endings"
#define ENDINGS "txt"
#include "tests/plugins/broken_source.h"
