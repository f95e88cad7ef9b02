/* broken_mute.c: a notifier that does not say what became of a notice. */
#define NAME "broken_mute"
#define AT_DELIVER(n, notice, d) (d)->result = 0
#include "tests/plugins/broken_notifier.h"
