/* explain.h: one decided application told to a person, or as JSON to a program. */
#ifndef GJ_EXPLAIN_H
#define GJ_EXPLAIN_H
#include "engine/base/label.h"
#include "engine/run/casefile.h"

struct gj_buf;

/* Failed checks first, then what is open, then what is met; at the end what is missing, with the evidence
 * that would supply it. */
int gj_explain_text(struct gj_buf *out, struct gj_casefile *c, enum gj_lang lang,
                    struct gj_err *err);
int gj_explain_json(struct gj_buf *out, struct gj_casefile *c, enum gj_lang lang,
                    struct gj_err *err);

/* explain_pass.c: what would make it pass; nothing for one that does. */
int gj_explain_pass_text(struct gj_buf *out, struct gj_casefile *c, enum gj_lang lang,
                         struct gj_err *err);
struct json_t *gj_explain_pass_json(struct gj_casefile *c, enum gj_lang lang, struct gj_err *err);
/* The file and row that the facts were read from. */
void gj_explain_origin(struct gj_buf *out, const struct gj_casefile *c, enum gj_lang lang);
/* Who judged a fact, when and on what ground; nothing for a fact that is no judgement. */
void gj_explain_judged(struct gj_buf *out, const struct gj_casefile *c, const struct gj_fact *fact,
                       enum gj_lang lang);

struct gj_explain_validity {
	int32_t until;     /* the recognition ends */
	int32_t renewable; /* a renewal may be asked for from then on; GJ_DAY_NONE: not said */
};
/* False: the policy sets no end, or it is not recognised yet. */
bool gj_explain_validity(struct gj_explain_validity *out, const struct gj_casefile *c);

struct gj_missing {
	const struct gj_fact *fact; /* NULL: a check without one named */
	const struct gj_check *check;
	enum gj_outcome why; /* unknown: to be stated; review: to be judged */
};
/* What keeps the decision open, each fact once a check; *out lies in the case's arena. */
int gj_explain_missing(struct gj_missing **out, size_t *n, struct gj_casefile *c,
                       struct gj_err *err);
#endif
