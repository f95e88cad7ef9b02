/* two_person.c: the newest row that does not wait is what holds. */
#include "db/two_person.h"

#include <string.h>

#include "db/audit.h"
#include "db/stmt.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"

enum { NAME_BYTES = 512 };

bool gj_two_person_same(const char *a, const char *b)
{
	char folded[2][NAME_BYTES + 1];
	const char *names[] = { a, b };
	size_t n[2];

	for (int i = 0; i < 2; i++) {
		size_t length = strlen(names[i]);

		if (length > NAME_BYTES)
			length = gj_text_cut(names[i], length, NAME_BYTES);
		n[i] = gj_text_fold(folded[i], names[i], length, GJ_FOLD_LABEL);
	}
	return n[0] == n[1] && memcmp(folded[0], folded[1], n[0]) == 0;
}

int gj_two_person_get(struct gj_store *s, struct gj_two_person *out, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT state = 'on', waits, who, recorded_at FROM two_person ORDER BY id";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	*out = (struct gj_two_person){ .on = false };
	if (rc < 0)
		return rc;
	while ((rc = gj_stmt_step(q, err)) == GJ_STMT_ROW) {
		if (gj_stmt_col_int(q, 1)) {
			gj_stmt_col_copy(q, 2, out->off_by, sizeof out->off_by);
			continue;
		}
		out->on = gj_stmt_col_int(q, 0) != 0;
		*out->off_by = '\0';
		gj_stmt_col_copy(q, 2, out->who, sizeof out->who);
		gj_stmt_col_copy(q, 3, out->since, sizeof out->since);
	}
	gj_stmt_reset(q);
	return rc;
}

static int put(struct gj_store *s, bool on, bool waits, const char *who, struct gj_err *err)
{
	static const char sql[] = "INSERT INTO two_person(state, waits, who, recorded_at)"
				  " VALUES(:state, :waits, :who, :now)";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":state", on ? "on" : "off");
	gj_stmt_int(q, ":waits", waits);
	gj_stmt_text(q, ":who", who);
	gj_stmt_text(q, ":now", s->now);
	rc = gj_stmt_run(q, err);
	return rc < 0 ? rc : gj_audit_note(s, GJ_AUDIT_TWO_PERSON, gj_stmt_last_id(s), err);
}

int gj_two_person_set(struct gj_store *s, struct gj_two_person *out, bool on, const char *who,
                      struct gj_err *err)
{
	const char *start = who;
	bool waits;
	int rc;

	if (gj_text_trim(&start, strlen(who)) == 0)
		return gj_err_set(err, GJ_EINVAL, tr("%s is needed, and may not be empty"), "--by");
	rc = gj_two_person_get(s, out, err);
	if (rc < 0)
		return rc;
	if (out->on && !on && *out->off_by && gj_two_person_same(out->off_by, who))
		return gj_err_set(err, GJ_EINVAL,
		                  tr("%s asked for this already; it takes another person"), who);
	waits = out->on && !on && *out->off_by == '\0';
	rc = put(s, on, waits, who, err);
	return rc < 0 ? rc : gj_two_person_get(s, out, err);
}
