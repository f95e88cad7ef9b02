/* check_function.c: functions as checks: sealed, limited, one call never felt by another. */
#include "engine/policy/function.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/day.h"
#include "engine/decide/trace.h"
#include "tests/policy/judge.h"
#include "tests/policy/suites.h"

struct asked { /* the functions of one policy, and an application */
	struct kit k;
	struct gj_record record;
};

static void open_asked(struct asked *a, const char *before, const char *body)
{
	char condition[4096];

	ck_assert_int_lt(snprintf(condition, sizeof condition, "function(f) %s end", body),
	                 (int)sizeof condition);
	judge_load(&a->k, before, condition);
	kit_expect(&a->k, "", 0, condition);
	ck_assert_ptr_nonnull(a->k.policy->functions);
	ck_assert_int_eq(
	    gj_record_init(&a->record, &gj_policy_category(a->k.policy, "e")->facts, NULL), 0);
	ck_assert_ptr_nonnull(
	    gj_record_rows(&a->record, gj_facts_find(a->record.facts, "trainings"), 2, NULL));
}

static void close_asked(struct asked *a)
{
	gj_record_fini(&a->record);
	kit_free(&a->k);
}

static void put(struct asked *a, const char *key, int64_t number)
{
	const struct gj_fact *fact = gj_facts_find(a->record.facts, key);

	ck_assert_msg(fact != NULL, "%s", key);
	a->record.values[fact->index] = (struct gj_value){ .state = GJ_GIVEN, .number = number };
}

static enum gj_outcome ask(struct asked *a)
{
	const struct gj_check *check = &gj_policy_category(a->k.policy, "e")->checks[0];

	return gj_functions_call(a->k.policy->functions, check->cond->function, &a->record,
	                         gj_day_from(2022, 12, 31));
}

/* Each ends its own call as an error, and the next call of the same function is sound. */
static const struct {
	const char *name, *body;
} attempts[] = {
	{ "a loop without end", "while true do end" },
	{ "a loop that counts for ever", "for i = 1, math.huge do end" },
	{ "goto", "::again:: goto again" },
	{ "recursion", "local function g() return 1 + g() end return g()" },
	{ "tail calls", "local function g() return g() end return g()" },
	{ "mutual recursion", "local g, h function g() return h() end function h() return g() end g()" },
	{ "a table without end", "local t = {} for i = 1, 1e9 do t[i] = i end" },
	{ "tables in tables", "local t = {} while true do t = { t } end" },
	{ "closures", "local t = {} while true do t[#t + 1] = function() return t end end" },
	{ "a text that doubles", "local s = 'x' while true do s = s .. s end" },
	{ "many texts", "local t = {} for i = 1, 1e6 do t[i] = 'xxxxxxxxxxxxxxxxxxxx' .. i end" },
	{ "string.rep", "return ('x'):rep(1e9) == ''" },
	{ "string.format", "return string.format('%99999d', 1) == ''" },
	{ "table.concat", "local t = {} for i = 1, 9000 do t[i] = 'xxxxxxxxxx' end return table.concat(t) == ''" },
	{ "table.unpack", "table.unpack({}, 1, 1e7)" },
	{ "a pattern", "return ('x'):find(('a?'):rep(30)) == nil" },
	{ "gsub with a function", "return ('x'):gsub('.', function() while true do end end)" },
	{ "pcall", "pcall(function() while true do end end) return true" },
	{ "xpcall", "xpcall(function() while true do end end, print) return true" },
	{ "coroutine", "return coroutine.wrap(function() while true do end end)()" },
	{ "a metatable", "setmetatable({}, { __index = function(t, k) return t[k] end })" },
	{ "the metatable of texts", "getmetatable('').__index = nil" },
	{ "rawset", "rawset(f, 'officers', 9)" },
	{ "debug", "debug.sethook()" },
	{ "os", "os.exit(0)" },
	{ "io", "io.open('/etc/passwd')" },
	{ "require", "require 'os'" },
	{ "load", "load('return 1')()" },
	{ "collectgarbage", "collectgarbage('stop')" },
	{ "an error", "error('now')" },
	{ "an error that is a table", "error({})" },
	{ "an error that is nothing", "error(nil)" },
	{ "an error without end", "error(('字'):rep(5000))" },
	{ "a failed assertion", "assert(false)" },
	{ "nothing comes back", "" },
	{ "a number comes back", "return 1" },
	{ "a table comes back", "return {}" },
	{ "a word that is no outcome comes back", "return 'yes'" },
	{ "a fact that is not there", "return f.nothing == 1" },
	{ "a fact is written", "f.officers = 9 return true" },
	{ "a new fact is written", "f.other = 9 return true" },
	{ "a row is written", "f.trainings[1].attendees = 9 return true" },
	{ "a word of the language", "return all {} ~= nil" },
	{ "a check is declared", "check 'z' { zh = 'z', en = 'z' }" },
	{ "a global is made", "left_behind = 1 return true" },
	{ "a global is made through _ENV", "_ENV.left_behind = 1 return true" },
	{ "a global is made through a local _ENV", "local e = _ENV e.left_behind = 1 return true" },
	{ "a word of the library is taken away", "string.upper = nil return true" },
	{ "a library is taken away", "string = nil return true" },
	{ "math is bent", "math.max = function() return 0 end return true" },
	{ "table.insert into a library", "table.insert(math, 1) return true" },
	{ "a method of texts is bent", "local s = 'x' s.upper = 1 return true" },
	{ "an outer value is kept", "kept = (kept or 0) + 1 return true" },
	{ "an outer table is written", "shared.x = 1 return true" },
	{ "an outer table is written inside", "shared.inner.x = 1 return true" },
	{ "table.insert into an outer table", "table.insert(shared, 1) return true" },
	{ "table.remove from an outer table", "table.remove(shared, 1) return true" },
	{ "an outer local table is written", "own.x = 1 return true" },
	{ "an outer local table is written inside", "own.inner.x = 1 return true" },
	{ "a helper writes what it holds", "return helper(1)" },
	{ "a helper of the file writes what it holds", "return file_helper(1)" },
};

static const char before[] =
    "shared = { 1, inner = {} } local own = { 1, inner = {} } local held = { n = 0 } "
    "local function helper(x) held.n = held.n + x return held.n end "
    "function file_helper(x) held.n = held.n + x return held.n end ";

START_TEST(ends_its_own_call_only)
{
	char body[2048];
	struct asked a;

	snprintf(body, sizeof body, "if f.officers > 1 then return true end %s", attempts[_i].body);
	open_asked(&a, before, body);
	for (int round = 0; round < 3; round++) {
		put(&a, "officers", 1);
		ck_assert_msg(ask(&a) == GJ_ERROR, "%s: %s", attempts[_i].name,
		              gj_outcome_name(ask(&a)));
		ck_assert_msg(*gj_functions_error(a.k.policy->functions), "%s", attempts[_i].name);
		put(&a, "officers", 2);
		ck_assert_msg(ask(&a) == GJ_MET, "%s: the next one", attempts[_i].name);
		ck_assert_str_eq(gj_functions_error(a.k.policy->functions), "");
	}
	close_asked(&a);
}
END_TEST

/* What one call leaves in a value it closes over, the next does not find. */
START_TEST(nothing_is_left_behind)
{
	static const char *const bodies[] = {
		"count = count + 1 return count == 1",
		"if f.officers > 1 then name = 'x' end return name == 'a'",
		"flag = not flag return flag",
		"local ok = last == nil last = f.officers return ok",
		"bump() return count == 1",
		"local before = count nested()() return before == 0 and count == 1",
	};
	struct asked a;

	open_asked(&a,
	           "local count, name, flag, last = 0, 'a', false, nil "
	           "local function bump() count = count + 1 end "
	           "local function nested() return function() count = count + 1 end end ",
	           bodies[_i]);
	for (int64_t n = 1; n < 5; n++) {
		put(&a, "officers", 1);
		ck_assert_msg(ask(&a) == GJ_MET, "%s: call %d", bodies[_i], (int)n);
	}
	close_asked(&a);
}
END_TEST

/* What cannot be sealed is refused when it is loaded, not when it runs. */
START_TEST(too_deep)
{
	struct kit k;

	judge_load(&k, "local t = {} for i = 1, 200 do t = { t } end ",
	           "function(f) return t[1] ~= nil end");
	kit_expect(&k, "E106", 0, "tables in tables");
	kit_free(&k);
	judge_load(&k, "local t = {} t.t = t ", "function(f) return t.t.t.t == t end");
	kit_expect(&k, "", 0, "a table in itself");
	kit_free(&k);
}
END_TEST

/* What functions may do stays possible: read tables, call helpers, walk over rows. */
START_TEST(what_is_allowed)
{
	static const struct {
		const char *body;
		enum gj_outcome outcome;
	} cases[] = {
		{ "return f.officers * 2 == limits.small", GJ_MET },
		{ "return limits.by[1] + limits.by[2] == 3 and #limits.by == 2", GJ_MET },
		{ "local n = 0 for i, v in ipairs(limits.by) do n = n + v * i end return n == 5", GJ_MET },
		{ "return twice(f.officers) == 4", GJ_MET },
		{ "return deep(5) == 120", GJ_MET },
		{ "local t = {} for i = 1, 10 do t[i] = i end return #t == 10", GJ_MET },
		{ "return table.concat({ 'a', 'b' }) == 'ab' and ('x'):rep(3) == 'xxx'", GJ_MET },
		{ "return table.concat(limits.words, ',') == 'a,b'", GJ_MET },
		{ "return math.max(table.unpack(limits.by)) == 2", GJ_MET },
		{ "return tostring(limits.small) == '4'", GJ_MET },
		{ "return f:known('body')", GJ_NOT_MET },
		{ "return f.body", GJ_UNKNOWN },
		{ "return 'review'", GJ_REVIEW },
		{ "return 'not_applicable'", GJ_NOT_APPLICABLE },
	};
	struct asked a;

	open_asked(&a,
	           "local limits = { small = 4, by = { 1, 2 }, words = { 'a', 'b' } } "
	           "local function twice(x) return 2 * x end "
	           "local function deep(n) return n < 2 and 1 or n * deep(n - 1) end ",
	           cases[_i].body);
	put(&a, "officers", 2);
	ck_assert_msg(ask(&a) == cases[_i].outcome, "%s: %s (%s)", cases[_i].body,
	              gj_outcome_name(ask(&a)), gj_functions_error(a.k.policy->functions));
	close_asked(&a);
}
END_TEST

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

Suite *suite_function(void)
{
	Suite *s = suite_create("policy/function");
	TCase *t = tcase_create("function");

	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, ends_its_own_call_only, 0, COUNT(attempts));
	tcase_add_loop_test(t, nothing_is_left_behind, 0, 6);
	tcase_add_test(t, too_deep);
	tcase_add_loop_test(t, what_is_allowed, 0, 14);
	suite_add_tcase(s, t);
	return s;
}
