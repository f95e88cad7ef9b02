/* check_report.c: the same report in every form and place: stdout, a file, both encodings, a workbook. */
#include "tests/cli/kit.h"
#include "tests/cli/suites.h"
#include "tests/support/tmp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What was printed is what a file holds, whether named by --format or by its ending. */
START_TEST(test_file)
{
	gj_kit_sample(&office);
	gj_kit_shell(&office, "for report in targets 'list --result eligible'; do\n"
	                      "for form in text csv json; do\n"
	                      "\"$GUIJU\" report $report --format $form >want\n"
	                      "\"$GUIJU\" report $report --format $form --output got >said\n"
	                      "cmp want got && test ! -s said && test -s got || exit 1\n"
	                      "done; done\n"
	                      "\"$GUIJU\" report list --format csv >want\n"
	                      "\"$GUIJU\" report list --output got.csv && cmp want got.csv");
	gj_kit_err(&office, 3, "report list --output none/list.csv", "none/list.csv");
	gj_kit_err(&office, 3, "report list --output none/list.xlsx", "none/list.xlsx");
	gj_kit_err(&office, 3, "report list --format json --output none/list", "none/list");
}
END_TEST

START_TEST(test_gb18030)
{
	gj_kit_sample(&office);
	gj_kit_shell(&office, "\"$GUIJU\" report list --lang zh --format csv --encoding gb18030 |\n"
	                      "iconv -f GB18030 -t UTF-8 >got\n"
	                      "\"$GUIJU\" report list --lang zh --format csv |\n"
	                      "sed '1s/^\xEF\xBB\xBF//' >want\n"
	                      "cmp want got && grep -q '保护' got");
}
END_TEST

/* Codes stay texts, counts are numbers, the heading is frozen; a row for each that the list in CSV has. */
START_TEST(test_workbook)
{
	gj_kit_sample(&office);
	gj_kit_shell(&office,
	             "\"$GUIJU\" report list --output list.xlsx\n"
	             "unzip -p list.xlsx xl/worksheets/sheet1.xml | tr '>' '\\n' >sheet\n"
	             "rows=$(\"$GUIJU\" report list --format csv | wc -l)\n"
	             "test \"$(grep -c '^<row ' sheet)\" = \"$rows\"\n"
	             "grep -q 'state=\"frozen\"' sheet && ! grep -q '</v$' sheet\n"
	             "\"$GUIJU\" report targets --output targets.xlsx\n"
	             "unzip -p targets.xlsx xl/worksheets/sheet1.xml | tr '>' '\\n' >sheet\n"
	             "test \"$(grep -c '^<row ' sheet)\" = 18\n"
	             "test \"$(grep -c '</v$' sheet)\" -gt 100\n"
	             "grep -q 'topLeftCell=\"A3\"' sheet");
}
END_TEST

Suite *suite_report(void)
{
	Suite *s = suite_create("report");
	TCase *t = tcase_create("report");

	tcase_add_checked_fixture(t, gj_kit_begin, gj_kit_end);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, test_file);
	tcase_add_test(t, test_gb18030);
	tcase_add_test(t, test_workbook);
	suite_add_tcase(s, t);
	return s;
}
