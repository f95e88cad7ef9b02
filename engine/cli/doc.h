/* doc.h: the printed rule book of a policy, one HTML page; each part in a file of its own. */
#ifndef GJ_DOC_H
#define GJ_DOC_H
#include "engine/base/buf.h"
#include "engine/policy/policy.h"

struct gj_doc {
	struct gj_buf *out;
	const struct gj_policy *policy;
	enum gj_lang lang;
};

/* The whole page; out->failed when memory ran out. */
void gj_doc_print(struct gj_buf *out, const struct gj_policy *policy, enum gj_lang lang);

/* doc_rules.c: criteria, checks, what they ask, the numbers in them. */
void gj_doc_rules(struct gj_doc *d, const struct gj_category *c);
void gj_doc_thresholds(struct gj_doc *d, const struct gj_category *c);
/* A condition in words, its fact named first where the words alone do not name it. */
void gj_doc_asked(struct gj_doc *d, struct gj_buf *out, const struct gj_cond *cond);
/* doc_terms.c */
void gj_doc_terms(struct gj_doc *d, const struct gj_category *c);
/* doc_facts.c: what an applicant is asked for. */
void gj_doc_facts(struct gj_doc *d, const struct gj_category *c);
/* doc_frame.c: bureaus and targets, phases, readings, rankings. */
void gj_doc_frame(struct gj_doc *d);

/* doc.c: one of the two texts, by the language of the page. */
const char *gj_doc_say(const struct gj_doc *d, const char *zh, const char *en);
void gj_doc_heading(struct gj_doc *d, const char *tag, const char *id, const char *clause,
                    const char *text);
/* A table's head; closed by gj_doc_table_end(). */
void gj_doc_table(struct gj_doc *d, const char *const *heads, unsigned n);
void gj_doc_table_end(struct gj_doc *d);
/* "heading: text" as a paragraph; nothing for an empty text. */
void gj_doc_remark(struct gj_doc *d, const char *heading, const char *text);
/* Type, unit and decimals of a fact in words: 金额，万元. */
void gj_doc_type(struct gj_buf *out, const struct gj_fact *fact, enum gj_lang lang);
const char *gj_doc_supplier(const struct gj_fact *fact, enum gj_lang lang);
#endif
