/* broken_entry.c: a plugin that crashes as soon as it is loaded. */
#include "guiju.h"

#include <stdlib.h>

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	if (host->size)
		abort();
	return NULL;
}
