/* detect.h: which encoding the file is in. */
#ifndef CSV_DETECT_H
#define CSV_DETECT_H
#include "decode.h"

/* asked: "auto", "utf-8" or "gb18030". Reads the whole file where it has to guess, so that the
 * guess is never revised, and logs what it took and why. */
int32_t csv_detect_encoding(enum csv_encoding *out, const struct src_env *env,
                            struct csv_input *input, const char *asked, struct src_err *err);
#endif
