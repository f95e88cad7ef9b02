/* ingest_list.c: a list's own input: staged before the applications, settled after them. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/tr.h"
#include "engine/run/ingest_inner.h"

/* --- before the applications --- */

static int note_refused(struct gj_ingest_input *input, const struct gj_reader_row *row,
                        struct gj_err *err)
{
	input->n_refused++;
	/* A row whose code cannot be read is nobody's: it only goes to the rejects file. */
	if (row->cells[0].state != GJ_GIVEN)
		return 0;
	return gj_codes_put(&input->refused, row->cells[0].text, row->place, 0, err);
}

/* NULL when there is one. */
static const char *code_reason(const struct gj_reader_row *row)
{
	return row->cells[0].state == GJ_GIVEN
	           ? NULL
	           : tr("the applicant's credit code is missing: fill it in as in the application");
}

static int stage_row(struct gj_ingest *in, struct gj_ingest_input *input,
                     const struct gj_reader_row *row, struct gj_err *err)
{
	const char *reason = code_reason(row);
	size_t i;

	in->result->list_rows++;
	for (i = 0; i < row->n_complaints; i++)
		gj_ingest_complain(in, input->location, &row->complaints[i]);
	if (row->n_complaints > 0)
		return note_refused(input, row, err);
	if (reason) {
		gj_ingest_complain(in, input->location,
		                   &(struct gj_complaint){ .place = row->place,
		                                           .fact = in->subject,
		                                           .raw = "",
		                                           .reason = reason });
		return note_refused(input, row, err);
	}
	return gj_staged_put(in->store, input->list, row->cells[0].text, row->place, row->cells + 1,
	                     err);
}

int gj_ingest_list_stage(struct gj_ingest *in, struct gj_ingest_input *input, struct gj_err *err)
{
	struct gj_reader_batch batch;
	struct gj_reader *reader;
	size_t i;
	int rc;

	rc = gj_ingest_open(&reader, in, input, false, err);
	if (rc < 0)
		return rc;
	while ((rc = gj_reader_next(reader, &batch, err)) == 0 && batch.n > 0) {
		rc = gj_ingest_begin(in, input->location, err);
		if (rc < 0)
			break;
		for (i = 0; rc == 0 && i < batch.n; i++)
			rc = stage_row(in, input, &batch.rows[i], err);
		rc = gj_ingest_end(in, rc, err);
		if (rc < 0)
			break;
	}
	gj_reader_close(reader);
	return rc;
}

/* --- after the applications --- */

struct left {             /* places of rows that no application took, rising */
	uint64_t *places; /* owned */
	size_t n, room;
	bool failed; /* memory ran out */
};

static int add_left(void *ctx, const char *code, uint64_t place)
{
	struct left *left = ctx;

	(void)code;
	if (left->n == left->room) {
		size_t room = left->room ? 2 * left->room : 64;
		uint64_t *grown = realloc(left->places, room * sizeof *grown);

		if (grown == NULL) {
			left->failed = true;
			return 1;
		}
		left->places = grown;
		left->room = room;
	}
	left->places[left->n++] = place;
	return 0;
}

static int compare(const void *a, const void *b)
{
	const uint64_t *x = a;
	const uint64_t *y = b;

	return *x < *y ? -1 : *x > *y;
}

static bool is_left(const struct left *left, uint64_t place)
{
	return left->n > 0 && bsearch(&place, left->places, left->n, sizeof place, compare);
}

/* Why a row that was staged is refused after all: *reason NULL when it is not. */
static int why_back(struct gj_ingest *in, const struct gj_ingest_input *input,
                    const struct left *left, const struct gj_reader_row *row, const char **reason,
                    struct gj_err *err)
{
	const struct gj_codes_item *item = gj_codes_find(&in->refused, row->cells[0].text);

	*reason = NULL;
	if (item == NULL && !is_left(left, row->place))
		return 0;
	gj_buf_clear(&in->reasons);
	if (item) {
		gj_buf_printf(
		    &in->reasons,
		    tr("the application in row %llu of %s was refused: import both again"),
		    (unsigned long long)item->place, in->args->location);
	} else {
		gj_buf_printf(&in->reasons, tr("there is no application with this code in %s"),
		              in->args->location);
		gj_ingest_complain(in, input->location,
		                   &(struct gj_complaint){ .place = row->place,
		                                           .fact = in->subject,
		                                           .raw = row->cells[0].text,
		                                           .reason = gj_buf_str(&in->reasons) });
	}
	*reason = gj_buf_str(&in->reasons);
	return in->reasons.failed ? gj_err_nomem(err, tr("the refused rows")) : 0;
}

static int settle_row(struct gj_ingest *in, const struct gj_ingest_input *input,
                      const struct left *left, struct gj_rejects *rejects, const char *heading,
                      const struct gj_reader_row *row, struct gj_err *err)
{
	const char *reason = code_reason(row);
	int rc = 0;

	if (row->n_complaints > 0) {
		rc = gj_ingest_reasons(in, row->complaints, row->n_complaints, err);
		reason = gj_buf_str(&in->reasons);
	} else if (reason == NULL) {
		rc = why_back(in, input, left, row, &reason, err);
	}
	if (rc < 0 || reason == NULL)
		return rc;
	in->result->list_rejected++;
	return rejects
	           ? gj_rejects_put(rejects, heading, row->raw, row->n_raw, row->place, reason, err)
	           : 0;
}

/* The raw rows are only in the input: it is read again for those that go to the rejects file. */
static int settle(struct gj_ingest *in, const struct gj_ingest_input *input,
                  const struct left *left, struct gj_rejects *rejects, struct gj_err *err)
{
	struct gj_reader_batch batch;
	struct gj_reader *reader;
	size_t i;
	int rc;

	rc = gj_ingest_open(&reader, in, input, rejects != NULL, err);
	if (rc < 0)
		return rc;
	while ((rc = gj_reader_next(reader, &batch, err)) == 0 && batch.n > 0)
		for (i = 0; i < batch.n; i++) {
			rc = settle_row(in, input, left, rejects, gj_reader_heading(reader),
			                &batch.rows[i], err);
			if (rc < 0)
				goto out;
		}
out:
	gj_reader_close(reader);
	return rc;
}

int gj_ingest_list_finish(struct gj_ingest *in, struct gj_ingest_input *input, struct gj_err *err)
{
	struct gj_rejects *rejects = NULL;
	struct left left = { .n = 0 };
	int rc;

	rc = gj_staged_each_left(in->store, input->list, add_left, &left, err);
	if (left.failed)
		rc = gj_err_nomem(err, input->location);
	if (rc == 0)
		rc = gj_ingest_rejects(&rejects, in, input, err);
	if (rc == 0 && (input->n_refused > 0 || left.n > 0 || in->list_rows_back)) {
		if (left.n > 1)
			qsort(left.places, left.n, sizeof *left.places, compare);
		rc = settle(in, input, &left, rejects, err);
	}
	free(left.places);
	return gj_ingest_rejects_end(rejects, in, rc, err);
}
