/* test_out.c: the failures with their values and reasons, and every gap in one line. */
#include "engine/cli/test_out.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/say.h"
#include "engine/decide/reason.h"

#include <stdio.h>
#include <string.h>

void gj_test_out_init(struct gj_test_out *o, struct gj_testrun *run, const struct gj_policy *policy,
                      bool json)
{
	*o = (struct gj_test_out){ .run = run, .policy = policy };
	gj_buf_init(&o->text);
	gj_buf_init(&o->page);
	gj_buf_init(&o->proposals);
	if (!json)
		return;
	o->root = json_object();
	o->gaps = json_array();
	if (!o->root || json_object_set_new(o->root, "gaps", o->gaps) != 0)
		o->failed = true;
}

void gj_test_out_fini(struct gj_test_out *o)
{
	json_decref(o->root);
	gj_buf_fini(&o->text);
	gj_buf_fini(&o->page);
	gj_buf_fini(&o->proposals);
}

void gj_test_out_problems(struct gj_test_out *o, const struct gj_testcases *cases)
{
	size_t kept =
	    cases->n_problems < GJ_TEST_PROBLEMS_MAX ? cases->n_problems : GJ_TEST_PROBLEMS_MAX;
	json_t *list = o->root ? json_array() : NULL;

	for (size_t i = 0; i < kept; i++) {
		const struct gj_test_problem *p = &cases->problems[i];

		if (list)
			json_array_append_new(list, json_pack("{s:s, s:i, s:i, s:s}", "file",
			                                      p->file, "line", p->line, "column",
			                                      p->column, "message", p->text));
		else if (p->column)
			fprintf(stderr, "%s:%d:%d: %s\n", p->file, p->line, p->column, p->text);
		else
			fprintf(stderr, "%s:%d: %s\n", p->file, p->line, p->text);
	}
	if (list)
		json_object_set_new(o->root, "problems", list);
	else if (cases->n_problems > kept)
		gj_say_error(tr("and %zu more lines that are wrong"), cases->n_problems - kept);
}

static const char *wanted_name(const struct gj_expect *e, int value)
{
	if (value < 0)
		return tr("nothing: the case has no reference date (基准日)");
	return e->check ? gj_label_in(gj_outcome_label((enum gj_outcome)value), gj_say_lang())
	                : gj_label_in(gj_result_label((enum gj_result)value), gj_say_lang());
}

/* The sentence that explains the check's outcome. */
static const char *reason(struct gj_test_out *o, const struct gj_testcase *c,
                          const struct gj_check *check)
{
	struct gj_outside outside = { .resolve = gj_testcase_resolve, .resolve_ctx = (void *)c };
	struct gj_arena arena;
	struct gj_trace *t;

	gj_buf_clear(&o->text);
	gj_arena_init(&arena, 0);
	if (gj_trace_run(&t, &arena, check->cond, &c->record, c->reference, &outside, NULL) == 0)
		gj_reason_print(&o->text, check, t, gj_say_lang());
	else
		o->failed = true;
	gj_arena_fini(&arena);
	return gj_buf_str(&o->text);
}

static void failure(struct gj_test_out *o, size_t i, const struct gj_expect *e, json_t *list)
{
	const struct gj_testcase *c = o->run->cases->items[i];
	int actual = gj_testrun_actual(o->run, i, e);
	const char *why = e->check && actual >= 0 ? reason(o, c, e->check) : "";

	if (list) {
		json_array_append_new(list,
		                      json_pack("{s:s, s:i, s:s, s:s, s:s, s:s, s:s}", "file",
		                                c->file, "line", e->line, "case", c->title, "check",
		                                e->check ? e->check->id : "", "expected",
		                                wanted_name(e, e->wanted), "actual",
		                                wanted_name(e, actual), "reason", why));
		return;
	}
	printf("%s:%d: %s\n    %s%s", c->file, e->line, c->title, e->check ? e->check->clause : "",
	       e->check ? ": " : "");
	printf(tr("expected %s, came out %s\n"), wanted_name(e, e->wanted), wanted_name(e, actual));
	if (*why)
		printf("    %s\n", why);
	/* Why a whole came out as it did: the checks that made it. */
	for (size_t k = 0; !e->check && actual >= 0 && k < c->category->n_checks; k++)
		if (o->run->outcomes[i][k] < GJ_MET)
			printf("    %s: %s\n", c->category->checks[k].clause,
			       reason(o, c, &c->category->checks[k]));
}

void gj_test_out_cases(struct gj_test_out *o)
{
	json_t *list = o->root ? json_array() : NULL;
	size_t passed = 0, failed = 0;

	for (size_t i = 0; i < o->run->cases->n; i++) {
		const struct gj_testcase *c = o->run->cases->items[i];

		if (c->n_expects == 0 || (o->only && !strstr(c->title, o->only)))
			continue;
		if (gj_testrun_passed(o->run, i)) {
			passed++;
			continue;
		}
		failed++;
		for (size_t k = 0; k < c->n_expects; k++)
			if (gj_testrun_actual(o->run, i, &c->expects[k]) != c->expects[k].wanted)
				failure(o, i, &c->expects[k], list);
	}
	o->n_failed = failed;
	if (list) {
		json_object_set_new(o->root, "failures", list);
		json_object_set_new(o->root, "passed", json_integer((json_int_t)passed));
		json_object_set_new(o->root, "failed", json_integer((json_int_t)failed));
	} else {
		printf(tr("%zu cases passed, %zu failed\n"), passed, failed);
	}
}

static const char *side_words(enum gj_point_side side)
{
	switch (side) {
	case GJ_POINT_BELOW:
		return tr("just below");
	case GJ_POINT_AT:
		return tr("exactly at");
	case GJ_POINT_ABOVE:
		return tr("just above");
	case GJ_POINT_LAST:
		return tr("on the last day");
	case GJ_POINT_AFTER:
		return tr("on the day after");
	case GJ_POINT_NO_ROW:
		return tr("without a row");
	case GJ_POINT_ROW:
		break;
	}
	return tr("with a row");
}

/* "just below: 不少于1名", "outcome unknown", "one more: 不少于1名 -> 不少于2名" */
static void describe(struct gj_buf *out, const struct gj_gap *gap)
{
	enum gj_lang lang = gj_say_lang();
	char day[GJ_DAY_TEXT];

	gj_buf_clear(out);
	if (gap->point) {
		if (gap->point->bound)
			gj_buf_printf(out,
			              gap->point->least ? tr("the least of a number, %s: ")
			                                : tr("the most of a number, %s: "),
			              side_words(gap->point->side));
		else if (gj_points_day(gap->point) != GJ_DAY_NONE)
			gj_buf_printf(out, tr("on %s: "),
			              gj_day_print(day, gj_points_day(gap->point)));
		else
			gj_buf_printf(out, "%s: ", side_words(gap->point->side));
		if (gap->point->bound)
			gj_reason_term(out, gap->point->bound, lang);
		else
			gj_reason_required(out, gap->point->cond, lang);
	} else if (gap->mutant) {
		gj_buf_printf(out, "%s: ", tr(gap->mutant->what));
		gj_reason_required(out, gap->mutant->before, lang);
		gj_buf_puts(out, " → ");
		gj_reason_required(out, gap->mutant->after, lang);
	} else {
		gj_buf_printf(out, "%s %s", tr("outcome"),
		              gj_label_in(gj_outcome_label((enum gj_outcome)gap->outcome), lang));
	}
}

/* What a gap is, for programs and for people. */
struct state {
	const char *name, *words;
	bool counts; /* something is to be done about it */
};

static struct state state_of(const struct gj_gap *gap)
{
	if (gap->point && gap->base == NULL)
		return (struct state){ "unreached", tr("no case found for the threshold"), false };
	if (gap->point)
		return (struct state){ "untested", tr("untested threshold"), true };
	if (!gap->mutant)
		return (struct state){ "untested", tr("untested"), true };
	if (gap->base || gap->same == GJ_SAME_NOT)
		return (struct state){ "survived", tr("nobody notices"), true };
	if (gap->same == GJ_SAME_ALWAYS)
		return (struct state){ "equivalent", tr("changes nothing (proved)"), false };
	return (struct state){ "undecided", tr("no difference found, none ruled out"), false };
}

int gj_test_out_gap(struct gj_test_out *o, const struct gj_gap *gap)
{
	const char *kind = gap->point ? "threshold" : gap->mutant ? "mutant" : "outcome";
	struct state state = state_of(gap);
	const struct gj_place *place =
	    gap->mutant ? &gap->mutant->before->place : &gap->check->place;
	struct gj_buf text;

	if (gap->base == NULL && !gap->point && !gap->mutant)
		return 0; /* an outcome that seems impossible is none to test */
	gj_buf_init(&text);
	describe(&text, gap);
	o->n_gaps += state.counts;
	if (o->root)
		json_array_append_new(o->gaps, json_pack("{s:s, s:s, s:s, s:s, s:s, s:i}", "kind",
		                                         kind, "state", state.name, "check",
		                                         gap->check->id, "what", gj_buf_str(&text),
		                                         "file", place->file ? place->file : "",
		                                         "line", place->line));
	else
		printf("%s:%d: %s %s: %s\n", place->file ? place->file : "", place->line,
		       state.words, gap->check->clause, gj_buf_str(&text));
	gj_buf_printf(&o->page, "%s\t%s\t%s\t%s\n", kind, state.words, gap->check->clause,
	              gj_buf_str(&text));
	if (gap->base)
		gj_test_propose(o, gap);
	o->failed |= text.failed;
	gj_buf_fini(&text);
	return 0;
}

static void summary(struct gj_test_out *o, const struct gj_tested *t)
{
	size_t stood = 0, points = 0, outcomes = 0, seen = 0;

	for (size_t i = 0; i < t->points.n; i++) {
		stood += t->points.items[i].stood;
		points += !t->points.items[i].beyond;
	}
	for (size_t k = 0; k < t->category->n_checks; k++) {
		outcomes += (size_t)__builtin_popcount(t->possible[k]);
		seen += (size_t)__builtin_popcount(t->possible[k] & t->seen[k]);
	}
	if (o->root) {
		json_t *list = json_object_get(o->root, "coverage");

		if (!list) {
			list = json_array();
			json_object_set_new(o->root, "coverage", list);
		}
		json_array_append_new(
		    list, json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "category",
		                    t->category->key, "thresholds", (json_int_t)t->points.n,
		                    "stood", (json_int_t)stood, "outcomes", (json_int_t)outcomes,
		                    "seen", (json_int_t)seen, "mutants", (json_int_t)t->mutants,
		                    "killed", (json_int_t)t->killed, "equivalent",
		                    (json_int_t)t->same, "undecided", (json_int_t)t->undecided));
		return;
	}
	if (o->coverage)
		printf(tr("%s: thresholds %zu of %zu (%zu %%), outcomes %zu of %zu\n"),
		       t->category->key, stood, points, points ? stood * 100 / points : 100, seen,
		       outcomes);
	if (o->mutate)
		printf(tr("%s: %zu changes of the rules: %zu noticed, %zu survived, %zu change "
		          "nothing, %zu not decided\n"),
		       t->category->key, t->mutants, t->killed,
		       t->mutants - t->killed - t->same - t->undecided, t->same, t->undecided);
}

void gj_test_out_end(struct gj_test_out *o)
{
	for (size_t i = 0; i < o->run->n_tested && (o->coverage || o->mutate); i++)
		summary(o, &o->run->tested[i]);
	if (o->root) {
		json_dumpf(o->root, stdout, JSON_INDENT(2));
		putchar('\n');
	} else if (o->coverage || o->mutate) {
		printf(tr("%zu gaps\n"), o->n_gaps);
	}
}
