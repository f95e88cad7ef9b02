/* conform_memory.c: makes allocations of a plugin fail, by the table through which it calls the C library. */
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "engine/run/conform_inner.h"

/* The plugin calls these as it calls malloc(): there is no argument to hang a count on. */
static long count, fail_at;

static bool fails(void)
{
	if (++count != fail_at)
		return false;
	errno = ENOMEM;
	return true;
}

static void *own_malloc(size_t n)
{
	return fails() ? NULL : malloc(n);
}

static void *own_calloc(size_t n, size_t size)
{
	return fails() ? NULL : calloc(n, size);
}

static void *own_realloc(void *p, size_t n)
{
	return fails() ? NULL : realloc(p, n);
}

static char *own_strdup(const char *s)
{
	return fails() ? NULL : strdup(s);
}

static char *own_strndup(const char *s, size_t n)
{
	return fails() ? NULL : strndup(s, n);
}

static void *replacement(const char *name)
{
	static const struct {
		const char *name;
		void (*own)(void);
	} functions[] = {
		{ "malloc", (void (*)(void))own_malloc },
		{ "calloc", (void (*)(void))own_calloc },
		{ "realloc", (void (*)(void))own_realloc },
		{ "strdup", (void (*)(void))own_strdup },
		{ "strndup", (void (*)(void))own_strndup },
	};
	size_t i;

	for (i = 0; i < sizeof functions / sizeof functions[0]; i++)
		if (strcmp(functions[i].name, name) == 0)
			return *(void **)(void *)&functions[i].own;
	return NULL;
}

struct image { /* of the plugin's file in memory */
	char *base;
	const ElfW(Sym) * symbols;
	const char *strings;
	size_t taken;
};

/* glibc writes most addresses of the dynamic section as they are in memory, but not on every machine. */
static char *address(const struct image *image, ElfW(Addr) value)
{
	return value < (ElfW(Addr))image->base ? image->base + value : (char *)value;
}

static void take_slot(struct image *image, const ElfW(Rela) * r)
{
	size_t symbol =
	    sizeof(ElfW(Addr)) == 8 ? (size_t)(r->r_info >> 32) : (size_t)(r->r_info >> 8);
	const char *name = image->strings + image->symbols[symbol].st_name;
	void **slot = (void **)(void *)(image->base + r->r_offset);
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *start = (char *)slot - (size_t)slot % page;
	void *own = symbol > 0 ? replacement(name) : NULL;

	/* Behind another allocator (a sanitizer's) it is left alone. */
	if (own == NULL || *slot != dlsym(RTLD_DEFAULT, name))
		return;
	if (mprotect(start, page, PROT_READ | PROT_WRITE) != 0)
		return;
	*slot = own;
	image->taken++;
}

static void take_table(struct image *image, const char *table, size_t bytes)
{
	size_t i;

	for (i = 0; table && i + sizeof(ElfW(Rela)) <= bytes; i += sizeof(ElfW(Rela)))
		take_slot(image, (const ElfW(Rela) *)(const void *)(table + i));
}

static int take_image(struct dl_phdr_info *info, size_t size, void *ctx)
{
	struct image *image = ctx;
	const char *jumps = NULL, *others = NULL;
	size_t jump_bytes = 0, other_bytes = 0;
	const ElfW(Dyn) *d = NULL;
	int i;

	(void)size;
	if ((char *)info->dlpi_addr != image->base)
		return 0;
	for (i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_DYNAMIC)
			d = (const ElfW(Dyn) *)(void *)(image->base + info->dlpi_phdr[i].p_vaddr);
	for (; d && d->d_tag != DT_NULL; d++) {
		if (d->d_tag == DT_SYMTAB)
			image->symbols = (const void *)address(image, d->d_un.d_ptr);
		else if (d->d_tag == DT_STRTAB)
			image->strings = address(image, d->d_un.d_ptr);
		else if (d->d_tag == DT_JMPREL)
			jumps = address(image, d->d_un.d_ptr);
		else if (d->d_tag == DT_PLTRELSZ)
			jump_bytes = d->d_un.d_val;
		else if (d->d_tag == DT_RELA)
			others = address(image, d->d_un.d_ptr);
		else if (d->d_tag == DT_RELASZ)
			other_bytes = d->d_un.d_val;
	}
	if (image->symbols && image->strings) {
		take_table(image, jumps, jump_bytes);
		take_table(image, others, other_bytes);
	}
	return 1;
}

size_t conform_take_malloc(struct conform *c)
{
	struct image image = { .base = NULL };
	Dl_info info;

	/* Any address within the plugin will do; its table may be a copy of ours. */
	const void *inside = c->table->source
	                         ? *(void *const *)(const void *)&c->table->source->open
	                         : *(void *const *)(const void *)&c->table->notifier->open;

	if (dladdr(inside, &info) == 0)
		return 0;
	image.base = info.dli_fbase;
	dl_iterate_phdr(take_image, &image);
	return image.taken;
}

void conform_fail_at(long n)
{
	count = 0;
	fail_at = n;
}

long conform_allocations(void)
{
	return count;
}
