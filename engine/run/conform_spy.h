/* conform_spy.h: internal to run/: one instance of a plugin under trial, and the host that it sees. */
#ifndef GJ_CONFORM_SPY_H
#define GJ_CONFORM_SPY_H
#include "engine/run/conform_inner.h"
#include "engine/run/host.h"
#include "engine/run/side.h"
#include "engine/run/wanted.h"

struct conform_row {
	uint64_t place, digest;
};

/* One instance of the plugin and the host that it sees. */
struct spy {
	struct conform *c;
	/* how to behave; set after spy_init() */
	uint32_t capacity;
	uint32_t later;     /* bytes more in structs of arrays: a newer guiju */
	long stop_after;    /* questions of canceled() answered with 0; -1: all */
	const char *option; /* its value is `value` whatever was given; NULL: none */
	const char *value;
	const char *location, *cursor;
	bool no_columns; /* find_column() knows none */
	bool mute;       /* only crash and hang are findings: broken input has its own rows */
	/* what happened */
	long asked;
	bool complained; /* something was said through host->fail() */
	char said[GJ_ERR_TEXT];
	struct conform_row *rows; /* owned */
	size_t n_rows, room;
	int32_t code; /* of the last call */
	/* the host */
	struct gj_side side;
	struct gj_source source; /* for its columns only */
	bool reading;
	unsigned char *reported; /* owned: a byte for each cell, and each row behind */
	struct guiju_host *host;
	struct guiju_open *open;
	struct guiju_notifier_open *notifier_open;
	struct guiju_batch batch;
	struct guiju_cells *cells;
	uint64_t last_place;
	struct guiju_source *in;
	struct guiju_notifier *notifier;
	int thread;
};

/* conform_spy.c */
bool spy_init(struct spy *s, struct conform *c);
void spy_fini(struct spy *s);
void spy_begin(struct spy *s, const char *doing);                /* before a call */
int32_t spy_end(struct spy *s, const char *doing, int32_t code); /* after it: judges its code */
struct guiju_host *spy_host(struct spy *s);

/* conform_read.c */
int32_t spy_open(struct spy *s); /* GUIJU_OK: s->in is open */
int32_t spy_read(struct spy *s); /* one batch, judged */
int32_t spy_read_all(struct spy *s);
void spy_close(struct spy *s);
/* Opens, reads to the end, closes. */
int32_t spy_whole(struct spy *s);
/* Says it where the rows of b are not those of a. */
bool spy_same(const struct spy *a, const struct spy *b, const char *when);
#endif
