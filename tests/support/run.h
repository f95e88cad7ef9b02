/* run.h: runs a program as a user would and keeps what it said. */
#ifndef GJ_TEST_RUN_H
#define GJ_TEST_RUN_H

struct gj_run_result {
	int status; /* exit status, or 128 + the signal */
	char *out;  /* owned; stdout */
	char *err;  /* owned; stderr */
};

/* argv ends with NULL; env holds "NAME=VALUE" in addition to ours, ends with NULL, may be NULL; dir may be NULL. */
struct gj_run_result gj_run(const char *const *argv, const char *const *env, const char *dir);
void gj_run_free(struct gj_run_result *r);
#endif
