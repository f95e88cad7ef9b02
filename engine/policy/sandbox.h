/* sandbox.h: a Lua state with its own bounded memory, bounded work and nothing of the world in it. */
#ifndef GJ_SANDBOX_H
#define GJ_SANDBOX_H
#include <stdbool.h>
#include <stddef.h>

#include <lua.h>

struct gj_fault;

enum {
	GJ_SANDBOX_TEXT =
	    16 << 10, /* most bytes of one Lua string: what compares or copies it is then quick */
	GJ_SANDBOX_ARGUMENTS = 250 /* most values that one call gives or takes by "..." */
};

enum gj_sandbox_refusal { /* why the last piece of memory was refused */
	                  GJ_REFUSED_NOTHING,
	                  GJ_REFUSED_MEMORY, /* the memory limit */
	                  GJ_REFUSED_WORK, /* the limit of instructions: building memory costs, too */
	                  GJ_REFUSED_TEXT,  /* a string longer than GJ_SANDBOX_TEXT */
	                  GJ_REFUSED_SYSTEM /* malloc */
};

struct gj_sandbox {
	lua_State *L;           /* owned */
	struct gj_fault *fault; /* borrowed from the call that runs */
	void *owner;            /* who the words of the language report to */
	size_t used, memory;
	unsigned long long spent, instructions;
	enum gj_sandbox_refusal refusal;
	bool crowded; /* the last thing asked for was beyond the memory limit */
	int line; /* the last line of a rule file that began to run: Lua names none when memory is out */
};

/* Errors: GJ_ENOMEM. The state is bare: gj_sandbox_open_libs must run in a protected call. */
int gj_sandbox_init(struct gj_sandbox *s, size_t memory, unsigned long long instructions);
void gj_sandbox_fini(struct gj_sandbox *s);
struct gj_sandbox *gj_sandbox_of(lua_State *L);
/* Nothing spent yet, wherever the counting of what ran before had got to. */
void gj_sandbox_restart(struct gj_sandbox *s);
bool gj_sandbox_spent(const struct gj_sandbox *s);
/* Counts work that C does on behalf of a rule file; raises when the limit is passed. */
void gj_sandbox_charge(lua_State *L, unsigned long long instructions);

/* Leaves a table on the stack: what rule files have of Lua's own words (sandbox_libs.c). */
void gj_sandbox_open_libs(lua_State *L);
/* Why a well-known word of Lua is not in the sandbox, and what to write instead; NULL: none such. */
const char *gj_sandbox_left_out(const char *word);
#endif
