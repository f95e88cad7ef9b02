/* impact_chart.c: who is eligible in each bureau, and how results flow from old to new, drawn as SVG. */
#include "engine/base/tr.h"
#include "engine/cli/html_out.h"
#include "engine/cli/impact_out.h"

#include <inttypes.h>

/* Told apart in grey as well; by result, those not decided last. */
static const char *const colours[GJ_IMPACT_RESULTS] = { "#2f7d4f", "#b3392f", "#c9a227",
	                                                "#5b6fb5", "#79b8a0", "#9a9a9a" };

static void text_at(struct gj_buf *out, double x, double y, const char *anchor, const char *text)
{
	gj_buf_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
	gj_html_text(out, text);
	gj_buf_puts(out, "</text>\n");
}

static void rect(struct gj_buf *out, double x, double y, double width, double height,
                 const char *colour)
{
	gj_buf_printf(out,
	              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
	              x, y, width, height, colour);
}

static void open_svg(struct gj_buf *out, double width, double height, const char *title)
{
	gj_buf_printf(out,
	              "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" "
	              "role=\"img\">\n<title>",
	              width, height);
	gj_html_text(out, title);
	gj_buf_puts(out, "</title>\n");
}

/* --- bars by bureau --- */

enum { LABEL = 250, PLOT = 380, BAR = 9, STEP = 28, TOP = 26, VALUE = 130 };

static void bureau_bars(struct gj_buf *out, const struct gj_impact *m, size_t b,
                        const struct gj_impact_target *t, double y, double scale)
{
	const char *key = b < m->args.policy->n_bureaus ? m->args.policy->bureaus[b].key : "";
	char value[80];

	text_at(out, LABEL - 8, y + 13, "end", gj_impact_bureau_label(m, key));
	rect(out, LABEL, y, (double)t->eligible_was * scale, BAR, "#a9b4bd");
	rect(out, LABEL, y + BAR + 1, (double)t->eligible_is * scale, BAR, colours[GJ_ELIGIBLE]);
	if (t->floor_is != GJ_FLOOR_NONE)
		rect(out, LABEL + t->floor_is * scale - 1, y - 2, 2, 2 * BAR + 5, "#111111");
	snprintf(value, sizeof value, "%" PRIu64 " → %" PRIu64, t->eligible_was, t->eligible_is);
	text_at(out, LABEL + PLOT + 10, y + 13, "start", value);
}

void gj_impact_chart_bureaus(struct gj_buf *out, const struct gj_impact *m,
                             const struct gj_impact_category *c)
{
	const size_t n = m->args.policy->n_bureaus;
	struct gj_impact_target t;
	double most = 1, y = TOP;

	for (size_t b = 0; b <= n; b++) {
		gj_impact_target(&t, m, c, b);
		most = (double)t.eligible_was > most ? (double)t.eligible_was : most;
		most = (double)t.eligible_is > most ? (double)t.eligible_is : most;
		most = t.floor_is > most ? t.floor_is : most;
	}
	open_svg(out, LABEL + PLOT + VALUE, TOP + (double)(n + 1) * STEP,
	         tr("Eligible by bureau, before and after"));
	rect(out, LABEL, 6, 12, BAR, "#a9b4bd");
	text_at(out, LABEL + 17, 15, "start", tr("before"));
	rect(out, LABEL + 110, 6, 12, BAR, colours[GJ_ELIGIBLE]);
	text_at(out, LABEL + 127, 15, "start", tr("after"));
	rect(out, LABEL + 225, 4, 2, BAR + 4, "#111111");
	text_at(out, LABEL + 233, 15, "start", tr("target"));
	for (size_t b = 0; b <= n; b++) {
		gj_impact_target(&t, m, c, b);
		if (b == n && t.eligible_was + t.eligible_is == 0)
			break;
		bureau_bars(out, m, b, &t, y, PLOT / most);
		y += STEP;
	}
	gj_buf_puts(out, "</svg>\n");
}

/* --- from result to result --- */

enum { FLOW_LEFT = 170, FLOW_RIGHT = 530, NODE = 14, HEIGHT = 260, GAP = 12, FLOW_WIDTH = 700 };

struct column { /* where each result stands on one side */
	uint64_t n[GJ_IMPACT_RESULTS];
	double y[GJ_IMPACT_RESULTS], used[GJ_IMPACT_RESULTS];
};

static void place(struct column *c, double scale)
{
	double y = TOP;

	for (int r = 0; r < GJ_IMPACT_RESULTS; r++) {
		c->y[r] = y;
		y += c->n[r] ? (double)c->n[r] * scale + GAP : 0;
	}
}

static void nodes(struct gj_buf *out, const struct column *c, double x, bool left, double scale)
{
	char label[160];

	for (int r = 0; r < GJ_IMPACT_RESULTS; r++) {
		double height = (double)c->n[r] * scale;

		if (c->n[r] == 0)
			continue;
		rect(out, x, c->y[r], NODE, height < 1 ? 1 : height, colours[r]);
		snprintf(label, sizeof label, "%s %" PRIu64, gj_impact_result_label(r), c->n[r]);
		text_at(out, left ? x - 8 : x + NODE + 8, c->y[r] + height / 2 + 4,
		        left ? "end" : "start", label);
	}
}

static void band(struct gj_buf *out, double y0, double y1, double height, int was, uint64_t n)
{
	const double x0 = FLOW_LEFT + NODE, x1 = FLOW_RIGHT, middle = (x0 + x1) / 2;

	gj_buf_printf(out,
	              "<path d=\"M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f\" fill=\"none\" "
	              "stroke=\"%s\" stroke-opacity=\"0.45\" stroke-width=\"%.2f\"><title>%" PRIu64
	              "</title></path>\n",
	              x0, y0, middle, y0, middle, y1, x1, y1, colours[was],
	              height < 0.6 ? 0.6 : height, n);
}

void gj_impact_chart_flow(struct gj_buf *out, const struct gj_impact_category *c)
{
	struct column left = { { 0 }, { 0 }, { 0 } }, right = { { 0 }, { 0 }, { 0 } };
	uint64_t all = 0;
	double scale;

	for (int was = 0; was < GJ_IMPACT_RESULTS; was++)
		for (int is = 0; is < GJ_IMPACT_RESULTS; is++) {
			left.n[was] += c->flow[was][is];
			right.n[is] += c->flow[was][is];
			all += c->flow[was][is];
		}
	if (all == 0)
		return;
	scale = HEIGHT / (double)all;
	place(&left, scale);
	place(&right, scale);
	open_svg(out, FLOW_WIDTH, TOP + HEIGHT + GJ_IMPACT_RESULTS * GAP + 4,
	         tr("From result to result"));
	text_at(out, FLOW_LEFT + NODE / 2.0, 14, "middle", tr("before"));
	text_at(out, FLOW_RIGHT + NODE / 2.0, 14, "middle", tr("after"));
	for (int was = 0; was < GJ_IMPACT_RESULTS; was++)
		for (int is = 0; is < GJ_IMPACT_RESULTS; is++) {
			double height = (double)c->flow[was][is] * scale;

			if (c->flow[was][is] == 0)
				continue;
			band(out, left.y[was] + left.used[was] + height / 2,
			     right.y[is] + right.used[is] + height / 2, height, was,
			     c->flow[was][is]);
			left.used[was] += height;
			right.used[is] += height;
		}
	nodes(out, &left, FLOW_LEFT, true, scale);
	nodes(out, &right, FLOW_RIGHT, false, scale);
	gj_buf_puts(out, "</svg>\n");
}
