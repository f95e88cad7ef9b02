/* frame.h: the facts of many applications as typed columns, only those that a program reads. */
#ifndef GJ_FRAME_H
#define GJ_FRAME_H
#include "engine/eval/outside.h"
#include "engine/eval/program.h"
#include "engine/eval/record.h"

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
/* outcomes[check][row], valid until the frame is cleared or put to. Cannot fail: the program was
 * validated, and put made room for its registers. */
const uint8_t *const *gj_frame_run(struct gj_frame *f);
#endif
