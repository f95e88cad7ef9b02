/* load.c: from the bytes of rule files to a policy: run each in the sandbox, build, check. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/policy/base.h"
#include "engine/policy/call.h"
#include "engine/policy/finding.h"
#include "engine/policy/function_keep.h"
#include "engine/policy/lint.h"
#include "engine/policy/chunk.h"
#include "engine/policy/words.h"

enum {
	MEMORY_USUAL = 64 << 20,
	ARENA_LIMIT = 64 << 20, /* what the declarations take outside of Lua */
	INSTRUCTIONS_USUAL = 20000000
};

struct job { /* one rule file on its way through the sandbox */
	const char *text;
	size_t n;
	size_t number;
	int status; /* of reading it; running it is another matter */
};

static int open_words(lua_State *L)
{
	gj_words_open(L); /* [globals] */
	lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
	return 0;
}

static int run_file(lua_State *L)
{
	struct job *job = lua_touserdata(L, 1);
	char name[16];

	snprintf(name, sizeof name, "=%zu", job->number);
	job->status = luaL_loadbufferx(L, job->text, job->n, name, "t");
	if (job->status != LUA_OK)
		return lua_error(L);
	lua_call(L, 0, 0);
	return 0;
}

/* Memory was refused; which limit was it? */
static void report_refusal(struct gj_build *b, struct gj_place place)
{
	const struct gj_sandbox *s = b->sandbox;

	switch (s->refusal) {
	case GJ_REFUSED_NOTHING:
	case GJ_REFUSED_SYSTEM:
		b->failed = true;
		break;
	case GJ_REFUSED_MEMORY:
		gj_build_report(
		    b, GJ_FOUND_MEMORY, place,
		    tr("look for a loop that makes ever more, or a function that calls itself, "
		       "near this line"),
		    tr("the rule files take more than %zu KiB of memory"), s->memory / 1024);
		break;
	case GJ_REFUSED_WORK:
		gj_build_report(b, GJ_FOUND_INSTRUCTIONS, place,
		                tr("look for a loop that does not end, near this line"),
		                tr("the rule files take more than %llu steps"), s->instructions);
		break;
	case GJ_REFUSED_TEXT:
		gj_build_report(b, GJ_FOUND_TEXT_LENGTH, place,
		                tr("make it shorter or break it up"),
		                tr("a text is longer than %d bytes"), GJ_SANDBOX_TEXT);
		break;
	}
}

static void report_fault(struct gj_build *b, const struct job *job, const struct gj_fault *fault)
{
	struct gj_place place = { .file = b->files[job->number] };
	bool memory = fault->status == LUA_ERRMEM || job->status == LUA_ERRMEM;

	b->stopped = true;
	if (fault->line > 0 && fault->file >= 0 && (size_t)fault->file < b->n_files)
		place = (struct gj_place){ .file = b->files[fault->file], .line = fault->line };
	else if (memory)
		place.line = b->sandbox->line;
	if (b->full)
		b->sandbox->refusal = GJ_REFUSED_MEMORY;
	else if (!memory && gj_sandbox_spent(b->sandbox))
		b->sandbox->refusal = GJ_REFUSED_WORK;
	if (memory || b->failed || b->full || b->sandbox->refusal == GJ_REFUSED_WORK)
		report_refusal(b, place);
	else if (job->status == LUA_ERRRUN)
		gj_build_report(b, GJ_FOUND_SYNTAX, place,
		                tr("give the inner parts names of their own: local name = ..."),
		                tr("this is not valid Lua: %s"),
		                tr("brackets or blocks stand too deep inside each other"));
	else if (job->status == LUA_ERRSYNTAX)
		gj_chunk_report(b, job->text, job->n, place, fault->text);
	else
		gj_build_report(b, GJ_FOUND_RUNTIME, place, NULL, tr("the file stopped here: %s"),
		                fault->text);
}

static void run(struct gj_build *b, const struct gj_file *file, size_t number)
{
	struct job job = { .number = number };
	struct gj_fault fault;

	if (gj_sandbox_spent(b->sandbox) || b->failed)
		return;
	if (!gj_chunk_check(b, file, (struct gj_place){ .file = b->files[number] }, &job.text,
	                    &job.n)) {
		b->stopped = true;
		return;
	}
	b->current = NULL;
	b->list = NULL;
	b->replay = (struct gj_place){ 0 };
	b->sandbox->line = 0;
	gj_call(b->sandbox, run_file, &job, &fault);
	if (fault.status != LUA_OK)
		report_fault(b, &job, &fault);
}

/* "a/b.lua" lies in "a"; "b.lua" in "". */
static bool lies_in(const char *path, const char *folder)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;

	return strlen(folder) == n && strncmp(path, folder, n) == 0;
}

/* What others refer to comes first; the rest by name, as the set is sorted. */
static size_t order_folder(const struct gj_fileset *set, const char *folder,
                           const struct gj_file **order)
{
	static const char *const first[] = { "policy.lua", "calendar.lua", "bureaus.lua",
		                             "readings.lua", "facts.lua" };
	enum { FIRST = sizeof first / sizeof *first };
	const struct gj_file *file;
	char path[512];
	size_t n = 0, i, j;

	for (i = 0; i < FIRST; i++) {
		snprintf(path, sizeof path, "%s%s%s", folder, *folder ? "/" : "", first[i]);
		file = gj_fileset_find(set, path);
		if (file)
			order[n++] = file;
	}
	for (i = 0; i < set->n; i++) {
		if (!lies_in(set->files[i].path, folder))
			continue;
		for (j = 0; j < n && order[j] != &set->files[i]; j++)
			;
		if (j == n)
			order[n++] = &set->files[i];
	}
	return n;
}

/* The policies that are extended first, the oldest before all. */
static int order_files(struct gj_build *b, const struct gj_fileset *set,
                       const struct gj_file **order)
{
	char chain[GJ_BASE_DEPTH + 1][GJ_BASE_ID] = { "" };
	struct gj_arena *arena = &b->policy->arena;
	size_t layers = 1, n = 0;

	while (layers <= GJ_BASE_DEPTH && gj_base_extends(set, chain[layers - 1], chain[layers]))
		layers++;
	b->layers = layers;
	b->year = layers > 1 ? gj_base_year(set) : 0;
	if (b->options && b->options->year)
		b->year = b->options->year;
	b->files = gj_arena_array(arena, set->n + 1, sizeof *b->files);
	b->file_layers = gj_arena_array(arena, set->n + 1, sizeof *b->file_layers);
	if (!b->files || !b->file_layers)
		return GJ_ENOMEM;
	for (size_t layer = layers; layer-- > 0;) {
		size_t more = order_folder(set, chain[layer], order + n);

		if (more == 0 && layer > 0)
			gj_build_report(
			    b, GJ_FOUND_NO_BASE, (struct gj_place){ 0 }, NULL,
			    tr("the rule files of \"%s\", which is extended, are not there"),
			    chain[layer]);
		for (size_t i = n; i < n + more; i++) {
			b->file_layers[i] = layer;
			b->files[i] = gj_arena_strdup(arena, order[i]->path);
			if (!b->files[i])
				return GJ_ENOMEM;
		}
		n += more;
	}
	b->n_files = n;
	return 0;
}

static int run_all(struct gj_build *b, const struct gj_fileset *files)
{
	const struct gj_file *order[GJ_FILESET_FILES];
	struct gj_fault fault;

	if (files->n > GJ_FILESET_FILES || order_files(b, files, order))
		return GJ_ENOMEM;
	gj_call(b->sandbox, open_words, NULL, &fault);
	if (fault.status != LUA_OK) {
		b->stopped = true;
		report_refusal(b, (struct gj_place){ 0 });
		return b->failed ? GJ_ENOMEM : 0;
	}
	for (size_t i = 0; i < b->n_files; i++) {
		b->layer = b->file_layers[i];
		run(b, order[i], i);
	}
	if (b->policy->extends && b->layers == 1)
		gj_build_report(b, GJ_FOUND_NO_BASE, b->policy->place,
		                tr("write its name in quotes behind extends ="),
		                tr("extends is read before the file runs, and \"%s\" was not found so"),
		                b->policy->extends);
	return b->failed ? GJ_ENOMEM : 0;
}

static int build(struct gj_policy *policy, const struct gj_fileset *files,
                 const struct gj_policy_options *options, struct gj_findings *findings)
{
	const struct gj_policy_limits *limits = options ? &options->limits : NULL;
	struct gj_functions *functions = gj_functions_new();
	struct gj_sandbox *sandbox;
	struct gj_build b;
	int rc;

	if (functions == NULL)
		return GJ_ENOMEM;
	sandbox = gj_functions_sandbox(functions);
	rc = gj_sandbox_init(sandbox, limits && limits->memory ? limits->memory : MEMORY_USUAL,
	                     limits && limits->instructions ? limits->instructions
	                                                    : INSTRUCTIONS_USUAL);
	gj_build_init(&b, sandbox, policy, findings);
	b.options = options;
	b.functions = functions;
	if (rc) {
		if (sandbox->refusal == GJ_REFUSED_NOTHING || sandbox->refusal == GJ_REFUSED_SYSTEM)
			goto done;
		report_refusal(&b, (struct gj_place){ 0 });
		rc = 0;
		goto done;
	}
	rc = run_all(&b, files);
	b.layer = 0;
	if (rc == 0)
		rc = gj_build_finish(&b);
	if (rc == 0)
		rc = gj_lint_run(&b);
	if (rc == 0 && gj_functions_count(functions) && findings->errors == 0) {
		rc = gj_functions_seal(functions);
		if (rc == GJ_EINVAL) {
			if (gj_functions_limited(functions))
				report_refusal(&b, (struct gj_place){ 0 });
			else
				gj_build_report(&b, GJ_FOUND_RUNTIME, (struct gj_place){ 0 }, NULL,
				                "%s", gj_functions_error(functions));
			rc = 0;
		} else if (rc == 0) {
			policy->functions = functions;
			functions = NULL;
		}
	}
done:
	gj_functions_free(functions);
	return rc;
}

int gj_policy_load(struct gj_policy **out, const struct gj_fileset *files,
                   const struct gj_policy_options *options, struct gj_findings *findings,
                   struct gj_err *err)
{
	struct gj_policy *policy = calloc(1, sizeof *policy);
	size_t before = findings->errors;
	int rc;

	if (!policy)
		return gj_err_nomem(err, tr("the policy"));
	gj_arena_init(&policy->arena, ARENA_LIMIT);
	gj_fileset_hash(files, policy->hash);
	rc = build(policy, files, options, findings);
	if (rc == 0 && findings->failed)
		rc = GJ_ENOMEM;
	gj_findings_sort(findings);
	if (rc) {
		gj_policy_free(policy);
		return gj_err_nomem(err, tr("the policy"));
	}
	if (findings->errors > before) {
		gj_err_set(err, GJ_EFORMAT, tr("%s: the rule files have errors: %zu"),
		           files->root ? files->root : "", findings->errors - before);
		gj_policy_free(policy);
		return GJ_EFORMAT;
	}
	*out = policy;
	return 0;
}
