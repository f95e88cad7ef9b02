/* policy_target.c: which publication is meant: the one to go back to, the one to approve. */
#include "db/two_person.h"
#include "engine/base/tr.h"
#include "engine/cli/publish.h"
#include "engine/cli/say.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct search {
	const char *wanted; /* id, or the beginning of a hash; NULL: what the newest replaced */
	struct gj_publication found;
};

static int match(void *ctx, const struct gj_publication *p)
{
	struct search *s = ctx;
	char id[24];

	snprintf(id, sizeof id, "%" PRId64, p->id);
	if (p->waits)
		return 0;
	if (strcmp(id, s->wanted) == 0 ||
	    (strlen(s->wanted) >= 6 && strncmp(p->version.hash, s->wanted, strlen(s->wanted)) == 0))
		s->found = *p;
	return 0;
}

int gj_publish_target(struct gj_store *store, struct gj_publication *target,
                      struct gj_publication *row, const char *to, struct gj_err *err)
{
	struct search s = { .wanted = to, .found = { .id = 0 } };
	struct gj_publication head;
	int rc;

	if (to == NULL) {
		rc = gj_publication_in_force(store, &head, NULL, err);
		if (rc == 0 && (head.id == 0 || head.replaces == 0))
			return gj_err_set(err, GJ_ENOENT,
			                  head.id
			                      ? tr("there was nothing in force before the newest "
			                           "publication; publish another policy")
			                      : tr("nothing was published yet"));
		if (rc == 0)
			rc = gj_publication_get(store, target, head.replaces, err);
		row->replaces = head.id;
		return rc;
	}
	rc = gj_publication_each(store, 0, match, &s, err);
	if (rc == 0 && s.found.id == 0)
		return gj_err_set(
		    err, GJ_ENOENT,
		    tr("there is no publication \"%s\" to go back to; see guiju policy "
		       "list"),
		    to);
	head = *target = s.found;
	while (rc == 0 && head.replaced_by)
		rc = gj_publication_get(store, &head, head.replaced_by, err);
	if (rc == 0 && strcmp(head.version.hash, target->version.hash) == 0)
		return gj_err_set(err, GJ_EBUSY,
		                  tr("%s (%.12s) is in force already, as publication %" PRId64
		                     "; nothing was done"),
		                  head.version.policy, head.version.hash, head.id);
	row->replaces = head.id;
	return rc;
}

int gj_publish_proposal(struct gj_store *store, struct gj_publication *row, const char *id,
                        struct gj_err *err)
{
	struct gj_publication p, now;
	int rc = gj_publication_get(store, &p, strtoll(id, NULL, 10), err);

	if (rc)
		return rc;
	if (p.state != GJ_PUBLICATION_WAITING)
		return gj_err_set(err, GJ_EINVAL,
		                  tr("publication %" PRId64 " does not wait for anybody"), p.id);
	if (gj_two_person_same(p.who, row->who))
		return gj_err_set(err, GJ_EINVAL,
		                  tr("%s proposed publication %" PRId64
		                     "; it takes another person to approve it"),
		                  p.who, p.id);
	rc = p.replaces ? gj_publication_get(store, &now, p.replaces, err)
	                : gj_publication_in_force(store, &now, p.version.policy, err);
	if (rc)
		return rc;
	if (p.replaces ? now.state != GJ_PUBLICATION_IN_FORCE : now.id != 0)
		return gj_err_set(err, GJ_EINVAL,
		                  tr("another policy was put in force since publication %" PRId64
		                     " was proposed: propose it again"),
		                  p.id);
	row->proposal = p.id;
	row->replaces = p.replaces;
	row->version = p.version;
	return 0;
}
