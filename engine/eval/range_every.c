/* range_every.c: outcomes that hang on others that are open: a waiver's ground, the rows that may pass. */
#include "engine/eval/outcome.h"
#include "engine/eval/range.h"

bool gj_range_is_whole(const struct gj_cond *cond)
{
	return cond->kind == GJ_COND_ALL || cond->kind == GJ_COND_DATED ||
	       cond->kind == GJ_COND_UNLESS || cond->kind == GJ_COND_ELSE_REVIEW;
}

uint8_t gj_range_unless(uint8_t cond, uint8_t ground, uint8_t waived, bool whole)
{
	const bool open = cond != GJ_NOT_MET && cond < GJ_MET;
	const bool spared = waived == GJ_NOT_APPLICABLE;

	if (cond == waived)
		return cond;
	if (spared && !whole && (cond == GJ_MET || (open && ground == GJ_MET)))
		return cond;
	if (ground == GJ_MET)
		return waived;
	if (ground == GJ_NOT_MET || ground == GJ_NOT_APPLICABLE || (spared && cond == GJ_MET))
		return cond;
	return open ? gj_outcome_and(cond, ground) : ground;
}

struct gj_range_every gj_range_every_start(void)
{
	return (struct gj_range_every){ .sure = GJ_NOT_APPLICABLE,
		                        .least = GJ_NOT_APPLICABLE,
		                        .most = GJ_NOT_MET,
		                        .open = GJ_MET };
}

void gj_range_every_row(struct gj_range_every *e, uint8_t passes, uint8_t asked)
{
	if (passes == GJ_NOT_MET || passes == GJ_NOT_APPLICABLE)
		return;
	if (passes == GJ_MET) {
		e->passed = true;
		e->sure = gj_outcome_and(e->sure, asked);
		return;
	}
	e->open = gj_outcome_and(e->open, passes);
	if (asked < GJ_MET) /* it fails only if it passes the filter */
		asked = asked == GJ_NOT_MET ? passes : gj_outcome_and(asked, passes);
	e->least = gj_outcome_and(e->least, asked);
	if (e->most < asked)
		e->most = asked;
}

uint8_t gj_range_every_end(const struct gj_range_every *e, uint8_t none)
{
	uint8_t all = gj_outcome_and(e->sure, e->least);

	if (e->open == GJ_MET)
		return e->passed ? e->sure : none;
	if (all < GJ_MET)
		return all;
	/* The rows that may pass, and perhaps do not, must make no difference. */
	if (e->passed)
		return all == e->sure ? all : e->open;
	return none == e->least && none == e->most ? none : e->open;
}
