/* lint.c: which checks of the policy are made when. */
#include "engine/policy/lint.h"

int gj_lint_run(struct gj_build *b)
{
	int rc;

	/* What a file that stopped would have declared is not missing, only unread. */
	if (!b->stopped) {
		gj_lint_structure(b);
		gj_lint_programme(b);
	}
	rc = gj_lint_reach(b);
	if (rc == 0 && !b->stopped)
		rc = gj_lint_names(b);
	if (!b->stopped)
		gj_lint_unused(b);
	return rc;
}
