/* page.c: takes an answer apart by paths like "data.items". */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"

void http_page_fini(struct http_page *p)
{
	src_json_fini(&p->json);
}

/* The member of an object that is called so. */
static int32_t member(const struct src_json_value *in, const char *name, size_t n,
                      struct src_json_value *out, struct src_err *err)
{
	struct src_json_value key, value;
	size_t at = 0, size;
	char *text;

	out->s = NULL;
	if (in->kind != SRC_JSON_OBJECT)
		return GUIJU_OK;
	while (out->s == NULL && src_json_next(in, &at, &key, &value)) {
		text = malloc(key.n);
		if (text == NULL)
			return src_tell_nomem(err);
		size = src_json_text(text, &key);
		if (size == n && memcmp(text, name, n) == 0)
			*out = value;
		free(text);
	}
	return GUIJU_OK;
}

/* out->s NULL: nothing is there. */
static int32_t find(const struct http_page *p, const char *path, struct src_json_value *out,
                    struct src_err *err)
{
	int32_t rc = GUIJU_OK;
	size_t n;

	for (*out = p->whole; *path && out->s && rc == GUIJU_OK; path += n + (path[n] == '.')) {
		struct src_json_value in = *out;

		n = strcspn(path, ".");
		rc = member(&in, path, n, out, err);
	}
	return rc;
}

/* What the answer says, for a sentence: its beginning. */
static const char *beginning(char quoted[SRC_TELL_QUOTE], const struct src_json_value *v)
{
	return src_tell_quote(quoted, (struct guiju_text){ v->s, v->n });
}

static int32_t no_list(const struct http_page *p, const char *records, struct src_err *err)
{
	char quoted[SRC_TELL_QUOTE];

	if (*records == '\0')
		return src_tell(err, GUIJU_FAILED,
		                tr("page %" PRIu32
		                   ": the answer is no array of records: say by the "
		                   "option records where in it they are, as in records=data.items; "
		                   "it begins with %s"),
		                p->number, beginning(quoted, &p->whole));
	return src_tell(err, GUIJU_FAILED,
	                tr("page %" PRIu32 ": the answer has no array at records=%s; "
	                   "it begins with %s"),
	                p->number, records, beginning(quoted, &p->whole));
}

static const char *reason(enum src_json_fault fault)
{
	switch ((int)fault) {
	case SRC_JSON_CUT:
		return tr("the answer ends too early");
	case SRC_JSON_BEHIND:
		return tr("something follows the answer's end");
	case SRC_JSON_UTF8:
		return tr("these bytes are no UTF-8, which the service must answer in");
	}
	return src_json_reason(fault);
}

static int32_t check(struct http_page *p, const char *body, size_t n, struct src_err *err)
{
	enum src_json_fault fault = src_json_check(&p->json, body, n, &p->whole);
	uint64_t line = 1, column = 1;

	if (fault == SRC_JSON_NO_MEMORY)
		return src_tell_nomem(err);
	if (fault == SRC_JSON_OK)
		return GUIJU_OK;
	src_record_advance(body, p->json.fault_at, &line, &column);
	return src_tell(err, GUIJU_FAILED,
	                tr("page %" PRIu32 ", line %" PRIu64 ", column %" PRIu64 ": %s"), p->number,
	                line, column, reason(fault));
}

int32_t http_page_read(struct http_page *p, uint32_t number, const char *body, size_t n,
                       const char *records, struct src_err *err)
{
	bool bad;
	int32_t rc;

	p->number = number;
	p->body = body;
	p->list.s = NULL;
	p->n = p->at = p->taken = p->told = 0;
	p->line = p->column = 1;
	rc = check(p, body, n, err);
	if (rc == GUIJU_OK)
		rc = find(p, records, &p->list, err);
	if (rc != GUIJU_OK)
		return rc;
	if (p->list.s == NULL || p->list.kind != SRC_JSON_ARRAY)
		return no_list(p, records, err);
	p->n = src_record_count(&p->list, &bad);
	return GUIJU_OK;
}

bool http_page_next(struct http_page *p, struct src_record *out)
{
	struct src_json_value name, value;
	size_t begins;

	if (p->list.s == NULL || !src_json_next(&p->list, &p->at, &name, &value))
		return false;
	begins = (size_t)(value.s - p->body);
	src_record_advance(p->body + p->told, begins - p->told, &p->line, &p->column);
	p->told = begins;
	p->taken++;
	*out = (struct src_record){
		.s = value.s,
		.n = value.n,
		.line = p->line,
		.column = p->column,
		.page = p->number,
	};
	return true;
}

int32_t http_page_field(const struct http_page *p, const char *path, char **out,
                        struct src_err *err)
{
	struct src_json_value v;
	char *text;
	size_t n;
	int32_t rc = find(p, path, &v, err);

	*out = NULL;
	if (rc != GUIJU_OK || v.s == NULL || v.kind == SRC_JSON_NULL || v.kind == SRC_JSON_FALSE)
		return rc;
	if (v.kind != SRC_JSON_STRING && v.kind != SRC_JSON_NUMBER)
		return src_tell(err, GUIJU_FAILED,
		                tr("page %" PRIu32 ": next=%s is neither a text nor a number"),
		                p->number, path);
	text = malloc(v.n + 1);
	if (text == NULL)
		return src_tell_nomem(err);
	if (v.kind == SRC_JSON_STRING) {
		n = src_json_text(text, &v);
	} else {
		n = v.n;
		memcpy(text, v.s, n);
	}
	text[n] = '\0';
	if (n == 0)
		free(text);
	else
		*out = text;
	return rc;
}
