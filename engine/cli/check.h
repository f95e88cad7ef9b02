/* check.h: what guiju check is put together from: forms of output, fixes, costs, pages. */
#ifndef GJ_CHECK_H
#define GJ_CHECK_H
#include "engine/cli/rules.h"
#include "engine/eval/record.h"

struct gj_err;

/* check_out.c: the findings to stdout. */
void gj_check_text(const struct gj_rules *r);
int gj_check_json(const struct gj_rules *r, struct gj_err *err);
int gj_check_sarif(const struct gj_rules *r, struct gj_err *err); /* SARIF 2.1.0 */

/* check_fix.c: mends what needs no thought, round by round, until nothing more of it is found; prints the
 * difference, and writes unless `dry_run`: each file whole or not at all, the old one beside it as .bak.
 * Errors: GJ_EBUSY (a file was changed meanwhile), GJ_EIO, GJ_ENOMEM. */
int gj_check_fix(const struct gj_rules *r, bool dry_run, struct gj_err *err);

/* check_cost.c: which checks are native and which are functions, and what each costs, measured on up to one
 * frame of the applications stored in `db`; NULL: on some made up. */
int gj_check_costs(const struct gj_rules *r, const char *db, struct gj_err *err);
/* check_sample.c: fills an empty record, every fact given. Errors: GJ_ENOMEM. */
int gj_check_sample(struct gj_record *out, int32_t reference, uint64_t *seed, struct gj_err *err);

/* check_page.c: the page of a finding, "E203"; returns an exit status. */
int gj_check_page(const char *code);
/* An absolute path as a URI; false: too long. (check_out.c) */
bool gj_check_uri(char *out, size_t size, const char *path);
/* Where that page is, as a URI; false: there is none here. */
bool gj_check_page_uri(char *out, size_t size, const char *code);
#endif
