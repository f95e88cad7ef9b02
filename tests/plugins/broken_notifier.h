/* broken_notifier.h: a small right notifier that sends nothing, which each broken_*.c breaks in one place. */
#ifndef TEST_PLUGINS_BROKEN_NOTIFIER_H
#define TEST_PLUGINS_BROKEN_NOTIFIER_H
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "guiju.h"

struct guiju_notifier {
	const struct guiju_host *host;
	void *host_data;
	const char *kept;
};

static int32_t broken_open(const struct guiju_host *host, const struct guiju_notifier_open *args,
                           struct guiju_notifier **out)
{
	struct guiju_notifier *n = calloc(1, sizeof *n);

	if (n == NULL)
		return GUIJU_NOMEM;
	n->host = host;
	n->host_data = args->host_data;
	*out = n;
	return GUIJU_OK;
}

static int32_t broken_deliver(struct guiju_notifier *n, const struct guiju_notice *notice,
                              struct guiju_delivery *delivery)
{
	(void)n;
	(void)notice;
	delivery->result = GUIJU_DELIVERED;
	AT_DELIVER(n, notice, delivery);
	return GUIJU_OK;
}

static void broken_close(struct guiju_notifier *n)
{
	free(n);
}

static const struct guiju_notifier_ops broken_ops = {
	.size = sizeof broken_ops,
	.open = broken_open,
	.deliver = broken_deliver,
	.close = broken_close,
};

static const struct guiju_plugin broken_plugin = {
	.size = sizeof broken_plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = NAME,
	.version = "1",
	.summary_zh = "试验用",
	.summary_en = "for tests",
	.endings = "",
	.notifier = &broken_ops,
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	(void)host;
	return &broken_plugin;
}
#endif
