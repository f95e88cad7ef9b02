/* sqlite_memory.h: lets SQLite take its memory where the tests can make it fail. */
#ifndef SQLITE_MEMORY_H
#define SQLITE_MEMORY_H
/* Before the first use of SQLite. */
void sqlite_memory_install(void);
#endif
