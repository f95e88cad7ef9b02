/* fuzz_csv.c: any bytes as a CSV file; wherever its blocks end, it must give the same rows. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"
#include "tests/plugins/csvhost.h"

static int32_t run(struct fakehost *f, const char *path, const char *encoding, size_t block)
{
	struct src_limits limits = csv_limits_usual;

	/* Small, so that inputs of a few bytes come past them. */
	limits.block = block;
	limits.cell = 40;
	limits.row = 120;
	limits.columns = 12;
	limits.batch_bytes = 100;
	fakehost_init(f, path);
	f->encoding = encoding;
	return csvhost_run(f, &limits);
}

static void must(int holds)
{
	if (!holds)
		abort();
}

static void compare(const char *path, const char *encoding, size_t size)
{
	static struct fakehost whole;
	static struct fakehost split;
	int32_t rc = run(&whole, path, encoding, 64 * 1024);

	must(rc == run(&split, path, encoding, 1 + size % 17));
	must(rc != GUIJU_NOMEM);
	must(whole.n_rows == split.n_rows && whole.digest == split.digest);
	must((rc == GUIJU_END) == (*whole.failed == '\0'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz_csv", MFD_CLOEXEC);
	char path[64];

	must(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	compare(path, "auto", size);
	compare(path, "gb18030", size);
	close(fd);
	return 0;
}
