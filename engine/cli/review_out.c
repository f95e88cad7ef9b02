/* review_out.c: guiju review: entries in a table, and one of them check by check. */
#include "engine/cli/ruling_out.h"

#include "db/application.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/table.h"
#include "engine/base/tr.h"
#include "engine/cli/say.h"
#include "engine/cli/sheet_out.h"
#include "engine/decide/decision.h"
#include "engine/decide/reason.h"
#include "engine/run/casefile.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS = 9 };

const char *gj_review_label(enum gj_review_state state)
{
	static const char *const labels[GJ_REVIEW_STATES] = {
		[GJ_REVIEW_OPEN] = TR_NOOP("open"),
		[GJ_REVIEW_CLOSED] = TR_NOOP("closed: the ruling stands"),
		[GJ_REVIEW_RULED] = TR_NOOP("ruled anew"),
		[GJ_REVIEW_SUPERSEDED] = TR_NOOP("superseded by a later one"),
		[GJ_REVIEW_RETURNED] = TR_NOOP("the rules came back to what they said"),
	};

	return tr(labels[state]);
}

static const char *result_label(int result)
{
	return gj_label_in(gj_result_label((enum gj_result)result), gj_say_lang());
}

/* --- the list --- */

struct list {
	const struct gj_report_out *to; /* borrowed */
	struct gj_table table;
	struct gj_buf text;
	json_t *json; /* owned; NULL unless the form is JSON */
	size_t n;
	struct gj_err *err;
};

static json_t *entry_json(const struct gj_review *r)
{
	json_t *o =
	    json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:i, s:I, s:I, s:s, s:s, s:o, s:s}", "id",
	              (json_int_t)r->id, "state", gj_review_state_name(r->state), "credit_code",
	              r->code, "name", r->name, "bureau", r->bureau, "category", r->category,
	              "year", r->year, "run", (json_int_t)r->run, "decision",
	              (json_int_t)r->decision, "was", gj_result_name((enum gj_result)r->was), "is",
	              gj_result_name((enum gj_result)r->is), "ruling", gj_ruling_json(&r->ruling),
	              "at", r->recorded_at);

	if (o && *r->closed_at)
		json_object_set_new(o, "closed",
		                    json_pack("{s:s, s:s, s:s}", "by", r->closed_by, "why",
		                              r->closed_why, "at", r->closed_at));
	return o;
}

static int put(void *ctx, const struct gj_review *r)
{
	struct list *l = ctx;
	char id[24], change[200];
	const char *cells[CELLS] = { id,
		                     r->name,
		                     r->code,
		                     r->category,
		                     result_label(r->ruling.result),
		                     gj_ruling_label(r->ruling.kind),
		                     change,
		                     gj_review_label(r->state),
		                     r->recorded_at };

	l->n++;
	snprintf(id, sizeof id, "%" PRId64, r->id);
	if (r->was == r->is)
		snprintf(change, sizeof change, tr("%s, by other checks"), result_label(r->is));
	else
		snprintf(change, sizeof change, "%s → %s", result_label(r->was),
		         result_label(r->is));
	switch (l->to->format) {
	case GJ_REPORT_TEXT:
		gj_table_row(&l->table, cells);
		break;
	case GJ_REPORT_CSV:
		return gj_sheet_row(l->to->sheet, cells, CELLS, l->err);
	case GJ_REPORT_JSON:
		if (json_array_append_new(l->json, entry_json(r)))
			return gj_err_nomem(l->err, tr("the list"));
		break;
	}
	return 0;
}

static int end_list(struct list *l)
{
	if (l->to->format == GJ_REPORT_JSON) {
		json_dumpf(l->json, stdout, JSON_INDENT(2));
		putchar('\n');
		return 0;
	}
	if (l->to->format != GJ_REPORT_TEXT)
		return 0;
	if (l->n == 0) {
		printf("%s\n", tr("nothing to be reviewed"));
		return 0;
	}
	gj_table_print(&l->table, &l->text);
	if (l->text.failed)
		return gj_err_nomem(l->err, tr("the list"));
	fputs(gj_buf_str(&l->text), stdout);
	return 0;
}

int gj_review_list(struct gj_store *store, int state, const struct gj_report_out *to,
                   struct gj_err *err)
{
	const char *const heads[CELLS] = { tr("review"),   tr("name"),   tr("credit code"),
		                           tr("category"), tr("ruling"), tr("kind"),
		                           tr("rules"),    tr("state"),  tr("since") };
	struct list l = { .to = to,
		          .err = err,
		          .json = to->format == GJ_REPORT_JSON ? json_array() : NULL };
	int rc = 0;

	gj_buf_init(&l.text);
	gj_table_init(&l.table, CELLS, 1u);
	if (to->format == GJ_REPORT_TEXT) {
		gj_table_row(&l.table, heads);
		gj_table_rule(&l.table);
	} else if (to->format == GJ_REPORT_CSV) {
		rc = gj_sheet_start(to->sheet,
		                    &(struct gj_sheet_part){ .name = "reviews",
		                                             .heads = heads,
		                                             .n = CELLS,
		                                             .texts = CELLS },
		                    err);
	}
	if (rc == 0)
		rc = gj_review_each(store, 0, state, put, &l, err);
	if (rc == 0)
		rc = end_list(&l);
	json_decref(l.json);
	gj_table_fini(&l.table);
	gj_buf_fini(&l.text);
	return rc;
}

/* --- one entry --- */

struct entry {
	struct gj_review review;
	struct gj_casefile *was, *is; /* owned; what the ruling rests on, what came of the rules */
	struct gj_buf text;
	json_t *checks; /* owned; NULL: in words */
};

static int keep(void *ctx, const struct gj_review *review)
{
	*(struct gj_review *)ctx = *review;
	return 0;
}

static int open_side(struct gj_casefile **out, struct gj_store *store,
                     const struct gj_application *of, int64_t decision, struct gj_err *err)
{
	struct gj_application application = *of;

	application.decision = decision;
	return gj_casefile_open(out, store, &application, err);
}

/* Index of the check in the case, -1 where its policy has none such. */
static int check_at(const struct gj_casefile *c, const char *id)
{
	for (size_t i = 0; i < c->category->n_checks; i++)
		if (strcmp(c->category->checks[i].id, id) == 0)
			return (int)i;
	return -1;
}

static const char *outcome_at(const struct gj_casefile *c, int at)
{
	return at < 0
	           ? tr("no such check")
	           : gj_label_in(gj_outcome_label((enum gj_outcome)c->outcomes[at]), gj_say_lang());
}

static const char *outcome_key(const struct gj_casefile *c, int at)
{
	return at < 0 ? "absent" : gj_outcome_name((enum gj_outcome)c->outcomes[at]);
}

static void put_check(struct entry *e, const struct gj_check *check, int was, int is)
{
	struct gj_buf why;

	gj_buf_init(&why);
	if (is >= 0)
		gj_reason_print(&why, check, e->is->traces[is], gj_say_lang());
	if (e->checks)
		json_array_append_new(e->checks,
		                      json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "id", check->id,
		                                "clause", check->clause, "label",
		                                gj_label_in(check->label, gj_say_lang()), "was",
		                                outcome_key(e->was, was), "is",
		                                outcome_key(e->is, is), "why", gj_buf_str(&why)));
	else
		gj_buf_printf(&e->text, "  %s %s: %s → %s\n%s%s%s", check->clause,
		              gj_label_in(check->label, gj_say_lang()), outcome_at(e->was, was),
		              outcome_at(e->is, is), why.n ? "      " : "", gj_buf_str(&why),
		              why.n ? "\n" : "");
	e->text.failed |= why.failed;
	gj_buf_fini(&why);
}

static void put_checks(struct entry *e)
{
	for (size_t i = 0; i < e->is->category->n_checks; i++) {
		const struct gj_check *check = &e->is->category->checks[i];
		int was = check_at(e->was, check->id);

		if (was < 0 || e->was->outcomes[was] != e->is->outcomes[i])
			put_check(e, check, was, (int)i);
	}
	for (size_t i = 0; i < e->was->category->n_checks; i++)
		if (check_at(e->is, e->was->category->checks[i].id) < 0)
			put_check(e, &e->was->category->checks[i], (int)i, -1);
}

static void put_words(struct entry *e)
{
	const struct gj_review *r = &e->review;
	struct gj_buf ruling;

	gj_buf_init(&ruling);
	gj_ruling_print(&ruling, &r->ruling);
	printf(tr("review %" PRId64 ": %s\n"), r->id, gj_review_label(r->state));
	printf("%s  %s  %s %d\n", r->name, r->code, r->category, r->year);
	printf(tr("ruling: %s\n"), gj_buf_str(&ruling));
	printf(tr("the rules when it was made: %s (%s, %.12s)\n"), result_label(r->was),
	       e->was->version.policy, e->was->version.hash);
	printf(tr("the rules in run %" PRId64 ": %s (%s, %.12s)\n"), r->run, result_label(r->is),
	       e->is->version.policy, e->is->version.hash);
	printf("%s", gj_buf_str(&e->text));
	if (*r->closed_at)
		printf(tr("closed by %s, %s: %s\n"), r->closed_by, r->closed_at, r->closed_why);
	else if (r->state == GJ_REVIEW_OPEN)
		printf(tr("to do: guiju review close %" PRId64
		          " --by NAME --why TEXT leaves the ruling as it is; guiju decide %s rules "
		          "anew\n"),
		       r->id, r->code);
	gj_buf_fini(&ruling);
}

static int put_entry(struct entry *e, struct gj_err *err)
{
	json_t *root;

	put_checks(e);
	if (e->text.failed)
		return gj_err_nomem(err, tr("the review"));
	if (e->checks == NULL) {
		put_words(e);
		return 0;
	}
	root = entry_json(&e->review);
	if (root == NULL || json_object_set(root, "checks", e->checks)) {
		json_decref(root);
		return gj_err_nomem(err, tr("the review"));
	}
	json_dumpf(root, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(root);
	return 0;
}

int gj_review_show(struct gj_store *store, int64_t id, bool json, struct gj_err *err)
{
	struct entry *e = calloc(1, sizeof *e);
	struct gj_application application;
	int rc;

	if (e == NULL)
		return gj_err_nomem(err, tr("the review"));
	gj_buf_init(&e->text);
	e->checks = json ? json_array() : NULL;
	rc = gj_review_each(store, id, -1, keep, &e->review, err);
	if (rc == 0)
		rc = gj_application_get(store, &application, e->review.application, err);
	if (rc == 0)
		rc = open_side(&e->was, store, &application, e->review.basis, err);
	if (rc == 0)
		rc = open_side(&e->is, store, &application, e->review.decision, err);
	if (rc == 0)
		rc = put_entry(e, err);
	gj_casefile_close(e->was);
	gj_casefile_close(e->is);
	json_decref(e->checks);
	gj_buf_fini(&e->text);
	free(e);
	return rc;
}
