/* fuzz_xlsx.c: any bytes as a workbook, and any text as a sheet of one; however it unpacks, it must
 * give the same rows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

#include "plugins/xlsx/xlsx.h"
#include "tests/fuzz/fuzz.h"
#include "tests/plugins/fakehost.h"

static void must(int holds)
{
	if (!holds)
		abort();
}

static int32_t run(struct fakehost *f, const char *path, size_t memory, uint32_t capacity)
{
	struct xlsx_limits limits = xlsx_limits_usual;
	struct guiju_source *source;
	int32_t rc;

	/* Small, so that inputs of a few bytes come past them. */
	limits.rows.cell = 60;
	limits.rows.row = 200;
	limits.rows.columns = 12;
	limits.rows.batch_bytes = 100;
	limits.strings_memory = memory;
	limits.strings_most = 2000;
	fakehost_init_all(f, path);
	f->max_megabytes = "20";
	f->capacity = capacity;
	fakehost_option(f, "sheet", "");
	rc = xlsx_source_open(&f->host, &f->args, &limits, &source);
	return rc == GUIJU_OK ? fakehost_drain(f, &xlsx_source_ops, source) : rc;
}

static void compare(const char *path, size_t size)
{
	static struct fakehost whole;
	static struct fakehost split;
	int32_t rc = run(&whole, path, 1 << 20, FAKE_ROWS);

	must(rc == run(&split, path, size % 40, 1 + (uint32_t)size % 5));
	must(rc != GUIJU_NOMEM);
	must(whole.n_rows == split.n_rows && strcmp(whole.rows, split.rows) == 0);
	must((rc == GUIJU_END) == (*whole.failed == '\0'));
}

/* The input as a part of the workbook: a fuzzer does not find its way through a checksum. */
static void wrap(const char *path, const uint8_t *data, size_t size)
{
	static const char *const parts[][2] = {
		{ "xl/workbook.xml",
		  "<workbook><workbookPr/><sheets><sheet name=\"1 a\" r:id=\"a\"/>"
		  "</sheets></workbook>" },
		{ "xl/_rels/workbook.xml.rels",
		  "<r><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"1.xml\"/><Relationship "
		  "Id=\"b\" Type=\"/styles\" Target=\"s.xml\"/><Relationship Id=\"c\" "
		  "Type=\"/sharedStrings\" Target=\"t.xml\"/></r>" },
		{ "xl/s.xml", "<s><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
		              "<xf numFmtId=\"10\"/></cellXfs></s>" },
		{ "xl/t.xml", "<sst><si><t>code</t></si><si><t>name</t></si><si><t>C00001</t></si>"
		              "</sst>" },
		{ "xl/1.xml", "<w><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>"
		              "</row><row><c t=\"s\"><v>2</v></c></row></sheetData></w>" },
	};
	size_t n = sizeof parts / sizeof *parts;
	size_t which = size > 0 ? data[0] % n : 0;
	zip_t *zip;
	size_t i;
	int code;

	unlink(path);
	zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
	must(zip != NULL);
	for (i = 0; i < n; i++) {
		const void *text = i == which && size > 0 ? (const void *)(data + 1) : parts[i][1];
		size_t length = i == which && size > 0 ? size - 1 : strlen(parts[i][1]);
		zip_int64_t at =
		    zip_file_add(zip, parts[i][0], zip_source_buffer(zip, text, length, 0), 0);

		must(at >= 0);
		zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0);
	}
	must(zip_close(zip) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *shm = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	char path[64];
	FILE *file;

	snprintf(path, sizeof path, "%s/fuzz_xlsx.%ld", shm, (long)getpid());
	if (size > 4 && memcmp(data, "PK\3\4", 4) == 0) {
		file = fopen(path, "w");
		must(file != NULL && fwrite(data, 1, size, file) == size);
		must(fclose(file) == 0);
	} else {
		wrap(path, data, size);
	}
	compare(path, size);
	unlink(path);
	return 0;
}
