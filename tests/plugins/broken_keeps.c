/* broken_keeps.c: a notifier that keeps the subject of the notice before. */
#define NAME "broken_keeps"
#define AT_DELIVER(n, notice, d) \
	if ((n)->kept && (n)->kept[0] == 1) \
		(d)->result = GUIJU_RETRY; \
	(n)->kept = (notice)->subject
#include "tests/plugins/broken_notifier.h"
