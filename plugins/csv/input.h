/* input.h: the bytes of the file, block by block. */
#ifndef CSV_INPUT_H
#define CSV_INPUT_H
#include "common/tell.h"
#include "csv.h"

struct csv_input {
	int fd;        /* owned; -1 when closed */
	uint64_t size; /* when it was opened */
	uint64_t at;   /* bytes read since the last rewind */
	uint64_t most; /* bytes that may be read; 0: no limit */
};

/* GUIJU_FAILED for what cannot be read from twice (folders, pipes), is empty or longer than `most`;
 * GUIJU_NOT_MINE for what its first bytes show to be of another kind. */
int32_t csv_input_open(struct csv_input *in, const char *path, uint64_t most, struct src_err *err);
void csv_input_close(struct csv_input *in);
int32_t csv_input_rewind(struct csv_input *in, struct src_err *err);
/* *n is 0 at the end and only there. */
int32_t csv_input_read(struct csv_input *in, char *bytes, size_t room, size_t *n,
                       struct src_err *err);
#endif
