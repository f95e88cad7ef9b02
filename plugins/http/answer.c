/* answer.c: body and headers as they come in, none larger than it may be. */
#include <curl/curl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "answer.h"

void http_answer_clear(struct http_answer *a)
{
	a->n_header = 0;
	a->n = 0;
	a->status = 0;
	a->retry_after = 0;
	a->links[0] = a->tag[0] = a->type[0] = '\0';
	a->broken = HTTP_WHOLE;
}

void http_answer_fini(struct http_answer *a)
{
	free(a->body);
	a->body = NULL;
}

size_t http_answer_body(char *data, size_t size, size_t n, void *in)
{
	struct http_answer *a = in;
	char *grown;
	size_t room;

	n *= size;
	if (n > a->settings->most_page || a->n > a->settings->most_page - n) {
		a->broken = HTTP_PAGE_TOO_BIG;
		return 0;
	}
	if (n > a->settings->most_bytes || a->n_bytes > a->settings->most_bytes - n) {
		a->broken = HTTP_ALL_TOO_BIG;
		return 0;
	}
	if (a->room < a->n + n) {
		for (room = a->room ? a->room : 64 * 1024; room < a->n + n;)
			room *= 2;
		grown = realloc(a->body, room);
		if (grown == NULL) {
			a->broken = HTTP_NO_MEMORY;
			return 0;
		}
		a->body = grown;
		a->room = room;
	}
	memcpy(a->body + a->n, data, n);
	a->n += n;
	a->n_bytes += n;
	return n;
}

/* The header's value without the blanks around it, where the name is this. */
static bool is_header(const char *line, size_t n, const char *name, struct guiju_text *value)
{
	size_t k = strlen(name);

	if (n <= k || strncasecmp(line, name, k) != 0 || line[k] != ':')
		return false;
	*value = (struct guiju_text){ line + k + 1, n - k - 1 };
	while (value->size > 0 && strchr(" \t", *value->data)) {
		value->data++;
		value->size--;
	}
	while (value->size > 0 && strchr(" \t\r\n", value->data[value->size - 1]))
		value->size--;
	return true;
}

static void keep(char *out, size_t room, struct guiju_text text)
{
	if (text.size < room && memchr(text.data, '\0', text.size) == NULL)
		snprintf(out, room, "%.*s", (int)text.size, text.data);
}

static uint64_t read_retry_after(const struct http_answer *a, struct guiju_text text)
{
	char copy[64] = "";
	int64_t now = a->env->host->now(a->env->args->host_data) / 1000;
	time_t then;
	char *end;
	unsigned long long seconds;

	keep(copy, sizeof copy, text);
	seconds = strtoull(copy, &end, 10);
	if (end > copy && *end == '\0')
		return seconds < UINT32_MAX ? seconds * 1000 : UINT64_MAX;
	then = curl_getdate(copy, NULL);
	return then > now ? (uint64_t)(then - now) * 1000 : 0;
}

size_t http_answer_header(char *line, size_t size, size_t n, void *in)
{
	struct http_answer *a = in;
	struct guiju_text value;
	size_t have = strlen(a->links);

	n *= size;
	a->n_header += n;
	if (a->n_header > a->limits->header_bytes) {
		a->broken = HTTP_HEADERS_TOO_BIG;
		return 0;
	}
	if (is_header(line, n, "Link", &value)) {
		if (value.size + have + 3 < sizeof a->links)
			snprintf(a->links + have, sizeof a->links - have, "%s%.*s",
			         have ? ", " : "", (int)value.size, value.data);
	} else if (is_header(line, n, "ETag", &value)) {
		keep(a->tag, sizeof a->tag, value);
	} else if (is_header(line, n, "Content-Type", &value)) {
		keep(a->type, sizeof a->type, value);
	} else if (is_header(line, n, "Retry-After", &value)) {
		a->retry_after = read_retry_after(a, value);
	}
	return n;
}

int32_t http_answer_tell(const struct http_answer *a, const char *address, struct src_err *err)
{
	const uint64_t megabyte = 1000 * 1000;

	switch (a->broken) {
	case HTTP_WHOLE:
		break;
	case HTTP_PAGE_TOO_BIG:
		src_tell(err, GUIJU_FAILED,
		         tr("an answer of the service is larger than %" PRIu64
		            " megabytes: ask for smaller pages, or raise the option "
		            "max-page-megabytes"),
		         a->settings->most_page / megabyte);
		break;
	case HTTP_ALL_TOO_BIG:
		src_tell(err, GUIJU_FAILED,
		         tr("the answers of the service are larger than %" PRIu64
		            " megabytes: raise the option max-megabytes"),
		         a->settings->most_bytes / megabyte);
		break;
	case HTTP_HEADERS_TOO_BIG:
		src_tell(err, GUIJU_FAILED, tr("the service sends more than %zu bytes of headers"),
		         a->limits->header_bytes);
		break;
	case HTTP_NO_MEMORY:
		src_tell_nomem(err);
		break;
	case HTTP_IS_PRIVATE:
		src_tell(err, GUIJU_FAILED,
		         tr("%s is an address within a private network: if that is meant, give "
		            "the option allow-private=yes"),
		         address);
		break;
	case HTTP_IS_NOWHERE:
		src_tell(err, GUIJU_FAILED, tr("%s is no address that may be connected to"),
		         address);
		break;
	}
	return err->code;
}
