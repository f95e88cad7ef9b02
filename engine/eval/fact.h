/* fact.h: the fact dictionary of a category: what may be known about an applicant, and its type. */
#ifndef GJ_FACT_H
#define GJ_FACT_H
#include "engine/base/label.h"
#include "engine/base/place.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum gj_fact_type {
	GJ_FACT_YES_NO,    /* number: 0 or 1 */
	GJ_FACT_COUNT,     /* number: 0..2^31-16 */
	GJ_FACT_AMOUNT,    /* number: scaled by 10^decimals of its unit; |number| < 10^17 */
	GJ_FACT_DATE,      /* number: days since 1970-01-01 */
	GJ_FACT_TEXT,      /* text */
	GJ_FACT_CODE,      /* text: a valid unified social credit code */
	GJ_FACT_ONE_OF,    /* number: index of the option; stored by the option's key */
	GJ_FACT_JUDGEMENT, /* number: 0 unfavourable, 1 favourable; missing means review */
	GJ_FACT_LIST       /* records with fields of the types above; number: how many there are */
};

/* What guiju itself reads a fact for; at most one fact of a category has each role. */
enum gj_fact_role {
	GJ_ROLE_NONE,
	GJ_ROLE_SUBJECT,   /* code: who applies; every category needs it */
	GJ_ROLE_NAME,      /* text: the applicant's name; every category needs it */
	GJ_ROLE_BUREAU,    /* one_of the bureaus: who is responsible; every category needs it */
	GJ_ROLE_APPROVED,  /* date: municipal recognition (clause 二(三)3d), once there is one */
	GJ_ROLE_JUDGED_BY, /* text: who gave the judgements of this application */
	GJ_ROLE_JUDGED_ON, /* date: when */
	GJ_ROLE_JUDGED_GROUND, /* text: on what ground */
	GJ_ROLE_CASE           /* one_of: which kind of application: new, renewal */
};

enum gj_fact_change {                 /* what the applicant can do about it before the next look */
	              GJ_CHANGE_FREE, /* can be made otherwise */
	              GJ_CHANGE_INCREASE, /* can only grow */
	              GJ_CHANGE_NONE      /* is as it is: history, kind of body */
};

struct gj_buf;

struct gj_option {
	const char *key;
	struct gj_label label;
	const char *const *aliases; /* other spellings in cells; n_aliases of them */
	size_t n_aliases;
};

/* Everything is borrowed from the arena of the policy. */
struct gj_fact {
	const char *key; /* [a-z][a-z0-9_]*, at most 48 bytes: column name, JSON key */
	struct gj_label label;
	enum gj_fact_type type;
	enum gj_fact_role role;
	struct gj_label unit;     /* counts: 名, 家; amounts: the unit's name in zh */
	int decimals;             /* amounts: digits after the point that are kept, 0..6 */
	struct gj_label evidence; /* which document shows it */
	struct gj_label hint;     /* one sentence for the form */
	const char *supplied_by;  /* "applicant", "bureau", "expert", "register" */
	enum gj_fact_change change;
	const struct gj_option *options; /* one_of */
	size_t n_options;
	const struct gj_fact *fields; /* list */
	size_t n_fields;
	size_t index; /* in its dictionary, or among the fields of its list */
	struct gj_place place;
	bool used; /* some check reads it (set while compiling; roles count as used) */
};

enum {
	GJ_FACTS_MAX = 400,      /* facts of one category; SQLite's column limit is far */
	GJ_FACT_FIELDS_MAX = 30, /* fields of a list */
	GJ_FACT_OPTIONS_MAX = 500,
	GJ_FACT_KEY_MAX = 48,
	GJ_FACT_TEXT_MAX = 4000, /* bytes of a text value */
	GJ_FACT_ROWS_MAX = 10000 /* rows of one list of one application */
};

/* Missing and not applicable inside a column of numbers; never the value of a fact. */
#define GJ_I32_MISSING INT32_MIN
#define GJ_I32_NOT_APPLICABLE (INT32_MIN + 1)
#define GJ_I64_MISSING INT64_MIN
#define GJ_I64_NOT_APPLICABLE (INT64_MIN + 1)

struct gj_facts {
	const char *category;  /* key: "enterprise" */
	struct gj_fact *items; /* in the order of the rule file */
	size_t n;
};

const struct gj_fact *gj_facts_find(const struct gj_facts *facts, const char *key);
const struct gj_fact *gj_facts_role(const struct gj_facts *facts, enum gj_fact_role role);
const struct gj_fact *gj_fact_field(const struct gj_fact *list, const char *key);
/* By key, label in either language, or alias, after folding; -1 when there is none. */
int gj_fact_option(const struct gj_fact *fact, const char *s, size_t n);
/* For a cell that is none of the options: those that may be meant (a name is part of the text, the
 * text part of a name, or only a slip lies between), else all of a short list, by label, between
 * slashes. Adds nothing where it has nothing to say. */
void gj_fact_choices(struct gj_buf *out, const struct gj_fact *fact, const char *s, size_t n);
/* "yes_no", "count", ... as rule files name the type. */
const char *gj_fact_type_name(enum gj_fact_type type);
#endif
