/* replay.c: gives every file of the folders named to a fuzz target: fuzzing without a fuzzer. With GJ_FUZZER there is
 * nothing here, since the fuzzer has a main of its own. */
#ifndef GJ_FUZZER
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

static int replay_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = NULL;
	size_t n = 0;
	size_t room = 0;
	uint8_t *more;

	if (file == NULL) {
		perror(path);
		return -1;
	}
	do {
		room = room == 0 ? 4096 : 2 * room;
		more = realloc(data, room);
		if (more == NULL)
			abort();
		data = more;
		n += fread(data + n, 1, room - n, file);
	} while (n == room);
	fclose(file);
	/* Its exact size, so that a sanitizer sees a read past the end. */
	more = malloc(n > 0 ? n : 1);
	if (more == NULL)
		abort();
	memcpy(more, data, n);
	free(data);
	LLVMFuzzerTestOneInput(more, n);
	free(more);
	return 1;
}

/* How many files; -1 when one could not be read. */
static int replay(const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	char name[4096];
	int n = 0;
	int got;

	if (folder == NULL)
		return replay_file(path);
	while ((entry = readdir(folder)) != NULL) {
		if (*entry->d_name == '.')
			continue;
		snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
		got = replay(name);
		n = got < 0 || n < 0 ? -1 : n + got;
	}
	closedir(folder);
	return n;
}

int main(int argc, char **argv)
{
	int status = argc > 1 ? EXIT_SUCCESS : EXIT_FAILURE;
	int i;
	int n;

	for (i = 1; i < argc; i++) {
		n = replay(argv[i]);
		printf("%s: %d inputs\n", argv[i], n);
		/* A corpus that is not there must not look like one that passed. */
		if (n <= 0)
			status = EXIT_FAILURE;
	}
	return status;
}
#else
extern int gj_fuzzer_has_main;
#endif
