/* policy_publish.c: guiju policy publish, approve, rollback: looked at first, then put in force by one row. */
#include "db/publication.h"
#include "db/store.h"
#include "db/two_person.h"
#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/cli/evaluate.h"
#include "engine/cli/impact_out.h"
#include "engine/cli/publish.h"
#include "engine/cli/say.h"
#include "engine/run/select.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct act { /* what is about to happen */
	const struct gj_args *args;
	const char *db;
	int32_t as_of; /* GJ_DAY_NONE: not said */
	bool dry_run, run;
	struct gj_store *store;
	struct gj_rules *rules; /* owned; what comes into force */
	struct gj_publication row;
	char *impact; /* owned; JSON */
	struct gj_two_person two;
};

static int copy_name(char *out, size_t room, const char *text, const char *option)
{
	if (text == NULL) {
		gj_say_error(
		    tr("guiju policy: %s is needed: who does it, and why, are kept for good"),
		    option);
		return GJ_EXIT_USAGE;
	}
	if (strlen(text) >= room) {
		gj_say_error(tr("guiju policy: %s takes at most %zu bytes"), option, room - 1);
		return GJ_EXIT_USAGE;
	}
	memcpy(out, text, strlen(text) + 1);
	return 0;
}

static int act_open(struct act *a, const struct gj_args *args, enum gj_publication_act what)
{
	const char *as_of = gj_args_get(args, "as-of");
	struct gj_err err;
	int rc;

	*a = (struct act){ .args = args,
		           .db = gj_args_get(args, "db"),
		           .as_of = as_of ? gj_day_parse(as_of, strlen(as_of)) : GJ_DAY_NONE,
		           .dry_run = gj_args_has(args, "dry-run"),
		           .run = gj_args_has(args, "run"),
		           .row = { .act = what, .impact = "" } };
	if (as_of && a->as_of == GJ_DAY_NONE) {
		gj_say_error(tr("guiju policy: --as-of \"%s\" is no day; write it as 2022-11-30"),
		             as_of);
		return GJ_EXIT_USAGE;
	}
	if (a->run && as_of == NULL) {
		gj_say_error(
		    tr("guiju policy: --run wants --as-of DATE, the day that the conditions "
		       "are judged at"));
		return GJ_EXIT_USAGE;
	}
	rc = copy_name(a->row.who, sizeof a->row.who, gj_args_get(args, "by"), "--by NAME");
	if (rc == 0 && what == GJ_PUBLICATION_APPROVE && gj_args_get(args, "why") == NULL)
		memcpy(a->row.why, "-", 2);
	else if (rc == 0)
		rc = copy_name(a->row.why, sizeof a->row.why, gj_args_get(args, "why"),
		               "--why TEXT");
	if (rc)
		return rc;
	rc = gj_store_open(&a->store, a->db, GJ_STORE_WRITE, &err);
	return rc ? gj_say_failed(&err) : 0;
}

static void act_close(struct act *a)
{
	gj_rules_close(a->rules);
	gj_store_close(a->store);
	free(a->impact);
}

/* --- what stands in the way --- */

struct others {
	const struct act *a;
	struct gj_err *err;
};

/* Two that decide the same applications may not both be in force. */
static int refuse_overlap(void *ctx, const struct gj_publication *p)
{
	const struct others *o = ctx;
	const struct gj_policy *mine = o->a->rules->policy;
	struct gj_rules *rules;
	const struct gj_category *c = NULL;
	int rc;

	if (p->state != GJ_PUBLICATION_IN_FORCE || p->id == o->a->row.replaces)
		return 0;
	rc = gj_rules_stored(&rules, o->a->store, &p->version, o->err);
	if (rc)
		return rc;
	if (gj_select_meet(mine, rules->policy))
		c = gj_select_overlap(mine, rules->policy);
	if (c)
		rc = gj_err_set(o->err, GJ_EINVAL,
		                tr("%s, in force since publication %" PRId64
		                   ", decides %s of %d as well: give one of them other dates or "
		                   "cases, or take it out of force by --replaces %" PRId64),
		                p->version.policy, p->id, c->key, mine->year, p->id);
	gj_rules_close(rules);
	return rc;
}

static int find_replaced(struct act *a, struct gj_err *err)
{
	const char *named = gj_args_get(a->args, "replaces");
	struct gj_publication old;
	int rc = gj_publication_in_force(a->store, &old, a->rules->policy->id, err);

	if (rc)
		return rc;
	if (named && old.id && old.id != strtoll(named, NULL, 10))
		return gj_err_set(err, GJ_EINVAL,
		                  tr("publication %" PRId64 " is in force under the same name and "
		                     "is what this one replaces; --replaces is for another"),
		                  old.id);
	if (named && old.id == 0) {
		rc = gj_publication_get(a->store, &old, strtoll(named, NULL, 10), err);
		if (rc)
			return rc;
		if (old.state != GJ_PUBLICATION_IN_FORCE)
			return gj_err_set(err, GJ_EINVAL,
			                  tr("publication %" PRId64 " is not in force, so that "
			                     "nothing can replace it"),
			                  old.id);
	}
	a->row.replaces = old.id;
	if (old.id && strcmp(old.version.hash, a->rules->policy->hash) == 0)
		return gj_err_set(err, GJ_EBUSY,
		                  tr("%s (%.12s) is in force already, as publication %" PRId64
		                     "; nothing was done; guiju evaluate --as-of DATE decides by it"),
		                  old.version.policy, old.version.hash, old.id);
	return 0;
}

static int check_others(const struct act *a, struct gj_err *err)
{
	return gj_publication_each(a->store, 0, refuse_overlap,
	                           &(struct others){ .a = a, .err = err }, err);
}

/* --- what it would change --- */

static int preview(struct act *a, struct gj_err *err)
{
	const struct gj_impact_args args = { .policy = a->rules->policy,
		                             .files = &a->rules->files,
		                             .reference = a->as_of };
	struct gj_impact *m = NULL;
	struct gj_loop *loop = NULL;
	struct gj_buf text;
	json_t *summary;
	int closed, rc = gj_loop_open(&loop, err);

	if (rc)
		return rc;
	gj_loop_set_progress(loop, gj_say_progress, NULL);
	rc = gj_impact_open(&m, loop, a->store, &args, err);
	gj_say_progress_end();
	if (rc == GJ_ENOENT && a->as_of == GJ_DAY_NONE) { /* nothing was evaluated yet */
		printf("%s\n", tr("nothing was evaluated yet: no preview"));
		return gj_loop_close(loop, err);
	}
	if (rc == 0) {
		summary = gj_impact_summary(m);
		a->impact = summary ? json_dumps(summary, JSON_COMPACT) : NULL;
		json_decref(summary);
		if (a->impact == NULL)
			rc = gj_err_nomem(err, tr("the report"));
	}
	if (rc == 0) {
		a->row.impact = a->impact;
		gj_buf_init(&text);
		gj_impact_head(&text, m);
		gj_impact_sum(&text, m);
		printf("%s\n", gj_buf_str(&text));
		gj_buf_fini(&text);
	}
	gj_impact_close(m);
	closed = gj_loop_close(loop, rc ? NULL : err);
	return rc ? rc : closed;
}

/* --- the row --- */

/* Everything that it rests on is looked at again, where nobody can come between. */
static int check_again(struct act *a, struct gj_err *err)
{
	struct gj_publication old = { .state = GJ_PUBLICATION_IN_FORCE };
	int64_t replaces = a->row.replaces;
	int rc = gj_two_person_get(a->store, &a->two, err);

	a->row.waits = a->two.on && a->row.act != GJ_PUBLICATION_APPROVE;
	if (rc == 0 && a->row.act == GJ_PUBLICATION_PUBLISH)
		rc = find_replaced(a, err);
	if (rc == 0 && a->row.act == GJ_PUBLICATION_APPROVE)
		rc = gj_publish_proposal(a->store, &a->row, a->args->operands[1], err);
	if (rc == 0 && replaces)
		rc = gj_publication_get(a->store, &old, replaces, err);
	if (rc == 0 && (replaces != a->row.replaces || old.state != GJ_PUBLICATION_IN_FORCE))
		rc = gj_err_set(err, GJ_EBUSY,
		                tr("somebody else published meanwhile; nothing was done"));
	return rc ? rc : check_others(a, err);
}

static int put(struct act *a, struct gj_err *err)
{
	const struct gj_policy *p = a->rules->policy;
	int rc = gj_store_begin(a->store, tr("a publication"), err);

	if (rc)
		return rc;
	rc = check_again(a, err);
	if (rc == 0)
		rc = gj_version_put_in_force(a->store, &a->row.version.id, p->id, &a->rules->files,
		                             p->in_from, p->in_to, err);
	if (rc == 0)
		rc = gj_publication_put(a->store, &a->row.id, &a->row, err);
	if (rc == 0)
		return gj_store_commit(a->store, err);
	gj_store_rollback(a->store);
	return rc;
}

static void tell(const struct act *a)
{
	const struct gj_policy *p = a->rules->policy;

	if (a->dry_run)
		printf("%s\n", tr("dry run: nothing was stored"));
	else if (a->row.waits)
		printf(tr("publication %" PRId64 " of %s (%.12s) waits for a second person: guiju "
		          "policy approve %" PRId64 " --by NAME\n"),
		       a->row.id, p->id, p->hash, a->row.id);
	else
		printf(tr("publication %" PRId64 ": %s (%.12s) is in force%s\n"), a->row.id, p->id,
		       p->hash, a->run ? "" : tr("; guiju evaluate --as-of DATE decides by it"));
	if (a->row.replaces && !a->dry_run && !a->row.waits)
		printf(tr("publication %" PRId64 " is retired\n"), a->row.replaces);
}

/* Looked at, stored unless it is a dry run, evaluated where that was asked for. */
static int finish(struct act *a)
{
	struct gj_err err;
	int rc = check_others(a, &err);

	if (rc == 0)
		rc = preview(a, &err);
	if (rc == 0 && !a->dry_run)
		rc = put(a, &err);
	if (rc == GJ_EBUSY || rc == GJ_EINVAL) {
		gj_say_error("guiju policy: %s", err.text);
		return GJ_EXIT_FINDINGS;
	}
	if (rc)
		return gj_say_failed(&err);
	tell(a);
	if (!a->run || a->dry_run || a->row.waits)
		return GJ_EXIT_DONE;
	gj_store_close(a->store);
	a->store = NULL;
	return gj_evaluate_published(a->db, a->as_of);
}

static int refused(int rc, const struct gj_err *err)
{
	if (rc != GJ_EBUSY && rc != GJ_EINVAL && rc != GJ_ENOENT)
		return gj_say_failed(err);
	gj_say_error("guiju policy: %s", err->text);
	return GJ_EXIT_FINDINGS;
}

int gj_publish_policy(const struct gj_args *args)
{
	struct gj_err err;
	struct act a;
	int rc = act_open(&a, args, GJ_PUBLICATION_PUBLISH);

	if (rc == 0) {
		rc = gj_rules_need(&a.rules, args->operands[1]);
		if (rc)
			a.rules = NULL;
	}
	if (rc == 0)
		rc = gj_publish_tests(a.rules);
	if (rc == 0) {
		rc = find_replaced(&a, &err);
		rc = rc ? refused(rc, &err) : finish(&a);
	}
	act_close(&a);
	return rc;
}

/* --- rollback --- */

int gj_publish_rollback(const struct gj_args *args)
{
	struct gj_publication target;
	struct gj_err err;
	struct act a;
	int rc = act_open(&a, args, GJ_PUBLICATION_ROLLBACK);

	if (rc == 0) {
		rc = gj_publish_target(a.store, &target, &a.row, gj_args_get(args, "to"), &err);
		if (rc == 0)
			rc = gj_rules_stored(&a.rules, a.store, &target.version, &err);
		rc = rc ? refused(rc, &err) : finish(&a);
	}
	act_close(&a);
	return rc;
}

/* --- the second person --- */

int gj_publish_approve(const struct gj_args *args)
{
	struct gj_err err;
	struct act a;
	int rc = act_open(&a, args, GJ_PUBLICATION_APPROVE);

	if (rc == 0) {
		rc = gj_publish_proposal(a.store, &a.row, args->operands[1], &err);
		if (rc == 0)
			rc = gj_rules_stored(&a.rules, a.store, &a.row.version, &err);
		rc = rc ? refused(rc, &err) : finish(&a);
	}
	act_close(&a);
	return rc;
}
