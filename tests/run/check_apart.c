/* check_apart.c: a source in a process of its own: the same rows, and its end is an error of a call. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/run/kit.h"
#include "tests/run/suites.h"

static void write_rows(const struct kit *k)
{
	char text[4000] =
	    "统一社会信用代码,企业名称,所属区局,保密员人数,年度工作经费（元）,已承诺\n";
	int i;

	for (i = 1; i <= 20; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s,企业%d,%s,%s,%d,是\n",
		         kit_code(i), i, i % 2 ? "江岸" : "不知道哪里", i % 5 ? "2" : "好多",
		         i * 100);
	strcat(text, "91420100,short,row\n");
	kit_write(k, "in.csv", text);
}

/* All that a reader of the source can see, as text. */
static void dump(char *out, size_t room, struct kit *k, bool isolate)
{
	static const char *const options[] = { "batch=7" };
	const struct gj_source_args args = {
		.facts = kit_facts(),
		.location = kit_path(k, "in.csv"),
		.options = options,
		.n_options = 1,
		.isolate = isolate,
	};
	struct gj_source_batch b;
	const struct guiju_text *cells;
	struct gj_source *s;
	uint64_t done, all;
	size_t i, c, n, used = 0;

#define PUT(...) used += (size_t)snprintf(out + used, room - used, __VA_ARGS__)
	ck_ok(k, gj_source_open(&s, k->fake, &args, &k->err));
	ck_ok(k, gj_source_heading(s, &cells, &n, &k->err));
	for (c = 0; c < n; c++)
		PUT("%.*s|", (int)cells[c].size, cells[c].data);
	for (;;) {
		ck_ok(k, gj_source_read(s, &b, &k->err));
		if (b.rows == 0)
			break;
		for (i = 0; i < b.rows; i++) {
			/* Before the cells: they must outlive it. */
			ck_ok(k, gj_source_raw(s, (uint32_t)i, &cells, &n, &k->err));
			PUT("\n%d %d %.*s:", (int)b.cells->places[i], b.refused[i],
			    (int)cells[1].size, cells[1].data);
			for (c = 0; c < gj_source_columns(s); c++) {
				const struct guiju_cells *col = &b.cells->columns[c];

				PUT(" %d", col->states[i]);
				if (col->states[i] == GUIJU_GIVEN && col->texts)
					PUT("=%.*s", (int)col->texts[i].size, col->texts[i].data);
				else if (col->states[i] == GUIJU_GIVEN)
					PUT("=%d", (int)col->numbers[i]);
			}
		}
		for (i = 0; i < b.n_complaints; i++)
			PUT("\n%u %s %s %s", b.complaints[i].row,
			    b.complaints[i].fact ? b.complaints[i].fact->key : "",
			    b.complaints[i].raw, b.complaints[i].reason);
		gj_source_progress(s, &done, &all);
		PUT("\n%d/%d", (int)done, (int)all);
	}
	gj_source_close(s);
	ck_assert_uint_lt(used, room);
}

START_TEST(reads_the_same)
{
	static char one[20000], other[20000];
	struct kit k;

	kit_open(&k);
	write_rows(&k);
	dump(one, sizeof one, &k, false);
	dump(other, sizeof other, &k, true);
	ck_assert_str_eq(one, other);
	ck_assert_ptr_nonnull(strstr(one, "another number of cells"));
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1); /* no process is left */
	kit_close(&k);
}
END_TEST

static bool never(void *ctx)
{
	(void)ctx;
	return false;
}

static bool at_once(void *ctx)
{
	int *asked = ctx;

	return ++*asked > 3;
}

static const struct {
	const char *plugin;
	bool (*canceled)(void *ctx);
	int rc;
	const char *says;
} ends[] = {
	{ "broken_nothing", never, 0, "" },
	{ "broken_crash", never, GJ_EFORMAT, "crashed in its own process (Aborted)" },
	{ "broken_exit", never, GJ_EFORMAT, "ended its own process" },
	{ "broken_hang", never, GJ_ELIMIT, "took longer than" },
	{ "broken_hang", at_once, GJ_ECANCELED, "was stopped" },
	{ "broken_cancel", at_once, GJ_ECANCELED, "was stopped" },
	{ "broken_rows", never, GJ_EFORMAT, "more rows than there was room" },
	{ "broken_silent", never, GJ_EFORMAT, "did not say why" },
	{ "broken_zero", never, GJ_EFORMAT, "it read no row" },
};

START_TEST(ends_a_reading_only)
{
	struct gj_plugin *plugin;
	struct gj_source_batch b;
	struct gj_source *s;
	int asked = 0, rc;
	struct kit k;
	struct gj_source_args args = {
		.facts = kit_facts(),
		.isolate = true,
		.deadline = 400,
		.canceled = ends[_i].canceled,
		.ctx = &asked,
	};

	kit_open(&k);
	kit_write(&k, "codes", "91420100MA9X100170\n91420100MA9X10025T\n91420100MA9X10033M\n");
	args.location = kit_path(&k, "codes");
	ck_ok(&k, gj_plugin_load(&plugin, ends[_i].plugin, kit_modules(), &k.err));
	ck_ok(&k, gj_source_open(&s, plugin, &args, &k.err));
	do
		rc = gj_source_read(s, &b, &k.err);
	while (rc == 0 && b.rows > 0);
	ck_assert_msg(rc == ends[_i].rc, "%d: %s", rc, k.err.text);
	if (rc < 0)
		ck_assert_msg(strstr(k.err.text, ends[_i].says) != NULL, "%s", k.err.text);
	gj_source_close(s);
	gj_plugin_free(plugin);
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
	kit_close(&k);
}
END_TEST

START_TEST(refuses_to_open_with_reason)
{
	struct gj_source *s;
	struct kit k;
	struct gj_source_args args = { .facts = kit_facts(),
		                       .isolate = true,
		                       .location = "no/such" };

	kit_open(&k);
	ck_refused(&k, gj_source_open(&s, k.fake, &args, &k.err), GJ_EFORMAT,
	           "no/such: the file cannot be opened");
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
	kit_close(&k);
}
END_TEST

Suite *suite_apart(void)
{
	Suite *suite = suite_create("apart");
	TCase *tcase = tcase_create("apart");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, reads_the_same);
	tcase_add_loop_test(tcase, ends_a_reading_only, 0, sizeof ends / sizeof ends[0]);
	tcase_add_test(tcase, refuses_to_open_with_reason);
	suite_add_tcase(suite, tcase);
	return suite;
}
