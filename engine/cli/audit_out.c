/* audit_out.c: a sentence and an object for each kind of finding. */
#include "engine/cli/audit_out.h"

#include "engine/base/buf.h"
#include "engine/base/tr.h"

#include <inttypes.h>
#include <jansson.h>

static const char *const nouns[] = {
	[GJ_AUDIT_MIGRATION] = TR_NOOP("step of the database"),
	[GJ_AUDIT_EVENT] = TR_NOOP("event"),
	[GJ_AUDIT_VERSION] = TR_NOOP("policy version"),
	[GJ_AUDIT_FILE] = TR_NOOP("policy file"),
	[GJ_AUDIT_IMPORT] = TR_NOOP("import"),
	[GJ_AUDIT_IMPORT_END] = TR_NOOP("end of import"),
	[GJ_AUDIT_APPLICATION] = TR_NOOP("application"),
	[GJ_AUDIT_REVISION] = TR_NOOP("revision"),
	[GJ_AUDIT_RUN] = TR_NOOP("run"),
	[GJ_AUDIT_RUN_END] = TR_NOOP("end of run"),
	[GJ_AUDIT_DECISION] = TR_NOOP("decision"),
	[GJ_AUDIT_SAMPLE] = TR_NOOP("draw"),
	[GJ_AUDIT_PUBLICATION] = TR_NOOP("publication"),
	[GJ_AUDIT_TWO_PERSON] = TR_NOOP("turning of two-person"),
	[GJ_AUDIT_RULING] = TR_NOOP("ruling"),
	[GJ_AUDIT_REVIEW] = TR_NOOP("review"),
	[GJ_AUDIT_REVIEW_END] = TR_NOOP("end of review"),
};

static const char *const codes[] = {
	[GJ_AUDIT_ROW_CHANGED] = "row_changed",     [GJ_AUDIT_ROWS_EXCHANGED] = "rows_exchanged",
	[GJ_AUDIT_ROWS_CHANGED] = "rows_changed",   [GJ_AUDIT_ROWS_REMOVED] = "rows_removed",
	[GJ_AUDIT_ROWS_ADDED] = "rows_added",       [GJ_AUDIT_FACTS_CHANGED] = "facts_changed",
	[GJ_AUDIT_FACTS_LOST] = "facts_lost",       [GJ_AUDIT_FACTS_ADDED] = "facts_added",
	[GJ_AUDIT_FILES_CHANGED] = "files_changed", [GJ_AUDIT_NEWEST_REVISION] = "newest_revision",
	[GJ_AUDIT_BLOCK_CHANGED] = "block_changed", [GJ_AUDIT_BLOCKS_REMOVED] = "blocks_removed",
	[GJ_AUDIT_BLOCK_LOOSE] = "block_loose",     [GJ_AUDIT_HEAD_LOST] = "head_lost",
};
_Static_assert(sizeof codes / sizeof *codes == GJ_AUDIT_WRONGS, "a code for each");

static void put_rows(struct gj_buf *out, const struct gj_audit_finding *f)
{
	const char *noun = tr(nouns[f->kind]);

	if (f->id == f->other || f->wrong == GJ_AUDIT_ROW_CHANGED)
		gj_buf_printf(out, tr("%s %" PRId64), noun, f->id);
	else
		gj_buf_printf(out, tr("%s %" PRId64 " to %" PRId64), noun, f->id, f->other);
	if (f->wrong == GJ_AUDIT_ROW_CHANGED && *f->text)
		gj_buf_printf(out, " (%s)", f->text);
}

static void put_block(struct gj_buf *out, const struct gj_audit_finding *f)
{
	if (f->block)
		gj_buf_printf(out, tr(" (block %" PRId64 ", written %s)"), f->block, f->made_at);
}

void gj_audit_sentence(struct gj_buf *out, const struct gj_audit_finding *f)
{
	switch (f->wrong) {
	case GJ_AUDIT_ROW_CHANGED:
		put_rows(out, f);
		gj_buf_puts(out, tr(": changed after it was written"));
		put_block(out, f);
		break;
	case GJ_AUDIT_ROWS_EXCHANGED:
		gj_buf_printf(out, tr("%s %" PRId64 " and %" PRId64 ": exchanged for each other"),
		              tr(nouns[f->kind]), f->id, f->other);
		put_block(out, f);
		break;
	case GJ_AUDIT_ROWS_CHANGED:
		put_rows(out, f);
		gj_buf_puts(out, tr(": one of them was changed after it was written"));
		put_block(out, f);
		break;
	case GJ_AUDIT_ROWS_REMOVED:
		put_rows(out, f);
		gj_buf_puts(out, tr(": removed"));
		put_block(out, f);
		break;
	case GJ_AUDIT_ROWS_ADDED:
		put_rows(out, f);
		gj_buf_puts(out, tr(": no block of the log tells of it: added by another program, "
		                    "or the block was removed"));
		break;
	case GJ_AUDIT_FACTS_CHANGED:
		gj_buf_printf(out,
		              tr("revision %" PRId64 ": its facts were changed: their digest is "
		                 "not the one they were stored with"),
		              f->id);
		put_block(out, f);
		break;
	case GJ_AUDIT_FACTS_LOST:
		if (f->id == 0)
			gj_buf_printf(out, tr("the facts of all revisions cannot be read: %s"),
			              f->text);
		else
			gj_buf_printf(out, tr("revision %" PRId64 ": its facts cannot be read: %s"),
			              f->id, f->text);
		put_block(out, f);
		break;
	case GJ_AUDIT_FACTS_ADDED:
		gj_buf_printf(out,
		              tr("revision %" PRId64
		                 ": the table %s has rows of it that it never had"),
		              f->id, f->text);
		put_block(out, f);
		break;
	case GJ_AUDIT_FILES_CHANGED:
		gj_buf_printf(out,
		              tr("policy version %" PRId64
		                 " (%s): its files no longer have the hash "
		                 "that it is known by"),
		              f->id, f->text);
		put_block(out, f);
		break;
	case GJ_AUDIT_NEWEST_REVISION:
		gj_buf_printf(out,
		              tr("application %" PRId64 ": revision %" PRId64
		                 " is set as its newest, which is revision %s"),
		              f->id, f->other, *f->text ? f->text : "-");
		break;
	case GJ_AUDIT_BLOCK_CHANGED:
		gj_buf_printf(out,
		              tr("block %" PRId64 " (written %s): changed after it was written; "
		                 "what it says cannot be relied on: "),
		              f->block, f->made_at);
		put_rows(out, f);
		break;
	case GJ_AUDIT_BLOCKS_REMOVED:
		if (f->id == f->other)
			gj_buf_printf(out, tr("block %" PRId64 ": removed"), f->id);
		else
			gj_buf_printf(out, tr("block %" PRId64 " to %" PRId64 ": removed"), f->id,
			              f->other);
		gj_buf_printf(out, tr(" before block %" PRId64 ", written %s"), f->block,
		              f->made_at);
		break;
	case GJ_AUDIT_BLOCK_LOOSE:
		gj_buf_printf(out,
		              tr("block %" PRId64 " (written %s): does not follow the block that "
		                 "now stands before it: one of the two was written anew"),
		              f->block, f->made_at);
		break;
	case GJ_AUDIT_HEAD_LOST:
		gj_buf_printf(out,
		              tr("no block has the digest %s that was written down: the end of the "
		                 "log was rewritten, or this is another database"),
		              f->text);
		break;
	case GJ_AUDIT_WRONGS:
		break;
	}
}

static bool is_of_rows(enum gj_audit_wrong wrong)
{
	return wrong != GJ_AUDIT_BLOCKS_REMOVED && wrong != GJ_AUDIT_HEAD_LOST;
}

struct json_t *gj_audit_finding_json(const struct gj_audit_finding *f)
{
	struct gj_buf text;
	json_t *root;

	gj_buf_init(&text);
	gj_audit_sentence(&text, f);
	root = json_pack("{s:s, s:s*, s:I, s:I, s:I, s:s, s:s}", "code", codes[f->wrong], "kind",
	                 is_of_rows(f->wrong) ? gj_audit_kind_name(f->kind) : NULL, "id",
	                 (json_int_t)f->id, "to", (json_int_t)f->other, "block",
	                 (json_int_t)f->block, "written", f->made_at, "text", gj_buf_str(&text));
	if (text.failed) {
		json_decref(root);
		root = NULL;
	}
	gj_buf_fini(&text);
	return root;
}
