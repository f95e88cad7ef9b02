/* check_statement.c: what is wrong with statements: names, keys, roles, order. One small policy a row. */
#include <stdio.h>
#include <string.h>

#include "tests/policy/kit.h"
#include "tests/policy/suites.h"

struct row {
	const char *text; /* x.lua beside the good files */
	const char *code;
	int line;
};

#define CATEGORY(key) "category \"" key "\" { zh = \"类\", en = \"C\", clause = \"1\" }\n"
#define FACTS(key, more) \
	"facts \"" key \
	"\" { code \"c\" { zh = \"a\", en = \"b\", role = \"subject\" }, text \"n\" { " \
	"zh = \"c\", en = \"d\", role = \"name\" }, one_of \"b\" { zh = \"e\", en = \"f\", " \
	"bureaus, " \
	"role = \"bureau\" }, yes_no \"y\" { zh = \"g\", en = \"h\" }, " more " }\n"
#define GOOD KIT_CHECK("f.body:holds()")
#define RULE "{ zh = \"甲\", en = \"A\", clause = \"1\", facts \"e\".body:holds() }\n"

static const struct row rows[] = {
	{ GOOD, "", 0 },
	/* the policy */
	{ GOOD "policy \"again\" { zh = \"a\", en = \"b\" }", "E402", 3 },
	{ GOOD "policy \"Großes\" { zh = \"a\", en = \"b\" }", "E402", 3 },
	/* names */
	{ GOOD "policy { zh = \"a\" }", "E211", 3 },
	{ GOOD "bureau \"North\" { zh = \"a\", en = \"b\" }", "E211", 3 },
	{ GOOD "bureau \"\" { zh = \"a\", en = \"b\" }", "E211", 3 },
	{ GOOD
	  "bureau \"a23456789a123456789a123456789a123456789a12345678\" { zh = \"a\", en = \"b\" }",
	  "", 0 },
	{ GOOD
	  "bureau \"a23456789a123456789a123456789a123456789a123456789\" { zh = \"a\", en = \"b\" }",
	  "E211", 3 },
	{ GOOD "phase \"1a\" { zh = \"a\", en = \"b\", clause = \"1\" }", "E211", 3 },
	{ GOOD "phase(3) { zh = \"a\", en = \"b\", clause = \"1\" }", "E211", 3 },
	{ GOOD "criterion \"2.1\" " RULE, "E211", 3 },
	{ GOOD "criterion \"甲\" " RULE, "E211", 3 },
	/* labels, clauses, other keys */
	{ GOOD "bureau \"x\" { en = \"b\" }", "E403", 3 },
	{ GOOD "bureau \"x\" { zh = \"a\" }", "E403", 3 },
	{ GOOD "bureau \"x\" { zh = \"a\", en = \"\" }", "E403", 3 },
	{ GOOD "bureau \"x\" { zh = 1, en = \"b\" }", "E302", 3 },
	{ GOOD "bureau \"x\" { zh = \"\\xff\", en = \"b\" }", "E302", 3 },
	{ GOOD "bureau \"x\" { zh = \"a\\0b\", en = \"b\" }", "E302", 3 },
	{ GOOD "phase \"x\" { zh = \"a\", en = \"b\" }", "E404", 3 },
	{ GOOD "criterion \"2\" { zh = \"甲\", en = \"A\", facts \"e\".body:holds() }", "E404", 3 },
	{ GOOD "category \"x\" { zh = \"a\", en = \"b\", register = true }", "E404", 3 },
	{ GOOD "target \"e\" { clause = \"1\" }", "E405", 3 },
	{ GOOD
	  "reading \"x\" { clause = \"1\", zh = \"a\", en = \"b\", taken = \"a\", why = \"c\", "
	  "decided_by = \"d\" }",
	  "E405", 3 },
	{ GOOD "bureau \"x\" { zh = \"a\", en = \"b\", ful = \"c\" }", "E205", 3 },
	{ GOOD "bureau \"x\" { zh = \"a\", en = \"b\", [true] = 1 }", "E205", 3 },
	{ GOOD "bureau \"x\" { zh = \"a\", en = \"b\", aliases = \"c\" }", "E302", 3 },
	{ GOOD "bureau \"x\" { zh = \"a\", en = \"b\", aliases = { 1 } }", "E302", 3 },
	{ GOOD "bureau \"x\" \"y\"", "E302", 3 },
	{ GOOD "bureau \"x\"", "E410", 3 },
	{ GOOD "criterion \"2\"", "E410", 3 },
	/* the same twice */
	{ GOOD "bureau \"north\" { zh = \"a\", en = \"b\" }", "E212", 3 },
	{ GOOD CATEGORY("e"), "E212", 3 },
	{ GOOD "facts \"e\" { yes_no \"x\" { zh = \"a\", en = \"b\" } }", "E212", 3 },
	{ GOOD "criterion \"1\" " RULE, "E212", 3 },
	{ KIT_CHECK("check \"a\" { zh = \"a\", en = \"b\", f.body:holds() },\n"
	            "check \"a\" { zh = \"a\", en = \"b\", f.body:holds() }"),
	  "E212", 3 },
	{ GOOD "phase \"x\" { zh = \"a\", en = \"b\", clause = \"1\" }\n"
	       "phase \"x\" { zh = \"a\", en = \"b\", clause = \"1\" }",
	  "E212", 4 },
	{ GOOD "target \"e\" { clause = \"1\", counts = \"plaque\" }\n"
	       "target \"e\" { clause = \"1\", counts = \"plaque\" }",
	  "E212", 4 },
	{ GOOD "reading \"anchor\" { clause = \"1\", zh = \"a\", en = \"b\", taken = \"o\", why = "
	       "\"c\", "
	       "decided_by = \"d\", options = { option \"o\" { zh = \"a\", en = \"b\" } } }",
	  "E212", 3 },
	/* facts */
	{ GOOD CATEGORY("g") FACTS("g", "yes_no \"y\" { zh = \"i\", en = \"j\" }"), "E212", 4 },
	{ GOOD CATEGORY("g") FACTS("g", "yes_no \"z\" { zh = \"g\", en = \"j\" }"), "E212", 4 },
	{ GOOD CATEGORY("g") FACTS("g", "yes_no \"z\" { zh = \"i\", en = \"h\" }"), "E212", 4 },
	{ GOOD CATEGORY("g") FACTS("g", "text \"z\" { zh = \"i\", en = \"j\", role = \"name\" }"),
	  "E407", 4 },
	{ GOOD CATEGORY("g")
	      FACTS("g", "date \"z\" { zh = \"i\", en = \"j\", role = \"judged_by\" }"),
	  "E407", 4 },
	{ GOOD CATEGORY("g") FACTS("g", "date \"z\" { zh = \"i\", en = \"j\", role = \"judge\" }"),
	  "E213", 4 },
	{ GOOD CATEGORY("g")
	      FACTS("g", "date \"z\" { zh = \"i\", en = \"j\", supplied_by = \"me\" }"),
	  "E213", 4 },
	{ GOOD CATEGORY("g") FACTS("g", "date \"z\" { zh = \"i\", en = \"j\", changeable = true }"),
	  "E302", 4 },
	{ GOOD CATEGORY("g") FACTS("g", "date \"z\" { zh = \"i\", en = \"j\", unit = \"名\" }"),
	  "E205", 4 },
	{ GOOD CATEGORY("g") FACTS("g", "amount \"z\" { zh = \"i\", en = \"j\" }"), "E304", 4 },
	{ GOOD CATEGORY("g")
	      FACTS("g", "amount \"z\" { zh = \"i\", en = \"j\", unit = \"元\", decimals = "
	                 "7 }"),
	  "E307", 4 },
	{ GOOD CATEGORY("g")
	      FACTS("g", "amount \"z\" { zh = \"i\", en = \"j\", unit = \"元\", decimals = "
	                 "1.5 }"),
	  "E306", 4 },
	{ GOOD CATEGORY("g") FACTS("g", "one_of \"z\" { zh = \"i\", en = \"j\" }"), "E408", 4 },
	{ GOOD CATEGORY("g") FACTS("g", "one_of \"z\" { zh = \"i\", en = \"j\", \"own\" }"), "E302",
	  4 },
	{ GOOD CATEGORY("g")
	      FACTS("g", "one_of \"z\" { zh = \"i\", en = \"j\", option \"o\" { zh = "
	                 "\"a\", en = \"b\" }, option \"o\" { zh = \"c\", en = \"d\" } }"),
	  "E212", 4 },
	{ GOOD CATEGORY("g") FACTS("g", "list \"z\" { zh = \"i\", en = \"j\" }"), "E408", 4 },
	{ GOOD CATEGORY("g")
	      FACTS("g", "list \"z\" { zh = \"i\", en = \"j\", list \"y\" { zh = \"a\", en "
	                 "= \"b\", yes_no \"x\" { zh = \"a\", en = \"b\" } } }"),
	  "E302", 4 },
	{ GOOD CATEGORY("g")
	      FACTS("g", "list \"z\" { zh = \"i\", en = \"j\", text \"x\" { zh = \"a\", en "
	                 "= \"b\", role = \"name\" } }"),
	  "E407", 4 },
	{ GOOD CATEGORY("g")
	      FACTS("g", "yes_no \"z\" { zh = \"i\", en = \"j\", yes_no \"x\" { zh = "
	                 "\"a\", en = \"b\" } }"),
	  "E302", 4 },
	{ GOOD CATEGORY("g") FACTS("g", "3"), "E302", 4 },
	{ GOOD "yes_no \"alone\" { zh = \"a\", en = \"b\" }", "E409", 3 },
	{ GOOD "option \"alone\" { zh = \"a\", en = \"b\" }", "E409", 3 },
	{ GOOD "facts \"e2\" { }", "E408", 3 },
	/* roles and categories */
	{ GOOD CATEGORY("g") "facts \"g\" { yes_no \"y\" { zh = \"a\", en = \"b\" } }", "E406", 4 },
	{ GOOD CATEGORY(
	      "g") "facts \"g\" { one_of \"b\" { zh = \"a\", en = \"b\", role = \"bureau\", "
	           "option \"o\" { zh = \"a\", en = \"b\" } } }",
	  "E407", 4 },
	{ GOOD "category \"g\" { zh = \"a\", en = \"b\", clause = \"1\", register = true }", "E412",
	  3 },
	{ GOOD CATEGORY("g") FACTS("g", ""), "E422", 3 },
	{ GOOD "category \"g\" { zh = \"a\", en = \"b\", clause = \"1\", register = true }\n" FACTS(
	      "g", "") "criterion \"1\" { zh = \"a\", en = \"b\", clause = \"1\", facts "
	               "\"g\".y:holds() }",
	  "E423", 5 },
	{ GOOD FACTS("g", ""), "E210", 3 },
	{ GOOD "category \"g\" { zh = \"a\", en = \"b\", clause = \"1\", after = \"enterprice\", "
	       "register "
	       "= true }\n" FACTS("g", ""),
	  "E210", 3 },
	{ GOOD
	  "category \"g\" { zh = \"a\", en = \"b\", clause = \"1\", after = \"g\", register = true "
	  "}\n" FACTS("g", ""),
	  "E413", 3 },
	{ "category \"g\" { zh = \"a\", en = \"b\", clause = \"1\", after = \"h\", register = true "
	  "}\n"
	  "category \"h\" { zh = \"a\", en = \"b\", clause = \"1\", after = \"g\", register = true "
	  "}\n" FACTS("g", "") FACTS("h", "") GOOD,
	  "E413", 2 },
	{ GOOD "local g = facts \"g\"\nlocal x = g.y", "E210", 3 },
	{ GOOD
	  "category \"g\" { zh = \"a\", en = \"b\", clause = \"1\", register = 1 }\n" FACTS("g",
	                                                                                    ""),
	  "E302", 3 },
	{ GOOD
	  "category \"g\" { zh = \"a\", en = \"b\", clause = \"1\", register = true, expected = 0 "
	  "}\n" FACTS("g", ""),
	  "E307", 3 },
	/* criteria and checks */
	{ "criterion \"1\" " RULE GOOD, "E411", 1 },
	{ KIT_CHECK(""), "E408", 2 },
	{ KIT_CHECK("check \"a\" { zh = \"a\", en = \"b\" }"), "E408", 2 },
	{ KIT_CHECK("check \"a\" { zh = \"a\", en = \"b\", f.body:holds() },\nf.clear:judged()"),
	  "E421", 2 },
	{ KIT_CHECK("evidence = \"x\", check \"a\" { zh = \"a\", en = \"b\", f.body:holds() }"),
	  "E205", 2 },
	{ KIT_CHECK("f.body:holds(), nil, f.clear:judged()"), "E302", 2 },
	{ GOOD "check \"b\" { zh = \"a\", en = \"b\", facts \"e\".body:holds() }", "E409", 3 },
	{ GOOD "local c = facts \"e\".body:holds()", "E409", 3 },
	{ GOOD CATEGORY("g") FACTS("g", "") "criterion \"1\" " RULE, "E309", 5 },
	{ GOOD CATEGORY("g") FACTS("g", "") "criterion \"1\" { zh = \"a\", en = \"b\", clause = "
	                                    "\"1\", facts \"g\".y:holds(),\n"
	                                    "facts \"e\".body:holds() }",
	  "E309", 6 },
	/* targets and phases */
	{ GOOD "target \"g\" { clause = \"1\", counts = \"plaque\" }", "E210", 3 },
	{ GOOD "target \"e\" { clause = \"1\", counts = \"plaques\" }", "E213", 3 },
	{ GOOD "target \"e\" { clause = \"1\", counts = \"plaque\", city = 1.5 }", "E306", 3 },
	{ GOOD "target \"e\" { clause = \"1\", counts = \"plaque\", city = -1 }", "E307", 3 },
	{ GOOD "target \"e\" { clause = \"1\", counts = \"plaque\", due = \"2022-12-31\" }", "E302",
	  3 },
	{ GOOD "target \"e\" { clause = \"1\", counts = \"plaque\", 7 }", "E302", 3 },
	{ GOOD "target \"e\" { clause = \"1\", counts = \"plaque\", floor(1) }", "E410", 3 },
	{ GOOD "target \"e\" { clause = \"1\", counts = \"plaque\", floor(-1) { \"north\" } }",
	  "E306", 3 },
	{ GOOD "target \"e\" { clause = \"1\", counts = \"plaque\", floor(1) { } }", "E408", 3 },
	{ GOOD "target \"e\" { clause = \"1\", counts = \"plaque\", floor(1) { 5 } }", "E302", 3 },
	{ GOOD "target \"e\" { clause = \"1\", counts = \"plaque\",\nfloor(1) { \"nort\" } }",
	  "E208", 4 },
	{ GOOD "target \"e\" { clause = \"1\", counts = \"plaque\",\nfloor(1) { \"north\" },\n"
	       "floor(2) { \"south\", \"north\" } }",
	  "E415", 5 },
	{ GOOD "floor(1) { \"north\" }", "E409", 3 },
	{ GOOD
	  "target \"e\" { clause = \"1\", counts = \"plaque\", city = 3, floor(1) { \"north\", "
	  "\"south\" } }",
	  "W501", 3 },
	{ GOOD
	  "target \"e\" { clause = \"1\", counts = \"plaque\", city = 1, floor(1) { \"north\", "
	  "\"south\" } }",
	  "W501", 3 },
	{ GOOD "phase \"a\" { zh = \"a\", en = \"b\", clause = \"1\", starts = day \"2022-11-01\", "
	       "ends = "
	       "end_of \"2022-10\" }",
	  "E420", 3 },
	{ GOOD "phase \"a\" { zh = \"a\", en = \"b\", clause = \"1\", ends = end_of \"2022-11\" }\n"
	       "phase \"b\" { zh = \"a\", en = \"b\", clause = \"1\", ends = end_of \"2022-10\" }",
	  "E420", 4 },
	{ GOOD "phase \"a\" { zh = \"a\", en = \"b\", clause = \"1\", ends = end_of \"2022-12\" }\n"
	       "target \"e\" { clause = \"1\", counts = \"plaque\", due = day \"2022-12-30\" }",
	  "W505", 4 },
	/* readings */
	{ GOOD
	  "reading \"x\" { clause = \"1\", zh = \"a\", en = \"b\", taken = \"p\", why = \"c\", "
	  "decided_by = \"d\", options = { option \"o\" { zh = \"a\", en = \"b\" } } }",
	  "E416", 3 },
	{ GOOD
	  "reading \"x\" { clause = \"1\", zh = \"a\", en = \"b\", taken = \"o\", decided_by = "
	  "\"d\", options = { option \"o\" { zh = \"a\", en = \"b\" } } }",
	  "E405", 3 },
	{ KIT_CHECK("reading \"anker\":choose { a = f.body:holds() }"), "E209", 2 },
	{ KIT_CHECK("reading \"anchor\":choose { accepted_on = f.body:holds() }"), "E416", 2 },
	{ KIT_CHECK("reading \"anchor\":choose { accepted_on = f.body:holds(), reference_date = "
	            "f.clear:judged(), other = f.body:holds() }"),
	  "E205", 2 },
	{ KIT_CHECK(
	      "reading \"anchor\":choose { accepted_on = f.body:holds(), reference_date = 5 }"),
	  "E302", 2 },
	{ KIT_CHECK("reading \"anchor\":choose(f.body:holds())"), "E302", 2 },
};

START_TEST(test_rows)
{
	struct kit k;

	kit_load_beside(&k, rows[_i].text);
	kit_expect(&k, rows[_i].code, rows[_i].line, rows[_i].text);
	kit_free(&k);
}
END_TEST

/* The floors add up to 3 and 1 against a target of 2: both numbers are in the sentence. */
START_TEST(test_floors_named)
{
	struct kit k;
	const struct gj_finding *finding;

	kit_load_beside(&k, GOOD "target \"e\" { clause = \"1\", counts = \"plaque\", city = 20, "
	                         "floor(12) { \"north\" }, floor(11) { \"south\" } }");
	ck_assert_int_eq(k.rc, 0);
	finding = kit_find(&k, "W501", 3);
	ck_assert_ptr_nonnull(strstr(finding->message, "23"));
	ck_assert_ptr_nonnull(strstr(finding->message, "20"));
	ck_assert_ptr_nonnull(strstr(finding->message, "\"e\""));
	kit_free(&k);
	kit_load_beside(&k, GOOD "target \"e\" { clause = \"1\", counts = \"plaque\", city = 23, "
	                         "floor(12) { \"north\" }, floor(11) { \"south\" } }");
	ck_assert_ptr_null(kit_find(&k, "W501", 0));
	kit_free(&k);
}
END_TEST

/* A heading is read without capitals and spaces, by key or label: none may mean two facts. */
START_TEST(test_alike)
{
	static const struct {
		const char *facts;
		int line; /* 0: nothing to be said */
	} alike[] = {
		{ "yes_no \"done\" { zh = \"结\", en = \"Closed\" },\n"
		  "date \"closed\" { zh = \"日\", en = \"Closed on\" }",
		  4 },
		{ "date \"closed\" { zh = \"日\", en = \"Closed on\" },\n"
		  "yes_no \"done\" { zh = \"结\", en = \"Closed\" }",
		  4 },
		{ "date \"closed\" { zh = \"日\", en = \"Closed\" },\n"
		  "yes_no \"done\" { zh = \"结\", en = \"Done\" }",
		  0 },
		{ "date \"a\" { zh = \"日 期\", en = \"A day\" },\n"
		  "yes_no \"b\" { zh = \"日期：\", en = \"B\" }",
		  4 },
		{ "yes_no \"closed\" { zh = \"结\", en = \"Is closed\" },\n"
		  "list \"xs\" { zh = \"表\", en = \"Xs\", yes_no \"x\" { zh = \"甲\", en = "
		  "\"Closed\" } }",
		  0 },
		{ "list \"xs\" { zh = \"表\", en = \"Xs\", yes_no \"x\" { zh = \"甲\", en = "
		  "\"Closed\" },\n"
		  "date \"closed\" { zh = \"日\", en = \"Day\" } }",
		  4 },
	};

	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
		char text[1000];
		struct kit k;

		snprintf(
		    text, sizeof text,
		    "category \"m\" { zh = \"册\", en = \"M\", clause = \"1\", register = true }\n"
		    "facts \"m\" { code \"u\" { zh = \"码\", en = \"U\", role = \"subject\" }, "
		    "text "
		    "\"n\" { zh = \"名\", en = \"N\", role = \"name\" }, one_of \"r\" { zh = "
		    "\"局\", en "
		    "= \"R\", bureaus, role = \"bureau\" },\n%s }\n",
		    alike[i].facts);
		kit_load_beside(&k, text);
		if (alike[i].line)
			ck_assert_msg(kit_find(&k, "W511", alike[i].line) != NULL, "%s", text);
		else
			ck_assert_msg(kit_find(&k, "W511", 0) == NULL, "%s", text);
		kit_free(&k);
	}
}
END_TEST

/* Anchors, filters, shares and roles all count as use; the rest of the base is unused. */
START_TEST(test_unused)
{
	struct kit k;

	kit_load_beside(&k,
	                KIT_CHECK(
			    "f.trained:more_than(percent(50):of(f.served)), "
			    "f.cases:none_within(years(2), \"accepted_on\", { by = \"act_on\" })"));
	kit_expect(&k, "", 0, "unused");
	ck_assert_ptr_nonnull(kit_find(&k, "W502", 5)); /* body */
	ck_assert_ptr_nonnull(kit_find(&k, "W502", 6)); /* officers */
	for (int line = 2; line <= 4; line++)
		ck_assert_ptr_null(kit_find(&k, "W502", line)); /* roles */
	ck_assert_ptr_null(kit_find(&k, "W502", 7));            /* served */
	ck_assert_ptr_null(kit_find(&k, "W502", 8));            /* trained */
	ck_assert_ptr_null(kit_find(&k, "W502", 12));           /* accepted_on */
	ck_assert_ptr_nonnull(kit_find(&k, "W502", 13));
	kit_free(&k);
	/* The anchor of a look-back asks for a reading, and so does a choice; nothing else does. */
	kit_load_beside(&k, KIT_CHECK("f.body:holds()"));
	ck_assert_ptr_nonnull(kit_find(&k, "W512", 0));
	kit_free(&k);
	kit_load_beside(&k, KIT_CHECK("f.cases:none_within(years(2), reading \"anchor\", "
	                              "{ by = \"act_on\" })"));
	ck_assert_ptr_null(kit_find(&k, "W512", 0));
	kit_free(&k);
	kit_load_beside(&k, KIT_CHECK("reading \"anchor\":choose { accepted_on = f.body:holds(), "
	                              "reference_date = f.clear:judged() }"));
	ck_assert_ptr_null(kit_find(&k, "W512", 0));
	kit_free(&k);
	/* What a function reads is known when it runs. */
	kit_load_beside(&k, KIT_CHECK("function(f) return f.officers > 1 end"));
	ck_assert_ptr_null(kit_find(&k, "W502", 0));
	kit_free(&k);
}
END_TEST

/* A thousand checks are enough for anybody; one more is not. */
START_TEST(test_too_many)
{
	struct kit k;

	kit_load_beside(&k, GOOD
	                "local f = facts \"e\"\nfor i = 2, 1000 do criterion(tostring(i)) { zh = "
	                "\"a\", en = \"b\", clause = \"1\", f.body:holds() } end");
	kit_expect(&k, "", 0, "1000 checks");
	ck_assert_uint_eq(k.policy->categories[0].n_checks, 1000);
	kit_free(&k);
	kit_load_beside(&k, GOOD
	                "local f = facts \"e\"\nfor i = 2, 1001 do criterion(tostring(i)) { zh = "
	                "\"a\", en = \"b\", clause = \"1\", f.body:holds() } end");
	kit_expect_only(&k, "E417", 4, "1001 checks");
	kit_free(&k);
	kit_load_beside(
	    &k, "local t = {} for i = 1, 401 do t[i] = yes_no(\"y\" .. i) { zh = \"a\" .. i, "
		"en = \"b\" .. i } end facts \"g\" (t)");
	kit_expect(&k, "E417", 1, "401 facts");
	kit_free(&k);
}
END_TEST

Suite *suite_statement(void)
{
	Suite *s = suite_create("statement");
	TCase *t = tcase_create("statement");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, test_rows, 0, (int)(sizeof rows / sizeof *rows));
	tcase_add_test(t, test_floors_named);
	tcase_add_test(t, test_alike);
	tcase_add_test(t, test_unused);
	tcase_add_test(t, test_too_many);
	suite_add_tcase(s, t);
	return s;
}
