/* err.h: what went wrong, as a code for the program and a sentence for the person. */
#ifndef GJ_ERR_H
#define GJ_ERR_H
#include <stdarg.h>

enum gj_code {
	GJ_OK = 0,
	GJ_ENOMEM = -1,    /* memory ran out */
	GJ_EINVAL = -2,    /* an argument or a combination that makes no sense */
	GJ_ENOENT = -3,    /* what was asked for is not there */
	GJ_EIO = -4,       /* the operating system refused: disk, file, permission */
	GJ_EFORMAT = -5,   /* content is not what it should be */
	GJ_ELIMIT = -6,    /* a limit was reached */
	GJ_EBUSY = -7,     /* somebody else holds it; try again */
	GJ_ENEWER = -8,    /* made by a newer program */
	GJ_ECANCELED = -9, /* the caller asked to stop */
	GJ_EINTERNAL = -10 /* two parts of guiju disagree: a bug */
};

enum { GJ_ERR_TEXT = 1024 };

struct gj_err {
	int code;
	char text[GJ_ERR_TEXT]; /* UTF-8, one line, cut at a character's end */
};

/* Fills *err (NULL is allowed) and returns code, so that a caller can `return gj_err_set(...)`. */
int gj_err_set(struct gj_err *err, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Puts "format: " before the text that is there; returns err->code (err must not be NULL). */
int gj_err_wrap(struct gj_err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* GJ_ENOMEM with the usual sentence; `what` is what the memory was for. */
int gj_err_nomem(struct gj_err *err, const char *what);
#endif
