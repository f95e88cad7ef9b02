/* broken_locale.c: a source that changes the locale of all of guiju. */
#include <locale.h>

#define NAME "broken_locale"
#define AT_OPEN(s) setlocale(LC_ALL, "C.UTF-8") ? setlocale(LC_NUMERIC, "C") : NULL
#include "tests/plugins/broken_source.h"
