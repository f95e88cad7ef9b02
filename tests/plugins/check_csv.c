/* check_csv.c: the CSV plugin as guiju sees it: table, files, batches, stopping, lack of memory. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/plugins/csvhost.h"
#include "tests/plugins/suites.h"
#include "tests/support/alloc.h"
#include "tests/support/tmp.h"

static char *dir;
static char *path;
static struct fakehost f;

static void start(void)
{
	dir = gj_tmp_dir();
	path = gj_tmp_path(dir, "in.csv");
}

static void stop(void)
{
	gj_tmp_remove(dir);
	free(path);
	free(dir);
}

static void write_sheet(const char *sheet)
{
	gj_tmp_write(dir, "in.csv", sheet, strlen(sheet));
}

/* A heading in row 1 and n rows of 20 bytes. */
static void write_rows(size_t n)
{
	FILE *file = fopen(path, "w");
	size_t i;

	fputs("code,name,trained\n", file);
	for (i = 0; i < n; i++)
		fprintf(file, "C%05zu,name%05zu,5\n", i % 100000, i % 100000);
	fclose(file);
}

START_TEST(test_table)
{
	const struct guiju_plugin *plugin;
	const struct guiju_option *option;
	size_t i;

	fakehost_init(&f, "");
	plugin = guiju_plugin_entry(&f.host);
	ck_assert_ptr_nonnull(plugin);
	ck_assert_uint_eq(plugin->size, sizeof *plugin);
	ck_assert_uint_eq(plugin->abi_major, GUIJU_ABI_MAJOR);
	ck_assert_uint_le(plugin->abi_minor, GUIJU_ABI_MINOR);
	ck_assert_str_eq(plugin->name, "csv");
	ck_assert_ptr_nonnull(strstr(plugin->endings, ".csv"));
	ck_assert_uint_eq(plugin->n_options, 3);
	for (i = 0; i < plugin->n_options; i++) {
		option = guiju_option_at(plugin, i);
		ck_assert_uint_eq(option->size, sizeof *option);
		ck_assert(option->type != GUIJU_OPTION_CHOICE || option->choices != NULL);
		ck_assert_ptr_nonnull(option->value);
		ck_assert_uint_gt(strlen(option->help_zh), 0);
		ck_assert_uint_gt(strlen(option->help_en), 0);
	}
	/* A host whose table is too short for what the plugin calls. */
	f.host.size = (uint32_t)offsetof(struct guiju_host, canceled);
	ck_assert_ptr_null(guiju_plugin_entry(&f.host));
}
END_TEST

START_TEST(test_not_a_file)
{
	char *fifo = gj_tmp_path(dir, "fifo");
	char *none = gj_tmp_path(dir, "none.csv");
	const struct {
		const char *location;
		const char *failed;
	} cases[] = {
		{ dir, "this is a folder; name a CSV file in it" },
		{ fifo, "this is not a regular file" },
		{ "/dev/null", "this is not a regular file" },
		{ none, "cannot be opened: No such file or directory" },
		{ "", "cannot be opened" },
	};
	size_t i;

	ck_assert_int_eq(mkfifo(fifo, 0600), 0);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		fakehost_init(&f, cases[i].location);
		ck_assert_int_eq(csvhost_run(&f, NULL), GUIJU_FAILED);
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "%s", f.failed);
	}
	free(none);
	free(fifo);
}
END_TEST

START_TEST(test_max_megabytes)
{
	static const struct {
		const char *option;
		off_t size;
		const char *failed;
	} cases[] = {
		/* What follows the rows is a hole: the check of the size was passed. */
		{ "1", 1000000, "there is a byte 0 at byte 5718" },
		{ "1", 1000001,
		  "has 1000001 bytes, more than the limit of 1 megabytes; raise the option" },
		{ "0", 5000000, "there is a byte 0 at byte 5718" },
		{ "", 10, "not a number" },
		{ "-1", 10, "not a number" },
		{ "1x", 10, "not a number" },
		{ "99999999999999999999", 10, "not a number" },
		{ "18446744073709551615", 10, "not a number" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_rows(300);
		ck_assert_int_eq(truncate(path, cases[i].size), 0);
		fakehost_init(&f, path);
		f.max_megabytes = cases[i].option;
		ck_assert_int_eq(csvhost_run(&f, NULL), GUIJU_FAILED);
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "%s: %s", cases[i].option,
		              f.failed);
	}
}
END_TEST

START_TEST(test_batches)
{
	static const uint32_t capacities[] = { 1, 2, 3, FAKE_ROWS };
	struct src_limits small = csv_limits_usual;
	uint64_t digest = 0;
	size_t i;

	write_rows(100);
	for (i = 0; i < 2 * sizeof capacities / sizeof *capacities; i++) {
		fakehost_init(&f, path);
		f.capacity = capacities[i / 2];
		/* Every other time a batch ends before it is full. */
		small.batch_bytes = i % 2 == 0 ? 40 : csv_limits_usual.batch_bytes;
		small.batch_cells = i % 2 == 0 ? 6 : csv_limits_usual.batch_cells;
		ck_assert_int_eq(csvhost_run(&f, &small), GUIJU_END);
		ck_assert_uint_eq(f.n_rows, 100);
		ck_assert(i == 0 || strlen(f.rows) == digest);
		digest = strlen(f.rows);
	}
}
END_TEST

START_TEST(test_no_room)
{
	write_rows(3);
	fakehost_init(&f, path);
	f.capacity = 0;
	ck_assert_int_eq(csvhost_run(&f, NULL), GUIJU_FAILED);
}
END_TEST

START_TEST(test_end_is_for_good)
{
	struct guiju_source *source;
	const struct guiju_text *cells;
	uint64_t done;
	uint64_t all;
	size_t n;

	write_sheet("code,name\nC00001,a\nC00002,\"b\n");
	fakehost_init(&f, path);
	ck_assert_int_eq(csv_sheet_ops.open(&f.host, &f.args, &source), GUIJU_OK);
	ck_assert_int_eq(fakehost_read(&f, &csv_sheet_ops, source), GUIJU_OK);
	ck_assert_int_eq(csv_sheet_ops.raw_row(source, 1, &cells, &n), GUIJU_FAILED);
	ck_assert_int_eq(fakehost_read(&f, &csv_sheet_ops, source), GUIJU_FAILED);
	ck_assert_int_eq(fakehost_read(&f, &csv_sheet_ops, source), GUIJU_FAILED);
	ck_assert_ptr_nonnull(strstr(f.failed, "opened in row 3"));
	csv_sheet_ops.progress(source, &done, &all);
	ck_assert_uint_eq(all, 29);
	ck_assert_uint_eq(done, all);
	csv_sheet_ops.close(source);
}
END_TEST

START_TEST(test_file_changes)
{
	static const struct {
		size_t rows;
		const char *failed;
	} cases[] = {
		{ 10000, "became shorter while it was read" },
		{ 60000, "grew beyond the limit of 1 megabytes" },
	};
	struct guiju_source *source;
	int32_t rc;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_rows(20000); /* 380018 bytes */
		fakehost_init(&f, path);
		f.max_megabytes = "1";
		ck_assert_int_eq(csv_sheet_ops.open(&f.host, &f.args, &source), GUIJU_OK);
		write_rows(cases[i].rows);
		do
			rc = fakehost_read(&f, &csv_sheet_ops, source);
		while (rc == GUIJU_OK);
		ck_assert_int_eq(rc, GUIJU_FAILED);
		ck_assert_msg(strstr(f.failed, cases[i].failed) != NULL, "%s", f.failed);
		csv_sheet_ops.close(source);
	}
}
END_TEST

/* Stopped anywhere, also within a row, the source gives no half row and nothing after it. */
START_TEST(test_stop)
{
	struct guiju_source *source;
	struct src_limits small = csv_limits_usual;
	int32_t rc;
	int after;

	write_rows(20);
	small.block = 7;
	for (after = 0; after < 400; after++) {
		fakehost_init(&f, path);
		f.stop_after = after;
		rc = csv_sheet_open(&f.host, &f.args, &small, &source);
		if (rc != GUIJU_OK) {
			ck_assert_int_eq(rc, GUIJU_FAILED);
			ck_assert_ptr_nonnull(strstr(f.failed, "stopped"));
			continue;
		}
		while (fakehost_read(&f, &csv_sheet_ops, source) == GUIJU_OK) {
		}
		/* Asked again after all, it is still at its end, or goes on with a whole row. */
		f.stop_after = -1;
		while (fakehost_read(&f, &csv_sheet_ops, source) == GUIJU_OK) {
		}
		ck_assert_ptr_null(strchr(f.rows, '!'));
		ck_assert_ptr_null(strstr(f.rows, "broken"));
		csv_sheet_ops.close(source);
	}
	ck_assert_uint_eq(f.n_rows, 20);
}
END_TEST

/* Every allocation fails once: no crash, no leak (valgrind and ASan look on). */
START_TEST(test_no_memory)
{
	static const char *const sheets[] = {
		"title\ncode,name,trained,x\nC00001,\"a\nb\",5,\nC00002,\"b\"x,6,\nC3,,y,\n",
		"code;name\nC00001;\xb3\x7e\n",
		"x,y\n",
		"code\nC00001\n\"",
	};
	int32_t rc;
	size_t i;
	int n;

	for (i = 0; i < sizeof sheets / sizeof *sheets; i++) {
		write_sheet(sheets[i]);
		for (n = 1;; n++) {
			fakehost_init(&f, path);
			gj_alloc_fail_at(n);
			rc = csvhost_run(&f, NULL);
			gj_alloc_fail_at(0);
			if (rc != GUIJU_NOMEM)
				break;
		}
		ck_assert_int_eq(rc, i < 2 ? GUIJU_END : GUIJU_FAILED);
		ck_assert_int_gt(n, 4);
	}
}
END_TEST

/* The memory in use does not grow with the file: allocations stop after the first batches. */
START_TEST(test_bounded_memory)
{
	struct guiju_source *source;
	long count;

	write_rows(40000);
	fakehost_init(&f, path);
	ck_assert_int_eq(csv_sheet_ops.open(&f.host, &f.args, &source), GUIJU_OK);
	ck_assert_int_eq(fakehost_read(&f, &csv_sheet_ops, source), GUIJU_OK);
	gj_alloc_fail_at(0);
	while (fakehost_read(&f, &csv_sheet_ops, source) == GUIJU_OK) {
	}
	count = (long)gj_alloc_count();
	ck_assert_int_le(count, 4);
	ck_assert_uint_eq(f.n_rows, 40000);
	csv_sheet_ops.close(source);
}
END_TEST

/* The module as it is built; GUIJU_TEST_PLUGINS names its folder. */
START_TEST(test_module)
{
	const char *folder = getenv("GUIJU_TEST_PLUGINS");
	const struct guiju_plugin *(*entry)(const struct guiju_host *);
	const struct guiju_plugin *plugin;
	struct guiju_source *source;
	char module[4096];
	void *handle;

	if (folder == NULL)
		return;
	snprintf(module, sizeof module, "%s/csv.so", folder);
	handle = dlopen(module, RTLD_NOW | RTLD_LOCAL);
	ck_assert_msg(handle != NULL, "%s", dlerror());
	*(void **)&entry = dlsym(handle, "guiju_plugin_entry");
	ck_assert(entry != NULL && entry != guiju_plugin_entry);
	/* Nothing else is to be seen of it. */
	ck_assert_ptr_null(dlsym(handle, "csv_sheet_open"));
	write_sheet("统一社会信用代码,企业名称\nC00001,硚口\n");
	fakehost_init(&f, path);
	plugin = entry(&f.host);
	ck_assert_ptr_nonnull(plugin);
	ck_assert_int_eq(plugin->source->open(&f.host, &f.args, &source), GUIJU_OK);
	while (fakehost_read(&f, plugin->source, source) == GUIJU_OK) {
	}
	plugin->source->close(source);
	ck_assert_str_eq(f.rows, "2:C00001,硚口,-,-;");
	dlclose(handle);
}
END_TEST

Suite *suite_csv(void)
{
	Suite *suite = suite_create("csv");
	TCase *tcase = tcase_create("csv");

	tcase_add_checked_fixture(tcase, start, stop);
	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_table);
	tcase_add_test(tcase, test_not_a_file);
	tcase_add_test(tcase, test_max_megabytes);
	tcase_add_test(tcase, test_batches);
	tcase_add_test(tcase, test_no_room);
	tcase_add_test(tcase, test_end_is_for_good);
	tcase_add_test(tcase, test_file_changes);
	tcase_add_test(tcase, test_stop);
	tcase_add_test(tcase, test_no_memory);
	tcase_add_test(tcase, test_bounded_memory);
	tcase_add_test(tcase, test_module);
	suite_add_tcase(suite, tcase);
	return suite;
}
