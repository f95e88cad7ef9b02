/* ingest_write.c: applications as they were read, with their lists, into the store or aside. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "db/application.h"
#include "db/revision.h"
#include "engine/base/tr.h"
#include "engine/run/ingest_inner.h"

struct place {                      /* where the row goes when it is refused */
	struct gj_rejects *rejects; /* NULL in a dry run */
	const char *heading;
	const struct gj_reader_row *row;
};

static const char *code_of(const struct gj_ingest *in, const struct gj_reader_row *row)
{
	const struct gj_value *code = &row->cells[in->subject->index];

	return code->state == GJ_GIVEN ? code->text : NULL;
}

/* Its reasons are in in->reasons. */
static int put_aside(struct gj_ingest *in, const struct place *at, struct gj_err *err)
{
	if (in->reasons.failed)
		return gj_err_nomem(err, tr("the refused rows"));
	if (at->rejects == NULL)
		return 0;
	return gj_rejects_put(at->rejects, at->heading, at->row->raw, at->row->n_raw,
	                      at->row->place, gj_buf_str(&in->reasons), err);
}

/* Its rows of the lists will follow it to the rejects files. */
static int note_refused(struct gj_ingest *in, const struct gj_reader_row *row, struct gj_err *err)
{
	const char *code = code_of(in, row);

	in->result->counts.rejected++;
	if (code == NULL || in->n_inputs == 0)
		return 0;
	return gj_codes_put(&in->refused, code, row->place, 0, err);
}

static int refuse_bad(struct gj_ingest *in, const struct place *at, struct gj_err *err)
{
	size_t i;
	int rc;

	for (i = 0; i < at->row->n_complaints; i++)
		gj_ingest_complain(in, in->args->location, &at->row->complaints[i]);
	rc = gj_ingest_reasons(in, at->row->complaints, at->row->n_complaints, err);
	if (rc == 0)
		rc = put_aside(in, at, err);
	return rc < 0 ? rc : note_refused(in, at->row, err);
}

/* in->reasons holds the sentence; fact NULL: about the whole row. */
static int tell(struct gj_ingest *in, const struct place *at, const struct gj_fact *fact,
                struct gj_err *err)
{
	struct gj_complaint complaint = {
		.place = at->row->place,
		.fact = fact,
		.raw = "",
		.reason = gj_buf_str(&in->reasons),
	};

	gj_ingest_complain(in, in->args->location, &complaint);
	return put_aside(in, at, err);
}

static int refuse(struct gj_ingest *in, const struct place *at, const struct gj_fact *fact,
                  struct gj_err *err)
{
	int rc = tell(in, at, fact, err);

	return rc < 0 ? rc : note_refused(in, at->row, err);
}

static void say(struct gj_ingest *in, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void say(struct gj_ingest *in, const char *format, ...)
{
	char text[GJ_ERR_TEXT];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	gj_buf_clear(&in->reasons);
	gj_buf_puts(&in->reasons, text);
}

static struct gj_ingest_input *input_of(const struct gj_ingest *in, const struct gj_fact *list)
{
	size_t i;

	for (i = 0; i < in->n_inputs; i++)
		if (in->inputs[i].list == list)
			return &in->inputs[i];
	return NULL;
}

/* A list without an input: its own column can only say that there is nothing in it. */
static bool is_list_alone_well(struct gj_ingest *in, const struct gj_fact *list)
{
	const struct gj_value *own = &in->record.values[list->index];

	if (own->state != GJ_GIVEN || own->number == 0)
		return true;
	say(in,
	    tr("the row says %lld records, but no input for the list %s was given: give it with "
	       "the "
	       "import"),
	    (long long)own->number, list->key);
	return false;
}

static bool does_list_agree(struct gj_ingest *in, const struct gj_ingest_input *input,
                            const struct gj_value *own, size_t rows)
{
	if (own->state == GJ_MISSING || (own->state != GJ_GIVEN && rows == 0) ||
	    (own->state == GJ_GIVEN && (uint64_t)own->number == rows))
		return true;
	if (own->state == GJ_GIVEN)
		say(in,
		    tr("the row says %lld records, but %s holds %zu of this applicant: make the "
		       "two "
		       "agree"),
		    (long long)own->number, input->location, rows);
	else
		say(in,
		    tr("the row says that the list is not known or not applicable, but %s holds "
		       "%zu "
		       "records of this applicant: make the two agree"),
		    input->location, rows);
	return false;
}

/* Rows from the list's input into the record. *fact is the list that does not fit, with the
 * sentence in in->reasons; NULL when all is well. */
static int take_lists(const struct gj_fact **fact, struct gj_ingest *in, const char *code,
                      struct gj_err *err)
{
	const struct gj_facts *facts = in->record.facts;
	size_t i, rows;
	int rc;

	for (i = 0; i < facts->n; i++) {
		const struct gj_fact *list = &facts->items[i];
		const struct gj_ingest_input *input = input_of(in, list);
		struct gj_value own = in->record.values[i];
		const struct gj_codes_item *bad;

		if (list->type != GJ_FACT_LIST)
			continue;
		*fact = list;
		if (input == NULL) {
			if (!is_list_alone_well(in, list))
				return 0;
			continue;
		}
		bad = gj_codes_find(&input->refused, code);
		if (bad) {
			say(in,
			    tr("row %llu of %s, a record of this applicant, was refused: mend it "
			       "and "
			       "import both again"),
			    (unsigned long long)bad->place, input->location);
			return 0;
		}
		rc = gj_staged_take(in->store, list, code, &in->record, &rows, err);
		if (rc == GJ_ELIMIT) {
			say(in,
			    tr("%s holds more records of this applicant than a list may have (%d)"),
			    input->location, GJ_FACT_ROWS_MAX);
			return 0;
		}
		if (rc < 0)
			return rc;
		if (!does_list_agree(in, input, &own, rows))
			return 0;
	}
	*fact = NULL;
	return 0;
}

static const char *bureau_of(const struct gj_ingest *in)
{
	const struct gj_value *bureau = in->bureau ? &in->record.values[in->bureau->index] : NULL;

	return bureau && bureau->state == GJ_GIVEN ? in->bureau->options[bureau->number].key : "";
}

static int refuse_duplicate(struct gj_ingest *in, const struct place *at, uint64_t first,
                            struct gj_err *err)
{
	in->result->counts.duplicates++;
	say(in,
	    tr("this applicant already stands in row %llu with other facts: keep one of the two "
	       "rows"),
	    (unsigned long long)first);
	return tell(in, at, in->subject, err);
}

static uint64_t mix(uint64_t h, uint64_t value)
{
	h = (h ^ value) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

/* Of the row's own cells, equal for equal rows. Not the record's digest: the lists are not there
 * yet, and this is asked of every row, where two thirds of the digest's time would show. */
static uint64_t tag_of(const struct gj_ingest *in, const struct gj_reader_row *row)
{
	uint64_t h = 1;
	const char *p;
	size_t i;

	for (i = 0; i < in->record.facts->n; i++) {
		h = mix(h, (uint64_t)row->cells[i].state);
		h = mix(h, (uint64_t)row->cells[i].number);
		for (p = row->cells[i].text; p && *p != '\0'; p++)
			h = mix(h, (unsigned char)*p);
	}
	return h;
}

/* The store tells of a second row, but not where nothing is written, and not once the first has
 * taken the rows of its lists. *again: the row was settled here. */
static int check_seen(bool *again, struct gj_ingest *in, const struct place *at, const char *code,
                      struct gj_err *err)
{
	const struct gj_codes_item *first = gj_codes_find(&in->seen, code);

	*again = first != NULL;
	if (first == NULL)
		return 0;
	if (first->tag != tag_of(in, at->row))
		return refuse_duplicate(in, at, first->place, err);
	if (!in->args->dry_run)
		in->result->counts.unchanged++;
	return 0;
}

static int note_seen(struct gj_ingest *in, const struct place *at, const char *code,
                     struct gj_err *err)
{
	/* If an earlier row was refused: this one has taken the lists. */
	gj_codes_drop(&in->refused, code);
	if (!in->args->dry_run && in->n_inputs == 0)
		return 0;
	return gj_codes_put(&in->seen, code, at->row->place, tag_of(in, at->row), err);
}

/* No rows of lists came to what the row itself says. */
static bool is_alone(const struct gj_ingest *in, const struct gj_reader_row *row)
{
	const struct gj_facts *facts = in->record.facts;
	size_t i;

	for (i = 0; i < facts->n; i++)
		if (facts->items[i].type == GJ_FACT_LIST &&
		    (in->record.values[i].state != row->cells[i].state ||
		     in->record.values[i].number != 0))
			return false;
	return true;
}

/* The revision first where there is an application: one that is refused as a duplicate may not
 * even change the applicant's name. */
static int store_row(struct gj_ingest *in, const struct place *at, const char *code,
                     struct gj_err *err)
{
	const struct gj_ingest_args *args = in->args;
	const struct gj_origin origin = { .import = in->import,
		                          .place = at->row->place,
		                          .valid_from = args->valid_from,
		                          .digest =
		                              is_alone(in, at->row) ? at->row->digest : NULL };
	const char *name = in->record.values[in->name->index].text;
	struct gj_import_counts *counts = &in->result->counts;
	struct gj_application application;
	enum gj_revision_put what;
	uint64_t first;
	bool made = false;
	bool had_facts;
	int rc;

	rc = gj_application_by_code(in->store, &application, code, args->category->key, args->year,
	                            err);
	if (rc == GJ_ENOENT)
		rc = gj_application_put(in->store, &application, &made, code, name, bureau_of(in),
		                        args->category->key, args->year, err);
	if (rc < 0)
		return rc;
	had_facts = application.revision != 0;
	rc = gj_revision_put(in->store, &what, &first, application.id, &in->record, &origin, err);
	if (rc < 0)
		return rc;
	switch (what) {
	case GJ_REVISION_DUPLICATE:
		return refuse_duplicate(in, at, first, err);
	case GJ_REVISION_UNCHANGED:
		counts->unchanged++;
		return 0;
	case GJ_REVISION_NEW:
		if (had_facts)
			counts->changed++;
		else
			counts->added++;
		break;
	}
	if (!had_facts)
		return 0;
	return gj_application_put(in->store, &application, &made, code, name, bureau_of(in),
	                          args->category->key, args->year, err);
}

static int write_row(struct gj_ingest *in, const struct place *at, struct gj_err *err)
{
	const struct gj_fact *list = NULL;
	const char *code = code_of(in, at->row);
	bool again;
	int rc;

	in->result->counts.rows++;
	if (at->row->n_complaints > 0)
		return refuse_bad(in, at, err);
	if (code == NULL) {
		say(in, "%s",
		    tr("the credit code is missing: without it nobody can tell who applies"));
		return refuse(in, at, in->subject, err);
	}
	if (at->row->cells[in->name->index].state != GJ_GIVEN) {
		say(in, "%s", tr("the name is missing: fill in the applicant's name"));
		return refuse(in, at, in->name, err);
	}
	rc = check_seen(&again, in, at, code, err);
	if (rc < 0 || again)
		return rc;
	rc = gj_record_clear(&in->record, err);
	if (rc < 0)
		return rc;
	/* The texts stay where they are: the batch lives longer than the record is used. */
	memcpy(in->record.values, at->row->cells, in->record.facts->n * sizeof *at->row->cells);
	rc = take_lists(&list, in, code, err);
	if (rc < 0)
		return rc;
	if (list) {
		in->list_rows_back = true;
		return refuse(in, at, list, err);
	}
	rc = in->args->dry_run ? 0 : store_row(in, at, code, err);
	return rc < 0 ? rc : note_seen(in, at, code, err);
}

static int write_batch(struct gj_ingest *in, struct gj_rejects *rejects, const char *heading,
                       const struct gj_reader_batch *batch, struct gj_err *err)
{
	struct gj_import_counts before = in->result->counts;
	size_t i;
	int rc;

	rc = gj_ingest_begin(in, in->args->location, err);
	if (rc < 0)
		return rc;
	for (i = 0; rc == 0 && i < batch->n; i++)
		rc = write_row(in, &(struct place){ rejects, heading, &batch->rows[i] }, err);
	rc = gj_ingest_end(in, rc, err);
	if (rc < 0) /* nothing of the batch was stored: it counts for nothing */
		in->result->counts = before;
	return rc;
}

int gj_ingest_write(struct gj_ingest *in, struct gj_err *err)
{
	struct gj_rejects *rejects;
	struct gj_reader_batch batch;
	struct gj_reader *reader;
	int rc;

	rc = gj_ingest_rejects(&rejects, in, NULL, err);
	if (rc < 0)
		return rc;
	rc = gj_ingest_open(&reader, in, NULL, rejects != NULL, err);
	if (rc < 0)
		return gj_ingest_rejects_end(rejects, in, rc, err);
	while ((rc = gj_reader_next(reader, &batch, err)) == 0 && batch.n > 0) {
		rc = write_batch(in, rejects, gj_reader_heading(reader), &batch, err);
		if (rc < 0)
			break;
	}
	gj_reader_close(reader);
	return gj_ingest_rejects_end(rejects, in, rc, err);
}
