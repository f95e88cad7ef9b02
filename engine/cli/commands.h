/* commands.h: the commands, each in a file of its own. */
#ifndef GJ_COMMANDS_H
#define GJ_COMMANDS_H
#include "engine/cli/args.h"

extern const struct gj_command gj_command_audit;
extern const struct gj_command gj_command_check;
extern const struct gj_command gj_command_import;
extern const struct gj_command gj_command_evaluate;
extern const struct gj_command gj_command_explain;
extern const struct gj_command gj_command_decide;
extern const struct gj_command gj_command_review;
extern const struct gj_command gj_command_report;
extern const struct gj_command gj_command_sample;
extern const struct gj_command gj_command_test;
extern const struct gj_command gj_command_doc;
extern const struct gj_command gj_command_form;
extern const struct gj_command gj_command_export;
extern const struct gj_command gj_command_meta;
extern const struct gj_command gj_command_readings;
extern const struct gj_command gj_command_policy;
extern const struct gj_command gj_command_impact;
extern const struct gj_command gj_command_new_year;
extern const struct gj_command gj_command_repl;
extern const struct gj_command gj_command_replay;
extern const struct gj_command gj_command_db;
extern const struct gj_command gj_command_plugin;

/* What most of them have in common. */
#define GJ_ARG_DB \
	{ \
		.name = "db", .value = TR_NOOP("FILE"), .help = TR_NOOP("the database"), \
		.fallback = "guiju.db" \
	}
#define GJ_ARG_RULES \
	{ \
		.name = "rules", .value = TR_NOOP("DIR"), \
		.help = TR_NOOP("folder or name of the policy"), .fallback = "wuhan-2022" \
	}
#endif
