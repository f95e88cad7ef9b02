/* file_out.c: writes a text whole, or says why it could not. */
#include "engine/cli/file_out.h"

#include "engine/base/buf.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int gj_file_out(const char *path, const struct gj_buf *text, struct gj_err *err)
{
	FILE *out = stdout;
	bool whole;

	if (text->failed)
		return gj_err_nomem(err, tr("the text"));
	if (path && (out = fopen(path, "w")) == NULL)
		return gj_err_set(err, GJ_EIO, "%s: %s", path, strerror(errno));
	whole = fwrite(gj_buf_str(text), 1, text->n, out) == text->n;
	if (path == NULL)
		return 0; /* stdout is looked at when the program ends */
	if (fclose(out) != 0 || !whole)
		return gj_err_set(err, GJ_EIO, tr("%s cannot be written"), path);
	return 0;
}
