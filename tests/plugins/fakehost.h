/* fakehost.h: a small host for plugins under test; it writes down all that a plugin tells it.
 *
 * It plays a host that is newer than the header: its structs in arrays are longer.
 * It allocates nothing.
 */
#ifndef TEST_PLUGINS_FAKEHOST_H
#define TEST_PLUGINS_FAKEHOST_H
#include "plugins/guiju.h"

enum { FAKE_COLUMNS = 6, FAKE_OPTIONS = 24, FAKE_ROWS = 16, FAKE_TEXT = 8 * 1024 };

struct fakehost {
	struct guiju_host host;
	struct guiju_open args;
	const char *encoding; /* options */
	const char *separator;
	const char *max_megabytes;
	struct {
		const char *name, *value;
	} options[FAKE_OPTIONS]; /* more of them */
	uint32_t n_columns;      /* 4, or all */
	int stop_after;          /* calls of canceled() that answer 0; -1: all */
	int64_t time_left;       /* ms */
	uint32_t capacity;

	/* "2:C00001,name,5,1;" a row, its number first; - missing, ! bad, n/a; "3:broken;" */
	char rows[FAKE_TEXT];
	/* "2 trained [x] reason;" a bad cell, "3 reason;" a bad row */
	char reports[FAKE_TEXT];
	/* "a|b|c;" a row as raw_row() shows it */
	char raws[FAKE_TEXT];
	char heading[FAKE_TEXT];
	char log[FAKE_TEXT]; /* "[1]text;" */
	char failed[FAKE_TEXT];
	uint64_t n_rows;
	uint64_t last_place;
	uint64_t digest; /* of all that went to the texts above, also where they are full */

	struct fake_column {
		struct guiju_column column;
		char later[24];
	} columns[FAKE_COLUMNS];
	struct fake_cells {
		struct guiju_cells cells;
		char later[8];
	} cells[FAKE_COLUMNS];
	uint8_t states[FAKE_COLUMNS][FAKE_ROWS];
	int64_t numbers[FAKE_COLUMNS][FAKE_ROWS];
	struct guiju_text texts[FAKE_COLUMNS][FAKE_ROWS];
	uint64_t places[FAKE_ROWS];
	uint8_t broken[FAKE_ROWS];
	struct guiju_batch batch;
};

/* Columns: code (6 characters, required), name (text), trained (count), has_rules (yes/no). */
void fakehost_init(struct fakehost *f, const char *location);
/* And: day (date; 2022-11-30 is kept as 20221130), money (amount with two decimals). */
void fakehost_init_all(struct fakehost *f, const char *location);
void fakehost_option(struct fakehost *f, const char *name, const char *value);
/* One batch; dumps it. What read() returned. */
int32_t fakehost_read(struct fakehost *f, const struct guiju_source_ops *ops,
                      struct guiju_source *source);
/* Reads to the end, closes: the last code. */
int32_t fakehost_drain(struct fakehost *f, const struct guiju_source_ops *ops,
                       struct guiju_source *source);
/* The same, but opens first. */
int32_t fakehost_all(struct fakehost *f, const struct guiju_source_ops *ops);
#endif
