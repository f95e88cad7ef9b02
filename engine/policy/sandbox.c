/* sandbox.c: the limits: every byte is counted, every instruction, and work inside C as well. */
#include "engine/policy/sandbox.h"

#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "engine/base/err.h"
#include "engine/base/tr.h"

enum {
	HOOK_EVERY = 1000, /* instructions */
	BYTES_A_STEP = 64, /* so many bytes, fresh or swept, cost as much as one instruction */
	STRING_HEAD = 64,  /* what Lua adds to a string, rounded up */
	SMALL = 80         /* bytes that the instruction asking for them pays for */
};

/* Lua's own contract: nsize 0 frees; ptr NULL: osize tells what for; making smaller never fails. */
static void *allocate(void *ud, void *ptr, size_t osize, size_t nsize)
{
	struct gj_sandbox *s = ud;
	size_t old = ptr ? osize : 0;
	void *fresh;

	if (nsize == 0) {
		free(ptr);
		s->used -= old;
		return NULL;
	}
	if (nsize > old) {
		if (!ptr && osize == LUA_TSTRING && nsize > GJ_SANDBOX_TEXT + STRING_HEAD) {
			s->refusal = GJ_REFUSED_TEXT;
			return NULL;
		}
		if (nsize - old > s->memory - s->used) {
			s->refusal = GJ_REFUSED_MEMORY;
			s->crowded = true;
			return NULL;
		}
		/* Not what hangs on what ran before: a short text or a frame of a call may be there already, and
		 * the table of texts has the size it once grew to. What grows was paid for by what fills it. */
		if (!ptr && nsize > SMALL)
			s->spent += nsize / BYTES_A_STEP;
		if (gj_sandbox_spent(s)) {
			s->refusal = GJ_REFUSED_WORK;
			return NULL;
		}
	}
	fresh = realloc(ptr, nsize);
	if (!fresh && nsize <= old)
		fresh = ptr; /* the block is merely larger than it need be */
	if (!fresh) {
		s->refusal = GJ_REFUSED_SYSTEM;
		return NULL;
	}
	s->used = s->used - old + nsize;
	if (nsize > old && s->crowded) {
		/* Lua made room by sweeping all there is: whoever stays at the limit pays each time. */
		s->spent += s->memory / BYTES_A_STEP;
		s->crowded = false;
	}
	return fresh;
}

static void refuse_work(lua_State *L)
{
	gj_sandbox_of(L)->refusal = GJ_REFUSED_WORK;
	luaL_error(L, "too many steps");
}

/* There is no pcall in the sandbox, and the hook goes on firing: nothing outlives the limit. */
static void hook(lua_State *L, lua_Debug *ar)
{
	struct gj_sandbox *s = gj_sandbox_of(L);

	if (ar->event == LUA_HOOKCOUNT) {
		s->spent += HOOK_EVERY;
		if (gj_sandbox_spent(s))
			refuse_work(L);
		return;
	}
	s->line = ar->currentline;
	/* Copying "..." is one instruction however long it is, so it may not be long. */
	if (lua_getlocal(L, ar, -(GJ_SANDBOX_ARGUMENTS + 1)))
		luaL_error(L, tr("a function has more than %d arguments"), GJ_SANDBOX_ARGUMENTS);
}

int gj_sandbox_init(struct gj_sandbox *s, size_t memory, unsigned long long instructions)
{
	*s = (struct gj_sandbox){ .memory = memory, .instructions = instructions };
	s->L = lua_newstate(allocate, s);
	if (!s->L)
		return GJ_ENOMEM;
	memcpy(lua_getextraspace(s->L), &s, sizeof s);
	gj_sandbox_restart(s);
	return 0;
}

/* Setting the hook anew also forgets the part of HOOK_EVERY that has run already. */
void gj_sandbox_restart(struct gj_sandbox *s)
{
	s->spent = 0;
	lua_sethook(s->L, hook, LUA_MASKCOUNT | LUA_MASKLINE, HOOK_EVERY);
}

void gj_sandbox_fini(struct gj_sandbox *s)
{
	if (s->L)
		lua_close(s->L);
	s->L = NULL;
}

struct gj_sandbox *gj_sandbox_of(lua_State *L)
{
	struct gj_sandbox *s;

	memcpy(&s, lua_getextraspace(L), sizeof s);
	return s;
}

bool gj_sandbox_spent(const struct gj_sandbox *s)
{
	return s->spent > s->instructions;
}

void gj_sandbox_charge(lua_State *L, unsigned long long instructions)
{
	struct gj_sandbox *s = gj_sandbox_of(L);

	s->spent += instructions;
	if (gj_sandbox_spent(s))
		refuse_work(L);
}
