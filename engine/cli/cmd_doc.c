/* cmd_doc.c: guiju doc: the rule book of a policy, to be printed. */
#include "engine/base/buf.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/doc.h"
#include "engine/cli/file_out.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"

static int run(const struct gj_args *args)
{
	struct gj_rules *r;
	struct gj_buf page;
	struct gj_err err;
	int rc = gj_rules_need(&r, args->operands[0]);

	if (rc)
		return rc;
	gj_buf_init(&page);
	gj_doc_print(&page, r->policy, gj_say_lang());
	rc = gj_file_out(gj_args_get(args, "output"), &page, &err);
	if (rc)
		rc = gj_say_failed(&err);
	gj_buf_fini(&page);
	gj_rules_close(r);
	return rc;
}

static const struct gj_arg options[] = {
	{ .name = "output",
	  .value = TR_NOOP("FILE"),
	  .help = TR_NOOP("the page to write (default: to stdout)") },
	{ 0 },
};

const struct gj_command gj_command_doc = {
	.name = "doc",
	.operands = TR_NOOP("DIR"),
	.summary = TR_NOOP("Makes the rule book of a policy: one HTML page that prints well."),
	.example = "guiju doc wuhan-2022 --lang zh --output rules.html",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
