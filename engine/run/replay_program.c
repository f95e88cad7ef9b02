/* replay_program.c: compiles a category for one record, to tell a defect from a change. */
#include "engine/run/replay_inner.h"

#include "engine/base/err.h"
#include "engine/eval/frame.h"

#include <stdlib.h>

static int compile(struct gj_program **out, const struct gj_category *category, int32_t reference,
                   struct gj_err *err)
{
	const struct gj_cond **conds = calloc(category->n_checks + 1, sizeof *conds);
	int rc;

	if (conds == NULL)
		return gj_err_nomem(err, category->key);
	for (size_t i = 0; i < category->n_checks; i++)
		conds[i] = category->checks[i].cond;
	rc = gj_program_compile(out, conds, category->n_checks, reference, err);
	free(conds);
	return rc;
}

int gj_replay_program(uint8_t *outcomes, const struct gj_category *category,
                      const struct gj_record *record, int32_t reference,
                      const struct gj_outside *outside, struct gj_err *err)
{
	struct gj_program *program = NULL;
	struct gj_frame *frame = NULL;
	int rc = compile(&program, category, reference, err);

	if (rc == 0)
		rc = gj_program_check(program, err);
	if (rc == 0)
		rc = gj_frame_new(&frame, program, outside, err);
	if (rc == 0)
		rc = gj_frame_put(frame, record, err);
	if (rc == 0) {
		const uint8_t *const *columns = gj_frame_run(frame);

		for (size_t i = 0; i < category->n_checks; i++)
			outcomes[i] = columns[i][0];
	}
	gj_frame_free(frame);
	gj_program_free(program);
	return rc;
}
