/* damage.h: programs with one thing about them wrong, for the tests of what is refused. */
#ifndef GJ_TEST_DAMAGE_H
#define GJ_TEST_DAMAGE_H
#include "engine/eval/program.h"

struct gj_frame;

enum gj_damage_field { OP, SPACE, CMP, E, D, A, B, M, K, C };

struct gj_damage { /* what the first instruction of that kind gets */
	enum gj_op op;
	enum gj_damage_field field;
	int64_t value;
};

/* Each alone is refused, and without them the program is sound as before. */
void gj_damage_refused(struct gj_program *p, const struct gj_damage *cases, size_t n);
/* Bits turned one by one: what is not refused runs without harm (the sanitizers watch). */
void gj_damage_harmless(struct gj_program *p, struct gj_frame *f);
#endif
