/* broken_thread.c: a source that leaves a thread running each time. */
#include <pthread.h>
#include <stddef.h>
#include <time.h>

static void *rest(void *ctx)
{
	const struct timespec t = { 60, 0 };

	nanosleep(&t, NULL);
	return ctx;
}

static void start(void **more)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, rest, NULL) == 0)
		pthread_detach(thread);
	*more = NULL;
}

#define NAME "broken_thread"
#define AT_OPEN(s) start(&(s)->more)
#include "tests/plugins/broken_source.h"
