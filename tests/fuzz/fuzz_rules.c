/* fuzz_rules.c: any bytes as a rule file: refused or taken, never more than its limits, and told why; its functions
 * answer as often as they are asked, and the same each time. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/policy/finding.h"
#include "engine/policy/function.h"
#include "engine/policy/policy.h"
#include "tests/fuzz/fuzz.h"

static const char head[] =
    "policy \"p\" { zh = \"政\", en = \"P\", year = 2024 }\n"
    "bureau \"b\" { zh = \"区\", en = \"B\" }\n"
    "facts \"e\" { code \"c\" { zh = \"码\", en = \"C\", role = \"subject\" },\n"
    "text \"n\" { zh = \"名\", en = \"N\", role = \"name\" },\n"
    "one_of \"u\" { zh = \"局\", en = \"U\", bureaus, role = \"bureau\" },\n"
    "count \"x\" { zh = \"数\", en = \"X\", unit = \"名\" }, yes_no \"y\" { zh = \"是\", en = \"Y\" },\n"
    "date \"d\" { zh = \"日\", en = \"D\" }, amount \"m\" { zh = \"钱\", en = \"M\", unit = \"万元\" },\n"
    "list \"l\" { zh = \"表\", en = \"L\", date \"t\" { zh = \"时\", en = \"T\" }, "
    "count \"k\" { zh = \"个\", en = \"K\" } } }\n";

/* What one call leaves behind, no other may find: each function is asked again after all the others. */
static void ask(const struct gj_policy *policy)
{
	const struct gj_category *category = gj_policy_category(policy, "e");
	enum { ROUNDS = 3, FUNCTIONS = 8 };
	enum gj_outcome answers[FUNCTIONS];
	struct gj_record record;
	struct gj_err err;
	size_t n = gj_functions_count(policy->functions);

	if (category == NULL || gj_record_init(&record, &category->facts, &err))
		return;
	for (size_t i = 0; i < category->facts.n; i++)
		if (category->facts.items[i].type == GJ_FACT_COUNT)
			record.values[i] = (struct gj_value){ .state = GJ_GIVEN, .number = 2 };
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < n && i < FUNCTIONS; i++) {
			const struct gj_function function = { .index = i };
			enum gj_outcome answer = gj_functions_call(policy->functions, &function,
			                                           &record, gj_day_from(2024, 5, 6));

			if (round > 0 && answer != answers[i])
				abort();
			answers[i] = answer;
		}
	gj_record_fini(&record);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gj_policy_options options = { .limits = { .memory = 4 << 20,
		                                         .instructions = 300000 } };
	static struct gj_findings findings;
	struct gj_policy *policy = NULL;
	struct gj_fileset set;
	struct gj_err err;
	int rc;

	gj_fileset_init(&set);
	gj_findings_init(&findings);
	if (gj_fileset_put(&set, "facts.lua", head, sizeof head - 1, &err) ||
	    gj_fileset_put(&set, "x.lua", data, size, &err))
		goto done;
	rc = gj_policy_load(&policy, &set, &options, &findings, &err);
	if ((rc == 0) != (policy != NULL) || (rc == GJ_EFORMAT) != (findings.errors > 0))
		abort();
	for (size_t i = 0; i < findings.n; i++)
		if (!findings.items[i].message || !findings.items[i].hint)
			abort();
	if (policy)
		ask(policy);
done:
	gj_policy_free(policy);
	gj_findings_fini(&findings);
	gj_fileset_fini(&set);
	return 0;
}
