/* conform_room.c: memory that tells on a plugin that writes where it must not, and the way findings reach the parent. */
#include "engine/base/err.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "engine/run/conform_inner.h"

/* A signal handler has no argument of its own: the process tries one plugin, and this is it. */
static struct conform *trying;

static void send_all(int fd, const char *data, size_t n)
{
	while (n > 0) {
		ssize_t sent = write(fd, data, n);

		if (sent < 0 && errno != EINTR)
			return;
		data += sent > 0 ? sent : 0;
		n -= sent > 0 ? (size_t)sent : 0;
	}
}

void conform_say(struct conform *c, const char *format, ...)
{
	char line[GJ_ERR_TEXT + 2] = "F";
	va_list args;
	size_t n;

	va_start(args, format);
	vsnprintf(line + 1, sizeof line - 2, format, args);
	va_end(args);
	for (n = 1; line[n] != '\0'; n++)
		if (line[n] == '\n')
			line[n] = ' ';
	line[n++] = '\n';
	c->findings++;
	send_all(c->out, line, n);
}

static size_t page(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

static size_t rounded(size_t n)
{
	return (n + page() - 1) / page() * page();
}

void *conform_pages(size_t n)
{
	void *p = mmap(NULL, rounded(n ? n : 1), PROT_READ | PROT_WRITE,
	               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? NULL : p;
}

static void note(struct conform *c, char *start, size_t n, enum conform_region kind)
{
	/* The oldest are of instances that are long closed. */
	struct region *r = &c->regions[c->n_regions++ % CONFORM_REGIONS];

	*r = (struct region){ start, start + n, kind };
}

void conform_forbid(struct conform *c, void *pages, size_t n, enum conform_region kind)
{
	mprotect(pages, rounded(n), kind == CONFORM_CONST ? PROT_READ : PROT_NONE);
	note(c, pages, rounded(n), kind);
}

void *conform_room(struct conform *c, size_t n)
{
	size_t inner = rounded(n ? n : 1);
	char *p = conform_pages(inner + page());

	if (p == NULL)
		return NULL;
	conform_forbid(c, p + inner, page(), CONFORM_BEHIND);
	return p + inner - n;
}

/* Only what a handler may: looks the address up, sends a letter, and dies by the same signal. */
static void crashed(int number, siginfo_t *info, void *context)
{
	const char *at = info->si_addr;
	char letter[] = "Z\n";
	size_t i;

	(void)context;
	for (i = 0; i < CONFORM_REGIONS; i++)
		if (at >= trying->regions[i].start && at < trying->regions[i].end)
			letter[0] = (char)trying->regions[i].kind;
	if (letter[0] != 'Z')
		send_all(trying->out, letter, 2);
	signal(number, SIG_DFL);
	raise(number);
}

void conform_watch_crashes(struct conform *c)
{
	const stack_t stack = { .ss_sp = malloc(65536), .ss_size = 65536 };
	const int flags = stack.ss_sp ? SA_SIGINFO | SA_ONSTACK : SA_SIGINFO;
	struct sigaction action = { .sa_sigaction = crashed, .sa_flags = flags };

	trying = c;
	if (stack.ss_sp)
		sigaltstack(&stack, NULL);
	sigaction(SIGSEGV, &action, NULL);
	sigaction(SIGBUS, &action, NULL);
}
