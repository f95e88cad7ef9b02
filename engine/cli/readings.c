/* readings.c: prints readings, and the applications that hang on one of them, with counts by bureau. */
#include "engine/cli/readings.h"

#include "db/application.h"
#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/csv_out.h"
#include "engine/cli/say.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *reading_json(const struct gj_reading *r)
{
	json_t *options = json_array();

	for (size_t i = 0; i < r->n_options; i++)
		json_array_append_new(options,
		                      json_pack("{s:s, s:s, s:s}", "key", r->options[i].key, "zh",
		                                gj_label_in(r->options[i].label, GJ_LANG_ZH), "en",
		                                gj_label_in(r->options[i].label, GJ_LANG_EN)));
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "key", r->key, "clause", r->clause,
	                 "question", gj_label_in(r->question, gj_say_lang()), "taken", r->taken,
	                 "why", gj_label_in(r->reason, gj_say_lang()), "decided_by", r->decided_by,
	                 "options", options);
}

static void reading_text(const struct gj_reading *r)
{
	printf("%s  %s\n  %s\n", r->clause, r->key, gj_label_in(r->question, gj_say_lang()));
	for (size_t i = 0; i < r->n_options; i++)
		printf("  %s %s  %s\n", strcmp(r->options[i].key, r->taken) == 0 ? "*" : " ",
		       r->options[i].key, gj_label_in(r->options[i].label, gj_say_lang()));
	printf("  %s %s (%s)\n\n", tr("why:"), gj_label_in(r->reason, gj_say_lang()),
	       r->decided_by);
}

/* Rows as a spreadsheet takes them, to stdout. */
static int put_csv(struct gj_buf *text, struct gj_err *err)
{
	if (text->failed)
		return gj_err_nomem(err, tr("the readings"));
	fputs(gj_buf_str(text), stdout);
	return 0;
}

static int list_csv(const struct gj_policy *p, struct gj_err *err)
{
	const char *head[] = {
		tr("clause"),        tr("reading"), tr("question"), tr("option"),
		tr("what it means"), tr("taken"),   tr("why"),      tr("decided by")
	};
	struct gj_buf text;
	int rc;

	gj_buf_init(&text);
	gj_csv_out_start(&text);
	gj_csv_out_row(&text, head, sizeof head / sizeof *head);
	for (size_t i = 0; i < p->n_readings; i++) {
		const struct gj_reading *r = &p->readings[i];

		for (size_t k = 0; k < r->n_options; k++) {
			bool taken = strcmp(r->options[k].key, r->taken) == 0;
			const char *cells[] = { r->clause,
				                r->key,
				                gj_label_in(r->question, gj_say_lang()),
				                r->options[k].key,
				                gj_label_in(r->options[k].label, gj_say_lang()),
				                taken ? tr("yes") : "",
				                gj_label_in(r->reason, gj_say_lang()),
				                r->decided_by };

			gj_csv_out_row(&text, cells, sizeof cells / sizeof *cells);
		}
	}
	rc = put_csv(&text, err);
	gj_buf_fini(&text);
	return rc;
}

int gj_readings_list(const struct gj_policy *p, enum gj_readings_form form, struct gj_err *err)
{
	bool json = form == GJ_READINGS_JSON;
	json_t *all = json ? json_array() : NULL;
	int failed = json && all == NULL;

	if (form == GJ_READINGS_CSV)
		return list_csv(p, err);
	for (size_t i = 0; !failed && i < p->n_readings; i++) {
		if (!json)
			reading_text(&p->readings[i]);
		else
			failed = json_array_append_new(all, reading_json(&p->readings[i]));
	}
	if (json && !failed) {
		failed = json_dumpf(all, stdout, JSON_INDENT(2));
		putchar('\n');
	} else if (!json) {
		printf(tr("%zu readings; * is the one taken\n"), p->n_readings);
	}
	json_decref(all);
	return failed ? gj_err_nomem(err, tr("the readings")) : 0;
}

struct differing { /* the list on its way out */
	const struct gj_contrast *c;
	struct gj_store *store;
	json_t *list;       /* JSON */
	struct gj_buf *csv; /* CSV; both NULL: text */
	size_t *by_bureau;  /* owned; the last for those without one */
	size_t n, results;
	struct gj_buf flips;
	struct gj_err *err;
};

/* "二(一)5c 符合→待补正" for each check that differs. */
static const char *flips(struct differing *d, const struct gj_difference *x)
{
	gj_buf_clear(&d->flips);
	for (size_t k = 0; k < x->category->n_checks; k++) {
		if (x->outcomes_a[k] == x->outcomes_b[k])
			continue;
		gj_buf_printf(&d->flips, "%s%s %s→%s", d->flips.n ? "; " : "",
		              x->category->checks[k].clause,
		              gj_label_in(gj_outcome_label((enum gj_outcome)x->outcomes_a[k]),
		                          gj_say_lang()),
		              gj_label_in(gj_outcome_label((enum gj_outcome)x->outcomes_b[k]),
		                          gj_say_lang()));
	}
	return gj_buf_str(&d->flips);
}

static int put(void *ctx, const struct gj_difference *x)
{
	struct differing *d = ctx;
	struct gj_application a;
	int bureau, rc = gj_application_get(d->store, &a, x->application, d->err);

	if (rc)
		return rc;
	bureau = gj_policy_bureau(d->c->a, a.bureau);
	d->by_bureau[bureau < 0 ? d->c->a->n_bureaus : (size_t)bureau]++;
	d->n++;
	d->results += x->a != x->b;
	if (d->csv) {
		const char *cells[] = { a.code,
			                a.name,
			                a.bureau,
			                x->category->key,
			                gj_result_name(x->a),
			                gj_result_name(x->b),
			                flips(d, x) };

		gj_csv_out_row(d->csv, cells, sizeof cells / sizeof *cells);
		if (d->csv->failed)
			return gj_err_nomem(d->err, tr("the readings"));
		fputs(gj_buf_str(d->csv), stdout);
		gj_buf_clear(d->csv);
	} else if (d->list)
		json_array_append_new(d->list,
		                      json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
		                                "credit_code", a.code, "name", a.name, "bureau",
		                                a.bureau, "category", x->category->key, "taken",
		                                gj_result_name(x->a), "otherwise",
		                                gj_result_name(x->b), "checks", flips(d, x)));
	else
		printf("%s  %s  %s → %s\n    %s\n", a.code, a.name,
		       gj_label_in(gj_result_label(x->a), gj_say_lang()),
		       gj_label_in(gj_result_label(x->b), gj_say_lang()), flips(d, x));
	return d->flips.failed ? gj_err_nomem(d->err, tr("the readings")) : 0;
}

static void print_bureaus(const struct differing *d)
{
	const struct gj_policy *p = d->c->a;

	for (size_t i = 0; i <= p->n_bureaus; i++)
		if (d->by_bureau[i])
			printf("  %s: %zu\n",
			       i < p->n_bureaus ? gj_label_in(p->bureaus[i].label, gj_say_lang())
			                        : tr("(no bureau)"),
			       d->by_bureau[i]);
}

int gj_readings_compare(const struct gj_contrast *c, struct gj_store *store,
                        const struct gj_policy_choice *choice, enum gj_readings_form form,
                        struct gj_err *err)
{
	const char *head[] = { tr("credit code"),       tr("name"),     tr("bureau"),
		               tr("category"),          tr("as taken"), tr("otherwise"),
		               tr("checks that differ") };
	bool json = form == GJ_READINGS_JSON;
	struct gj_buf csv;
	struct differing d = { .c = c,
		               .store = store,
		               .list = json ? json_array() : NULL,
		               .by_bureau = calloc(c->a->n_bureaus + 1, sizeof *d.by_bureau),
		               .err = err };
	uint64_t judged = 0;
	int rc = 0;

	gj_buf_init(&d.flips);
	gj_buf_init(&csv);
	if (form == GJ_READINGS_CSV) {
		d.csv = &csv;
		gj_csv_out_start(&csv);
		gj_csv_out_row(&csv, head, sizeof head / sizeof *head);
	}
	if (d.by_bureau == NULL || (json && d.list == NULL))
		rc = gj_err_nomem(err, tr("the readings"));
	if (rc == 0)
		rc = gj_contrast_run(c, &judged, put, &d, err);
	if (rc == 0 && d.csv) {
		rc = put_csv(&csv, err);
	} else if (rc == 0 && json) {
		json_t *root =
		    json_pack("{s:s, s:s, s:I, s:O}", "reading", choice->reading, "option",
		              choice->option, "judged", (json_int_t)judged, "differ", d.list);

		if (root == NULL || json_dumpf(root, stdout, JSON_INDENT(2)) != 0)
			rc = gj_err_nomem(err, tr("the readings"));
		putchar('\n');
		json_decref(root);
	} else if (rc == 0) {
		printf(tr("%s=%s: of %" PRIu64
		          " applications %zu differ in a check, %zu in the result\n"),
		       choice->reading, choice->option, judged, d.n, d.results);
		print_bureaus(&d);
	}
	json_decref(d.list);
	gj_buf_fini(&csv);
	gj_buf_fini(&d.flips);
	free(d.by_bureau);
	return rc;
}
