/* mapping.c: reads a mapping file line by line, and says of each wrong line what is wrong. */
#include "engine/run/mapping.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"

enum { LINES = 1000, BYTES = 256 * 1024, TOLD = 5 /* wrong lines that fit into one message */ };

struct reader {
	struct gj_mapping *mapping;
	const struct gj_facts *facts;
	const char *path;
	const struct gj_fact *list; /* of the section */
	bool lost;                  /* the section's list is not known: its lines are passed over */
	int line, wrong;
	struct gj_buf told;
};

static void wrong(struct reader *r, const char *format, const char *what)
{
	if (++r->wrong > TOLD)
		return;
	gj_buf_printf(&r->told, "%s%s:%d: ", r->wrong > 1 ? "; " : "", r->path, r->line);
	gj_buf_printf(&r->told, "%s%s%s", format, *what ? ": " : "", what);
}

static const struct gj_fact *find(const struct reader *r, const char *key)
{
	const struct gj_fact *subject = gj_facts_role(r->facts, GJ_ROLE_SUBJECT);

	if (r->list == NULL)
		return gj_facts_find(r->facts, key);
	for (size_t i = 0; i < r->list->n_fields; i++)
		if (strcmp(r->list->fields[i].key, key) == 0)
			return &r->list->fields[i];
	if (subject && (strcmp(key, "subject_code") == 0 || strcmp(key, subject->key) == 0))
		return subject;
	return NULL;
}

static void open_section(struct reader *r, char *name, size_t n)
{
	r->lost = true;
	if (n < 3 || name[n - 1] != ']') {
		wrong(r, tr("a section is written [list]"), "");
		return;
	}
	name[n - 1] = '\0';
	r->list = gj_facts_find(r->facts, name + 1);
	if (r->list == NULL || r->list->type != GJ_FACT_LIST) {
		wrong(r, tr("there is no such list"), name + 1);
		r->list = NULL;
		return;
	}
	r->lost = false;
}

static int put(struct reader *r, const char *heading, const struct gj_fact *fact,
               struct gj_err *err)
{
	struct gj_mapping *m = r->mapping;

	for (size_t i = 0; i < m->n; i++)
		if (m->lines[i].list == r->list && strcmp(m->lines[i].heading, heading) == 0) {
			wrong(r, tr("this heading stands in an earlier line already"), heading);
			return 0;
		}
	if (m->n == LINES) {
		wrong(r, tr("too many lines"), "");
		return 0;
	}
	m->lines[m->n].heading = gj_arena_strdup(&m->arena, heading);
	if (m->lines[m->n].heading == NULL)
		return gj_err_nomem(err, r->path);
	m->lines[m->n].list = r->list;
	m->lines[m->n++].fact = fact;
	return 0;
}

/* In place: what stands between `from` and `to` without the spaces around it. */
static char *trim(char *from, char *to)
{
	const char *s = from;
	size_t n = gj_text_trim(&s, (size_t)(to - from));

	memmove(from, s, n);
	from[n] = '\0';
	return from;
}

static int read_line(struct reader *r, char *line, char *end, struct gj_err *err)
{
	const struct gj_fact *fact = NULL;
	char *equals, *heading, *key;

	r->line++;
	if (gj_text_valid(line, (size_t)(end - line)) != (size_t)(end - line)) {
		wrong(r, tr("this line is no UTF-8: save the file as UTF-8"), "");
		return 0;
	}
	line = trim(line, end);
	end = line + strlen(line);
	if (*line == '\0' || *line == '#')
		return 0;
	if (*line == '[') {
		open_section(r, line, (size_t)(end - line));
		return 0;
	}
	if (r->lost)
		return 0;
	/* A key has no such sign; a heading may. */
	equals = strrchr(line, '=');
	if (equals == NULL || equals == line) {
		wrong(r, tr("a line is written: heading = key of a fact"), line);
		return 0;
	}
	key = trim(equals + 1, end);
	heading = trim(line, equals);
	if (strcmp(key, "-") != 0) {
		fact = find(r, key);
		if (fact == NULL) {
			wrong(r,
			      tr("there is no such fact; see guiju doc, or write - to leave the "
			         "column out"),
			      key);
			return 0;
		}
	}
	return put(r, heading, fact, err);
}

static int read_all(struct reader *r, char *text, size_t n, struct gj_err *err)
{
	char *end = text + n, *next;
	int rc = 0;

	if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	for (; rc == 0 && text < end; text = next) {
		char *stop = memchr(text, '\n', (size_t)(end - text));

		next = stop ? stop + 1 : end;
		rc = read_line(r, text, stop ? stop : end, err);
	}
	if (rc < 0)
		return rc;
	if (r->wrong > TOLD)
		gj_buf_printf(&r->told, tr("; %s: %d more lines are wrong"), r->path,
		              r->wrong - TOLD);
	if (r->told.failed)
		return gj_err_nomem(err, r->path);
	return r->wrong ? gj_err_set(err, GJ_EFORMAT, "%s", gj_buf_str(&r->told)) : 0;
}

int gj_mapping_load(struct gj_mapping *m, const char *path, const struct gj_facts *facts,
                    struct gj_err *err)
{
	struct reader r = { .mapping = m, .facts = facts, .path = path };
	FILE *file = fopen(path, "re");
	char *text;
	size_t n;
	int rc;

	*m = (struct gj_mapping){ .n = 0 };
	if (file == NULL)
		return gj_err_set(err, GJ_EIO, tr("%s cannot be opened: %s"), path,
		                  strerror(errno));
	gj_arena_init(&m->arena, 0);
	gj_buf_init(&r.told);
	text = gj_arena_alloc(&m->arena, BYTES + 1);
	m->lines = gj_arena_array(&m->arena, LINES, sizeof *m->lines);
	if (text == NULL || m->lines == NULL) {
		rc = gj_err_nomem(err, path);
		goto out;
	}
	n = fread(text, 1, BYTES, file);
	text[n] = '\0';
	if (ferror(file))
		rc = gj_err_set(err, GJ_EIO, tr("%s cannot be read"), path);
	else if (n == BYTES)
		rc = gj_err_set(err, GJ_EFORMAT, tr("%s is too long for a mapping file"), path);
	else
		rc = read_all(&r, text, n, err);
out:
	gj_buf_fini(&r.told);
	fclose(file);
	if (rc < 0)
		gj_mapping_fini(m);
	return rc;
}

void gj_mapping_fini(struct gj_mapping *m)
{
	gj_arena_fini(&m->arena);
	*m = (struct gj_mapping){ .n = 0 };
}
