/* diff_note.c: keeps what differs, in words of the policy. */
#include "engine/policy/diff_note.h"

#include "engine/base/day.h"
#include "engine/base/text.h"

#include <string.h>

void gj_diff_note(struct gj_diff_noting *n, const char *part, const char *was, const char *is,
                  bool effect)
{
	struct gj_diff *d = n->d;

	if (gj_text_same(was, is))
		return;
	if (d->n_others == d->room_others) {
		size_t room = d->room_others ? 2 * d->room_others : 64;
		struct gj_diff_other *more = gj_arena_array(&d->arena, room, sizeof *more);

		if (more == NULL) {
			n->failed = true;
			return;
		}
		if (d->n_others)
			memcpy(more, d->others, d->n_others * sizeof *more);
		d->others = more;
		d->room_others = room;
	}
	d->others[d->n_others++] = (struct gj_diff_other){
		.what = n->what, .key = n->key, .part = part, .was = was, .is = is, .effect = effect
	};
}

static const char *number(struct gj_diff_noting *n, int64_t value)
{
	char *s = gj_arena_printf(&n->d->arena, "%lld", (long long)value);

	n->failed = n->failed || s == NULL;
	return s;
}

void gj_diff_note_number(struct gj_diff_noting *n, const char *part, int64_t was, int64_t is,
                         int64_t none, bool effect)
{
	if (was != is)
		gj_diff_note(n, part, was == none ? NULL : number(n, was),
		             is == none ? NULL : number(n, is), effect);
}

static const char *day(struct gj_diff_noting *n, int32_t value)
{
	char text[GJ_DAY_TEXT], *s;

	if (value == GJ_DAY_NONE)
		return NULL;
	s = gj_arena_strdup(&n->d->arena, gj_day_print(text, value));
	n->failed = n->failed || s == NULL;
	return s;
}

void gj_diff_note_day(struct gj_diff_noting *n, const char *part, int32_t was, int32_t is,
                      bool effect)
{
	if (was != is)
		gj_diff_note(n, part, day(n, was), day(n, is), effect);
}

void gj_diff_note_label(struct gj_diff_noting *n, const char *part, struct gj_label was,
                        struct gj_label is)
{
	if (!gj_text_same(was.zh, is.zh))
		gj_diff_note(n, part, was.zh, is.zh, false);
	else
		gj_diff_note(n, part, was.en, is.en, false);
}

void gj_diff_note_whole(struct gj_diff_noting *n, const char *key, bool is_new, bool effect)
{
	n->key = key;
	gj_diff_note(n, "", is_new ? NULL : key, is_new ? key : NULL, effect);
}
