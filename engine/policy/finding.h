/* finding.h: what is wrong or doubtful in rule files: a stable code, a place, a sentence, a hint. */
#ifndef GJ_FINDING_H
#define GJ_FINDING_H
#include "engine/base/arena.h"
#include "engine/base/place.h"
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct gj_err;

enum gj_severity { GJ_SEVERITY_ERROR, GJ_SEVERITY_WARNING };

struct gj_fix { /* a mend that needs no thought: on the finding's line, `wrong` becomes `right` */
	int column; /* where it begins, in characters from 1; 0: where it stands alone as a word */
	const char *wrong, *right; /* both or none */
};

struct gj_finding {
	const char *code; /* "E101", "W301"; the list is in finding_codes.h */
	enum gj_severity severity;
	const char *file;           /* in the findings' arena; NULL: the folder */
	int line;                   /* 0: the whole file */
	const char *message, *hint; /* in the findings' arena; hint "" when there is none */
	struct gj_fix fix;          /* in the findings' arena */
};

enum { GJ_FINDINGS_MAX = 500 /* more are counted, not kept */ };

struct gj_findings {
	struct gj_arena arena;
	struct gj_finding items[GJ_FINDINGS_MAX];
	size_t n, errors, warnings;
	bool failed; /* memory ran out while adding */
};

void gj_findings_init(struct gj_findings *f);
void gj_findings_fini(struct gj_findings *f);
/* The code's first letter gives the severity. `hint` may be NULL. What is there already is not added
 * again: a line inside a loop or a function says the same thing many times. */
void gj_findings_add(struct gj_findings *f, const char *code, struct gj_place place,
                     const char *hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void gj_findings_addv(struct gj_findings *f, const char *code, struct gj_place place,
                      const char *hint, const char *format, va_list args)
    __attribute__((format(printf, 5, 0)));
/* Gives the newest finding a fix, if that is about the same code and line. Copies. */
void gj_findings_fix(struct gj_findings *f, const char *code, int line, const struct gj_fix *fix);
void gj_findings_sort(struct gj_findings *f); /* by file, line, code */
#endif
