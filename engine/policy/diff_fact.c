/* diff_fact.c: a fact of two versions: its type, unit, options, words. */
#include "engine/base/text.h"
#include "engine/policy/diff_note.h"

#include <string.h>

static const char *options_of(struct gj_diff_noting *n, const struct gj_fact *f)
{
	const char *all = "";

	for (size_t i = 0; all && i < f->n_options; i++)
		all = gj_arena_printf(&n->d->arena, "%s%s%s", all, i ? " " : "", f->options[i].key);
	n->failed = n->failed || all == NULL;
	return all;
}

/* How an option may be written in a cell: 自设/own/自行设立 */
static const char *names_of(struct gj_diff_noting *n, const struct gj_option *o)
{
	const char *all = gj_arena_printf(&n->d->arena, "%s/%s", o->label.zh ? o->label.zh : "",
	                                  o->label.en ? o->label.en : "");

	for (size_t i = 0; all && i < o->n_aliases; i++)
		all = gj_arena_printf(&n->d->arena, "%s/%s", all, o->aliases[i]);
	n->failed = n->failed || all == NULL;
	return all;
}

static void options(struct gj_diff_noting *n, const struct gj_fact *was, const struct gj_fact *is)
{
	gj_diff_note(n, "options", options_of(n, was), options_of(n, is), true);
	for (size_t i = 0; i < is->n_options; i++)
		for (size_t k = 0; k < was->n_options; k++)
			if (strcmp(is->options[i].key, was->options[k].key) == 0)
				gj_diff_note(n, is->options[i].key, names_of(n, &was->options[k]),
				             names_of(n, &is->options[i]), true);
}

static const char *role_of(const struct gj_fact *f)
{
	switch (f->role) {
	case GJ_ROLE_NONE:
		break;
	case GJ_ROLE_SUBJECT:
		return "subject";
	case GJ_ROLE_NAME:
		return "name";
	case GJ_ROLE_BUREAU:
		return "bureau";
	case GJ_ROLE_APPROVED:
		return "approved";
	case GJ_ROLE_JUDGED_BY:
		return "judged_by";
	case GJ_ROLE_JUDGED_ON:
		return "judged_on";
	case GJ_ROLE_JUDGED_GROUND:
		return "judged_ground";
	case GJ_ROLE_CASE:
		return "case";
	}
	return NULL;
}

static void fields(struct gj_diff_noting *n, const char *prefix, const struct gj_fact *was,
                   const struct gj_fact *is)
{
	const char *path =
	    gj_arena_printf(&n->d->arena, "%s%s%s", prefix, *prefix ? "." : "", is->key);

	if (path == NULL) {
		n->failed = true;
		return;
	}
	for (size_t i = 0; i < is->n_fields; i++)
		gj_diff_fact(n, path, gj_fact_field(was, is->fields[i].key), &is->fields[i]);
	for (size_t i = 0; i < was->n_fields; i++)
		if (gj_fact_field(is, was->fields[i].key) == NULL)
			gj_diff_fact(n, path, &was->fields[i], NULL);
}

void gj_diff_fact(struct gj_diff_noting *n, const char *prefix, const struct gj_fact *was,
                  const struct gj_fact *is)
{
	const char *key = gj_arena_printf(&n->d->arena, "%s%s%s", prefix, *prefix ? "." : "",
	                                  is ? is->key : was->key);

	if (key == NULL) {
		n->failed = true;
		return;
	}
	n->key = key;
	if (was == NULL || is == NULL) {
		gj_diff_note_whole(n, key, was == NULL, false);
		return;
	}
	gj_diff_note(n, "type", gj_fact_type_name(was->type), gj_fact_type_name(is->type), true);
	if (!gj_text_same(was->unit.zh, is->unit.zh)) /* 3 of one are not 3 of the other */
		gj_diff_note(n, "unit", was->unit.zh, is->unit.zh,
		             was->unit.zh && is->unit.zh && *was->unit.zh && *is->unit.zh);
	gj_diff_note_number(n, "decimals", was->decimals, is->decimals, -1, true);
	if (was->type == GJ_FACT_ONE_OF && is->type == GJ_FACT_ONE_OF)
		options(n, was, is);
	gj_diff_note(n, "role", role_of(was), role_of(is), true);
	gj_diff_note_label(n, "label", was->label, is->label);
	gj_diff_note_label(n, "evidence", was->evidence, is->evidence);
	gj_diff_note(n, "supplied_by", was->supplied_by, is->supplied_by, false);
	if (was->type == GJ_FACT_LIST && is->type == GJ_FACT_LIST)
		fields(n, prefix, was, is);
}
