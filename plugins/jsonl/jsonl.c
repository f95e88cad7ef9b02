/* jsonl.c: the entry of the JSON plugin: what it is called and which options it has. */
#include "jsonl.h"

static const struct guiju_option options[] = {
	{
	    .size = sizeof *options,
	    .type = GUIJU_OPTION_NUMBER,
	    .name = "max-megabytes",
	    .value = "4096",
	    .help_zh = "文件大小上限（MB），0 为不限",
	    .help_en = "largest file to read, in megabytes; 0 for no limit",
	},
};

static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = "jsonl",
	.version = "1.0",
	.summary_zh = "读取 JSON 记录（每行一个，或一个数组）",
	.summary_en = "reads JSON records (one a line, or one array)",
	.endings = ".jsonl .ndjson .json",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.source = &jsonl_source_ops,
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	/* Every member of the host's table is called somewhere. */
	return host->size < sizeof *host ? NULL : &plugin;
}
