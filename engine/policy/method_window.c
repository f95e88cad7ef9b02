/* method_window.c: dates in a period: within, none_within, in_year. */
#include <stdio.h>
#include <string.h>

#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/policy/condition.h"
#include "engine/policy/lint.h"
#include "engine/policy/method.h"
#include "engine/policy/words.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2999, NAME_SHOWN = 60 };

/* The date field that `by` names; without it the list's only one. NULL was reported. */
static const struct gj_fact *date_field(lua_State *L, struct gj_keys *k, const struct gj_fact *list)
{
	const char *by = k ? gj_keys_text(k, "by") : NULL;
	const struct gj_fact *field = NULL;
	struct gj_build *b = gj_build_of(L);
	size_t dates = 0;

	if (by) {
		field = gj_method_field(L, list, by);
		if (field && field->type != GJ_FACT_DATE) {
			gj_build_report(b, GJ_FOUND_DATE_FIELD, gj_build_place(L), NULL,
			                tr("\"%s\" of \"%s\" is a %s, not a date"), by, list->key,
			                gj_fact_type_name(field->type));
			return NULL;
		}
		return field;
	}
	for (size_t i = 0; i < list->n_fields; i++)
		if (list->fields[i].type == GJ_FACT_DATE) {
			field = &list->fields[i];
			dates++;
		}
	if (dates == 1)
		return field;
	gj_build_report(b, GJ_FOUND_DATE_FIELD, gj_build_place(L),
	                tr("say which field is meant: { by = \"held_on\" }"),
	                tr("the list \"%s\" has %zu date fields"), list->key, dates);
	return NULL;
}

/* What the other options of a reading would count back from is there for a reason, too. */
static void use_anchors(struct gj_build *b, const struct gj_item *self,
                        const struct gj_item *reading)
{
	const struct gj_reading_draft *draft = gj_build_reading(b, reading->name);

	for (size_t i = 0; i < draft->reading.n_options; i++)
		gj_lint_use(&(struct gj_cond){
		    .fact = gj_facts_find(&self->dict->facts, draft->reading.options[i].key) });
}

/* The fact that a look-back starts from; *ok false: reported. NULL and ok: the reference date, or the day that is
 * written there, which the window takes. */
static const struct gj_fact *read_anchor(lua_State *L, const struct gj_item *self, int index,
                                         struct gj_window *window, bool *ok)
{
	struct gj_build *b = gj_build_of(L);
	const struct gj_item *item = gj_item_get(L, index);
	const char *key = NULL, *names[GJ_FACTS_MAX + 1];
	const struct gj_fact *fact;
	size_t n = 0;

	*ok = false;
	if (item && item->kind == GJ_ITEM_DAY) {
		window->anchored = true;
		window->anchor_day = item->u.day;
		*ok = true;
		return NULL;
	}
	if (item && item->kind == GJ_ITEM_READING) {
		key = gj_word_reading_taken(L, item);
		if (!key)
			return NULL;
		use_anchors(b, self, item);
	} else if (lua_type(L, index) == LUA_TSTRING) {
		key = lua_tostring(L, index);
	} else {
		gj_build_report(b, GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write \"reference_date\", the name of a date fact in quotes, "
		                   "or reading \"...\""),
		                tr("from which day does the period count back? here is %s"),
		                gj_item_what(L, index));
		return NULL;
	}
	if (strcmp(key, "reference_date") == 0) {
		*ok = true;
		return NULL;
	}
	fact = gj_facts_find(&self->dict->facts, key);
	if (fact && fact->type == GJ_FACT_DATE) {
		*ok = true;
		return fact;
	}
	names[n++] = "reference_date";
	for (size_t i = 0; i < self->dict->facts.n; i++)
		if (self->dict->facts.items[i].type == GJ_FACT_DATE)
			names[n++] = self->dict->facts.items[i].key;
	gj_build_report(b, fact ? GJ_FOUND_WRONG_TYPE : GJ_FOUND_UNKNOWN_FACT, gj_build_place(L),
	                gj_build_near(b, key, names, n),
	                tr("\"%.*s\" is no date fact of \"%s\" to count back from"), NAME_SHOWN,
	                key, self->dict->facts.category);
	return NULL;
}

/* Opens { by =, boundary =, to_date = } at an index; false: it is not there, or wrong and reported. */
static bool open_options(lua_State *L, struct gj_keys *k, int index, const char *operator,
                         const char * const * known)
{
	if (lua_isnil(L, index))
		return false;
	if (lua_istable(L, index)) {
		*k = gj_keys_open(L, index, operator, known);
		return true;
	}
	gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L), NULL,
	                tr("%s: the options must be { ... }, here is %s"), operator,
	                gj_item_what(L, index));
	return false;
}

/* A fresh condition that `fact` lies in the window. */
static struct gj_cond *window_condition(lua_State *L, const struct gj_fact *fact,
                                        struct gj_window window)
{
	struct gj_cond *cond = gj_build_alloc(L, 1, sizeof *cond);

	*cond = (struct gj_cond){ .kind = GJ_COND_WITHIN,
		                  .place = gj_build_place(L),
		                  .fact = fact,
		                  .window = window,
		                  .word = { "在期间内", "within" } };
	return cond;
}

/* [self, period, anchor, options] to a condition on a date of self; NULL was reported. */
static struct gj_cond *read_look_back(lua_State *L, const char *operator)
{
	static const char *const known[] = { "by", "boundary", NULL };
	static const char *const dates_known[] = { "boundary", NULL };
	static const char *const boundaries[] = { "review", "met", "not_met" };
	static const enum gj_outcome outcomes[] = { GJ_REVIEW, GJ_MET, GJ_NOT_MET };
	const struct gj_item *self = gj_item_get(L, 1), *period = gj_item_get(L, 2);
	bool list = self->kind == GJ_ITEM_ROWS || self->u.fact->type == GJ_FACT_LIST, ok, options;
	struct gj_window window = { .from = GJ_DAY_NONE, .to = GJ_DAY_NONE, .boundary = GJ_REVIEW };
	const struct gj_fact *fact;
	struct gj_keys k;

	if (!period || period->kind != GJ_ITEM_PERIOD) {
		gj_build_report(gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
		                tr("write years(2) or months(18)"),
		                tr("%s wants a period first, here is %s"), operator,
		                gj_item_what(L, 2));
		return NULL;
	}
	window.months = period->u.period.months;
	window.label = period->u.period.label;
	window.anchor = read_anchor(L, self, 3, &window, &ok);
	options = open_options(L, &k, 4, operator, list ? known : dates_known);
	if (options)
		window.boundary = outcomes[gj_keys_word(&k, "boundary", boundaries,
		                                        sizeof boundaries / sizeof *boundaries, 0)];
	fact = list ? date_field(L, options ? &k : NULL, gj_method_rows(self).list) : self->u.fact;
	return ok && fact ? window_condition(L, fact, window) : NULL;
}

/* Pushes `cond` as it is, over the date that self is. */
static int push_date_condition(lua_State *L, struct gj_cond *cond)
{
	const struct gj_item *self = gj_item_get(L, 1);
	struct gj_item *out = gj_condition_push(L, GJ_COND_WITHIN, self);

	out->u.cond = cond;
	return 1;
}

/* Pushes that some row, or no row, of self passes `cond` as well. */
static int push_list_condition(lua_State *L, enum gj_cond_kind kind, struct gj_cond *cond,
                               struct gj_label word)
{
	const struct gj_item *self = gj_item_get(L, 1);
	const struct gj_item *rows;
	struct gj_item *out;

	gj_method_filter(L, self, cond, 1);
	rows = gj_item_get(L, -1); /* stays below what is pushed next */
	if (rows->kind == GJ_ITEM_POISON)
		return 1;
	out = gj_condition_push(L, kind, NULL);
	out->dict = self->dict;
	out->size += rows->size;
	out->u.cond->rows = rows->u.rows;
	out->u.cond->word = word;
	return 1;
}

int gj_method_within(lua_State *L)
{
	const struct gj_item *self = gj_item_get(L, 1);
	struct gj_cond *cond = read_look_back(L, "within");

	if (!cond)
		return gj_item_poison(L);
	if (self->kind == GJ_ITEM_FACT && self->u.fact->type == GJ_FACT_DATE)
		return push_date_condition(L, cond);
	return push_list_condition(L, GJ_COND_EXISTS, cond, (struct gj_label){ "有", "there is" });
}

int gj_method_none_within(lua_State *L)
{
	struct gj_cond *cond = read_look_back(L, "none_within");

	if (!cond)
		return gj_item_poison(L);
	return push_list_condition(L, GJ_COND_NONE, cond,
	                           (struct gj_label){ "没有", "there is none" });
}

/* The year at stack index 2; 0 was reported. */
static int read_year(lua_State *L, int index, const char *operator)
{
	int whole = 0, year = 0;

	if (lua_type(L, index) == LUA_TNUMBER)
		year = (int)lua_tointegerx(L, index, &whole);
	if (whole && year >= YEAR_FIRST && year <= YEAR_LAST)
		return year;
	gj_build_report(
	    gj_build_of(L), GJ_FOUND_WRONG_TYPE, gj_build_place(L),
	    gj_build_printf(L, tr("write :%s(programme_year) or :%s(2022)"), operator, operator),
	    tr("%s wants a year from %d to %d"), operator, YEAR_FIRST, YEAR_LAST);
	return 0;
}

/* The period of fixed days on self: a condition on a date, rows of a list. */
static int push_period(lua_State *L, struct gj_window window, struct gj_keys *options)
{
	const struct gj_item *self = gj_item_get(L, 1);
	bool date = self->kind == GJ_ITEM_FACT && self->u.fact->type == GJ_FACT_DATE;
	const struct gj_fact *fact =
	    date ? self->u.fact : date_field(L, options, gj_method_rows(self).list);

	if (!fact)
		return gj_item_poison(L);
	if (date)
		return push_date_condition(L, window_condition(L, fact, window));
	return gj_method_filter(L, self, window_condition(L, fact, window), 1);
}

int gj_method_in_year(lua_State *L)
{
	static const char *const known[] = { "by", "to_date", NULL };
	static const char *const dates_known[] = { "to_date", NULL };
	const struct gj_item *self = gj_item_get(L, 1);
	bool date = self->kind == GJ_ITEM_FACT && self->u.fact->type == GJ_FACT_DATE, options;
	struct gj_window window = { .boundary = GJ_MET };
	struct gj_keys k;
	int year = read_year(L, 2, "in_year");

	if (year == 0)
		return gj_item_poison(L);
	options = open_options(L, &k, 3, "in_year", date ? dates_known : known);
	window.to_reference = options && gj_keys_boolean(&k, "to_date");
	window.from = gj_day_from(year, 1, 1);
	window.to = gj_day_from(year, 12, 31);
	window.label = (struct gj_label){
		gj_build_printf(L, window.to_reference ? "%d年至基准日" : "%d年", year),
		gj_build_printf(L, window.to_reference ? "%d to date" : "%d", year)
	};
	return push_period(L, window, options ? &k : NULL);
}

/* f.xs:in_fiscal_year(2022, { starts = "04-01" }): the year that begins in 2022. */
int gj_method_in_fiscal_year(lua_State *L)
{
	static const char *const known[] = { "starts", "by", "to_date", NULL };
	static const char *const dates_known[] = { "starts", "to_date", NULL };
	const struct gj_item *self = gj_item_get(L, 1);
	bool date = self->kind == GJ_ITEM_FACT && self->u.fact->type == GJ_FACT_DATE, options;
	struct gj_window window = { .boundary = GJ_MET, .from = GJ_DAY_NONE };
	const char *starts;
	char first[16];
	struct gj_keys k;
	int year = read_year(L, 2, "in_fiscal_year");

	if (year == 0)
		return gj_item_poison(L);
	options = open_options(L, &k, 3, "in_fiscal_year", date ? dates_known : known);
	starts = options ? gj_keys_text(&k, "starts") : NULL;
	if (starts) {
		snprintf(first, sizeof first, "%04d-%.8s", year, starts);
		window.from = gj_day_parse(first, strlen(first));
	}
	if (window.from == GJ_DAY_NONE) {
		gj_build_report(gj_build_of(L), GJ_FOUND_BAD_DATE, gj_build_place(L),
		                tr("write { starts = \"04-01\" }"),
		                tr("in_fiscal_year: on which day does the year start?"));
		return gj_item_poison(L);
	}
	window.to = gj_day_add_months(window.from, 12) - 1;
	window.to_reference = gj_keys_boolean(&k, "to_date");
	window.label = (struct gj_label){ gj_build_printf(L, "%d财政年度", year),
		                          gj_build_printf(L, "fiscal year %d", year) };
	return push_period(L, window, &k);
}

/* f.xs:in_each_of_last(3, 2022): a row in every one of the three years up to 2022. */
int gj_method_in_each_of_last(lua_State *L)
{
	enum { MOST = 50 };
	static const char *const known[] = { "by", NULL };
	const struct gj_item *self = gj_item_get(L, 1), *rows;
	const struct gj_fact *fact;
	struct gj_item *out;
	struct gj_cond **args;
	struct gj_keys k;
	bool options;
	int whole = 0, n = 0, year = read_year(L, 3, "in_each_of_last");

	if (lua_type(L, 2) == LUA_TNUMBER)
		n = (int)lua_tointegerx(L, 2, &whole);
	if (!whole || n < 1 || n > MOST) {
		gj_build_report(gj_build_of(L), GJ_FOUND_OUT_OF_RANGE, gj_build_place(L),
		                tr("write :in_each_of_last(3, programme_year)"),
		                tr("in_each_of_last wants a number of years from 1 to %d"), MOST);
		return gj_item_poison(L);
	}
	if (year == 0)
		return gj_item_poison(L);
	options = open_options(L, &k, 4, "in_each_of_last", known);
	fact = date_field(L, options ? &k : NULL, gj_method_rows(self).list);
	if (!fact)
		return gj_item_poison(L);
	args = gj_build_alloc(L, (size_t)n, sizeof(struct gj_cond *));
	out = gj_condition_push(L, GJ_COND_ALL, NULL);
	out->dict = self->dict;
	for (int i = 0; i < n; i++) {
		struct gj_window window = { .boundary = GJ_MET };
		int y = year - n + 1 + i;

		window.from = gj_day_from(y, 1, 1);
		window.to = gj_day_from(y, 12, 31);
		window.label =
		    (struct gj_label){ gj_build_printf(L, "%d年", y), gj_build_printf(L, "%d", y) };
		gj_method_filter(L, self, window_condition(L, fact, window), 1);
		rows = gj_item_get(L, -1);
		if (rows->kind == GJ_ITEM_POISON)
			return 1;
		args[i] = gj_build_alloc(L, 1, sizeof *args[i]);
		*args[i] = (struct gj_cond){ .kind = GJ_COND_EXISTS,
			                     .place = out->place,
			                     .rows = rows->u.rows,
			                     .word = { "有", "there is" } };
		out->size += rows->size;
		lua_pop(L, 1);
	}
	out->depth = 2;
	out->u.cond->args = args;
	out->u.cond->n_args = (size_t)n;
	return 1;
}

/* field cmp the day of the window: in force from, to, ended. */
static struct gj_cond *against_anchor(lua_State *L, const struct gj_fact *field, enum gj_cmp cmp,
                                      const struct gj_window *anchor, struct gj_label word)
{
	struct gj_cond *cond = gj_build_alloc(L, 1, sizeof *cond);
	struct gj_term *left = gj_build_alloc(L, 1, sizeof *left);
	struct gj_term *right = gj_build_alloc(L, 1, sizeof *right);

	*left = (struct gj_term){ .kind = GJ_TERM_FACT, .fact = field };
	if (anchor->anchored)
		*right = (struct gj_term){ .kind = GJ_TERM_NUMBER,
			                   .number = anchor->anchor_day,
			                   .type = GJ_FACT_DATE };
	else if (anchor->anchor)
		*right = (struct gj_term){ .kind = GJ_TERM_ABOVE,
			                   .fact = anchor->anchor,
			                   .type = GJ_FACT_DATE };
	else
		*right = (struct gj_term){ .kind = GJ_TERM_REFERENCE, .type = GJ_FACT_DATE };
	*cond = (struct gj_cond){ .kind = GJ_COND_COMPARE,
		                  .place = gj_build_place(L),
		                  .left = left,
		                  .right = right,
		                  .cmp = cmp,
		                  .word = word };
	return cond;
}

/* f.titles:valid_on(ANCHOR, { from = , to = , ended = }): rows in force on that day. */
int gj_method_valid_on(lua_State *L)
{
	static const char *const known[] = { "from", "to", "ended", NULL };
	static const struct {
		const char *key;
		enum gj_cmp cmp;
		struct gj_label word;
	} parts[] = {
		{ "from", GJ_AT_MOST, { "不晚于", "on or before" } },
		{ "to", GJ_AT_LEAST, { "不早于", "on or after" } },
		{ "ended", GJ_MORE_THAN, { "晚于", "after" } },
	};
	enum { PARTS = sizeof parts / sizeof *parts };
	const struct gj_item *self = gj_item_get(L, 1);
	const struct gj_fact *list = gj_method_rows(self).list, *field;
	struct gj_window anchor = { 0 };
	struct gj_cond *all;
	struct gj_keys k;
	bool ok;

	anchor.anchor = read_anchor(L, self, 2, &anchor, &ok);
	if (!ok || !open_options(L, &k, 3, "valid_on", known)) {
		if (ok)
			gj_build_report(gj_build_of(L), GJ_FOUND_MISSING_KEY, gj_build_place(L),
			                tr("write { from = \"valid_from\", to = \"valid_to\" }"),
			                tr("valid_on does not say which fields hold the days"));
		return gj_item_poison(L);
	}
	all = gj_build_alloc(L, 1, sizeof *all);
	*all = (struct gj_cond){ .kind = GJ_COND_ALL, .place = k.place };
	all->args = gj_build_alloc(L, PARTS, sizeof(struct gj_cond *));
	for (size_t i = 0; i < PARTS; i++) {
		const char *name =
		    i ? gj_keys_text(&k, parts[i].key) : gj_keys_required(&k, "from");

		if (!name && i)
			continue;
		field = name ? gj_method_field(L, list, name) : NULL;
		if (field && field->type != GJ_FACT_DATE)
			gj_build_report(gj_build_of(L), GJ_FOUND_DATE_FIELD, k.place, NULL,
			                tr("\"%s\" of \"%s\" is a %s, not a date"), name, list->key,
			                gj_fact_type_name(field->type));
		if (!field || field->type != GJ_FACT_DATE)
			return gj_item_poison(L);
		all->args[all->n_args++] =
		    against_anchor(L, field, parts[i].cmp, &anchor, parts[i].word);
	}
	return gj_method_filter(L, self, all, all->n_args + 1);
}
