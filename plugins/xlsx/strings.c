/* strings.c: reads sharedStrings.xml once, and finds texts again by groups of sixteen. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "strings.h"
#include "xml.h"

enum { LENGTH = 4, TEXT = 128 * 1024 /* bytes; a cell has 32767 characters */ };

struct reader {
	struct xlsx_xml xml; /* first */
	struct xlsx_strings *strings;
	size_t memory;
	uint64_t most;
	char *text; /* owned; of the string that is being read */
	size_t n, room;
	bool in_string, in_text;
	unsigned phonetic; /* depth within <rPh>: how to say the text, not the text */
};

static void fail(struct reader *r, int32_t code, const char *text)
{
	struct src_err err;

	if (code == GUIJU_NOMEM)
		src_tell_nomem(&err);
	else
		src_tell(&err, code, "%s", text);
	xlsx_xml_fail(&r->xml, &err);
}

static bool grow(void **array, size_t *room, size_t want, size_t size)
{
	size_t more = *room ? *room : 1024;
	void *grown;

	if (want <= *room)
		return true;
	while (more < want)
		more *= 2;
	grown = realloc(*array, more * size);
	if (grown == NULL)
		return false;
	*array = grown;
	*room = more;
	return true;
}

static int open_temporary(void)
{
	const char *dir = getenv("TMPDIR");
	int fd;

	if (dir == NULL || *dir != '/')
		dir = "/tmp";
	fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	return fd >= 0 ? fd : open("/var/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

/* What is in memory goes to the file. */
static int flush_texts(struct xlsx_strings *s, struct src_err *err)
{
	size_t at = 0;

	if (s->fd < 0)
		s->fd = open_temporary();
	if (s->fd < 0)
		return src_tell(err, GUIJU_FAILED,
		                tr("the texts of the workbook need a temporary file, which cannot "
		                   "be made (%s): set TMPDIR to a folder with room"),
		                strerror(errno));
	while (at < s->n_bytes) {
		ssize_t done = write(s->fd, s->bytes + at, s->n_bytes - at);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return src_tell(err, GUIJU_FAILED,
			                tr("the temporary file for the texts of the workbook "
			                   "cannot be written (%s): set TMPDIR to a folder with "
			                   "room"),
			                strerror(errno));
		at += (size_t)done;
	}
	s->in_file += s->n_bytes;
	s->n_bytes = 0;
	return GUIJU_OK;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The code of "_x000D_", or -1. */
static long escaped(const char *s, size_t n)
{
	long code = 0;
	int i, digit;

	if (n < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_')
		return -1;
	for (i = 2; i < 6; i++) {
		digit = hex(s[i]);
		if (digit < 0)
			return -1;
		code = 16 * code + digit;
	}
	return code;
}

size_t xlsx_strings_clean(char *s, size_t n)
{
	size_t from = 0, to = 0;
	long code;

	if (memchr(s, '_', n) == NULL)
		return n;
	while (from < n) {
		code = escaped(s + from, n - from);
		/* Halves of characters and zero bytes stay as they are written. */
		if (code <= 0 || (code >= 0xd800 && code < 0xe000)) {
			s[to++] = s[from++];
			continue;
		}
		from += 7;
		if (code < 0x80) {
			s[to++] = (char)code;
		} else if (code < 0x800) {
			s[to++] = (char)(0xc0 | code >> 6);
			s[to++] = (char)(0x80 | (code & 0x3f));
		} else {
			s[to++] = (char)(0xe0 | code >> 12);
			s[to++] = (char)(0x80 | (code >> 6 & 0x3f));
			s[to++] = (char)(0x80 | (code & 0x3f));
		}
	}
	return to;
}

static void put_string(struct reader *r)
{
	struct xlsx_strings *s = r->strings;
	uint64_t at = s->in_file + s->n_bytes;
	uint32_t length;
	struct src_err err;

	r->n = xlsx_strings_clean(r->text, r->n);
	length = (uint32_t)r->n;
	if (s->n % XLSX_STRINGS_GROUP == 0) {
		if (!grow((void **)&s->groups, &s->room_groups, s->n_groups + 1,
		          sizeof *s->groups)) {
			fail(r, GUIJU_NOMEM, "");
			return;
		}
		s->groups[s->n_groups++] = at;
	}
	if (at + LENGTH + r->n > r->most) {
		fail(r, GUIJU_FAILED, tr("the workbook has too much text: split it"));
		return;
	}
	if (!grow((void **)&s->bytes, &s->room, s->n_bytes + LENGTH + r->n, 1)) {
		fail(r, GUIJU_NOMEM, "");
		return;
	}
	memcpy(s->bytes + s->n_bytes, &length, LENGTH);
	memcpy(s->bytes + s->n_bytes + LENGTH, r->text, r->n);
	s->n_bytes += LENGTH + r->n;
	s->n++;
	if (s->n_bytes > r->memory && flush_texts(s, &err) != GUIJU_OK)
		xlsx_xml_fail(&r->xml, &err);
}

static void on_start(void *in, const char *name, const char **attributes)
{
	struct reader *r = in;

	(void)attributes;
	if (strcmp(name, "si") == 0) {
		r->in_string = true;
		r->n = 0;
	} else if (strcmp(name, "rPh") == 0) {
		r->phonetic++;
	} else if (strcmp(name, "t") == 0) {
		r->in_text = r->in_string && r->phonetic == 0;
	}
}

static void on_end(void *in, const char *name)
{
	struct reader *r = in;

	if (strcmp(name, "si") == 0) {
		put_string(r);
		r->in_string = false;
	} else if (strcmp(name, "rPh") == 0 && r->phonetic > 0) {
		r->phonetic--;
	} else if (strcmp(name, "t") == 0) {
		r->in_text = false;
	}
}

static void on_text(void *in, const char *text, size_t n)
{
	struct reader *r = in;

	if (!r->in_text)
		return;
	if (r->n + n > TEXT) {
		fail(r, GUIJU_FAILED, tr("a text of the workbook is longer than a cell can hold"));
		return;
	}
	if (!grow((void **)&r->text, &r->room, r->n + n, 1)) {
		fail(r, GUIJU_NOMEM, "");
		return;
	}
	memcpy(r->text + r->n, text, n);
	r->n += n;
}

int32_t xlsx_strings_open(struct xlsx_strings *s, struct xlsx_package *p, const char *part,
                          size_t memory, uint64_t most, struct src_err *err)
{
	static const struct xlsx_xml_ops ops = { on_start, on_end, on_text };
	struct reader r = { .strings = s, .memory = memory, .most = most };
	int32_t rc;

	*s = (struct xlsx_strings){ .fd = -1 };
	if (*part == '\0')
		return GUIJU_OK;
	if (!grow((void **)&r.text, &r.room, 1, 1))
		return src_tell_nomem(err);
	rc = xlsx_xml_read(p, part, &ops, &r, err);
	free(r.text);
	if (rc != GUIJU_OK || s->fd < 0)
		return rc;
	rc = flush_texts(s, err);
	free(s->bytes);
	s->bytes = NULL;
	s->room = 0;
	s->slots = calloc(XLSX_STRINGS_SLOTS, sizeof *s->slots);
	return rc == GUIJU_OK && s->slots == NULL ? src_tell_nomem(err) : rc;
}

void xlsx_strings_close(struct xlsx_strings *s)
{
	size_t i;

	for (i = 0; s->slots && i < XLSX_STRINGS_SLOTS; i++)
		free(s->slots[i].bytes);
	free(s->slots);
	free(s->groups);
	free(s->bytes);
	if (s->fd >= 0)
		close(s->fd);
	*s = (struct xlsx_strings){ .fd = -1 };
}

static int32_t read_group(struct xlsx_strings *s, struct xlsx_strings_slot *slot, size_t group,
                          struct src_err *err)
{
	uint64_t from = s->groups[group];
	uint64_t to = group + 1 < s->n_groups ? s->groups[group + 1] : s->in_file;
	size_t at = 0;

	slot->size = 0;
	/* A slot of long texts is let go, so that all slots together stay small. */
	if (slot->room > 16 * 1024) {
		free(slot->bytes);
		*slot = (struct xlsx_strings_slot){ .bytes = NULL };
	}
	if (!grow((void **)&slot->bytes, &slot->room, (size_t)(to - from), 1))
		return src_tell_nomem(err);
	while (at < to - from) {
		ssize_t n =
		    pread(s->fd, slot->bytes + at, (size_t)(to - from) - at, (off_t)(from + at));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return src_tell(err, GUIJU_FAILED,
			                tr("the temporary file for the texts of the workbook "
			                   "cannot be read (%s)"),
			                strerror(errno));
		at += (size_t)n;
	}
	slot->group = group;
	slot->size = at;
	return GUIJU_OK;
}

int32_t xlsx_strings_get(struct xlsx_strings *s, size_t i, const char **text, size_t *n,
                         struct src_err *err)
{
	size_t group = i / XLSX_STRINGS_GROUP;
	const char *at;
	uint32_t length;
	size_t k;

	if (i >= s->n)
		return GUIJU_END;
	if (s->fd >= 0) {
		struct xlsx_strings_slot *slot = &s->slots[group % XLSX_STRINGS_SLOTS];

		if ((slot->size == 0 || slot->group != group) &&
		    read_group(s, slot, group, err) != GUIJU_OK)
			return err->code;
		at = slot->bytes;
	} else {
		at = s->bytes + s->groups[group];
	}
	for (k = group * XLSX_STRINGS_GROUP;; k++) {
		memcpy(&length, at, LENGTH);
		at += LENGTH;
		if (k == i)
			break;
		at += length;
	}
	*text = at;
	*n = length;
	return GUIJU_OK;
}
