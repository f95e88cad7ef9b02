/* scene.h: a store and a small policy from rule strings, for the tests of imports and evaluations. */
#ifndef RUN_SCENE_H
#define RUN_SCENE_H
#include "db/store.h"
#include "engine/base/buf.h"
#include "engine/policy/policy.h"
#include "engine/run/batch.h"
#include "engine/run/ingest.h"
#include "tests/run/kit.h"

enum { SCENE_REFERENCE = 19326 /* 2022-11-30 */, SCENE_CATEGORIES = 3 };

struct scene {
	struct kit k;
	struct gj_store *store;
	struct gj_fileset files;
	struct gj_policy *policy;
	struct gj_ingest_result in;
	struct gj_buf
	    said; /* complaints of the last import: "file:place:fact:raw: reason", a line each */
	struct gj_run_counts counts[SCENE_CATEGORIES]; /* contact, enterprise, station */
	struct gj_batch_result run;
};

/*
 * enterprise: code, name, bureau, approved_on, officers, trainings (held_on, attendees), visits (topic)
 *   enterprise.1.a at least 1 officer, enterprise.1.b at least 1 training
 * station, after enterprise: code, name, bureau, approved_on, built (built_code)
 *   station.1.a at least 2 built enterprises that are recognised
 * contact: code, name, bureau; only registered
 */
void scene_open(struct scene *s);
void scene_close(struct scene *s);
/* The same policy asking for n officers. */
void scene_policy(struct scene *s, int officers);

struct scene_import {
	const char *category, *file;
	const char *list, *list_file; /* NULL: none */
	const char *list2, *list2_file;
	const char *options[2]; /* of the fake plugin; NULL: none */
	const char *rejects;    /* NULL: the default */
	bool dry_run;
};
/* Returns what gj_ingest_run() does; s->in and s->said are its outcome. Files are names in the
 * folder. */
int scene_ingest(struct scene *s, const struct scene_import *import);
int scene_run(struct scene *s, const char *category, bool dry_run);
/* The first number of SQL, from outside; -1 without a row. */
int64_t scene_count(const struct scene *s, const char *sql);
/* The last complaints hold this text; "" holds when there is none at all. */
void scene_assert_said(const struct scene *s, const char *text);
#endif
