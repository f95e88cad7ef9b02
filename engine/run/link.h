/* link.h: what is known of another applicant: recognised, eligible so far, refused, or unknown. */
#ifndef GJ_LINK_H
#define GJ_LINK_H
#include "db/store.h"
#include "engine/eval/frame.h"
#include "engine/policy/policy.h"

struct gj_err;
struct gj_link;

/* Reads through `store` (one thread at a time), of applications of that year. The policy must
 * outlive it. It remembers what it said: a new one sees later decisions. */
int gj_link_new(struct gj_link **out, struct gj_store *store, const struct gj_policy *policy,
                int year, int32_t reference, struct gj_err *err);
/* From now on the others as they stood: with revisions up to that id, and decisions before that one. */
void gj_link_go_back(struct gj_link *l, int64_t revision, int64_t decision);
void gj_link_free(struct gj_link *l); /* NULL is allowed */
/* What to take for an application's newest result instead of the stored one: an enum gj_result; -1: the
 * stored one. */
typedef int gj_link_result_fn(void *ctx, const char *category, int64_t application);
void gj_link_see(struct gj_link *l, gj_link_result_fn *result, void *ctx);
/* A gj_outside_resolve_fn, ctx is the link: met when the category's fact with role approved is a
 * day up to the reference date, or a ruling recognised it by then; review when its result is eligible or
 * conditional, a ruling's before its newest decision's; not_met when ineligible; unknown otherwise, also when there is no such application, and after
 * a failure of the store, which gj_link_error() then tells. */
enum gj_outcome gj_link_resolve(void *ctx, const char *category, const char *code);
/* 0, or the code of the first failure with its sentence. */
int gj_link_error(const struct gj_link *l, struct gj_err *err);
#endif
