/* resume.h: where a reading stands, as a text that a later one goes on from. */
#ifndef HTTP_RESUME_H
#define HTTP_RESUME_H
#include "walk.h"

/* "" is the beginning. GUIJU_OK, GUIJU_FAILED (it is none of ours), GUIJU_NOMEM. */
int32_t http_resume_read(struct http_walk *w, const char *cursor, struct src_err *err);
/* Into w->cursor, "" where nothing can be gone on from. GUIJU_OK or GUIJU_NOMEM. */
int32_t http_resume_write(struct http_walk *w);
#endif
