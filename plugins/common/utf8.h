/* utf8.h: how far bytes are well-formed UTF-8. */
#ifndef SRC_UTF8_H
#define SRC_UTF8_H
#include <stdbool.h>
#include <stddef.h>

/* Bytes of s[n] before the first that is not well formed; NUL counts as not well formed. *cut:
 * after them stands the beginning of a character that goes on past the end of s. */
size_t src_utf8_valid(const char *s, size_t n, bool *cut);
#endif
