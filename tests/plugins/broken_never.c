/* broken_never.c: a notifier that gives a notice up and does not say why. */
#define NAME "broken_never"
#define AT_DELIVER(n, notice, d) (d)->result = GUIJU_NEVER
#include "tests/plugins/broken_notifier.h"
