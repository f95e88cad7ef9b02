/* broken_fifo.c: a source that waits in open() for a peer that says nothing. */
#define NAME "broken_fifo"
#define TAKES_PIPES 1
#include "tests/plugins/broken_source.h"
