/* work.c: one piece of work on the thread pool, and the wait for its completion. */
#include "engine/run/work.h"

#include "engine/base/tr.h"

static void run_work(uv_work_t *request)
{
	struct gj_work *w = request->data;

	w->rc = w->run(w->ctx, &w->err);
}

static void after_work(uv_work_t *request, int status)
{
	struct gj_work *w = request->data;

	if (status != 0)
		w->rc = gj_err_set(&w->err, GJ_ECANCELED, tr("the work was stopped: %s"),
		                   uv_strerror(status));
	w->busy = false;
}

int gj_work_start(struct gj_work *w, struct gj_loop *l, gj_work_fn *run, void *ctx,
                  struct gj_err *err)
{
	int rc;

	if (w->busy)
		return gj_err_set(err, GJ_EINVAL, tr("work was started that is still under way"));
	*w = (struct gj_work){ .loop = l, .run = run, .ctx = ctx };
	w->request.data = w;
	rc = uv_queue_work(gj_loop_uv(l), &w->request, run_work, after_work);
	if (rc != 0)
		return gj_err_set(err, GJ_EINTERNAL, tr("work does not start: %s"),
		                  uv_strerror(rc));
	w->busy = true;
	return 0;
}

int gj_work_wait(struct gj_work *w, struct gj_err *err)
{
	while (w->busy)
		uv_run(gj_loop_uv(w->loop), UV_RUN_ONCE);
	if (w->rc < 0 && err)
		*err = w->err;
	return w->rc;
}
