/* policy_tests.c: whether the tests of a policy pass, as guiju test runs them; it says only what fails. */
#include "engine/base/tr.h"
#include "engine/cli/publish.h"
#include "engine/cli/say.h"
#include "engine/cli/tests_read.h"
#include "engine/decide/testrun.h"
#include "engine/policy/function.h"

#include <stdio.h>
#include <stdlib.h>

static int say(const struct gj_rules *rules, const struct gj_testcases *cases,
               const struct gj_testrun *run)
{
	if (run->failed == 0 && cases->n_problems == 0 && run->passed) {
		printf(tr("%zu tests of the policy passed\n"), run->passed);
		return 0;
	}
	if (run->passed + run->failed == 0)
		gj_say_error(tr("guiju policy: %s/tests holds no test; a policy is published with "
		                "its tests only"),
		             rules->dir);
	else
		gj_say_error(
		    tr("guiju policy: of the tests in %s/tests %zu fail and %zu lines are not "
		       "understood: guiju test %s shows them; nothing was published"),
		    rules->dir, run->failed, cases->n_problems, rules->dir);
	return GJ_EXIT_FINDINGS;
}

int gj_publish_tests(const struct gj_rules *rules)
{
	struct gj_functions *functions = rules->policy->functions;
	struct gj_testcases *cases = malloc(sizeof *cases);
	struct gj_testrun run;
	struct gj_err err;
	size_t files;
	int rc;

	if (cases == NULL) {
		gj_err_nomem(&err, tr("the tests"));
		return gj_say_failed(&err);
	}
	gj_testcases_init(cases, rules->policy->categories, rules->policy->n_categories);
	rc = gj_tests_read(cases, &files, rules, &err);
	if (rc == 0)
		rc = gj_testrun_open(&run, cases,
		                     &(struct gj_outside){ .call =
		                                               functions ? gj_functions_call : NULL,
		                                           .call_ctx = functions },
		                     &err);
	if (rc == 0) {
		rc = say(rules, cases, &run);
		gj_testrun_close(&run);
	} else {
		rc = gj_say_failed(&err);
	}
	gj_testcases_fini(cases);
	free(cases);
	return rc;
}
