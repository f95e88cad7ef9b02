/* fuzz_rules.c: any bytes as a rule file: refused or taken, never more than its limits, and told why. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/err.h"
#include "engine/policy/finding.h"
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
done:
	gj_policy_free(policy);
	gj_findings_fini(&findings);
	gj_fileset_fini(&set);
	return 0;
}
