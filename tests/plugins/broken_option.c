/* broken_option.c: a source that asks for an option that it does not declare. */
#define NAME "broken_option"
#define AT_OPEN(s) (s)->host->option((s)->args->host_data, "colour")
#include "tests/plugins/broken_source.h"
