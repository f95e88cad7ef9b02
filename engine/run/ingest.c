/* ingest.c: the order of an import: lists, applications, what was left over. */
#include "engine/run/ingest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/revision.h"
#include "engine/base/tr.h"
#include "engine/run/conform.h"
#include "engine/run/ingest_inner.h"
#include "engine/run/refresh.h"

#define REJECTS_ENDING ".rejects.csv"

int gj_ingest_open(struct gj_reader **out, struct gj_ingest *in,
                   const struct gj_ingest_input *input, bool raw, struct gj_err *err)
{
	const struct gj_ingest_args *args = in->args;

	return gj_reader_open(out, in->loop, in->plugin,
	                      &(struct gj_reader_args){
	                          .source = {
	                              .facts = &args->category->facts,
	                              .list = input ? input->list : NULL,
	                              .list_within = input && input->within,
	                              .location = input ? input->location : args->location,
	                              .opened = input ? input->opened : args->opened,
	                              .mapping = args->mapping,
	                              .options = args->options,
	                              .n_options = args->n_options,
	                              .isolate = args->isolate,
	                              .log = args->log,
	                              .ctx = args->ctx,
	                          },
	                          .raw = raw,
	                          .what = input ? input->list->key : args->category->key,
	                      },
	                      err);
}

int gj_ingest_rejects(struct gj_rejects **out, struct gj_ingest *in,
                      const struct gj_ingest_input *input, struct gj_err *err)
{
	const char *location = input ? input->location : in->args->location;
	bool shared = input && strcmp(location, in->args->location) == 0;
	/* Beside a service or a database there is no room for a file. */
	const char *base = strstr(location, "://") == NULL ? location
	                   : input && !shared              ? input->list->key
	                                                   : in->args->category->key;
	size_t room = strlen(base) + GJ_FACT_KEY_MAX + sizeof "." REJECTS_ENDING;
	char *path;
	int rc;

	*out = NULL;
	if (in->args->dry_run)
		return 0;
	if (input == NULL && in->args->rejects)
		return gj_rejects_open(out, in->args->rejects, location, err);
	path = malloc(room);
	if (path == NULL)
		return gj_err_nomem(err, location);
	/* One workbook, several tables: each has refused rows of its own. */
	snprintf(path, room, "%s%s%s%s", base, shared ? "." : "", shared ? input->list->key : "",
	         REJECTS_ENDING);
	rc = gj_rejects_open(out, path, location, err);
	free(path);
	return rc;
}

int gj_ingest_rejects_end(struct gj_rejects *rejects, struct gj_ingest *in, int rc,
                          struct gj_err *err)
{
	uint64_t n = 0;

	if (rejects == NULL)
		return rc;
	if (rc < 0) {
		gj_rejects_abandon(rejects);
		return rc;
	}
	rc = gj_rejects_close(rejects, &n, err);
	in->result->rejects += n;
	return rc;
}

int gj_ingest_begin(struct gj_ingest *in, const char *location, struct gj_err *err)
{
	char what[160];

	if (in->args->dry_run)
		return 0;
	snprintf(what, sizeof what, tr("import of %.100s"), location);
	return gj_store_begin(in->store, what, err);
}

int gj_ingest_end(struct gj_ingest *in, int rc, struct gj_err *err)
{
	if (in->args->dry_run)
		return rc;
	if (rc < 0) {
		gj_store_rollback(in->store);
		return rc;
	}
	return gj_store_commit(in->store, err);
}

void gj_ingest_complain(struct gj_ingest *in, const char *location,
                        const struct gj_complaint *complaint)
{
	if (in->args->complain)
		in->args->complain(in->args->ctx, location, complaint);
}

/* The Chinese label: it is what stands above the cell in the input, whatever the reader's
 * language. */
int gj_ingest_reasons(struct gj_ingest *in, const struct gj_complaint *complaints, size_t n,
                      struct gj_err *err)
{
	size_t i;

	gj_buf_clear(&in->reasons);
	for (i = 0; i < n; i++) {
		const struct gj_complaint *c = &complaints[i];

		if (i > 0)
			gj_buf_puts(&in->reasons, "；");
		if (c->fact)
			gj_buf_printf(&in->reasons, "%s：",
			              gj_label_in(c->fact->label, GJ_LANG_ZH));
		gj_buf_puts(&in->reasons, c->reason);
	}
	return in->reasons.failed ? gj_err_nomem(err, tr("the refused rows")) : 0;
}

static int find_list(struct gj_ingest *in, size_t i, struct gj_err *err)
{
	const struct gj_ingest_list *given = &in->args->lists[i];
	const struct gj_fact *list = gj_facts_find(&in->args->category->facts, given->list);
	size_t k;

	if (list == NULL || list->type != GJ_FACT_LIST)
		return gj_err_set(err, GJ_EINVAL, tr("%s has no list \"%s\": see its facts file"),
		                  in->args->category->key, given->list);
	for (k = 0; k < i; k++)
		if (in->inputs[k].list == list)
			return gj_err_set(
			    err, GJ_EINVAL,
			    tr("the list %s is given twice: put its rows into one input"),
			    given->list);
	in->inputs[i] = (struct gj_ingest_input){ .list = list,
		                                  .location = given->location,
		                                  .opened = given->opened };
	in->n_inputs = i + 1;
	return 0;
}

static bool is_given(const struct gj_ingest *in, const struct gj_fact *list)
{
	size_t i;

	for (i = 0; i < in->n_inputs; i++)
		if (in->inputs[i].list == list)
			return true;
	return false;
}

/* Where the location itself may hold lists, each that has no input of its own is looked for there. */
static void add_within(struct gj_ingest *in)
{
	const struct gj_facts *facts = &in->args->category->facts;
	size_t i;

	if (!(gj_plugin_table(in->plugin)->source->flags & GUIJU_SOURCE_LISTS))
		return;
	for (i = 0; i < facts->n; i++)
		if (facts->items[i].type == GJ_FACT_LIST && !is_given(in, &facts->items[i]))
			in->inputs[in->n_inputs++] = (struct gj_ingest_input){
				.list = &facts->items[i],
				.location = in->args->location,
				.opened = in->args->opened,
				.within = true,
			};
}

static void unfit(void *ctx, const char *title, const char *text)
{
	struct gj_err *err = ctx;

	(void)title;
	gj_err_set(err, GJ_EFORMAT, "%s", text);
}

/* Where it shall not be able to end guiju, it is loaded in another process first. */
static int load(struct gj_ingest *in, struct gj_err *err)
{
	struct gj_err why = { .code = 0 };
	const struct gj_conform_args trial = {
		.file = in->args->plugin,
		.path = in->args->plugin_path,
		.finding = unfit,
		.ctx = &why,
	};
	int rc = in->args->isolate ? gj_conform_load(&trial, err) : 0;

	if (rc == 0 && why.code < 0)
		return gj_err_set(err, GJ_EFORMAT, tr("plugin %s: %s"), in->args->plugin, why.text);
	return rc < 0 ? rc
	              : gj_plugin_load(&in->plugin, in->args->plugin, in->args->plugin_path, err);
}

static int init(struct gj_ingest *in, struct gj_err *err)
{
	const struct gj_facts *facts = &in->args->category->facts;
	size_t i;
	int rc;

	in->subject = gj_facts_role(facts, GJ_ROLE_SUBJECT);
	in->name = gj_facts_role(facts, GJ_ROLE_NAME);
	in->bureau = gj_facts_role(facts, GJ_ROLE_BUREAU);
	if (in->subject == NULL || in->name == NULL)
		return gj_err_set(err, GJ_EINVAL,
		                  tr("the facts of %s have no credit code or no name"),
		                  in->args->category->key);
	/* More given than there are: one is given twice, which is told. */
	in->inputs = calloc(facts->n + in->args->n_lists, sizeof *in->inputs);
	if (in->inputs == NULL)
		return gj_err_nomem(err, tr("the lists of an import"));
	for (i = 0; i < in->args->n_lists; i++) {
		rc = find_list(in, i, err);
		if (rc < 0)
			return rc;
	}
	rc = load(in, err);
	if (rc < 0)
		return rc;
	if (gj_plugin_table(in->plugin)->source)
		add_within(in);
	return gj_record_init(&in->record, facts, err);
}

static void fini(struct gj_ingest *in)
{
	size_t i;

	gj_buf_fini(&in->reasons);
	gj_codes_fini(&in->seen);
	gj_codes_fini(&in->refused);
	if (in->record.facts)
		gj_record_fini(&in->record);
	gj_plugin_free(in->plugin);
	for (i = 0; i < in->n_inputs; i++)
		gj_codes_fini(&in->inputs[i].refused);
	free(in->inputs);
}

static int start(struct gj_ingest *in, struct gj_err *err)
{
	const struct gj_ingest_args *args = in->args;
	int rc;

	if (args->dry_run)
		return 0;
	rc = gj_ingest_begin(in, args->location, err);
	if (rc < 0)
		return rc;
	rc = gj_revision_prepare(in->store, &args->category->facts, err);
	if (rc == 0)
		rc = gj_import_start(in->store, &in->import, gj_plugin_table(in->plugin)->name,
		                     args->location, args->category->key, args->year, err);
	return gj_ingest_end(in, rc, err);
}

static int finish(struct gj_ingest *in, struct gj_err *err)
{
	int rc;

	if (in->args->dry_run)
		return 0;
	rc = gj_ingest_begin(in, in->args->location, err);
	if (rc < 0)
		return rc;
	rc = gj_import_finish(in->store, in->import, &in->result->counts, err);
	return gj_ingest_end(in, rc, err);
}

/* An input without rows of its list is none. */
static int stage(struct gj_ingest *in, struct gj_err *err)
{
	size_t kept = 0;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < in->n_inputs; i++) {
		rc = gj_ingest_list_stage(in, &in->inputs[i], err);
		if (rc == GJ_ENOENT && in->inputs[i].within)
			rc = 0;
		else
			in->inputs[kept++] = in->inputs[i];
	}
	in->n_inputs = rc == 0 ? kept : in->n_inputs;
	return rc;
}

static int run(struct gj_ingest *in, struct gj_err *err)
{
	size_t i;
	int rc;

	rc = start(in, err);
	if (rc == 0)
		rc = stage(in, err);
	if (rc == 0)
		rc = gj_ingest_write(in, err);
	for (i = 0; rc == 0 && i < in->n_inputs; i++)
		rc = gj_ingest_list_finish(in, &in->inputs[i], err);
	if (rc == 0)
		rc = finish(in, err);
	if (rc < 0 || in->args->dry_run)
		return rc;
	/* The import is finished whatever comes: columns that are not filled are filled by the next evaluation. */
	return gj_refresh_used(in->loop, in->store, &in->args->category->facts, in->args->year,
	                       err);
}

int gj_ingest_run(struct gj_ingest_result *out, struct gj_loop *loop, struct gj_store *store,
                  const struct gj_ingest_args *args, struct gj_err *err)
{
	struct gj_ingest in = { .args = args, .loop = loop, .store = store, .result = out };
	int rc;

	*out = (struct gj_ingest_result){ .rejects = 0 };
	gj_buf_init(&in.reasons);
	rc = init(&in, err);
	if (rc == 0 && in.n_inputs > 0)
		rc = gj_staged_clear(store, err); /* what a failed import before may have left */
	if (rc == 0) {
		rc = run(&in, err);
		if (in.n_inputs > 0 && rc == 0)
			rc = gj_staged_clear(store, err);
	}
	fini(&in);
	return rc;
}
