/* alloc.h: makes the n-th allocation fail, for test programs linked with --wrap. */
#ifndef GJ_TEST_ALLOC_H
#define GJ_TEST_ALLOC_H
#include <stdbool.h>

/* The n-th allocation from now fails, once; 1: the next; 0: none. Starts the count again. */
void gj_alloc_fail_at(long n);
long gj_alloc_count(void);
/* For allocators of others (SQLite's) that shall count too: true when this one is to fail. */
bool gj_alloc_should_fail(void);
#endif
