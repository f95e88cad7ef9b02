/* broken_hang.c: a source that waits in read() for ever and never asks whether it should stop. */
#define NAME "broken_hang"
#define AT_READ(s, b) \
	for (;;) \
	doze()
#include "tests/plugins/broken_source.h"
