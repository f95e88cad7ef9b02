/* broken_entry.c: a plugin that crashes as soon as it is loaded. */
#include "guiju.h"

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	*(volatile char *)(size_t)(host->size - host->size) = 0;
	return NULL;
}
