/* contest_hand.c: the criteria of tests/bench/rules by hand: one loop a condition over plain columns, as somebody would
 * who knows them all in advance. What the engine is measured beside. */
/* Whatever the rest is built with: loops like these are what vectorising is for. */
#pragma GCC optimize("O3")

#include "tests/bench/contest.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { U = 1, F = 0, P = 2, COLUMNS_MAX = 64, NONE = INT_MIN, SHEET = 4096 };

typedef uint8_t outcome;

struct sheet { /* SHEET applications at most, by fact: so many that all of them stay in the cache */
	const struct gj_facts *facts;
	outcome *flags[COLUMNS_MAX]; /* owned; yes and no; of texts, whether the rules list them */
	int32_t *numbers[COLUMNS_MAX]; /* owned; the others; tenths or hundredths of amounts */
	int64_t ids[SHEET];
	size_t n;
};

struct hand { /* one category */
	const struct gj_category *category;
	struct sheet **sheets; /* owned */
	size_t n_sheets, n;
	outcome **outcomes, *spare; /* owned; of one sheet */
	outcome *result;            /* owned; of all */
};

/* --- reading --- */

/* The lists of the rule files, once for each text. */
static int listed(const char *text)
{
	static const char *const outside[] = { "外地", "其他", "个人" };

	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
		if (strcmp(text, outside[i]) == 0)
			return 0;
	return 1;
}

static void *room(size_t n)
{
	void *o = calloc(n + 1, 1);

	need(o != NULL, "no memory");
	return o;
}

static struct sheet *new_sheet(struct hand *h)
{
	struct sheet *s = room(sizeof *s);

	h->sheets = realloc(h->sheets, (h->n_sheets + 1) * sizeof *h->sheets);
	need(h->sheets != NULL, "no memory");
	s->facts = &h->category->facts;
	for (size_t i = 0; i < s->facts->n; i++) {
		s->flags[i] = room(SHEET);
		s->numbers[i] = room(SHEET * sizeof **s->numbers);
	}
	return h->sheets[h->n_sheets++] = s;
}

static void take(void *ctx, int64_t id, const char *name, const struct gj_record *record)
{
	struct hand *h = ctx;
	struct sheet *s = h->n_sheets ? h->sheets[h->n_sheets - 1] : NULL;

	(void)name;
	if (s == NULL || s->n == SHEET)
		s = new_sheet(h);
	for (size_t i = 0; i < s->facts->n; i++) {
		const struct gj_value *v = &record->values[i];
		bool given = v->state == GJ_GIVEN;

		s->flags[i][s->n] = !given                                         ? U
		                    : (v->text ? listed(v->text) : v->number != 0) ? P
		                                                                   : F;
		s->numbers[i][s->n] = given && v->text == NULL ? (int32_t)v->number : NONE;
	}
	s->ids[s->n++] = id;
	h->n++;
}

static size_t index_of(const struct sheet *s, const char *key)
{
	const struct gj_fact *fact = gj_facts_find(s->facts, key);

	need(fact != NULL, key);
	return fact->index;
}

/* --- one loop a condition --- */

static void both(outcome *o, const outcome *other, size_t n)
{
	for (size_t i = 0; i < n; i++)
		o[i] = o[i] < other[i] ? o[i] : other[i];
}

static void either(outcome *o, const outcome *other, size_t n)
{
	for (size_t i = 0; i < n; i++)
		o[i] = o[i] > other[i] ? o[i] : other[i];
}

static void yes(outcome *o, const outcome *a, size_t n)
{
	memcpy(o, a, n);
}

static void all_yes(outcome *o, const outcome *const *a, size_t m, size_t n)
{
	memcpy(o, a[0], n);
	for (size_t k = 1; k < m; k++)
		both(o, a[k], n);
}

static void at_least(outcome *o, const int32_t *a, int32_t bound, size_t n)
{
	for (size_t i = 0; i < n; i++)
		o[i] = a[i] == NONE ? U : a[i] >= bound ? P : F;
}

static void equals(outcome *o, const int32_t *a, int32_t value, size_t n)
{
	for (size_t i = 0; i < n; i++)
		o[i] = a[i] == NONE ? U : a[i] == value ? P : F;
}

static void sum_at_least(outcome *o, const int32_t *const *a, size_t m, int32_t bound, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int32_t sum = 0, missing = 0;

		for (size_t k = 0; k < m; k++) {
			missing |= a[k][i] == NONE;
			sum += a[k][i] == NONE ? 0 : a[k][i];
		}
		o[i] = missing ? U : sum >= bound ? P : F;
	}
}

/* More than `percent` of b, of which nothing is known while it is 0, or at least `bound`. */
static void share_or(outcome *o, const int32_t *a, const int32_t *b, int32_t percent, int32_t bound,
                     size_t n)
{
	for (size_t i = 0; i < n; i++) {
		outcome of = a[i] == NONE || b[i] == NONE || b[i] == 0       ? U
		             : (int64_t)a[i] * 100 > (int64_t)b[i] * percent ? P
		                                                             : F;
		outcome all = a[i] == NONE ? U : a[i] >= bound ? P : F;

		o[i] = of > all ? of : all;
	}
}

/* Looked up once for each place: it is the loops that are measured. */
#define AT(key) \
	({ \
		static size_t at = SIZE_MAX; \
		if (at == SIZE_MAX) \
			at = index_of(s, key); \
		at; \
	})
#define FLAG(key) s->flags[AT(key)]
#define NUMBER(key) s->numbers[AT(key)]
#define FLAGS(...) ((const outcome *const[]){ __VA_ARGS__ })
#define NUMBERS(...) ((const int32_t *const[]){ __VA_ARGS__ })

static void enterprise(const struct sheet *s, outcome **o, outcome *spare)
{
	const size_t n = s->n;
	const int32_t *agreements = NUMBER("n_nda_signed"), *persons = NUMBER("n_key_persons");
	const outcome *infringed = FLAG("has_infringed");

	all_yes(o[0], FLAGS(FLAG("has_leading_body"), FLAG("led_by_principal")), 2, n);
	yes(o[1], FLAG("has_own_dept"), n);
	yes(spare, FLAG("relies_on_dept"), n);
	either(o[1], spare, n);
	sum_at_least(o[2], NUMBERS(NUMBER("n_officers_ft"), NUMBER("n_officers_pt")), 2, 1, n);
	yes(o[3], FLAG("duties_defined"), n);
	yes(o[4], FLAG("district"), n);
	yes(o[5], FLAG("has_office"), n);
	yes(o[6], FLAG("has_facilities"), n);
	at_least(o[7], NUMBER("budget_wan"), 1, n);
	yes(o[8], FLAG("has_mgmt_system"), n);
	equals(o[9], NUMBER("plan_year"), CONTEST_YEAR, n);
	yes(spare, FLAG("plan_covers_training"), n);
	both(o[9], spare, n);
	yes(o[10], FLAG("has_emergency"), n);
	yes(o[11], FLAG("has_rewards"), n);
	at_least(o[12], NUMBER("n_allstaff_trainings"), 1, n);
	at_least(o[13], NUMBER("n_key_depts"), 1, n);
	at_least(o[14], NUMBER("n_key_posts"), 1, n);
	at_least(o[15], persons, 1, n);
	yes(o[16], FLAG("graded_mgmt"), n);
	at_least(o[17], NUMBER("last_review_date"), CONTEST_DAY - 365, n);
	yes(o[18], FLAG("has_lifecycle"), n);
	all_yes(o[19], FLAGS(FLAG("human_guard"), FLAG("tech_guard"), FLAG("physical_guard")), 3,
	        n);
	for (size_t i = 0; i < n; i++)
		o[20][i] = agreements[i] == NONE || persons[i] == NONE ? U
		           : agreements[i] >= persons[i]               ? P
		                                                       : F;
	at_least(o[21], NUMBER("n_outreach"), 1, n);
	equals(o[22], NUMBER("n_suspected_cases"), 0, n);
	yes(spare, FLAG("defends_rights"), n);
	either(o[22], spare, n);
	for (size_t i = 0; i < n; i++)
		o[23][i] = (outcome)(P - infringed[i]);
	at_least(spare, NUMBER("last_infringement_date"), CONTEST_DAY - 730, n);
	for (size_t i = 0; i < n; i++)
		spare[i] = (outcome)(P - spare[i]);
	either(o[23], spare, n);
	yes(o[24], FLAG("industry"), n);
}

static void station(const struct sheet *s, outcome **o, outcome *spare)
{
	const size_t n = s->n;

	yes(o[0], FLAG("host_kind"), n);
	all_yes(o[1], FLAGS(FLAG("offers_consulting"), FLAG("offers_rights_aid")), 2, n);
	yes(o[2], FLAG("accepts_complaints"), n);
	at_least(o[3], NUMBER("n_law_talks"), 1, n);
	all_yes(o[4], FLAGS(FLAG("has_leading_body"), FLAG("led_by_principal")), 2, n);
	all_yes(o[5],
	        FLAGS(FLAG("link_market"), FLAG("link_police"), FLAG("link_industry"),
	              FLAG("link_commerce")),
	        4, n);
	yes(o[6], FLAG("has_dept"), n);
	at_least(o[7], NUMBER("n_experienced_staff"), 2, n);
	equals(o[8], NUMBER("plan_year"), CONTEST_YEAR, n);
	at_least(o[9], NUMBER("n_joint_activities"), 1, n);
	all_yes(o[10], FLAGS(FLAG("has_emergency"), FLAG("has_rewards")), 2, n);
	sum_at_least(o[11],
	             NUMBERS(NUMBER("n_partner_law"), NUMBER("n_partner_ip"),
	                     NUMBER("n_partner_forensic"), NUMBER("n_partner_notary")),
	             4, 1, n);
	yes(o[12], FLAG("has_alliance"), n);
	at_least(o[13], NUMBER("n_univ_partners"), 1, n);
	at_least(o[14], NUMBER("office_area"), 200, n);
	at_least(o[15], NUMBER("budget_wan"), 1, n);
	share_or(o[16], NUMBER("n_trained"), NUMBER("n_served"), 50, 30, n);
	share_or(o[17], NUMBER("n_active"), NUMBER("n_served"), 30, 10, n);
	at_least(o[18], NUMBER("n_demo"), 2, n);
	yes(o[19], FLAG("has_coop"), n);
	at_least(o[20], NUMBER("n_joint_cases"), 1, n);
	yes(o[21], FLAG("district"), n);
	(void)spare;
}

static void decide(outcome *result, outcome **o, size_t checks, size_t n)
{
	memcpy(result, o[0], n);
	for (size_t c = 1; c < checks; c++)
		both(result, o[c], n);
}

/* --- all of it --- */

static void judge_sheet(struct hand *h, const struct sheet *s, outcome *result)
{
	(strcmp(h->category->key, "station") == 0 ? station : enterprise)(s, h->outcomes, h->spare);
	decide(result, h->outcomes, h->category->n_checks, s->n);
}

static void judge(struct hand *h)
{
	for (size_t i = 0; i < h->n_sheets; i++)
		judge_sheet(h, h->sheets[i], h->result + i * SHEET);
}

static void open_hand(struct hand *h, sqlite3 *db, const struct gj_category *category)
{
	h->category = category;
	need(category->facts.n <= COLUMNS_MAX, "too many columns");
	contest_read(db, category, take, h);
	h->outcomes = room(category->n_checks * sizeof *h->outcomes);
	for (size_t c = 0; c < category->n_checks; c++)
		h->outcomes[c] = room(SHEET);
	h->result = room(h->n);
	h->spare = room(SHEET);
}

static void close_hand(struct hand *h)
{
	for (size_t c = 0; c < h->category->n_checks; c++)
		free(h->outcomes[c]);
	for (size_t k = 0; k < h->n_sheets; k++) {
		for (size_t i = 0; i < h->category->facts.n; i++) {
			free(h->sheets[k]->flags[i]);
			free(h->sheets[k]->numbers[i]);
		}
		free(h->sheets[k]);
	}
	free(h->sheets);
	free(h->outcomes);
	free(h->result);
	free(h->spare);
}

static void write_sheet(FILE *out, struct hand *h, const struct sheet *s, outcome *result)
{
	judge_sheet(h, s, result);
	for (size_t i = 0; i < s->n; i++) {
		fprintf(out, "%lld\t%c\t", (long long)s->ids[i],
		        result[i] == P   ? 'E'
		        : result[i] == F ? 'I'
		                         : 'N');
		for (size_t c = 0; c < h->category->n_checks; c++)
			putc("FUP"[h->outcomes[c][i]], out);
		putc('\n', out);
	}
}

void contest_hand(const struct gj_policy *policy, struct sqlite3 *db, FILE *out)
{
	struct hand hands[2] = { { .n = 0 } };
	double times[CONTEST_ROUNDS];

	need(policy->n_categories == 2, "the hand knows two categories");
	for (int k = 0; k < 2; k++)
		open_hand(&hands[k], db, &policy->categories[k]);
	for (int round = 0; round < CONTEST_ROUNDS; round++) {
		double start = contest_now();

		for (int k = 0; k < 2; k++)
			judge(&hands[k]);
		times[round] = contest_now() - start;
	}
	contest_tell(times, hands[0].n + hands[1].n);
	for (int k = 0; k < 2; k++) {
		for (size_t i = 0; i < hands[k].n_sheets; i++)
			write_sheet(out, &hands[k], hands[k].sheets[i],
			            hands[k].result + i * SHEET);
		close_hand(&hands[k]);
	}
}
