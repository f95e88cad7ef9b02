/* check_plugin.c: finding plugins, and the refusals with their remedies. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "tests/run/kit.h"
#include "tests/run/suites.h"
#include "tests/support/alloc.h"
#include "tests/support/tmp.h"

static const struct {
	const char *name;
	int code;
	const char *says[2];
} refusals[] = {
	{ "broken_major", GJ_ENEWER, { "2.1", "update guiju" } },
	{ "broken_minor", GJ_ENEWER, { "1.2", "rebuild the plugin" } },
	{ "broken_noentry", GJ_EFORMAT, { "guiju_plugin_entry", "GUIJU_EXPORT" } },
	{ "broken_null", GJ_EFORMAT, { "refuses", "1.1" } },
	{ "broken_size", GJ_EFORMAT, { "smaller", "author" } },
};

START_TEST(refuses_broken_ones)
{
	struct gj_plugin *plugin = NULL;
	struct kit k = { .dir = NULL };

	ck_refused(&k, gj_plugin_load(&plugin, refusals[_i].name, kit_modules(), &k.err),
	           refusals[_i].code, refusals[_i].says[0]);
	ck_assert_ptr_nonnull(strstr(k.err.text, refusals[_i].says[1]));
	ck_assert_ptr_nonnull(strstr(k.err.text, refusals[_i].name));
	ck_assert_ptr_null(plugin);
}
END_TEST

START_TEST(refuses_what_is_no_shared_object)
{
	static const char elf[] = "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0 and nothing more";
	struct gj_plugin *plugin;
	struct kit k;

	kit_open(&k);
	kit_write(&k, "text.so", "int main(void) { return 0; }\n");
	kit_write(&k, "empty.so", "");
	kit_write(&k, "short.so", "\177EL");
	gj_tmp_write(k.dir, "cut.so", elf, sizeof elf - 1);
	mkdir(kit_path(&k, "folder.so"), 0700);
	ck_refused(&k, gj_plugin_load(&plugin, kit_path(&k, "text.so"), NULL, &k.err), GJ_EFORMAT,
	           "not a shared object");
	ck_refused(&k, gj_plugin_load(&plugin, kit_path(&k, "empty.so"), NULL, &k.err), GJ_EFORMAT,
	           "not a shared object");
	ck_refused(&k, gj_plugin_load(&plugin, "short", k.dir, &k.err), GJ_EFORMAT, "-shared");
	ck_refused(&k, gj_plugin_load(&plugin, kit_path(&k, "folder.so"), NULL, &k.err), GJ_EFORMAT,
	           "not a shared object");
	ck_refused(&k, gj_plugin_load(&plugin, kit_path(&k, "cut.so"), NULL, &k.err), GJ_EFORMAT,
	           "does not load");
	kit_close(&k);
}
END_TEST

START_TEST(refuses_names_that_are_none)
{
	struct gj_plugin *plugin;
	struct kit k = { .dir = NULL };

	ck_refused(&k, gj_plugin_load(&plugin, "", "/nowhere", &k.err), GJ_EINVAL, "name");
	ck_refused(&k, gj_plugin_load(&plugin, "..", "/nowhere", &k.err), GJ_EINVAL, "csv");
	ck_refused(&k, gj_plugin_load(&plugin, "CSV", "/nowhere", &k.err), GJ_EINVAL, "CSV");
	ck_refused(&k, gj_plugin_load(&plugin, "absent", "/nowhere:/there", &k.err), GJ_ENOENT,
	           "/nowhere:/there");
	ck_refused(&k, gj_plugin_load(&plugin, "./absent.so", NULL, &k.err), GJ_ENOENT,
	           "./absent.so");
}
END_TEST

START_TEST(finds_by_path_and_by_environment)
{
	struct kit k = { .dir = NULL };
	struct gj_plugin *plugin;
	char path[600];

	snprintf(path, sizeof path, "::/nowhere:%s", kit_modules());
	ck_ok(&k, gj_plugin_load(&plugin, "fake_source", path, &k.err));
	ck_assert_str_eq(gj_plugin_table(plugin)->name, "fake_source");
	ck_assert_uint_eq(gj_plugin_table(plugin)->n_options, 5);
	ck_assert_str_eq(gj_plugin_table(plugin)->options[4].choices, "red green");
	snprintf(path, sizeof path, "%s", gj_plugin_file(plugin));
	gj_plugin_free(plugin);

	ck_ok(&k, gj_plugin_load(&plugin, path, NULL, &k.err));
	gj_plugin_free(plugin);

	setenv("GUIJU_PLUGIN_PATH", kit_modules(), 1);
	ck_ok(&k, gj_plugin_load(&plugin, "fake_source", NULL, &k.err));
	gj_plugin_free(plugin);
	setenv("GUIJU_PLUGIN_PATH", "/nowhere", 1);
	ck_refused(&k, gj_plugin_load(&plugin, "fake_source", NULL, &k.err), GJ_ENOENT,
	           "GUIJU_PLUGIN_PATH");
	unsetenv("GUIJU_PLUGIN_PATH");
	gj_plugin_free(NULL);
}
END_TEST

START_TEST(comes_through_without_memory)
{
	const char *path = kit_modules(); /* Check allocates too: not in the loop */
	struct kit k = { .dir = NULL };
	struct gj_plugin *plugin = NULL;
	int n, rc;

	for (n = 1; n < 100; n++) {
		gj_alloc_fail_at(n);
		rc = gj_plugin_load(&plugin, "fake_source", path, &k.err);
		gj_alloc_fail_at(0);
		if (rc == 0)
			break;
		ck_assert_int_eq(rc, GJ_ENOMEM);
	}
	ck_assert_int_gt(n, 2);
	ck_assert_int_lt(n, 100);
	gj_plugin_free(plugin);
}
END_TEST

Suite *suite_plugin(void)
{
	Suite *suite = suite_create("plugin");
	TCase *tcase = tcase_create("plugin");

	tcase_add_loop_test(tcase, refuses_broken_ones, 0, sizeof refusals / sizeof refusals[0]);
	tcase_add_test(tcase, refuses_what_is_no_shared_object);
	tcase_add_test(tcase, refuses_names_that_are_none);
	tcase_add_test(tcase, finds_by_path_and_by_environment);
	tcase_add_test(tcase, comes_through_without_memory);
	suite_add_tcase(suite, tcase);
	return suite;
}
