/* cmd_audit.c: guiju audit: was anything in the database changed, removed, added or put in another order? */
#include "db/audit_verify.h"
#include "db/store.h"
#include "engine/base/buf.h"
#include "engine/base/tr.h"
#include "engine/cli/audit_out.h"
#include "engine/cli/clock.h"
#include "engine/cli/commands.h"
#include "engine/cli/say.h"

#include <ctype.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_LEAST = 16, DIGITS = 64 };

struct audit {
	bool json;
	json_t *findings; /* json only */
	struct gj_buf text;
	struct gj_clock clock;
	bool failed;
};

static int found(void *ctx, const struct gj_audit_finding *finding)
{
	struct audit *a = ctx;

	if (a->json) {
		a->failed |=
		    json_array_append_new(a->findings, gj_audit_finding_json(finding)) != 0;
		return 0;
	}
	gj_buf_clear(&a->text);
	gj_audit_sentence(&a->text, finding);
	a->failed |= a->text.failed;
	gj_say_progress_end();
	printf("%s\n", gj_buf_str(&a->text));
	return 0;
}

static int progress(void *ctx, uint64_t done, uint64_t all)
{
	struct audit *a = ctx;

	gj_clock_show(&a->clock, done, all);
	return 0;
}

static int print_json(struct audit *a, const struct gj_audit_result *r, struct gj_err *err)
{
	char *text = NULL;
	json_t *root =
	    json_pack("{s:b, s:{s:I, s:s, s:s}, s:I, s:I, s:I, s:I, s:I, s:O}", "sound",
	              r->findings == 0, "head", "block", (json_int_t)r->head.block, "digest",
	              r->head.digest, "written", r->head.made_at, "blocks", (json_int_t)r->blocks,
	              "rows", (json_int_t)r->rows, "revisions", (json_int_t)r->revisions,
	              "policies", (json_int_t)r->versions, "expected_block",
	              (json_int_t)r->expected, "findings", a->findings);

	if (root && !a->failed)
		text = json_dumps(root, JSON_INDENT(2));
	json_decref(root);
	if (text == NULL)
		return gj_err_nomem(err, tr("the log"));
	puts(text);
	free(text);
	return 0;
}

static void print_text(const struct gj_audit_result *r)
{
	if (r->findings)
		printf(tr("\nFindings: %" PRId64 ". The database is not as guiju wrote it.\n"),
		       r->findings);
	else
		puts(tr("Nothing was changed, removed, added or put in another order."));
	printf(tr("Looked at: %" PRId64 " blocks, %" PRId64 " rows, the facts of %" PRId64
	          " revisions, the files of %" PRId64 " policies.\n"),
	       r->blocks, r->rows, r->revisions, r->versions);
	if (r->expected)
		printf(tr("The digest that was written down is that of block %" PRId64
		          ": the log up to there is the one of that day.\n"),
		       r->expected);
	if (r->head.block)
		printf(tr("The newest block is %" PRId64 ", written %s; its digest, to be written "
		          "down:\n%s\n"),
		       r->head.block, r->head.made_at, r->head.digest);
}

static int verify(struct gj_store *store, const char *expect, bool json, struct gj_err *err)
{
	struct audit a = { .json = json, .findings = json ? json_array() : NULL };
	struct gj_audit_result result;
	int rc;

	gj_buf_init(&a.text);
	gj_clock_start(&a.clock, tr("log"));
	rc =
	    gj_audit_verify(store, &result,
	                    &(struct gj_audit_ask){
				.expect = expect, .found = found, .progress = progress, .ctx = &a },
	                    err);
	gj_say_progress_end();
	if (rc == 0 && json)
		rc = print_json(&a, &result, err);
	else if (rc == 0 && a.failed)
		rc = gj_err_nomem(err, tr("the log"));
	else if (rc == 0)
		print_text(&result);
	json_decref(a.findings);
	gj_buf_fini(&a.text);
	return rc < 0 ? rc : result.findings ? GJ_EXIT_FINDINGS : GJ_EXIT_DONE;
}

static int print_head(struct gj_store *store, bool json, struct gj_err *err)
{
	struct gj_audit_head head;
	int rc = gj_audit_head(store, &head, err);

	if (rc < 0)
		return rc;
	if (json)
		printf("{\"block\": %" PRId64 ", \"digest\": \"%s\", \"written\": \"%s\"}\n",
		       head.block, head.digest, head.made_at);
	else
		puts(head.digest);
	return 0;
}

/* Small letters into `out`; false: not a digest. */
static bool read_digest(char out[DIGITS + 1], const char *text)
{
	size_t n = strlen(text);

	if (n < DIGITS_LEAST || n > DIGITS)
		return false;
	for (size_t i = 0; i <= n; i++) {
		if (i < n && !isxdigit((unsigned char)text[i]))
			return false;
		out[i] = (char)tolower((unsigned char)text[i]);
	}
	return true;
}

static int run(const struct gj_args *args)
{
	const char *format = gj_args_get(args, "format"), *expect = gj_args_get(args, "expect");
	bool json = strcmp(format, "json") == 0;
	char digest[DIGITS + 1];
	struct gj_store *store = NULL;
	struct gj_err err;
	int rc;

	if (strcmp(args->operands[0], "verify") != 0) {
		gj_say_error(tr("guiju audit: there is only verify, not %s"), args->operands[0]);
		return GJ_EXIT_USAGE;
	}
	if (!json && strcmp(format, "text") != 0) {
		gj_say_error(tr("guiju audit: --format is text or json, not %s"), format);
		return GJ_EXIT_USAGE;
	}
	if (expect && !read_digest(digest, expect)) {
		gj_say_error(tr("guiju audit: --expect takes a digest as --head printed it: %d "
		                "digits 0-9, a-f, the first %d of them at least"),
		             DIGITS, DIGITS_LEAST);
		return GJ_EXIT_USAGE;
	}
	rc = gj_store_open(&store, gj_args_get(args, "db"), GJ_STORE_READ, &err);
	if (rc == 0)
		rc = gj_args_has(args, "head") ? print_head(store, json, &err)
		                               : verify(store, expect ? digest : NULL, json, &err);
	if (rc < 0)
		rc = gj_say_failed(&err);
	gj_store_close(store);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_DB,
	{ .name = "head",
	  .help = TR_NOOP("print only the digest of the newest block, to be written down") },
	{ .name = "expect",
	  .value = TR_NOOP("DIGEST"),
	  .help = TR_NOOP("a digest written down earlier, which must still be in the log") },
	{ .name = "format",
	  .value = "text|json",
	  .help = TR_NOOP("form of the findings"),
	  .fallback = "text" },
	{ 0 },
};

const struct gj_command gj_command_audit = {
	.name = "audit",
	.operands = "verify",
	.summary =
	    TR_NOOP("Says whether anything stored was changed, removed, added or reordered."),
	.example = "guiju audit verify\n"
		   "guiju audit verify --head",
	.args = options,
	.least = 1,
	.most = 1,
	.run = run,
};
