/* mail.c: notices as letters through a mail server, by libcurl. */
#include "guiju.h"

#include <curl/curl.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "letter.h"

#define tr(text) dgettext("guiju", text)

enum { TEXT_MOST = 1 << 20, ATTACHMENTS_MOST = 20 << 20, REFUSED_LOGIN = 530 };

struct guiju_notifier {
	const struct guiju_host *host;
	void *host_data;
	const char *server, *from, *from_name; /* the host's, until close() */
	CURL *easy; /* owned; its connection serves one letter after another */
	int spent;  /* the line may still bring an answer to a letter given up */
	char why[CURL_ERROR_SIZE];
	char reason[CURL_ERROR_SIZE +
	            200]; /* what delivery->reason points to, until the next call */
	char *shown;      /* owned; what print() made last */
};

static const char *option(const struct guiju_host *host, void *in, const char *name)
{
	const char *value = host->option(in, name);

	return value ? value : "";
}

static int on_progress(void *in, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	struct guiju_notifier *n = in;

	(void)a;
	(void)b;
	(void)c;
	(void)d;
	return n->host->canceled(n->host_data) != 0;
}

/* What a server says, and its certificate, are nobody's output. */
static size_t on_data(char *data, size_t size, size_t n, void *in)
{
	(void)data;
	(void)in;
	return size * n;
}

static CURLcode set_up(struct guiju_notifier *n)
{
	const struct guiju_host *host = n->host;
	const char *tls = option(host, n->host_data, "tls");
	const char *user = option(host, n->host_data, "user");
	const char *ca = option(host, n->host_data, "ca-file");
	long timeout = strtol(option(host, n->host_data, "timeout"), NULL, 10);
	long use = strcmp(tls, "none") == 0  ? (long)CURLUSESSL_NONE
	           : strcmp(tls, "try") == 0 ? (long)CURLUSESSL_TRY
	                                     : (long)CURLUSESSL_ALL;
	CURLcode code = CURLE_OK;

#define SET(what, value) \
	do { \
		if (code == CURLE_OK) \
			code = curl_easy_setopt(n->easy, what, value); \
	} while (0)
	SET(CURLOPT_URL, n->server);
	SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	SET(CURLOPT_USE_SSL, use);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_PROXY, "");
	SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	SET(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	SET(CURLOPT_CONNECTTIMEOUT, timeout > 0 ? timeout : 20L);
	SET(CURLOPT_TIMEOUT, timeout > 0 ? timeout : 20L);
	SET(CURLOPT_NOPROGRESS, 0L);
	SET(CURLOPT_XFERINFOFUNCTION, on_progress);
	SET(CURLOPT_XFERINFODATA, n);
	SET(CURLOPT_WRITEFUNCTION, on_data);
	SET(CURLOPT_ERRORBUFFER, n->why);
	SET(CURLOPT_MAIL_FROM, n->from);
	if (*user) {
		SET(CURLOPT_USERNAME, user);
		SET(CURLOPT_PASSWORD, option(host, n->host_data, "password"));
	}
	if (*ca)
		SET(CURLOPT_CAINFO, ca);
#undef SET
	return code;
}

static void mail_close(struct guiju_notifier *n)
{
	curl_easy_cleanup(n->easy);
	free(n->shown);
	free(n);
}

static int32_t mail_open(const struct guiju_host *host, const struct guiju_notifier_open *args,
                         struct guiju_notifier **out)
{
	const char *server = option(host, args->host_data, "server");
	const char *from = option(host, args->host_data, "from");
	struct guiju_notifier *n;
	CURLcode code;

	if (strncmp(server, "smtp://", 7) != 0 && strncmp(server, "smtps://", 8) != 0)
		return host->fail(args->host_data,
		                  tr("give the mail server as option server=smtp://HOST:PORT or "
		                     "smtps://HOST"));
	if (!mail_address_is_good(from))
		return host->fail(args->host_data,
		                  tr("give who writes as option from=office@example.cn"));
	n = calloc(1, sizeof *n);
	if (n == NULL)
		return GUIJU_NOMEM;
	n->host = host;
	n->host_data = args->host_data;
	n->server = server;
	n->from = from;
	n->from_name = option(host, args->host_data, "from-name");
	/* Without its counterpart in close(): taken down and set up again, libcurl leaves memory behind each time. */
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		n->easy = curl_easy_init();
	code = n->easy ? set_up(n) : CURLE_OUT_OF_MEMORY;
	if (code == CURLE_OK) {
		*out = n;
		return GUIJU_OK;
	}
	mail_close(n);
	return code == CURLE_OUT_OF_MEMORY ? GUIJU_NOMEM
	                                   : host->fail(args->host_data, curl_easy_strerror(code));
}

/* --- a letter --- */

static int add(struct curl_slist **list, const char *line)
{
	struct curl_slist *more = curl_slist_append(*list, line);

	if (more)
		*list = more;
	return more ? 0 : -1;
}

/* The header, a line each; NULL: no memory, or a text that no line takes (*unfit). */
static struct curl_slist *headers(const struct guiju_notifier *n, const struct guiju_notice *notice,
                                  int *unfit)
{
	struct curl_slist *list = NULL;
	char line[MAIL_LINE], id[400];
	const char *domain = strchr(n->from, '@') + 1;
	int bad = 0;

	mail_date(line, n->host->now(n->host_data));
	bad |= add(&list, line);
	*unfit = mail_person(line, "From", n->from_name, n->from) < 0;
	bad |= *unfit || add(&list, line);
	*unfit |= mail_person(line, "To", notice->name, notice->address) < 0;
	bad |= *unfit || add(&list, line);
	*unfit |= mail_header(line, "Subject", notice->subject) < 0;
	bad |= *unfit || add(&list, line);
	snprintf(id, sizeof id, "Message-ID: <%s@%s>", notice->key, domain);
	bad |= add(&list, id);
	bad |= add(&list, "Auto-Submitted: auto-generated");
	if (bad) {
		curl_slist_free_all(list);
		return NULL;
	}
	return list;
}

static CURLcode add_name(curl_mimepart *part, const char *name)
{
	struct curl_slist *list = NULL;
	char line[MAIL_LINE];

	if (mail_attached(line, name) < 0)
		return CURLE_OK; /* a file without a name is one, too */
	if (add(&list, line) != 0)
		return CURLE_OUT_OF_MEMORY;
	return curl_mime_headers(part, list, 1);
}

static CURLcode add_part(curl_mime *mime, const void *data, size_t size, const char *type,
                         const char *name)
{
	curl_mimepart *part = curl_mime_addpart(mime);
	CURLcode code = part ? curl_mime_data(part, data, size) : CURLE_OUT_OF_MEMORY;

	if (code == CURLE_OK)
		code = curl_mime_type(part, type);
	if (code == CURLE_OK)
		code = curl_mime_encoder(part, "base64");
	return code == CURLE_OK && name ? add_name(part, name) : code;
}

static CURLcode add_body(curl_mime *mime, const struct guiju_notice *notice)
{
	CURLcode code =
	    add_part(mime, notice->text, strlen(notice->text), "text/plain; charset=utf-8", NULL);

	for (uint32_t i = 0; code == CURLE_OK && i < notice->n_attachments; i++) {
		const struct guiju_attachment *a = guiju_attachment_at(notice, i);

		code = add_part(mime, a->data, a->n,
		                *a->type ? a->type : "application/octet-stream", a->name);
	}
	return code;
}

static CURLcode send_letter(struct guiju_notifier *n, const struct guiju_notice *notice,
                            struct curl_slist *head)
{
	struct curl_slist *to = curl_slist_append(NULL, notice->address);
	curl_mime *mime = to ? curl_mime_init(n->easy) : NULL;
	CURLcode code = mime ? add_body(mime, notice) : CURLE_OUT_OF_MEMORY;

	if (code == CURLE_OK)
		code = curl_easy_setopt(n->easy, CURLOPT_MAIL_RCPT, to);
	if (code == CURLE_OK)
		code = curl_easy_setopt(n->easy, CURLOPT_HTTPHEADER, head);
	if (code == CURLE_OK)
		code = curl_easy_setopt(n->easy, CURLOPT_MIMEPOST, mime);
	*n->why = '\0';
	if (code == CURLE_OK)
		code = curl_easy_perform(n->easy);
	curl_easy_setopt(n->easy, CURLOPT_MIMEPOST, NULL);
	curl_easy_setopt(n->easy, CURLOPT_HTTPHEADER, NULL);
	curl_easy_setopt(n->easy, CURLOPT_MAIL_RCPT, NULL);
	curl_mime_free(mime);
	curl_slist_free_all(to);
	return code;
}

/* --- what became of it --- */

static int32_t tell(struct guiju_notifier *n, struct guiju_delivery *d, int32_t result,
                    const char *what, const char *more)
{
	snprintf(n->reason, sizeof n->reason, *more ? "%s: %s" : "%s", what, more);
	d->result = result;
	d->reason = result == GUIJU_DELIVERED ? NULL : n->reason;
	return GUIJU_OK;
}

/* Where every letter would fare the same, no letter pays for it. */
static int32_t refuse_all(struct guiju_notifier *n, const char *what)
{
	char text[CURL_ERROR_SIZE + 200];

	snprintf(text, sizeof text, "%s (%s)", what, n->why);
	return n->host->fail(n->host_data, text);
}

static int32_t settle(struct guiju_notifier *n, struct guiju_delivery *d, CURLcode code)
{
	long said = 0;

	curl_easy_getinfo(n->easy, CURLINFO_RESPONSE_CODE, &said);
	switch (code) {
	case CURLE_OK:
		return tell(n, d, GUIJU_DELIVERED, "", "");
	case CURLE_OUT_OF_MEMORY:
		return GUIJU_NOMEM;
	case CURLE_ABORTED_BY_CALLBACK:
		return tell(n, d, GUIJU_RETRY, tr("delivery was stopped"), "");
	case CURLE_LOGIN_DENIED:
		return refuse_all(n, tr("the mail server takes neither user nor password as they "
		                        "are: look at the options user and password"));
	case CURLE_USE_SSL_FAILED:
		return refuse_all(n, tr("the mail server offers no TLS: tls=none sends openly"));
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
		return refuse_all(n, tr("the mail server's certificate is not good: its "
		                        "authority goes into the option ca-file"));
	default:
		break;
	}
	if (said == REFUSED_LOGIN)
		return refuse_all(n, tr("the mail server wants a user or TLS first"));
	if (said >= 500 && said <= 599)
		return tell(n, d, GUIJU_NEVER, tr("the mail server refuses the letter"), n->why);
	return tell(n, d, GUIJU_RETRY, tr("the mail server did not take the letter"),
	            *n->why ? n->why : curl_easy_strerror(code));
}

/* libcurl keeps a line whose answer did not come in time, and would take that answer for one to the next letter: a new
 * handle has a new line. */
static CURLcode renew(struct guiju_notifier *n)
{
	if (n->easy && !n->spent)
		return CURLE_OK;
	curl_easy_cleanup(n->easy);
	n->easy = curl_easy_init();
	n->spent = 0;
	return n->easy ? set_up(n) : CURLE_OUT_OF_MEMORY;
}

static int32_t mail_deliver(struct guiju_notifier *n, const struct guiju_notice *notice,
                            struct guiju_delivery *d)
{
	struct curl_slist *head;
	int unfit = 0;
	CURLcode code;

	if (!mail_address_is_good(notice->address))
		return tell(n, d, GUIJU_NEVER, tr("this is no mail address"), notice->address);
	if (n->host->canceled(n->host_data))
		return tell(n, d, GUIJU_RETRY, tr("delivery was stopped"), "");
	code = renew(n);
	if (code != CURLE_OK)
		return code == CURLE_OUT_OF_MEMORY
		           ? GUIJU_NOMEM
		           : n->host->fail(n->host_data, curl_easy_strerror(code));
	head = headers(n, notice, &unfit);
	if (head == NULL && unfit)
		return tell(n, d, GUIJU_NEVER, tr("the subject or a name is too long for a letter"),
		            "");
	if (head == NULL)
		return GUIJU_NOMEM;
	code = send_letter(n, notice, head);
	n->spent = code != CURLE_OK;
	curl_slist_free_all(head);
	return settle(n, d, code);
}

static void mail_limits(struct guiju_notifier *n, struct guiju_limits *limits)
{
	(void)n;
	limits->text_bytes = TEXT_MOST;
	limits->attachments = 1;
	limits->attachment_bytes = ATTACHMENTS_MOST;
}

static int32_t mail_print(struct guiju_notifier *n, const struct guiju_notice *notice,
                          struct guiju_text *out)
{
	size_t room = strlen(notice->subject) + strlen(notice->text) + strlen(notice->name) +
	              strlen(notice->address) + strlen(n->from) + strlen(n->from_name) +
	              strlen(n->server) + 300;
	size_t at;

	for (uint32_t i = 0; i < notice->n_attachments; i++)
		room += strlen(guiju_attachment_at(notice, i)->name) + 50;
	free(n->shown);
	n->shown = malloc(room);
	if (n->shown == NULL)
		return GUIJU_NOMEM;
	at = (size_t)snprintf(n->shown, room, "%s\nFrom: %s <%s>\nTo: %s <%s>\nSubject: %s\n",
	                      n->server, n->from_name, n->from, notice->name, notice->address,
	                      notice->subject);
	for (uint32_t i = 0; i < notice->n_attachments; i++)
		at += (size_t)snprintf(n->shown + at, room - at, "Attachment: %s, %zu bytes\n",
		                       guiju_attachment_at(notice, i)->name,
		                       guiju_attachment_at(notice, i)->n);
	at += (size_t)snprintf(n->shown + at, room - at, "\n%s\n", notice->text);
	*out = (struct guiju_text){ n->shown, at };
	return GUIJU_OK;
}

static const struct guiju_notifier_ops notifier = {
	.size = sizeof notifier,
	.open = mail_open,
	.deliver = mail_deliver,
	.close = mail_close,
	.limits = mail_limits,
	.print = mail_print,
};

static const struct guiju_option options[] = {
	{ .size = sizeof options[0],
	  .type = GUIJU_OPTION_TEXT,
	  .name = "server",
	  .value = "",
	  .help_zh = "邮件服务器，smtp://主机:端口 或 smtps://主机",
	  .help_en = "the mail server, smtp://HOST:PORT or smtps://HOST" },
	{ .size = sizeof options[0],
	  .type = GUIJU_OPTION_CHOICE,
	  .name = "tls",
	  .value = "required",
	  .choices = "required try none",
	  .help_zh = "smtp:// 时是否加密",
	  .help_en = "whether the line is encrypted, with smtp://" },
	{ .size = sizeof options[0],
	  .type = GUIJU_OPTION_TEXT,
	  .name = "ca-file",
	  .value = "",
	  .help_zh = "信任的证书颁发机构文件（默认用系统的）",
	  .help_en = "file of the authorities that are trusted (default: the system's)" },
	{ .size = sizeof options[0],
	  .type = GUIJU_OPTION_TEXT,
	  .name = "from",
	  .value = "",
	  .help_zh = "发件地址",
	  .help_en = "the address that it comes from" },
	{ .size = sizeof options[0],
	  .type = GUIJU_OPTION_TEXT,
	  .name = "from-name",
	  .value = "",
	  .help_zh = "发件人名称",
	  .help_en = "the name beside it" },
	{ .size = sizeof options[0],
	  .type = GUIJU_OPTION_TEXT,
	  .name = "user",
	  .value = "",
	  .help_zh = "登录名",
	  .help_en = "who logs in" },
	{ .size = sizeof options[0],
	  .type = GUIJU_OPTION_SECRET,
	  .name = "password",
	  .value = "",
	  .help_zh = "登录密码，写作 env:名称 或 file:/路径",
	  .help_en = "the password, as env:NAME or file:/path" },
	{ .size = sizeof options[0],
	  .type = GUIJU_OPTION_NUMBER,
	  .name = "timeout",
	  .value = "20",
	  .help_zh = "一封信最多用几秒",
	  .help_en = "seconds that one letter may take" },
};

static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = "mail",
	.version = "1.0",
	.summary_zh = "用电子邮件发送通知（SMTP）",
	.summary_en = "sends notices by mail (SMTP)",
	.endings = "",
	.options = options,
	.n_options = sizeof options / sizeof options[0],
	.notifier = &notifier,
};

GUIJU_EXPORT const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	(void)host;
	return &plugin;
}
