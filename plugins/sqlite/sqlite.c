/* sqlite.c: the entry of the SQLite plugin: what it is called and which options it has. */
#include "sqlite.h"

static const struct guiju_option options[] = {
	{
	    .size = sizeof *options,
	    .type = GUIJU_OPTION_TEXT,
	    .name = "query",
	    .value = "",
	    .help_zh = "取得各行的 SELECT 语句；不写则读取 table 所指的表",
	    .help_en = "the SELECT that gives the rows; by default those of the table",
	},
	{
	    .size = sizeof *options,
	    .type = GUIJU_OPTION_TEXT,
	    .name = "table",
	    .value = "",
	    .help_zh = "要读取的表或视图；文件中只有一个时可不写",
	    .help_en = "the table or view to read; may be left out where there is only one",
	},
};

static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = "sqlite",
	.version = "1.0",
	.summary_zh = "读取 SQLite 数据库（只读）",
	.summary_en = "reads SQLite databases (never writes)",
	.endings = ".db .sqlite .sqlite3",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.source = &sqlite_source_ops,
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	/* Every member of the host's table is called somewhere. */
	return host->size < sizeof *host ? NULL : &plugin;
}
