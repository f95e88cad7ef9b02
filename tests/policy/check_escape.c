/* check_escape.c: rule files that the parser, the numbers and the texts of the language must stand, and what of a call
 * may not outlast it; check_sandbox.c has what they try with Lua's own words, check_function.c from inside a call. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/day.h"
#include "engine/base/text.h"
#include "engine/policy/function.h"
#include "tests/policy/judge.h"
#include "tests/policy/suites.h"

/* head, `times` times part, middle, `times` times close, tail: on the limit's good side and far beyond it. */
static const struct {
	const char *name, *head, *part, *middle, *close, *tail;
	int times;
	const char *code; /* "": harmless */
} shapes[] = {
	{ "parentheses", "local a = ", "(", "1", ")", "", 150, "" },
	{ "parentheses without end", "local a = ", "(", "1", ")", "", 100000, "E101" },
	{ "tables in tables", "local a = ", "{", "", "}", "", 150, "" },
	{ "tables in tables without end", "local a = ", "{", "", "}", "", 100000, "E101" },
	{ "not without end", "local a = ", "not ", "1", "", "", 100000, "E101" },
	{ "signs without end", "local a = ", "- ", "1", "", "", 100000, "E101" },
	{ "powers without end", "local a = 2", "^2", "", "", "", 10000, "E101" },
	{ "texts joined without end", "local a = ''", " .. 'a'", "", "", "", 10000, "E101" },
	{ "a long sum", "local b = 0 local a = b", "+b", "", "", "", 100000, "" },
	{ "functions in functions", "local a = ", "function() return ", "1", " end", "", 1000,
	  "E101" },
	{ "blocks in blocks", "", "do ", "", "end ", "", 100000, "E101" },
	{ "conditions in conditions", "", "if 1 then ", "", "end ", "", 1000, "E101" },
	{ "a long elseif", "if nil then ", "elseif nil then ", "end", "", "", 10000, "" },
	{ "loops in loops", "", "while nil do ", "", "end ", "", 1000, "E101" },
	{ "200 locals", "", "local a ", "", "", "", 200, "" },
	{ "201 locals", "", "local a ", "", "", "", 201, "E101" },
	{ "300 parameters", "local function f(", "a, ", "a) end", "", "", 300, "E101" },
	{ "300 arguments", "tostring(", "1, ", "1)", "", "", 300, "E101" },
	{ "a large table of constants", "local t = {", "1.5, 'a',", "}", "", "", 100000, "" },
	{ "a large table of tables", "local t = {", "{},", "}", "", "", 300000, "" },
	{ "one very long line", "", " ", "local a = = 1", "", "", 1000000, "E101" },
	{ "very many lines", "", "\n", "local a = = 1", "", "", 1000000, "E101" },
	{ "a long remark", "--", "x", "", "", "", 1000000, "" },
	{ "a text of 16 KiB", "local a = '", "x", "'", "", "", 16384, "" },
	{ "a text above 16 KiB", "local a = '", "x", "'", "", "", 17000, "E109" },
	{ "a long bracket", "local a = [==[", "x", "]==]", "", "", 900000, "E109" },
	{ "a long name", "local ", "x", " = 1", "", "", 17000, "E109" },
	{ "a long unknown word", "local a = ", "x", "", "", "", 10000, "E201" },
	{ "a long number", "local a = 1", "0", "", "", "", 10000, "" },
	{ "labels", "", "goto a ", "::a::", "", "", 20000, "" },
	{ "what is wrong, called for ever", "nothing", "{}", "", "", "", 10000, "E201" },
	{ "what is wrong, indexed for ever", "local a = nothing", ".x", "", "", "", 10000, "E201" },
};

static char *repeat(char *to, const char *part, int times)
{
	size_t n = strlen(part);

	for (int i = 0; i < times; i++, to += n)
		memcpy(to, part, n);
	return to;
}

START_TEST(test_shapes)
{
	size_t each = strlen(shapes[_i].part) + strlen(shapes[_i].close);
	char *text = malloc(1024 + each * (size_t)shapes[_i].times), *to = text;
	struct kit k;

	ck_assert_ptr_nonnull(text);
	to = repeat(to, shapes[_i].head, 1);
	to = repeat(to, shapes[_i].part, shapes[_i].times);
	to = repeat(to, shapes[_i].middle, 1);
	to = repeat(to, shapes[_i].close, shapes[_i].times);
	to = repeat(to, shapes[_i].tail, 1);
	kit_load_text(&k, text, (size_t)(to - text), NULL);
	if (*shapes[_i].code)
		kit_expect(&k, shapes[_i].code, 0, shapes[_i].name);
	else
		kit_expect_only(&k, "E401", 0, shapes[_i].name);
	kit_free(&k);
	free(text);
}
END_TEST

/* Numbers and tables that no condition may be made of; `bad` stands on line 2 and is refused there. */
static const struct judge_finding values[] = {
	{ "f.officers:at_least(1e308)", "E306", NULL },
	{ "f.officers:at_least(1/0)", "E306", NULL },
	{ "f.officers:at_least(-1/0)", "E306", NULL },
	{ "f.officers:at_least(0/0)", "E306", NULL },
	{ "f.officers:at_least(2^63)", "E306", NULL },
	{ "f.officers:at_least(math.mininteger)", "E307", NULL },
	{ "f.officers:at_least(math.maxinteger)", "E307", NULL },
	{ "f.officers:at_least(-1)", "E307", NULL },
	{ "f.officers:at_least('5')", "E302", NULL },
	{ "f.officers:plus(math.maxinteger):at_least(1)", "E307", NULL },
	{ "f.officers:capped(math.mininteger):at_least(1)", "E307", NULL },
	{ "f.officers:times(0/0):at_least(1)", "E302", NULL },
	{ "f.budget:at_least(quantity(1/0, '万元'))", "E306", NULL },
	{ "f.budget:at_least(quantity(math.mininteger, '万元'))", "E306", NULL },
	{ "f.budget:at_least(quantity('9223372036854775807', '万元'))", "E302", NULL },
	{ "f.budget:at_least(quantity('1e3', '万元'))", "E302", NULL },
	{ "f.budget:at_least(quantity('nan', '万元'))", "E302", NULL },
	{ "f.budget:at_least(quantity('5\\0', '万元'))", "E302", NULL },
	{ "f.officers:at_least(percent(1e308):of(f.officers))", "E306", NULL },
	{ "f.officers:at_least(ratio(1, 0):of(f.officers))", "E307", NULL },
	{ "f.officers:at_least(ratio(math.mininteger, -1):of(f.officers))", "E306", NULL },
	{ "f.founded_on:within(years(1 << 40), 'reference_date')", "E307", NULL },
	{ "f.founded_on:at_least(day '999999-01-01')", "E308", NULL },
	{ "f.founded_on:plus(days(math.maxinteger)):at_least(day '2022-01-01')", "E307", NULL },
	{ "f.founded_on:in_year(math.maxinteger)", "E302", NULL },
	{ "f.trainings:in_each_of_last(1000000, 2022, { by = 'held_on' })", "E307", NULL },
	{ "at_least_of(math.huge) { f.body:holds() }", "E306", NULL },
	{ "bands(f.officers) { { below = 1/0, gives = 1 } }:at_least(1)", "E306", NULL },
	{ "f.officers:at_least(1, { word = 'a\\0b' })", "E302", NULL },
	{ "f.officers:at_least(1, { word = '\\xff' })", "E302", NULL },
	{ "f.officers:at_least(1, { word = '\\xc0\\xaf' })", "E302", NULL },
	{ "f.officers:at_least(1, { word = '\\u{d800}' })", "E302", NULL },
	{ "f.officers:at_least(1, { word = '\\u{202e}x' })", "E110", NULL },
	{ "f.officers:at_least(1, { word = 'x\\27[2J' })", "E110", NULL },
	{ "f.officers:at_least(1, { word = 'x\\127' })", "E110", NULL },
	{ "f['officers\\0']:at_least(1)", "E203", NULL },
	{ "f['\\xd0\\xbefficers']:at_least(1)", "E203", NULL }, /* a Cyrillic letter */
	{ "f['\\u{202e}officers']:at_least(1)", "E203", NULL },
	{ "all(own)", "E302", NULL },
	{ "any { dated { ['2022-01-01'] = own } }", "E302", NULL },
	{ "bands(f.officers)(own):at_least(1)", "E405", NULL },
	{ "decision_table(table_of_own):at_least(1)", "E302", NULL },
	{ "deep(1000)", "E418", NULL },
	{ "wide(40)", "E418", NULL },
};

START_TEST(test_values)
{
	judge_findings("local own = {} own[1] = own local table_of_own = { own, by = own } "
	               "local function deep(n) local c = f.body:holds() "
	               "for i = 1, n do c = no(c) end return c end "
	               "local function wide(n) local c = f.body:holds() "
	               "for i = 1, n do c = all { c, c } end return c end ",
	               &values[_i], 1);
}
END_TEST

/* Bytes of the file itself. */
START_TEST(test_files)
{
	static const struct {
		const char *text, *code;
		int line;
	} cases[] = {
		{ "-- a\xe2\x80\xae remark\n", "E110", 1 },
		{ "local a\nlocal b = '\xe2\x81\xa6x'\n", "E110", 2 },
		{ "local a = '\x1b[2J'", "E110", 1 },
		{ "-- \x7f", "E110", 1 },
		{ "-- \xc0\xaf", "E103", 1 },
		{ "-- \xed\xa0\x80", "E103", 1 },
		{ "local a = 'x\ty'\r\n", "", 0 },
		{ "local a = '\xe2\x80\x8b'", "", 0 }, /* takes no room and changes nothing */
		{ "\xef\xbb\xbf-- x\r\nlocal a = 1\r\n", "", 0 },
		{ "local a = 1\r\n\xef\xbb\xbflocal b = 2", "E102", 2 },
	};
	struct kit k;

	kit_load_text(&k, cases[_i].text, 0, NULL);
	if (*cases[_i].code)
		kit_expect_only(&k, cases[_i].code, cases[_i].line, cases[_i].text);
	else
		kit_expect_only(&k, "E401", 0, cases[_i].text);
	kit_free(&k);
}
END_TEST

/* Whatever a rule file calls things, a terminal sees nothing that it would obey. */
START_TEST(test_messages_are_plain)
{
	static const char *const texts[] = {
		"error('\\27[2J')",
		"local a = _ENV['\\27[2J']",
		"local a = _ENV['\\u{202e}']",
		"yes_no '\\27[2J' {}",
		"policy 'p' { ['\\27[2J'] = 1 }",
		"local e = _ENV e['\\u{9b}2J'].x = 1",
	};
	struct kit k;

	kit_load_text(&k, texts[_i], 0, NULL);
	ck_assert_uint_gt(k.findings.n, 0);
	for (size_t i = 0; i < k.findings.n; i++) {
		const char *m = k.findings.items[i].message, *h = k.findings.items[i].hint;

		ck_assert_msg(gj_text_seen(m, strlen(m)) == strlen(m), "%s", texts[_i]);
		ck_assert_msg(gj_text_seen(h, strlen(h)) == strlen(h), "%s", texts[_i]);
	}
	kit_free(&k);
}
END_TEST

/* ---- what a call leaves ---- */

struct called {
	struct kit k;
	struct gj_record record;
};

static void load_called(struct called *c, const char *before, const char *body)
{
	char condition[2048];

	snprintf(condition, sizeof condition, "function(f) %s end", body);
	judge_load(&c->k, before, condition);
	kit_expect(&c->k, "", 0, body);
	ck_assert_int_eq(gj_record_init(&c->record, &gj_policy_category(c->k.policy, "e")->facts,
	                                NULL),
	                 0);
	ck_assert_ptr_nonnull(
	    gj_record_rows(&c->record, gj_facts_find(c->record.facts, "trainings"), 2, NULL));
}

static enum gj_outcome call(struct called *c)
{
	return gj_functions_call(c->k.policy->functions,
	                         gj_policy_category(c->k.policy, "e")->checks[0].cond->function,
	                         &c->record, gj_day_from(2022, 12, 31));
}

static void free_called(struct called *c)
{
	gj_record_fini(&c->record);
	kit_free(&c->k);
}

/* The same application is judged the same, however often and after whatever. */
START_TEST(test_every_call_is_the_first)
{
	static const struct {
		const char *name, *before, *body;
		enum gj_outcome wanted;
	} cases[] = {
		{ "a table in a library, by way of a text", "string.box = { n = 0 }",
		  "local b = ('x').box b.n = b.n + 1 return b.n == 1", GJ_ERROR },
		{ "the same one, read", "string.box = { n = 1 }", "return ('x').box.n == 1",
		  GJ_MET },
		{ "a method of texts, replaced before", "function string.upper(s) return s end",
		  "return ('x'):upper() == 'x'", GJ_MET },
		{ "such a method that counts",
		  "local n = 0 function string.upper() n = n + 1 return n end",
		  "return ('x'):upper() == 1", GJ_MET },
		{ "a function in a table in a library",
		  "local n = 0 math.kept = { function() n = n + 1 return n end }",
		  "return math.kept[1]() == 1", GJ_MET },
		{ "an _ENV of its own", "local _ENV = { all = all, n = 0, criterion = criterion }",
		  "n = (n or 0) + 1 return true", GJ_ERROR },
		{ "the globals by another name", "local e = _ENV q = 0",
		  "e.q = e.q + 1 return true", GJ_ERROR },
		{ "a closure in a closure",
		  "local function make() local n = 0 return function() n = n + 1 return n end end "
		  "local g = make()",
		  "return g() == 1", GJ_MET },
		{ "one value of two functions",
		  "local n = 0 local function up() n = n + 1 end local function see() return n end",
		  "up() return see() == 1", GJ_MET },
		{ "a row that is kept", "local row",
		  "if row then return row.attendees == 1 end row = f.trainings[1] return true",
		  GJ_MET },
		{ "the application that is kept", "local kept = {}", "kept.f = f return true",
		  GJ_ERROR },
		{ "just below the limit of steps", "",
		  "local n = 0 for i = 1, 49300 do n = n + 1 end return n > 0", GJ_MET },
		{ "near the limit of steps", "",
		  "local n = 0 for i = 1, 49800 do n = n + 1 end return n > 0", GJ_MET },
		{ "many short texts near the limit of steps", "",
		  "local t = {} for i = 1, 19990 do t[i] = 'some text ' .. i end return #t > 0", GJ_MET },
		{ "above the limit of steps", "",
		  "local n = 0 for i = 1, 51000 do n = n + 1 end return n > 0", GJ_ERROR },
		{ "garbage just below the limit of memory", "",
		  "local t = {} for i = 1, 80 do t[i] = ('x'):rep(100, 'yyyyyyyyyyyyyyy'):rep(10) "
		  ".. i end return #t == 80",
		  GJ_MET },
		{ "the name of the application", "", "return tostring(f) == 'application'",
		  GJ_MET },
		{ "the name of a row", "", "return tostring(f.trainings[1]) == 'row'", GJ_MET },
		{ "a fact with a zero byte", "", "return f['officers\\0'] == 2", GJ_ERROR },
		{ "a condition is made", "local c = f.officers", "return c:at_least(1) ~= nil",
		  GJ_ERROR },
		{ "a fact is looked up", "", "return facts 'e' ~= nil", GJ_ERROR },
		{ "a condition is compared", "local c = f.officers", "return c == c", GJ_MET },
		{ "a day is printed", "local d = day '2022-01-01'", "return tostring(d) == 'item'",
		  GJ_MET },
	};
	struct called c;

	load_called(&c, cases[_i].before, cases[_i].body);
	for (int round = 0; round < 12; round++) {
		enum gj_outcome outcome = call(&c);

		ck_assert_msg(outcome == cases[_i].wanted, "%s, call %d: %s (%s)", cases[_i].name,
		              round, gj_outcome_name(outcome),
		              gj_functions_error(c.k.policy->functions));
	}
	free_called(&c);
}
END_TEST

/* What a function says of itself holds no address. */
START_TEST(test_no_address)
{
	static const char *const bodies[] = {
		"error(tostring(f))",
		"error(tostring(f.trainings[1]))",
		"error(tostring(f.trainings))",
		"error(tostring(f.known))",
		"error(string.format('%s', f))",
		"error(string.format('%s', f.trainings[2]))",
		"error(f)",
		"return f .. ''",
		"return f < f",
		"return f.trainings + 1",
	};
	struct called c;

	load_called(&c, "", bodies[_i]);
	ck_assert_int_eq(call(&c), GJ_ERROR);
	ck_assert_str_ne(gj_functions_error(c.k.policy->functions), "");
	ck_assert_msg(!strstr(gj_functions_error(c.k.policy->functions), "0x"), "%s: %s",
	              bodies[_i], gj_functions_error(c.k.policy->functions));
	free_called(&c);
}
END_TEST

/* Whoever stays just below the limit of memory makes Lua collect again and again: that is work, too. */
START_TEST(test_collecting_costs)
{
	struct called c;
	char body[1024];
	bool steps = false, memory = false;

	for (int n = 250; n < 290; n++) {
		snprintf(body, sizeof body,
		         "local s, t = ('y'):rep(1500, 'zzzzzzzzz') local live = {} "
		         "for i = 1, %d do live[i] = s .. i end for i = 1, 1e9 do t = s .. i end",
		         n);
		load_called(&c,
		            "local big = {} for i = 1, 20000 do big[i] = { i } end "
		            "function all_of_it() return big end ",
		            body);
		for (int round = 0; round < 3; round++)
			ck_assert_int_eq(call(&c), GJ_ERROR);
		steps = steps || strstr(gj_functions_error(c.k.policy->functions), "steps");
		memory = memory || strstr(gj_functions_error(c.k.policy->functions), "memory");
		free_called(&c);
	}
	ck_assert(steps && memory); /* both sides of the limit were there */
}
END_TEST

/* What functions share is sealed within the limits of the rule files, and its cost is nobody's memory to use. */
START_TEST(test_sealing_has_limits)
{
	struct kit k;
	struct called c;

	judge_load(&k, "local t = {} for i = 1, 200000 do t[i] = { i } end ",
	           "function(f) return t[1][1] == 1 end");
	kit_expect_only(&k, "E108", 0, "too much to seal");
	kit_free(&k);
	load_called(&c, "local t = {} for i = 1, 20000 do t[i] = { i } end ",
	            "local s = t[1] local l, x = {}, ('y'):rep(1500, 'zzzzzzzzz') "
	            "for i = 1, 290 do l[i] = x .. i end return #l == 290");
	ck_assert_int_eq(call(&c), GJ_ERROR);
	ck_assert_ptr_nonnull(strstr(gj_functions_error(c.k.policy->functions), "memory"));
	free_called(&c);
}
END_TEST

/* Two policies in one process: what the one bends, the other does not feel. */
START_TEST(test_next_policy)
{
	static const char *const bends[] = {
		"function string.upper() return 'bent' end",
		"string.format = nil table.concat = nil math.max = nil",
		"table.insert(string, 1) string.sub = string.rep",
		"utf8.char = error",
		"local e = _ENV e.own_word = 1 own_other = 2",
		"while true do end",
		"local s = 'x' while true do s = s .. s end",
	};
	struct kit bent, plain;

	kit_load_text(&bent, bends[_i], 0, &(struct gj_policy_limits){ .instructions = 100000 });
	kit_load_text(&plain,
	              "assert(('x'):upper() == 'X' and string.format('%d', 1) == '1' and "
	              "table.concat { 'a' } == 'a' and math.max(1, 2) == 2 and #string == 0 and "
	              "('abc'):sub(2) == 'bc' and utf8.char(65) == 'A')",
	              0, NULL);
	kit_expect_only(&plain, "E401", 0, bends[_i]);
	kit_free(&plain);
	kit_free(&bent);
}
END_TEST

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

Suite *suite_escape(void)
{
	Suite *s = suite_create("policy/escape");
	TCase *t = tcase_create("escape");

	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, test_shapes, 0, COUNT(shapes));
	tcase_add_loop_test(t, test_values, 0, COUNT(values));
	tcase_add_loop_test(t, test_files, 0, 10);
	tcase_add_loop_test(t, test_messages_are_plain, 0, 6);
	tcase_add_loop_test(t, test_every_call_is_the_first, 0, 23);
	tcase_add_loop_test(t, test_no_address, 0, 10);
	tcase_add_test(t, test_collecting_costs);
	tcase_add_test(t, test_sealing_has_limits);
	tcase_add_loop_test(t, test_next_policy, 0, 7);
	suite_add_tcase(s, t);
	return s;
}
