/* impact_gate.h: a condition on the numbers of an impact, as gates in scripts want it: lost>0 or below>=2. */
#ifndef GJ_IMPACT_GATE_H
#define GJ_IMPACT_GATE_H
#include "engine/base/buf.h"
#include "engine/run/impact.h"

enum { GJ_IMPACT_GATE_TERMS = 16 };

enum gj_impact_gate_op {
	GJ_GATE_LESS,
	GJ_GATE_AT_MOST,
	GJ_GATE_EQUAL,
	GJ_GATE_OTHER,
	GJ_GATE_AT_LEAST,
	GJ_GATE_MORE
};

/* NAME OP NUMBER, joined by `and` and `or`; `and` binds tighter. */
struct gj_impact_gate {
	struct {
		int name;
		enum gj_impact_gate_op op;
		uint64_t number;
		bool or_before;
	} terms[GJ_IMPACT_GATE_TERMS];
	size_t n;
};

/* Errors: GJ_EINVAL: says where, and what could stand there. */
int gj_impact_gate_read(struct gj_impact_gate *out, const char *text, struct gj_err *err);
/* Whether it holds; `why` gets the numbers: "lost is 3". */
bool gj_impact_gate_holds(const struct gj_impact_gate *g, const struct gj_impact *m,
                          struct gj_buf *why);
#endif
