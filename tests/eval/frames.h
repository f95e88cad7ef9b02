/* frames.h: conditions, and frames filled with records, for the tests of programs and frames. */
#ifndef GJ_TEST_FRAMES_H
#define GJ_TEST_FRAMES_H
#include "engine/eval/frame.h"
#include "tests/decide/build.h"

#define COUNT_OF(cases) (sizeof(cases) / sizeof *(cases))
#define FIELD(list, i) (&gj_build_##list[i]) /* of finding, built or training */
#define WITHIN(fact_, ...) COND(.kind = GJ_COND_WITHIN, .fact = (fact_), .window = { __VA_ARGS__ })
#define ONE_OF(fact_, texts_, n) \
	COND(.kind = GJ_COND_ONE_OF, .fact = (fact_), .values = (texts_), .n_values = (n))
#define RECOGNISED(category_) \
	COND(.kind = GJ_COND_RECOGNISED, .fact = FIELD(built, CODE), .category = (category_))
#define LIST(kind_, list_, filter_) \
	COND(.kind = (kind_), .rows = { .list = FACT(list_), .filter = (filter_) })
#define DISTINCT(list_, field_, filter_) \
	TERM(.kind = GJ_TERM_DISTINCT, .fact = (field_), \
	     .rows = { .list = FACT(list_), .filter = (filter_) })

/* For 2022-11-30; a failure ends the test. */
struct gj_program *gj_frames_compile(const struct gj_cond *const *conds, size_t n);
/* The conditions of check_program.c, which together need every instruction. */
const struct gj_cond *const *gj_frames_every_cond(size_t *n);

struct gj_frames {
	struct gj_program *program;
	struct gj_frame *frame;
	struct gj_record record; /* the next to put */
};

void gj_frames_init(struct gj_frames *s, const struct gj_cond *const *conds, size_t n,
                    gj_outside_resolve_fn *resolve, void *ctx);
void gj_frames_fini(struct gj_frames *s);
/* Puts the record, which is then empty. */
void gj_frames_put(struct gj_frames *s);
#endif
