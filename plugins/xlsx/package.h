/* package.h: the ZIP archive that a workbook is, and its parts as they unpack, counted byte by byte. */
#ifndef XLSX_PACKAGE_H
#define XLSX_PACKAGE_H
#include "common/tell.h"
#include <zip.h>

struct xlsx_package {
	zip_t *zip;         /* owned */
	uint64_t size;      /* of the file */
	uint64_t most;      /* bytes that may be unpacked from all parts together */
	uint64_t unpacked;  /* so far */
	uint64_t free_size; /* what is unpacked within this needs no ratio */
};

struct xlsx_part {
	struct xlsx_package *package; /* borrowed */
	zip_file_t *file;             /* owned; NULL when closed */
	uint64_t packed;              /* its size in the archive */
	uint64_t size;                /* unpacked, as the archive says: for the progress only */
	uint64_t at;                  /* bytes unpacked */
	char name[256];
};

/* Archives of too many parts, or with a password, are GUIJU_FAILED; what is no workbook by its first
 * bytes is GUIJU_NOT_MINE. */
int32_t xlsx_package_open(struct xlsx_package *p, const char *path, uint64_t most,
                          struct src_err *err);
void xlsx_package_close(struct xlsx_package *p);
bool xlsx_package_has(const struct xlsx_package *p, const char *name);
/* GUIJU_END: there is no such part. */
int32_t xlsx_part_open(struct xlsx_part *part, struct xlsx_package *p, const char *name,
                       struct src_err *err);
void xlsx_part_close(struct xlsx_part *part);
/* *n is 0 at the end and only there. What the archive says about sizes counts for nothing. */
int32_t xlsx_part_read(struct xlsx_part *part, char *bytes, size_t room, size_t *n,
                       struct src_err *err);
#endif
