/* diff_note.h: internal to policy/: notes what is not as it was, apart from the checks. */
#ifndef GJ_DIFF_NOTE_H
#define GJ_DIFF_NOTE_H
#include "engine/policy/diff.h"

struct gj_diff_noting {
	struct gj_diff *d;
	const char *what, *key; /* of what follows */
	bool failed;
};

/* Each notes nothing where both are the same; NULL, or `none`: there is none. */
void gj_diff_note(struct gj_diff_noting *n, const char *part, const char *was, const char *is,
                  bool effect);
void gj_diff_note_number(struct gj_diff_noting *n, const char *part, int64_t was, int64_t is,
                         int64_t none, bool effect);
void gj_diff_note_day(struct gj_diff_noting *n, const char *part, int32_t was, int32_t is,
                      bool effect);
void gj_diff_note_label(struct gj_diff_noting *n, const char *part, struct gj_label was,
                        struct gj_label is);
/* One more and one fewer of a kind, by key. */
void gj_diff_note_whole(struct gj_diff_noting *n, const char *key, bool is_new, bool effect);
/* diff_fact.c: one fact, and below a list its fields; either may be NULL. A fact alone decides nothing: who reads it
 * does. But cells that were read one way may be read another. */
void gj_diff_fact(struct gj_diff_noting *n, const char *prefix, const struct gj_fact *was,
                  const struct gj_fact *is);
#endif
