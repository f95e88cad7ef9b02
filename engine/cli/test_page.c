/* test_page.c: the coverage of a policy's tests as one page that prints well. */
#include "engine/base/tr.h"
#include "engine/cli/say.h"
#include "engine/cli/test_out.h"

#include <string.h>

static void escaped(struct gj_buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		switch (s[i]) {
		case '<':
			gj_buf_puts(out, "&lt;");
			break;
		case '>':
			gj_buf_puts(out, "&gt;");
			break;
		case '&':
			gj_buf_puts(out, "&amp;");
			break;
		case '"':
			gj_buf_puts(out, "&quot;");
			break;
		default:
			gj_buf_putc(out, s[i]);
		}
	}
}

static void cell(struct gj_buf *out, const char *text, const char *class)
{
	gj_buf_printf(out, "<td%s%s%s>", class ? " class=\"" : "", class ? class : "",
	              class ? "\"" : "");
	escaped(out, text, strlen(text));
	gj_buf_puts(out, "</td>");
}

/* Met, not met, unknown, review: seen, not seen, or not possible. */
static void check_row(struct gj_buf *out, const struct gj_tested *t, size_t k)
{
	static const enum gj_outcome shown[] = { GJ_MET, GJ_NOT_MET, GJ_UNKNOWN, GJ_REVIEW };
	const struct gj_check *check = &t->category->checks[k];
	size_t points = 0, stood = 0;

	for (size_t i = 0; i < t->points.n; i++)
		if (t->points.items[i].check == k && !t->points.items[i].beyond) {
			points++;
			stood += t->points.items[i].stood;
		}
	gj_buf_puts(out, "<tr>");
	cell(out, check->clause, NULL);
	cell(out, gj_label_in(check->label, gj_say_lang()), NULL);
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		bool can = t->possible[k] >> shown[i] & 1, has = t->seen[k] >> shown[i] & 1;

		cell(out, can ? (has ? "✓" : "✗") : "–", can ? (has ? "y" : "n") : NULL);
	}
	gj_buf_printf(out, "<td class=\"%s\">%zu / %zu</td></tr>\n", stood == points ? "y" : "n",
	              stood, points);
}

void gj_test_out_html(struct gj_test_out *o, struct gj_buf *page)
{
	static const enum gj_outcome shown[] = { GJ_MET, GJ_NOT_MET, GJ_UNKNOWN, GJ_REVIEW };

	gj_buf_printf(
	    page,
	    "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"/>\n"
	    "<title>%s</title>\n<style>body{font-family:sans-serif;margin:2em}"
	    "table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #999;"
	    "padding:.2em .6em;text-align:left}.y{background:#e3f4e3}.n{background:#f8dcdc}"
	    "@media print{body{margin:0}tr{break-inside:avoid}}</style></head><body>\n",
	    gj_say_lang() == GJ_LANG_ZH ? "zh" : "en", o->policy->id);
	gj_buf_puts(page, "<h1>");
	escaped(page, gj_label_in(o->policy->label, gj_say_lang()),
	        strlen(gj_label_in(o->policy->label, gj_say_lang())));
	gj_buf_printf(page, "</h1>\n<p>%s</p>\n", o->policy->hash);
	gj_buf_printf(page, tr("<p>%zu cases passed, %zu failed, %zu gaps</p>\n"), o->run->passed,
	              o->run->failed, o->n_gaps);
	for (size_t i = 0; i < o->run->n_tested; i++) {
		const struct gj_tested *t = &o->run->tested[i];

		gj_buf_puts(page, "<h2>");
		escaped(page, gj_label_in(t->category->label, gj_say_lang()),
		        strlen(gj_label_in(t->category->label, gj_say_lang())));
		gj_buf_printf(page, "</h2>\n<table><tr><th>%s</th><th>%s</th>", tr("clause"),
		              tr("check"));
		for (size_t k = 0; k < sizeof shown / sizeof *shown; k++)
			gj_buf_printf(page, "<th>%s</th>",
			              gj_label_in(gj_outcome_label(shown[k]), gj_say_lang()));
		gj_buf_printf(page, "<th>%s</th></tr>\n", tr("thresholds"));
		for (size_t k = 0; k < t->category->n_checks; k++)
			check_row(page, t, k);
		gj_buf_puts(page, "</table>\n");
	}
	if (o->page.n) {
		gj_buf_printf(page, "<h2>%s</h2>\n<pre>", tr("Gaps"));
		escaped(page, gj_buf_str(&o->page), o->page.n);
		gj_buf_puts(page, "</pre>\n");
	}
	gj_buf_puts(page, "</body></html>\n");
}
