/* evaluate.h: an evaluation as another command asks for it. */
#ifndef GJ_EVALUATE_H
#define GJ_EVALUATE_H
#include <stdint.h>

/* Decides every stored application by what is in force; an exit status, everything is said. */
int gj_evaluate_published(const char *db, int32_t reference);
#endif
