/* scan.c: leads blocks from the decoder to the parser. */
#include <inttypes.h>

#include "scan.h"

int32_t csv_scan_init(struct csv_scan *r, const struct src_env *env, struct csv_input *input,
                      enum csv_encoding encoding, char separator, struct src_err *err)
{
	*r = (struct csv_scan){ .env = env };
	csv_parse_init(&r->parse, &env->limits, separator);
	return csv_decode_init(&r->decode, input, encoding, env->limits.block, err);
}

void csv_scan_fini(struct csv_scan *r)
{
	csv_decode_fini(&r->decode);
	r->n = 0;
}

static int32_t end(struct csv_scan *r, struct src_rows *rows, struct src_err *err)
{
	int32_t rc = csv_parse_end(&r->parse, rows);

	if (rc == GUIJU_FAILED)
		return src_tell(
		    err, rc,
		    tr("the quotation mark opened in row %" PRIu64 ", cell %" PRIu64
		       ", is never closed: is the file truncated? copy it again, or mend that row"),
		    r->parse.row.place, r->parse.row.n_seen + 1);
	return rc == CSV_PARSE_ROW ? SRC_SCAN_ROW : rc == CSV_PARSE_MORE ? SRC_SCAN_END : rc;
}

int32_t csv_scan_next(void *in, struct src_rows *rows, struct src_err *err)
{
	struct csv_scan *r = in;
	size_t used;
	int32_t rc = CSV_PARSE_MORE;

	while (rc == CSV_PARSE_MORE) {
		if (r->n == 0) {
			if (r->env->host->canceled(r->env->args->host_data))
				return SRC_SCAN_STOPPED;
			rc = csv_decode_next(&r->decode, &r->s, &r->n, err);
			if (rc != GUIJU_OK)
				return rc;
			if (r->n == 0) {
				rc = end(r, rows, err);
				return rc == GUIJU_NOMEM ? src_tell_nomem(err) : rc;
			}
		}
		rc = csv_parse_feed(&r->parse, rows, r->s, r->n, &used);
		r->s += used;
		r->n -= used;
	}
	return rc == CSV_PARSE_ROW ? SRC_SCAN_ROW : src_tell_nomem(err);
}
