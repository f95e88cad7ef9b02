/* kit.c: sets up the temporary office and runs the program in it. */
#include "tests/cli/kit.h"

#include "tests/support/tmp.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *need(const char *name)
{
	const char *value = getenv(name);

	ck_assert_msg(value != NULL, "%s is not set: run the tests by make check", name);
	return value;
}

void gj_kit_open(struct gj_kit *k)
{
	char *script;
	const char *argv[] = { "sh", "-c", NULL, NULL };
	struct gj_run_result r;

	k->dir = gj_tmp_dir();
	ck_assert_int_ge(asprintf(&script,
	                          "mkdir rules data && cp -r '%s'/rules/wuhan-2022 rules && "
	                          "cp '%s'/tests/data/sample/*.csv data && chmod -R u+w .",
	                          need("GUIJU_TOP"), need("GUIJU_TOP")),
	                 0);
	argv[2] = script;
	r = gj_run(argv, NULL, k->dir);
	ck_assert_msg(r.status == 0, "%s", r.err);
	gj_run_free(&r);
	free(script);
}

void gj_kit_close(struct gj_kit *k)
{
	gj_tmp_remove(k->dir);
	free(k->dir);
	k->dir = NULL;
}

struct gj_kit office;

void gj_kit_begin(void)
{
	gj_kit_open(&office);
}

void gj_kit_end(void)
{
	gj_kit_close(&office);
}

void gj_kit_shell(const struct gj_kit *k, const char *script)
{
	const char *argv[] = { "sh", "-ec", script, NULL };
	struct gj_run_result r = gj_run(argv, NULL, k->dir);

	ck_assert_msg(r.status == 0, "%s: %s%s", script, r.out, r.err);
	gj_run_free(&r);
}

struct gj_run_result gj_kit_argv(const struct gj_kit *k, const char *const *argv)
{
	const char *env[] = { "LC_ALL=C.UTF-8", "LANGUAGE=en", NULL };

	return gj_run(argv, env, k->dir);
}

struct gj_run_result gj_kit_run(const struct gj_kit *k, const char *line)
{
	char *words = strdup(line), *save = NULL;
	const char *argv[64] = { need("GUIJU") };
	struct gj_run_result r;
	int n = 1;

	for (char *w = strtok_r(words, " ", &save); w && n < 63; w = strtok_r(NULL, " ", &save))
		argv[n++] = w;
	r = gj_kit_argv(k, argv);
	free(words);
	return r;
}

static void expect(const struct gj_kit *k, int status, const char *line, const char *out,
                   const char *err)
{
	struct gj_run_result r = gj_kit_run(k, line);

	ck_assert_msg(r.status == status, "guiju %s: exit %d, not %d\n%.1500s%.1500s", line, r.status, status,
	              r.out, r.err);
	ck_assert_msg(out == NULL || strstr(r.out, out), "guiju %s: no \"%s\" in\n%.3000s", line, out,
	              r.out);
	ck_assert_msg(err == NULL || strstr(r.err, err), "guiju %s: no \"%s\" in\n%.3000s", line, err,
	              r.err);
	gj_run_free(&r);
}

void gj_kit_expect(const struct gj_kit *k, int status, const char *line)
{
	expect(k, status, line, NULL, NULL);
}

void gj_kit_out(const struct gj_kit *k, int status, const char *line, const char *text)
{
	expect(k, status, line, text, NULL);
}

void gj_kit_err(const struct gj_kit *k, int status, const char *line, const char *text)
{
	expect(k, status, line, NULL, text);
}

void gj_kit_sample(const struct gj_kit *k)
{
	gj_kit_expect(k, 0, "import contact data/contacts.csv");
	gj_kit_expect(k, 1,
	              "import enterprise data/enterprises.csv --list trainings=data/trainings.csv "
	              "--list infringements=data/infringements.csv");
	gj_kit_expect(k, 0,
	              "import enterprise data/enterprises_gb18030.csv "
	              "--list trainings=data/trainings_gb18030.csv "
	              "--list infringements=data/infringements_gb18030.csv");
	gj_kit_expect(k, 0,
	              "import station data/stations.csv "
	              "--list enterprises_built=data/enterprises_built.csv");
	gj_kit_expect(k, 0, "evaluate --as-of 2022-11-30");
}

void gj_kit_edit(const struct gj_kit *k, const char *file, const char *from, const char *to)
{
	char *path = gj_tmp_path(k->dir, file);
	char *text = gj_tmp_read(path, NULL), *at = strstr(text, from), *changed;

	ck_assert_msg(at != NULL, "%s: no \"%s\"", file, from);
	ck_assert_msg(strstr(at + 1, from) == NULL, "%s: \"%s\" more than once", file, from);
	ck_assert_int_ge(asprintf(&changed, "%.*s%s%s", (int)(at - text), text, to,
	                          at + strlen(from)),
	                 0);
	gj_tmp_puts(k->dir, file, changed);
	free(changed);
	free(text);
	free(path);
}

char *gj_kit_project_file(const char *path)
{
	char *whole = gj_tmp_path(need("GUIJU_TOP"), path), *text = gj_tmp_read(whole, NULL);

	free(whole);
	return text;
}
