/* notifier.c: a notifier for guiju: writes each notice into files of a folder. Follow the steps from 1 to 5.
 *
 * guiju.h tells the whole contract. As it stands this file builds, delivers and passes guiju plugin test.
 */
#include <guiju.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_BYTES = 4096 };

/* Step 1: what one channel needs. No globals: two may be open at once. */
struct guiju_notifier {
	const struct guiju_host *host;
	void *host_data;
	const char *folder; /* the host's, until close() */
	char reason[200];   /* what delivery->reason points to, until the next call */
};

/* Step 2: read the options. What cannot work at all is said here, once, and not of every notice. */
static int32_t template_open(const struct guiju_host *host, const struct guiju_notifier_open *args,
                             struct guiju_notifier **out)
{
	struct guiju_notifier *n;
	const char *folder = host->option(args->host_data, "folder");

	if (folder[0] == '\0' || strlen(folder) > PATH_BYTES / 2)
		return host->fail(args->host_data, "give the folder as option folder=DIR");
	n = calloc(1, sizeof *n);
	if (n == NULL)
		return GUIJU_NOMEM;
	n->host = host;
	n->host_data = args->host_data;
	n->folder = folder;
	*out = n;
	return GUIJU_OK;
}

/* Step 3: deliver one. GUIJU_RETRY where it may work later, GUIJU_NEVER where this notice cannot; keep nothing of it.
 * The key is the same at each attempt: a second file of it replaces the first, so nothing is there twice. */
static int32_t template_deliver(struct guiju_notifier *n, const struct guiju_notice *notice,
                                struct guiju_delivery *delivery)
{
	char path[PATH_BYTES], part[PATH_BYTES];
	FILE *f;
	int bad;

	delivery->result = GUIJU_RETRY;
	delivery->reason = n->reason;
	snprintf(n->reason, sizeof n->reason, "delivery was stopped");
	if (n->host->canceled(n->host_data))
		return GUIJU_OK;
	snprintf(path, sizeof path, "%s/%s.txt", n->folder, notice->key);
	snprintf(part, sizeof part, "%s/%s.part", n->folder, notice->key);
	f = fopen(part, "w");
	bad = f == NULL || fprintf(f, "To: %s %s\nSubject: %s\n\n%s\n", notice->name,
	                           notice->address, notice->subject, notice->text) < 0;
	if (f && fclose(f) != 0)
		bad = 1;
	if (bad || rename(part, path) != 0) {
		snprintf(n->reason, sizeof n->reason, "the file cannot be written: %s",
		         strerror(errno));
		return GUIJU_OK;
	}
	delivery->result = GUIJU_DELIVERED;
	delivery->reason = NULL;
	return GUIJU_OK;
}

static void template_close(struct guiju_notifier *n)
{
	free(n);
}

/* Step 4: what the channel can carry: how many a minute, how long, whether others read it. */
static void template_limits(struct guiju_notifier *n, struct guiju_limits *limits)
{
	(void)n;
	limits->text_bytes = 1000000;
}

static const struct guiju_notifier_ops notifier = {
	.size = sizeof notifier,
	.open = template_open,
	.deliver = template_deliver,
	.close = template_close,
	.limits = template_limits,
};

/* Step 5: the table and its options. A password is of type GUIJU_OPTION_SECRET. Then: make test. */
static const struct guiju_option options[] = {
	{ .size = sizeof options[0],
	  .type = GUIJU_OPTION_TEXT,
	  .name = "folder",
	  .value = "",
	  .help_zh = "通知写入的文件夹",
	  .help_en = "the folder that notices are written to" },
};

static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = "template",
	.version = "0.1",
	.summary_zh = "把通知写入文件夹",
	.summary_en = "writes notices into a folder",
	.endings = "",
	.options = options,
	.n_options = sizeof options / sizeof options[0],
	.notifier = &notifier,
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	(void)host;
	return &plugin;
}
