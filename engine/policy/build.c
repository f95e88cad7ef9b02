/* build.c: memory, places, notes and findings for the words of the rule language. */
#include "engine/policy/build.h"

#include <stdio.h>
#include <string.h>

#include <lauxlib.h>

#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/policy/call.h"
#include "engine/policy/finding.h"

enum {
	WORD_COSTS = 50,      /* instructions that a word of the language counts for */
	FINDING_COSTS = 2000, /* so that a loop of mistakes ends soon */
	NAMES_LISTED = 8      /* so many names are listed when none is near */
};

void gj_build_init(struct gj_build *b, struct gj_sandbox *sandbox, struct gj_policy *policy,
                   struct gj_findings *findings)
{
	*b = (struct gj_build){ .sandbox = sandbox, .policy = policy, .findings = findings };
	b->bureaus_end = &b->bureaus;
	b->dicts_end = &b->dicts;
	b->categories_end = &b->categories;
	b->targets_end = &b->targets;
	b->phases_end = &b->phases;
	b->readings_end = &b->readings;
	b->rankings_end = &b->rankings;
	sandbox->owner = b;
}

struct gj_build *gj_build_of(lua_State *L)
{
	struct gj_build *b = gj_sandbox_of(L)->owner;

	if (!b) /* a function that is a check runs, and declares nothing */
		luaL_error(L,
		           tr("inside a function there are the facts it is given, and no words of "
		              "the rule language"));
	return b;
}

struct gj_place gj_build_place(lua_State *L)
{
	struct gj_build *b = gj_build_of(L);
	int file, line;

	gj_sandbox_charge(L, WORD_COSTS);
	if (b->replay.file)
		return b->replay;
	if (!gj_call_place(L, &file, &line) || (size_t)file >= b->n_files)
		return (struct gj_place){ 0 };
	return (struct gj_place){ .file = b->files[file], .line = line };
}

/* The arena says no for two reasons: its limit, which is the author's affair, and malloc. */
static int no_memory(lua_State *L, size_t wanted)
{
	struct gj_build *b = gj_build_of(L);
	const struct gj_arena *a = &b->policy->arena;

	if (a->limit && wanted > a->limit - a->used)
		b->full = true;
	else
		b->failed = true;
	return luaL_error(L, "no memory");
}

void *gj_build_alloc(lua_State *L, size_t n, size_t size)
{
	void *p = gj_arena_array(&gj_build_of(L)->policy->arena, n ? n : 1, size);

	if (!p)
		no_memory(L, n * size);
	return p;
}

char *gj_build_strdup(lua_State *L, const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(gj_build_alloc(L, n, 1), s, n);
}

char *gj_build_printf(lua_State *L, const char *format, ...)
{
	char text[GJ_SANDBOX_TEXT];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return gj_build_strdup(L, text);
}

struct gj_note *gj_build_note(lua_State *L, const char *what, const char *name)
{
	struct gj_build *b = gj_build_of(L);
	struct gj_place place = gj_build_place(L);
	struct gj_note *note = gj_build_alloc(L, 1, sizeof *note);

	*note = (struct gj_note){ .place = place, .what = what, .name = name, .next = b->notes };
	b->notes = note;
	return note;
}

void gj_build_report(struct gj_build *b, enum gj_finding_id id, struct gj_place place,
                     const char *hint, const char *format, ...)
{
	va_list args;

	b->sandbox->spent += FINDING_COSTS;
	va_start(args, format);
	gj_findings_addv(b->findings, gj_finding_code(id), place, hint, format, args);
	va_end(args);
	if (*b->fix.wrong && (b->fix.column || hint == b->hint))
		gj_findings_fix(b->findings, gj_finding_code(id), place.line,
		                &(struct gj_fix){ b->fix.column, b->fix.wrong, b->fix.right });
	*b->fix.wrong = '\0';
}

void gj_build_fix(struct gj_build *b, int column, const char *wrong, const char *right)
{
	*b->fix.wrong = '\0';
	if (strlen(wrong) >= sizeof b->fix.wrong || strlen(right) >= sizeof b->fix.right)
		return;
	b->fix.column = column;
	strcpy(b->fix.wrong, wrong);
	strcpy(b->fix.right, right);
}

/* Whether no other name is near as well. */
static bool only_near(const char *word, const char *near, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (names[i] && strcmp(names[i], near) != 0 && gj_text_near(word, &names[i], 1))
			return false;
	return true;
}

const char *gj_build_near(struct gj_build *b, const char *word, const char *const *names, size_t n)
{
	const char *near = gj_text_near(word, names, n);
	size_t used;

	*b->fix.wrong = '\0';
	if (near) {
		if (only_near(word, near, names, n))
			gj_build_fix(b, 0, word, near);
		snprintf(b->hint, sizeof b->hint, tr("did you mean \"%s\"?"), near);
		return b->hint;
	}
	if (n == 0 || n > NAMES_LISTED)
		return NULL;
	used = (size_t)snprintf(b->hint, sizeof b->hint, "%s", tr("possible here: "));
	for (size_t i = 0; i < n && used < sizeof b->hint; i++)
		used += (size_t)snprintf(b->hint + used, sizeof b->hint - used, "%s%s",
		                         i ? tr(", ") : "", names[i]);
	return b->hint;
}

/* How deep in the chain of extended policies a file is: those of the policy itself have no folder. */
static size_t layer_of(const struct gj_build *b, const char *file)
{
	for (size_t i = 0; i < b->n_files; i++)
		if (b->files[i] == file)
			return b->file_layers[i];
	return 0;
}

bool gj_build_is_base(const struct gj_build *b, struct gj_place place)
{
	return place.file && layer_of(b, place.file) > b->layer;
}

struct gj_dict *gj_build_dict(const struct gj_build *b, const char *category)
{
	struct gj_dict *d;

	for (d = b->dicts; d && strcmp(d->facts.category, category) != 0; d = d->next)
		b->sandbox->spent++;
	return d;
}

struct gj_category_draft *gj_build_category(const struct gj_build *b, const char *key)
{
	struct gj_category_draft *d;

	for (d = b->categories; d && strcmp(d->category.key, key) != 0; d = d->next)
		b->sandbox->spent++;
	return d;
}

struct gj_bureau_draft *gj_build_bureau(const struct gj_build *b, const char *key)
{
	struct gj_bureau_draft *d;

	for (d = b->bureaus; d && strcmp(d->bureau.key, key) != 0; d = d->next)
		b->sandbox->spent++;
	return d;
}

struct gj_reading_draft *gj_build_reading(const struct gj_build *b, const char *key)
{
	struct gj_reading_draft *d;

	for (d = b->readings; d && strcmp(d->reading.key, key) != 0; d = d->next)
		b->sandbox->spent++;
	return d;
}
