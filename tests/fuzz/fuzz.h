/* fuzz.h: what a fuzz target offers, to libFuzzer or to replay.c. */
#ifndef TEST_FUZZ_FUZZ_H
#define TEST_FUZZ_FUZZ_H
#include <stddef.h>
#include <stdint.h>

/* Returns 0; whatever is wrong ends the program. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
#endif
