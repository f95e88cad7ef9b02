/* decode.c: turns blocks of the file into UTF-8, carrying split characters to the next block. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "decode.h"
#include "kind.h"
#include "common/utf8.h"

enum { LONGEST = 4 }; /* bytes of a character, in either encoding */

static const iconv_t no_converter = (iconv_t)-1;

const char *csv_encoding_name(enum csv_encoding encoding)
{
	return encoding == CSV_UTF_8 ? "UTF-8" : "GB18030";
}

/* Two bytes of GB18030 become at most three of UTF-8, so twice the room is always enough. */
static size_t out_room(const struct csv_decode *d)
{
	return 2 * (d->block + LONGEST);
}

int32_t csv_decode_init(struct csv_decode *d, struct csv_input *input, enum csv_encoding encoding,
                        size_t block, struct src_err *err)
{
	*d = (struct csv_decode){
		.input = input,
		.encoding = encoding,
		.converter = no_converter,
		.block = block,
		.raw = malloc(block + LONGEST),
	};
	if (d->raw == NULL)
		goto err_no_memory;
	if (encoding == CSV_GB18030) {
		d->out = malloc(out_room(d));
		if (d->out == NULL)
			goto err_no_memory;
		d->converter = iconv_open("UTF-8", "GB18030");
		if (d->converter == no_converter) {
			src_tell(
			    err, GUIJU_FAILED, tr("this system cannot convert GB18030 (%s): %s"),
			    strerror(errno),
			    tr("open it in the spreadsheet program and save it as \"CSV UTF-8\""));
			goto err_after_out;
		}
	}
	if (csv_input_rewind(input, err) != GUIJU_OK)
		goto err_after_out;
	return GUIJU_OK;

err_no_memory:
	src_tell_nomem(err);
err_after_out:
	csv_decode_fini(d);
	return err->code;
}

void csv_decode_fini(struct csv_decode *d)
{
	if (d->raw != NULL && d->converter != no_converter)
		iconv_close(d->converter);
	free(d->out);
	free(d->raw);
	*d = (struct csv_decode){ .converter = no_converter };
}

/* Takes what the last call gave out off raw; adds a block where less than a character is left. */
static int32_t fill(struct csv_decode *d, struct src_err *err)
{
	size_t n;
	int32_t rc;

	memmove(d->raw, d->raw + d->given, d->n_raw - d->given);
	d->n_raw -= d->given;
	d->at += d->given;
	d->given = 0;
	if (d->ended || d->n_raw >= LONGEST)
		return GUIJU_OK;
	rc = csv_input_read(d->input, d->raw + d->n_raw, d->block, &n, err);
	if (rc != GUIJU_OK)
		return rc;
	d->ended = n == 0;
	d->n_raw += n;
	return GUIJU_OK;
}

/* Converts the whole characters at the start of raw. Sets d->given; *cut as src_utf8_valid(). */
static size_t convert(struct csv_decode *d, bool *cut)
{
	/* A byte 0 is never part of a longer character. */
	const char *nul = memchr(d->raw, '\0', d->n_raw);
	char *in = d->raw;
	char *out = d->out;
	size_t n_in = nul == NULL ? d->n_raw : (size_t)(nul - d->raw);
	size_t n_out = out_room(d);

	*cut = n_in > 0 && iconv(d->converter, &in, &n_in, &out, &n_out) == (size_t)-1 &&
	       errno == EINVAL && nul == NULL;
	d->given = (size_t)(in - d->raw);
	return (size_t)(out - d->out);
}

/* raw begins with what cannot be decoded. */
static int32_t fail(struct csv_decode *d, bool cut, struct src_err *err)
{
	d->fault_at = d->at;
	if (cut) {
		d->fault = CSV_FAULT_CUT;
		return src_tell(err, GUIJU_FAILED,
		                tr("the file ends in the middle of a character at byte %" PRIu64
		                   " (%s): it is truncated; copy it again"),
		                d->fault_at, csv_encoding_name(d->encoding));
	}
	if (d->raw[0] == '\0') {
		d->fault = CSV_FAULT_NUL;
		return src_tell(
		    err, GUIJU_FAILED,
		    tr("there is a byte 0 at byte %" PRIu64 ": it is binary or damaged; %s"),
		    d->fault_at,
		    tr("open it in the spreadsheet program and save it as \"CSV UTF-8\""));
	}
	d->fault = CSV_FAULT_BYTES;
	return src_tell(
	    err, GUIJU_FAILED,
	    tr("the file is not %s at byte %" PRIu64
	       "; leave the option encoding at auto, or save the file as \"CSV UTF-8\""),
	    csv_encoding_name(d->encoding), d->fault_at);
}

int32_t csv_decode_next(struct csv_decode *d, const char **s, size_t *n, struct src_err *err)
{
	bool cut;
	int32_t rc;

	do {
		rc = fill(d, err);
		if (rc != GUIJU_OK)
			return rc;
		*s = d->raw;
		*n = 0;
		if (d->n_raw == 0)
			return GUIJU_OK;
		if (d->encoding == CSV_UTF_8) {
			d->given = *n = src_utf8_valid(d->raw, d->n_raw, &cut);
		} else {
			*n = convert(d, &cut);
			*s = d->out;
		}
		if (*n == 0 && (d->ended || !cut))
			return fail(d, cut, err);
		if (*n > 0 && !d->begun) {
			d->begun = true;
			if (csv_kind_utf8_mark(*s, *n)) {
				*s += 3;
				*n -= 3;
			}
		}
	} while (*n == 0);
	return GUIJU_OK;
}
