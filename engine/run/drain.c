/* drain.c: the oldest notice that is due, again and again, until a pass has met them all. */
#include "engine/run/drain.h"

#include "db/outbox.h"
#include "engine/base/blake.h"
#include "engine/base/tr.h"
#include "engine/run/notifier.h"

int64_t gj_drain_pause(const char *key, int64_t attempt)
{
	unsigned char digest[GJ_BLAKE_BYTES];
	struct gj_blake blake;
	int64_t pause = GJ_DRAIN_FIRST;

	for (int64_t i = 1; i < attempt && pause < GJ_DRAIN_LONGEST; i++)
		pause *= 2;
	if (pause > GJ_DRAIN_LONGEST)
		pause = GJ_DRAIN_LONGEST;
	gj_blake_init(&blake);
	gj_blake_put_text(&blake, key);
	gj_blake_put_u64(&blake, (uint64_t)attempt);
	gj_blake_done(&blake, digest);
	/* 0 to 65535 of the digest becomes three quarters to five quarters. */
	return pause * 3 / 4 + pause / 2 * (digest[0] * 256 + digest[1]) / 65536;
}

int gj_drain_by_notifier(struct gj_notifier *n, const struct gj_outbox_row *row,
                         struct gj_delivery *d, struct gj_err *err)
{
	const struct guiju_notice notice = {
		.key = row->notice.key,
		.attempt = (uint32_t)(row->attempts + 1),
		.kind = row->notice.kind,
		.language = row->notice.language,
		.address = row->notice.recipient,
		.subject = row->notice.subject,
		.text = row->notice.body,
	};

	return gj_notifier_deliver(n, &notice, d, err);
}

static int settle(struct gj_store *s, const struct gj_outbox_row *row, const struct gj_delivery *d,
                  int64_t now, struct gj_drain_counts *counts, struct gj_err *err)
{
	int64_t attempt = row->attempts + 1, pause = gj_drain_pause(row->notice.key, attempt);
	enum gj_outbox_state state = GJ_OUTBOX_DEAD;
	uint64_t *count = &counts->dead;
	int rc;

	if (d->result == GUIJU_DELIVERED) {
		state = GJ_OUTBOX_DELIVERED;
		count = &counts->delivered;
	} else if (d->result == GUIJU_RETRY && attempt < GJ_DRAIN_ATTEMPTS) {
		state = GJ_OUTBOX_WAITING;
		count = &counts->put_off;
	}
	if (pause < (int64_t)d->retry_after * 1000)
		pause = (int64_t)d->retry_after * 1000;
	rc = gj_outbox_settle(s, row->id, state,
	                      state == GJ_OUTBOX_WAITING ? now + pause : row->next_at, d->reason,
	                      err);
	if (rc == 0)
		++*count;
	return rc;
}

int gj_drain(struct gj_store *s, const struct gj_drain_args *args, struct gj_drain_counts *counts,
             struct gj_err *err)
{
	struct gj_outbox_row row;
	int rc;

	gj_outbox_row_init(&row);
	for (;;) {
		struct gj_delivery d = { .result = GUIJU_RETRY };

		if (args->canceled && args->canceled(args->ctx)) {
			rc = gj_err_set(err, GJ_ECANCELED, tr("stopped"));
			break;
		}
		rc = gj_outbox_due(s, &row, row.id, args->now(args->ctx), err);
		if (rc <= 0)
			break;
		rc = args->deliver(args->ctx, &row, &d, err);
		if (rc == 0)
			rc = settle(s, &row, &d, args->now(args->ctx), counts, err);
		if (rc < 0)
			break;
	}
	gj_outbox_row_fini(&row);
	return rc;
}
