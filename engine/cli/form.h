/* form.h: the blank application form of a category: its sheets, each a row of columns. */
#ifndef GJ_FORM_H
#define GJ_FORM_H
#include "engine/base/arena.h"
#include "engine/policy/policy.h"

struct gj_err;

struct gj_form_column {
	const char *label; /* with the unit in brackets */
	const char *hint;
	const char *key;            /* what the import knows the column by */
	const struct gj_fact *fact; /* its type rules what may be written below */
};

struct gj_form_sheet {
	const char *name;           /* of the sheet */
	const struct gj_fact *list; /* NULL: the application itself */
	struct gj_form_column *columns;
	size_t n;
};

struct gj_form {
	struct gj_arena arena; /* owns what follows */
	enum gj_lang lang;
	const struct gj_category *category; /* borrowed */
	struct gj_form_sheet *sheets;       /* the application, then its lists */
	size_t n_sheets;
};

int gj_form_init(struct gj_form *form, const struct gj_category *category, enum gj_lang lang,
                 struct gj_err *err);
void gj_form_fini(struct gj_form *form);

/* What may be written for a type that has words of its own: yes_no, judgement, one_of; NULL behind
 * the last. */
const char *gj_form_choice(const struct gj_fact *fact, size_t i, enum gj_lang lang);

/* form_csv.c: FILE.csv, and FILE-LIST.csv for each list; says which on stdout. */
int gj_form_csv(const struct gj_form *form, const char *path, struct gj_err *err);
/* form_xlsx.c: one workbook. */
int gj_form_xlsx(const struct gj_form *form, const char *path, struct gj_err *err);
#endif
