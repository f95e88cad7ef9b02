/* html_out.c: tags and escaped texts. */
#include "engine/cli/html_out.h"

#include "engine/base/buf.h"

#include <string.h>

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default: /* a byte of its own, or one that XML knows no way to write */
		return (unsigned char)c < ' ' && c != '\n' && c != '\t' ? " " : NULL;
	}
}

void gj_html_text(struct gj_buf *out, const char *text)
{
	const char *start = text, *escaped;

	for (; *text; text++) {
		escaped = entity(*text);
		if (escaped == NULL)
			continue;
		gj_buf_put(out, start, (size_t)(text - start));
		gj_buf_puts(out, escaped);
		start = text + 1;
	}
	gj_buf_put(out, start, (size_t)(text - start));
}

static void open_with(struct gj_buf *out, const char *tag, const char *attribute, const char *value)
{
	gj_buf_printf(out, "<%s", tag);
	if (value) {
		gj_buf_printf(out, " %s=\"", attribute);
		gj_html_text(out, value);
		gj_buf_putc(out, '"');
	}
	gj_buf_putc(out, '>');
}

void gj_html_open(struct gj_buf *out, const char *tag, const char *class)
{
	open_with(out, tag, "class", class);
}

void gj_html_open_id(struct gj_buf *out, const char *tag, const char *id)
{
	open_with(out, tag, "id", id);
}

void gj_html_close(struct gj_buf *out, const char *tag)
{
	gj_buf_printf(out, "</%s>\n", tag);
}

void gj_html_leaf(struct gj_buf *out, const char *tag, const char *class, const char *text)
{
	gj_html_open(out, tag, class);
	gj_html_text(out, text);
	gj_html_close(out, tag);
}

void gj_html_link(struct gj_buf *out, const char *id, const char *text)
{
	gj_buf_puts(out, "<a href=\"#");
	gj_html_text(out, id);
	gj_buf_puts(out, "\">");
	gj_html_text(out, text);
	gj_buf_puts(out, "</a>");
}

void gj_html_row(struct gj_buf *out, const char *tag, const char *const *cells, unsigned n)
{
	gj_html_open(out, "tr", NULL);
	for (unsigned i = 0; i < n; i++)
		gj_html_leaf(out, tag, NULL, cells[i] ? cells[i] : "");
	gj_html_close(out, "tr");
}
