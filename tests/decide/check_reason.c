#include "tests/decide/suites.h"
Suite *suite_reason(void) { return suite_create("decide/reason"); }
