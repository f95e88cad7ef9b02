/* broken_patient.c: a notifier that waits for its peer whatever the host says. */
#define NAME "broken_patient"
#define AT_DELIVER(n, notice, d) \
	for (;;) { \
		const struct timespec t = { 0, 100000000 }; \
		(n)->host->canceled((n)->host_data); \
		nanosleep(&t, NULL); \
	}
#include "tests/plugins/broken_notifier.h"
