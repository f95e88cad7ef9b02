/* publish.h: putting stored policies in force: published, approved, rolled back, listed. */
#ifndef GJ_PUBLISH_H
#define GJ_PUBLISH_H
#include "db/publication.h"
#include "engine/cli/args.h"
#include "engine/cli/rules.h"

/* The subcommands of guiju policy; operands[0] is their name. Exit statuses; everything is said. */
int gj_publish_policy(const struct gj_args *args);
int gj_publish_approve(const struct gj_args *args);
int gj_publish_rollback(const struct gj_args *args);
int gj_publish_two_person(const struct gj_args *args);
/* policy_list.c */
int gj_publish_list(const struct gj_args *args);

/* policy_target.c. `to`: an id, or the beginning of a hash; NULL: what the newest publication in force replaced.
 * row->replaces becomes what goes for it: the last in the row of those that replaced it. Errors: GJ_ENOENT, GJ_EBUSY
 * (it is in force). */
int gj_publish_target(struct gj_store *store, struct gj_publication *target,
                      struct gj_publication *row, const char *to, struct gj_err *err);
/* Fills what the approval by row->who puts in force. Errors: GJ_EINVAL (it does not wait, or for somebody else),
 * GJ_ENOENT. */
int gj_publish_proposal(struct gj_store *store, struct gj_publication *row, const char *id,
                        struct gj_err *err);

/* policy_tests.c: runs the policy's own tests; 0 when all pass, GJ_EXIT_FINDINGS after saying what does not. */
int gj_publish_tests(const struct gj_rules *rules);
#endif
