/* fuzz_postgres.c: any bytes as a row of COPY: cells lie within it, and written again they are read the same. */
#include <stdlib.h>
#include <string.h>

#include "plugins/postgres/copy.h"
#include "tests/fuzz/fuzz.h"

enum { CELLS = 8 };

static void must(int holds)
{
	if (!holds)
		abort();
}

/* As the server writes it. */
static size_t write_row(char *out, const struct postgres_cell *cells, size_t n)
{
	static const char special[] = "\b\f\n\r\t\v\\", letters[] = "bfnrtv\\";
	size_t to = 0, i, k;

	for (i = 0; i < n; i++) {
		if (i > 0)
			out[to++] = '\t';
		if (cells[i].s == NULL) {
			memcpy(out + to, "\\N", 2);
			to += 2;
		}
		for (k = 0; cells[i].s && k < cells[i].n; k++) {
			const char *at = memchr(special, cells[i].s[k], sizeof special - 1);

			if (at)
				out[to++] = '\\';
			out[to++] = at ? letters[at - special] : cells[i].s[k];
		}
	}
	out[to++] = '\n';
	return to;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct postgres_cell cells[CELLS], again[CELLS];
	size_t n = size > 0 ? 1 + data[0] % CELLS : 1, i, length;
	char *row, *written;

	if (size > 0) {
		data++;
		size--;
	}
	row = malloc(size + 1);
	written = malloc(2 * size + 4 * CELLS + 1);
	must(row && written);
	memcpy(row, data, size);
	if (postgres_copy_split(row, size, cells, n)) {
		for (i = 0; i < n; i++)
			must(!cells[i].s || (cells[i].s >= row && cells[i].n <= size &&
			                     cells[i].s + cells[i].n <= row + size));
		length = write_row(written, cells, n);
		must(postgres_copy_split(written, length, again, n));
		for (i = 0; i < n; i++)
			must((cells[i].s == NULL) == (again[i].s == NULL) &&
			     (!cells[i].s || (cells[i].n == again[i].n &&
			                      memcmp(cells[i].s, again[i].s, cells[i].n) == 0)));
	}
	free(written);
	free(row);
	return 0;
}
