/* check_slab_counts.c: how many applications there are, told by the columns, is what the rows say. */
#include <sqlite3.h>

#include "db/application.h"
#include "db/slab.h"
#include "tests/db/sample.h"
#include "tests/db/suites.h"

static void fill(struct sample *x)
{
	const struct gj_strip_key key = { .fact = &sample_facts()->items[0] };
	const struct gj_slab_of of = {
		.facts = sample_facts(), .year = 2022, .keys = &key, .n_keys = 1
	};
	int64_t left, more;

	ck_ok(x, gj_slab_survey(x->store, &left, &of, &x->err));
	while (left > 0)
		ck_ok(x, gj_slab_fill(x->store, &more, &left, &of, &x->err));
}

/* What changes between two counts, in order. */
static const struct {
	const char *what;
	int more;  /* applications with facts */
	bool bare; /* one without */
	const char *by_hand;
	bool filled;
} countings[] = {
	{ "no application, no slab", 0, false, NULL, false },
	{ "rows alone", 9, false, NULL, false },
	{ "all in slabs", 0, false, NULL, true },
	{ "more than the slabs hold", 5, false, NULL, false },
	{ "all in slabs again", 0, false, NULL, true },
	{ "one without facts", 0, true, NULL, true },
	{ "one of another year", 0, false,
	  "INSERT INTO application(subject, category, year, bureau) SELECT 1, 'enterprise', 2023, "
	  "bureau"
	  " FROM application LIMIT 1",
	  true },
	{ "one of another category", 0, false,
	  "INSERT INTO application(subject, category, year, bureau) SELECT 1, 'station', 2022, "
	  "bureau"
	  " FROM application LIMIT 1",
	  true },
	{ "numbers with a gap", 0, false,
	  "INSERT INTO application(id, subject, category, year, bureau) SELECT 900, 1, 'station', "
	  "2023,"
	  " bureau FROM application LIMIT 1",
	  true },
	{ "slabs that hold one less than the newest number", 0, false, "UPDATE slab SET n = 899",
	  false },
	{ "no slab any more", 0, false, "DROP TABLE slab", false },
};

START_TEST(applications_are_counted)
{
	static const char *const categories[] = { "enterprise", "station", "" };
	struct sample x;
	int put = 0;

	sample_open(&x);
	for (size_t i = 0; i < sizeof countings / sizeof *countings; i++) {
		for (int more = 0; more < countings[i].more; more++, put++)
			sample_put(&x, put, put);
		if (countings[i].bare) {
			ck_ok(&x, gj_store_begin(x.store, "one without facts", &x.err));
			sample_application(&x, put++);
			ck_ok(&x, gj_store_commit(x.store, &x.err));
		}
		if (countings[i].by_hand)
			ck_assert_int_eq(sample_exec(&x, countings[i].by_hand, NULL), SQLITE_OK);
		if (countings[i].filled)
			fill(&x);
		for (size_t c = 0; c < sizeof categories / sizeof *categories; c++)
			for (int year = 2022; year <= 2023; year++) {
				int64_t a = -1, b = -2;

				ck_ok(&x, gj_slab_applications(x.store, &a, categories[c], year,
				                               &x.err));
				ck_ok(&x, gj_application_count(x.store, &b, categories[c], year,
				                               &x.err));
				ck_assert_msg(a == b, "%s: %s %d: %d, not %d", countings[i].what,
				              categories[c], year, (int)a, (int)b);
			}
	}
	sample_close(&x);
}
END_TEST

Suite *suite_slab_counts(void)
{
	Suite *s = suite_create("slab_counts");
	TCase *t = tcase_create("slab_counts");

	tcase_add_test(t, applications_are_counted);
	suite_add_tcase(s, t);
	return s;
}
