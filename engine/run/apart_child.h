/* apart_child.h: internal to run/: the process that a source of its own runs in. */
#ifndef GJ_APART_CHILD_H
#define GJ_APART_CHILD_H
#include "plugins/guiju.h"
#include <stdatomic.h>

/* What is asked of it: one letter of a message. */
enum {
	APART_READ = 'R',
	APART_HEADING = 'H',
	APART_RAW = 'W',
	APART_PROGRESS = 'P',
	APART_CURSOR = 'C',
	APART_CLOSE = 'X'
};

struct apart_shared {    /* seen by both */
	atomic_int stop; /* the running call is to stop */
};

/* In the child: opens the source, answers until it is closed or the socket is, and ends the process. */
void apart_child_run(int fd, const struct guiju_host *host, const struct guiju_open *args,
                     struct apart_shared *shared);
#endif
