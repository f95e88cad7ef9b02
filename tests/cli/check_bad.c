/* check_bad.c: bad input of every kind gets a clear sentence, and nothing is lost. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"
#include "tests/support/tmp.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A policy folder "bad" with one file more than a sound policy statement. */
static void bad_rules(const char *text, size_t n)
{
	gj_kit_shell(&office, "rm -rf bad && mkdir bad");
	gj_tmp_puts(office.dir, "bad/policy.lua",
	            "policy \"p\" { zh = \"甲\", en = \"a\", year = 2022 }\n");
	gj_tmp_write(office.dir, "bad/rules.lua", text, n);
}

START_TEST(test_rule_files)
{
	static const char bytecode[] = "\x1bLua\x54\0\x19\x93\r\n\x1a\n";
	static const char gb18030[] = "-- \xB1\xA3\xC3\xDC\xD4\xB1\nlocal x = 1\n";
	static const struct {
		const char *text;
		size_t n;
		const char *says;
	} cases[] = {
		{ "while true do end", 17, "bad/rules.lua:1" },
		{ "local s = string.rep(\"x\", 1e10)", 31, "bad/rules.lua:1" },
		{ "local t = {} for i = 1, 1e9 do t[i] = {} end", 44, "bad/rules.lua" },
		{ bytecode, sizeof bytecode - 1, "bad/rules.lua" },
		{ gb18030, sizeof gb18030 - 1, "UTF-8" },
		{ "x = = 1", 7, "bad/rules.lua:1" },
		{ "io.open(\"x\")", 12, "bad/rules.lua:1" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bad_rules(cases[i].text, cases[i].n);
		gj_kit_out(&office, 1, "check bad", cases[i].says);
	}
}
END_TEST

START_TEST(test_rule_folders)
{
	gj_kit_shell(
	    &office,
	    "mkdir empty big && head -c 10485760 /dev/zero | tr '\\0' ' ' > big/policy.lua");
	gj_kit_err(&office, 3, "check empty", "no rule file");
	gj_kit_err(&office, 3, "check nowhere/at/all", "no such folder");
	gj_kit_err(&office, 3, "check data/contacts.csv", "not a folder");
	gj_kit_err(&office, 3, "check wuhan-2032", "there is no policy wuhan-2032");
	gj_kit_err(&office, 3, "check big", "10485760 bytes");
}
END_TEST

START_TEST(test_csv_files)
{
	gj_kit_shell(
	    &office,
	    "head -c 3000 /bin/sh > binary.csv;"
	    "printf '统一社会信用代码,企业名称,所在区市场监管局\\n91420102MA9X00070M,\"武汉' > "
	    "cut.csv;"
	    "awk 'BEGIN { for (i = 0; i < 10000; i++) printf \"c%d,\", i; print \"\" }' > wide.csv;"
	    "printf 'a,b\\n1,2\\n' > other.csv; : > nothing.csv");
	gj_kit_err(&office, 3, "import contact binary.csv", "CSV UTF-8");
	gj_kit_err(&office, 3, "import contact cut.csv", "cut.csv");
	gj_kit_err(&office, 3, "import contact wide.csv", "1000");
	gj_kit_err(&office, 3, "import contact other.csv", "统一社会信用代码");
	gj_kit_err(&office, 3, "import contact nothing.csv", "nothing.csv");
	gj_kit_err(&office, 3, "import contact missing.csv", "missing.csv");
	gj_kit_err(&office, 3, "import contact data/contacts.csv --option encoding=klingon",
	           "encoding");
	gj_kit_err(&office, 3, "import contact data/contacts.csv --option colour=red", "colour");
}
END_TEST

START_TEST(test_plugins)
{
	static const struct {
		const char *name, *says;
	} broken[] = {
		{ "broken_major", "update guiju" },
		{ "broken_minor", "rebuild the plugin" },
		{ "broken_noentry", "guiju_plugin_entry" },
		{ "broken_null", "broken_null" },
		{ "broken_size", "broken_size" },
	};

	gj_tmp_puts(office.dir, "text.so", "not a shared object\n");
	gj_kit_err(&office, 3, "import contact data/contacts.csv --plugin ./text.so",
	           "not a shared object");
	gj_kit_err(&office, 3, "import contact data/contacts.csv --plugin ./none.so", "none.so");
	gj_kit_err(&office, 3, "import contact data/contacts.csv --plugin xyz", "xyz");
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		char line[4096];

		ck_assert_ptr_nonnull(getenv("GUIJU_TEST_PLUGINS"));
		snprintf(line, sizeof line, "import contact data/contacts.csv --plugin %s/%s.so",
		         getenv("GUIJU_TEST_PLUGINS"), broken[i].name);
		gj_kit_err(&office, 3, line, broken[i].says);
	}
}
END_TEST

START_TEST(test_databases)
{
	gj_kit_shell(&office,
	             "printf 'this is no database, only some text that is long enough' > text.db;"
	             "sqlite3 foreign.db 'create table t(x)'");
	gj_kit_err(&office, 3, "import contact data/contacts.csv --db text.db", "text.db");
	gj_kit_err(&office, 3, "import contact data/contacts.csv --db foreign.db", "foreign.db");
	gj_kit_err(&office, 3, "import contact data/contacts.csv --db no/such/folder/x.db", "x.db");
	gj_kit_err(&office, 3, "report targets --db none.db", "none.db");
	gj_kit_expect(&office, 0, "import contact data/contacts.csv");
	gj_kit_shell(&office, "sqlite3 guiju.db 'pragma user_version = 9999'");
	gj_kit_err(&office, 3, "import contact data/contacts.csv", "newer");
}
END_TEST

START_TEST(test_read_only)
{
	if (geteuid() ==
	    0) /* root writes everywhere: an immutable folder stands in where there is one */
		gj_kit_shell(&office, "mkdir ro && chmod 555 ro");
	else
		gj_kit_shell(&office, "mkdir ro && cp data/contacts.csv ro && chmod 555 ro");
	if (geteuid() != 0)
		gj_kit_err(&office, 3, "import contact data/contacts.csv --db ro/x.db", "ro/x.db");
	gj_kit_shell(&office, "chmod 755 ro");
}
END_TEST

/* The limit on a file's size stands in for a full disk: the same write fails in the same place. */
START_TEST(test_full_disk)
{
	const char *argv[] = {
		"sh", "-c",
		"ulimit -f 200; trap '' XFSZ; exec \"$GUIJU\" import contact data/contacts.csv",
		NULL
	};
	struct gj_run_result r = gj_run(argv, NULL, office.dir);

	ck_assert_msg(r.status == 3, "exit %d\n%s%s", r.status, r.out, r.err);
	ck_assert_ptr_nonnull(strstr(r.err, "guiju.db"));
	ck_assert_msg(strstr(r.out, "141 new") == NULL, "counted, but not stored:\n%s", r.out);
	gj_run_free(&r);
	gj_kit_out(&office, 0, "import contact data/contacts.csv", "0 refused");
	gj_kit_out(&office, 0, "import contact data/contacts.csv", "141 unchanged");
}
END_TEST

/* Starts guiju and kills it after so many microseconds, without a chance to tidy up. */
static void kill_after(const char *const *argv, useconds_t microseconds)
{
	pid_t pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		if (chdir(office.dir) == 0 && freopen("/dev/null", "w", stdout) &&
		    freopen("/dev/null", "w", stderr))
			execv(argv[0], (char *const *)(const void *)argv);
		_exit(127);
	}
	usleep(microseconds);
	kill(pid, SIGKILL);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
}

START_TEST(test_killed)
{
	const char *guiju = getenv("GUIJU");
	const char *import[] = { guiju,        "import",
		                 "enterprise", "data/enterprises.csv",
		                 "--list",     "trainings=data/trainings.csv",
		                 "--list",     "infringements=data/infringements.csv",
		                 NULL };
	const char *evaluate[] = { guiju, "evaluate", "--as-of", "2022-11-30", NULL };
	struct gj_run_result plain, killed;

	gj_kit_sample(&office);
	plain = gj_kit_run(&office, "report list --format csv");
	gj_kit_shell(&office, "rm -f guiju.db*");
	for (useconds_t us = 1000; us < 60000; us += 3000) {
		kill_after(import, us);
		kill_after(evaluate, us);
	}
	gj_kit_shell(&office, "sqlite3 guiju.db 'pragma integrity_check' | grep -qx ok");
	gj_kit_sample(&office);
	killed = gj_kit_run(&office, "report list --format csv");
	/* the numbers may run otherwise: the applications and their results are the same */
	gj_tmp_puts(office.dir, "plain.csv", plain.out);
	gj_tmp_puts(office.dir, "killed.csv", killed.out);
	gj_kit_shell(
	    &office,
	    "cut -d, -f2- plain.csv | sort > a; cut -d, -f2- killed.csv | sort > b; cmp a b");
	gj_kit_shell(&office,
	             "test \"$(sqlite3 guiju.db 'select count(*) from decision')\" = "
	             "\"$(sqlite3 guiju.db 'select count(distinct application) from decision')\"");
	gj_run_free(&plain);
	gj_run_free(&killed);
}
END_TEST

/* A second process that writes at the same time waits; both end well. */
START_TEST(test_two_processes)
{
	gj_kit_shell(&office, "\"$GUIJU\" import contact data/contacts.csv > one 2>&1 & "
	                      "\"$GUIJU\" import station data/stations.csv --list "
	                      "enterprises_built=data/enterprises_built.csv > two 2>&1; wait");
	gj_kit_shell(&office, "sqlite3 guiju.db 'pragma integrity_check' | grep -qx ok");
	gj_kit_out(&office, 0, "import contact data/contacts.csv", "141 unchanged");
}
END_TEST

Suite *suite_bad(void)
{
	Suite *s = suite_create("cli/bad");
	TCase *t = tcase_create("bad");

	tcase_set_timeout(t, 300);
	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_add_test(t, test_rule_files);
	tcase_add_test(t, test_rule_folders);
	tcase_add_test(t, test_csv_files);
	tcase_add_test(t, test_plugins);
	tcase_add_test(t, test_databases);
	tcase_add_test(t, test_read_only);
	tcase_add_test(t, test_full_disk);
	tcase_add_test(t, test_killed);
	tcase_add_test(t, test_two_processes);
	suite_add_tcase(s, t);
	return s;
}
