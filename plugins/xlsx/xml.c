/* xml.c: leads blocks of a part to expat, and turns what expat says into sentences. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "xml.h"

/* Tokens are kept whole by expat, and so are the names of open elements. */
enum { BLOCK = 32 * 1024, DEPTH = 64, TOKEN = 1024 * 1024 };

static const char *local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

void xlsx_xml_fail(struct xlsx_xml *x, const struct src_err *why)
{
	if (x->fault.code == GUIJU_OK)
		x->fault = *why;
	XML_StopParser(x->parser, XML_FALSE);
}

static void fail_plain(struct xlsx_xml *x, const char *format)
{
	struct src_err why;

	src_tell(&why, GUIJU_FAILED, "%s: %s", x->part.name, format);
	xlsx_xml_fail(x, &why);
}

static void on_start(void *in, const XML_Char *name, const XML_Char **attributes)
{
	struct xlsx_xml *x = in;

	if (x->fault.code != GUIJU_OK)
		return;
	if (++x->depth > DEPTH) {
		fail_plain(x, tr("its elements are nested too deeply"));
		return;
	}
	if (x->ops->start)
		x->ops->start(x->in, local(name), attributes);
}

static void on_end(void *in, const XML_Char *name)
{
	struct xlsx_xml *x = in;

	x->depth--;
	if (x->fault.code == GUIJU_OK && x->ops->end)
		x->ops->end(x->in, local(name));
}

static void on_text(void *in, const XML_Char *s, int n)
{
	struct xlsx_xml *x = in;

	if (x->fault.code == GUIJU_OK && x->ops->text)
		x->ops->text(x->in, s, (size_t)n);
}

/* Entities can blow a few bytes up to gigabytes, or fetch files: no workbook needs any. */
static void on_doctype(void *in, const XML_Char *name, const XML_Char *system,
                       const XML_Char *public, int internal)
{
	struct xlsx_xml *x = in;

	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	fail_plain(x, tr("it has a document type, which no workbook needs: this looks like an "
	                 "attack; nothing of it is read"));
}

int32_t xlsx_xml_open(struct xlsx_xml *x, struct xlsx_package *p, const char *name,
                      const struct xlsx_xml_ops *ops, void *in, struct src_err *err)
{
	static const XML_Memory_Handling_Suite memory = { malloc, realloc, free };
	int32_t rc;

	*x = (struct xlsx_xml){ .ops = ops, .in = in };
	rc = xlsx_part_open(&x->part, p, name, err);
	if (rc != GUIJU_OK)
		return rc;
	x->parser = XML_ParserCreate_MM(NULL, &memory, NULL);
	if (x->parser == NULL)
		return src_tell_nomem(err);
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return GUIJU_OK;
}

void xlsx_xml_close(struct xlsx_xml *x)
{
	if (x->parser)
		XML_ParserFree(x->parser);
	x->parser = NULL;
	xlsx_part_close(&x->part);
}

static int32_t refuse(struct xlsx_xml *x, struct src_err *err)
{
	enum XML_Error code = XML_GetErrorCode(x->parser);

	if (code == XML_ERROR_NO_MEMORY)
		return src_tell_nomem(err);
	if (x->fault.code != GUIJU_OK) {
		*err = x->fault;
		return err->code;
	}
	return src_tell(err, GUIJU_FAILED,
	                tr("part %s of the workbook is damaged in line %lu (%s): save it again in "
	                   "the spreadsheet program"),
	                x->part.name, (unsigned long)XML_GetCurrentLineNumber(x->parser),
	                XML_ErrorString(code));
}

int32_t xlsx_xml_step(struct xlsx_xml *x, struct src_err *err)
{
	void *block = XML_GetBuffer(x->parser, BLOCK);
	int64_t at;
	size_t n;
	int32_t rc;

	if (block == NULL)
		return src_tell_nomem(err);
	rc = xlsx_part_read(&x->part, block, BLOCK, &n, err);
	if (rc != GUIJU_OK)
		return rc;
	x->ended = n == 0;
	x->fed += n;
	if (XML_ParseBuffer(x->parser, (int)n, x->ended) == XML_STATUS_ERROR ||
	    x->fault.code != GUIJU_OK)
		return refuse(x, err);
	at = XML_GetCurrentByteIndex(x->parser);
	if (!x->ended && at >= 0 && x->fed - (uint64_t)at > TOKEN)
		return src_tell(err, GUIJU_FAILED,
		                tr("part %s of the workbook is damaged: a tag is longer than %d "
		                   "bytes"),
		                x->part.name, TOKEN);
	return GUIJU_OK;
}

int32_t xlsx_xml_read(struct xlsx_package *p, const char *name, const struct xlsx_xml_ops *ops,
                      void *in, struct src_err *err)
{
	struct xlsx_xml *x = in; /* the first member */
	int32_t rc = xlsx_xml_open(x, p, name, ops, in, err);

	while (rc == GUIJU_OK && !x->ended)
		rc = xlsx_xml_step(x, err);
	xlsx_xml_close(x);
	return rc == GUIJU_END ? GUIJU_OK : rc;
}

const char *xlsx_xml_get(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(local(attributes[0]), name) == 0)
			return attributes[1];
	return NULL;
}
