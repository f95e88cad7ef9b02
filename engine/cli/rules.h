/* rules.h: the policy that a command works with: found, read, loaded, its findings printed. */
#ifndef GJ_RULES_H
#define GJ_RULES_H
#include "db/version.h"
#include "engine/policy/finding.h"
#include "engine/policy/policy.h"

struct gj_rules {
	char *dir; /* owned; as it was found */
	struct gj_fileset files;
	struct gj_findings findings;
	struct gj_policy *policy; /* owned; NULL when it has errors */
};

/* `name` is a folder, or a name that is looked for under ./rules, in the folders of GUIJU_RULES_PATH, and
 * among the installed rules. Heap memory, since the findings are large. Errors: as gj_fileset_read() and
 * gj_policy_load(); with GJ_EFORMAT *out is set as well and holds the findings. */
int gj_rules_open(struct gj_rules **out, const char *name, struct gj_err *err);
/* The same of a version that the store keeps; `dir` then is "wuhan-2022 (68a9c882042b)". Errors: as gj_stored_load(). */
int gj_rules_stored(struct gj_rules **out, struct gj_store *store, const struct gj_version *version,
                    struct gj_err *err);
void gj_rules_close(struct gj_rules *r); /* NULL is allowed */
/* For commands that cannot go on without: prints errors (and the place to learn more) to stderr; returns an
 * exit status, 0 with *out set. */
int gj_rules_need(struct gj_rules **out, const char *name);
/* One finding in the form of compilers: file:line: error: message [code]. */
void gj_rules_print_finding(const struct gj_rules *r, const struct gj_finding *f, void *stream);
#endif
