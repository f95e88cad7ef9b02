/* kit.h: what the tests of run/ work on: a folder, a loop, the fake plugin, a dictionary with every type. */
#ifndef RUN_KIT_H
#define RUN_KIT_H
#include <check.h>
#include <string.h>

#include "engine/base/err.h"
#include "engine/eval/fact.h"
#include "engine/run/loop.h"
#include "engine/run/plugin.h"
#include "engine/run/source.h"

struct kit {
	char *dir; /* a folder of its own */
	struct gj_loop *loop;
	struct gj_plugin *fake;
	struct gj_err err;
};

void kit_open(struct kit *k);
void kit_close(struct kit *k); /* the loop must close with 0 */
/* The folder with the test plugins, from the environment's GUIJU_TEST_PLUGINS. */
const char *kit_modules(void);
/* dir/name, in a buffer of its own until the next eight calls. */
const char *kit_path(const struct kit *k, const char *name);
void kit_write(const struct kit *k, const char *name, const char *text);
/* The file's text is this, byte by byte; NULL: there is no such file. */
void kit_assert_file(const struct kit *k, const char *name, const char *text);
/* The n-th credit code, valid; in a buffer until the next sixteen calls. */
const char *kit_code(int n);

/* "enterprise": one fact of every type, in this order; trainings: date, one-of, count, text,
 * code. */
enum {
	K_CODE,
	K_NAME,
	K_BUREAU,
	K_OFFICERS,
	K_BUDGET,
	K_FOUNDED,
	K_PLEDGED,
	K_VERDICT,
	K_TRAININGS,
	K_COUNT
};
const struct gj_facts *kit_facts(void);

#define ck_ok(k, call) \
	do { \
		int ck_rc = (call); \
		ck_assert_msg(ck_rc == 0, "%s: %d: %s", #call, ck_rc, (k)->err.text); \
	} while (0)
/* A refusal with this code whose words hold `part`. */
#define ck_refused(k, call, expected, part) \
	do { \
		int ck_rc = (call); \
		ck_assert_msg(ck_rc == (expected), "%s: %d: %s", #call, ck_rc, (k)->err.text); \
		ck_assert_msg(strstr((k)->err.text, (part)) != NULL, "'%s' not in: %s", (part), \
		              (k)->err.text); \
	} while (0)
#endif
