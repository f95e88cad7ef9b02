/* policy_two_person.c: guiju policy two-person: whether it takes two to put a policy in force. */
#include "db/store.h"
#include "db/two_person.h"
#include "engine/base/tr.h"
#include "engine/cli/publish.h"
#include "engine/cli/say.h"

#include <stdio.h>
#include <string.h>

static int set(struct gj_two_person *two, struct gj_store *store, bool on, const char *by,
               struct gj_err *err)
{
	int rc = gj_store_begin(store, tr("a publication"), err);

	if (rc)
		return rc;
	rc = gj_two_person_set(store, two, on, by, err);
	if (rc == 0)
		return gj_store_commit(store, err);
	gj_store_rollback(store);
	return rc;
}

static void tell(const struct gj_two_person *two)
{
	if (two->on)
		printf(tr("two persons are needed to put a policy in force (since %s, by %s)\n"),
		       two->since, two->who);
	else if (*two->who)
		printf(tr("one person may put a policy in force (since %s, by %s)\n"), two->since,
		       two->who);
	else
		printf("%s\n", tr("one person may put a policy in force"));
	if (*two->off_by)
		printf(tr("%s asked to turn this off; it takes another person: guiju policy "
		          "two-person off --by NAME\n"),
		       two->off_by);
}

int gj_publish_two_person(const struct gj_args *args)
{
	const char *word = args->n_operands > 1 ? args->operands[1] : NULL;
	const char *by = gj_args_get(args, "by");
	bool on = word && strcmp(word, "on") == 0;
	struct gj_two_person two;
	struct gj_store *store = NULL;
	struct gj_err err;
	int rc;

	if (word && !on && strcmp(word, "off") != 0) {
		gj_say_error(tr("guiju policy: two-person is on or off, not %s"), word);
		return GJ_EXIT_USAGE;
	}
	if (word && by == NULL) {
		gj_say_error(
		    tr("guiju policy: %s is needed: who does it, and why, are kept for good"),
		    "--by NAME");
		return GJ_EXIT_USAGE;
	}
	rc = gj_store_open(&store, gj_args_get(args, "db"), GJ_STORE_WRITE, &err);
	if (rc == 0)
		rc = word ? set(&two, store, on, by, &err) : gj_two_person_get(store, &two, &err);
	gj_store_close(store);
	if (rc == GJ_EINVAL) {
		gj_say_error("guiju policy: %s", err.text);
		return GJ_EXIT_FINDINGS;
	}
	if (rc)
		return gj_say_failed(&err);
	tell(&two);
	return GJ_EXIT_DONE;
}
