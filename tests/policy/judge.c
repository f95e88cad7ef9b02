/* judge.c: loads a condition, fills in a record, and asks the trace and the frame what they make of it. */
#include "tests/policy/judge.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/day.h"
#include "engine/decide/trace.h"
#include "engine/eval/frame.h"

enum { TEXT = 8192 };

void judge_load(struct kit *k, const char *before, const char *condition)
{
	char text[TEXT];
	int n = snprintf(text, sizeof text,
	                 "local f = facts \"e\" category \"e\" { zh = \"企\", en = \"E\", clause = "
	                 "\"1\" }\n%s criterion \"1\" { zh = \"甲\", en = \"A\", clause = \"1\", %s "
	                 "}\n",
	                 before ? before : "", condition);

	ck_assert_int_lt(n, TEXT);
	kit_load_beside(k, text);
}

/* "12.5" with two decimals is 1250. */
static int64_t parse_amount(const char *s, size_t n, int decimals)
{
	int64_t number = 0;
	bool negative = n && *s == '-', point = false;

	for (size_t i = negative; i < n; i++) {
		if (s[i] == '.') {
			point = true;
			continue;
		}
		number = number * 10 + (s[i] - '0');
		decimals -= point;
	}
	ck_assert_int_ge(decimals, 0);
	while (decimals-- > 0)
		number *= 10;
	return negative ? -number : number;
}

static struct gj_value parse_value(const struct gj_fact *fact, const char *s, size_t n)
{
	struct gj_value value = { .state = GJ_GIVEN };
	int option;

	if (n == 2 && memcmp(s, "na", 2) == 0)
		return (struct gj_value){ .state = GJ_STATE_NOT_APPLICABLE };
	switch (fact->type) {
	case GJ_FACT_YES_NO:
	case GJ_FACT_JUDGEMENT:
		value.number = n == 3 && memcmp(s, "yes", 3) == 0;
		break;
	case GJ_FACT_COUNT:
	case GJ_FACT_AMOUNT:
		value.number = parse_amount(s, n, fact->decimals);
		break;
	case GJ_FACT_DATE:
		value.number = gj_day_parse(s, n);
		ck_assert_int_ne(value.number, GJ_DAY_NONE);
		break;
	case GJ_FACT_ONE_OF:
		option = gj_fact_option(fact, s, n);
		ck_assert_int_ge(option, 0);
		value.number = option;
		break;
	case GJ_FACT_TEXT:
	case GJ_FACT_CODE:
	case GJ_FACT_LIST:
		ck_abort_msg("no %s in these tests", gj_fact_type_name(fact->type));
	}
	return value;
}

/* "held_on=2022-02-01,final=no;attendees=5" */
static void parse_rows(struct gj_record *r, const struct gj_fact *list, const char *s, size_t n)
{
	size_t rows = n > 0, row = 0, length;
	struct gj_value *cells;
	const char *end = s + n, *equals;
	char key[64];

	for (size_t i = 0; i < n; i++)
		rows += s[i] == ';';
	cells = gj_record_rows(r, list, rows, NULL);
	ck_assert_ptr_nonnull(cells);
	while (s < end) {
		const struct gj_fact *field;

		equals = memchr(s, '=', (size_t)(end - s));
		ck_assert_ptr_nonnull(equals);
		snprintf(key, sizeof key, "%.*s", (int)(equals - s), s);
		field = gj_fact_field(list, key);
		ck_assert_msg(field != NULL, "no field %s", key);
		s = equals + 1;
		length = strcspn(s, ",;]");
		cells[row * list->n_fields + field->index] = parse_value(field, s, length);
		s += length;
		row += *s == ';';
		s += s < end;
	}
}

static void parse_facts(struct gj_record *r, const char *s)
{
	char key[64];

	while (*s) {
		size_t length = strcspn(s, "=");
		const struct gj_fact *fact;

		snprintf(key, sizeof key, "%.*s", (int)length, s);
		fact = gj_facts_find(r->facts, key);
		ck_assert_msg(fact != NULL, "no fact %s", key);
		s += length + 1;
		if (*s == '[') {
			length = strcspn(s, "]");
			parse_rows(r, fact, s + 1, length - 1);
			s += length + 1;
		} else {
			length = strcspn(s, " ");
			r->values[fact->index] = parse_value(fact, s, length);
			s += length;
		}
		s += *s == ' ';
	}
}

/* Whatever the loader lets through, the compiler takes. */
static void compile(const struct gj_cond *cond, const char *what)
{
	struct gj_program *program = NULL;
	struct gj_err err = { 0 };
	int rc = gj_program_compile(&program, &cond, 1, gj_day_from(2022, 12, 31), &err);

	ck_assert_msg(rc == 0, "%s: %s", what, err.text);
	gj_program_free(program);
}

/* The quick way to an outcome, over columns. */
static enum gj_outcome run_frame(const struct gj_cond *cond, const struct gj_record *record)
{
	struct gj_program *program = NULL;
	struct gj_frame *frame = NULL;
	struct gj_outside outside = { 0 };
	enum gj_outcome outcome;

	ck_assert_int_eq(gj_program_compile(&program, &cond, 1, gj_day_from(2022, 12, 31), NULL), 0);
	ck_assert_int_eq(gj_frame_new(&frame, program, &outside, NULL), 0);
	ck_assert_int_eq(gj_frame_put(frame, record, NULL), 0);
	outcome = (enum gj_outcome)gj_frame_run(frame)[0][0];
	gj_frame_free(frame);
	gj_program_free(program);
	return outcome;
}

static void judge_row(const char *before, const struct judge_row *row)
{
	const struct gj_category *c;
	struct gj_record record;
	struct gj_arena arena;
	struct gj_trace *trace = NULL;
	struct gj_err err = { 0 };
	struct kit k;

	judge_load(&k, before, row->condition);
	kit_expect(&k, "", 0, row->condition);
	c = gj_policy_category(k.policy, "e");
	ck_assert_ptr_nonnull(c->checks[0].cond);
	compile(c->checks[0].cond, row->condition);
	gj_arena_init(&arena, 0);
	ck_assert_int_eq(gj_record_init(&record, &c->facts, &err), 0);
	parse_facts(&record, row->facts);
	ck_assert_int_eq(gj_trace_run(&trace, &arena, c->checks[0].cond, &record,
	                              gj_day_from(2022, 12, 31), &(struct gj_outside){ 0 }, &err),
	                 0);
	ck_assert_msg(trace->outcome == row->wanted, "%s with %s: %s instead of %s", row->condition,
	              row->facts, gj_outcome_name(trace->outcome), gj_outcome_name(row->wanted));
	ck_assert_msg(run_frame(c->checks[0].cond, &record) == row->wanted,
	              "%s with %s: %s in a frame", row->condition, row->facts,
	              gj_outcome_name(run_frame(c->checks[0].cond, &record)));
	gj_arena_fini(&arena);
	gj_record_fini(&record);
	kit_free(&k);
}

void judge_rows(const char *before, const struct judge_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		judge_row(before, &rows[i]);
}

void judge_findings(const char *before, const struct judge_finding *rows, size_t n)
{
	const struct gj_finding *finding;
	struct kit k;

	for (size_t i = 0; i < n; i++) {
		judge_load(&k, before, rows[i].condition);
		kit_expect(&k, rows[i].code, *rows[i].code ? 2 : 0, rows[i].condition);
		if (*rows[i].code == 'E')
			kit_expect_only(&k, rows[i].code, 2, rows[i].condition);
		if (rows[i].hint) {
			finding = kit_find(&k, rows[i].code, 2);
			ck_assert_msg(strstr(finding->hint, rows[i].hint) != NULL,
			              "%s: hint \"%s\"", rows[i].condition, finding->hint);
		}
		if (k.policy)
			compile(gj_policy_category(k.policy, "e")->checks[0].cond,
			        rows[i].condition);
		kit_free(&k);
	}
}
