/* build.h: what the rule files have declared so far; one for each load. */
#ifndef GJ_BUILD_H
#define GJ_BUILD_H
#include <stdarg.h>

#include "engine/policy/draft.h"
#include "engine/policy/finding_codes.h"
#include "engine/policy/sandbox.h"

/* Something that must find its place: a statement its { ... }, a check its criterion. */
struct gj_note {
	struct gj_place place;
	const char *what, *name; /* "check", "a" */
	bool done;
	bool unfinished; /* what is still awaited is its { ... } */
	struct gj_note *next;
};

/* A use of RECOGNISED, to be held against the order of the categories when all are known. */
struct gj_recognition {
	const char *category;       /* whose recognitions are counted */
	const struct gj_dict *dict; /* of the category that counts them */
	struct gj_place place;
	struct gj_recognition *next;
};

struct gj_build {
	struct gj_sandbox *sandbox; /* borrowed */
	struct gj_functions *functions; /* borrowed; the sandbox is in it */
	struct gj_policy *policy;   /* borrowed; its arena takes everything */
	struct gj_findings *findings;
	const char **files; /* paths by number, in the arena */
	size_t n_files;
	size_t *file_layers;                     /* by number of the file */
	const struct gj_policy_options *options; /* borrowed; may be NULL */
	size_t layer,
	    layers; /* of the file that runs: 0 is the policy itself, 1 what it extends, and so on */
	size_t stated_layer;
	int year;     /* programme_year, where it is known before the policy's statement; 0: it is not */
	bool stated;  /* there was a policy statement */
	bool stopped; /* a file did not run to its end: what seems missing may be in it */
	bool failed;  /* memory ran out */
	bool full;    /* the declarations reached their own limit of memory */
	struct gj_category_draft *current; /* the category stated last in this file */
	/* While a condition over fields is taken up by `where`: whose fields, and where it was written. */
	const struct gj_fact *list;
	struct gj_place replay;
	/* In the order of declaration; *_end is where the next one goes. */
	struct gj_bureau_draft *bureaus, **bureaus_end;
	struct gj_dict *dicts, **dicts_end;
	struct gj_category_draft *categories, **categories_end;
	struct gj_target_draft *targets, **targets_end;
	struct gj_phase_draft *phases, **phases_end;
	struct gj_reading_draft *readings, **readings_end;
	struct gj_ranking_draft *rankings, **rankings_end;
	/* In no order. */
	struct gj_note *notes;
	struct gj_recognition *recognitions;
	char hint[512];
	/* The fix of what is reported next; wrong "" for none. */
	struct {
		int column;
		char wrong[64], right[64];
	} fix;
};

void gj_build_init(struct gj_build *b, struct gj_sandbox *sandbox, struct gj_policy *policy,
                   struct gj_findings *findings);
struct gj_build *gj_build_of(lua_State *L);
/* The rule file's line that is running, or the one that is being replayed. */
struct gj_place gj_build_place(lua_State *L);
/* Zeroed memory of the policy, never NULL: raises when there is none. */
void *gj_build_alloc(lua_State *L, size_t n, size_t size);
char *gj_build_strdup(lua_State *L, const char *s);
char *gj_build_printf(lua_State *L, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct gj_note *gj_build_note(lua_State *L, const char *what, const char *name);

void gj_build_report(struct gj_build *b, enum gj_finding_id id, struct gj_place place,
                     const char *hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* What is reported next can be mended by this alone (finding.h). */
void gj_build_fix(struct gj_build *b, int column, const char *wrong, const char *right);
/* "did you mean ..?", or all of them when they are few; borrowed until the next call. */
const char *gj_build_near(struct gj_build *b, const char *word, const char *const *names, size_t n);

/* Whether it stands in a policy that the running file's extends. */
bool gj_build_is_base(const struct gj_build *b, struct gj_place place);
/* NULL when none is declared yet. */
struct gj_dict *gj_build_dict(const struct gj_build *b, const char *category);
struct gj_category_draft *gj_build_category(const struct gj_build *b, const char *key);
struct gj_bureau_draft *gj_build_bureau(const struct gj_build *b, const char *key);
struct gj_reading_draft *gj_build_reading(const struct gj_build *b, const char *key);
/* Lists become arrays: finish.c. Errors: GJ_ENOMEM. */
int gj_build_finish(struct gj_build *b);
#endif
