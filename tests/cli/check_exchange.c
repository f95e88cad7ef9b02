/* check_exchange.c: what goes out as a form comes in again as the same facts, in every form and of every type. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"
#include "tests/support/tmp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *file(const char *name)
{
	char *path = gj_tmp_path(office.dir, name), *text = gj_tmp_read(path, NULL);

	free(path);
	return text;
}

static const char policy[] =
    "policy \"all\" { zh = \"各种事实\", en = \"Every fact\", year = 2024 }\n"
    "bureau \"east\" { zh = \"东区\", en = \"East\" }\n";

static const char facts[] =
    "facts \"shop\" {\n"
    "  code \"code\" { zh = \"代码\", en = \"Code\", role = \"subject\" },\n"
    "  text \"name\" { zh = \"名称\", en = \"Name\", role = \"name\" },\n"
    "  one_of \"bureau\" { zh = \"区局\", en = \"Bureau\", bureaus, role = \"bureau\" },\n"
    "  one_of \"size\" { zh = \"规模\", en = \"Size\", option \"large\" { zh = \"大型\", en = "
    "\"large\" }, option \"small\" { zh = \"小型\", en = \"small\" } },\n"
    "  yes_no \"open\" { zh = \"营业\", en = \"Open\" },\n"
    "  judgement \"fit\" { zh = \"合适\", en = \"Fit\" },\n"
    "  count \"staff\" { zh = \"员工\", en = \"Staff\", unit = \"人\" },\n"
    "  amount \"income\" { zh = \"收入\", en = \"Income\", unit = \"万元\", decimals = 6 },\n"
    "  amount \"grant\" { zh = \"补助\", en = \"Grant\", unit = \"元\", decimals = 2 },\n"
    "  amount \"share\" { zh = \"占比\", en = \"Share\", unit = \"%\", decimals = 3 },\n"
    "  date \"since\" { zh = \"成立日\", en = \"Since\" },\n"
    "  text \"note\" { zh = \"说明\", en = \"Note\" },\n"
    "  code \"parent\" { zh = \"上级\", en = \"Parent\" },\n"
    "  list \"visits\" { zh = \"检查: 现场[1]\", en = \"Visits: on site\",\n"
    "    date \"on\" { zh = \"日期\", en = \"Date\" },\n"
    "    text \"who\" { zh = \"何人\", en = \"Who\" },\n"
    "    code \"code\" { zh = \"代码\", en = \"Code\" },\n"
    "    yes_no \"passed\" { zh = \"通过\", en = \"Passed\" },\n"
    "    judgement \"clean\" { zh = \"整洁\", en = \"Clean\" },\n"
    "    one_of \"kind\" { zh = \"种类\", en = \"Kind\", option \"a\" { zh = \"甲\", en = \"a\" } "
    "},\n"
    "    count \"days\" { zh = \"天数\", en = \"Days\", unit = \"天\" },\n"
    "    amount \"cost\" { zh = \"费用\", en = \"Cost\", unit = \"元\", decimals = 2 } },\n"
    "}\n"
    "category \"shop\" { zh = \"店铺\", en = \"Shop\", clause = \"一\" }\n"
    "criterion \"1\" { zh = \"营业\", en = \"Open\", clause = \"1\",\n"
    "  check \"open\" { zh = \"营业\", en = \"Open\", facts(\"shop\").open :holds() } }\n";

/* Both ends of every type, every state, and texts that look like other things. */
static const char rows[] =
    "code,name,bureau,size,open,fit,staff,income,grant,share,since,note,parent,visits\n"
    "91420100MA9X002300,甲,east,large,是,符合,0,0.000001,0.01,0.001%,2022-12-31,=1+1,"
    "91420100MA9X0029X0,\n"
    "91420100MA9X0029X0,'=2,east,small,否,不符合,2147483632,99999999999.999999,"
    "999999999999999.99,100%,1900-01-01,'''@x,91420100MA9X007750,0\n"
    "91420100MA9X007750,丙,不详,不适用,不适用,未要求,不详,不适用,不详,不适用,不详,不适用,不详,"
    "不适用\n"
    "91420102MA9X00070M,丁,,,,,,,,,,,,\n"
    "91420104MA9X00070J,戊,east,large,是,符合,12,123456789.123456,12.5,0.5%,1900-02-28,"
    "\"a,\"\"b\"\" 𠮷㙦〇\",,\n"
    "91420112MA9X000705,-己,east,large,是,符合,12,5,12.5,50%,2999-12-31,0012,,\n";

static const char visits[] =
    "subject_code,on,who,code,passed,clean,kind,days,cost\n"
    "91420100MA9X002300,2022-03-01,+8613,91420100MA9X007750,是,符合,甲,3,0.01\n"
    "91420100MA9X002300,不详,,不适用,不适用,未要求,不详,不详,不适用\n"
    "91420104MA9X00070J,1900-03-01,x,,否,不符合,,0,1.50\n";

static void import_rows(void)
{
	gj_kit_shell(&office, "mkdir all");
	gj_tmp_puts(office.dir, "all/policy.lua", policy);
	gj_tmp_puts(office.dir, "all/shop.lua", facts);
	gj_tmp_puts(office.dir, "rows.csv", rows);
	gj_tmp_puts(office.dir, "visits.csv", visits);
	gj_kit_out(&office, 0,
	           "import shop rows.csv --list visits=visits.csv --rules all --db a.db",
	           "6 rows: 6 new");
}

/* What is in the database, whoever put it there. */
static void same_facts(const char *a, const char *b)
{
	static const char *const tables[] = { "shop", "shop-visits" };
	char line[200], name[40];
	char *want, *got;

	snprintf(line, sizeof line, "export shop --rules all --db %s --output a.csv", a);
	gj_kit_expect(&office, 0, line);
	gj_kit_shell(&office, "mv a.csv shop.a; mv a-visits.csv shop-visits.a");
	snprintf(line, sizeof line, "export shop --rules all --db %s --output a.csv", b);
	gj_kit_expect(&office, 0, line);
	gj_kit_shell(&office, "mv a.csv shop.b; mv a-visits.csv shop-visits.b");
	for (size_t i = 0; i < 2; i++) {
		snprintf(name, sizeof name, "%s.a", tables[i]);
		want = file(name);
		snprintf(name, sizeof name, "%s.b", tables[i]);
		got = file(name);
		ck_assert_str_eq(got, want);
		ck_assert_uint_gt(strlen(got), 300);
		free(got);
		free(want);
	}
	/* And the numbers as they are stored, not as they are printed. */
	snprintf(line, sizeof line,
	         "for d in %s %s; do sqlite3 $d 'SELECT * FROM facts_shop' | cut -d'|' -f2- > "
	         "$d.facts; done; cmp %s.facts %s.facts",
	         a, b, a, b);
	gj_kit_shell(&office, line);
}

START_TEST(test_round_trips)
{
	static const struct {
		const char *export, *import;
	} cases[] = {
		{ "x.csv --lang zh", "x.csv --list visits=x-visits.csv" },
		{ "x.csv --lang en", "x.csv --list visits=x-visits.csv" },
		{ "x.csv --encoding gb18030", "x.csv --list visits=x-visits.csv" },
		{ "x.xlsx --lang zh", "x.xlsx" },
		{ "x.xlsx --lang en", "x.xlsx" },
	};
	char line[200];

	import_rows();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(line, sizeof line, "export shop --rules all --db a.db --output %s",
		         cases[i].export);
		gj_kit_expect(&office, 0, line);
		gj_kit_shell(&office, "rm -f b.db");
		snprintf(line, sizeof line, "import shop %s --rules all --db b.db",
		         cases[i].import);
		gj_kit_out(&office, 0, line, "6 rows: 6 new");
		same_facts("a.db", "b.db");
		/* Once more into the same database: nothing is new. */
		snprintf(line, sizeof line, "import shop %s --rules all --db a.db",
		         cases[i].import);
		gj_kit_out(&office, 0, line, "6 unchanged");
	}
}
END_TEST

START_TEST(test_out)
{
	char *text;

	import_rows();
	gj_kit_expect(&office, 0, "export shop --rules all --db a.db --output x.csv");
	text = file("x.csv");
	ck_assert_int_eq(memcmp(text, "\xEF\xBB\xBF", 3), 0);
	/* No cell is taken for a formula. */
	ck_assert_ptr_nonnull(strstr(text, ",'=1+1,"));
	ck_assert_ptr_null(strstr(text, ",=1+1,"));
	free(text);
	gj_kit_expect(&office, 0,
	              "export shop --rules all --db a.db --output x.csv --encoding gb18030");
	text = file("x.csv");
	ck_assert_int_ne(memcmp(text, "\xEF\xBB\xBF", 3), 0);
	ck_assert_ptr_nonnull(strstr(text, "\x95\x34\xB2\x35\x82\x30\xAD\x38\xA9\x96"));
	free(text);
	gj_kit_err(&office, 2, "export shop --rules all --db a.db", "--output facts.csv");
	gj_kit_err(&office, 2, "export shop --rules all --db a.db --output x --format pdf",
	           "csv or xlsx");
	gj_kit_err(&office, 2, "export none --rules all --db a.db --output x", "no category none");
	gj_kit_err(&office, 3, "export shop --rules all --db a.db --output no/x.csv", "no/x.csv");
	gj_kit_err(&office, 3, "export shop --rules all --db a.db --output no/x.xlsx", "no/x.xlsx");
	gj_kit_err(&office, 3, "export shop --rules all --db none.db --output x.csv", "none.db");
}
END_TEST

/* A workbook's lists come with it; refused rows of each sheet have a file of their own. */
START_TEST(test_rejects)
{
	char *text;

	import_rows();
	gj_tmp_puts(
	    office.dir, "one.jsonl",
	    "{\"code\":\"91420100MA9X002300\",\"name\":\"甲\",\"visits\":[{\"on\":\"2022\"}]}\n"
	    "{\"code\":\"91420100MA9X0029X0\",\"name\":\"乙\",\"visits\":[{\"days\":7}]}\n");
	gj_kit_out(&office, 1, "import shop one.jsonl --rules all --db c.db",
	           "2 rows: 1 new, 0 changed, 0 unchanged, 1 refused");
	text = file("one.jsonl.rejects.csv");
	ck_assert_ptr_nonnull(strstr(text, "91420100MA9X002300"));
	free(text);
	text = file("one.jsonl.visits.rejects.csv");
	ck_assert_ptr_nonnull(strstr(text, "2022,"));
	free(text);
	/* Mended there, and imported from there. */
	gj_kit_edit(&office, "one.jsonl.visits.rejects.csv", ",2022,", ",2022-05-01,");
	gj_kit_out(&office, 0,
	           "import shop one.jsonl.rejects.csv --list visits=one.jsonl.visits.rejects.csv "
	           "--rules all --db c.db",
	           "1 rows: 1 new");
	gj_kit_out(&office, 1, "import shop one.jsonl --rules all --db d.db --dry-run",
	           "2 rows read, 1 would be refused");
}
END_TEST

START_TEST(test_inputs)
{
	import_rows();
	gj_tmp_puts(office.dir, "p1.csv", "code,name\n91420100MA9X002300,a\n");
	gj_tmp_puts(office.dir, "p2.csv", "code,name\n91420100MA9X0029X0,b\n");
	gj_kit_out(&office, 0, "import shop p1.csv p2.csv --rules all --db p.db",
	           "p2.csv: 1 rows: 1 new");
	gj_kit_out(&office, 0, "import shop p?.csv --rules all --db q.db", "p2.csv: 1 rows: 1 new");
	gj_kit_err(&office, 3, "import shop q?.csv --rules all --db q.db",
	           "no file is called like");
	gj_kit_err(&office, 2, "import shop p1.csv p2.csv --rejects x --rules all --db q.db",
	           "--rejects goes with one file");
	gj_kit_shell(
	    &office,
	    "gzip -k p1.csv; head -c 40 p1.csv.gz > cut.csv.gz; head -c 50000000 /dev/zero | "
	    "gzip > bomb.csv.gz; cp p1.csv plain.csv.gz");
	gj_kit_out(&office, 0, "import shop p1.csv.gz --rules all --db z.db", "1 rows: 1 new");
	gj_kit_out(&office, 0, "import shop plain.csv.gz --rules all --db z.db", "1 unchanged");
	gj_kit_err(&office, 3, "import shop cut.csv.gz --rules all --db z.db",
	           "is damaged or not complete");
	gj_kit_err(&office, 3, "import shop bomb.csv.gz --rules all --db z.db", "times its size");
	gj_kit_shell(&office, "cat p1.csv | \"$GUIJU\" import shop - --rules all --db s.db && "
	                      "gzip -c p2.csv | \"$GUIJU\" import shop - --rules all --db s.db && "
	                      "test \"$(sqlite3 s.db 'SELECT count(*) FROM application')\" = 2");
	/* Nothing is left of the copies. */
	gj_kit_shell(&office,
	             "mkdir t && TMPDIR=$PWD/t \"$GUIJU\" import shop p1.csv.gz --rules all "
	             "--db z.db && rmdir t");
}
END_TEST

START_TEST(test_map)
{
	import_rows();
	gj_tmp_puts(office.dir, "own.csv",
	            "信用号,单位,名称,规模(自填)\n91420100MA9X002300,a,别名,大型\n");
	gj_tmp_puts(office.dir, "own-v.csv", "信用号,哪天\n91420100MA9X002300,2022-01-02\n");
	gj_tmp_puts(office.dir, "map.txt",
	            "\xEF\xBB\xBF# 本单位的表头\r\n信用号 = code\r\n单位=name\n名称 = -\n"
	            "规模(自填) = size\n\n[visits]\n信用号 = subject_code\n哪天 = on\n");
	gj_kit_out(
	    &office, 0,
	    "import shop own.csv --list visits=own-v.csv --map map.txt --rules all --db m.db",
	    "1 rows: 1 new");
	gj_kit_shell(&office, "test \"$(sqlite3 m.db 'SELECT name, size, \"on\" FROM facts_shop, "
	                      "\"list_shop$visits\"')\" = 'a|large|18994'");
	gj_tmp_puts(office.dir, "bad.txt",
	            "信用号 = code\nx = none\n信用号 = name\n[no]\nx = y\n[visits]\n= on\n[open\n");
	gj_kit_err(&office, 3, "import shop own.csv --map bad.txt --rules all --db n.db",
	           "bad.txt:2: there is no such fact");
	gj_kit_err(&office, 3, "import shop own.csv --map bad.txt --rules all --db n.db",
	           "bad.txt:3: this heading stands in an earlier line");
	gj_kit_err(&office, 3, "import shop own.csv --map bad.txt --rules all --db n.db",
	           "bad.txt:4: there is no such list");
	gj_kit_err(&office, 3, "import shop own.csv --map bad.txt --rules all --db n.db",
	           "bad.txt:7: a line is written");
	gj_kit_err(&office, 3, "import shop own.csv --map bad.txt --rules all --db n.db",
	           "bad.txt:8: a section is written");
	gj_kit_err(&office, 3, "import shop own.csv --map none.txt --rules all --db n.db",
	           "none.txt cannot be opened");
}
END_TEST

Suite *suite_exchange(void)
{
	Suite *s = suite_create("exchange");
	TCase *t = tcase_create("exchange");

	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, test_round_trips);
	tcase_add_test(t, test_out);
	tcase_add_test(t, test_rejects);
	tcase_add_test(t, test_inputs);
	tcase_add_test(t, test_map);
	suite_add_tcase(s, t);
	return s;
}
