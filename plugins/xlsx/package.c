/* package.c: opens the archive, says what else it may be, unpacks parts within limits. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "package.h"

enum { PARTS = 1000, RATIO = 200, FREE = 10 * 1000 * 1000, MEGABYTE = 1000 * 1000, HEAD = 8 };

/* "EncryptedPackage" in UTF-16: the one entry that tells a workbook with a password from an old one. */
static bool is_encrypted(int fd)
{
	static const char wanted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
	enum { BLOCK = 64 * 1024, MOST = 64 * 1024 * 1024 };
	size_t size = sizeof wanted;
	char *bytes = malloc(BLOCK);
	bool found = false;
	off_t at;
	ssize_t n;

	/* Blocks overlap, so that none splits it. */
	for (at = 0; bytes && !found && at < MOST; at += BLOCK - 64) {
		n = pread(fd, bytes, BLOCK, at);
		if (n < (ssize_t)size)
			break;
		found = memmem(bytes, (size_t)n, wanted, size) != NULL;
	}
	free(bytes);
	return found;
}

static int32_t check_head(int fd, struct src_err *err)
{
	char head[HEAD] = "";
	ssize_t n = pread(fd, head, sizeof head, 0);

	if (n >= 4 && memcmp(head, "PK\3\4", 4) == 0)
		return GUIJU_OK;
	if (n >= 4 && memcmp(head, "PK\5\6", 4) == 0)
		return src_tell(err, GUIJU_NOT_MINE, "%s", tr("this is an empty ZIP archive"));
	if (n >= 4 && memcmp(head, "\xd0\xcf\x11\xe0", 4) == 0)
		return src_tell(err, GUIJU_NOT_MINE, "%s",
		                is_encrypted(fd)
		                    ? tr("this workbook is protected with a password: open it in "
		                         "the spreadsheet program and save it without one")
		                    : tr("this is an old .xls workbook: open it in the "
		                         "spreadsheet program and save it as .xlsx"));
	return src_tell(err, GUIJU_NOT_MINE, "%s",
	                tr("this is no .xlsx workbook: it does not begin like one; is it a CSV "
	                   "file or web page with the wrong ending?"));
}

static int32_t check_file(struct xlsx_package *p, int fd, struct src_err *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return src_tell(err, GUIJU_FAILED, tr("cannot be opened: %s"), strerror(errno));
	if (S_ISDIR(st.st_mode))
		return src_tell(err, GUIJU_FAILED, "%s",
		                tr("this is a folder; name a workbook in it"));
	if (!S_ISREG(st.st_mode))
		return src_tell(
		    err, GUIJU_FAILED, "%s",
		    tr("this is not a regular file; save what it gives in a file first"));
	p->size = (uint64_t)st.st_size;
	if (p->size == 0)
		return src_tell(err, GUIJU_FAILED, "%s", tr("the file is empty"));
	return check_head(fd, err);
}

static int32_t cannot_open(int code, struct src_err *err)
{
	zip_error_t why;
	int32_t rc;

	if (code == ZIP_ER_MEMORY)
		return src_tell_nomem(err);
	zip_error_init_with_code(&why, code);
	rc = src_tell(err, GUIJU_FAILED,
	              tr("the workbook cannot be unpacked (%s): is it complete? copy it again"),
	              zip_error_strerror(&why));
	zip_error_fini(&why);
	return rc;
}

static int32_t check_parts(struct xlsx_package *p, struct src_err *err)
{
	zip_int64_t n = zip_get_num_entries(p->zip, 0);
	zip_int64_t i;
	zip_stat_t st;

	if (n > PARTS)
		return src_tell(err, GUIJU_FAILED,
		                tr("the workbook has %" PRId64
		                   " parts, at most %d are read: save the one "
		                   "sheet that is needed as a workbook of its own"),
		                (int64_t)n, PARTS);
	for (i = 0; i < n; i++)
		if (zip_stat_index(p->zip, (zip_uint64_t)i, 0, &st) == 0 &&
		    (st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
			return src_tell(err, GUIJU_FAILED, "%s",
			                tr("the archive is protected with a password: unpack it "
			                   "and pack it again without one"));
	return GUIJU_OK;
}

int32_t xlsx_package_open(struct xlsx_package *p, const char *path, uint64_t most,
                          struct src_err *err)
{
	int code = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	int32_t rc;

	*p = (struct xlsx_package){ .most = most, .free_size = FREE };
	if (fd < 0)
		return src_tell(err, GUIJU_FAILED, tr("cannot be opened: %s"), strerror(errno));
	rc = check_file(p, fd, err);
	if (rc != GUIJU_OK) {
		close(fd);
		return rc;
	}
	p->zip = zip_fdopen(fd, 0, &code);
	if (p->zip == NULL) {
		close(fd);
		return cannot_open(code, err);
	}
	return check_parts(p, err);
}

void xlsx_package_close(struct xlsx_package *p)
{
	if (p->zip)
		zip_discard(p->zip);
	p->zip = NULL;
}

bool xlsx_package_has(const struct xlsx_package *p, const char *name)
{
	return zip_name_locate(p->zip, name, ZIP_FL_NOCASE) >= 0;
}

int32_t xlsx_part_open(struct xlsx_part *part, struct xlsx_package *p, const char *name,
                       struct src_err *err)
{
	zip_int64_t i = zip_name_locate(p->zip, name, ZIP_FL_NOCASE);
	zip_stat_t st = { .valid = 0 };

	*part = (struct xlsx_part){ .package = p };
	snprintf(part->name, sizeof part->name, "%s", name);
	if (i < 0)
		return GUIJU_END;
	if (zip_stat_index(p->zip, (zip_uint64_t)i, 0, &st) == 0 && (st.valid & ZIP_STAT_COMP_SIZE))
		part->packed = st.comp_size;
	if (st.valid & ZIP_STAT_SIZE)
		part->size = st.size;
	/* The file itself bounds what the directory may claim. */
	if (part->packed == 0 || part->packed > p->size)
		part->packed = p->size;
	part->file = zip_fopen_index(p->zip, (zip_uint64_t)i, 0);
	if (part->file == NULL)
		return cannot_open(zip_error_code_zip(zip_get_error(p->zip)), err);
	return GUIJU_OK;
}

void xlsx_part_close(struct xlsx_part *part)
{
	if (part->file)
		zip_fclose(part->file);
	part->file = NULL;
}

int32_t xlsx_part_read(struct xlsx_part *part, char *bytes, size_t room, size_t *n,
                       struct src_err *err)
{
	struct xlsx_package *p = part->package;
	zip_int64_t got = zip_fread(part->file, bytes, room);

	*n = 0;
	if (got < 0) {
		zip_error_t *why = zip_file_get_error(part->file);

		if (zip_error_code_zip(why) == ZIP_ER_MEMORY)
			return src_tell_nomem(err);
		return src_tell(err, GUIJU_FAILED,
		                tr("part %s of the workbook is damaged after byte %" PRIu64
		                   " (%s): copy the file again"),
		                part->name, part->at, zip_error_strerror(why));
	}
	part->at += (uint64_t)got;
	p->unpacked += (uint64_t)got;
	if (p->most > 0 && p->unpacked > p->most)
		return src_tell(err, GUIJU_FAILED,
		                tr("the workbook unpacks to more than %" PRIu64
		                   " megabytes; raise the option max-megabytes, or split it"),
		                p->most / MEGABYTE);
	if (part->at > p->free_size && part->at / RATIO > part->packed)
		return src_tell(
		    err, GUIJU_FAILED,
		    tr("part %s unpacks to more than %d times its size: this looks like "
		       "an attack; nothing of it is read"),
		    part->name, RATIO);
	*n = (size_t)got;
	return GUIJU_OK;
}
