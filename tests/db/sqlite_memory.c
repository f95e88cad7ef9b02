/* sqlite_memory.c: SQLite's allocations through the malloc that this program is linked with, so
 * that gj_alloc_fail_at() counts and fails them like our own. */
#include <malloc.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "tests/db/sqlite_memory.h"

static void *take(int n)
{
	return malloc((size_t)n);
}

static void *resize(void *p, int n)
{
	return realloc(p, (size_t)n);
}

static int size_of(void *p)
{
	return (int)malloc_usable_size(p);
}

static int round_up(int n)
{
	return (n + 7) & ~7;
}

static int init(void *data)
{
	(void)data;
	return SQLITE_OK;
}

static void fini(void *data)
{
	(void)data;
}

void sqlite_memory_install(void)
{
	static const sqlite3_mem_methods methods = {
		.xMalloc = take,
		.xFree = free,
		.xRealloc = resize,
		.xSize = size_of,
		.xRoundup = round_up,
		.xInit = init,
		.xShutdown = fini,
	};

	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) != SQLITE_OK ||
	    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK)
		abort();
}
