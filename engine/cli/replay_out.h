/* replay_out.h: what came of replaying decisions, in plain sentences and for programs. */
#ifndef GJ_REPLAY_OUT_H
#define GJ_REPLAY_OUT_H
#include "engine/base/label.h"
#include "engine/run/replay.h"

struct gj_buf;
struct json_t;

/* Several lines: the decision, what it was made from, and what is different and why. */
void gj_replay_print(struct gj_buf *out, const struct gj_replay_result *result, enum gj_lang lang);
/* NULL: no memory. */
struct json_t *gj_replay_json(const struct gj_replay_result *result);
#endif
