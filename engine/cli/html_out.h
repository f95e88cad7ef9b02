/* html_out.h: marks up a page: tags that close, texts that are escaped, nothing else. */
#ifndef GJ_HTML_OUT_H
#define GJ_HTML_OUT_H
struct gj_buf;

/* The page is XML as well: every tag is closed, every attribute is quoted. */
void gj_html_text(struct gj_buf *out, const char *text);
/* `class` may be NULL. */
void gj_html_open(struct gj_buf *out, const char *tag, const char *class);
void gj_html_open_id(struct gj_buf *out, const char *tag, const char *id);
void gj_html_close(struct gj_buf *out, const char *tag);
/* An element that holds a text only. */
void gj_html_leaf(struct gj_buf *out, const char *tag, const char *class, const char *text);
/* A link into the page itself. */
void gj_html_link(struct gj_buf *out, const char *id, const char *text);
/* <tr> of n cells; `tag` is td or th. */
void gj_html_row(struct gj_buf *out, const char *tag, const char *const *cells, unsigned n);
#endif
