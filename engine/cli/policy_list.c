/* policy_list.c: guiju policy list: every publication, what is in force, and what is stored without being published. */
#include "db/publication.h"
#include "db/store.h"
#include "db/two_person.h"
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/table.h"
#include "engine/base/tr.h"
#include "engine/cli/publish.h"
#include "engine/cli/say.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS = 8 };

static const char *const states[] = {
	[GJ_PUBLICATION_WAITING] = TR_NOOP("waits for a second person"),
	[GJ_PUBLICATION_APPROVED] = TR_NOOP("approved"),
	[GJ_PUBLICATION_IN_FORCE] = TR_NOOP("in force"),
	[GJ_PUBLICATION_RETIRED] = TR_NOOP("retired"),
};
static const char *const acts[] = {
	[GJ_PUBLICATION_PUBLISH] = TR_NOOP("published"),
	[GJ_PUBLICATION_ROLLBACK] = TR_NOOP("went back"),
	[GJ_PUBLICATION_APPROVE] = TR_NOOP("approved"),
};

struct list {
	struct gj_store *store;
	struct gj_table table;
	json_t *rows, *drafts;            /* JSON */
	const struct gj_version *version; /* looked for among the publications */
	bool published;
	size_t n;
	struct gj_err *err;
};

static void put_row(void *ctx, const struct gj_publication *p)
{
	struct list *l = ctx;
	char id[24], act[80];
	const char *cells[COLUMNS] = {
		id,    tr(states[p->state]), p->version.policy, NULL, act, p->who, p->recorded_at,
		p->why
	};
	char hash[13];

	snprintf(id, sizeof id, "%" PRId64, p->id);
	snprintf(hash, sizeof hash, "%.12s", p->version.hash);
	cells[3] = hash;
	if (p->proposal)
		snprintf(act, sizeof act, "%s %" PRId64, tr(acts[p->act]), p->proposal);
	else
		snprintf(act, sizeof act, "%s", p->waits ? tr("proposed") : tr(acts[p->act]));
	gj_table_row(&l->table, cells);
}

static json_t *day_json(int32_t day)
{
	char text[GJ_DAY_TEXT];

	return day == GJ_DAY_NONE ? json_null() : json_string(gj_day_print(text, day));
}

static json_t *id_json(int64_t id)
{
	return id ? json_integer(id) : json_null();
}

static int put_json(struct list *l, const struct gj_publication *p)
{
	json_t *impact = *p->impact ? json_loads(p->impact, 0, NULL) : NULL;
	json_t *o =
	    json_pack("{s:I, s:s, s:s, s:b, s:o, s:o, s:o, s:s, s:s, s:o, s:o, s:s, s:s, s:s,"
	              " s:o}",
	              "id", (json_int_t)p->id, "act", gj_publication_act_name(p->act), "state",
	              gj_publication_state_name(p->state), "waits", p->waits, "proposal",
	              id_json(p->proposal), "replaces", id_json(p->replaces), "replaced_by",
	              id_json(p->replaced_by), "policy", p->version.policy, "hash", p->version.hash,
	              "decides_from", day_json(p->version.in_from), "decides_to",
	              day_json(p->version.in_to), "by", p->who, "why", p->why, "at", p->recorded_at,
	              "impact", impact ? impact : json_null());

	return json_array_append_new(l->rows, o) ? gj_err_nomem(l->err, tr("the list")) : 0;
}

static int put(void *ctx, const struct gj_publication *p)
{
	struct list *l = ctx;

	l->n++;
	if (l->rows)
		return put_json(l, p);
	put_row(l, p);
	return 0;
}

static int is_version(void *ctx, const struct gj_publication *p)
{
	struct list *l = ctx;

	l->published |= p->version.id == l->version->id;
	return 0;
}

/* Stored by an evaluation, never published: a draft. */
static int put_draft(void *ctx, const struct gj_version *v)
{
	struct list *l = ctx;
	char hash[13];
	const char *cells[COLUMNS] = { "-",          tr("draft"), v->policy,    hash,
		                       tr("stored"), "",          v->stored_at, "" };
	int rc;

	l->version = v;
	l->published = false;
	rc = gj_publication_each(l->store, 0, is_version, l, l->err);
	if (rc || l->published)
		return rc;
	l->n++;
	snprintf(hash, sizeof hash, "%.12s", v->hash);
	if (l->drafts)
		json_array_append_new(l->drafts,
		                      json_pack("{s:s, s:s, s:s}", "policy", v->policy, "hash",
		                                v->hash, "stored_at", v->stored_at));
	else
		gj_table_row(&l->table, cells);
	return 0;
}

static int print_json(struct list *l, const struct gj_two_person *two)
{
	json_t *root = json_pack("{s:b, s:O, s:O}", "two_person", two->on, "publications", l->rows,
	                         "drafts", l->drafts);
	int failed = root == NULL || json_dumpf(root, stdout, JSON_INDENT(2)) != 0;

	putchar('\n');
	json_decref(root);
	return failed ? gj_err_nomem(l->err, tr("the list")) : 0;
}

static int print_text(struct list *l, const struct gj_two_person *two)
{
	struct gj_buf out;
	bool failed;

	gj_buf_init(&out);
	gj_table_print(&l->table, &out);
	if (l->n)
		fputs(gj_buf_str(&out), stdout);
	else
		printf("%s\n", tr("nothing was published yet"));
	if (two->on)
		printf(tr("two persons are needed to put a policy in force (since %s, by %s)\n"),
		       two->since, two->who);
	failed = out.failed;
	gj_buf_fini(&out);
	return failed ? gj_err_nomem(l->err, tr("the list")) : 0;
}

int gj_publish_list(const struct gj_args *args)
{
	const char *heads[COLUMNS] = { tr("no."), tr("state"), tr("policy"), tr("hash"),
		                       tr("act"), tr("by"),    tr("at"),     tr("why") };
	bool json = strcmp(gj_args_get(args, "format"), "json") == 0;
	struct gj_two_person two;
	struct gj_err err;
	struct list l = { .rows = json ? json_array() : NULL,
		          .drafts = json ? json_array() : NULL,
		          .err = &err };
	int rc = gj_store_open(&l.store, gj_args_get(args, "db"), GJ_STORE_READ, &err);

	gj_table_init(&l.table, COLUMNS, 1u);
	gj_table_row(&l.table, heads);
	gj_table_rule(&l.table);
	if (rc == 0)
		rc = gj_publication_each(l.store, 0, put, &l, &err);
	if (rc == 0)
		rc = gj_version_each(l.store, put_draft, &l, &err);
	if (rc == 0)
		rc = gj_two_person_get(l.store, &two, &err);
	if (rc == 0)
		rc = json ? print_json(&l, &two) : print_text(&l, &two);
	json_decref(l.rows);
	json_decref(l.drafts);
	gj_table_fini(&l.table);
	gj_store_close(l.store);
	return rc ? gj_say_failed(&err) : GJ_EXIT_DONE;
}
