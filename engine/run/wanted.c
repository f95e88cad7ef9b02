/* wanted.c: makes the columns for a category or a list, and knows headings by their many names. */
#include "engine/run/wanted.h"
#include "engine/run/mapping.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/eval/unit.h"

/* What a heading may be that is no column: a mapping says so, or nothing knows it. */
enum { NOT_THERE = -1, IGNORED = -2 };

enum { NAMES_EACH = 3, HEADING_MAX = 400 /* bytes; longer is no heading of ours */ };

/* In a file of a list's rows, the code in front is the applicant's; a field may have the same name
 * as the fact (a station's enterprises have codes too), and then the field has it. */
static const struct gj_label subject_names[] = {
	{ "申报单位统一社会信用代码", "Applicant's unified social credit code" },
	{ "申报单位代码", "Applicant's code" },
	{ "申报主体统一社会信用代码", "subject_code" },
};

static const int32_t types[] = {
	[GJ_FACT_YES_NO] = GUIJU_YES_NO, [GJ_FACT_COUNT] = GUIJU_COUNT,
	[GJ_FACT_AMOUNT] = GUIJU_AMOUNT, [GJ_FACT_DATE] = GUIJU_DATE,
	[GJ_FACT_TEXT] = GUIJU_TEXT,     [GJ_FACT_CODE] = GUIJU_CODE,
	[GJ_FACT_ONE_OF] = GUIJU_ONE_OF, [GJ_FACT_JUDGEMENT] = GUIJU_JUDGEMENT,
	[GJ_FACT_LIST] = GUIJU_LIST,
};

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

static int find_folded(const struct gj_wanted *w, const char *folded, size_t n)
{
	size_t i;

	for (i = 0; i < w->n_names; i++)
		if (strlen(w->names[i].folded) == n && memcmp(w->names[i].folded, folded, n) == 0)
			return w->names[i].column < w->n ? (int)w->names[i].column : IGNORED;
	return NOT_THERE;
}

static int add_name(struct gj_wanted *w, const char *name, size_t column)
{
	size_t n = name ? strlen(name) : 0;
	char *folded;

	if (n == 0)
		return 0;
	folded = gj_arena_alloc(&w->arena, n + 1);
	if (folded == NULL)
		return GJ_ENOMEM;
	n = gj_text_fold(folded, name, n, GJ_FOLD_LABEL);
	folded[n] = '\0';
	if (n > 0)
		w->names[w->n_names++] = (struct gj_wanted_name){ folded, (uint32_t)column };
	return 0;
}

static int add_column(struct gj_wanted *w, const struct gj_fact *fact, bool names)
{
	size_t i = w->n++;

	w->facts[i] = fact;
	w->units[i] = "";
	w->columns[i] = (struct guiju_column){
		.size = sizeof w->columns[i],
		.type = types[fact->type],
		.key = fact->key,
		.label_zh = or_empty(fact->label.zh),
		.label_en = or_empty(fact->label.en),
		.unit = gj_label_in(fact->unit, GJ_LANG_ZH),
		.decimals = fact->decimals,
		.required = fact->role == GJ_ROLE_SUBJECT || fact->role == GJ_ROLE_NAME,
	};
	if (!names)
		return 0;
	if (add_name(w, fact->key, i) < 0 || add_name(w, fact->label.zh, i) < 0 ||
	    add_name(w, fact->label.en, i) < 0)
		return GJ_ENOMEM;
	return 0;
}

/* The columns are numbered as add_all() will make them. */
static int add_mapped(struct gj_wanted *w, const struct gj_facts *facts,
                      const struct gj_fact *list, const struct gj_mapping *mapping)
{
	const struct gj_fact *subject = gj_facts_role(facts, GJ_ROLE_SUBJECT);
	size_t i, column;

	for (i = 0; mapping && i < mapping->n; i++) {
		const struct gj_mapping_line *line = &mapping->lines[i];

		if (line->list != list)
			continue;
		if (line->fact == NULL)
			column = UINT32_MAX;
		else if (list)
			column = line->fact == subject ? 0 : line->fact->index + 1;
		else
			column = line->fact->index;
		if (add_name(w, line->heading, column) < 0)
			return GJ_ENOMEM;
	}
	return 0;
}

static int add_all(struct gj_wanted *w, const struct gj_facts *facts, const struct gj_fact *list)
{
	const struct gj_fact *subject = gj_facts_role(facts, GJ_ROLE_SUBJECT);
	const struct gj_fact *items = list ? list->fields : facts->items;
	size_t n = list ? list->n_fields : facts->n;
	size_t i;
	int rc;

	if (list) {
		rc = add_column(w, subject, false);
		if (rc < 0)
			return rc;
	}
	for (i = 0; i < n; i++) {
		rc = add_column(w, &items[i], true);
		if (rc < 0)
			return rc;
	}
	if (list == NULL)
		return 0;
	/* Behind the fields' names, so that these come first. */
	if (add_name(w, subject->key, 0) < 0 || add_name(w, subject->label.zh, 0) < 0 ||
	    add_name(w, subject->label.en, 0) < 0)
		return GJ_ENOMEM;
	for (i = 0; i < sizeof subject_names / sizeof subject_names[0]; i++)
		if (add_name(w, subject_names[i].zh, 0) < 0 ||
		    add_name(w, subject_names[i].en, 0) < 0)
			return GJ_ENOMEM;
	return 0;
}

int gj_wanted_init(struct gj_wanted *w, const struct gj_facts *facts, const struct gj_fact *list,
                   const struct gj_mapping *mapping, struct gj_err *err)
{
	size_t n = list ? list->n_fields + 1 : facts->n;
	size_t extra = list ? 2 * sizeof subject_names / sizeof subject_names[0] : 0;

	*w = (struct gj_wanted){ .n = 0 };
	gj_arena_init(&w->arena, 0);
	if (gj_facts_role(facts, GJ_ROLE_SUBJECT) == NULL)
		return gj_err_set(err, GJ_EINVAL, tr("the facts of %s have no credit code"),
		                  facts->category);
	w->columns = gj_arena_array(&w->arena, n, sizeof *w->columns);
	w->facts = gj_arena_array(&w->arena, n, sizeof *w->facts);
	w->units = gj_arena_array(&w->arena, n, sizeof *w->units);
	w->names = gj_arena_array(&w->arena, n * NAMES_EACH + extra + (mapping ? mapping->n : 0),
	                          sizeof *w->names);
	if (w->columns && w->facts && w->units && w->names &&
	    add_mapped(w, facts, list, mapping) == 0 && add_all(w, facts, list) == 0)
		return 0;
	gj_wanted_fini(w);
	return gj_err_nomem(err, tr("the columns of an input"));
}

void gj_wanted_fini(struct gj_wanted *w)
{
	gj_arena_fini(&w->arena);
}

static bool same_folded(const char *unit, const char *s, size_t n)
{
	char folded[64];
	size_t len = unit ? strlen(unit) : 0;

	if (len == 0 || len >= sizeof folded)
		return false;
	len = gj_text_fold(folded, unit, len, GJ_FOLD_LABEL);
	return len == n && memcmp(folded, s, n) == 0;
}

/* Whether s[n], folded, may stand in brackets behind the column's name. A unit that does not
 * convert may not: its numbers would be taken for what they are not. */
static bool take_unit(struct gj_wanted *w, size_t column, const char *s, size_t n)
{
	const struct gj_fact *fact = w->facts[column];
	const struct gj_unit *own, *other;

	if (same_folded(fact->unit.zh, s, n) || same_folded(fact->unit.en, s, n)) {
		w->units[column] = "";
		return true;
	}
	if (fact->type != GJ_FACT_AMOUNT || fact->unit.zh == NULL)
		return false;
	own = gj_unit_find(fact->unit.zh, (int)strlen(fact->unit.zh));
	other = gj_unit_find(s, (int)n);
	if (own == NULL || other == NULL || strcmp(own->dimension, other->dimension) != 0)
		return false;
	w->units[column] = other->name;
	return true;
}

int32_t gj_wanted_find(struct gj_wanted *w, const char *heading, size_t n)
{
	char folded[HEADING_MAX + 1];
	size_t at, close;
	int column;

	if (n == 0 || n > HEADING_MAX || gj_text_valid(heading, n) != n)
		return -1;
	n = gj_text_fold(folded, heading, n, GJ_FOLD_LABEL);
	folded[n] = '\0';
	column = find_folded(w, folded, n);
	if (column == IGNORED)
		return -1;
	if (column >= 0) {
		w->units[column] = "";
		return column;
	}
	/* "name(unit)", "name[unit]", "name/unit": the last such mark opens the unit. */
	close = n > 0 && (folded[n - 1] == ')' || folded[n - 1] == ']') ? 1 : 0;
	for (at = n; at > 0; at--)
		if (strchr(close ? "([" : "/", folded[at - 1]))
			break;
	if (at < 2 || at + close >= n)
		return -1;
	column = find_folded(w, folded, at - 1);
	if (column < 0 || !take_unit(w, (size_t)column, folded + at, n - at - close))
		return -1;
	return column;
}
