/* broken_noentry.c: a plugin that must not be loaded: a shared object without the entry symbol. */
#include "guiju.h"

/* Nearly the name. */
GUIJU_EXPORT const struct guiju_plugin *guiju_plugin_entri(const struct guiju_host *host);

const struct guiju_plugin *guiju_plugin_entri(const struct guiju_host *host)
{
	(void)host;
	return NULL;
}
