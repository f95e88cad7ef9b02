/* form.h: the blank application form of a category: its sheets, each a row of columns. */
#ifndef GJ_FORM_H
#define GJ_FORM_H
#include "engine/base/arena.h"
#include "engine/eval/record.h"
#include "engine/policy/policy.h"
#include <stdbool.h>

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

/* What a person would write for the value, such that an import takes it for the same; "" for missing. */
void gj_form_print(struct gj_buf *out, const struct gj_fact *fact, const struct gj_value *value,
                   enum gj_lang lang);

/* Where the rows below the heads come from, application by application. */
struct gj_form_fill {
	int (*run)(void *ctx, int (*put)(void *sink, const struct gj_record *record), void *sink,
	           struct gj_err *err);
	void *ctx;
};

/* form_csv.c: FILE.csv, and FILE-LIST.csv for each list; says which on stdout. fill NULL: blank. */
int gj_form_csv(const struct gj_form *form, const char *path, const struct gj_form_fill *fill,
                bool gb18030, struct gj_err *err);
/* form_xlsx.c: one workbook. */
int gj_form_xlsx(const struct gj_form *form, const char *path, const struct gj_form_fill *fill,
                 struct gj_err *err);
#endif
