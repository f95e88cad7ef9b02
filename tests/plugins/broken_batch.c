/* broken_batch.c: a source that changes the batch itself. */
#define NAME "broken_batch"
#define AT_END(s, b) (b)->n_columns = 0
#include "tests/plugins/broken_source.h"
