/* json.c: RFC 8259 to the letter, and names of an object only once; numbers stay text. */
#include <stdlib.h>
#include <string.h>

#include "common/tell.h"
#include "common/utf8.h"
#include "common/json.h"

struct cursor {
	struct src_json *j;
	const char *start, *s, *end;
	unsigned depth;
};

void src_json_fini(struct src_json *j)
{
	free(j->members);
	free(j->names);
	*j = (struct src_json){ .n_members = 0 };
}

static void skip_spaces(struct cursor *c)
{
	while (c->s < c->end && (*c->s == ' ' || *c->s == '\n' || *c->s == '\r' || *c->s == '\t'))
		c->s++;
}

static enum src_json_fault fault(struct cursor *c, const char *at, enum src_json_fault what)
{
	c->j->fault_at = (size_t)(at - c->start);
	return what;
}

static bool grow(void **array, size_t *room, size_t want, size_t size)
{
	size_t more = *room ? *room : 256;
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

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Four digits; -1 when they are none. */
static long unit(const char *s, const char *end)
{
	long code = 0;
	int i;

	if (end - s < 4)
		return -1;
	for (i = 0; i < 4; i++) {
		if (hex(s[i]) < 0)
			return -1;
		code = 16 * code + hex(s[i]);
	}
	return code;
}

/* Behind the "\u" of an escape: the character, and how many bytes of s it takes. */
static long escaped(const char *s, const char *end, size_t *used)
{
	long high = unit(s, end), low;

	*used = 4;
	if (high < 0xd800 || high > 0xdfff)
		return high;
	if (high > 0xdbff || end - s < 10 || s[4] != '\\' || s[5] != 'u')
		return -2;
	low = unit(s + 6, end);
	*used = 10;
	if (low < 0xdc00 || low > 0xdfff)
		return -2;
	return 0x10000 + (high - 0xd800) * 0x400 + (low - 0xdc00);
}

static enum src_json_fault check_escape(struct cursor *c)
{
	const char *at = c->s;
	size_t used;
	long code;

	if (c->end - c->s < 2)
		return fault(c, c->end, SRC_JSON_CUT);
	c->s++;
	if (*c->s != 'u') {
		if (strchr("\"\\/bfnrt", *c->s) == NULL || *c->s == '\0')
			return fault(c, at, SRC_JSON_ESCAPE);
		c->s++;
		return SRC_JSON_OK;
	}
	code = escaped(c->s + 1, c->end, &used);
	if (code == -1)
		return fault(c, at, SRC_JSON_ESCAPE);
	if (code == -2)
		return fault(c, at, SRC_JSON_SURROGATE);
	if (code == 0)
		return fault(c, at, SRC_JSON_ZERO);
	c->s += 1 + used;
	return SRC_JSON_OK;
}

static enum src_json_fault check_string(struct cursor *c)
{
	enum src_json_fault rc;

	for (c->s++; c->s < c->end;) {
		unsigned char b = (unsigned char)*c->s;

		if (b == '"') {
			c->s++;
			return SRC_JSON_OK;
		}
		if (b < 0x20)
			return fault(c, c->s, SRC_JSON_CONTROL);
		if (b != '\\') {
			c->s++;
			continue;
		}
		rc = check_escape(c);
		if (rc != SRC_JSON_OK)
			return rc;
	}
	return fault(c, c->end, SRC_JSON_CUT);
}

static const char *skip_digits(const char *s, const char *end)
{
	while (s < end && *s >= '0' && *s <= '9')
		s++;
	return s;
}

static enum src_json_fault check_number(struct cursor *c)
{
	const char *at = c->s, *s = c->s, *from;

	if (*s == '-')
		s++;
	from = s;
	s = skip_digits(s, c->end);
	if (s == from || (*from == '0' && s - from > 1))
		return fault(c, at, SRC_JSON_DIGITS);
	if (s < c->end && *s == '.') {
		from = ++s;
		s = skip_digits(s, c->end);
		if (s == from)
			return fault(c, at, SRC_JSON_DIGITS);
	}
	if (s < c->end && (*s == 'e' || *s == 'E')) {
		s++;
		if (s < c->end && (*s == '+' || *s == '-'))
			s++;
		from = s;
		s = skip_digits(s, c->end);
		if (s == from)
			return fault(c, at, SRC_JSON_DIGITS);
	}
	c->s = s;
	return SRC_JSON_OK;
}

static enum src_json_fault check_literal(struct cursor *c, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(c->end - c->s) < n || memcmp(c->s, word, n) != 0)
		return fault(c, c->s, SRC_JSON_LITERAL);
	c->s += n;
	return SRC_JSON_OK;
}

static uint64_t hash_of(const char *s, size_t n)
{
	uint64_t h = UINT64_C(14695981039346656037);
	size_t i;

	for (i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * UINT64_C(1099511628211);
	return h;
}

/* The name among those of its object, without escapes: \u0061 and a are the same. */
static enum src_json_fault put_name(struct cursor *c, const char *at, size_t first)
{
	struct src_json *j = c->j;
	struct src_json_value string = { SRC_JSON_STRING, at, (size_t)(c->s - at) };
	struct src_json_name name = { .at = j->n_names };
	size_t i;

	if (j->n_members - first >= SRC_JSON_MEMBERS)
		return fault(c, at, SRC_JSON_MANY);
	if (!grow((void **)&j->names, &j->room_names, j->n_names + string.n, 1) ||
	    !grow((void **)&j->members, &j->room_members, j->n_members + 1, sizeof *j->members))
		return SRC_JSON_NO_MEMORY;
	name.size = src_json_text(j->names + name.at, &string);
	name.hash = hash_of(j->names + name.at, name.size);
	for (i = first; i < j->n_members; i++)
		if (j->members[i].hash == name.hash && j->members[i].size == name.size &&
		    memcmp(j->names + j->members[i].at, j->names + name.at, name.size) == 0)
			return fault(c, at, SRC_JSON_DUPLICATE);
	j->n_names += name.size;
	j->members[j->n_members++] = name;
	return SRC_JSON_OK;
}

static enum src_json_fault check_value(struct cursor *c);

static enum src_json_fault check_member(struct cursor *c, size_t first)
{
	const char *at = c->s;
	enum src_json_fault rc;

	if (c->s == c->end)
		return fault(c, c->end, SRC_JSON_CUT);
	if (*c->s != '"')
		return fault(c, at, SRC_JSON_NAME);
	rc = check_string(c);
	if (rc == SRC_JSON_OK)
		rc = put_name(c, at, first);
	if (rc != SRC_JSON_OK)
		return rc;
	skip_spaces(c);
	if (c->s == c->end)
		return fault(c, c->end, SRC_JSON_CUT);
	if (*c->s != ':')
		return fault(c, c->s, SRC_JSON_COLON);
	c->s++;
	return check_value(c);
}

/* An object (close '}') or an array, from its bracket on. */
static enum src_json_fault check_many(struct cursor *c, char close)
{
	size_t first = c->j->n_members, names = c->j->n_names;
	enum src_json_fault rc;

	if (++c->depth > SRC_JSON_DEPTH)
		return fault(c, c->s, SRC_JSON_DEEP);
	c->s++;
	skip_spaces(c);
	if (c->s < c->end && *c->s == close) {
		c->s++;
		c->depth--;
		return SRC_JSON_OK;
	}
	for (;;) {
		skip_spaces(c);
		rc = close == '}' ? check_member(c, first) : check_value(c);
		if (rc != SRC_JSON_OK)
			return rc;
		skip_spaces(c);
		if (c->s == c->end)
			return fault(c, c->end, SRC_JSON_CUT);
		if (*c->s == close)
			break;
		if (*c->s != ',')
			return fault(c, c->s, SRC_JSON_COMMA);
		c->s++;
	}
	c->s++;
	c->depth--;
	c->j->n_members = first;
	c->j->n_names = names;
	return SRC_JSON_OK;
}

static enum src_json_fault check_value(struct cursor *c)
{
	skip_spaces(c);
	if (c->s == c->end)
		return fault(c, c->end, SRC_JSON_CUT);
	switch (*c->s) {
	case '{':
		return check_many(c, '}');
	case '[':
		return check_many(c, ']');
	case '"':
		return check_string(c);
	case 't':
		return check_literal(c, "true");
	case 'f':
		return check_literal(c, "false");
	case 'n':
		return check_literal(c, "null");
	default:
		if (*c->s == '-' || (*c->s >= '0' && *c->s <= '9'))
			return check_number(c);
		return fault(c, c->s, SRC_JSON_VALUE);
	}
}

static enum src_json_kind kind_of(char first)
{
	switch (first) {
	case '{':
		return SRC_JSON_OBJECT;
	case '[':
		return SRC_JSON_ARRAY;
	case '"':
		return SRC_JSON_STRING;
	case 't':
		return SRC_JSON_TRUE;
	case 'f':
		return SRC_JSON_FALSE;
	case 'n':
		return SRC_JSON_NULL;
	default:
		return SRC_JSON_NUMBER;
	}
}

enum src_json_fault src_json_check(struct src_json *j, const char *s, size_t n,
                                   struct src_json_value *out)
{
	struct cursor c = { .j = j, .start = s, .s = s, .end = s + n };
	enum src_json_fault rc;
	const char *from;
	bool cut;
	size_t good = src_utf8_valid(s, n, &cut);

	j->n_members = 0;
	j->n_names = 0;
	j->fault_at = 0;
	/* A byte 0 is told where it stands, as a control character or no value. */
	if (good < n && s[good] != '\0')
		return fault(&c, s + good, SRC_JSON_UTF8);
	skip_spaces(&c);
	from = c.s;
	rc = check_value(&c);
	if (rc != SRC_JSON_OK)
		return rc;
	*out = (struct src_json_value){ kind_of(*from), from, (size_t)(c.s - from) };
	skip_spaces(&c);
	if (c.s < c.end)
		return fault(&c, c.s, SRC_JSON_BEHIND);
	/* Behind a byte 0 nothing was looked at; but that byte is never well-formed JSON. */
	return SRC_JSON_OK;
}

const char *src_json_reason(enum src_json_fault what)
{
	switch (what) {
	case SRC_JSON_OK:
	case SRC_JSON_NO_MEMORY:
		return tr("there is not enough memory to read the file");
	case SRC_JSON_CUT:
		return tr("the record ends too early: each takes one line in a .jsonl file");
	case SRC_JSON_VALUE:
		return tr("a value is expected here");
	case SRC_JSON_LITERAL:
		return tr("only true, false and null may stand without quotation marks");
	case SRC_JSON_DIGITS:
		return tr("this is no number as JSON writes them: no leading 0 or +, digits on "
		          "both sides of the point");
	case SRC_JSON_CONTROL:
		return tr("a control character or end of line within a text must be written as "
		          "\\n or \\u000a");
	case SRC_JSON_ESCAPE:
		return tr("there is no such escape: a backslash in a text is written \\\\");
	case SRC_JSON_SURROGATE:
		return tr("this escape is half a character: write the other half behind it");
	case SRC_JSON_ZERO:
		return tr("a text cannot hold the character 0");
	case SRC_JSON_UTF8:
		return tr("these bytes are no UTF-8: save the file as UTF-8");
	case SRC_JSON_NAME:
		return tr("a name in quotation marks is expected here: is there a comma too many?");
	case SRC_JSON_COLON:
		return tr("a colon is expected here");
	case SRC_JSON_COMMA:
		return tr("a comma or the closing bracket is expected here");
	case SRC_JSON_DUPLICATE:
		return tr("this name stands twice in one object: keep one");
	case SRC_JSON_DEEP:
		return tr("the values are nested too deeply");
	case SRC_JSON_MANY:
		return tr("the object has too many names");
	case SRC_JSON_BEHIND:
		return tr("something follows the record: each takes one line in a .jsonl file");
	}
	return "";
}

/* Past a value that was checked. */
static const char *skip_value(const char *s)
{
	unsigned depth = 0;

	do {
		switch (*s) {
		case '"':
			for (s++; *s != '"'; s++)
				if (*s == '\\')
					s++;
			s++;
			break;
		case '{':
		case '[':
			depth++;
			s++;
			break;
		case '}':
		case ']':
			depth--;
			s++;
			break;
		default:
			s++;
		}
	} while (depth > 0);
	return s;
}

bool src_json_next(const struct src_json_value *in, size_t *at, struct src_json_value *name,
                   struct src_json_value *value)
{
	const char *end = in->s + in->n - 1; /* the closing bracket */
	const char *s = in->s + (*at ? *at : 1);

	*name = (struct src_json_value){ .kind = SRC_JSON_NULL };
	while (s < end && strchr(" \t\r\n,", *s))
		s++;
	if (s >= end)
		return false;
	if (in->kind == SRC_JSON_OBJECT) {
		*name = (struct src_json_value){ SRC_JSON_STRING, s, 0 };
		s = skip_value(s);
		name->n = (size_t)(s - name->s);
		while (strchr(" \t\r\n:", *s))
			s++;
	}
	*value = (struct src_json_value){ kind_of(*s), s, 0 };
	if (strchr("\"{[", *s))
		s = skip_value(s);
	else
		while (s < end && strchr(" \t\r\n,", *s) == NULL)
			s++;
	value->n = (size_t)(s - value->s);
	*at = (size_t)(s - in->s);
	return true;
}

static size_t put_code(char *out, long code)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xc0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xe0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3f));
		out[2] = (char)(0x80 | (code & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3f));
	out[2] = (char)(0x80 | (code >> 6 & 0x3f));
	out[3] = (char)(0x80 | (code & 0x3f));
	return 4;
}

size_t src_json_text(char *out, const struct src_json_value *string)
{
	static const char letters[] = "bfnrt", means[] = "\b\f\n\r\t";
	const char *s = string->s + 1, *end = string->s + string->n - 1, *run;
	size_t to = 0, used;

	while (s < end) {
		run = memchr(s, '\\', (size_t)(end - s));
		if (run == NULL)
			run = end;
		memcpy(out + to, s, (size_t)(run - s));
		to += (size_t)(run - s);
		if (run == end)
			break;
		s = run + 1;
		if (*s == 'u') {
			to += put_code(out + to, escaped(s + 1, end, &used));
			s += 1 + used;
		} else {
			const char *letter = strchr(letters, *s);

			out[to++] = letter ? means[letter - letters] : *s;
			s++;
		}
	}
	return to;
}
