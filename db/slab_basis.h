/* slab_basis.h: by what the outcomes of a slab's state were made: the fingerprints of the checks, as one number. */
#ifndef GJ_SLAB_BASIS_H
#define GJ_SLAB_BASIS_H
#include <stddef.h>
#include <stdint.h>

struct gj_buf;
struct gj_err;
struct gj_store;

/* The number of these bytes, made where they are new. Inside a transaction or outside. */
int gj_slab_basis_put(struct gj_store *s, int64_t *id, const void *bytes, size_t n,
                      struct gj_err *err);
/* The bytes of a number into `out` (cleared first); nothing where there is no such number. */
int gj_slab_basis_get(struct gj_store *s, struct gj_buf *out, int64_t id, struct gj_err *err);
#endif
