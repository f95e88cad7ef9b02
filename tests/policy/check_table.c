/* check_table.c: by, bands, decision_table: values at their limits, gaps, overlaps, rows nobody reaches. */
#include "tests/policy/judge.h"
#include "tests/policy/suites.h"

START_TEST(test_by)
{
	static const char numbers[] =
	    "f.served:at_least(by(f.mode) { own = 10, attached = 5, otherwise = 1 })";
	static const char conditions[] =
	    "by(f.mode) { own = f.served:at_least(10), otherwise = f.body:holds() }";

	JUDGE(NULL, { numbers, "mode=own served=10", GJ_MET },
	      { numbers, "mode=own served=9", GJ_NOT_MET },
	      { numbers, "mode=attached served=5", GJ_MET },
	      { numbers, "mode=attached served=4", GJ_NOT_MET },
	      { numbers, "mode=missing served=1", GJ_MET },
	      { numbers, "mode=missing served=0", GJ_NOT_MET },
	      { numbers, "served=10", GJ_MET },    /* enough, whichever it is */
	      { numbers, "served=9", GJ_UNKNOWN }, { numbers, "served=0", GJ_NOT_MET },
	      { conditions, "mode=own served=10 body=no", GJ_MET },
	      { conditions, "mode=own served=9 body=yes", GJ_NOT_MET },
	      { conditions, "mode=missing served=9 body=yes", GJ_MET },
	      { conditions, "mode=missing served=10 body=no", GJ_NOT_MET },
	      { "f.budget:at_least(by(f.mode) { own = quantity(2, '万元'), otherwise = "
	        "quantity(5000, '元') })",
	        "mode=attached budget=0.5", GJ_MET },
	      { "f.budget:at_least(by(f.mode) { own = quantity(2, '万元'), otherwise = "
	        "quantity(5000, '元') })",
	        "mode=attached budget=0.49", GJ_NOT_MET },
	      { "f.served:at_least(by(f.mode) { own = f.trained, otherwise = 3 })",
	        "mode=own served=4 trained=5", GJ_NOT_MET },
	      { "f.served:at_least(by(f.mode) { own = dated { ['2022-01-01'] = 1, ['2023-01-01'] "
	        "= 2 }, otherwise = 9 })",
	        "mode=own served=1", GJ_MET });
}
END_TEST

START_TEST(test_bands)
{
	static const char from[] = "f.trained:at_least(bands(f.served) { { below = 10, gives = 1 }, "
				   "{ from = 10, below = 20, gives = 2 }, { from = 20, gives = 3 } })";
	static const char above[] = "f.trained:at_least(bands(f.served) { { to = 10, gives = 1 }, "
				    "{ above = 10, to = 20, gives = 2 }, { above = 20, gives = 3 } })";
	static const char shares[] =
	    "f.officers:equals(bands(f.trained:share_of(f.served)) { { below = percent(50), gives = 1 "
	    "}, { from = percent(50), to = percent(100), gives = 2 }, { above = percent(100), gives "
	    "= 3 } })";

	JUDGE(NULL, { from, "served=9 trained=1", GJ_MET }, { from, "served=10 trained=1", GJ_NOT_MET },
	      { from, "served=10 trained=2", GJ_MET }, { from, "served=19 trained=2", GJ_MET },
	      { from, "served=20 trained=2", GJ_NOT_MET }, { from, "served=20 trained=3", GJ_MET },
	      { from, "trained=3", GJ_MET }, { from, "trained=2", GJ_UNKNOWN },
	      { from, "trained=0", GJ_NOT_MET }, { above, "served=10 trained=1", GJ_MET },
	      { above, "served=11 trained=1", GJ_NOT_MET },
	      { above, "served=20 trained=2", GJ_MET },
	      { above, "served=21 trained=2", GJ_NOT_MET },
	      { shares, "trained=4 served=9 officers=1", GJ_MET },
	      { shares, "trained=5 served=10 officers=2", GJ_MET },
	      { shares, "trained=10 served=10 officers=2", GJ_MET },
	      { shares, "trained=11 served=10 officers=3", GJ_MET },
	      { "bands(f.served) { { below = 10, gives = f.body:holds() }, { from = 10, gives = "
	        "f.clear:judged() } }",
	        "served=9 body=yes clear=no", GJ_MET },
	      { "bands(f.served) { { below = 10, gives = f.body:holds() }, { from = 10, gives = "
	        "f.clear:judged() } }",
	        "served=10 body=yes clear=no", GJ_NOT_MET },
	      { "f.officers:equals(bands(f.budget) { { below = quantity(1, '万元'), gives = 1 }, { "
	        "from = quantity(1, '万元'), gives = 2 } })",
	        "budget=0.99 officers=1", GJ_MET },
	      { "f.officers:equals(bands(f.budget) { { below = quantity(1, '万元'), gives = 1 }, { "
	        "from = quantity(1, '万元'), gives = 2 } })",
	        "budget=1 officers=2", GJ_MET },
	      { "bands(f.trainings:average('attendees')) { { below = 6, gives = 2 }, { from = 6, gives "
	        "= 3 } }:at_least(3)",
	        "trainings=[attendees=5;attendees=6]", GJ_NOT_MET },
	      { "bands(f.trainings:average('attendees')) { { below = 6, gives = 2 }, { from = 6, gives "
	        "= 3 } }:at_least(3)",
	        "trainings=[attendees=5;attendees=7]", GJ_MET },
	      { "f.officers:equals(bands(f.founded_on) { { below = day '2022-01-01', gives = 1 }, { "
	        "from = day '2022-01-01', gives = 2 } })",
	        "founded_on=2021-12-31 officers=1", GJ_MET });
}
END_TEST

/* An expert picks inside of what the band allows. */
START_TEST(test_bands_picked)
{
	static const char condition[] =
	    "bands(f.served) { picked = f.officers, { below = 10, gives = { 0, 5 } }, { from = 10, "
	    "gives = { 6, 10 } } }:at_least(5)";

	JUDGE(NULL, { condition, "served=9 officers=5", GJ_MET },
	      { condition, "served=9 officers=4", GJ_NOT_MET },
	      { condition, "served=9 officers=6", GJ_ERROR },
	      { condition, "served=10 officers=5", GJ_ERROR },
	      { condition, "served=10 officers=6", GJ_MET },
	      { condition, "served=10", GJ_MET }, /* whatever is picked */
	      { condition, "served=9", GJ_REVIEW });
	FINDINGS(NULL,
	         { "bands(f.served) { picked = f.officers, { below = 10, gives = { 5, 0 } }, { from = "
	           "10, gives = 1 } }:at_least(5)",
	           "E307", "gives" },
	         { "bands(f.served) { picked = f.officers, { below = 10, gives = { 5 } }, { from = "
	           "10, gives = 1 } }:at_least(5)",
	           "E302", NULL },
	         { "bands(f.served) { picked = f.officers, { below = 10, gives = { 0, '0.5' } }, { "
	           "from = 10, gives = 1 } }:at_least(5)",
	           "E305", NULL },
	         { "bands(f.served) { picked = f.body, { below = 10, gives = { 0, 5 } }, { from = "
	           "10, gives = 1 } }:at_least(5)",
	           "E302", "picked" },
	         { "bands(f.served) { { below = 10, gives = { 0, 5 } }, { from = 10, gives = 1 } "
	           "}:at_least(5)",
	           "E302", NULL });
}
END_TEST

#define ROWS "decision_table { by = { f.mode, f.bureau }, "

START_TEST(test_decision_table)
{
	static const char condition[] = "f.served:equals(" ROWS
					"row { 'own', 'north', gives = 3 }, row { { 'own', 'attached' }, 'south', gives = 2 "
					"}, row { 'missing', any_value, gives = 1 }, otherwise = 4 })";
	static const char yes[] =
	    "decision_table { by = { f.body, f.mode }, row { true, any_value, gives = "
	    "f.served:at_least(1) }, row { false, { 'own', 'attached' }, gives = f.served:at_least(5) }, "
	    "row { false, 'missing', gives = f.served:at_least(9) } }";

	JUDGE(NULL, { condition, "mode=own bureau=north served=3", GJ_MET },
	      { condition, "mode=own bureau=south served=2", GJ_MET },
	      { condition, "mode=attached bureau=south served=2", GJ_MET },
	      { condition, "mode=attached bureau=north served=4", GJ_MET },
	      { condition, "mode=missing bureau=north served=1", GJ_MET },
	      { condition, "mode=missing served=1", GJ_MET }, /* the bureau does not matter */
	      { condition, "mode=own served=3", GJ_UNKNOWN },
	      { condition, "mode=own served=1", GJ_NOT_MET }, { yes, "body=yes served=1", GJ_MET },
	      { yes, "body=yes mode=own served=0", GJ_NOT_MET },
	      { yes, "body=no mode=own served=5", GJ_MET },
	      { yes, "body=no mode=own served=4", GJ_NOT_MET },
	      { yes, "body=no mode=missing served=9", GJ_MET },
	      { yes, "body=no mode=missing served=8", GJ_NOT_MET },
	      { "f.served:equals(decision_table { by = { f.body }, row { true, gives = dated { "
	        "['2022-01-01'] = 1, ['2023-01-01'] = 2 } }, otherwise = 9 })",
	        "body=yes served=1", GJ_MET });
}
END_TEST

START_TEST(test_decision_table_findings)
{
	FINDINGS(NULL,
	         { ROWS "row { 'own', 'north', gives = 3 } }:at_least(1)", "E424", "otherwise" },
	         { ROWS "row { 'own', 'north', gives = 3 }, row { any_value, 'north', gives = 2 }, "
		        "otherwise = 1 }:at_least(1)",
	           "E425", NULL },
	         { ROWS "row { any_value, 'north', gives = 3 }, row { any_value, 'south', gives = 2 "
		        "} }:at_least(1)",
	           "", NULL },
	         { ROWS "row { any_value, 'north', gives = 3 }, row { any_value, 'south', gives = 2 "
		        "}, otherwise = 5 }:at_least(1)",
	           "W506", NULL },
	         { ROWS "row { 'onw', 'north', gives = 3 }, otherwise = 1 }:at_least(1)", "E206",
	           "own" },
	         { ROWS "row { 'own', gives = 3 }, otherwise = 1 }:at_least(1)", "E405",
	           "any_value" },
	         { ROWS "row { 'own', 'north' }, otherwise = 1 }:at_least(1)", "E405", NULL },
	         { ROWS "row { 'own', 5, gives = 1 }, otherwise = 1 }:at_least(1)", "E302",
	           "any_value" },
	         { ROWS "row { 'own', { }, gives = 1 }, otherwise = 1 }:at_least(1)", "E408", NULL },
	         { ROWS "row { any_value, any_value, gives = 1 } }:at_least(1)", "E302",
	           "otherwise" },
	         { ROWS "row { 'own', 'north', gives = 3, if_any = 2 }, otherwise = 1 }:at_least(1)",
	           "E205", NULL },
	         { ROWS "row { 'own', 'north', gives = f.body:holds() }, otherwise = 1 "
		        "}:at_least(1)",
	           "E302", NULL },
	         { ROWS "row { 'own', 'north', gives = f.officers }, otherwise = f.served "
		        "}:at_least(1)",
	           "E303", NULL },
	         { ROWS "5, otherwise = 1 }:at_least(1)", "E302", NULL },
	         { ROWS "otherwise = 1 }:at_least(1)", "E408", NULL },
	         { "decision_table { row { 'own', gives = 1 } }:at_least(1)", "E405", "by = " },
	         { "decision_table { by = { f.served }, row { 5, gives = 1 } }:at_least(1)", "E302",
	           "bands" },
	         { "decision_table { by = { f.mode, f.mode }, row { 'own', 'own', gives = 1 }, "
	           "otherwise = 1 }:at_least(1)",
	           "E212", NULL },
	         { "decision_table(5):at_least(1)", "E302", "by = " },
	         { "f.served:at_least(row(5))", "E302", "row" },
	         { "f.body:holds() } row { 'own', gives = 1 } criterion '2' { zh = 'a', en = 'b', "
	           "clause = '2', f.body:holds()",
	           "E409", NULL });
}
END_TEST

/* Seven facts of ten options are ten million combinations: said, not guessed. */
START_TEST(test_too_large)
{
	struct kit_file files[6] = { kit_base[0], kit_base[1], kit_base[2] };
	struct kit k;

	files[3] = (struct kit_file){
		"facts.lua",
		"local function of(k) return one_of(k) { zh = k .. '字', en = k .. ' x',\n"
		"  option 'a' { zh = 'a', en = 'a' }, option 'b' { zh = 'b', en = 'b' },\n"
		"  option 'c' { zh = 'c', en = 'c' }, option 'd' { zh = 'd', en = 'd' },\n"
		"  option 'e' { zh = 'e', en = 'e' }, option 'g' { zh = 'g', en = 'g' } } end\n"
		"facts 'e' { code 'uscc' { zh = '代码', en = 'Code', role = 'subject' },\n"
		"  text 'name' { zh = '名称', en = 'Name', role = 'name' },\n"
		"  one_of 'bureau' { zh = '区局', en = 'Bureau', bureaus, role = 'bureau' },\n"
		"  date 'accepted_on' { zh = '受理日', en = 'Accepted on' },\n"
		"  of 'p', of 'q', of 'r', of 's', of 't', of 'u', of 'v' }\n"
	};
	files[4] = (struct kit_file){
		"x.lua", "local f = facts 'e' category 'e' { zh = '企', en = 'E', clause = '1' }\n"
			 "criterion '1' { zh = '甲', en = 'A', clause = '1', decision_table { by = { f.p, f.q, f.r, "
			 "f.s, f.t, f.u, f.v },\n"
			 "row { 'a', 'a', 'a', 'a', 'a', 'a', 'a', gives = 1 }, otherwise = 2 }:at_least(2) }\n"
	};
	kit_load(&k, files, NULL);
	kit_expect(&k, "", 0, "a large table");
	kit_expect(&k, "W509", 0, "a large table");
	kit_free(&k);
}
END_TEST

START_TEST(test_findings)
{
	FINDINGS(NULL, { "f.served:at_least(by(f.mode) { own = 10 })", "E424", "otherwise" },
	         { "f.served:at_least(by(f.mode) { own = 1, attached = 2, missing = 3 })", "", NULL },
	         { "f.served:at_least(by(f.mode) { own = 1, attached = 2, missing = 3, otherwise = 4 })",
	           "W506", NULL },
	         { "f.served:at_least(by(f.mode) { onw = 10, otherwise = 1 })", "E205", "own" },
	         { "f.served:at_least(by(f.mode) { })", "E424", NULL },
	         { "f.served:at_least(by(f.mode) { otherwise = 1 })", "E408", NULL },
	         { "f.served:at_least(by(f.mode)(5))", "E302", "by(f.x)" },
	         { "f.served:at_least(by(f.served) { otherwise = 1 })", "E302", "bands" },
	         { "f.served:at_least(by(f.mode) { own = true, otherwise = 1 })", "E302", NULL },
	         { "f.served:at_least(by(f.mode) { own = f.body, otherwise = 1 })", "E302", NULL },
	         { "f.served:at_least(by(f.mode) { own = quantity(1, '万元'), otherwise = 1 })",
	           "E303", NULL },
	         { "f.served:at_least(by(f.mode) { own = f.trainings:average('attendees'), "
	           "otherwise = 1 })",
	           "E302", NULL },
	         { "f.served:at_least(by(f.mode) { own = f.officers, otherwise = 1 })", "E303", NULL },
	         { "by(f.mode) { own = f.body:holds(), otherwise = 1 }", "E302", NULL },
	         /* bands */
	         { "bands(f.served) { { below = 10, gives = 1 }, { from = 11, gives = 2 } "
	           "}:at_least(2)",
	           "E424", "otherwise" },
	         { "bands(f.served) { { to = 10, gives = 1 }, { from = 11, gives = 2 } }:at_least(2)",
	           "", NULL }, /* whole numbers leave nothing between */
	         { "bands(f.served) { { to = 10, gives = 1 }, { from = 10, gives = 2 } }:at_least(2)",
	           "E425", "begin" },
	         { "bands(f.served) { { below = 10, gives = 1 }, { above = 10, gives = 2 } "
	           "}:at_least(2)",
	           "E424", NULL },
	         { "bands(f.served) { { below = 10, gives = 1 }, { above = 9, gives = 2 } "
	           "}:at_least(2)",
	           "", NULL },
	         { "bands(f.served) { { below = 10, gives = 1 }, { above = 10, gives = 2 }, "
	           "otherwise = 0 }:at_least(2)",
	           "", NULL },
	         { "bands(f.served) { { from = 10, gives = 1 }, { below = 10, gives = 2 } "
	           "}:at_least(2)",
	           "", NULL }, /* highest first */
	         { "bands(f.served) { { from = 10, below = 20, gives = 1 }, { from = 20, gives = 3 }, { "
	           "below = 10, gives = 2 } }:at_least(2)",
	           "", NULL }, /* in no order */
	         { "bands(f.served) { { from = 20, gives = 3 }, { from = 10, below = 21, gives = 1 }, { "
	           "below = 10, gives = 2 } }:at_least(2)",
	           "E425", NULL },
	         { "bands(f.served) { { gives = 3, to = 100 }, { from = 10, to = 11, gives = 1 }, { "
	           "above = 100, gives = 2 } }:at_least(2)",
	           "E425", NULL }, /* one inside another */
	         { "bands(f.served) { { from = 10, gives = 1 }, { from = 0, below = 10, gives = 2 } "
	           "}:at_least(2)",
	           "", NULL },
	         { "bands(f.served) { { from = 0, below = 10, gives = 1 }, { from = 10, gives = 2 } "
	           "}:at_least(2)",
	           "", NULL }, /* counts have nothing below 0 */
	         { "bands(f.budget) { { from = quantity(0, '万元'), gives = 1 } "
	           "}:at_least(1)",
	           "E424", NULL }, /* amounts have */
	         { "bands(f.served) { { from = 1, below = 10, gives = 1 }, { from = 10, gives = 2 } "
	           "}:at_least(2)",
	           "E424", NULL },
	         { "bands(f.trainings:count()) { { from = 0, below = 10, gives = 1 }, { from = 10, "
	           "gives = 2 } }:at_least(2)",
	           "", NULL },
	         { "bands(f.served:minus(f.trained)) { { from = 0, gives = 2 } }:at_least(2)", "E424",
	           NULL },
	         { "bands(f.served:minus(f.trained):floored(0)) { { from = 0, gives = 2 } }:at_least(2)",
	           "", NULL },
	         { "bands(f.served:capped(10)) { { below = 5, gives = 2 }, { from = 5, to = 10, gives "
	           "= 3 } }:at_least(2)",
	           "", NULL },
	         { "bands(f.served:capped(10)) { { below = 5, gives = 2 }, { from = 5, below = 10, "
	           "gives = 3 } }:at_least(2)",
	           "E424", NULL },
	         { "bands(f.trainings:average('attendees')) { { to = 5, gives = 2 }, { from = 6, gives "
	           "= 3 } }:at_least(2)",
	           "E424", NULL }, /* 5.5 */
	         { "bands(f.trainings:average('attendees')) { { below = 6, gives = 2 }, { from = 6, "
	           "gives = 3 } }:at_least(2)",
	           "", NULL },
	         { "bands(f.trained:growth_over(f.served)) { { from = percent(0), gives = 2 } "
	           "}:at_least(2)",
	           "E424", NULL }, /* it may fall */
	         { "bands(f.trained:share_of(f.served)) { { from = percent(0), gives = 2 } "
	           "}:at_least(2)",
	           "", NULL },
	         { "bands(f.served) { { below = 10, gives = 1 }, { from = 10, to = 20, gives = 2 } "
	           "}:at_least(2)",
	           "E424", NULL },
	         { "bands(f.served) { { below = 10, gives = 1 }, { from = 20, below = 15, gives = 2 "
	           "} }:at_least(2)",
	           "E307", NULL },
	         { "bands(f.served) { { from = 5, below = 5, gives = 1 } }:at_least(2)", "E307", NULL },
	         { "bands(f.served) { { from = 5, above = 4, gives = 1 } }:at_least(2)", "E205", NULL },
	         { "bands(f.served) { { gives = 1 } }:at_least(2)", "E405", "below" },
	         { "bands(f.served) { { below = 10 }, { from = 10, gives = 1 } }:at_least(2)", "E405",
	           NULL },
	         { "bands(f.served) { { below = f.trained, gives = 1 }, { from = 10, gives = 1 } "
	           "}:at_least(2)",
	           "E302", NULL },
	         { "bands(f.budget) { { below = 10, gives = 1 }, { from = 10, gives = 1 } "
	           "}:at_least(2)",
	           "E304", "quantity" },
	         { "bands(f.served) { 5 }:at_least(2)", "E302", "gives" },
	         { "bands(f.served) { }:at_least(2)", "E408", NULL },
	         { "bands(f.served)(5):at_least(2)", "E302", "bands" },
	         { "bands(f.mode) { }:at_least(2)", "E302", "by" },
	         { "bands(reference_date) { { below = day '2022-01-01', gives = 1 }, { from = day "
	           "'2022-01-01', gives = 1 } }:at_least(2)",
	           "E302", NULL },
	         { "bands(f.trained:share_of(f.served)) { { below = percent(50), gives = 1 }, { "
	           "above = percent(50), gives = 2 } }:at_least(2)",
	           "E424", NULL },
	         { "bands(f.trained:share_of(f.served)) { { to = percent(50), gives = 1 }, { from = "
	           "percent(50), gives = 2 } }:at_least(2)",
	           "E425", NULL },
	         { "bands(f.trained:share_of(f.served)) { { below = percent('33.3'), gives = 1 }, { "
	           "from = ratio(1, 3), gives = 2 } }:at_least(2)",
	           "E424", NULL });
}
END_TEST

/* What a table gives is of the same application as what it hangs on. */
START_TEST(test_two_categories)
{
	static const char before[] =
	    "facts 'g' { code 'c' { zh = 'a', en = 'b', role = 'subject' }, text 'n' { zh = 'c', en = "
	    "'d', role = 'name' }, one_of 'b' { zh = 'e', en = 'h', bureaus, role = 'bureau' }, yes_no "
	    "'y' { zh = 'i', en = 'j' }, count 'k' { zh = 'k', en = 'k' } } local g = facts 'g'";

	static const char *const rows[] = {
		"by(f.mode) { own = g.y:holds(), otherwise = f.body:holds() }",
	         "f.served:at_least(by(f.mode) { own = g.k, otherwise = 1 })",
	         "bands(f.served) { { below = 1, gives = g.k }, { from = 1, gives = 1 } }:at_least(1)",
	         "decision_table { by = { f.mode, g.b }, row { 'own', 'north', gives = 1 }, "
	           "otherwise = 2 }:at_least(1)",
	         "routes { route 'a' { zh = 'a', en = 'a', f.body:holds() }, route 'b' { zh = 'b', "
	           "en = 'b', g.y:holds() } }",
	         "f.body:holds():unless(g.y:holds(), { zh = 'a', en = 'a' })",
	         "presumed { zh = 'a', en = 'a', when = f.body:holds(), rebutted = g.y:holds() }",
	         "score 't' { zh = 'a', en = 'a', item 'a' { zh = 'a', en = 'a', points = 5, when = "
	           "f.body:holds() }, item 'b' { zh = 'b', en = 'b', points = g.k } }:at_least(1)",
	         "score 't' { zh = 'a', en = 'a', item 'a' { zh = 'a', en = 'a', points = f.served, "
	           "when = g.y:holds() } }:at_least(1)",
	};
	struct kit k;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		judge_load(&k, before, rows[i]);
		kit_expect(&k, "E309", 2, rows[i]);
		kit_free(&k);
	}
}
END_TEST

Suite *suite_table(void)
{
	Suite *s = suite_create("table");
	TCase *t = tcase_create("table");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, test_by);
	tcase_add_test(t, test_bands);
	tcase_add_test(t, test_bands_picked);
	tcase_add_test(t, test_decision_table);
	tcase_add_test(t, test_decision_table_findings);
	tcase_add_test(t, test_too_large);
	tcase_add_test(t, test_findings);
	tcase_add_test(t, test_two_categories);
	suite_add_tcase(s, t);
	return s;
}
