/* verdicts.h: internal to run/: a byte for each application, in a temporary file: any number in bounded memory. */
#ifndef GJ_VERDICTS_H
#define GJ_VERDICTS_H
#include <stdbool.h>
#include <stdint.h>

struct gj_err;

enum { GJ_VERDICTS_BLOCK = 1 << 16 };

struct gj_verdicts { /* zeroed is closed */
	int fd;
	bool open;
	int64_t block; /* the one in memory; -1: none */
	bool changed;
	unsigned char bytes[GJ_VERDICTS_BLOCK];
};

int gj_verdicts_open(struct gj_verdicts *v, struct gj_err *err);
void gj_verdicts_close(struct gj_verdicts *v);
/* A value from 0 up to 254. Errors: GJ_EIO (a full disk). */
int gj_verdicts_put(struct gj_verdicts *v, int64_t application, int value, struct gj_err *err);
/* Makes what was put visible to gj_verdicts_get(). */
int gj_verdicts_flush(struct gj_verdicts *v, struct gj_err *err);
/* -1 where nothing was put. On any thread, while another puts. */
int gj_verdicts_get(const struct gj_verdicts *v, int64_t application);
#endif
