/* http.c: the entry of the HTTP plugin: what it is called and which options it has. */
#include "http.h"

#define OPTION(kind, called, otherwise, zh, en) \
	{ \
		.size = sizeof(struct guiju_option), .type = kind, .name = called, \
		.value = otherwise, .help_zh = zh, .help_en = en \
	}
#define CHOICE(called, words, otherwise, zh, en) \
	{ \
		.size = sizeof(struct guiju_option), .type = GUIJU_OPTION_CHOICE, .name = called, \
		.value = otherwise, .choices = words, .help_zh = zh, .help_en = en \
	}

static const struct guiju_option options[] = {
	OPTION(GUIJU_OPTION_TEXT, "records", "",
	       "记录数组在回答中的位置，如 data.items；不写则回答本身就是数组",
	       "where the array of records is in an answer, as in data.items; by default the "
	       "answer is "
	       "that array"),
	CHOICE("paging", "link next cursor page offset none", "link",
	       "翻页方式：link 按 Link 头，next 按回答中的地址，cursor 按回答中的游标，page "
	       "按页码，offset "
	       "按已取条数，none 只取一页",
	       "how pages follow: by the Link header, by an address or a cursor in the answer, by "
	       "page "
	       "number, by the number of records before, or not at all"),
	OPTION(GUIJU_OPTION_TEXT, "next", "",
	       "回答中指明下一页的字段，如 data.next（paging=next 或 cursor）",
	       "the field of an answer that says where it goes on, as in data.next (paging=next, "
	       "cursor)"),
	OPTION(GUIJU_OPTION_TEXT, "parameter", "",
	       "写页码、条数或游标的查询参数；默认 page、offset、cursor",
	       "the query parameter for page number, offset or cursor; by default called so"),
	OPTION(GUIJU_OPTION_NUMBER, "first-page", "1", "第一页的页码",
	       "the number of the first page"),
	OPTION(GUIJU_OPTION_NUMBER, "page-size", "0",
	       "每页记录数：不足此数的页就是最后一页；0 为未知，读到空页为止",
	       "records of a page: one with fewer is the last; 0: not known, an empty one is"),
	OPTION(GUIJU_OPTION_TEXT, "size-parameter", "", "写每页记录数的查询参数；不写则不发送",
	       "the query parameter that asks for page-size records; by default none"),
	OPTION(GUIJU_OPTION_SECRET, "token", "", "访问令牌", "access token"),
	OPTION(GUIJU_OPTION_TEXT, "token-header", "Authorization: Bearer",
	       "发送令牌的请求头，及令牌前的文字",
	       "the header that carries the token, and what stands "
	       "before it"),
	CHOICE("token-over-http", "no yes", "no", "是否允许令牌经未加密的 http:// 发送",
	       "whether the token may be sent over http://, which is not encrypted"),
	OPTION(GUIJU_OPTION_TEXT, "allow-hosts", "",
	       "除所给地址外，还可以访问的主机（翻页地址、重定向），用逗号分隔，可带端口",
	       "further hosts that pages and redirections may lead to, by commas, with ports if "
	       "need be"),
	CHOICE("allow-private", "no yes", "no", "是否允许连接内网和本机的地址",
	       "whether addresses of private networks and of this machine may be connected to"),
	OPTION(GUIJU_OPTION_TEXT, "ca-file", "", "签发服务器证书的机构证书文件（PEM）",
	       "file of the authorities that may vouch for the server (PEM)"),
	OPTION(GUIJU_OPTION_TEXT, "proxy", "", "代理服务器的地址；环境变量中的不采用",
	       "address of a proxy; what the environment says is not used"),
	OPTION(GUIJU_OPTION_NUMBER, "timeout", "60", "一次请求最多用的秒数",
	       "seconds that one request may take"),
	OPTION(GUIJU_OPTION_NUMBER, "retries", "4", "暂时失败（429、5xx、断线）时重试的次数",
	       "how often to ask again after passing failures (429, 5xx, broken lines)"),
	OPTION(GUIJU_OPTION_NUMBER, "max-page-megabytes", "16",
	       "一页解压后的大小上限（MB），0 为不限",
	       "largest answer, unpacked, in megabytes; 0 for no limit"),
	OPTION(GUIJU_OPTION_NUMBER, "max-megabytes", "4096", "全部回答的大小上限（MB），0 为不限",
	       "largest sum of all answers, in megabytes; 0 for no limit"),
	OPTION(GUIJU_OPTION_NUMBER, "max-pages", "100000", "页数上限，0 为不限",
	       "most pages; 0 for no limit"),
	CHOICE(
	    "resume", "changed appended", "changed",
	    "再次读取时：changed 内容有变则全部重读，appended 记录只增在末尾，从上次之后读起",
	    "when read again: all of it if it has changed at all, or, where records are only ever "
	    "appended, what is new"),
	CHOICE("nested-lists", "yes no", "yes",
	       "记录中是否含有列表；含有则每个列表另取一遍，没有就写 no",
	       "whether lists lie within the records; each is another reading, so say no where "
	       "none do"),
};

static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = "http",
	.version = "1.0",
	.summary_zh = "读取网络服务（REST）分页的 JSON 记录",
	.summary_en = "reads paged JSON records from a web service (REST)",
	.endings = "",
	.options = options,
	.n_options = sizeof options / sizeof *options,
	.source = &http_source_ops,
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	/* Every member of the host's table is called somewhere. */
	return host->size < sizeof *host ? NULL : &plugin;
}
