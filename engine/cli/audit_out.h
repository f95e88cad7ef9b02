/* audit_out.h: what was found in the log, in plain sentences and for programs. */
#ifndef GJ_AUDIT_OUT_H
#define GJ_AUDIT_OUT_H
#include "db/audit_verify.h"

struct gj_buf;
struct json_t;

/* Which row, what is wrong with it, which block of which day says so. */
void gj_audit_sentence(struct gj_buf *out, const struct gj_audit_finding *finding);
/* NULL: no memory. */
struct json_t *gj_audit_finding_json(const struct gj_audit_finding *finding);
#endif
