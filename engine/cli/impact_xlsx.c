/* impact_xlsx.c: an impact report as a workbook: what was compared, then a sheet a table. */
#include "engine/base/err.h"
#include "engine/cli/impact_out.h"
#include "engine/cli/sheet_out.h"

static int start(void *ctx, enum gj_impact_part part, const char *const *heads, size_t n,
                 struct gj_err *err)
{
	return gj_sheet_start(ctx,
	                      &(struct gj_sheet_part){ .name = gj_impact_part_name(part),
	                                               .heads = heads,
	                                               .n = n,
	                                               .texts = gj_impact_part_texts(part),
	                                               .wide = part == GJ_IMPACT_AFFECTED ? 2 : 0 },
	                      err);
}

static int row(void *ctx, const char *const *cells, size_t n, struct gj_err *err)
{
	return gj_sheet_row(ctx, cells, n, err);
}

int gj_impact_xlsx(struct gj_impact *m, const char *path, struct gj_err *err)
{
	struct gj_sheet *s;
	struct gj_impact_sink sink = { start, row, NULL };
	struct gj_buf text;
	int rc = gj_sheet_open(&s, path, GJ_SHEET_XLSX, err);

	if (rc)
		return rc;
	sink.ctx = s;
	gj_buf_init(&text);
	gj_impact_head(&text, m);
	gj_buf_printf(&text, "%s\n", gj_impact_others());
	gj_impact_sum(&text, m);
	rc = gj_sheet_lines(s, "summary", &text, err);
	gj_buf_fini(&text);
	for (int part = 0; rc == 0 && part < GJ_IMPACT_PARTS; part++)
		rc = gj_impact_table(m, (enum gj_impact_part)part, &sink, err);
	return gj_sheet_close(s, rc, err);
}
