/* xlsx.c: the entry of the workbook plugin: what it is called and which options it has. */
#include "xlsx.h"

static const struct guiju_option options[] = {
	{
	    .size = sizeof *options,
	    .type = GUIJU_OPTION_TEXT,
	    .name = "sheet",
	    .value = "",
	    .help_zh = "工作表的名称，或从 1 起的序号；不写则取第一个表头相符的工作表",
	    .help_en =
		"the sheet's name, or its number from 1; by default the first whose headings fit",
	},
	{
	    .size = sizeof *options,
	    .type = GUIJU_OPTION_NUMBER,
	    .name = "max-megabytes",
	    .value = "1024",
	    .help_zh = "解压后的大小上限（MB），0 为不限",
	    .help_en = "largest size when unpacked, in megabytes; 0 for no limit",
	},
};

static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = "xlsx",
	.version = "1.0",
	.summary_zh = "读取 Excel、WPS 的 .xlsx 工作簿",
	.summary_en = "reads .xlsx workbooks of Excel and WPS",
	.endings = ".xlsx .xlsm",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.source = &xlsx_source_ops,
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	/* Every member of the host's table is called somewhere. */
	return host->size < sizeof *host ? NULL : &plugin;
}
