/* fields.h: which name in the records is which column; asked of guiju once for each name. */
#ifndef SRC_FIELDS_H
#define SRC_FIELDS_H
#include "common/tell.h"
#include "common/json.h"

enum { SRC_FIELDS = 1024 /* names that are remembered; a power of 2 */ };

struct src_fields {
	const struct src_env *env; /* borrowed */
	struct src_field {
		uint64_t hash;
		char *name; /* owned; NULL: free */
		size_t size;
		int32_t column; /* -1: none */
	} * table;              /* owned */
	size_t n;
	/* Which name a column had last: a name may hold a unit, which guiju remembers by column. */
	const struct src_field **last; /* owned; of each column */
	char *text;                    /* owned; a name without escapes */
	size_t room;
};

int32_t src_fields_init(struct src_fields *f, const struct src_env *env, struct src_err *err);
void src_fields_fini(struct src_fields *f);
/* *column -1: no column has that name, which is told once. */
int32_t src_fields_find(struct src_fields *f, const struct src_json_value *name, int32_t *column,
                        struct src_err *err);
#endif
