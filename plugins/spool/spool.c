/* spool.c: each notice as files of a folder, for an intranet without a way out: to be printed, or carried on. */
#include "guiju.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4096, NAME_BYTES = 160, TEXT_MOST = 1 << 20, ATTACHMENTS_MOST = 64 << 20 };

struct guiju_notifier {
	const struct guiju_host *host;
	void *host_data;
	int folder;       /* descriptor */
	char reason[300]; /* what delivery->reason points to, until the next call */
	char *shown;      /* owned; what print() made last */
};

static int32_t spool_open(const struct guiju_host *host, const struct guiju_notifier_open *args,
                          struct guiju_notifier **out)
{
	const char *folder = host->option(args->host_data, "folder");
	struct guiju_notifier *n;
	char text[400];
	int fd;

	if (folder[0] == '\0')
		return host->fail(args->host_data, "give the folder as option folder=DIR");
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		snprintf(text, sizeof text,
		         "the folder %.200s cannot be opened: %s; make it, or name another with "
		         "folder=DIR",
		         folder, strerror(errno));
		return host->fail(args->host_data, text);
	}
	n = calloc(1, sizeof *n);
	if (n == NULL) {
		close(fd);
		return GUIJU_NOMEM;
	}
	n->host = host;
	n->host_data = args->host_data;
	n->folder = fd;
	*out = n;
	return GUIJU_OK;
}

static void spool_close(struct guiju_notifier *n)
{
	close(n->folder);
	free(n->shown);
	free(n);
}

static int32_t later(struct guiju_notifier *n, struct guiju_delivery *d, const char *what)
{
	snprintf(n->reason, sizeof n->reason, "%s: %s", what, strerror(errno));
	d->result = GUIJU_RETRY;
	d->reason = n->reason;
	return GUIJU_OK;
}

static int put(int fd, const void *data, size_t n)
{
	const char *at = data;

	while (n > 0) {
		ssize_t put = write(fd, at, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		at += put;
		n -= (size_t)put;
	}
	return 0;
}

/* Whole or not at all: under another name until it is on the disk. 0, or -1 with errno. */
static int put_file(int folder, const char *name, const void *data, size_t n)
{
	char part[NAME_BYTES + 8];
	int fd, failed;

	snprintf(part, sizeof part, "%s.part", name);
	fd = openat(folder, part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0)
		return -1;
	failed = put(fd, data, n) != 0 || fsync(fd) != 0;
	if (close(fd) != 0)
		failed = 1;
	if (!failed && renameat(folder, part, folder, name) == 0)
		return 0;
	failed = errno;
	unlinkat(folder, part, 0);
	errno = failed;
	return -1;
}

/* The owner's; NULL: no memory. */
static char *letter(const struct guiju_notice *notice)
{
	size_t room = strlen(notice->subject) + strlen(notice->text) + strlen(notice->name) +
	              strlen(notice->address) + strlen(notice->key) + 400;
	char *out;
	size_t n;

	for (uint32_t i = 0; i < notice->n_attachments; i++)
		room += strlen(guiju_attachment_at(notice, i)->name) + 100;
	out = malloc(room);
	if (out == NULL)
		return NULL;
	n = (size_t)snprintf(out, room, "%s%s%s%s%s\n%s%s\n%s%s\n",
	                     *notice->language == 'z' ? "收件：" : "To: ", notice->name,
	                     *notice->address ? " <" : "", notice->address,
	                     *notice->address ? ">" : "",
	                     *notice->language == 'z' ? "主题：" : "Subject: ", notice->subject,
	                     *notice->language == 'z' ? "编号：" : "Number: ", notice->key);
	for (uint32_t i = 0; i < notice->n_attachments; i++)
		n += (size_t)snprintf(out + n, room - n, "%s%s-%u-%s\n",
		                      *notice->language == 'z' ? "附件：" : "Attached: ",
		                      notice->key, (unsigned)i + 1,
		                      guiju_attachment_at(notice, i)->name);
	snprintf(out + n, room - n, "\n%s\n", notice->text);
	return out;
}

/* "key-1-list.csv"; what a file system takes for a folder, or what is too long, is cut out of the name. */
static void attachment_name(char out[NAME_BYTES], const struct guiju_notice *notice, uint32_t i)
{
	const char *name = guiju_attachment_at(notice, i)->name;
	const char *end = strrchr(name, '.');
	int most = NAME_BYTES - 110;

	if (end == NULL || strlen(end) > 12)
		end = "";
	if (strlen(name) < (size_t)most && strchr(name, '/') == NULL)
		snprintf(out, NAME_BYTES, "%s-%u-%s", notice->key, (unsigned)i + 1, name);
	else
		snprintf(out, NAME_BYTES, "%s-%u%s", notice->key, (unsigned)i + 1,
		         strchr(end, '/') ? "" : end);
}

static int32_t put_attachments(struct guiju_notifier *n, const struct guiju_notice *notice,
                               struct guiju_delivery *d)
{
	char name[NAME_BYTES];

	for (uint32_t i = 0; i < notice->n_attachments; i++) {
		const struct guiju_attachment *a = guiju_attachment_at(notice, i);

		if (n->host->canceled(n->host_data)) {
			errno = EINTR;
			return later(n, d, "delivery was stopped");
		}
		attachment_name(name, notice, i);
		if (put_file(n->folder, name, a->data, a->n) != 0)
			return later(n, d, "an attachment cannot be written");
	}
	d->result = GUIJU_DELIVERED;
	return GUIJU_OK;
}

/* The attachments come first: where the letter is, all is. One of that key that is there already is never written over. */
static int32_t spool_deliver(struct guiju_notifier *n, const struct guiju_notice *notice,
                             struct guiju_delivery *d)
{
	char name[NAME_BYTES];
	struct stat st;
	char *text;
	int32_t rc;

	snprintf(name, sizeof name, "%s.txt", notice->key);
	if (fstatat(n->folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		d->result = GUIJU_DELIVERED;
		return GUIJU_OK;
	}
	if (n->host->canceled(n->host_data)) {
		errno = EINTR;
		return later(n, d, "delivery was stopped");
	}
	text = letter(notice);
	if (text == NULL)
		return GUIJU_NOMEM;
	rc = put_attachments(n, notice, d);
	if (d->result == GUIJU_DELIVERED &&
	    (put_file(n->folder, name, text, strlen(text)) != 0 || fsync(n->folder) != 0))
		rc = later(n, d, "the letter cannot be written");
	free(text);
	return rc;
}

static void spool_limits(struct guiju_notifier *n, struct guiju_limits *limits)
{
	(void)n;
	limits->text_bytes = TEXT_MOST;
	limits->attachments = 1;
	limits->attachment_bytes = ATTACHMENTS_MOST;
}

static int32_t spool_print(struct guiju_notifier *n, const struct guiju_notice *notice,
                           struct guiju_text *out)
{
	free(n->shown);
	n->shown = letter(notice);
	if (n->shown == NULL)
		return GUIJU_NOMEM;
	*out = (struct guiju_text){ n->shown, strlen(n->shown) };
	return GUIJU_OK;
}

static const struct guiju_notifier_ops notifier = {
	.size = sizeof notifier,
	.open = spool_open,
	.deliver = spool_deliver,
	.close = spool_close,
	.limits = spool_limits,
	.print = spool_print,
};

static const struct guiju_option options[] = {
	{ .size = sizeof options[0],
	  .type = GUIJU_OPTION_TEXT,
	  .name = "folder",
	  .value = "",
	  .help_zh = "通知写入的文件夹，须已存在",
	  .help_en = "the folder that notices are written to; it has to be there" },
};

static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = "spool",
	.version = "1.0",
	.summary_zh = "把通知存成文件（供打印或转送）",
	.summary_en = "keeps notices as files (to be printed or carried on)",
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
