/* assemble.h: what the compiler's files share: the program in the making and its free registers. */
#ifndef GJ_ASSEMBLE_H
#define GJ_ASSEMBLE_H
#include "engine/eval/program.h"

struct gj_assemble {
	struct gj_program *p; /* owned by the caller */
	size_t room_ins, room_columns, room_sets, room_literals, room_terms;
	/* the next free register of each kind and space; a caller puts a mark back when done */
	uint16_t next_t[GJ_PROGRAM_SPACES], next_i[GJ_PROGRAM_SPACES], next_l[GJ_PROGRAM_SPACES];
	uint16_t next_q[GJ_PROGRAM_SPACES];
	struct gj_err *err;
	unsigned depth;
	bool whole; /* what is compiled now decides for the check, not for a part of it */
};

enum gj_reg { GJ_REG_T, GJ_REG_I, GJ_REG_L, GJ_REG_Q };

int gj_assemble_nomem(struct gj_assemble *c);
/* GJ_EINVAL at the condition's place. */
int gj_assemble_misuse(struct gj_assemble *c, const struct gj_cond *cond, const char *what);
/* The array with room for one more; NULL on no memory. The old one stays in the arena. */
void *gj_assemble_grow(struct gj_assemble *c, void *old, size_t n, size_t *room, size_t size);
/* n registers in a row. */
int gj_assemble_take(struct gj_assemble *c, enum gj_reg kind, unsigned space, unsigned n,
                     uint16_t *out);
int gj_assemble_emit(struct gj_assemble *c, struct gj_ins ins);
/* Register d becomes that column, which is added unless it is there. */
int gj_assemble_load(struct gj_assemble *c, struct gj_column want, uint16_t d);
int gj_assemble_space(struct gj_assemble *c, const struct gj_fact *list, unsigned *out);
int gj_assemble_literal(struct gj_assemble *c, const char *text, int32_t *out);

/* compile.c: the rows of a list that pass, as outcomes in a fresh register of their space. */
int gj_compile_filter(struct gj_assemble *c, const struct gj_rows *rows, unsigned *space,
                      uint16_t *pass);
/* compile.c: the outcome of a condition in register d. */
int gj_compile_cond(struct gj_assemble *c, const struct gj_cond *cond, unsigned space, uint16_t d);
/* compile_range.c: a comparison with a term of range.h. */
int gj_compile_range(struct gj_assemble *c, const struct gj_cond *cond, unsigned space, uint16_t d);
/* compile_compare.c */
int gj_compile_compare(struct gj_assemble *c, const struct gj_cond *cond, unsigned space,
                       uint16_t d);
#endif
