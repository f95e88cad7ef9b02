/* fact.c: finding facts, fields and options in a dictionary. */
#include "engine/eval/fact.h"

#include "engine/base/buf.h"
#include "engine/base/text.h"

#include <string.h>

const struct gj_fact *gj_facts_find(const struct gj_facts *facts, const char *key)
{
	for (size_t i = 0; i < facts->n; i++)
		if (strcmp(facts->items[i].key, key) == 0)
			return &facts->items[i];
	return NULL;
}

const struct gj_fact *gj_facts_role(const struct gj_facts *facts, enum gj_fact_role role)
{
	for (size_t i = 0; i < facts->n; i++)
		if (facts->items[i].role == role)
			return &facts->items[i];
	return NULL;
}

const struct gj_fact *gj_fact_field(const struct gj_fact *list, const char *key)
{
	for (size_t i = 0; i < list->n_fields; i++)
		if (strcmp(list->fields[i].key, key) == 0)
			return &list->fields[i];
	return NULL;
}

enum { OPTION_TEXT = 256 /* bytes of a label or alias that are compared */ };

static bool same_folded(const char *folded, const char *name)
{
	char other[OPTION_TEXT + 1];
	size_t n = name ? strlen(name) : 0;

	if (name == NULL || n > OPTION_TEXT)
		return false;
	gj_text_fold(other, name, n, GJ_FOLD_LABEL);
	return strcmp(folded, other) == 0;
}

int gj_fact_option(const struct gj_fact *fact, const char *s, size_t n)
{
	char folded[OPTION_TEXT + 1];

	for (size_t i = 0; i < fact->n_options; i++)
		if (strlen(fact->options[i].key) == n && memcmp(fact->options[i].key, s, n) == 0)
			return (int)i;
	if (n > OPTION_TEXT)
		return -1;
	if (gj_text_fold(folded, s, n, GJ_FOLD_LABEL) == 0)
		return -1;
	for (size_t i = 0; i < fact->n_options; i++) {
		const struct gj_option *o = &fact->options[i];

		if (same_folded(folded, o->label.zh) || same_folded(folded, o->label.en) ||
		    same_folded(folded, o->key))
			return (int)i;
		for (size_t k = 0; k < o->n_aliases; k++)
			if (same_folded(folded, o->aliases[k]))
				return (int)i;
	}
	return -1;
}

/* One letter of a name is in every second text. */
static bool is_part(const char *small, const char *large)
{
	size_t length;

	if (*small == '\0')
		return false;
	gj_text_decode(small, strlen(small), &length);
	return small[length] != '\0' && strstr(large, small) != NULL;
}

static bool is_like(const char *folded, const char *name)
{
	char other[OPTION_TEXT + 1];
	const char *one = other;
	size_t n = name ? strlen(name) : 0;

	if (n == 0 || n > OPTION_TEXT)
		return false;
	gj_text_fold(other, name, n, GJ_FOLD_LABEL);
	return is_part(folded, other) || is_part(other, folded) ||
	       (strpbrk(folded, "0123456789") == NULL && gj_text_near(folded, &one, 1) != NULL);
}

static bool may_mean(const struct gj_option *o, const char *folded)
{
	if (is_like(folded, o->label.zh) || is_like(folded, o->label.en))
		return true;
	for (size_t i = 0; i < o->n_aliases; i++)
		if (is_like(folded, o->aliases[i]))
			return true;
	return false;
}

void gj_fact_choices(struct gj_buf *out, const struct gj_fact *fact, const char *s, size_t n)
{
	enum { SHORT_LIST = 20 };
	char folded[OPTION_TEXT + 1];
	size_t found = 0;
	bool all;

	if (n > OPTION_TEXT)
		return;
	gj_text_fold(folded, s, n, GJ_FOLD_LABEL);
	for (size_t i = 0; i < fact->n_options; i++)
		found += may_mean(&fact->options[i], folded);
	all = found == 0;
	if (all && fact->n_options > SHORT_LIST)
		return;
	for (size_t i = 0, put = 0; i < fact->n_options; i++)
		if (all || may_mean(&fact->options[i], folded))
			gj_buf_printf(out, "%s%s", put++ ? " / " : "",
			              gj_label_in(fact->options[i].label, GJ_LANG_ZH));
}

const char *gj_fact_type_name(enum gj_fact_type type)
{
	static const char *const names[] = {
		[GJ_FACT_YES_NO] = "yes_no", [GJ_FACT_COUNT] = "count",
		[GJ_FACT_AMOUNT] = "amount", [GJ_FACT_DATE] = "date",
		[GJ_FACT_TEXT] = "text",     [GJ_FACT_CODE] = "code",
		[GJ_FACT_ONE_OF] = "one_of", [GJ_FACT_JUDGEMENT] = "judgement",
		[GJ_FACT_LIST] = "list",
	};

	return names[type];
}
