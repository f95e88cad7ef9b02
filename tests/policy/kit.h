/* kit.h: small policies as strings, loaded, with what was found. */
#ifndef GJ_TEST_POLICY_KIT_H
#define GJ_TEST_POLICY_KIT_H
#include "engine/base/err.h"
#include "engine/policy/finding.h"
#include "engine/policy/policy.h"

struct kit_file {
	const char *path, *text;
};

struct kit {
	struct gj_fileset files;
	struct gj_findings findings;
	struct gj_policy *policy; /* NULL when there were errors */
	struct gj_err err;
	int rc;
};

/* Loads the files; the last one has path NULL. */
void kit_load(struct kit *k, const struct kit_file *files, const struct gj_policy_limits *limits);
/* One file x.lua with this text, n bytes (0: a string). */
void kit_load_text(struct kit *k, const char *text, size_t n,
                   const struct gj_policy_limits *limits);
/* x.lua beside a good policy.lua, bureaus.lua, readings.lua and facts.lua (of the category "e"). */
void kit_load_beside(struct kit *k, const char *text);
void kit_free(struct kit *k);
/* The first finding with that code, and on that line unless it is 0; NULL: none. */
const struct gj_finding *kit_find(const struct kit *k, const char *code, int line);
/* Fails the test, printing all findings, unless code and line are there; "" wants no error at all. */
void kit_expect(const struct kit *k, const char *code, int line, const char *what);
/* The same, and no error of another code. */
void kit_expect_only(const struct kit *k, const char *code, int line, const char *what);

extern const struct kit_file kit_base[]; /* the four good files; path NULL ends */

/* One check of a good criterion, whose conditions stand on line 2. */
#define KIT_CHECK(conditions) \
	"local f = facts \"e\" category \"e\" { zh = \"企\", en = \"E\", clause = \"1\" }\n" \
	"criterion \"1\" { zh = \"甲\", en = \"A\", clause = \"1\", " conditions " }\n"
#endif
