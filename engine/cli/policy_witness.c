/* policy_witness.c: an applicant that two versions judge otherwise, fact by fact. */
#include "engine/cli/policy_diff.h"

#include "engine/decide/decision.h"
#include "engine/decide/reason.h"
#include "engine/decide/wording.h"

#include <string.h>

struct reading { /* facts that were named already */
	const struct gj_diff_check *check;
	enum gj_merge_side side;
	bool seen[GJ_FACTS_MAX];
	void (*each)(void *ctx, const struct gj_fact *fact);
	void *ctx;
};

static void once(void *ctx, const struct gj_fact *fact)
{
	struct reading *r = ctx;
	const struct gj_fact *there = r->check->merge->to[r->side][fact->index];

	if (there == NULL || r->seen[there->index])
		return;
	r->seen[there->index] = true;
	r->each(r->ctx, there);
}

void gj_policy_witness_each(const struct gj_diff_check *c,
                            void (*each)(void *ctx, const struct gj_fact *fact), void *ctx)
{
	struct reading r = { .check = c, .each = each, .ctx = ctx };

	r.side = GJ_MERGE_A;
	if (c->a)
		gj_cond_each_fact(c->a->cond, once, &r);
	r.side = GJ_MERGE_B;
	if (c->b)
		gj_cond_each_fact(c->b->cond, once, &r);
}

/* Codes of other applicants stand for what is known of them, and any text that is not asked about for all such. */
static bool stands_for(struct gj_wording *w, const struct gj_fact *fact, const struct gj_value *v)
{
	static const struct {
		const char *text;
		enum gj_outcome outcome;
	} known[] = {
		{ "met", GJ_MET },       { "not_met", GJ_NOT_MET }, { "unknown", GJ_UNKNOWN },
		{ "review", GJ_REVIEW }, { "error", GJ_ERROR },
	};

	if (v->state != GJ_GIVEN || v->text == NULL)
		return false;
	for (size_t i = 0; fact->type == GJ_FACT_CODE && i < sizeof known / sizeof *known; i++)
		if (strcmp(v->text, known[i].text) == 0) {
			gj_wording_label(w, fact->label);
			gj_wording_put(w, "（其认定：", " (its recognition: ");
			gj_wording_put(w, gj_outcome_label(known[i].outcome).zh,
			               gj_outcome_label(known[i].outcome).en);
			gj_wording_put(w, "）", ")");
			return true;
		}
	if (v->text[0] != '\x01')
		return false;
	gj_wording_label(w, fact->label);
	gj_wording_put(w, "：另外的", ": something else");
	return true;
}

static void put(struct gj_wording *w, const struct gj_fact *fact, const struct gj_value *v)
{
	if (!stands_for(w, fact, v))
		gj_wording_fact(w, fact, v);
}

void gj_policy_witness_fact(struct gj_buf *out, const struct gj_record *record,
                            const struct gj_fact *fact, enum gj_lang lang)
{
	const struct gj_value *v = &record->values[fact->index];
	struct gj_wording w;

	gj_wording_init(&w, out, lang);
	put(&w, fact, v);
	if (fact->type != GJ_FACT_LIST || v->state != GJ_GIVEN || v->number == 0)
		return;
	gj_wording_put(&w, "（", " (");
	for (size_t r = 0; r < (size_t)v->number; r++) {
		const struct gj_value *row = &record->lists[fact->index][r * fact->n_fields];
		bool any = false;

		if (r)
			gj_wording_put(&w, "；", "; ");
		for (size_t i = 0; i < fact->n_fields; i++) {
			if (row[i].state == GJ_MISSING)
				continue;
			if (any)
				gj_wording_put(&w, "，", ", ");
			put(&w, &fact->fields[i], &row[i]);
			any = true;
		}
		if (!any)
			gj_wording_put(&w, "各项未填", "nothing given");
	}
	gj_wording_put(&w, "）", ")");
}

struct printing {
	struct gj_buf *out;
	const struct gj_record *record;
	enum gj_lang lang;
	bool any;
};

static void print_one(void *ctx, const struct gj_fact *fact)
{
	struct printing *p = ctx;

	if (p->any)
		gj_buf_puts(p->out, p->lang == GJ_LANG_ZH ? "；" : "; ");
	p->any = true;
	gj_policy_witness_fact(p->out, p->record, fact, p->lang);
}

void gj_policy_witness_print(struct gj_buf *out, const struct gj_diff_check *c,
                             enum gj_same_way way, enum gj_lang lang)
{
	struct printing p = { .out = out, .record = &c->versus.records[way], .lang = lang };

	gj_policy_witness_each(c, print_one, &p);
}
