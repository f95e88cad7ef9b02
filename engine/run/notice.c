/* notice.c: checks a notice before any plugin sees it: a line end in a subject would be a header of its own. */
#include "engine/run/notice.h"

#include <stdbool.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/base/tr.h"

void gj_notice_fill(struct guiju_notice *out, const struct guiju_notice *in)
{
	*out = *in;
	out->size = sizeof *out;
	if (out->attempt == 0)
		out->attempt = 1;
	if (out->key == NULL)
		out->key = "";
	if (out->kind == NULL)
		out->kind = "";
	if (out->language == NULL)
		out->language = "zh";
	if (out->address == NULL)
		out->address = "";
	if (out->name == NULL)
		out->name = "";
	if (out->subject == NULL)
		out->subject = "";
	if (out->text == NULL)
		out->text = "";
	if (out->attachments == NULL)
		out->n_attachments = 0;
}

/* UTF-8 without control characters; a body may have line ends and tabs. */
static bool is_clean(const char *s, bool body)
{
	size_t n = strlen(s);
	size_t i;

	if (gj_text_valid(s, n) != n)
		return false;
	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if ((c < ' ' && !(body && (c == '\n' || c == '\t'))) || c == 0x7f)
			return false;
		/* U+0080 to U+009F, and the line and paragraph ends U+2028 and U+2029. */
		if (c == 0xc2 && (unsigned char)s[i + 1] < 0xa0)
			return false;
		if (!body && c == 0xe2 && (unsigned char)s[i + 1] == 0x80 &&
		    ((unsigned char)s[i + 2] == 0xa8 || (unsigned char)s[i + 2] == 0xa9))
			return false;
	}
	return true;
}

static bool is_key(const char *key)
{
	size_t n = strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

	return n > 0 && n <= GJ_NOTICE_KEY && key[n] == '\0';
}

static const char *attachment_unfit(const struct guiju_attachment *a)
{
	if (a->size < sizeof *a || a->name == NULL || a->name[0] == '\0' ||
	    !is_clean(a->name, false) || strpbrk(a->name, "/\\\""))
		return tr("an attachment has no proper name");
	if (a->type == NULL || strchr(a->type, '/') == NULL || !is_clean(a->type, false))
		return tr("an attachment has no proper media type");
	if (a->n > 0 && a->data == NULL)
		return tr("an attachment has no content");
	return NULL;
}

const char *gj_notice_unfit(const struct guiju_notice *n)
{
	uint32_t i;

	if (!is_key(n->key))
		return tr("the notice has no proper key");
	if (!is_clean(n->kind, false) || !is_clean(n->name, false))
		return tr("the notice's kind or its recipient's name has control characters");
	if (!is_clean(n->address, false))
		return tr("the recipient's address has control characters, such as a line end");
	if (!is_clean(n->subject, false))
		return tr("the subject has control characters, such as a line end");
	if (!is_clean(n->text, true) || (n->html && !is_clean(n->html, true)))
		return tr("the text has control characters other than line ends and tabs");
	if (n->json && !is_clean(n->json, true))
		return tr("the payload is not UTF-8 text");
	if (strcmp(n->language, "zh") != 0 && strcmp(n->language, "en") != 0)
		return tr("the notice's language is neither zh nor en");
	if (n->n_attachments > GJ_NOTICE_ATTACHMENTS)
		return tr("the notice has too many attachments");
	for (i = 0; i < n->n_attachments; i++) {
		const char *why = attachment_unfit(guiju_attachment_at(n, i));

		if (why)
			return why;
	}
	return NULL;
}

const char *gj_notice_too_much(const struct guiju_notice *n, const struct guiju_limits *limits)
{
	size_t bytes = 0;
	uint32_t i;

	if (limits->text_bytes > 0 && strlen(n->subject) + strlen(n->text) > limits->text_bytes)
		return tr("the text is longer than the channel takes: shorten its template");
	if (n->n_attachments > 0 && !limits->attachments)
		return tr("the channel carries no attachments");
	for (i = 0; i < n->n_attachments; i++)
		bytes += guiju_attachment_at(n, i)->n;
	if (limits->attachment_bytes > 0 && bytes > limits->attachment_bytes)
		return tr("the attachments are larger than the channel takes");
	return NULL;
}
