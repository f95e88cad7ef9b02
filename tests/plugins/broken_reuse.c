/* broken_reuse.c: a source that uses one buffer for the texts of all rows. */
#define NAME "broken_reuse"
#define AT_ROW(s, b, r) \
	memcpy((s)->texts, text, n); \
	codes->texts[r].data = (s)->texts
#include "tests/plugins/broken_source.h"
