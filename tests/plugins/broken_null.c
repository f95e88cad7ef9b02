/* broken_null.c: a plugin that must not be loaded: it refuses by itself. */
#include "guiju.h"

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	(void)host;
	return NULL;
}
