/* broken_major.c: a plugin that must not be loaded: made for another ABI major. */
#include "guiju.h"

static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.abi_major = GUIJU_ABI_MAJOR + 1,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = "broken",
	.version = "1.0",
	.summary_zh = "不应被加载",
	.summary_en = "must not be loaded",
	.endings = "",
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	(void)host;
	return &plugin;
}
