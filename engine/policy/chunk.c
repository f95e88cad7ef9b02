/* chunk.c: encodings, bytecode, and the full-width characters that slip into code. */
#include "engine/policy/chunk.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/text.h"
#include "engine/base/tr.h"

/* Characters that a Chinese keyboard gives where Lua wants another; beyond U+FF01..U+FF5E, which are
 * ASCII moved up. */
static const struct {
	uint32_t wide;
	char narrow;
} slips[] = {
	{ 0x201c, '"' }, { 0x201d, '"' }, { 0x2018, '\'' }, { 0x2019, '\'' }, { 0x3001, ',' },
	{ 0x3002, '.' }, { 0x300c, '"' }, { 0x300d, '"' },  { 0x3010, '[' },  { 0x3011, ']' },
	{ 0x2014, '-' }, { 0x2013, '-' }, { 0x2212, '-' },  { 0x00d7, '*' },  { 0x300a, '<' },
	{ 0x300b, '>' }, { 0x3000, ' ' }, { 0x00a0, ' ' },
};

static char narrow_form(uint32_t code)
{
	if (code >= 0xff01 && code <= 0xff5e)
		return (char)(code - 0xff01 + '!');
	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
		if (slips[i].wide == code)
			return slips[i].narrow;
	return '\0';
}

static int line_of(const char *text, size_t at)
{
	int line = 1;

	for (size_t i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
}

bool gj_chunk_check(struct gj_build *b, const struct gj_file *file, struct gj_place place,
                    const char **text, size_t *n)
{
	size_t valid, seen;

	*text = file->data;
	*n = file->n;
	if (*n > 0 && **text == '\x1b') {
		gj_build_report(b, GJ_FOUND_BYTECODE, place, tr("put the source there instead"),
		                tr("the file is compiled Lua; only text is loaded"));
		return false;
	}
	valid = gj_text_valid(*text, *n);
	if (valid < *n) {
		place.line = line_of(*text, valid);
		if ((*text)[valid] == '\0')
			gj_build_report(b, GJ_FOUND_NUL, place,
			                tr("save the file again as UTF-8 text (not UTF-16)"),
			                tr("the file holds a zero byte, so it is no text"));
		else
			gj_build_report(
			    b, GJ_FOUND_ENCODING, place,
			    tr("save the file as UTF-8 (the editor's \"Save as\", encoding "
			       "UTF-8, not ANSI or GB18030)"),
			    tr("the file is not UTF-8 at line %d"), place.line);
		return false;
	}
	seen = gj_text_seen(*text, *n);
	if (seen < *n) {
		place.line = line_of(*text, seen);
		gj_build_report(b, GJ_FOUND_UNSEEN, place,
		                tr("type the line anew instead of copying it"),
		                tr("the line holds U+%04X, which cannot be seen and changes how the "
		                   "line looks"),
		                (unsigned)gj_text_decode(*text + seen, *n - seen, &valid));
		return false;
	}
	if (*n >= 3 && memcmp(*text, "\xef\xbb\xbf", 3) == 0) {
		*text += 3;
		*n -= 3;
	}
	return true;
}

/* Walks over Lua text the way Lua's own lexer does, as far as strings and comments go. */
struct lexer {
	const char *text;
	size_t n, at, line_start;
	int line;
};

static void newline(struct lexer *x)
{
	x->line++;
	x->line_start = x->at + 1;
}

/* At "[": 2 + the number of "=" when a long bracket opens here, else 0. */
static size_t long_bracket(const struct lexer *x)
{
	size_t i = x->at + 1;

	while (i < x->n && x->text[i] == '=')
		i++;
	return i < x->n && x->text[i] == '[' ? i - x->at + 1 : 0;
}

static void skip_long(struct lexer *x, size_t width)
{
	for (x->at += width; x->at < x->n; x->at++) {
		if (x->text[x->at] == '\n')
			newline(x);
		if (x->text[x->at] != ']' || x->n - x->at < width)
			continue;
		if (x->text[x->at + width - 1] == ']' &&
		    strspn(x->text + x->at + 1, "=") == width - 2) {
			x->at += width;
			return;
		}
	}
}

static void skip_comment(struct lexer *x)
{
	size_t width;

	x->at += 2;
	width = x->at < x->n && x->text[x->at] == '[' ? long_bracket(x) : 0;
	if (width)
		skip_long(x, width);
	else
		while (x->at < x->n && x->text[x->at] != '\n')
			x->at++;
}

/* False: the line ends inside the string that began at x->at; it then stays there. */
static bool skip_string(struct lexer *x)
{
	char quote = x->text[x->at];
	size_t i;

	for (i = x->at + 1; i < x->n && x->text[i] != quote; i++) {
		if (x->text[i] == '\n')
			return false;
		if (x->text[i] != '\\' || i + 1 == x->n)
			continue;
		i++;
		if (x->text[i] == '\n') {
			x->line++;
			x->line_start = i + 1;
		}
	}
	x->at = i + 1;
	return i < x->n;
}

static int column(const struct lexer *x)
{
	int n = 1;

	for (size_t i = x->line_start; i < x->at; i++)
		n += ((unsigned char)x->text[i] & 0xc0) != 0x80;
	return n;
}

/* Moves to the first character that is no ASCII and stands outside strings and comments, or to a
 * string that its line does not close (*open); false: there is none. */
static bool find_slip(struct lexer *x, bool *open)
{
	size_t width;

	*open = false;
	while (x->at < x->n) {
		const char *p = x->text + x->at;

		if (*p == '\n')
			newline(x);
		if ((unsigned char)*p >= 0x80)
			return true;
		if (*p == '-' && x->n - x->at > 1 && p[1] == '-') {
			skip_comment(x);
		} else if (*p == '"' || *p == '\'') {
			if (!skip_string(x)) {
				*open = true;
				return true;
			}
		} else if (*p == '[' && (width = long_bracket(x)) > 0) {
			skip_long(x, width);
		} else {
			x->at++;
		}
	}
	return false;
}

/* Moves to the full-width quote that was meant to open or close a string of this line; false: none. */
static bool find_wide_quote(struct lexer *x)
{
	size_t length;

	for (size_t i = x->line_start; i < x->n && x->text[i] != '\n'; i += length) {
		uint32_t code = gj_text_decode(x->text + i, x->n - i, &length);

		if (code == 0x201d || code == 0x201c || code == 0xff02) {
			x->at = i;
			return true;
		}
	}
	return false;
}

/* Whether the narrow form can only have been meant: a quote must be the line's only wide one. */
static bool surely(const struct lexer *x, uint32_t code, char narrow)
{
	size_t length, quotes = 0;

	if (code >= 0xff01 && code <= 0xff5e && narrow != '"')
		return true;
	if (narrow != '"')
		return narrow == ',' || narrow == ' ';
	for (size_t i = x->line_start; i < x->n && x->text[i] != '\n'; i += length) {
		uint32_t c = gj_text_decode(x->text + i, x->n - i, &length);

		quotes += c == 0x201c || c == 0x201d || c == 0xff02;
	}
	return quotes == 1 || (quotes == 2 && code == 0x201c);
}

static void report_slip(struct gj_build *b, const struct lexer *x, struct gj_place place)
{
	size_t length;
	uint32_t code = gj_text_decode(x->text + x->at, x->n - x->at, &length);
	char shown[5] = "", hint[160], narrow = narrow_form(code);

	gj_text_encode(shown, code);
	place.line = x->line;
	if (narrow && surely(x, code, narrow))
		gj_build_fix(b, column(x), shown, (const char[]){ narrow, '\0' });
	if (narrow == ' ') {
		gj_build_report(b, GJ_FOUND_FULL_WIDTH, place,
		                tr("replace it with an ordinary space"),
		                tr("column %d holds a wide space (U+%04X) outside of quotes"),
		                column(x), (unsigned)code);
	} else if (narrow) {
		snprintf(hint, sizeof hint, tr("write %c instead of %s"), narrow, shown);
		gj_build_report(b, GJ_FOUND_FULL_WIDTH, place, hint,
		                tr("column %d holds the full-width character %s, and Lua wants %c"),
		                column(x), shown, narrow);
	} else {
		gj_build_report(b, GJ_FOUND_FULL_WIDTH, place,
		                tr("put texts in quotes, remarks behind --"),
		                tr("column %d: \"%s\" stands outside of quotes"), column(x), shown);
	}
}

void gj_chunk_report(struct gj_build *b, const char *text, size_t n, struct gj_place place,
                     const char *message)
{
	struct lexer x = { .text = text, .n = n, .line = 1 };
	bool open;

	/* Whatever is not ASCII outside of strings is what Lua stumbled over, or soon would. */
	if (find_slip(&x, &open) && x.line <= place.line + 1 && (!open || find_wide_quote(&x))) {
		report_slip(b, &x, place);
		return;
	}
	gj_build_report(b, GJ_FOUND_SYNTAX, place,
	                tr("look for a missing comma, quote, brace or \"end\" there or just above"),
	                tr("this is not valid Lua: %s"), message);
}
