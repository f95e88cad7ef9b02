/* text.h: UTF-8 as people write it in Chinese offices: widths, full-width forms, near words. */
#ifndef GJ_TEXT_H
#define GJ_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Both the same, or both not there. */
static inline bool gj_text_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}
/* Bytes before the first that is not well-formed UTF-8 (n when all is well). NUL counts as bad. */
size_t gj_text_valid(const char *s, size_t n);
/* One code point at s (n > 0, well formed); *length is its bytes. */
uint32_t gj_text_decode(const char *s, size_t n, size_t *length);
size_t gj_text_encode(char out[4], uint32_t code);
/* Columns on a terminal: 2 for East Asian wide and full-width, 0 for combining marks. */
size_t gj_text_width(const char *s);
/* The longest prefix of s[n] that takes at most `bytes` bytes and ends at a character's end. */
size_t gj_text_cut(const char *s, size_t n, size_t bytes);
/* Writes the folded form to out (room n + 1; never longer than the input) and returns its length:
 * full-width ASCII to half width, ideographic space to space; with GJ_FOLD_LABEL also letters to
 * lower case, and spaces (U+00A0, U+3000, BOM too), line ends and the marks * : dropped. */
enum gj_fold { GJ_FOLD_WIDTH, GJ_FOLD_LABEL };
size_t gj_text_fold(char *out, const char *s, size_t n, enum gj_fold how);
/* Spaces of all kinds, line ends, and the marks that take no room: U+00A0, U+200B, U+3000, BOM ... */
bool gj_text_is_space(uint32_t code);
/* Trims spaces of all kinds at both ends: moves *s, returns the new length. */
size_t gj_text_trim(const char **s, size_t n);
/* The word of the list nearest to `word` (edit distance in characters, at most a third of its
 * length and at least 1); NULL when none is near. `names` may hold NULLs. */
const char *gj_text_near(const char *word, const char *const *names, size_t n);
#endif
