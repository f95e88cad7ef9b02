/* impact_gate.c: reads the condition strictly: nothing that is not understood is skipped. */
#include "engine/cli/impact_gate.h"

#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum name { LOST, GAINED, CHANGED, FLIPPED, STANDS, JUDGED, BELOW, NEWLY_BELOW, RESULTS };

static const char *const names[RESULTS + GJ_IMPACT_RESULTS] = {
	[LOST] = "lost",
	[GAINED] = "gained",
	[CHANGED] = "changed",
	[FLIPPED] = "flipped",
	[STANDS] = "stands",
	[JUDGED] = "judged",
	[BELOW] = "below",
	[NEWLY_BELOW] = "newly_below",
	[RESULTS + GJ_ELIGIBLE] = "eligible",
	[RESULTS + GJ_INELIGIBLE] = "ineligible",
	[RESULTS + GJ_INCOMPLETE] = "incomplete",
	[RESULTS + GJ_REVIEW_DUE] = "review",
	[RESULTS + GJ_CONDITIONAL] = "conditional",
	[RESULTS + GJ_IMPACT_NONE] = "undecided",
};
enum { NAMES = sizeof names / sizeof *names };

static int wrong(struct gj_err *err, const char *text, const char *at, const char *wanted)
{
	return gj_err_set(
	    err, GJ_EINVAL,
	    tr("--fail-if \"%s\": at \"%s\" there should be %s; write it as in \"lost>0 "
	       "or eligible<100\""),
	    text, *at ? at : tr("the end"), wanted);
}

static void skip(const char **at)
{
	while (**at == ' ' || **at == '\t')
		++*at;
}

static size_t word(const char *at)
{
	size_t n = 0;

	while (isalpha((unsigned char)at[n]) || at[n] == '_')
		n++;
	return n;
}

static int read_name(int *out, const char *text, const char **at, struct gj_err *err)
{
	size_t n = word(*at);
	char given[32];
	const char *near;

	for (int i = 0; i < NAMES; i++)
		if (n && strlen(names[i]) == n && strncmp(names[i], *at, n) == 0) {
			*out = i;
			*at += n;
			return 0;
		}
	snprintf(given, sizeof given, "%.*s", (int)(n < sizeof given ? n : sizeof given - 1), *at);
	near = n ? gj_text_near(given, names, NAMES) : NULL;
	if (near)
		return gj_err_set(err, GJ_EINVAL,
		                  tr("--fail-if \"%s\": there is no %s; did you mean %s?"), text,
		                  given, near);
	return wrong(err, text, *at,
	             tr("lost, gained, changed, flipped, stands, judged, below, newly_below, eligible, "
	                "ineligible, incomplete, review, conditional or undecided"));
}

static int read_op(enum gj_impact_gate_op *out, const char *text, const char **at,
                   struct gj_err *err)
{
	static const struct {
		const char *sign;
		enum gj_impact_gate_op op;
	} ops[] = { { "<=", GJ_GATE_AT_MOST }, { ">=", GJ_GATE_AT_LEAST }, { "==", GJ_GATE_EQUAL },
		    { "!=", GJ_GATE_OTHER },   { "<", GJ_GATE_LESS },      { ">", GJ_GATE_MORE },
		    { "=", GJ_GATE_EQUAL } };

	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
		if (strncmp(*at, ops[i].sign, strlen(ops[i].sign)) == 0) {
			*out = ops[i].op;
			*at += strlen(ops[i].sign);
			return 0;
		}
	return wrong(err, text, *at, tr("one of < <= = != >= >"));
}

static int read_number(uint64_t *out, const char *text, const char **at, struct gj_err *err)
{
	const char *start = *at;

	for (*out = 0; isdigit((unsigned char)**at); ++*at) {
		if (*out > UINT64_MAX / 100)
			return wrong(err, text, start, tr("a smaller number"));
		*out = *out * 10 + (uint64_t)(**at - '0');
	}
	return *at == start ? wrong(err, text, start, tr("a whole number")) : 0;
}

int gj_impact_gate_read(struct gj_impact_gate *out, const char *text, struct gj_err *err)
{
	const char *at = text;
	bool or_before = false;
	int rc;

	out->n = 0;
	for (;;) {
		size_t n = out->n;

		if (n == GJ_IMPACT_GATE_TERMS)
			return wrong(err, text, at, tr("the end: it has too many parts"));
		out->terms[n].or_before = or_before;
		skip(&at);
		rc = read_name(&out->terms[n].name, text, &at, err);
		skip(&at);
		if (rc == 0)
			rc = read_op(&out->terms[n].op, text, &at, err);
		skip(&at);
		if (rc == 0)
			rc = read_number(&out->terms[n].number, text, &at, err);
		if (rc)
			return rc;
		out->n++;
		skip(&at);
		if (*at == '\0')
			return 0;
		if (word(at) == 2 && strncmp(at, "or", 2) == 0)
			or_before = true;
		else if (word(at) == 3 && strncmp(at, "and", 3) == 0)
			or_before = false;
		else
			return wrong(err, text, at, tr("\"and\", \"or\" or the end"));
		at += word(at);
	}
}

static uint64_t value(const struct gj_impact *m, int name)
{
	const struct gj_impact_totals *t = &m->totals;
	uint64_t newly, below = gj_impact_below(m, &newly);

	switch (name) {
	case LOST:
		return t->kinds[GJ_IMPACT_LOST];
	case GAINED:
		return t->kinds[GJ_IMPACT_GAINED];
	case CHANGED: /* any other result */
		return t->kinds[GJ_IMPACT_LOST] + t->kinds[GJ_IMPACT_GAINED] +
		       t->kinds[GJ_IMPACT_CHANGED];
	case FLIPPED: /* whatever its result */
		return t->seen - t->kinds[GJ_IMPACT_SAME] - t->kinds[GJ_IMPACT_STANDS];
	case STANDS:
		return t->kinds[GJ_IMPACT_STANDS];
	case JUDGED:
		return t->judged;
	case BELOW:
		return below;
	case NEWLY_BELOW:
		return newly;
	}
	return t->is[name - RESULTS];
}

static bool compares(uint64_t a, enum gj_impact_gate_op op, uint64_t b)
{
	switch (op) {
	case GJ_GATE_LESS:
		return a < b;
	case GJ_GATE_AT_MOST:
		return a <= b;
	case GJ_GATE_EQUAL:
		return a == b;
	case GJ_GATE_OTHER:
		return a != b;
	case GJ_GATE_AT_LEAST:
		return a >= b;
	case GJ_GATE_MORE:
		break;
	}
	return a > b;
}

bool gj_impact_gate_holds(const struct gj_impact_gate *g, const struct gj_impact *m,
                          struct gj_buf *why)
{
	bool any = false, all = true;

	for (size_t i = 0; i < g->n; i++) {
		uint64_t n = value(m, g->terms[i].name);

		if (g->terms[i].or_before) {
			any |= all;
			all = true;
		}
		all &= compares(n, g->terms[i].op, g->terms[i].number);
		gj_buf_printf(why, tr("%s%s is %" PRIu64), i ? ", " : "", names[g->terms[i].name],
		              n);
	}
	return any | all;
}
