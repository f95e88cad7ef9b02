/* find.h: the one decided application that a user named: by credit code, whole name or number. */
#ifndef GJ_FIND_H
#define GJ_FIND_H
#include "db/application.h"

/* category NULL, year 0: any. 0, or an exit status after saying what is wrong: none fits, or several do. */
int gj_find_application(struct gj_application *out, const char *command, struct gj_store *store,
                        const char *what, const char *category, int year);
#endif
