/* two_person.h: the table two_person: whether it takes two persons to put a policy in force; it only grows. */
#ifndef GJ_TWO_PERSON_H
#define GJ_TWO_PERSON_H
#include <stdbool.h>
#include <stdint.h>

struct gj_store;
struct gj_err;

struct gj_two_person {
	bool on;
	char who[128], since[32]; /* who set it so, and when; "" while nobody did */
	char off_by[128];         /* who asked to turn it off, and waits for another; "": nobody */
};

int gj_two_person_get(struct gj_store *s, struct gj_two_person *out, struct gj_err *err);
/* Turning it off takes two persons as well: the first call is noted only (out->off_by). Inside a transaction. Errors:
 * GJ_EINVAL (no name, or the one who asked already). */
int gj_two_person_set(struct gj_store *s, struct gj_two_person *out, bool on, const char *who,
                      struct gj_err *err);
/* Whether both names are of one person: spaces, width and case do not count. */
bool gj_two_person_same(const char *a, const char *b);
#endif
