/* conform_leak.c: what a process has open and allocated, and whether that grows. */
#include <dirent.h>
#include <malloc.h>

#include "engine/base/tr.h"
#include "engine/run/conform_inner.h"

/* A cache that fills up once is no leak; one that grows by this much each time is. */
enum { BYTES_EACH = 16 };

static size_t entries(const char *path)
{
	DIR *dir = opendir(path);
	size_t n = 0;

	if (dir == NULL)
		return 0;
	while (readdir(dir))
		n++;
	closedir(dir);
	return n;
}

struct conform_usage conform_usage(void)
{
	const struct mallinfo2 heap = mallinfo2();

	return (struct conform_usage){
		.files = entries("/proc/self/fd"),
		.threads = entries("/proc/self/task"),
		.bytes = heap.uordblks + heap.hblkhd,
	};
}

void conform_grown(struct conform *c, struct conform_usage before, unsigned n, const char *what)
{
	const struct conform_usage after = conform_usage();

	if (after.files > before.files)
		conform_say(c,
		            tr("after %u times %s, %zu more files are open: close() must close "
		               "what open() opened"),
		            n, what, after.files - before.files);
	if (after.threads > before.threads)
		conform_say(c, tr("after %u times %s, %zu more threads run: close() must end them"),
		            n, what, after.threads - before.threads);
	if (after.bytes > before.bytes && after.bytes - before.bytes >= (size_t)n * BYTES_EACH)
		conform_say(c,
		            tr("after %u times %s, %zu more bytes are allocated: free what was "
		               "allocated"),
		            n, what, after.bytes - before.bytes);
}
