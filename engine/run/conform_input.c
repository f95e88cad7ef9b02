/* conform_input.c: the trials of a source on input that is missing, cut off or damaged, and of every option. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/tr.h"
#include "engine/run/conform_spy.h"

enum { REPEATS = 20, BROKEN_MAX = 1 << 20 };

static int32_t try_location(struct conform *c, const char *location)
{
	int32_t code;
	struct spy s;

	if (!spy_init(&s, c))
		return GUIJU_FAILED;
	s.location = location;
	s.mute = true;
	code = spy_whole(&s);
	spy_fini(&s);
	return code;
}

static void missing(struct conform *c)
{
	static const char *const none[] = { "", "/", "no/such/input", "口令\n.csv" };
	size_t i;

	for (i = 0; i < sizeof none / sizeof none[0]; i++)
		if (try_location(c, none[i]) == GUIJU_END)
			conform_say(c,
			            tr("it says that it has read \"%s\", where there is nothing"),
			            none[i]);
}

static void miss(struct conform *c, unsigned i)
{
	(void)i;
	try_location(c, "no/such/input");
}

static void missing_again(struct conform *c)
{
	conform_repeat(c, REPEATS, miss, tr("open() that failed"));
}

/* No column of the input is one that is wanted. */
static void strange_columns(struct conform *c)
{
	struct spy s;

	if (!spy_init(&s, c))
		return;
	s.no_columns = true;
	s.mute = true;
	spy_whole(&s);
	spy_fini(&s);
}

struct bytes {
	char *data;
	size_t n;
};

static bool load(struct bytes *b, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t got = -1;

	*b = (struct bytes){ .data = NULL };
	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		b->data = malloc(BROKEN_MAX);
		got = b->data ? read(fd, b->data, BROKEN_MAX) : -1;
	}
	if (fd >= 0)
		close(fd);
	b->n = got > 0 ? (size_t)got : 0;
	return got > 0;
}

/* A file of the same ending as the location, in a folder of its own. */
static bool make_file(char *path, size_t room, const char *location)
{
	const char *dir = getenv("TMPDIR");
	const char *slash = strrchr(location, '/');
	const char *dot = strrchr(slash ? slash : location, '.');

	snprintf(path, room, "%s/guiju-XXXXXX", dir ? dir : P_tmpdir);
	if (mkdtemp(path) == NULL)
		return false;
	strncat(path, "/input", room - strlen(path) - 1);
	strncat(path, dot ? dot : "", room - strlen(path) - 1);
	return true;
}

static void remove_file(char *path)
{
	unlink(path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
}

static bool write_file(const char *path, const char *data, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool good = fd >= 0 && write(fd, data, n) == (ssize_t)n;

	if (fd >= 0)
		close(fd);
	return good;
}

static void each_cut(struct conform *c, const char *path, struct bytes *b)
{
	const size_t cuts[] = { 0, 1, 2, b->n / 4, b->n / 2, b->n - b->n / 4, b->n - 1 };
	size_t i;

	for (i = 0; i < sizeof cuts / sizeof cuts[0] && c->findings == 0; i++)
		if (write_file(path, b->data, cuts[i]))
			try_location(c, path);
}

/* One byte in a few is another, by a fixed rule. */
static void each_damage(struct conform *c, const char *path, struct bytes *b)
{
	uint32_t seed = 1;
	int round;
	size_t i;

	for (round = 0; round < 40 && c->findings == 0; round++) {
		for (i = 0; i < 4; i++) {
			seed = seed * 1664525 + 1013904223;
			b->data[(seed >> 8) % b->n] = (char)(seed >> 24);
		}
		if (write_file(path, b->data, b->n))
			try_location(c, path);
	}
}

static void with_copy(struct conform *c,
                      void (*run)(struct conform *c, const char *path, struct bytes *b))
{
	struct bytes b;
	char path[300];

	/* What is no file has no bytes that could be broken. */
	if (load(&b, c->args->location) && make_file(path, sizeof path, c->args->location)) {
		run(c, path, &b);
		remove_file(path);
	}
	free(b.data);
}

static void cut(struct conform *c)
{
	with_copy(c, each_cut);
}

static void damaged(struct conform *c)
{
	with_copy(c, each_damage);
}

/* A peer that keeps the line open and says nothing: a pipe with a writer that sleeps. */
static void silent(struct conform *c)
{
	struct stat st;
	char path[300];
	struct spy s;
	int fd;

	if (stat(c->args->location, &st) != 0 || !S_ISREG(st.st_mode) ||
	    !make_file(path, sizeof path, c->args->location))
		return;
	if (mkfifo(path, 0600) == 0 && (fd = open(path, O_RDWR | O_CLOEXEC)) >= 0) {
		if (spy_init(&s, c)) {
			s.location = path;
			s.mute = true;
			s.stop_after = 3;
			s.side.deadline = 500;
			spy_whole(&s);
			spy_fini(&s);
		}
		close(fd);
	}
	remove_file(path);
}

static const char *const odd_texts[] = { "",  "x",    "0",    "-1",    "口",
	                                 ";", "a\tb", "%s%n", "../..", NULL };
static const char *const odd_numbers[] = { "0", "1", "999999999999999999", NULL };

static void try_option(struct conform *c, const char *name, const char *value)
{
	struct spy s;

	if (!spy_init(&s, c))
		return;
	s.option = name;
	s.value = value;
	s.mute = true;
	if (c->table->source && c->args->location)
		spy_whole(&s);
	spy_fini(&s);
}

static void each_option(struct conform *c)
{
	static char long_text[4097];
	size_t i, k;

	memset(long_text, 'x', sizeof long_text - 1);
	for (i = 0; i < c->table->n_options; i++) {
		const struct guiju_option *o = &c->table->options[i];
		const char *const *odd = o->type == GUIJU_OPTION_NUMBER ? odd_numbers : odd_texts;
		char word[64];
		const char *p = o->choices;
		int used;

		if (o->type != GUIJU_OPTION_CHOICE) {
			for (k = 0; odd[k]; k++)
				try_option(c, o->name, odd[k]);
			if (o->type != GUIJU_OPTION_NUMBER)
				try_option(c, o->name, long_text);
			continue;
		}
		for (; sscanf(p, "%63s%n", word, &used) == 1; p += used)
			try_option(c, o->name, word);
	}
}

const struct conform_trial conform_input_trials[] = {
	{ TR_NOOP("an input that is not there"), true, false, false, missing },
	{ TR_NOOP("fails again and again"), true, false, false, missing_again },
	{ TR_NOOP("an input without any known column"), true, false, true, strange_columns },
	{ TR_NOOP("an input that is cut off"), true, false, true, cut },
	{ TR_NOOP("an input that is damaged"), true, false, true, damaged },
	{ TR_NOOP("a peer that says nothing"), true, false, true, silent },
	{ TR_NOOP("every option, wrong in turn"), true, false, true, each_option },
	{ 0 },
};
