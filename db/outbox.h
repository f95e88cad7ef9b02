/* outbox.h: the table outbox: notices that wait to be sent, were sent, or were given up. */
#ifndef GJ_OUTBOX_H
#define GJ_OUTBOX_H
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include <stdbool.h>
#include <stdint.h>

struct gj_store;

enum gj_outbox_state {
	GJ_OUTBOX_WAITING,
	GJ_OUTBOX_DELIVERED,
	GJ_OUTBOX_DEAD,   /* tried often enough, or it can never be delivered */
	GJ_OUTBOX_DROPPED /* a person decided that nobody needs it any more */
};

enum { GJ_OUTBOX_KEY = 64, GJ_OUTBOX_SUBJECT = 500, GJ_OUTBOX_BODY = 64 * 1024 };

/* What is to be told to whom; it never changes once it is stored. */
struct gj_outbox_notice {
	const char *key;       /* the event's own: 1 to 64 of [A-Za-z0-9._-] */
	const char *kind;      /* the template's name */
	const char *channel;   /* as the settings call it */
	const char *recipient; /* as the channel writes it; "" for the whole group */
	const char *language;  /* "zh" or "en" */
	const char *subject, *body;
};

/* A row as it was read; its texts stand in `text`. gj_outbox_row_fini() gives them back. */
struct gj_outbox_row {
	int64_t id;
	struct gj_outbox_notice notice;
	enum gj_outbox_state state;
	int64_t attempts;
	int64_t next_at;          /* ms since 1970 UTC: not before */
	char reason[GJ_ERR_TEXT]; /* of the last attempt; "" when there was none */
	char created_at[32];      /* UTC, ISO 8601 */
	struct gj_buf text;       /* owned */
};

void gj_outbox_row_init(struct gj_outbox_row *row);
void gj_outbox_row_fini(struct gj_outbox_row *row);

/* Inside the transaction of what the notice tells, so that both are stored or neither. A key that is there already
 * adds nothing, whatever became of that notice (*added false): an event is told once. `added` may be NULL. Errors:
 * GJ_EINVAL (key, empty kind, channel or language, a control character where a line is wanted), GJ_ELIMIT. */
int gj_outbox_put(struct gj_store *s, bool *added, const struct gj_outbox_notice *notice,
                  struct gj_err *err);
/* The first notice after row `after` that may be sent at `now`: 1 and *row, or 0. One whose recipient on that channel
 * has an older one waiting is not handed out, so the order of each recipient is kept. */
int gj_outbox_due(struct gj_store *s, struct gj_outbox_row *row, int64_t after, int64_t now,
                  struct gj_err *err);
/* Writes what became of an attempt: DELIVERED, DEAD, or WAITING until next_at. Only a waiting row is touched. A
 * transaction of its own unless one is open. */
int gj_outbox_settle(struct gj_store *s, int64_t id, enum gj_outbox_state state, int64_t next_at,
                     const char *reason, struct gj_err *err);
/* By a person's command. retry: a dead one waits again, due at once, its attempts counted anew; drop: one that waits
 * or is dead is not sent any more. GJ_ENOENT without such a row. */
int gj_outbox_retry(struct gj_store *s, int64_t id, struct gj_err *err);
int gj_outbox_drop(struct gj_store *s, int64_t id, struct gj_err *err);
/* Rows after `after` in the order they were stored, one by one: 1 and *row, or 0. */
int gj_outbox_next(struct gj_store *s, struct gj_outbox_row *row, int64_t after,
                   struct gj_err *err);
const char *gj_outbox_state_name(enum gj_outbox_state state); /* as stored: "waiting" */
#endif
