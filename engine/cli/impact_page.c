/* impact_page.c: an impact report as one HTML page that prints well: charts, tables, the affected. */
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/html_out.h"
#include "engine/cli/impact_out.h"
#include "engine/cli/say.h"

#include <inttypes.h>
#include <string.h>

static const char style[] =
    "body{font-family:\"Noto Sans CJK SC\",\"PingFang SC\",\"Microsoft YaHei\",sans-serif;"
    "line-height:1.45;max-width:60em;margin:1.5em auto;padding:0 1em;color:#111}\n"
    "h1{font-size:1.5em;margin-bottom:.2em}h2{border-bottom:2px solid "
    "#333;font-size:1.15em}h3{font-size:1em;margin:.8em 0 .2em}\n"
    "table{border-collapse:collapse;width:100%;margin:.5em 0;font-size:.88em}\n"
    "th,td{border:1px solid #999;padding:.2em .45em;text-align:left;vertical-align:top}\n"
    "th{background:#eee}td.n{text-align:right;font-variant-numeric:tabular-nums}\n"
    ".note{color:#444}.sum{font-size:1.05em;border-left:4px solid #333;padding-left:.7em}\n"
    "svg{width:100%;max-width:46em;height:auto;font-size:12px}\n"
    ".lost{color:#a02c22;font-weight:bold}.gained{color:#22693f;font-weight:bold}\n"
    "ul.flips{margin:.1em 0;padding-left:1.1em}ul.flips p{margin:0;color:#333}\n"
    "@page{size:A4;margin:16mm 14mm}\n"
    "@media print{body{max-width:none;margin:0;padding:0;font-size:9.5pt}tr,svg,li{"
    "break-inside:avoid}h2,h3{break-after:avoid}thead{display:table-header-group}"
    "*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n";

struct page {
	struct gj_impact *m;
	FILE *out;
	struct gj_buf *text;
	enum gj_impact_part part;
	uint64_t n, limit;
	struct gj_err *err;
};

/* What was written so far goes out, so that a long list is never whole in memory. */
static int flush(struct page *p)
{
	if (p->text->failed)
		return gj_err_nomem(p->err, tr("the report"));
	fputs(gj_buf_str(p->text), p->out);
	gj_buf_clear(p->text);
	return 0;
}

static void lines(struct gj_buf *out, const char *text, const char *class)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		struct gj_buf line;

		gj_buf_init(&line);
		gj_buf_put(&line, text, n);
		gj_html_leaf(out, "p", class, gj_buf_str(&line));
		out->failed = out->failed || line.failed;
		gj_buf_fini(&line);
		text += n + (text[n] == '\n');
	}
}

static int head(struct page *p)
{
	const struct gj_policy *policy = p->m->args.policy;
	const char *lang = gj_say_lang() == GJ_LANG_ZH ? "zh-CN" : "en";
	struct gj_buf text;

	gj_buf_printf(p->text,
	              "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" "
	              "lang=\"%s\" xml:lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n",
	              lang, lang);
	gj_html_leaf(p->text, "title", NULL, tr("Impact of a policy"));
	gj_buf_printf(p->text, "<style>\n%s</style>\n</head>\n<body>\n", style);
	gj_html_leaf(p->text, "h1", NULL, tr("Impact of a policy"));
	gj_html_leaf(p->text, "p", NULL, gj_label_in(policy->label, gj_say_lang()));
	gj_buf_init(&text);
	gj_impact_head(&text, p->m);
	lines(p->text, gj_buf_str(&text), "note");
	gj_html_leaf(p->text, "p", "note", gj_impact_others());
	gj_buf_clear(&text);
	gj_impact_sum(&text, p->m);
	gj_html_leaf(p->text, "p", "sum", gj_buf_str(&text));
	p->text->failed = p->text->failed || text.failed;
	gj_buf_fini(&text);
	return flush(p);
}

static void charts(struct page *p)
{
	for (size_t i = 0; i < p->m->n_categories; i++) {
		const struct gj_impact_category *c = &p->m->categories[i];

		gj_html_leaf(p->text, "h2", NULL, gj_impact_category_label(c));
		gj_html_leaf(p->text, "h3", NULL, tr("From result to result"));
		gj_impact_chart_flow(p->text, c);
		gj_html_leaf(p->text, "h3", NULL, tr("Eligible by bureau, before and after"));
		gj_impact_chart_bureaus(p->text, p->m, c);
	}
}

static int table_start(void *ctx, enum gj_impact_part part, const char *const *heads, size_t n,
                       struct gj_err *err)
{
	struct page *p = ctx;

	(void)err;
	p->part = part;
	gj_html_open(p->text, "table", NULL);
	gj_html_open(p->text, "thead", NULL);
	gj_html_row(p->text, "th", heads, (unsigned)n);
	gj_html_close(p->text, "thead");
	gj_html_open(p->text, "tbody", NULL);
	return 0;
}

static int table_row(void *ctx, const char *const *cells, size_t n, struct gj_err *err)
{
	struct page *p = ctx;

	(void)err;
	gj_html_open(p->text, "tr", NULL);
	for (size_t i = 0; i < n; i++)
		gj_html_leaf(p->text, "td", i >= gj_impact_part_texts(p->part) ? "n" : NULL,
		             cells[i]);
	gj_html_close(p->text, "tr");
	return flush(p);
}

static int table(struct page *p, enum gj_impact_part part)
{
	const struct gj_impact_sink sink = { table_start, table_row, p };
	int rc;

	gj_html_leaf(p->text, "h2", NULL, gj_impact_part_title(part));
	rc = gj_impact_table(p->m, part, &sink, p->err);
	gj_html_close(p->text, "tbody");
	gj_html_close(p->text, "table");
	return rc ? rc : flush(p);
}

static void flips(struct gj_buf *out, const struct gj_impact_row *row)
{
	struct gj_buf text;

	gj_html_open(out, "ul", "flips");
	gj_buf_init(&text);
	for (size_t i = 0; i < row->n_flips; i++) {
		const struct gj_impact_flip *f = &row->flips[i];

		gj_html_open(out, "li", NULL);
		gj_buf_clear(&text);
		gj_impact_flip_label(&text, f);
		gj_html_text(out, gj_buf_str(&text));
		gj_buf_clear(&text);
		gj_buf_printf(&text, tr("was: %s"), f->why_was);
		if (*f->why_was)
			gj_html_leaf(out, "p", NULL, gj_buf_str(&text));
		gj_buf_clear(&text);
		gj_buf_printf(&text, tr("now: %s"), f->why_is);
		if (*f->why_is)
			gj_html_leaf(out, "p", NULL, gj_buf_str(&text));
		gj_html_close(out, "li");
	}
	out->failed = out->failed || text.failed;
	gj_buf_fini(&text);
	gj_html_close(out, "ul");
}

static int affected_row(void *ctx, const struct gj_impact_row *row)
{
	struct page *p = ctx;
	char moved[200];

	if (p->limit && p->n == p->limit)
		return 1;
	p->n++;
	gj_html_open(p->text, "tr", NULL);
	gj_html_open(p->text, "td", NULL);
	gj_html_text(p->text, row->application->name);
	gj_buf_puts(p->text, "<br/>");
	gj_html_text(p->text, row->application->code);
	gj_html_close(p->text, "td");
	gj_html_leaf(p->text, "td", NULL, gj_impact_bureau_label(p->m, row->application->bureau));
	gj_html_leaf(p->text, "td", NULL, gj_impact_category_label(row->category));
	snprintf(moved, sizeof moved, "%s → %s", gj_impact_result_label(row->was),
	         gj_impact_result_label(row->is));
	gj_html_leaf(p->text, "td", gj_impact_kind_key(row->kind), moved);
	gj_html_open(p->text, "td", NULL);
	flips(p->text, row);
	if (row->newer)
		gj_html_leaf(p->text, "p", "note", tr("(on newer facts)"));
	if (row->kind == GJ_IMPACT_STANDS)
		gj_html_leaf(p->text, "p", "note", gj_impact_kind_label(row->kind));
	gj_html_close(p->text, "td");
	gj_html_close(p->text, "tr");
	return flush(p);
}

static int affected(struct page *p)
{
	const char *heads[] = { tr("applicant"), tr("bureau"), tr("category"), tr("change"),
		                tr("checks, and why") };
	uint64_t all = p->m->totals.seen - p->m->totals.kinds[GJ_IMPACT_SAME];
	char more[200];
	int rc;

	gj_html_leaf(p->text, "h2", NULL, gj_impact_part_title(GJ_IMPACT_AFFECTED));
	table_start(p, GJ_IMPACT_AFFECTED, heads, sizeof heads / sizeof *heads, p->err);
	rc = gj_impact_each(p->m, gj_say_lang(), affected_row, p, p->err);
	gj_html_close(p->text, "tbody");
	gj_html_close(p->text, "table");
	if (rc < 0)
		return rc;
	snprintf(more, sizeof more,
	         tr("%" PRIu64 " of %" PRIu64
	            " are listed; --limit 0 lists all, --format csv and xlsx always do"),
	         p->n, all);
	if (p->n < all)
		gj_html_leaf(p->text, "p", "note", more);
	return 0;
}

int gj_impact_page(struct gj_impact *m, FILE *out, uint64_t limit, struct gj_err *err)
{
	struct gj_buf text;
	struct page p = { .m = m, .out = out, .text = &text, .limit = limit, .err = err };
	int rc;

	gj_buf_init(&text);
	rc = head(&p);
	if (rc == 0)
		charts(&p);
	if (rc == 0)
		rc = table(&p, GJ_IMPACT_BUREAUS);
	if (rc == 0)
		rc = table(&p, GJ_IMPACT_CHECKS);
	if (rc == 0)
		rc = affected(&p);
	gj_buf_puts(&text, "</body>\n</html>\n");
	if (rc == 0)
		rc = flush(&p);
	gj_buf_fini(&text);
	return rc;
}
