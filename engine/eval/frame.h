/* frame.h: the facts of many applications as typed columns, only those that a program reads. */
#ifndef GJ_FRAME_H
#define GJ_FRAME_H
#include "engine/eval/outside.h"
#include "engine/eval/program.h"
#include "engine/eval/record.h"
#include "engine/eval/strip.h"

enum {
	GJ_FRAME_ROWS = 2048,
	GJ_FRAME_CHILDREN = 1 << 16 /* rows of one list, of all applications of the frame */
};

struct gj_frame;

/* `program` is borrowed and must outlive the frame; so must `outside`, which is asked while a record is put;
 * NULL: nobody is known. Errors: GJ_ENOMEM. */
int gj_frame_new(struct gj_frame **out, const struct gj_program *program,
                 const struct gj_outside *outside, struct gj_err *err);
void gj_frame_free(struct gj_frame *f);
void gj_frame_clear(struct gj_frame *f);
size_t gj_frame_rows(const struct gj_frame *f);
/* True when the next record needs an empty frame first. */
bool gj_frame_full(const struct gj_frame *f);
/* Appends the record's facts. Errors: GJ_ENOMEM (the record is then not there); GJ_ELIMIT: full. */
int gj_frame_put(struct gj_frame *f, const struct gj_record *record, struct gj_err *err);
/* The other way to fill it, instead of put: how many applications, then where each list has its rows, then every
 * column but those of functions, in this order; a strip must last until the run. GJ_EFORMAT: the strip is of
 * another number of cells; GJ_ENOMEM; GJ_ELIMIT: more than GJ_FRAME_ROWS. */
int gj_frame_set_rows(struct gj_frame *f, size_t n, struct gj_err *err);
int gj_frame_set_list(struct gj_frame *f, size_t space, const struct gj_strip *head,
                      struct gj_err *err);
int gj_frame_set_column(struct gj_frame *f, size_t column, const struct gj_strip *s,
                        struct gj_err *err);
/* What the functions of the program say of the row's record, which no strip can tell. */
void gj_frame_set_calls(struct gj_frame *f, size_t row, const struct gj_record *record);
/* outcomes[check][row], valid until the frame is cleared or put to. Cannot fail: the program was
 * validated, and put made room for its registers. */
const uint8_t *const *gj_frame_run(struct gj_frame *f);
#endif
