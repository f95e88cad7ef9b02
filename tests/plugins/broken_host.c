/* broken_host.c: a source that writes to memory of the host. */
#define NAME "broken_host"
#define AT_OPEN(s) ((struct guiju_open *)(size_t)(s)->args)->n_columns = 1
#include "tests/plugins/broken_source.h"
