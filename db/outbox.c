/* outbox.c: rows go in with what they tell; only their state changes, and only from waiting or dead. */
#include "db/outbox.h"

#include <string.h>

#include "db/stmt.h"
#include "engine/base/tr.h"

#define COLUMNS \
	"id, state, attempts, next_at, reason, created_at," \
	" key, kind, channel, recipient, language, subject, body"

static const char *const names[] = { "waiting", "delivered", "dead", "dropped" };

const char *gj_outbox_state_name(enum gj_outbox_state state)
{
	return names[state];
}

void gj_outbox_row_init(struct gj_outbox_row *row)
{
	*row = (struct gj_outbox_row){ .state = GJ_OUTBOX_WAITING };
	gj_buf_init(&row->text);
}

void gj_outbox_row_fini(struct gj_outbox_row *row)
{
	gj_buf_fini(&row->text);
}

static bool is_key(const char *key)
{
	size_t n = strlen(key);

	return n >= 1 && n <= GJ_OUTBOX_KEY &&
	       strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
	           n;
}

/* A line end in a subject or an address would become a header of its own. */
static bool is_line(const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		if (*c < 0x20 || *c == 0x7f)
			return false;
	return true;
}

static int examine(const struct gj_outbox_notice *n, struct gj_err *err)
{
	const struct {
		const char *name, *text;
		bool needed;
	} lines[] = {
		{ "kind", n->kind, true },         { "channel", n->channel, true },
		{ "language", n->language, true }, { "recipient", n->recipient, false },
		{ "subject", n->subject, false },
	};

	if (!is_key(n->key))
		return gj_err_set(err, GJ_EINVAL,
		                  tr("notice \"%s\": its key is not 1 to 64 of A-Z a-z 0-9 . _ -"),
		                  n->key);
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		if (lines[i].needed && *lines[i].text == '\0')
			return gj_err_set(err, GJ_EINVAL, tr("notice \"%s\": its %s is empty"),
			                  n->key, lines[i].name);
		if (!is_line(lines[i].text))
			return gj_err_set(err, GJ_EINVAL,
			                  tr("notice \"%s\": a control character in its %s"),
			                  n->key, lines[i].name);
	}
	if (strlen(n->subject) > GJ_OUTBOX_SUBJECT || strlen(n->body) > GJ_OUTBOX_BODY)
		return gj_err_set(err, GJ_ELIMIT,
		                  tr("notice \"%s\" is too long: at most %d bytes of subject and "
		                     "%d of text"),
		                  n->key, GJ_OUTBOX_SUBJECT, GJ_OUTBOX_BODY);
	return 0;
}

int gj_outbox_put(struct gj_store *s, bool *added, const struct gj_outbox_notice *n,
                  struct gj_err *err)
{
	static const char sql[] =
	    "INSERT INTO outbox(key, kind, channel, recipient, language, subject, body, created_at)"
	    " VALUES(:key, :kind, :channel, :recipient, :language, :subject, :body, :now)"
	    " ON CONFLICT(key) DO NOTHING";
	struct gj_stmt *q;
	int rc = examine(n, err);

	if (rc < 0)
		return rc;
	if (!s->begun)
		return gj_err_set(err, GJ_EINTERNAL, "a notice without a transaction");
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc < 0)
		return rc;
	gj_stmt_text(q, ":key", n->key);
	gj_stmt_text(q, ":kind", n->kind);
	gj_stmt_text(q, ":channel", n->channel);
	gj_stmt_text(q, ":recipient", n->recipient);
	gj_stmt_text(q, ":language", n->language);
	gj_stmt_text(q, ":subject", n->subject);
	gj_stmt_text(q, ":body", n->body);
	gj_stmt_text(q, ":now", s->now);
	rc = gj_stmt_run(q, err);
	if (rc == 0 && added)
		*added = gj_stmt_changes(s) > 0;
	return rc;
}

static enum gj_outbox_state state_of(const char *name)
{
	enum gj_outbox_state state = GJ_OUTBOX_WAITING;

	while (state < GJ_OUTBOX_DROPPED && strcmp(names[state], name) != 0)
		state++;
	return state;
}

static int read_row(struct gj_stmt *q, struct gj_outbox_row *row, struct gj_err *err)
{
	const char **texts[] = { &row->notice.key,      &row->notice.kind,
		                 &row->notice.channel,  &row->notice.recipient,
		                 &row->notice.language, &row->notice.subject,
		                 &row->notice.body };
	enum { N = sizeof texts / sizeof texts[0], FIRST = 6 };
	size_t starts[N];
	char state[16];

	row->id = gj_stmt_col_int(q, 0);
	gj_stmt_col_copy(q, 1, state, sizeof state);
	row->state = state_of(state);
	row->attempts = gj_stmt_col_int(q, 2);
	row->next_at = gj_stmt_col_int(q, 3);
	gj_stmt_col_copy(q, 4, row->reason, sizeof row->reason);
	gj_stmt_col_copy(q, 5, row->created_at, sizeof row->created_at);
	gj_buf_clear(&row->text);
	for (int i = 0; i < N; i++) {
		size_t n;
		const char *text = gj_stmt_col_bytes(q, FIRST + i, &n);

		starts[i] = row->text.n;
		gj_buf_put(&row->text, text, n);
		gj_buf_putc(&row->text, '\0');
	}
	gj_stmt_reset(q);
	if (row->text.failed)
		return gj_err_nomem(err, tr("a notice"));
	for (int i = 0; i < N; i++) /* not before: the buffer may move while it grows */
		*texts[i] = row->text.data + starts[i];
	return 1;
}

static int fetch(struct gj_stmt *q, struct gj_outbox_row *row, struct gj_err *err)
{
	int rc = gj_stmt_step(q, err);

	return rc == GJ_STMT_ROW ? read_row(q, row, err) : rc;
}

int gj_outbox_due(struct gj_store *s, struct gj_outbox_row *row, int64_t after, int64_t now,
                  struct gj_err *err)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM outbox o"
	    " WHERE state = 'waiting' AND id > :after AND next_at <= :now"
	    " AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.state = 'waiting'"
	    " AND e.channel = o.channel AND e.recipient = o.recipient AND e.id < o.id)"
	    " ORDER BY id LIMIT 1";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":after", after);
	gj_stmt_int(q, ":now", now);
	return fetch(q, row, err);
}

int gj_outbox_next(struct gj_store *s, struct gj_outbox_row *row, int64_t after, struct gj_err *err)
{
	static const char sql[] =
	    "SELECT " COLUMNS " FROM outbox WHERE id > :after ORDER BY id LIMIT 1";
	struct gj_stmt *q;
	int rc = gj_stmt_get(&q, s, sql, err);

	if (rc < 0)
		return rc;
	gj_stmt_int(q, ":after", after);
	return fetch(q, row, err);
}

int gj_outbox_settle(struct gj_store *s, int64_t id, enum gj_outbox_state state, int64_t next_at,
                     const char *reason, struct gj_err *err)
{
	static const char sql[] =
	    "UPDATE outbox SET state = :state, attempts = attempts + 1, next_at = :next_at,"
	    " reason = :reason WHERE id = :id AND state = 'waiting'";
	struct gj_stmt *q;
	bool own;
	int rc = gj_stmt_own_begin(s, &own, tr("sending of notices"), err);

	if (rc < 0)
		return rc;
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc == 0) {
		gj_stmt_text(q, ":state", names[state]);
		gj_stmt_int(q, ":next_at", next_at);
		gj_stmt_text(q, ":reason", reason);
		gj_stmt_int(q, ":id", id);
		rc = gj_stmt_run(q, err);
	}
	return gj_stmt_own_end(s, own, rc, err);
}

static int change(struct gj_store *s, const char *sql, int64_t id, const char *without,
                  struct gj_err *err)
{
	struct gj_stmt *q;
	bool own;
	int rc = gj_stmt_own_begin(s, &own, tr("a change of the notices"), err);

	if (rc < 0)
		return rc;
	rc = gj_stmt_get(&q, s, sql, err);
	if (rc == 0) {
		gj_stmt_int(q, ":id", id);
		rc = gj_stmt_run(q, err);
	}
	if (rc == 0 && gj_stmt_changes(s) == 0)
		rc = gj_err_set(err, GJ_ENOENT, without, (long long)id);
	return gj_stmt_own_end(s, own, rc, err);
}

int gj_outbox_retry(struct gj_store *s, int64_t id, struct gj_err *err)
{
	static const char sql[] = "UPDATE outbox SET state = 'waiting', attempts = 0, next_at = 0"
				  " WHERE id = :id AND state = 'dead'";

	return change(s, sql, id, tr("no notice %lld was given up: there is nothing to retry"),
	              err);
}

int gj_outbox_drop(struct gj_store *s, int64_t id, struct gj_err *err)
{
	static const char sql[] = "UPDATE outbox SET state = 'dropped'"
				  " WHERE id = :id AND state IN ('waiting', 'dead')";

	return change(s, sql, id, tr("no notice %lld waits or was given up: nothing to drop"), err);
}
