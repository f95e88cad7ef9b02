/* creditcode.h: the unified social credit code, GB 32100-2015, 18 characters with a check. */
#ifndef GJ_CREDITCODE_H
#define GJ_CREDITCODE_H
#include <stddef.h>

enum { GJ_CREDITCODE_LENGTH = 18, GJ_CREDITCODE_ROOM = 19 };

enum gj_creditcode {
	GJ_CREDITCODE_VALID,
	GJ_CREDITCODE_DAMAGED, /* 9.14E+17, or digits past the fifteenth lost: a spreadsheet's work */
	GJ_CREDITCODE_LENGTH_BAD, /* not 18 characters */
	GJ_CREDITCODE_ALPHABET, /* holds a character that no code has (I O Z S V, or no letter or digit) */
	GJ_CREDITCODE_PREFIX, /* characters 1-2 name no authority and kind that exist */
	GJ_CREDITCODE_CHECK   /* the check character (or that of the organisation code) is wrong */
};

/* Normalises s[n] (spaces dropped, full width to half, upper case) into out and says what it is;
 * out is "" unless 18 characters of one byte came out. */
enum gj_creditcode gj_creditcode_read(char out[GJ_CREDITCODE_ROOM], const char *s, size_t n);
/* The check character for the first 17 of a code; 0 when one is outside the alphabet. */
char gj_creditcode_check_char(const char *code17);
#endif
