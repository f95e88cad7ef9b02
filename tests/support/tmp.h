/* tmp.h: temporary folders and files for tests; every failure ends the test. */
#ifndef GJ_TEST_TMP_H
#define GJ_TEST_TMP_H
#include <stddef.h>

char *gj_tmp_dir(void);                               /* free() it */
void gj_tmp_remove(const char *dir);                  /* with all that is in it */
char *gj_tmp_path(const char *dir, const char *name); /* free() it */
void gj_tmp_write(const char *dir, const char *name, const void *data, size_t n);
void gj_tmp_puts(const char *dir, const char *name, const char *text);
/* The whole file, NUL-terminated; free() it. n may be NULL. */
char *gj_tmp_read(const char *path, size_t *n);
#endif
