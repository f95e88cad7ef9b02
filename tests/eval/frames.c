/* frames.c: compiles conditions into a frame and fills it, or ends the test. */
#include "tests/eval/frames.h"

#include "engine/base/err.h"

#include <check.h>

struct gj_program *gj_frames_compile(const struct gj_cond *const *conds, size_t n)
{
	struct gj_program *p = NULL;
	struct gj_err err = { 0 };

	ck_assert_msg(gj_program_compile(&p, conds, n, gj_build_day("2022-11-30"), &err) == 0, "%s",
	              err.text);
	return p;
}

void gj_frames_init(struct gj_frames *s, const struct gj_cond *const *conds, size_t n,
                    gj_outside_resolve_fn *resolve, void *ctx)
{
	s->program = gj_frames_compile(conds, n);
	ck_assert_int_eq(gj_frame_new(&s->frame, s->program, &(struct gj_outside){ .resolve = resolve, .resolve_ctx = ctx }, NULL), 0);
	gj_build_init(&s->record);
}

void gj_frames_fini(struct gj_frames *s)
{
	gj_record_fini(&s->record);
	gj_frame_free(s->frame);
	gj_program_free(s->program);
}

void gj_frames_put(struct gj_frames *s)
{
	ck_assert_int_eq(gj_frame_put(s->frame, &s->record, NULL), 0);
	ck_assert_int_eq(gj_record_clear(&s->record, NULL), 0);
}
