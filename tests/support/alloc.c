/* alloc.c: malloc and its kin behind the linker's --wrap, counting and failing on demand. */
#include "tests/support/alloc.h"

#include <stdatomic.h>
#include <stddef.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
char *__real_strdup(const char *s);
char *__real_strndup(const char *s, size_t n);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);
char *__wrap_strdup(const char *s);
char *__wrap_strndup(const char *s, size_t n);

/* Threads of the pool allocate too. */
static atomic_long countdown, counted;

void gj_alloc_fail_at(long n)
{
	atomic_store(&countdown, n);
	atomic_store(&counted, 0);
}

long gj_alloc_count(void)
{
	return atomic_load(&counted);
}

bool gj_alloc_should_fail(void)
{
	atomic_fetch_add(&counted, 1);
	return atomic_load(&countdown) > 0 && atomic_fetch_sub(&countdown, 1) == 1;
}

void *__wrap_malloc(size_t size)
{
	return gj_alloc_should_fail() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
	return gj_alloc_should_fail() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t size)
{
	return gj_alloc_should_fail() ? NULL : __real_realloc(p, size);
}

char *__wrap_strdup(const char *s)
{
	return gj_alloc_should_fail() ? NULL : __real_strdup(s);
}

char *__wrap_strndup(const char *s, size_t n)
{
	return gj_alloc_should_fail() ? NULL : __real_strndup(s, n);
}
