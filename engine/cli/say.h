/* say.h: what every command says the same way: errors, notes, progress, the language. */
#ifndef GJ_SAY_H
#define GJ_SAY_H
#include "engine/base/err.h"
#include "engine/base/label.h"
#include "engine/run/loop.h"

enum gj_exit { /* exit statuses, as --help and the man page promise */
	       GJ_EXIT_DONE = 0,
	       GJ_EXIT_FINDINGS = 1, /* findings or failures in what was looked at */
	       GJ_EXIT_USAGE = 2,
	       GJ_EXIT_FAILED = 3 /* could not run */
};

/* From --lang among the arguments, else LC_ALL, LC_MESSAGES, LANG; sets gettext's language too. Returns -1
 * for a --lang that is neither zh nor en. */
int gj_say_language(int argc, char **argv);
enum gj_lang gj_say_lang(void);

void gj_say_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The error in words; returns GJ_EXIT_FAILED. */
int gj_say_failed(const struct gj_err *err);
/* To stderr, only when it is a terminal, or always with `even_piped`. */
void gj_say_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A line on a terminal's stderr that is written over itself; silent in a pipe. */
void gj_say_progress(void *ctx, const struct gj_progress *p);
/* A line of JSON on stderr each second and at the end: what, done, all, rows, seconds, rate, left (seconds), end. */
void gj_say_progress_json(void *ctx, const struct gj_progress *p);
void gj_say_progress_end(void);
/* Flushes stdout; GJ_EXIT_FAILED with a message when the output could not be written. */
int gj_say_done(int status);
#endif
