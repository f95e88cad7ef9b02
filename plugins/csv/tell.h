/* tell.h: why something fails, as a code for guiju and a sentence for the person. */
#ifndef CSV_TELL_H
#define CSV_TELL_H
#include "csv.h"
#include <libintl.h>
#include <stdbool.h>

/* guiju binds this text domain before it loads a plugin that comes with it. */
#define tr(text) dgettext("guiju", text)
#define TR_NOOP(text) text /* marks a text of a table; its reader calls tr() */

enum { CSV_TELL_TEXT = 1024, CSV_TELL_QUOTE = 64 };

/* Kept until the call that has to fail: the rows before go out first. */
struct csv_err {
	int32_t code; /* GUIJU_OK: nothing is wrong */
	char text[CSV_TELL_TEXT];
};

/* Fills *err and returns code. */
int32_t csv_tell(struct csv_err *err, int32_t code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
int32_t csv_tell_nomem(struct csv_err *err);
void csv_tell_log(const struct csv_env *env, int32_t level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A text of the file on its way into a message: shortened at a character's end, control characters
 * as spaces (a terminal would obey them). */
const char *csv_tell_quote(char out[CSV_TELL_QUOTE], struct guiju_text text);
/* Appends the text after a comma (but not at the start of list); false when there is no room. */
bool csv_tell_list(char *list, size_t room, const char *text);
#endif
