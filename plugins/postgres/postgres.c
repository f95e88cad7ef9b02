/* postgres.c: the entry of the PostgreSQL plugin: what it is called and which options it has. */
#include "postgres.h"

#define OPTION(kind, called, otherwise, zh, en) \
	{ \
		.size = sizeof(struct guiju_option), .type = kind, .name = called, \
		.value = otherwise, .help_zh = zh, .help_en = en \
	}

static const struct guiju_option options[] = {
	OPTION(GUIJU_OPTION_TEXT, "query", "", "取得各行的 SELECT 语句；不写则读取 table 所指的表",
	       "the SELECT that gives the rows; by default those of the table"),
	OPTION(
	    GUIJU_OPTION_TEXT, "table", "", "要读取的表或视图，可带模式名；只有一个时可不写",
	    "the table or view to read, with its schema if need be; may be left out where there is "
	    "only one"),
	OPTION(
	    GUIJU_OPTION_TEXT, "key", "", "值不重复且递增的列：断线后、再次读取时从上次之后读起",
	    "a unique column that grows: the reading goes on behind it after a lost line, and when "
	    "it is read again"),
	OPTION(GUIJU_OPTION_SECRET, "password", "", "数据库口令", "the password of the database"),
	{
	    .size = sizeof(struct guiju_option),
	    .type = GUIJU_OPTION_CHOICE,
	    .name = "sslmode",
	    .value = "verify-full",
	    .choices = "verify-full verify-ca require prefer disable",
	    .help_zh = "连接的加密：默认核对证书和主机名；本机套接字不需要",
	    .help_en = "encryption of the line: by default with certificate and host name checked; "
		       "not for sockets of this machine",
	},
	OPTION(GUIJU_OPTION_TEXT, "ca-file", "", "签发服务器证书的机构证书文件；不写则用系统的",
	       "file of the authorities that may vouch for the server; by default the system's"),
	OPTION(GUIJU_OPTION_TEXT, "cert-file", "", "本机的证书文件",
	       "file with a certificate of ours"),
	OPTION(GUIJU_OPTION_TEXT, "key-file", "", "本机证书的私钥文件",
	       "file with that certificate's private key"),
	OPTION(GUIJU_OPTION_NUMBER, "connect-timeout", "10", "一次连接最多等待的秒数",
	       "seconds that one attempt to connect may take"),
	OPTION(GUIJU_OPTION_NUMBER, "timeout", "0", "整个查询最多用的秒数，0 为不限",
	       "seconds that the whole query may take; 0 for no limit"),
};

static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = "postgres",
	.version = "1.0",
	.summary_zh = "读取 PostgreSQL 数据库（只读）",
	.summary_en = "reads PostgreSQL databases (never writes)",
	.endings = "",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.source = &postgres_source_ops,
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	/* Every member of the host's table is called somewhere. */
	return host->size < sizeof *host ? NULL : &plugin;
}
