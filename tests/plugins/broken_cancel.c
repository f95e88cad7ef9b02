/* broken_cancel.c: a source that asks whether it should stop and does not care for the answer. */
#define NAME "broken_cancel"
#define AT_READ(s, b) \
	for (;;) { \
		(s)->host->canceled((s)->args->host_data); \
		doze(); \
	}
#include "tests/plugins/broken_source.h"
