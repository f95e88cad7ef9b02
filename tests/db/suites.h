/* suites.h: the suites of db/, one for each file of it. */
#ifndef DB_SUITES_H
#define DB_SUITES_H
#include <check.h>

Suite *suite_store(void);
Suite *suite_migrate(void);
Suite *suite_publication(void);
Suite *suite_version(void);
Suite *suite_application(void);
Suite *suite_revision(void);
Suite *suite_revision_each(void);
Suite *suite_facts_table(void);
Suite *suite_import(void);
Suite *suite_staged(void);
Suite *suite_decision_row(void);
Suite *suite_ruling(void);
Suite *suite_run(void);
Suite *suite_slab(void);
Suite *suite_slab_counts(void);
Suite *suite_slab_rows(void);
Suite *suite_crash(void);
Suite *suite_audit(void);
Suite *suite_outbox(void);
Suite *suite_alloc(void);
#endif
