/* same_model.c: reads off two conditions which facts they ask and against which constants. */
#include "engine/base/day.h"
#include "engine/decide/same_inner.h"
#include "engine/eval/walk.h"

#include <string.h>

static const char *const known[] = { "met", "not_met", "unknown", "review", "error" };

enum gj_outcome gj_same_resolve(void *ctx, const char *category, const char *code)
{
	(void)ctx;
	(void)category;
	switch (*code) {
	case 'm':
		return GJ_MET;
	case 'n':
		return GJ_NOT_MET;
	case 'r':
		return GJ_REVIEW;
	case 'e':
		return GJ_ERROR;
	default:
		return GJ_UNKNOWN;
	}
}

static struct gj_same_var *var_of(struct gj_same_model *m, const struct gj_fact *fact,
                                  const struct gj_fact *list)
{
	for (size_t i = 0; i < m->n_vars; i++)
		if (m->vars[i].fact == fact && m->vars[i].list == list)
			return &m->vars[i];
	if (m->n_vars == GJ_SAME_VARS || fact->type == GJ_FACT_LIST ||
	    fact->n_options > GJ_SAME_VALUES - 2) {
		m->beyond = true;
		return NULL;
	}
	m->vars[m->n_vars] = (struct gj_same_var){ .fact = fact, .list = list };
	return &m->vars[m->n_vars++];
}

static void mark(struct gj_same_model *m, struct gj_same_var *v, int64_t n)
{
	for (size_t i = 0; i < v->n_marks; i++)
		if (v->marks[i] == n)
			return;
	if (v->n_marks == GJ_SAME_MARKS)
		m->beyond = true;
	else
		v->marks[v->n_marks++] = n;
	v->fixed = true;
}

static void read_window(struct gj_same_model *m, struct gj_same_var *v, const struct gj_window *w)
{
	if (!w->months) {
		mark(m, v, w->from);
		mark(m, v, w->to);
		v->to_reference |= w->to_reference;
	} else if (w->anchored) {
		mark(m, v, w->anchor_day);
		mark(m, v, gj_day_add_months(w->anchor_day, -w->months));
	} else if (v->n_months == GJ_SAME_MARKS ||
	           (w->anchor && v->origin && v->origin != w->anchor)) {
		m->beyond = true;
	} else {
		v->months[v->n_months++] = w->months;
		v->origin = w->anchor ? w->anchor : v->origin;
		v->looks_back |= w->anchor == NULL;
	}
	if (w->months && w->anchor && !w->anchored) {
		struct gj_same_var *anchor = var_of(m, w->anchor, NULL);

		if (anchor)
			anchor->anchor = true;
	}
}

static void read_texts(struct gj_same_model *m, struct gj_same_var *v, const struct gj_cond *c)
{
	for (size_t i = 0; v->fact->type != GJ_FACT_ONE_OF && i < c->n_values; i++) {
		if (v->n_texts + 1 >= GJ_SAME_MARKS || v->category)
			m->beyond = true;
		else
			v->texts[v->n_texts++] = c->values[i];
	}
}

/* One word says what is known of a code, so it is asked for in one category only, and not for itself. */
static void read_code(struct gj_same_model *m, struct gj_same_var *v, const char *category)
{
	m->beyond |= v->category ? strcmp(v->category, category) != 0 : v->n_texts > 0;
	v->category = category;
	for (size_t i = 0; v->n_texts == 0 && i < sizeof known / sizeof *known; i++)
		v->texts[i] = known[i];
	v->n_texts = sizeof known / sizeof *known;
}

static void read_list(struct gj_same_model *m, const struct gj_cond *c)
{
	size_t i = 0;

	while (i < m->n_lists && m->lists[i] != c->rows.list)
		i++;
	if (i == GJ_SAME_LISTS || m->n_asked == GJ_SAME_ASKED) {
		m->beyond = true;
		return;
	}
	m->lists[i] = c->rows.list;
	m->n_lists += i == m->n_lists;
	m->asked[m->n_asked++] = c;
}

/* A number that hangs on nothing but which rows of tables apply; their conditions are read as all others are. */
static bool is_stepped(const struct gj_term *term)
{
	switch (term->kind) {
	case GJ_TERM_NUMBER:
		return true;
	case GJ_TERM_CASES:
	case GJ_TERM_PLUS:
	case GJ_TERM_MINUS:
	case GJ_TERM_SCALED:
	case GJ_TERM_BOUNDED:
		for (size_t i = 0; i < term->n_args; i++)
			if (!is_stepped(term->args[i]))
				return false;
		return true;
	case GJ_TERM_FACT:
	case GJ_TERM_SHARE:
	case GJ_TERM_ROWS:
	case GJ_TERM_DISTINCT:
	case GJ_TERM_SUM:
	case GJ_TERM_LARGEST:
	case GJ_TERM_SMALLEST:
	case GJ_TERM_AVERAGE:
	case GJ_TERM_PICKED:
	case GJ_TERM_SHIFTED:
	case GJ_TERM_REFERENCE:
	case GJ_TERM_ABOVE:
	case GJ_TERM_GROWTH:
		break;
	}
	return false;
}

/* A fact is held against every number that the table gives, and against nothing between. */
static void mark_rows(struct gj_same_model *m, struct gj_same_var *v, const struct gj_term *term)
{
	if (term->kind == GJ_TERM_NUMBER)
		mark(m, v, term->number);
	else if (term->kind != GJ_TERM_CASES)
		m->beyond = true;
	for (size_t i = 0; term->kind == GJ_TERM_CASES && i < term->n_args; i++)
		mark_rows(m, v, term->args[i]);
}

/* Whether the parts are to be read, too. */
static bool read_compare(struct gj_same_model *m, const struct gj_cond *c,
                         const struct gj_fact *list)
{
	bool left = is_stepped(c->left), right = is_stepped(c->right);
	struct gj_same_var *v;

	m->tables |= c->left->kind == GJ_TERM_CASES || c->right->kind != GJ_TERM_NUMBER;
	if (left && right)
		return true;
	if (c->left->kind != GJ_TERM_FACT || !right) {
		m->beyond = true;
		return false;
	}
	v = var_of(m, c->left->fact, list);
	if (v) {
		v->read = true;
		mark_rows(m, v, c->right);
	}
	return true;
}

static bool read_cond(void *ctx, const struct gj_cond *c, const struct gj_fact *list)
{
	struct gj_same_model *m = ctx;
	struct gj_same_var *v = NULL;
	const struct gj_fact *fact = c->fact;

	switch (c->kind) {
	case GJ_COND_ALL:
	case GJ_COND_ANY:
	case GJ_COND_AT_LEAST_OF:
	case GJ_COND_NOT:
	case GJ_COND_ELSE_REVIEW:
	case GJ_COND_UNLESS:
		return true;
	case GJ_COND_COMPARE:
		return read_compare(m, c, list);
	case GJ_COND_EXISTS:
	case GJ_COND_NONE:
		read_list(m, c);
		return true;
	case GJ_COND_HOLDS:
	case GJ_COND_JUDGED:
	case GJ_COND_GIVEN:
	case GJ_COND_ONE_OF:
	case GJ_COND_WITHIN:
	case GJ_COND_RECOGNISED:
		v = var_of(m, fact, list);
		break;
	case GJ_COND_DATED:
		for (size_t i = 0; i < c->n_args; i++)
			if (m->n_dates == GJ_SAME_MARKS)
				m->beyond = true;
			else
				m->dates[m->n_dates++] = c->since[i];
		return true;
	case GJ_COND_EVERY:
	case GJ_COND_FUNCTION:
		m->beyond = true;
		return false;
	}
	if (v == NULL)
		return false;
	v->read = true;
	if (c->kind == GJ_COND_WITHIN)
		read_window(m, v, &c->window);
	if (c->kind == GJ_COND_ONE_OF)
		read_texts(m, v, c);
	if (c->kind == GJ_COND_RECOGNISED)
		read_code(m, v, c->category);
	return false;
}

void gj_same_read(struct gj_same_model *m)
{
	const struct gj_walk walk = { .cond = read_cond, .ctx = m };

	gj_walk_cond(&walk, m->a);
	gj_walk_cond(&walk, m->b);
	for (size_t i = 0; i < m->n_vars; i++) {
		const struct gj_same_var *v = &m->vars[i];

		/* Days that are held against two things which move by themselves have no fixed order. */
		m->beyond |= v->anchor && v->read;
		m->beyond |= v->origin && (v->fixed || v->looks_back);
		m->beyond |= v->looks_back && v->fixed;
	}
}

static void put(struct gj_same_var *v, struct gj_value value)
{
	for (size_t i = 0; i < v->n_values; i++)
		if (v->values[i].state == value.state && v->values[i].number == value.number &&
		    v->values[i].text == value.text)
			return;
	if (v->n_values < GJ_SAME_VALUES) /* there is room for three of each mark */
		v->values[v->n_values++] = value;
}

static void put_number(struct gj_same_var *v, int64_t n)
{
	if (v->fact->type == GJ_FACT_COUNT && (n < 0 || n > 2147483632))
		return;
	put(v, (struct gj_value){ .state = GJ_GIVEN, .number = n });
}

static void put_around(struct gj_same_var *v, int64_t n)
{
	for (int64_t d = -1; d <= 1; d++)
		put_number(v, n + d);
}

static void values_of(struct gj_same_var *v, const struct gj_record *record, int32_t reference)
{
	const struct gj_fact *fact = v->fact;
	int32_t origin = reference;

	v->n_values = 0;
	if (fact->type == GJ_FACT_YES_NO || fact->type == GJ_FACT_JUDGEMENT) {
		put_number(v, 0);
		put_number(v, 1);
	} else if (fact->type == GJ_FACT_ONE_OF) {
		for (size_t i = 0; i < fact->n_options; i++)
			put_number(v, (int64_t)i);
	} else if (fact->type == GJ_FACT_TEXT || fact->type == GJ_FACT_CODE) {
		for (size_t i = 0; i < v->n_texts; i++)
			put(v, (struct gj_value){ .state = GJ_GIVEN, .text = v->texts[i] });
		if (v->category == NULL) /* any other */
			put(v, (struct gj_value){ .state = GJ_GIVEN, .text = "\x01" });
	} else if (v->anchor) {
		put_number(v, gj_day_from(2022, 11, 10));
	} else {
		for (size_t i = 0; i < v->n_marks; i++)
			put_around(v, v->marks[i]);
		if (v->to_reference)
			put_around(v, reference);
		if (v->origin && record->values[v->origin->index].state == GJ_GIVEN)
			origin = (int32_t)record->values[v->origin->index].number;
		for (size_t i = 0; i < v->n_months; i++) {
			put_around(v, gj_day_add_months(origin, -v->months[i]));
			put_around(v, origin);
		}
		if (v->n_values == 0)
			put_number(v, 1);
	}
	put(v, (struct gj_value){ .state = GJ_MISSING });
	put(v, (struct gj_value){ .state = GJ_STATE_NOT_APPLICABLE });
}

void gj_same_values(struct gj_same_model *m, const struct gj_record *record, int32_t reference)
{
	for (size_t i = 0; i < m->n_vars; i++)
		values_of(&m->vars[i], record, reference);
}

size_t gj_same_references(struct gj_same_model *m, int32_t out[GJ_SAME_REFERENCES])
{
	size_t n = 0;

	out[n++] = gj_day_from(2022, 11, 30);
	for (size_t i = 0; i < m->n_dates; i++) {
		out[n++] = m->dates[i] - 1;
		out[n++] = m->dates[i];
	}
	for (size_t i = 0; i < m->n_vars; i++) {
		const struct gj_same_var *v = &m->vars[i];

		for (size_t k = 0; v->to_reference && k < v->n_marks; k++)
			for (int d = -3; d <= 3; d++)
				if (n < GJ_SAME_REFERENCES)
					out[n++] = (int32_t)v->marks[k] + d;
				else
					m->beyond = true;
	}
	return n;
}
