/* conform_leak.c: what a process has open and allocated, and whether that grows. */
#include <dirent.h>
#include <malloc.h>

#include <uv.h>

#include "engine/base/tr.h"
#include "engine/run/conform_inner.h"

/* What grows by this much each time, in each of so many rounds, is a leak; a cache fills up at last, be it the
 * allocator's own or that of a library. */
enum { BYTES_EACH = 16, ROUNDS = 5 };

struct usage {
	size_t files, threads, bytes;
};

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

static struct usage usage(void)
{
	const struct mallinfo2 heap = mallinfo2();

	return (struct usage){
		.files = entries("/proc/self/fd"),
		.threads = entries("/proc/self/task"),
		.bytes = heap.uordblks + heap.hblkhd,
	};
}

static bool has_grown(struct usage before, struct usage after, unsigned n)
{
	return after.files > before.files || after.threads > before.threads ||
	       (after.bytes > before.bytes && after.bytes - before.bytes >= (size_t)n * BYTES_EACH);
}

static void say_grown(struct conform *c, struct usage before, struct usage after, unsigned n,
                      const char *what)
{
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

struct round {
	struct conform *c;
	void (*again)(struct conform *c, unsigned i);
	unsigned n;
};

static void run_round(void *in)
{
	const struct round *r = in;
	unsigned i;

	for (i = 0; i < r->n && r->c->findings == 0; i++)
		r->again(r->c, i);
}

void conform_repeat(struct conform *c, unsigned n, void (*again)(struct conform *c, unsigned i),
                    const char *what)
{
	struct usage before = { 0 }, after = { 0 };
	struct round r = { .c = c, .again = again, .n = n };
	unsigned round;
	uv_thread_t thread;

	/* Each thread keeps freed memory by for itself, which counts as in use until it ends; and only the first
	 * heap is counted. */
	mallopt(M_ARENA_MAX, 1);
	for (round = 0; round <= ROUNDS; round++) {
		before = usage();
		if (uv_thread_create(&thread, run_round, &r) != 0)
			return;
		uv_thread_join(&thread);
		after = usage();
		if (c->findings > 0 || (round > 0 && !has_grown(before, after, n)))
			return;
	}
	say_grown(c, before, after, n, what);
}
