/* detect.c: byte order mark, else strict UTF-8 to the last byte, else GB18030 to the last byte. */
#include <inttypes.h>
#include <string.h>

#include "detect.h"
#include "kind.h"

/* What a reading of the whole file in one encoding showed. */
struct trial {
	enum csv_fault fault;
	uint64_t fault_at;
	bool beyond_ascii; /* whole characters beyond ASCII were there */
};

static bool has_beyond_ascii(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x80)
			return true;
	return false;
}

static int32_t try_encoding(struct trial *trial, const struct src_env *env, struct csv_input *input,
                            enum csv_encoding encoding, struct src_err *err)
{
	struct csv_decode d;
	const char *s = "";
	size_t n = 1;
	int32_t rc = csv_decode_init(&d, input, encoding, env->limits.block, err);

	if (rc != GUIJU_OK)
		return rc;
	*trial = (struct trial){ .fault = CSV_FAULT_NONE };
	while (rc == GUIJU_OK && n > 0) {
		if (env->host->canceled(env->args->host_data))
			rc = src_tell(err, GUIJU_FAILED, "%s", tr("reading was stopped"));
		else
			rc = csv_decode_next(&d, &s, &n, err);
		if (rc == GUIJU_OK)
			trial->beyond_ascii = trial->beyond_ascii || has_beyond_ascii(s, n);
	}
	trial->fault = d.fault;
	trial->fault_at = d.fault_at;
	/* A byte 0 is wrong in every encoding; other faults only say that this is not the one. */
	if (d.fault == CSV_FAULT_BYTES || d.fault == CSV_FAULT_CUT)
		rc = GUIJU_OK;
	csv_decode_fini(&d);
	return rc;
}

static int32_t guess(enum csv_encoding *out, const struct src_env *env, struct csv_input *input,
                     struct src_err *err)
{
	struct trial utf8;
	struct trial gb;
	int32_t rc = try_encoding(&utf8, env, input, CSV_UTF_8, err);

	if (rc != GUIJU_OK)
		return rc;
	*out = CSV_UTF_8;
	if (utf8.fault == CSV_FAULT_NONE) {
		src_tell_log(env, GUIJU_LOG_INFO, "%s",
		             utf8.beyond_ascii
		                 ? tr("encoding: UTF-8 (the whole file is valid UTF-8)")
		                 : tr("encoding: UTF-8 (the file is plain ASCII)"));
		return GUIJU_OK;
	}
	if (utf8.fault == CSV_FAULT_CUT && utf8.beyond_ascii) {
		src_tell_log(
		    env, GUIJU_LOG_INFO, "%s",
		    tr("encoding: UTF-8 (valid up to the last character, which is cut off)"));
		return GUIJU_OK;
	}
	rc = try_encoding(&gb, env, input, CSV_GB18030, err);
	if (rc != GUIJU_OK)
		return rc;
	if (gb.fault == CSV_FAULT_BYTES)
		return src_tell(
		    err, GUIJU_FAILED,
		    tr("the file is neither UTF-8 (wrong at byte %" PRIu64
		       ") nor GB18030 (wrong at byte %" PRIu64 "); %s"),
		    utf8.fault_at, gb.fault_at,
		    tr("open it in the spreadsheet program and save it as \"CSV UTF-8\""));
	*out = CSV_GB18030;
	src_tell_log(env, GUIJU_LOG_INFO,
	             gb.fault == CSV_FAULT_CUT
	                 ? tr("encoding: GB18030 (not UTF-8 at byte %" PRIu64
	                      ", but GB18030 up to the last character, which is cut off)")
	                 : tr("encoding: GB18030 (not UTF-8 at byte %" PRIu64
	                      ", but valid GB18030)"),
	             utf8.fault_at);
	return GUIJU_OK;
}

int32_t csv_detect_encoding(enum csv_encoding *out, const struct src_env *env,
                            struct csv_input *input, const char *asked, struct src_err *err)
{
	char head[4];
	size_t n;
	bool utf8_mark;
	int32_t rc = csv_input_read(input, head, sizeof head, &n, err);

	if (rc != GUIJU_OK)
		return rc;
	utf8_mark = csv_kind_utf8_mark(head, n);
	if (strcmp(asked, "gb18030") == 0 && utf8_mark)
		return src_tell(
		    err, GUIJU_FAILED, "%s",
		    tr("the file begins with the mark of UTF-8, but the option encoding says "
		       "gb18030; leave the option out"));
	if (strcmp(asked, "auto") != 0) {
		*out = strcmp(asked, "gb18030") == 0 ? CSV_GB18030 : CSV_UTF_8;
		src_tell_log(env, GUIJU_LOG_INFO, tr("encoding: %s (by the option encoding)"),
		             csv_encoding_name(*out));
		return GUIJU_OK;
	}
	if (utf8_mark || csv_kind_gb18030_mark(head, n)) {
		*out = utf8_mark ? CSV_UTF_8 : CSV_GB18030;
		src_tell_log(env, GUIJU_LOG_INFO, tr("encoding: %s (by the byte order mark)"),
		             csv_encoding_name(*out));
		return GUIJU_OK;
	}
	return guess(out, env, input, err);
}
