/* finding.c: keeps findings, counts them, and puts them in the order of the files. */
#include "engine/policy/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/policy/finding_codes.h"

enum { MESSAGE_ROOM = 1024, ARENA_LIMIT = 4 << 20 };

static const struct {
	const char *code, *meaning;
} codes[] = {
#define ROW(name, code, meaning) { code, meaning },
	GJ_FINDING_CODES(ROW)
#undef ROW
};

const char *gj_finding_code(enum gj_finding_id id)
{
	return codes[id].code;
}

const char *gj_finding_meaning(enum gj_finding_id id)
{
	return tr(codes[id].meaning);
}

void gj_findings_init(struct gj_findings *f)
{
	f->n = f->errors = f->warnings = 0;
	f->failed = false;
	gj_arena_init(&f->arena, ARENA_LIMIT);
}

void gj_findings_fini(struct gj_findings *f)
{
	gj_arena_fini(&f->arena);
	f->n = 0;
}

/* A rule inside a loop or a function says the same thing again and again: once is enough. */
static bool is_known(const struct gj_findings *f, const char *code, struct gj_place place,
                     const char *message)
{
	const char *file = place.file ? place.file : "";

	for (size_t i = 0; i < f->n; i++) {
		const struct gj_finding *item = &f->items[i];

		if (item->line == place.line && strcmp(item->code, code) == 0 &&
		    strcmp(item->file ? item->file : "", file) == 0 &&
		    strcmp(item->message, message) == 0)
			return true;
	}
	return false;
}

/* Names that rule files made up may hold what a terminal would obey. */
static void blank_unseen(char *text)
{
	size_t n = strlen(text), at, length;

	if (gj_text_valid(text, n) < n)
		return;
	for (at = gj_text_seen(text, n); at < n; at += gj_text_seen(text + at, n - at)) {
		gj_text_decode(text + at, n - at, &length);
		memset(text + at, '?', length);
	}
}

void gj_findings_addv(struct gj_findings *f, const char *code, struct gj_place place,
                      const char *hint, const char *format, va_list args)
{
	struct gj_finding finding = {
		.code = code, /* a literal of the table, or the caller's */
		.severity = code[0] == 'W' ? GJ_SEVERITY_WARNING : GJ_SEVERITY_ERROR,
		.line = place.line,
		.hint = "",
	};
	char text[MESSAGE_ROOM];
	size_t length;

	vsnprintf(text, sizeof text, format, args);
	length = strlen(text);
	if (length == sizeof text - 1) { /* cut by vsnprintf, perhaps inside a character */
		length = gj_text_valid(text, length);
		text[length] = '\0';
	}
	blank_unseen(text);
	if (is_known(f, code, place, text))
		return;
	if (finding.severity == GJ_SEVERITY_ERROR)
		f->errors++;
	else
		f->warnings++;
	if (f->n == GJ_FINDINGS_MAX)
		return;
	finding.message = gj_arena_strndup(&f->arena, text, length);
	if (place.file)
		finding.file = gj_arena_strdup(&f->arena, place.file);
	if (hint && *hint)
		finding.hint = gj_arena_strdup(&f->arena, hint);
	finding.code = gj_arena_strdup(&f->arena, code);
	if (!finding.message || (place.file && !finding.file) || !finding.hint || !finding.code) {
		f->failed = true;
		return;
	}
	f->items[f->n++] = finding;
}

void gj_findings_add(struct gj_findings *f, const char *code, struct gj_place place,
                     const char *hint, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	gj_findings_addv(f, code, place, hint, format, args);
	va_end(args);
}

void gj_findings_fix(struct gj_findings *f, const char *code, int line, const struct gj_fix *fix)
{
	struct gj_finding *last = f->n ? &f->items[f->n - 1] : NULL;
	struct gj_fix kept = { .column = fix->column };

	if (last == NULL || last->line != line || strcmp(last->code, code) != 0)
		return;
	kept.wrong = gj_arena_strdup(&f->arena, fix->wrong);
	kept.right = gj_arena_strdup(&f->arena, fix->right);
	if (kept.wrong && kept.right)
		last->fix = kept;
	else
		f->failed = true;
}

static int compare(const void *left, const void *right)
{
	const struct gj_finding *a = left, *b = right;
	int order = strcmp(a->file ? a->file : "", b->file ? b->file : "");

	if (order == 0)
		order = (a->line > b->line) - (a->line < b->line);
	if (order == 0)
		order = strcmp(a->code, b->code);
	if (order == 0)
		order = strcmp(a->message, b->message);
	return order;
}

void gj_findings_sort(struct gj_findings *f)
{
	if (f->n > 0)
		qsort(f->items, f->n, sizeof *f->items, compare);
}
