/* audit_facts.h: internal to db/: whether the stored facts of revisions still have the digests they came with. */
#ifndef GJ_AUDIT_FACTS_H
#define GJ_AUDIT_FACTS_H
#include "db/audit_verify.h"

struct gj_audit_facts;

/* Knows the facts by the table fact_column, so no policy is needed. */
int gj_audit_facts_new(struct gj_audit_facts **out, struct gj_store *s, struct gj_err *err);
void gj_audit_facts_free(struct gj_audit_facts *f); /* NULL is allowed */
/* *same; GJ_EFORMAT: they cannot be read, the text says why. */
int gj_audit_facts_look(struct gj_audit_facts *f, bool *same, int64_t revision,
                        const char *category, const unsigned char *digest, size_t n,
                        struct gj_err *err);
/* Rows of facts and of lists that belong to no revision, or to none that has them: table and revision each. */
int gj_audit_facts_each_stray(struct gj_audit_facts *f,
                              int (*each)(void *ctx, const char *table, int64_t revision),
                              void *ctx, struct gj_err *err);
#endif
