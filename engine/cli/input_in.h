/* input_in.h: files as users name them for an import: globs, stdin, compressed ones. */
#ifndef GJ_INPUT_IN_H
#define GJ_INPUT_IN_H
#include <stdbool.h>
#include <stddef.h>

struct gj_err;

struct gj_input {
	char *location; /* owned; as messages call it, and its file of refused rows */
	char *opened;   /* owned; what is opened in its stead: a temporary copy; NULL: itself */
	char *folder;   /* owned; of the copy */
};

/* "-" is stdin, which is copied; FILE.gz is unpacked, with limits. Errors: GJ_EIO, GJ_EFORMAT, GJ_ELIMIT,
 * GJ_ENOMEM. */
int gj_input_open(struct gj_input *in, const char *name, struct gj_err *err);
void gj_input_close(struct gj_input *in); /* removes the copy */

struct gj_inputs {
	char **names; /* owned */
	size_t n;
};

/* The files that the operands name; one with * ? [ that is no file itself stands for those that it fits.
 * Errors: GJ_ENOENT (it fits none), GJ_ENOMEM. */
int gj_inputs_find(struct gj_inputs *out, const char *const *operands, size_t n,
                   struct gj_err *err);
void gj_inputs_fini(struct gj_inputs *inputs);
#endif
