/* application.h: the tables subject and application: who applies, for what, in which year. */
#ifndef GJ_APPLICATION_H
#define GJ_APPLICATION_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gj_store;
struct gj_err;

struct gj_application {
	int64_t id;
	char code[19]; /* unified social credit code */
	char name[512];
	char bureau[64]; /* key; "" when not given */
	char category[64];
	int year;
	int64_t revision; /* newest facts; 0: none */
	int64_t decision; /* newest decision; 0: none */
};

/* Finds or makes the subject (a changed name is kept as history) and the application; *made says
 * which. Fills *out. Inside a transaction. */
int gj_application_put(struct gj_store *s, struct gj_application *out, bool *made, const char *code,
                       const char *name, const char *bureau, const char *category, int year,
                       struct gj_err *err);
int gj_application_get(struct gj_store *s, struct gj_application *out, int64_t id,
                       struct gj_err *err);
/* Every application whose code, name (now or before) or id (digits) is `what`; category and year
 * narrow it (NULL, 0: any). Calls back in order of id; a nonzero return stops and is returned. */
int gj_application_find(struct gj_store *s, const char *what, const char *category, int year,
                        int (*each)(void *ctx, const struct gj_application *a), void *ctx,
                        struct gj_err *err);
/* The application of a code in a category, of the newest year when year is 0: for conditions on
 * other applicants. GJ_ENOENT when there is none. */
int gj_application_by_code(struct gj_store *s, struct gj_application *out, const char *code,
                           const char *category, int year, struct gj_err *err);
/* NULL, 0: any. */
int gj_application_count(struct gj_store *s, int64_t *n, const char *category, int year,
                         struct gj_err *err);
#endif
