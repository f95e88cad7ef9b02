/* cmd_import.c: guiju import: reads applications through a plugin into the store. */
#include "db/application.h"
#include "db/store.h"
#include "engine/base/day.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/input_in.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"
#include "engine/run/ingest.h"
#include "engine/run/mapping.h"
#include "engine/run/source.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { COMPLAINTS_SHOWN = 50 };

struct reader {
	uint64_t complaints;
};

static void complain(void *ctx, const char *location, const struct gj_complaint *c)
{
	struct reader *reader = ctx;

	if (reader->complaints++ >= COMPLAINTS_SHOWN)
		return;
	gj_say_progress_end();
	printf(tr("%s: row %" PRIu64), location, c->place);
	if (c->fact)
		printf(tr(", column %s"), gj_label_in(c->fact->label, gj_say_lang()));
	if (c->raw && *c->raw)
		printf(tr(", \"%s\""), c->raw);
	printf(tr(": %s\n"), c->reason);
}

static void plugin_says(void *ctx, int level, const char *text)
{
	(void)ctx;
	if (level == GUIJU_LOG_DEBUG)
		return;
	gj_say_progress_end();
	if (level == GUIJU_LOG_WARNING)
		gj_say_note(tr("warning: %s"), text);
	else
		gj_say_note("%s", text);
}

static const struct gj_category *find_category(const struct gj_policy *p, const char *key)
{
	const struct gj_category *c = gj_policy_category(p, key);
	const char *names[64], *near;
	size_t n = 0;

	if (c)
		return c;
	for (; n < p->n_categories && n < 64; n++)
		names[n] = p->categories[n].key;
	near = gj_text_near(key, names, n);
	if (near)
		gj_say_error(tr("guiju import: %s has no category %s; did you mean %s?"), p->id,
		             key, near);
	else {
		gj_say_error(tr("guiju import: %s has no category %s; it has:"), p->id, key);
		for (size_t i = 0; i < n; i++)
			gj_say_error("  %s  %s", names[i],
			             gj_label_in(p->categories[i].label, gj_say_lang()));
	}
	return NULL;
}

/* "trainings=FILE" into two; the texts stay in argv, the name is copied. */
static int split_lists(struct gj_ingest_list *out, char names[][GJ_FACT_KEY_MAX + 1],
                       const char *const *values, size_t n, const struct gj_category *category)
{
	for (size_t i = 0; i < n; i++) {
		const char *equals = strchr(values[i], '=');
		size_t length = equals ? (size_t)(equals - values[i]) : 0;
		const struct gj_fact *fact = NULL;

		if (length && length <= GJ_FACT_KEY_MAX) {
			memcpy(names[i], values[i], length);
			names[i][length] = '\0';
			fact = gj_facts_find(&category->facts, names[i]);
		}
		if (fact == NULL || fact->type != GJ_FACT_LIST) {
			gj_say_error(tr("guiju import: --list takes NAME=FILE, and NAME is a list "
			                "of %s, not \"%s\""),
			             category->key, values[i]);
			for (size_t k = 0; k < category->facts.n; k++)
				if (category->facts.items[k].type == GJ_FACT_LIST)
					gj_say_error("  %s  %s", category->facts.items[k].key,
					             gj_label_in(category->facts.items[k].label,
					                         gj_say_lang()));
			return GJ_EXIT_USAGE;
		}
		out[i] = (struct gj_ingest_list){ .list = names[i], .location = equals + 1 };
	}
	return 0;
}

static void print_result(const struct gj_ingest_result *r, const struct reader *reader, bool dry)
{
	const struct gj_import_counts *c = &r->counts;

	if (reader->complaints > COMPLAINTS_SHOWN)
		printf(tr("... and %" PRIu64 " more\n"), reader->complaints - COMPLAINTS_SHOWN);
	if (dry)
		printf(tr("dry run, nothing was stored: %" PRId64 " rows read, %" PRId64
		          " would be refused\n"),
		       c->rows, c->rejected + c->duplicates);
	else
		printf(tr("%" PRId64 " rows: %" PRId64 " new, %" PRId64 " changed, %" PRId64
		          " unchanged, %" PRId64 " refused, %" PRId64 " duplicates\n"),
		       c->rows, c->added, c->changed, c->unchanged, c->rejected, c->duplicates);
	if (r->list_rows)
		printf(tr("%" PRIu64 " rows of lists, %" PRIu64 " of them refused\n"), r->list_rows,
		       r->list_rejected);
	if (r->rejects)
		printf(tr("refused rows are in the .rejects.csv beside the input: mend them there "
		          "and import "
		          "that file\n"));
}

static void note_expected(struct gj_store *store, const struct gj_category *c, int year)
{
	int64_t n;

	if (c->expected && gj_application_count(store, &n, c->key, year, NULL) == 0 &&
	    n != c->expected)
		printf(tr("warning: %s: %d expected, %" PRId64 " found\n"),
		       gj_label_in(c->label, gj_say_lang()), c->expected, n);
}

/* The plugin that a file's ending or an address asks for; csv where it asks for none. */
static const char *plugin_for(const char *location)
{
	static const struct {
		const char *ending, *plugin;
	} known[] = {
		{ ".xlsx", "xlsx" },     { ".xlsm", "xlsx" },      { ".jsonl", "jsonl" },
		{ ".ndjson", "jsonl" },  { ".json", "jsonl" },     { ".db", "sqlite" },
		{ ".sqlite", "sqlite" }, { ".sqlite3", "sqlite" },
	};
	static const struct {
		const char *scheme, *plugin;
	} schemes[] = {
		{ "http://", "http" },
		{ "https://", "http" },
		{ "postgresql://", "postgres" },
		{ "postgres://", "postgres" },
	};
	size_t n = strlen(location);

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (strncasecmp(location, schemes[i].scheme, strlen(schemes[i].scheme)) == 0)
			return schemes[i].plugin;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		size_t k = strlen(known[i].ending);

		if (n > k && strcasecmp(location + n - k, known[i].ending) == 0)
			return known[i].plugin;
	}
	return "csv";
}

struct job {
	struct gj_ingest_args in;
	struct gj_ingest_list lists[GJ_ARGS_VALUES];
	struct gj_input list_files[GJ_ARGS_VALUES];
	char names[GJ_ARGS_VALUES][GJ_FACT_KEY_MAX + 1];
	struct gj_inputs files;
	struct gj_mapping mapping;
	struct gj_store *store;
	struct gj_loop *loop;
	const char *plugin; /* NULL: by the ending */
	bool refused;
};

/* What the options say, but for files. */
static int read_options(struct job *job, const struct gj_args *args, const struct gj_rules *rules)
{
	const char *valid = gj_args_get(args, "valid-from"), *const * values;
	struct gj_ingest_args *in = &job->in;

	*in = (struct gj_ingest_args){
		.policy = rules->policy,
		.category = find_category(rules->policy, args->operands[0]),
		.year = rules->policy->year,
		.lists = job->lists,
		.rejects = gj_args_get(args, "rejects"),
		.isolate = gj_args_has(args, "isolate"),
		.dry_run = gj_args_has(args, "dry-run"),
		.complain = complain,
		.log = plugin_says,
	};
	job->plugin = gj_args_get(args, "plugin");
	if (in->category == NULL)
		return GJ_EXIT_USAGE;
	if (gj_args_get(args, "year"))
		in->year = atoi(gj_args_get(args, "year"));
	if (in->year < 1900 || in->year > 2999) {
		gj_say_error(
		    tr("guiju import: which year? the policy names none; give --year 2022"));
		return GJ_EXIT_USAGE;
	}
	if (valid) {
		in->valid_from = gj_day_parse(valid, strlen(valid));
		if (in->valid_from == GJ_DAY_NONE) {
			gj_say_error(tr("guiju import: --valid-from \"%s\" is no day; write it as "
			                "2022-11-30"),
			             valid);
			return GJ_EXIT_USAGE;
		}
	}
	in->n_options = gj_args_all(args, "option", &in->options);
	in->n_lists = gj_args_all(args, "list", &values);
	return split_lists(job->lists, job->names, values, in->n_lists, in->category);
}

/* A list belongs to the applications of one file: rows of no application there are refused. */
static int check_files(const struct job *job)
{
	const char *name;

	if (job->files.n == 1 || (job->in.n_lists == 0 && job->in.rejects == NULL))
		return 0;
	name = job->in.n_lists ? "--list" : "--rejects";
	gj_say_error(tr("guiju import: %s goes with one file: import each file by itself"), name);
	return GJ_EXIT_USAGE;
}

static int open_lists(struct job *job, struct gj_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < job->in.n_lists; i++) {
		rc = gj_input_open(&job->list_files[i], job->lists[i].location, err);
		job->lists[i].location = job->list_files[i].location;
		job->lists[i].opened = job->list_files[i].opened;
	}
	return rc;
}

static int import_file(struct job *job, const char *name, struct gj_err *err)
{
	struct gj_ingest_result result = { 0 };
	struct reader reader = { 0 };
	struct gj_input file;
	int rc = gj_input_open(&file, name, err);

	if (rc)
		return rc;
	job->in.location = file.location;
	job->in.opened = file.opened;
	job->in.plugin =
	    job->plugin ? job->plugin : plugin_for(file.opened ? file.opened : file.location);
	job->in.ctx = &reader;
	rc = gj_ingest_run(&result, job->loop, job->store, &job->in, err);
	gj_say_progress_end();
	if (job->files.n > 1 && (rc == 0 || result.counts.rows))
		printf("%s: ", file.location);
	if (rc == 0 || result.counts.rows)
		print_result(&result, &reader, job->in.dry_run);
	if (result.counts.rejected || result.counts.duplicates || result.list_rejected)
		job->refused = true;
	gj_input_close(&file);
	return rc;
}

static int import_files(struct job *job, const struct gj_args *args, const char *db,
                        struct gj_err *err)
{
	const char *map = gj_args_get(args, "map");
	int rc = map ? gj_mapping_load(&job->mapping, map, &job->in.category->facts, err) : 0;

	if (rc == 0 && map)
		job->in.mapping = &job->mapping;
	if (rc == 0)
		rc = open_lists(job, err);
	if (rc == 0)
		rc = gj_store_open(&job->store, db, GJ_STORE_CREATE, err);
	if (rc == 0)
		rc = gj_loop_open(&job->loop, err);
	if (rc)
		return rc;
	gj_loop_set_progress(job->loop, gj_say_progress, NULL);
	for (size_t i = 0; rc == 0 && i < job->files.n; i++)
		rc = import_file(job, job->files.names[i], err);
	if (rc == 0 && !job->in.dry_run)
		note_expected(job->store, job->in.category, job->in.year);
	return rc;
}

static int import(struct job *job, const struct gj_args *args, const struct gj_rules *rules,
                  const char *db)
{
	struct gj_err err;
	int rc = read_options(job, args, rules);

	if (rc)
		return rc;
	if (gj_inputs_find(&job->files, args->operands + 1, args->n_operands - 1, &err))
		return gj_say_failed(&err);
	rc = check_files(job);
	if (rc)
		return rc;
	if (import_files(job, args, db, &err))
		rc = gj_say_failed(&err);
	else if (job->refused)
		rc = GJ_EXIT_FINDINGS;
	if (gj_loop_close(job->loop, &err) && rc == 0)
		rc = gj_say_failed(&err);
	return rc;
}

static void close_job(struct job *job)
{
	gj_store_close(job->store);
	for (size_t i = 0; i < GJ_ARGS_VALUES; i++)
		gj_input_close(&job->list_files[i]);
	if (job->in.mapping)
		gj_mapping_fini(&job->mapping);
	gj_inputs_fini(&job->files);
	free(job);
}

static int run(const struct gj_args *args)
{
	struct gj_rules *rules;
	struct job *job;
	int rc = gj_rules_need(&rules, gj_args_get(args, "rules"));

	if (rc)
		return rc;
	job = calloc(1, sizeof *job);
	if (job) {
		rc = import(job, args, rules, gj_args_get(args, "db"));
		close_job(job);
	} else {
		struct gj_err err;

		gj_err_nomem(&err, "guiju import");
		rc = gj_say_failed(&err);
	}
	gj_rules_close(rules);
	return rc;
}

static const struct gj_arg options[] = {
	GJ_ARG_RULES,
	GJ_ARG_DB,
	{ .name = "list",
	  .value = TR_NOOP("NAME=FILE"),
	  .help = TR_NOOP("rows of a list, by credit code, from a file of their own"),
	  .many = true },
	{ .name = "plugin",
	  .value = TR_NOOP("NAME"),
	  .help = TR_NOOP("source plugin, or the path of one (default: by the ending)") },
	{ .name = "option",
	  .value = TR_NOOP("NAME=VALUE"),
	  .help = TR_NOOP("an option of the plugin, as in encoding=gb18030"),
	  .many = true },
	{ .name = "map",
	  .value = TR_NOOP("FILE"),
	  .help = TR_NOOP("which heading means which fact: a line \"heading = key\" for each") },
	{ .name = "rejects",
	  .value = TR_NOOP("FILE"),
	  .help = TR_NOOP("where refused rows go (default: FILE.rejects.csv)") },
	{ .name = "year",
	  .value = TR_NOOP("YEAR"),
	  .help = TR_NOOP("year of the applications (default: the policy's)") },
	{ .name = "valid-from",
	  .value = TR_NOOP("DATE"),
	  .help = TR_NOOP("the day from which these facts hold (default: today)") },
	{ .name = "isolate",
	  .help =
	      TR_NOOP("run the plugin in a process of its own, so that its crash ends only this") },
	{ .name = "dry-run", .help = TR_NOOP("read and check everything, store nothing") },
	{ 0 },
};

const struct gj_command gj_command_import = {
	.name = "import",
	.operands = TR_NOOP("CATEGORY FILE..."),
	.summary =
	    TR_NOOP("Reads applications into the database; bad rows go to a file of their own."),
	.example = "guiju import enterprise enterprises.csv --list trainings=trainings.csv",
	.args = options,
	.least = 2,
	.most = GJ_ARGS_VALUES,
	.run = run,
};
