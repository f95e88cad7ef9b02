/* function.c: hands a function the facts of one application, read-only, and takes its answer. */
#include "engine/policy/function_keep.h"

#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "engine/base/day.h"
#include "engine/base/tr.h"
#include "engine/eval/outcome.h"
#include "engine/policy/call.h"

#define CASE "guiju.case"

enum { LITTER_MAX = 256 << 10 /* bytes that may wait for the collector from call to call */ };

struct gj_functions {
	struct gj_sandbox sandbox;
	int refs[GJ_FUNCTIONS_MAX]; /* in the registry */
	size_t n;
	int pristine; /* in the registry: what the functions close over */
	/* While a function runs, and of the last call: */
	const struct gj_record *record; /* borrowed */
	int32_t reference;
	int which;
	bool stopped; /* it read what is not there: `outcome` says what that makes */
	enum gj_outcome outcome;
	const struct gj_fact *read[GJ_FACTS_MAX];
	size_t n_read;
	struct gj_fault fault;
	bool odd; /* it gave back something that is no outcome */
};

struct seen { /* what a function holds: the application, or a row of one of its lists */
	struct gj_functions *functions;
	const struct gj_fact *list; /* NULL: the application */
	size_t row;
};

struct gj_functions *gj_functions_new(void)
{
	return calloc(1, sizeof(struct gj_functions));
}

void gj_functions_free(struct gj_functions *f)
{
	if (f)
		gj_sandbox_fini(&f->sandbox);
	free(f);
}

struct gj_sandbox *gj_functions_sandbox(struct gj_functions *f)
{
	return &f->sandbox;
}

size_t gj_functions_count(const struct gj_functions *f)
{
	return f ? f->n : 0;
}

int gj_functions_keep(lua_State *L, struct gj_functions *f, int index)
{
	if (f->n == GJ_FUNCTIONS_MAX)
		return -1;
	lua_pushvalue(L, index);
	f->refs[f->n] = luaL_ref(L, LUA_REGISTRYINDEX);
	return (int)f->n++;
}

/* ---- what a function sees ---- */

static int stop(lua_State *L, struct gj_functions *f, enum gj_outcome outcome)
{
	f->stopped = true;
	f->outcome = outcome;
	return luaL_error(L, "stopped");
}

static void note(struct gj_functions *f, const struct gj_fact *fact)
{
	for (size_t i = 0; i < f->n_read; i++)
		if (f->read[i] == fact)
			return;
	if (f->n_read < GJ_FACTS_MAX)
		f->read[f->n_read++] = fact;
}

static void push_case(lua_State *L, struct gj_functions *f, const struct gj_fact *list, size_t row)
{
	struct seen *seen = lua_newuserdatauv(L, sizeof *seen, 0);

	*seen = (struct seen){ .functions = f, .list = list, .row = row };
	luaL_setmetatable(L, CASE);
}

static void push_rows(lua_State *L, struct gj_functions *f, const struct gj_fact *list, size_t n)
{
	lua_createtable(L, (int)n, 0);
	for (size_t i = 0; i < n; i++) {
		push_case(L, f, list, i);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
}

static const struct gj_fact *find(lua_State *L, const struct seen *seen, int index,
                                  const struct gj_value **value)
{
	struct gj_functions *f = seen->functions;
	size_t length;
	const char *key = luaL_checklstring(L, index, &length);
	const struct gj_fact *fact;

	if (strlen(key) < length)
		luaL_error(L, tr("there is no fact \"%s\""), key);

	if (f->record == NULL)
		luaL_error(L, tr("the facts of an application are there during the call only"));
	fact = seen->list ? gj_fact_field(seen->list, key) : gj_facts_find(f->record->facts, key);
	if (fact == NULL)
		return NULL;
	note(f, seen->list ? seen->list : fact);
	*value = seen->list ? &f->record->lists[seen->list->index]
	                                       [seen->row * seen->list->n_fields + fact->index]
	                    : &f->record->values[fact->index];
	return fact;
}

static int push_value(lua_State *L, struct gj_functions *f, const struct gj_fact *fact,
                      const struct gj_value *v)
{
	if (v->state == GJ_STATE_NOT_APPLICABLE)
		return stop(L, f, GJ_NOT_APPLICABLE);
	if (v->state != GJ_GIVEN)
		return stop(L, f, fact->type == GJ_FACT_JUDGEMENT ? GJ_REVIEW : GJ_UNKNOWN);
	switch (fact->type) {
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
		lua_pushboolean(L, v->number == 1);
		break;
	case GJ_FACT_COUNT:
	case GJ_FACT_AMOUNT:
	case GJ_FACT_DATE:
		lua_pushinteger(L, v->number);
		break;
	case GJ_FACT_ONE_OF:
		lua_pushstring(L, fact->options[v->number].key);
		break;
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
		lua_pushstring(L, v->text);
		break;
	case GJ_FACT_LIST:
		push_rows(L, f, fact, (size_t)v->number);
		break;
	}
	return 1;
}

static int ask_state(lua_State *L, bool applies)
{
	const struct seen *seen = luaL_checkudata(L, 1, CASE);
	const struct gj_value *v;

	if (find(L, seen, 2, &v) == NULL)
		return luaL_error(L, tr("there is no fact \"%s\""), lua_tostring(L, 2));
	lua_pushboolean(L, applies ? v->state != GJ_STATE_NOT_APPLICABLE : v->state == GJ_GIVEN);
	return 1;
}

static int known(lua_State *L)
{
	return ask_state(L, false);
}

static int applies(lua_State *L)
{
	return ask_state(L, true);
}

static int case_index(lua_State *L)
{
	const struct seen *seen = luaL_checkudata(L, 1, CASE);
	const struct gj_value *v;
	const struct gj_fact *fact = find(L, seen, 2, &v);
	const char *key = lua_tostring(L, 2);

	if (fact)
		return push_value(L, seen->functions, fact, v);
	if (strcmp(key, "known") == 0 || strcmp(key, "applies") == 0) {
		lua_pushcfunction(L, *key == 'k' ? known : applies);
		return 1;
	}
	if (strcmp(key, "reference_date") == 0 && !seen->list) {
		lua_pushinteger(L, seen->functions->reference);
		return 1;
	}
	return luaL_error(L, tr("there is no fact \"%s\""), key);
}

/* Lua would print an address, which differs from run to run; a message's words differ by language. */
static int case_tostring(lua_State *L)
{
	const struct seen *seen = luaL_checkudata(L, 1, CASE);

	lua_pushstring(L, seen->list ? "row" : "application");
	return 1;
}

static int refuse_write(lua_State *L)
{
	return luaL_error(L, tr("a function cannot change anything that outlasts it"));
}

/* ---- sealing: what functions share can only be read ---- */

static int seal(lua_State *L)
{
	struct gj_functions *f = lua_touserdata(L, 1);

	luaL_newmetatable(L, CASE);
	lua_pushcfunction(L, case_index);
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, refuse_write);
	lua_setfield(L, -2, "__newindex");
	lua_pushcfunction(L, case_tostring);
	lua_setfield(L, -2, "__tostring");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	f->pristine = gj_functions_seal_state(L, f->refs, f->n);
	return 0;
}

int gj_functions_seal(struct gj_functions *f)
{
	f->sandbox.owner = NULL; /* the words of the language have nobody to declare to */
	gj_sandbox_restart(&f->sandbox);
	gj_call(&f->sandbox, seal, f, &f->fault);
	if (f->fault.status != LUA_OK)
		return gj_functions_limited(f) && f->sandbox.refusal == GJ_REFUSED_SYSTEM ? GJ_ENOMEM
		                                                                         : GJ_EINVAL;
	lua_gc(f->sandbox.L, LUA_GCCOLLECT); /* what sealing itself took is no call's */
	f->sandbox.memory = f->sandbox.used + GJ_FUNCTION_MEMORY;
	f->sandbox.instructions = GJ_FUNCTION_STEPS;
	return 0;
}

/* A refusal that Lua got over by collecting is none. */
bool gj_functions_limited(const struct gj_functions *f)
{
	return f->fault.status == LUA_ERRMEM || f->sandbox.refusal == GJ_REFUSED_WORK;
}

/* ---- calling ---- */

static int take_answer(lua_State *L, struct gj_functions *f)
{
	static const char *const names[] = { "not_met",        "met",  "unknown", "review",
		                             "not_applicable", "error" };
	static const enum gj_outcome outcomes[] = { GJ_NOT_MET,        GJ_MET,
		                                    GJ_UNKNOWN,        GJ_REVIEW,
		                                    GJ_NOT_APPLICABLE, GJ_ERROR };

	if (lua_isboolean(L, -1)) {
		f->outcome = lua_toboolean(L, -1) ? GJ_MET : GJ_NOT_MET;
		return 0;
	}
	for (size_t i = 0; lua_type(L, -1) == LUA_TSTRING && i < sizeof names / sizeof *names; i++)
		if (strcmp(lua_tostring(L, -1), names[i]) == 0) {
			f->outcome = outcomes[i];
			return 0;
		}
	f->odd = true;
	return 0;
}

static int call(lua_State *L)
{
	struct gj_functions *f = lua_touserdata(L, 1);

	gj_functions_put_back(L, f->pristine);
	lua_rawgeti(L, LUA_REGISTRYINDEX, f->refs[f->which]);
	push_case(L, f, NULL, 0);
	lua_call(L, 1, 1);
	return take_answer(L, f);
}

/* What one call threw away takes nothing from the memory of the next. */
static void tidy(struct gj_functions *f)
{
	size_t room = f->sandbox.memory - f->sandbox.used;

	if (room < GJ_FUNCTION_MEMORY - LITTER_MAX)
		lua_gc(f->sandbox.L, LUA_GCCOLLECT);
	else
		lua_gc(f->sandbox.L, LUA_GCSTEP, 0);
}

enum gj_outcome gj_functions_call(void *ctx, const struct gj_function *function,
                                  const struct gj_record *record, int32_t reference)
{
	struct gj_functions *f = ctx;

	f->record = record;
	f->reference = reference;
	f->which = (int)function->index;
	f->stopped = f->odd = false;
	f->outcome = GJ_ERROR;
	f->n_read = 0;
	gj_sandbox_restart(&f->sandbox);
	gj_call(&f->sandbox, call, f, &f->fault);
	f->record = NULL;
	f->sandbox.spent = 0;
	tidy(f);
	if (f->stopped) {
		f->fault.status = LUA_OK;
		return f->outcome;
	}
	if (f->fault.status != LUA_OK || f->odd)
		return GJ_ERROR;
	return f->outcome;
}

const char *gj_functions_error(const struct gj_functions *f)
{
	if (f->odd)
		return tr(
		    "the function gave back neither true nor false nor the name of an outcome");
	if (f->fault.status == LUA_OK)
		return "";
	if (f->sandbox.refusal == GJ_REFUSED_WORK)
		return tr("the function takes too many steps");
	if (gj_functions_limited(f))
		return tr("the function takes too much memory");
	return f->fault.text;
}

const struct gj_fact *const *gj_functions_read(const struct gj_functions *f, size_t *n)
{
	*n = f->n_read;
	return f->read;
}

void gj_functions_tell(void *ctx, struct gj_outside_told *out)
{
	*out = (struct gj_outside_told){ .error = gj_functions_error(ctx) };
	out->read = gj_functions_read(ctx, &out->n_read);
}
