#include "engine/policy/lint.h"
int gj_lint_reach(struct gj_build *b) { (void)b; return 0; }
