/* evaluate_shadow.c: what a candidate would have decided instead. */
#include "engine/base/tr.h"
#include "engine/cli/evaluate.h"
#include "engine/cli/impact_out.h"
#include "engine/cli/say.h"

enum { LISTED = 20 };

int gj_evaluate_shadow(struct gj_store *store, struct gj_loop *loop, const struct gj_rules *rules,
                       int32_t reference, struct gj_err *err)
{
	const struct gj_impact_args args = { .policy = rules->policy,
		                             .files = &rules->files,
		                             .reference = reference };
	struct gj_impact *m = NULL;
	int rc = gj_impact_open(&m, loop, store, &args, err);

	gj_say_progress_end();
	if (rc)
		return rc;
	gj_loop_set_progress(loop, NULL, NULL);
	printf("\n%s\n", tr("In the shadow, deciding nothing:"));
	rc = gj_impact_text(m, stdout, LISTED, err);
	gj_impact_close(m);
	return rc;
}
