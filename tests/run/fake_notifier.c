/* fake_notifier.c: a notifier plugin for tests: writes down what it is given, and behaves as its options say. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "guiju.h"

struct guiju_notifier {
	const struct guiju_host *host;
	void *host_data;
	FILE *out;
	const char *act;
	char reason[200];
	char shown[4000];
};

static const char *option(const struct guiju_notifier *n, const char *name)
{
	return n->host->option(n->host_data, name);
}

static int acts(const struct guiju_notifier *n, const char *how)
{
	return strcmp(n->act, how) == 0;
}

static void fake_close(struct guiju_notifier *n)
{
	if (n->out)
		fclose(n->out);
	free(n);
}

static int32_t fake_open(const struct guiju_host *host, const struct guiju_notifier_open *args,
                         struct guiju_notifier **out)
{
	struct guiju_notifier *n = calloc(1, sizeof *n);
	int32_t code = GUIJU_OK;

	if (n == NULL)
		return GUIJU_NOMEM;
	n->host = host;
	n->host_data = args->host_data;
	n->act = option(n, "act");
	if (acts(n, "open-fails"))
		code = host->fail(n->host_data, "no server");
	else if (acts(n, "open-silent"))
		code = GUIJU_FAILED;
	else if (acts(n, "open-code"))
		code = GUIJU_NOT_MINE;
	if (code == GUIJU_OK && option(n, "file")[0] != '\0') {
		n->out = fopen(option(n, "file"), "a");
		if (n->out == NULL)
			code = host->fail(n->host_data, "the file cannot be opened");
	}
	if (code != GUIJU_OK || acts(n, "open-null")) {
		fake_close(n);
		return code;
	}
	if (acts(n, "log-secret")) {
		snprintf(n->reason, sizeof n->reason, "token %s is used", option(n, "token"));
		host->log(n->host_data, GUIJU_LOG_WARNING, n->reason);
	}
	*out = n;
	return GUIJU_OK;
}

static int32_t wait(struct guiju_notifier *n)
{
	const struct timespec t = { 0, 10000000 };

	while (!n->host->canceled(n->host_data))
		nanosleep(&t, NULL);
	return n->host->time_left(n->host_data) == 0 ? GUIJU_OK : GUIJU_FAILED;
}

static int32_t fake_deliver(struct guiju_notifier *n, const struct guiju_notice *notice,
                            struct guiju_delivery *delivery)
{
	if (n->out) {
		fprintf(n->out, "%s %u %s <%s> %s|%s|%u|%lld\n", notice->key,
		        (unsigned)notice->attempt, notice->name, notice->address, notice->subject,
		        notice->text, (unsigned)notice->n_attachments,
		        (long long)n->host->now(n->host_data));
		fflush(n->out);
	}
	delivery->result = GUIJU_DELIVERED;
	if (acts(n, "retry")) {
		delivery->result = GUIJU_RETRY;
		delivery->retry_after = 90;
		delivery->reason = "the server is\nbusy";
	}
	if (acts(n, "never")) {
		delivery->result = GUIJU_NEVER;
		delivery->retry_after = 90;
		delivery->reason = "no such user";
	}
	if (acts(n, "no-reason"))
		delivery->result = GUIJU_NEVER;
	if (acts(n, "nothing"))
		delivery->result = 0;
	if (acts(n, "result"))
		delivery->result = 4;
	if (acts(n, "code"))
		return 7;
	if (acts(n, "no-memory"))
		return GUIJU_NOMEM;
	if (acts(n, "silent"))
		return GUIJU_FAILED;
	if (acts(n, "secret")) {
		snprintf(n->reason, sizeof n->reason, "refused: %s%s", option(n, "token"),
		         option(n, "token"));
		return n->host->fail(n->host_data, n->reason);
	}
	if (acts(n, "columns")) /* a notifier has none */
		n->host->bad_cell(n->host_data, 0, 0, "x", 1, "y");
	if (acts(n, "columns") && n->host->find_column(n->host_data, "x", 1) != -1)
		return 7;
	if (acts(n, "wait")) {
		delivery->result = GUIJU_RETRY;
		delivery->reason = "it took too long";
		return wait(n);
	}
	if (acts(n, "wait-fail")) {
		wait(n);
		return n->host->fail(n->host_data, "stopped");
	}
	return GUIJU_OK;
}

static void fake_limits(struct guiju_notifier *n, struct guiju_limits *limits)
{
	limits->per_minute = 20;
	limits->text_bytes = 100;
	limits->attachment_bytes = 10;
	limits->attachments = !acts(n, "bare");
}

static int32_t fake_print(struct guiju_notifier *n, const struct guiju_notice *notice,
                          struct guiju_text *out)
{
	if (acts(n, "print-bad")) {
		*out = (struct guiju_text){ "\xff", 1 };
		return GUIJU_OK;
	}
	if (acts(n, "print-fails"))
		return n->host->fail(n->host_data, "nothing to show");
	snprintf(n->shown, sizeof n->shown, "Auth: %s\nSubject: %s\n", option(n, "token"),
	         notice->subject);
	*out = (struct guiju_text){ n->shown, strlen(n->shown) };
	return GUIJU_OK;
}

static const struct guiju_option options[] = {
	{ .size = sizeof options[0], .type = GUIJU_OPTION_TEXT, .name = "act", .value = "" },
	{ .size = sizeof options[0], .type = GUIJU_OPTION_TEXT, .name = "file", .value = "" },
	{ .size = sizeof options[0], .type = GUIJU_OPTION_SECRET, .name = "token", .value = "" },
};

static const struct guiju_notifier_ops ops = {
	.size = sizeof ops,
	.open = fake_open,
	.deliver = fake_deliver,
	.close = fake_close,
	.limits = fake_limits,
	.print = fake_print,
};

static const struct guiju_plugin plugin = {
	.size = sizeof plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = "fake_notifier",
	.version = "1",
	.summary_zh = "试验用",
	.summary_en = "for tests",
	.endings = "",
	.options = options,
	.n_options = sizeof options / sizeof options[0],
	.notifier = &ops,
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	(void)host;
	return &plugin;
}
