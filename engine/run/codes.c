/* codes.c: a hash table of credit codes. */
#include "engine/run/codes.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/err.h"
#include "engine/base/tr.h"

enum { FIRST_ROOM = 64 };

void gj_codes_fini(struct gj_codes *c)
{
	free(c->slots);
	*c = (struct gj_codes){ .n = 0 };
}

/* FNV-1a; nobody gains by codes that collide, and a check character limits them. */
static size_t hash(const char *code)
{
	uint64_t h = 14695981039346656037u;

	while (*code != '\0')
		h = (h ^ (unsigned char)*code++) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

/* The slot that holds the code, or the empty one where it belongs. */
static struct gj_codes_item *slot(const struct gj_codes *c, const char *code)
{
	size_t i = hash(code) & (c->room - 1);

	while (c->slots[i].code[0] != '\0' && strcmp(c->slots[i].code, code) != 0)
		i = (i + 1) & (c->room - 1);
	return &c->slots[i];
}

static int grow(struct gj_codes *c, struct gj_err *err)
{
	struct gj_codes bigger = { .room = c->room ? 2 * c->room : FIRST_ROOM, .n = c->n };
	size_t i;

	bigger.slots = calloc(bigger.room, sizeof *bigger.slots);
	if (bigger.slots == NULL)
		return gj_err_nomem(err, tr("the credit codes of an import"));
	for (i = 0; i < c->room; i++)
		if (c->slots[i].code[0] != '\0')
			*slot(&bigger, c->slots[i].code) = c->slots[i];
	free(c->slots);
	*c = bigger;
	return 0;
}

int gj_codes_put(struct gj_codes *c, const char *code, uint64_t place, uint64_t tag,
                 struct gj_err *err)
{
	struct gj_codes_item *item;
	int rc;

	if (4 * (c->n + 1) > 3 * c->room) {
		rc = grow(c, err);
		if (rc < 0)
			return rc;
	}
	item = slot(c, code);
	if (item->code[0] == '\0') {
		strncpy(item->code, code, sizeof item->code - 1);
		c->n++;
	} else if (item->place != 0) {
		return 0;
	}
	item->place = place;
	item->tag = tag;
	return 0;
}

const struct gj_codes_item *gj_codes_find(const struct gj_codes *c, const char *code)
{
	const struct gj_codes_item *item;

	if (c->n == 0)
		return NULL;
	item = slot(c, code);
	return item->code[0] != '\0' && item->place != 0 ? item : NULL;
}

void gj_codes_drop(struct gj_codes *c, const char *code)
{
	struct gj_codes_item *item;

	if (c->n == 0)
		return;
	item = slot(c, code);
	if (item->code[0] != '\0')
		item->place = 0;
}
