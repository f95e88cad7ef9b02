/* kit.h: a temporary office: the sample data, the rules, and the program as a user runs it. */
#ifndef GJ_TEST_KIT_H
#define GJ_TEST_KIT_H
#include "tests/support/run.h"

#include <stdbool.h>

struct gj_kit {
	char *dir; /* holds data/ (the sample) and rules/wuhan-2022/ (a copy that may be edited) */
};

void gj_kit_open(struct gj_kit *k);
void gj_kit_close(struct gj_kit *k);

/* The office of the test that runs, between both halves of a fixture. */
extern struct gj_kit office;
void gj_kit_begin(void);
void gj_kit_end(void);

/* Runs the script in the folder; it has to end well. */
void gj_kit_shell(const struct gj_kit *k, const char *script);
/* Runs guiju with the words of `line` (no quoting) in the folder, in English. Free the result. */
struct gj_run_result gj_kit_run(const struct gj_kit *k, const char *line);
struct gj_run_result gj_kit_argv(const struct gj_kit *k, const char *const *argv);
/* The same; expects that exit status, shows what was said when it differs, and throws it away. */
void gj_kit_expect(const struct gj_kit *k, int status, const char *line);
/* Expects status and that stdout (or stderr) holds the text. */
void gj_kit_out(const struct gj_kit *k, int status, const char *line, const char *text);
void gj_kit_err(const struct gj_kit *k, int status, const char *line, const char *text);

/* Imports the whole sample into guiju.db and evaluates it as of 2022-11-30. */
void gj_kit_sample(const struct gj_kit *k);
/* Replaces `from` (must be there once) by `to` in a file of the folder. */
void gj_kit_edit(const struct gj_kit *k, const char *file, const char *from, const char *to);
/* A file of the project, for tests that read what is documented; free() it. */
char *gj_kit_project_file(const char *path);
#endif
