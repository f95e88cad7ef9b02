/* check_sandbox.c: nothing gets out of the sandbox, and nothing inside it grows without end. */
#include <string.h>

#include "tests/policy/kit.h"
#include "tests/policy/suites.h"

struct attempt {
	const char *text;
	const char *code; /* "": harmless, only the policy statement is missing */
};

#define WORK "E107"
#define MEMORY "E108"
#define TEXT "E109"
#define STOPS "E106"
#define WORD "E201"

/* Endless, or as good as endless. */
static const struct attempt exhausting[] = {
	{ "while true do end", WORK },
	{ "repeat until false", WORK },
	{ "for i = 1, math.huge do end", WORK },
	{ "for i = 1, 1e15 do end", WORK },
	{ "::again:: goto again", WORK },
	{ "local function f() return f() end f()", WORK },
	{ "local function f() f() end f()", "" /* one of two limits; see test_recursion */ },
	{ "local t = {} for i = 1, 1e9 do t[i] = i end", MEMORY },
	{ "local t = {} for i = 1, 1e9 do t['k' .. i] = i end", MEMORY },
	{ "local t = {} while true do t = { t } end", MEMORY },
	{ "local t = {} for i = 1, 1e9 do t[i] = function() return i end end", MEMORY },
	{ "local s = 'x' while true do s = s .. s end", TEXT },
	{ "local s = 'x' while true do s = s .. ('y'):rep(100) end", TEXT },
	{ "local s = string.rep('x', 16000) while true do local t = s .. 'yyy' end", WORK },
	{ "string.rep('x', 1e10)", STOPS },
	{ "string.rep('x', 1 << 62)", STOPS },
	{ "string.rep('', 1e10)", "" },
	{ "string.rep('x', -1)", "" },
	{ "string.rep('', 1 << 40, 'y')", STOPS },
	{ "('x'):rep(1e9)", STOPS },
	{ "local s = ('x'):rep(16384) local t = (s):rep(1) t = (s):rep(2)", STOPS },
	{ "while true do string.rep('x', 16384) end", WORK },
	{ "local s = ('x'):rep(16000) while true do s:upper() end", WORK },
	{ "local s = ('x'):rep(16000) while true do utf8.len(s) end", WORK },
	{ "local s = ('x'):rep(16000) while true do utf8.codepoint(s, 1, 10000) end", WORK },
	{ "local s = ('1'):rep(16000) while true do tonumber(s, 10) end", WORK },
	{ "local s = ('x'):rep(16000) while true do string.format('%s', s) end", WORK },
	{ "string.format('%99999d', 1)", STOPS },
	{ "string.format('%99.99f', 1)", "" },
	{ "local t = {} for i = 1, 1e5 do t[i] = 'xxxxxxxxxx' end table.concat(t)", TEXT },
	{ "local t = {} for i = 1, 1e5 do t[i] = '' end while true do table.concat(t) end", WORK },
	{ "local t = {} for i = 1, 1e5 do table.insert(t, 1, i) end", WORK },
	{ "local t = {} for i = 1, 1e5 do t[i] = i end while true do table.remove(t, 1) end",
	  WORK },
	{ "local t = {} for i = 1, 1e5 do table.insert(t, i) end", "" },
	{ "table.unpack({}, 1, 1e8)", STOPS },
	{ "table.unpack({}, 1, 1e6)", STOPS },
	{ "table.unpack({}, math.mininteger, math.maxinteger)", STOPS },
	{ "local t = { table.unpack({ 1, 2, 3 }, 1, 200) }", "" },
	{ "local function f(...) return f(1, 2, 3, 4, 5, 6, 7, 8, ...) end f()", STOPS },
	{ "string.byte(('x'):rep(9999), 1, 9999)", STOPS },
	{ "string.byte('x', 1, math.maxinteger)", STOPS },
	{ "string.char(300)", STOPS },
	{ "select(1 << 40)", "" },
	{ "select(-1)", STOPS },
	{ "local t <close> = nil", "" },
	{ "for i = 1, 100000 do local x = some_word_that_is_not_there end", WORK },
	{ "while true do yes_no 'a' {} end", "" /* ends at some limit; see test_ends */ },
	{ "local d = day '2022-01-01' while true do d = day '2022-01-01' end", WORK },
};

/* Ways to the world outside, or to what holds the sandbox together. */
static const struct attempt escapes[] = {
	{ "os.exit(1)", WORD },
	{ "os.getenv('HOME')", WORD },
	{ "io.open('/etc/passwd')", WORD },
	{ "io.popen('id')", WORD },
	{ "debug.sethook()", WORD },
	{ "debug.getregistry()", WORD },
	{ "package.loadlib('x', '*')", WORD },
	{ "require 'os'", WORD },
	{ "load('return 1')()", WORD },
	{ "loadstring('return 1')", WORD },
	{ "loadfile('/etc/passwd')", WORD },
	{ "dofile('/etc/passwd')", WORD },
	{ "coroutine.wrap(function() end)()", WORD },
	{ "pcall(error)", WORD },
	{ "xpcall(error, print)", WORD },
	{ "collectgarbage('stop')", WORD },
	{ "setmetatable({}, { __gc = function() end })", WORD },
	{ "getmetatable('').__index = nil", WORD },
	{ "print('x')", WORD },
	{ "_G.x = 1", WORD },
	{ "_G.os", "E101" },
	{ "next({})", WORD },
	{ "for k in pairs({}) do end", WORD },
	{ "rawset({}, 1, 2)", WORD },
	{ "string.dump(function() end)", STOPS },
	{ "string.find('x', 'x')", STOPS },
	{ "('x'):gsub('x', 'y')", STOPS },
	{ "('x'):match(('a*'):rep(100) .. 'b')", STOPS },
	{ "math.random()", STOPS },
	{ "math.randomseed(1)", STOPS },
	{ "table.sort({})", STOPS },
	{ "string.format('%p', {})", STOPS },
	{ "string.format('%-10p', {})", STOPS },
	{ "string.format('%s', {})", STOPS },
	{ "string.format('%%p')", "" },
	{ "local e = _ENV e.os.exit()", WORD },
	{ "local _ENV = {} os.exit()", STOPS },
	{ "_ENV = { day = 1 }", "" },
	{ "local e = _ENV e.all = nil e.check = 1", "E202" },
	{ "check = nil", "E202" },
	{ "programme_year = 2023", "E202" },
	{ "string = nil", "E202" },
	{ "error('now')", STOPS },
	{ "error({ code = 1 })", STOPS },
	{ "error(nil)", STOPS },
	{ "error(setmetatable)", STOPS },
	{ "error(day '2022-01-01')", STOPS },
	{ "error('1:2: 3:4: x')", STOPS },
	{ "error(('字'):rep(2000))", STOPS },
	{ "error('\\xff\\xfe')", STOPS },
	{ "assert(false)", STOPS },
	{ "assert(nil, {})", STOPS },
	{ "local x = day '2022-01-01' x()", STOPS },
	{ "local x = day '2022-01-01' x.y = 1", STOPS },
	{ "local x = day '2022-01-01' + 1", STOPS },
	{ "local x <close> = day '2022-01-01'", STOPS },
	{ "table.insert(day '2022-01-01', 1)", STOPS },
	{ "table.concat(nothing_of_that_name)", WORD },
	{ "local x <const> = 1 x = 2", "E101" },
	{ "return", "" },
	{ "return 1, 2, 3", "" },
	{ "x = 1 y = x + 1 assert(y == 2)", "" },
	{ "function helper(a) return a end assert(helper(1) == 1)", "" },
	{ "assert(tostring({}) == 'table' and tostring(print_) == nil)", WORD },
	{ "assert(tostring({}) == 'table' and tostring(1) == '1' and tostring(nil) == 'nil')", "" },
	{ "local t = {} for i, v in ipairs { 1, 2 } do t[#t + 1] = v end assert(#t == 2)", "" },
	{ "assert(('%d-%s'):format(1, 'x') == '1-x' and ('abc'):sub(2, 2) == 'b')", "" },
	{ "assert(('x'):rep(3, ',') == 'x,x,x' and table.concat({ 1, 2 }, ' ') == '1 2')", "" },
	{ "assert(utf8.len('规矩') == 2 and math.max(1, 2) == 2)", "" },
	{ "local t = { 3 } table.insert(t, 1, 2) assert(t[1] == 2 and table.remove(t) == 3)", "" },
};

/* Smaller than usual: the same limits, reached sooner. */
static const struct gj_policy_limits small = { .memory = 4 << 20, .instructions = 2000000 };

static void try(const struct attempt *a)
{
	struct kit k;

	kit_load_text(&k, a->text, 0, &small);
	if (*a->code)
		kit_expect(&k, a->code, 0, a->text);
	else if (kit_find(&k, STOPS, 0) || kit_find(&k, "E101", 0))
		kit_expect_only(&k, "E401", 0, a->text);
	kit_free(&k);
}

START_TEST(test_exhausting)
{
	try(&exhausting[_i]);
}
END_TEST

START_TEST(test_escapes)
{
	try(&escapes[_i]);
}
END_TEST

/* Some run into one limit or the other, but always into one. */
START_TEST(test_recursion)
{
	static const char *const texts[] = {
		"local function f() f() end f()",
		"local function f() return 1 + f() end f()",
		"local t = {} local function f() t[#t + 1] = f() end f()",
		"while true do yes_no 'a' {} end",
		"while true do count 'a' { zh = 'a', en = 'b' } end",
	};
	struct kit k;

	kit_load_text(&k, texts[_i], 0, &small);
	ck_assert(kit_find(&k, WORK, 0) || kit_find(&k, MEMORY, 0) || kit_find(&k, STOPS, 0));
	ck_assert_int_eq(k.rc, GJ_EFORMAT);
	kit_free(&k);
}
END_TEST

/* The line of a limit is the line of the loop, also when no handler can run for lack of memory. */
START_TEST(test_lines)
{
	static const struct {
		const char *text, *code;
		int line;
	} cases[] = {
		{ "local a = 1\n\nwhile true do\nend", WORK, 3 },
		{ "local t = {}\nfor i = 1, 1e9 do\n  t[i] = i\nend", MEMORY, 3 },
		{ "local s = 'x'\nwhile true do\n  s = s .. s\nend", TEXT, 3 },
		{ "local a\n\nlocal b = string.rep('x', 1e10)", STOPS, 3 },
		{ "local function f()\n  error('x')\nend\nf()", STOPS, 2 },
	};
	struct kit k;

	kit_load_text(&k, cases[_i].text, 0, &small);
	kit_expect(&k, cases[_i].code, cases[_i].line, cases[_i].text);
	ck_assert_str_eq(kit_find(&k, cases[_i].code, 0)->file, "x.lua");
	kit_free(&k);
}
END_TEST

/* A limit reached in one file ends the run; the others are not blamed. */
START_TEST(test_limits_are_shared)
{
	static const struct kit_file files[] = {
		{ "a.lua", "for i = 1, 4000 do end" },
		{ "b.lua", "for i = 1, 4000 do end" },
		{ "c.lua", "for i = 1, 4000 do end" },
		{ 0 },
	};
	struct gj_policy_limits limits = { .instructions = 10000 };
	struct kit k;

	kit_load(&k, files, &limits);
	kit_expect_only(&k, WORK, 1, "the third loop");
	ck_assert_str_eq(kit_find(&k, WORK, 0)->file, "c.lua");
	kit_free(&k);
}
END_TEST

/* Without limits of the caller's there are still some. */
START_TEST(test_usual_limits)
{
	struct kit k;

	kit_load_text(&k, "while true do end", 0, NULL);
	kit_expect_only(&k, WORK, 1, "usual instructions");
	kit_free(&k);
	kit_load_text(&k, "local t = {} for i = 1, 1e9 do t[i] = i end", 0, NULL);
	kit_expect_only(&k, MEMORY, 1, "usual memory");
	kit_free(&k);
}
END_TEST

START_TEST(test_small_memory)
{
	static const size_t sizes[] = { 1, 1000, 10000, 20000, 1 << 20 };
	struct gj_policy_limits limits = { .memory = sizes[_i] };
	struct kit k;

	kit_load(&k, kit_base, &limits);
	if (sizes[_i] < 1 << 20)
		kit_expect_only(&k, MEMORY, 0, "a small limit");
	else
		ck_assert_ptr_null(kit_find(&k, MEMORY, 0));
	kit_free(&k);
}
END_TEST

/* What a loop prints or decides may not depend on the run. */
START_TEST(test_same_each_time)
{
	static const char text[] =
	    "local s = '' for i, v in ipairs { 'a', 'b' } do s = s .. v end\n"
	    "error(s .. tostring({}) .. tostring(ipairs) .. tostring(1e15))";
	struct kit a, b;

	kit_load_text(&a, text, 0, NULL);
	kit_load_text(&b, text, 0, NULL);
	ck_assert_str_eq(a.findings.items[0].message, b.findings.items[0].message);
	ck_assert_ptr_nonnull(strstr(a.findings.items[0].message, "abtablefunction1e+15"));
	kit_free(&a);
	kit_free(&b);
}
END_TEST

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

Suite *suite_sandbox(void)
{
	Suite *s = suite_create("sandbox");
	TCase *t = tcase_create("sandbox");

	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, test_exhausting, 0, COUNT(exhausting));
	tcase_add_loop_test(t, test_escapes, 0, COUNT(escapes));
	tcase_add_loop_test(t, test_recursion, 0, 5);
	tcase_add_loop_test(t, test_lines, 0, 5);
	tcase_add_test(t, test_limits_are_shared);
	tcase_add_test(t, test_usual_limits);
	tcase_add_loop_test(t, test_small_memory, 0, 5);
	tcase_add_test(t, test_same_each_time);
	suite_add_tcase(s, t);
	return s;
}
