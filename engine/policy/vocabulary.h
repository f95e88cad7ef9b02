/* vocabulary.h: the words and operators of the rule language as data, for those who describe it. */
#ifndef GJ_VOCABULARY_H
#define GJ_VOCABULARY_H
#include <stdbool.h>
#include <stddef.h>

enum gj_vocabulary_kind {
	GJ_VOCABULARY_STATEMENT, /* takes a name, then { ... } */
	GJ_VOCABULARY_NUMBERED,  /* takes a number, then { ... } */
	GJ_VOCABULARY_CALL,      /* takes arguments or { ... } */
	GJ_VOCABULARY_VALUE      /* stands by itself */
};

/* The i-th word; false behind the last. words.c */
bool gj_vocabulary_word(size_t i, const char **word, enum gj_vocabulary_kind *kind);

enum { GJ_VOCABULARY_CLASSES = 20 /* bits of `classes` */ };

/* The i-th operator and what it may stand behind, a bit for each class; false behind the last. method.c */
bool gj_vocabulary_operator(size_t i, const char **name, unsigned *classes);
/* The name of a class: "Count", "Condition"; NULL for a bit without one. method.c */
const char *gj_vocabulary_class(size_t bit);
#endif
