#include "tests/decide/suites.h"
Suite *suite_reason_facts(void) { return suite_create("decide/reason_facts"); }
