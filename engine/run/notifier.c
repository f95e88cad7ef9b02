/* notifier.c: opens a notifier plugin, hands it notices one by one, and does not take its word for anything. */
#include "engine/run/notifier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/buf.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/run/host.h"
#include "engine/run/notice.h"
#include "engine/run/side.h"

/* Longer than anybody reads; a plugin's length is not trusted. */
enum { PRINT_MAX = 4 * 1024 * 1024 };

struct gj_notifier {
	struct gj_side side;
	const struct guiju_notifier_ops *ops; /* borrowed */
	char *channel;                        /* owned */
	struct guiju_notifier_open open;
	struct guiju_limits limits;
	struct guiju_notifier *in; /* the plugin's, until close */
};

static int broke(const struct gj_notifier *n, const char *what, struct gj_err *err)
{
	return gj_err_set(err, GJ_EFORMAT,
	                  tr("%s: plugin %s broke its contract: %s; its author must mend it"),
	                  n->channel, n->side.plugin->name, what);
}

/* What a call that did not go well becomes. */
static int refusal(const struct gj_notifier *n, int32_t code, const char *doing, struct gj_err *err)
{
	char what[64];

	if (n->side.no_memory || code == GUIJU_NOMEM)
		return gj_err_nomem(err, n->channel);
	if (gj_side_stopped(&n->side))
		return gj_err_set(err, GJ_ECANCELED, tr("%s: the notifier was stopped"),
		                  n->channel);
	if (code == GUIJU_FAILED && n->side.said[0] != '\0')
		return gj_err_set(err, GJ_EFORMAT, tr("%s: %s"), n->channel, n->side.said);
	if (code == GUIJU_FAILED)
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("%s: plugin %s failed in %s() and did not say why; its "
		                     "author must mend that"),
		                  n->channel, n->side.plugin->name, doing);
	snprintf(what, sizeof what, tr("%s gave %d"), doing, (int)code);
	return broke(n, what, err);
}

static void ask_limits(struct gj_notifier *n)
{
	struct guiju_limits limits = { .size = sizeof limits };

	if (n->ops->limits) {
		gj_side_begin(&n->side);
		n->ops->limits(n->in, &limits);
		limits.size = sizeof limits;
	}
	n->limits = limits;
}

static int open_in(struct gj_notifier *n, const struct gj_notifier_args *args, struct gj_err *err)
{
	int32_t code;
	int rc;

	n->channel = strdup(args->channel);
	if (n->channel == NULL)
		return gj_err_nomem(err, args->channel);
	rc = gj_side_options(&n->side, args->options, args->n_options, err);
	if (rc < 0)
		return rc;
	n->open = (struct guiju_notifier_open){
		.size = sizeof n->open,
		.channel = n->channel,
		.host_data = &n->side,
	};
	gj_side_begin(&n->side);
	code = n->ops->open(gj_host_table(), &n->open, &n->in);
	if (code == GUIJU_OK && n->in) {
		ask_limits(n);
		return 0;
	}
	n->in = NULL; /* nothing is the host's to close after a failed open */
	return refusal(n, code == GUIJU_OK ? GUIJU_FAILED : code, "open", err);
}

int gj_notifier_open(struct gj_notifier **out, struct gj_plugin *plugin,
                     const struct gj_notifier_args *args, struct gj_err *err)
{
	const struct guiju_plugin *table = gj_plugin_table(plugin);
	struct gj_notifier *n;
	int rc;

	if (table->notifier == NULL)
		return gj_err_set(err, GJ_EINVAL,
		                  tr("plugin %s is no notifier: it cannot deliver anything"),
		                  table->name);
	n = calloc(1, sizeof *n);
	if (n == NULL)
		return gj_err_nomem(err, args->channel);
	n->ops = table->notifier;
	n->side = (struct gj_side){
		.plugin = table,
		.log = args->log,
		.canceled = args->canceled,
		.now = args->now,
		.ctx = args->ctx,
		.deadline = args->deadline ? args->deadline : GJ_NOTIFIER_DEADLINE,
	};
	rc = open_in(n, args, err);
	if (rc < 0) {
		gj_notifier_close(n);
		return rc;
	}
	*out = n;
	return 0;
}

void gj_notifier_close(struct gj_notifier *n)
{
	if (n == NULL)
		return;
	gj_side_begin(&n->side);
	if (n->in)
		n->ops->close(n->in);
	gj_side_fini(&n->side);
	free(n->channel);
	free(n);
}

static void say(struct gj_delivery *d, int result, const char *reason)
{
	*d = (struct gj_delivery){ .result = result };
	snprintf(d->reason, sizeof d->reason, "%s", reason);
}

/* What the plugin says became of it. */
static int take(const struct gj_notifier *n, struct gj_delivery *d,
                const struct guiju_delivery *said, struct gj_err *err)
{
	size_t length = said->reason ? strnlen(said->reason, GJ_ERR_TEXT - 1) : 0;

	if (said->result != GUIJU_DELIVERED && said->result != GUIJU_RETRY &&
	    said->result != GUIJU_NEVER)
		return broke(n, tr("deliver() did not say what became of the notice"), err);
	*d = (struct gj_delivery){ .result = said->result };
	if (said->result == GUIJU_DELIVERED)
		return 0;
	if (said->result == GUIJU_RETRY)
		d->retry_after = said->retry_after;
	length =
	    gj_host_clean(d->reason, sizeof d->reason, said->reason ? said->reason : "", length);
	d->reason[gj_side_hide(&n->side, d->reason, length)] = '\0';
	if (d->reason[0] == '\0')
		snprintf(d->reason, sizeof d->reason, "%s", tr("the plugin gave no reason"));
	return 0;
}

int gj_notifier_deliver(struct gj_notifier *n, const struct guiju_notice *notice,
                        struct gj_delivery *d, struct gj_err *err)
{
	struct guiju_delivery said = { .size = sizeof said };
	struct guiju_notice filled;
	struct gj_err own;
	const char *why;
	int32_t code;
	int rc;

	gj_notice_fill(&filled, notice);
	why = gj_notice_unfit(&filled);
	if (why == NULL)
		why = gj_notice_too_much(&filled, &n->limits);
	if (why) {
		say(d, GUIJU_NEVER, why);
		return 0;
	}
	gj_side_begin(&n->side);
	code = n->ops->deliver(n->in, &filled, &said);
	rc = code == GUIJU_OK ? take(n, d, &said, &own) : refusal(n, code, "deliver", &own);
	if (rc == 0)
		return 0;
	say(d, GUIJU_RETRY, own.text);
	/* Stopped or late says nothing about the notifier. */
	if (code != GUIJU_NOMEM && rc != GJ_ENOMEM && gj_side_canceled(&n->side) &&
	    code != GUIJU_OK)
		return 0;
	if (err)
		*err = own;
	return rc;
}

/* For a channel that does not show it itself. */
static void print_plain(struct gj_buf *out, const struct guiju_notice *notice)
{
	uint32_t i;

	gj_buf_printf(out, tr("To: %s %s\n"), notice->name, notice->address);
	gj_buf_printf(out, tr("Subject: %s\n"), notice->subject);
	for (i = 0; i < notice->n_attachments; i++) {
		const struct guiju_attachment *a = guiju_attachment_at(notice, i);

		gj_buf_printf(out, tr("Attached: %s (%s, %zu bytes)\n"), a->name, a->type, a->n);
	}
	gj_buf_printf(out, "\n%s\n", notice->json ? notice->json : notice->text);
}

static int put_shown(const struct gj_notifier *n, struct gj_buf *out, const struct guiju_text *text,
                     struct gj_err *err)
{
	size_t before = out->n;

	if (text->size > PRINT_MAX || (text->size > 0 && text->data == NULL) ||
	    gj_text_valid(text->data, text->size) != text->size)
		return broke(n, tr("what print() shows is no text"), err);
	gj_buf_put(out, text->data, text->size);
	if (out->data && !out->failed) {
		out->n = before + gj_side_hide(&n->side, out->data + before, out->n - before);
		out->data[out->n] = '\0';
	}
	return 0;
}

int gj_notifier_print(struct gj_notifier *n, const struct guiju_notice *notice, struct gj_buf *out,
                      struct gj_err *err)
{
	struct guiju_notice filled;
	struct guiju_text text = { .data = "" };
	const char *why;
	int32_t code;
	int rc = 0;

	gj_notice_fill(&filled, notice);
	why = gj_notice_unfit(&filled);
	if (why == NULL)
		why = gj_notice_too_much(&filled, &n->limits);
	if (why)
		return gj_err_set(err, GJ_EFORMAT, tr("%s: this would not be sent: %s"), n->channel,
		                  why);
	if (n->ops->print == NULL) {
		print_plain(out, &filled);
	} else {
		gj_side_begin(&n->side);
		code = n->ops->print(n->in, &filled, &text);
		rc = code == GUIJU_OK ? put_shown(n, out, &text, err)
		                      : refusal(n, code, "print", err);
	}
	if (rc == 0 && out->failed)
		return gj_err_nomem(err, n->channel);
	return rc;
}

const struct guiju_limits *gj_notifier_limits(const struct gj_notifier *n)
{
	return &n->limits;
}
