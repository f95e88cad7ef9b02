/* try.h: one expression of the rule language, asked about one application: what guiju repl is made of. */
#ifndef GJ_TRY_H
#define GJ_TRY_H
#include "db/application.h"
#include "db/store.h"
#include "engine/base/buf.h"
#include "engine/cli/rules.h"

struct gj_err;

struct gj_try {
	const struct gj_rules *rules;
	const char *category; /* its key */
	int32_t reference;
	struct gj_store *store; /* NULL: no stored application */
	struct gj_application application;
	struct gj_buf facts; /* lines of a test case, as typed */
};

/* Takes a line of facts in the form of test cases ("officers = 2", "+ date = .."); false: it is refused, and why was
 * printed. */
bool gj_try_facts(struct gj_try *t, const char *line);
/* Evaluates the expression and prints outcome and reason, or its findings. Errors: those of the store; GJ_ENOMEM. */
int gj_try_expression(struct gj_try *t, const char *line, struct gj_err *err);
#endif
