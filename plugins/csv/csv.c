/* csv.c: the entry of the CSV plugin: what it is called and which options it has. */
#include "csv.h"

static const struct guiju_option options[] = {
	{
	    .size = sizeof *options,
	    .type = GUIJU_OPTION_CHOICE,
	    .name = "encoding",
	    .value = "auto",
	    .choices = "auto utf-8 gb18030",
	    .help_zh = "文件编码；auto 依次按字节顺序标记、UTF-8、GB18030 判断",
	    .help_en =
		"encoding of the file; auto looks for a byte order mark, then UTF-8, then GB18030",
	},
	{
	    .size = sizeof *options,
	    .type = GUIJU_OPTION_CHOICE,
	    .name = "separator",
	    .value = "auto",
	    .choices = "auto , ; tab",
	    .help_zh = "单元格之间的分隔符",
	    .help_en = "what stands between cells",
	},
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
	.name = "csv",
	.version = "1.0",
	.summary_zh = "读取 CSV 表格（UTF-8 或 GB18030）",
	.summary_en = "reads CSV tables (UTF-8 or GB18030)",
	.endings = ".csv .tsv .txt",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.source = &csv_sheet_ops,
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	/* Every member of the host's table is called somewhere. */
	return host->size < sizeof *host ? NULL : &plugin;
}
