/* ruling_out.c: the words for rulings. */
#include "engine/cli/ruling_out.h"

#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/cli/say.h"
#include "engine/decide/decision.h"

#include <jansson.h>

const char *gj_ruling_label(enum gj_ruling_kind kind)
{
	static const char *const labels[GJ_RULING_KINDS] = {
		[GJ_RULING_RECOGNISED] = TR_NOOP("recognised"),
		[GJ_RULING_APPEALED] = TR_NOOP("decided on appeal"),
		[GJ_RULING_OVERRIDDEN] = TR_NOOP("overridden"),
		[GJ_RULING_JUDGED] = TR_NOOP("judged by a person"),
		[GJ_RULING_WITHDRAWN] = TR_NOOP("withdrawn"),
	};

	return tr(labels[kind]);
}

void gj_ruling_print(struct gj_buf *out, const struct gj_ruling *ruling)
{
	char day[GJ_DAY_TEXT];

	if (ruling->kind != GJ_RULING_WITHDRAWN)
		gj_buf_printf(out, "%s ",
		              gj_label_in(gj_result_label((enum gj_result)ruling->result),
		                          gj_say_lang()));
	gj_buf_printf(out, tr("(%s by %s, from %s on: %s)"), gj_ruling_label(ruling->kind),
	              ruling->who, gj_day_print(day, ruling->from), ruling->why);
	if (*ruling->recorded_at)
		gj_buf_printf(out, tr(", recorded %s"), ruling->recorded_at);
}

json_t *gj_ruling_json(const struct gj_ruling *ruling)
{
	char day[GJ_DAY_TEXT];

	return json_pack("{s:I, s:s, s:s?, s:I, s:s, s:s, s:s, s:s}", "id", (json_int_t)ruling->id,
	                 "kind", gj_ruling_kind_name(ruling->kind), "result",
	                 ruling->result < 0 ? NULL : gj_result_name((enum gj_result)ruling->result),
	                 "decision", (json_int_t)ruling->decision, "from",
	                 gj_day_print(day, ruling->from), "by", ruling->who, "why", ruling->why,
	                 "at", ruling->recorded_at);
}
