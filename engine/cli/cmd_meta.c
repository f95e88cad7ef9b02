/* cmd_meta.c: guiju meta: what Lua editors want to know about the language and a policy's facts. */
#include "engine/base/buf.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/file_out.h"
#include "engine/cli/meta.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int put(const char *folder, const char *name, struct gj_buf *text, struct gj_err *err)
{
	char *path;
	int rc;

	if (asprintf(&path, "%s/%s.lua", folder, name) < 0)
		return gj_err_nomem(err, tr("the annotations"));
	rc = gj_file_out(path, text, err);
	if (rc == 0)
		printf("%s\n", path);
	free(path);
	gj_buf_clear(text);
	return rc;
}

static int run(const struct gj_args *args)
{
	const char *folder = gj_args_get(args, "output");
	struct gj_rules *r;
	struct gj_buf text;
	struct gj_err err;
	int rc = gj_rules_need(&r, args->operands[0]);

	if (rc)
		return rc;
	gj_buf_init(&text);
	if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
		rc = gj_err_set(&err, GJ_EIO, "%s: %s", folder, strerror(errno));
	} else {
		gj_meta_language(&text);
		rc = put(folder, "language", &text, &err);
	}
	if (rc == 0) {
		gj_meta_policy(&text, r->policy);
		rc = put(folder, r->policy->id, &text, &err);
	}
	if (rc)
		rc = gj_say_failed(&err);
	gj_buf_fini(&text);
	gj_rules_close(r);
	return rc;
}

static const struct gj_arg options[] = {
	{ .name = "output",
	  .value = TR_NOOP("FOLDER"),
	  .help = TR_NOOP("where to write the annotations"),
	  .fallback = "rules/_meta" },
	{ 0 },
};

const struct gj_command gj_command_meta = {
	.name = "meta",
	.operands = TR_NOOP("DIR"),
	.summary =
	    TR_NOOP("Writes annotations by which a Lua editor knows the language and the facts."),
	.example = "guiju meta rules/wuhan-2022 --output rules/_meta",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
