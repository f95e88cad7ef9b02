/* suites.h: the suites of run/, one for each file of it that can be tested alone. */
#ifndef RUN_SUITES_H
#define RUN_SUITES_H
#include <check.h>

Suite *suite_loop(void);
Suite *suite_mapping(void);
Suite *suite_plugin(void);
Suite *suite_option(void);
Suite *suite_secret(void);
Suite *suite_notifier(void);
Suite *suite_drain(void);
Suite *suite_apart(void);
Suite *suite_wanted(void);
Suite *suite_source(void);
Suite *suite_reader(void);
Suite *suite_rejects(void);
Suite *suite_codes(void);
Suite *suite_ingest(void);
Suite *suite_ingest_list(void);
Suite *suite_link(void);
Suite *suite_batch(void);
Suite *suite_replay(void);
Suite *suite_ruled(void);
Suite *suite_impact(void);
#endif
