/* styles.c: reads styles.xml: the codes of formats, then which style has which format. */
#include <stdlib.h>
#include <string.h>

#include "styles.h"
#include "xml.h"

enum { STYLES = 65536, CODES = 4096 };

struct reader {
	struct xlsx_xml xml; /* first */
	struct xlsx_styles *styles;
	struct code {
		long id;
		enum xlsx_format format;
	} * codes; /* owned */
	size_t n_codes, room;
	bool in_cells; /* the styles of cells; others have the same tags */
};

static void no_memory(struct reader *r)
{
	struct src_err err;

	src_tell_nomem(&err);
	xlsx_xml_fail(&r->xml, &err);
}

static void put_code(struct reader *r, const char *id, const char *code)
{
	if (id == NULL || code == NULL || r->n_codes == CODES)
		return;
	if (r->n_codes == r->room) {
		size_t room = r->room ? 2 * r->room : 16;
		struct code *grown = realloc(r->codes, room * sizeof *grown);

		if (grown == NULL) {
			no_memory(r);
			return;
		}
		r->codes = grown;
		r->room = room;
	}
	r->codes[r->n_codes++] = (struct code){ strtol(id, NULL, 10), xlsx_format_of(code) };
}

/* The workbook's own codes come first: a writer may give a known number another meaning. */
static enum xlsx_format find(const struct reader *r, long id)
{
	size_t i;

	for (i = r->n_codes; i > 0; i--)
		if (r->codes[i - 1].id == id)
			return r->codes[i - 1].format;
	return xlsx_format_built_in(id);
}

static void put_style(struct reader *r, const char *id)
{
	struct xlsx_styles *s = r->styles;

	if (s->n == STYLES)
		return;
	if (s->n == s->room) {
		size_t room = s->room ? 2 * s->room : 64;
		uint8_t *grown = realloc(s->formats, room);

		if (grown == NULL) {
			no_memory(r);
			return;
		}
		s->formats = grown;
		s->room = room;
	}
	s->formats[s->n++] = (uint8_t)find(r, id ? strtol(id, NULL, 10) : 0);
}

static void on_start(void *in, const char *name, const char **attributes)
{
	struct reader *r = in;

	if (strcmp(name, "cellXfs") == 0)
		r->in_cells = true;
	else if (strcmp(name, "numFmt") == 0)
		put_code(r, xlsx_xml_get(attributes, "numFmtId"),
		         xlsx_xml_get(attributes, "formatCode"));
	else if (strcmp(name, "xf") == 0 && r->in_cells)
		put_style(r, xlsx_xml_get(attributes, "numFmtId"));
}

static void on_end(void *in, const char *name)
{
	struct reader *r = in;

	if (strcmp(name, "cellXfs") == 0)
		r->in_cells = false;
}

int32_t xlsx_styles_open(struct xlsx_styles *s, struct xlsx_package *p, const char *part,
                         struct src_err *err)
{
	static const struct xlsx_xml_ops ops = { .start = on_start, .end = on_end };
	struct reader r = { .styles = s };
	int32_t rc;

	*s = (struct xlsx_styles){ .n = 0 };
	if (*part == '\0')
		return GUIJU_OK;
	rc = xlsx_xml_read(p, part, &ops, &r, err);
	free(r.codes);
	return rc;
}

void xlsx_styles_close(struct xlsx_styles *s)
{
	free(s->formats);
	*s = (struct xlsx_styles){ .n = 0 };
}

enum xlsx_format xlsx_styles_get(const struct xlsx_styles *s, const char *style)
{
	unsigned long i = style ? strtoul(style, NULL, 10) : 0;

	return i < s->n ? (enum xlsx_format)s->formats[i] : XLSX_FORMAT_PLAIN;
}
