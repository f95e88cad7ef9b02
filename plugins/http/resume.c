/* resume.c: "http1 a 3 2 "tag" https://..." : how, the page's number, records taken of it, its tag, where it is. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "resume.h"

enum { CURSOR_MOST = 4096 };

static bool is_tag(const char *s)
{
	if (*s == '\0')
		return false;
	for (; *s; s++)
		if (*s <= ' ' || *s >= 0x7f)
			return false;
	return true;
}

static int32_t not_ours(struct src_err *err)
{
	return src_tell(err, GUIJU_FAILED, "%s",
	                tr("the place to go on from is not one of this service with these "
	                   "options: read it from the start"));
}

int32_t http_resume_read(struct http_walk *w, const char *cursor, struct src_err *err)
{
	const char how = w->settings->appended ? 'a' : 'c';
	char got, tag[HTTP_TAG];
	int used = 0;
	int32_t rc;

	if (*cursor == '\0')
		return GUIJU_OK;
	if (sscanf(cursor, "http1 %c %" SCNu64 " %" SCNu64 " %255s %n", &got, &w->number, &w->skip,
	           tag, &used) != 4 ||
	    used == 0 || got != how)
		return not_ours(err);
	http_address_fini(&w->next);
	rc = http_address_next(&w->next, w->settings, NULL, cursor + used, err);
	if (rc != GUIJU_OK)
		return rc == GUIJU_NOMEM ? rc : not_ours(err);
	if (strcmp(tag, "-") != 0)
		snprintf(w->tag, sizeof w->tag, "%s", tag);
	/* Where nothing is new, that is where the next reading goes on, too. */
	w->last.url = strdup(w->next.url);
	if (w->last.url == NULL)
		return src_tell_nomem(err);
	w->last.number = w->number;
	w->last.taken = w->skip;
	memcpy(w->last.tag, w->tag, sizeof w->last.tag);
	return GUIJU_OK;
}

/* Where records may change anywhere, only a whole list in one answer can be known to be as it was. */
static bool is_whole(const struct http_walk *w)
{
	return w->ended && w->n_pages == 1 && is_tag(w->last.tag);
}

int32_t http_resume_write(struct http_walk *w)
{
	bool appended = w->settings->appended;
	char *text = NULL;

	if (w->last.url && (appended || is_whole(w)) &&
	    asprintf(&text, "http1 %c %" PRIu64 " %" PRIu64 " %s %s", appended ? 'a' : 'c',
	             w->last.number, appended ? w->last.taken : 0,
	             is_tag(w->last.tag) ? w->last.tag : "-", w->last.url) < 0)
		return GUIJU_NOMEM;
	if (text == NULL || strlen(text) > CURSOR_MOST) {
		free(text);
		text = strdup("");
		if (text == NULL)
			return GUIJU_NOMEM;
	}
	free(w->cursor);
	w->cursor = text;
	return GUIJU_OK;
}
