/* broken_secret.c: a source that logs a secret. */
#define NAME "broken_secret"
#define AT_OPEN(s) \
	(s)->host->log((s)->args->host_data, GUIJU_LOG_INFO, \
	               (s)->host->option((s)->args->host_data, "token"))
#include "tests/plugins/broken_source.h"
