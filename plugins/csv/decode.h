/* decode.h: the file as UTF-8, in blocks of whole characters. */
#ifndef CSV_DECODE_H
#define CSV_DECODE_H
#include "input.h"
#include <iconv.h>
#include <stdbool.h>

enum csv_encoding { CSV_UTF_8, CSV_GB18030 };

/* What stopped the decoder: */
enum csv_fault {
	CSV_FAULT_NONE,
	CSV_FAULT_BYTES, /* bytes that are no character */
	CSV_FAULT_NUL,   /* a byte 0: no text */
	CSV_FAULT_CUT    /* the file ends within a character */
};

struct csv_decode {
	struct csv_input *input; /* borrowed */
	enum csv_encoding encoding;
	iconv_t converter; /* GB18030 only */
	size_t block;
	/* Bytes of the file: the `given` ones of the last call, then those that are not given yet.
	 * Up to 3 stay over from block to block: a character split by the block's end. */
	char *raw; /* owned; room for block + 4 */
	size_t n_raw;
	size_t given;
	char *out;   /* owned; GB18030 only */
	uint64_t at; /* where raw begins in the file */
	bool ended;  /* the input is */
	bool begun;  /* the first characters are out, and so is the byte order mark */
	enum csv_fault fault;
	uint64_t fault_at; /* byte from 0 */
};

/* Begins at the start of the file. */
int32_t csv_decode_init(struct csv_decode *d, struct csv_input *input, enum csv_encoding encoding,
                        size_t block, struct src_err *err);
void csv_decode_fini(struct csv_decode *d);
/* *s is valid until the next call; *n is 0 at the end and only there. After GUIJU_FAILED d->fault
 * says whether the text was at fault or (CSV_FAULT_NONE) the reading. */
int32_t csv_decode_next(struct csv_decode *d, const char **s, size_t *n, struct src_err *err);
const char *csv_encoding_name(enum csv_encoding encoding);
#endif
