/* side.c: options, deadline and secrets of a plugin's instance. */
#include "engine/run/side.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/base/tr.h"
#include "engine/run/option.h"

/* Shorter ones would blot out ordinary words. */
enum { SECRET_LEAST = 4 };

int64_t gj_side_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int gj_side_options(struct gj_side *side, const char *const *given, size_t n, struct gj_err *err)
{
	if (side->plugin->n_options > 0) {
		side->options = calloc(side->plugin->n_options, sizeof *side->options);
		if (side->options == NULL)
			return gj_err_nomem(err, tr("the options of a plugin"));
	}
	return gj_option_parse(side->options, side->plugin, given, n, err);
}

void gj_side_fini(struct gj_side *side)
{
	size_t i;

	for (i = 0; side->options && i < side->plugin->n_options; i++) {
		if (side->options[i] && side->plugin->options[i].type == GUIJU_OPTION_SECRET)
			explicit_bzero(side->options[i], strlen(side->options[i]));
		free(side->options[i]);
	}
	free(side->options);
	side->options = NULL;
}

void gj_side_begin(struct gj_side *side)
{
	side->said[0] = '\0';
	side->until = side->deadline > 0 ? gj_side_clock() + side->deadline : 0;
}

int64_t gj_side_left(const struct gj_side *side)
{
	int64_t left;

	if (side->until == 0)
		return -1;
	left = side->until - gj_side_clock();
	return left > 0 ? left : 0;
}

bool gj_side_late(const struct gj_side *side)
{
	return gj_side_left(side) == 0;
}

bool gj_side_stopped(const struct gj_side *side)
{
	return side->canceled && side->canceled(side->ctx);
}

bool gj_side_canceled(const struct gj_side *side)
{
	return gj_side_stopped(side) || gj_side_late(side);
}

static size_t hide(char *text, size_t n, const char *secret)
{
	size_t size = strlen(secret);
	size_t at = 0;

	while (size >= SECRET_LEAST && at + size <= n) {
		if (memcmp(text + at, secret, size) != 0) {
			at++;
			continue;
		}
		memset(text + at, '*', 3);
		memmove(text + at + 3, text + at + size, n - at - size);
		n -= size - 3;
		at += 3;
	}
	return n;
}

size_t gj_side_hide(const struct gj_side *side, char *text, size_t n)
{
	size_t i;

	for (i = 0; side->options && i < side->plugin->n_options; i++)
		if (side->options[i] && side->plugin->options[i].type == GUIJU_OPTION_SECRET)
			n = hide(text, n, side->options[i]);
	return n;
}
