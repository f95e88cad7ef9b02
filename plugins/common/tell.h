/* tell.h: why something fails, as a code for guiju and a sentence for the person. */
#ifndef SRC_TELL_H
#define SRC_TELL_H
#include "common/env.h"
#include <libintl.h>
#include <stdbool.h>

/* guiju binds this text domain before it loads a plugin that comes with it. */
#define tr(text) dgettext("guiju", text)
#define TR_NOOP(text) text /* marks a text of a table; its reader calls tr() */

enum { SRC_TELL_TEXT = 1024, SRC_TELL_QUOTE = 64 };

/* Kept until the call that has to fail: the rows before go out first. */
struct src_err {
	int32_t code; /* GUIJU_OK: nothing is wrong */
	char text[SRC_TELL_TEXT];
};

/* Fills *err and returns code. */
int32_t src_tell(struct src_err *err, int32_t code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
int32_t src_tell_nomem(struct src_err *err);
void src_tell_log(const struct src_env *env, int32_t level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A text of the file on its way into a message: shortened at a character's end, control characters
 * as spaces (a terminal would obey them). */
const char *src_tell_quote(char out[SRC_TELL_QUOTE], struct guiju_text text);
/* As much of the text as out has room for, cut at a character's end. */
void src_tell_copy(char *out, size_t room, const char *text);
/* Appends the text after a comma (but not at the start of list); false when there is no room. */
bool src_tell_list(char *list, size_t room, const char *text);
#endif
