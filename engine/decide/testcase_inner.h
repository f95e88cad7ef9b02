/* testcase_inner.h: what the files that read test cases share: the reader, and the parts of a line. */
#ifndef GJ_TESTCASE_INNER_H
#define GJ_TESTCASE_INNER_H
#include "engine/decide/testcase.h"

struct gj_test_part { /* of a line */
	const char *s;
	size_t n;
};

enum gj_test_word { /* that a line may begin with */
	            GJ_TEST_CASE,
	            GJ_TEST_CATEGORY,
	            GJ_TEST_AS_OF,
	            GJ_TEST_LIKE,
	            GJ_TEST_EXPECT,
	            GJ_TEST_RECOGNISED,
	            GJ_TEST_PENDING,
	            GJ_TEST_REFUSED,
	            GJ_TEST_ROW,
	            GJ_TEST_NONE /* it states a fact */
};

struct gj_test_reader {
	struct gj_testcases *t;
	struct gj_testcase *now; /* the case that the lines belong to; NULL: none yet */
	bool spoiled;            /* something in it was wrong */
	bool left_out;           /* it is like a case that was wrong: nothing more is said of it */
	const struct gj_fact *list;
	bool list_wrong;       /* the last line could have begun a list, had it been right */
	struct gj_value *rows; /* of the list, GJ_TEST_ROWS_MAX of them; n_rows used */
	size_t n_rows;
	int32_t reference; /* of cases that name none: the one above the first case */
	const char *file;
	const char *line;
	int number;
	bool failed; /* memory */
	char room[GJ_FACT_TEXT_MAX + 1];
};

void gj_test_free(struct gj_testcase *c);
/* testcase_fact.c. What is wrong, at a place of the line (NULL: the whole); the case is spoiled. */
void gj_test_problem_add(struct gj_test_reader *r, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
struct gj_test_part gj_test_trimmed(const char *s, size_t n);
/* Up to the first space; the rest is left in *p. */
struct gj_test_part gj_test_word(struct gj_test_part *p);
/* Equal, full-width forms and the case of letters apart. */
bool gj_test_is(struct gj_test_part p, const char *word);
/* NAME = VALUE or NAME：VALUE; false when there is no sign between. */
bool gj_test_split(struct gj_test_part whole, struct gj_test_part *name,
                   struct gj_test_part *value);
const char *gj_test_keep(struct gj_test_reader *r, struct gj_test_part p);
/* The rows that were gathered become the list's. */
void gj_test_end_list(struct gj_test_reader *r);
void gj_test_read_row(struct gj_test_reader *r, struct gj_test_part rest);
void gj_test_read_fact(struct gj_test_reader *r, struct gj_test_part whole);
/* testscore.c: NAME 74.9 or NAME 70..80 of a score; false: no such name. A problem leaves e->points NULL. */
bool gj_test_read_points(struct gj_test_reader *r, struct gj_test_part whole, struct gj_expect *e);
/* testcase_read.c */
enum gj_test_word gj_test_find_word(struct gj_test_part first);
#endif
