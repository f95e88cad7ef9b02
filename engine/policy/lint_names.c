/* lint_names.c: headings of tables that could be read as two facts. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/arena.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/policy/finding.h"
#include "engine/policy/lint.h"

struct name { /* of a fact: its key, or a label */
	const char *folded, *as_written;
	size_t fact; /* which of them */
	bool key;
};

/* Alike ones beside each other, in the order of the facts, keys first. */
static int by_name(const void *left, const void *right)
{
	const struct name *a = left, *b = right;
	int order = strcmp(a->folded, b->folded);

	if (order)
		return order;
	if (a->fact != b->fact)
		return a->fact < b->fact ? -1 : 1;
	return (int)b->key - (int)a->key;
}

static bool fold(struct gj_arena *arena, struct name *out)
{
	size_t size = strlen(out->as_written);
	char *room = gj_arena_alloc(arena, size + 1);

	if (room) {
		room[gj_text_fold(room, out->as_written, size, GJ_FOLD_LABEL)] = '\0';
		out->folded = room;
	}
	return room != NULL;
}

/* What is the same to the letter is an error of its own; here is what only reads alike. */
static void report(struct gj_build *b, const struct gj_fact *facts, const struct name *one,
                   const struct name *other)
{
	const struct gj_fact *fact = &facts[other->fact];

	if (strcmp(one->as_written, other->as_written) == 0 && one->key == other->key)
		return;
	gj_build_report(
	    b, GJ_FOUND_ALIKE, fact->place, tr("choose another label for one of the two"),
	    tr("\"%s\" of \"%s\" reads like \"%s\" of \"%s\" (line %d): the heading of a "
	       "table would mean both"),
	    other->as_written, fact->key, one->as_written, facts[one->fact].key,
	    facts[one->fact].place.line);
}

/* The facts of a category, or the fields of a list. */
static int lint_facts(struct gj_build *b, struct gj_arena *arena, const struct gj_fact *facts,
                      size_t n)
{
	struct name *names = gj_arena_array(arena, 3 * n + 1, sizeof *names);
	size_t count = 0;

	if (!names)
		return GJ_ENOMEM;
	for (size_t i = 0; i < n; i++) {
		const char *written[] = { facts[i].key, facts[i].label.zh, facts[i].label.en };

		for (size_t k = 0; k < 3; k++) {
			if (!written[k] || !*written[k])
				continue;
			names[count] = (struct name){ NULL, written[k], i, k == 0 };
			if (!fold(arena, &names[count++]))
				return GJ_ENOMEM;
		}
	}
	qsort(names, count, sizeof *names, by_name);
	for (size_t i = 1; i < count; i++)
		if (strcmp(names[i - 1].folded, names[i].folded) == 0 &&
		    names[i - 1].fact != names[i].fact &&
		    !gj_build_is_base(b, facts[names[i].fact].place))
			report(b, facts, &names[i - 1], &names[i]);
	return 0;
}

int gj_lint_names(struct gj_build *b)
{
	const struct gj_policy *p = b->policy;
	struct gj_arena arena;
	int rc = 0;

	gj_arena_init(&arena, 0);
	for (size_t i = 0; i < p->n_categories && rc == 0; i++) {
		const struct gj_facts *facts = &p->categories[i].facts;

		gj_arena_clear(&arena);
		rc = lint_facts(b, &arena, facts->items, facts->n);
		for (size_t j = 0; j < facts->n && rc == 0; j++)
			if (facts->items[j].type == GJ_FACT_LIST)
				rc = lint_facts(b, &arena, facts->items[j].fields,
				                facts->items[j].n_fields);
	}
	gj_arena_fini(&arena);
	return rc;
}
