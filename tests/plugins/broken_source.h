/* broken_source.h: a small right source of credit codes, a line each, that each broken_*.c breaks in one place. */
#ifndef TEST_PLUGINS_BROKEN_SOURCE_H
#define TEST_PLUGINS_BROKEN_SOURCE_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "guiju.h"

/* Where the breaks are; s is the source, b the batch, r the row. */
#ifndef AT_OPEN
#define AT_OPEN(s)
#endif
#ifndef AT_READ
#define AT_READ(s, b)
#endif
#ifndef AT_ROW
#define AT_ROW(s, b, r)
#endif
#ifndef AT_END
#define AT_END(s, b)
#endif
#ifndef AT_CLOSE
#define AT_CLOSE(s)
#endif
#ifndef ENDINGS
#define ENDINGS ".txt"
#endif
#ifndef TAKES_PIPES
#define TAKES_PIPES 0
#endif
#ifndef NO_MEMORY
#define NO_MEMORY GUIJU_NOMEM
#endif

struct guiju_source {
	const struct guiju_host *host;
	const struct guiju_open *args;
	FILE *file;
	uint64_t line;
	char *texts; /* owned: 24 bytes a row of the batch */
	uint32_t room;
	void *more;
};

static inline void doze(void)
{
	const struct timespec t = { 0, 20000000 };

	nanosleep(&t, NULL);
}

static void broken_close(struct guiju_source *s)
{
	AT_CLOSE(s);
	if (s->file)
		fclose(s->file);
	free(s->texts);
	free(s);
}

static int32_t broken_open(const struct guiju_host *host, const struct guiju_open *args,
                           struct guiju_source **out)
{
	struct guiju_source *s = calloc(1, sizeof *s);
	struct stat st;

	if (s == NULL)
		return GUIJU_NOMEM;
	s->host = host;
	s->args = args;
	/* A pipe could keep fopen() waiting. */
	if (stat(args->location, &st) == 0 && (S_ISREG(st.st_mode) || TAKES_PIPES))
		s->file = fopen(args->location, "re");
	if (s->file == NULL || fgetc(s->file) == EOF) {
		broken_close(s);
		return host->fail(args->host_data, "the file cannot be read");
	}
	rewind(s->file);
	AT_OPEN(s);
	*out = s;
	return GUIJU_OK;
}

static int32_t broken_read(struct guiju_source *s, struct guiju_batch *b)
{
	struct guiju_cells *codes = guiju_cells_at(b, 0);
	uint32_t r = 0;
	char line[24];

	if (s->host->canceled(s->args->host_data))
		return GUIJU_END;
	if (s->room < b->capacity) {
		free(s->texts);
		s->texts = malloc((size_t)b->capacity * sizeof line);
		s->room = s->texts ? b->capacity : 0;
		if (s->texts == NULL)
			return NO_MEMORY;
	}
	AT_READ(s, b);
	while (r < b->capacity && fgets(line, sizeof line, s->file)) {
		char *text = s->texts + r * sizeof line;
		size_t n = strcspn(line, "\r\n");

		memcpy(text, line, n);
		b->places[r] = ++s->line;
		codes->states[r] = n > 0 ? GUIJU_GIVEN : GUIJU_MISSING;
		codes->texts[r] = (struct guiju_text){ text, n };
		AT_ROW(s, b, r);
		r++;
	}
	b->rows = r;
	AT_END(s, b);
	return r > 0 ? GUIJU_OK : GUIJU_END;
}

static const struct guiju_source_ops broken_ops = {
	.size = sizeof broken_ops,
	.open = broken_open,
	.read = broken_read,
	.close = broken_close,
};

static const struct guiju_option broken_options[] = {
	{ .size = sizeof broken_options[0],
	  .type = GUIJU_OPTION_SECRET,
	  .name = "token",
	  .value = "",
	  .help_zh = "口令",
	  .help_en = "a token" },
};

static const struct guiju_plugin broken_plugin = {
	.size = sizeof broken_plugin,
	.abi_major = GUIJU_ABI_MAJOR,
	.abi_minor = GUIJU_ABI_MINOR,
	.name = NAME,
	.version = "1",
	.summary_zh = "试验用",
	.summary_en = "for tests",
	.endings = ENDINGS,
	.options = broken_options,
	.n_options = 1,
	.source = &broken_ops,
};

const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	(void)host;
	return &broken_plugin;
}
#endif
