/* validity.c: counts the months of a recognition from the day that its fact states. */
#include "engine/decide/validity.h"

#include "engine/base/day.h"

struct gj_validity_now gj_validity_at(const struct gj_validity *v, const struct gj_record *record,
                                      int32_t day)
{
	struct gj_validity_now now = { .until = GJ_DAY_NONE, .renew_from = GJ_DAY_NONE };
	const struct gj_value *from;

	if (v->months == 0 || v->from == NULL)
		return now;
	from = &record->values[v->from->index];
	if (from->state != GJ_GIVEN)
		return now;
	now.until = gj_day_add_months((int32_t)from->number, v->months) - (v->day_before ? 1 : 0);
	if (v->renew_months)
		now.renew_from = gj_day_add_months(now.until, -v->renew_months);
	now.state = day < from->number                         ? GJ_VALIDITY_NOT_YET
	            : day > now.until                          ? GJ_VALIDITY_LAPSED
	            : v->renew_months && day >= now.renew_from ? GJ_VALIDITY_RENEWABLE
	                                                       : GJ_VALIDITY_HOLDS;
	return now;
}

const char *gj_validity_name(enum gj_validity_state state)
{
	static const char *const names[] = { "none", "not_yet", "holds", "renewable", "lapsed" };

	return names[state];
}
