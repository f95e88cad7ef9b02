/* ingest_inner.h: internal to run/: what the parts of one import share. */
#ifndef GJ_INGEST_INNER_H
#define GJ_INGEST_INNER_H
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/run/codes.h"
#include "engine/run/ingest.h"
#include "engine/run/reader.h"
#include "engine/run/rejects.h"

struct gj_ingest_input {            /* the input of a list */
	const struct gj_fact *list; /* borrowed from the policy */
	const char *location;       /* borrowed from the arguments */
	const char *opened;         /* the same */
	bool within;                /* it is that of the applications, and may hold none */
	struct gj_codes refused;    /* applicants with a refused row here, and the first such row */
	uint64_t n_refused;
};

struct gj_ingest {
	const struct gj_ingest_args *args; /* borrowed */
	struct gj_loop *loop;              /* borrowed */
	struct gj_store *store;            /* borrowed */
	struct gj_ingest_result *result;   /* borrowed */
	struct gj_plugin *plugin;          /* owned */
	const struct gj_fact *subject, *name, *bureau;
	int64_t import;                 /* 0 in a dry run */
	struct gj_ingest_input *inputs; /* owned; args->n_lists of them */
	size_t n_inputs;
	struct gj_record record; /* of the row that is being stored */
	struct gj_codes refused; /* applicants whose row was refused, and that row */
	struct gj_codes seen;    /* in a dry run, or with lists: every applicant's row */
	bool list_rows_back;     /* rows were taken, and their application then refused */
	struct gj_buf reasons;   /* of the row that is being refused */
};

/* A reader for the applications (input NULL) or for a list. */
int gj_ingest_open(struct gj_reader **out, struct gj_ingest *in,
                   const struct gj_ingest_input *input, bool raw, struct gj_err *err);
/* The rejects file beside that input; *out stays NULL in a dry run. */
int gj_ingest_rejects(struct gj_rejects **out, struct gj_ingest *in,
                      const struct gj_ingest_input *input, struct gj_err *err);
/* Closes it after rc, leaving what was there before unless all went well. */
int gj_ingest_rejects_end(struct gj_rejects *rejects, struct gj_ingest *in, int rc,
                          struct gj_err *err);
/* The transaction of a batch; nothing in a dry run. */
int gj_ingest_begin(struct gj_ingest *in, const char *location, struct gj_err *err);
int gj_ingest_end(struct gj_ingest *in, int rc, struct gj_err *err);
/* Tells the caller of one thing that is wrong with the row. */
void gj_ingest_complain(struct gj_ingest *in, const char *location,
                        const struct gj_complaint *complaint);
/* All reasons of a row, in in->reasons, for the rejects file. */
int gj_ingest_reasons(struct gj_ingest *in, const struct gj_complaint *complaints, size_t n,
                      struct gj_err *err);

/* ingest_list.c: reads a list's input into the staging table. */
int gj_ingest_list_stage(struct gj_ingest *in, struct gj_ingest_input *input, struct gj_err *err);
/* After the applications: reports the rows that no application took, writes the list's rejects
 * file. */
int gj_ingest_list_finish(struct gj_ingest *in, struct gj_ingest_input *input, struct gj_err *err);
/* ingest_write.c: reads the applications and stores them, with their rejects file. */
int gj_ingest_write(struct gj_ingest *in, struct gj_err *err);
#endif
