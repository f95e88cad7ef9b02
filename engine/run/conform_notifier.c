/* conform_notifier.c: the trials of a notifier. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/run/conform_spy.h"

enum { REPEATS = 20, ALLOCATIONS_MAX = 3000, STEPS_MAX = 100 };

static int32_t open_it(struct spy *s)
{
	size_t n = sizeof *s->notifier_open + s->later;
	int32_t code;

	s->host = spy_host(s);
	s->notifier_open = conform_pages(n);
	if (s->notifier_open == NULL || s->host == NULL)
		return GUIJU_NOMEM;
	*s->notifier_open = (struct guiju_notifier_open){
		.size = (uint32_t)n,
		.channel = "trial",
		.host_data = s,
	};
	conform_forbid(s->c, s->notifier_open, n, CONFORM_CONST);
	spy_begin(s, "open");
	code = s->c->table->notifier->open(s->host, s->notifier_open, &s->notifier);
	code = spy_end(s, "open", code);
	if (code == GUIJU_OK && s->notifier == NULL) {
		conform_say(s->c, tr("open() says GUIJU_OK and hands nothing over"));
		return s->code = GUIJU_FAILED;
	}
	if (code != GUIJU_OK)
		s->notifier = NULL;
	return code;
}

static void close_it(struct spy *s)
{
	if (s->notifier == NULL)
		return;
	spy_begin(s, "close");
	s->c->table->notifier->close(s->notifier);
	spy_end(s, "close", GUIJU_OK);
	s->notifier = NULL;
}

/* A notice whose texts are gone once the call is over. */
struct paper {
	struct guiju_notice notice;
	struct guiju_attachment file;
	char texts[10][200];
};

static const char *put(struct paper *p, size_t i, const char *text)
{
	snprintf(p->texts[i], sizeof p->texts[i], "%s", text);
	return p->texts[i];
}

static struct paper *make_paper(const struct spy *s, unsigned n, bool attached)
{
	struct paper *p = conform_pages(sizeof *p + s->later);
	char key[40];

	if (p == NULL)
		return NULL;
	snprintf(key, sizeof key, "trial-%u", n);
	p->notice = (struct guiju_notice){
		.size = (uint32_t)sizeof p->notice,
		.attempt = 1 + n % 3,
		.key = put(p, 0, key),
		.kind = put(p, 1, "trial"),
		.language = put(p, 2, n % 2 ? "en" : "zh"),
		.address = put(p, 3, n % 4 == 3 ? "" : "trial@example.com"),
		.name = put(p, 4, n % 4 == 3 ? "" : "江岸区局"),
		.subject = put(p, 5, n % 4 == 3 ? "" : "试验 \"<b>&%s\\"),
		.text = put(p, 6, n % 4 == 2 ? "" : "第一行\n.\nFrom here & </b> \"%n\" 😀\n"),
		.attachments = attached ? &p->file : NULL,
		.n_attachments = attached,
		.created = 19000,
	};
	p->file = (struct guiju_attachment){
		.size = sizeof p->file,
		.name = put(p, 7, "名单.csv"),
		.type = put(p, 8, "text/csv"),
		.data = p->texts[9],
		.n = sizeof p->texts[9],
	};
	return p;
}

static struct guiju_limits limits_of(struct spy *s)
{
	struct guiju_limits limits = { .size = sizeof limits };

	if (s->c->table->notifier->limits) {
		spy_begin(s, "limits");
		s->c->table->notifier->limits(s->notifier, &limits);
		spy_end(s, "limits", GUIJU_OK);
	}
	return limits;
}

static void judge(struct spy *s, const struct guiju_delivery *d)
{
	char copy[GJ_ERR_TEXT];
	size_t n = d->reason ? strnlen(d->reason, sizeof copy - 1) : 0;

	if (d->result == 0)
		conform_say(s->c, tr("deliver() says nothing about the notice: set "
		                     "delivery->result"));
	else if (d->result < GUIJU_DELIVERED || d->result > GUIJU_NEVER)
		conform_say(s->c, tr("deliver() gives the result %d, which there is not"),
		            (int)d->result);
	else if (d->result != GUIJU_DELIVERED && n == 0)
		conform_say(s->c, tr("deliver() says %s and not why: set delivery->reason"),
		            d->result == GUIJU_RETRY ? "GUIJU_RETRY" : "GUIJU_NEVER");
	if (n == 0)
		return;
	if (gj_text_valid(d->reason, n) != n && strlen(d->reason) == n)
		conform_say(s->c, tr("its reason is not UTF-8"));
	memcpy(copy, d->reason, n);
	if (gj_side_hide(&s->side, copy, n) != n)
		conform_say(s->c, tr("it shows a secret option in its text for %s"),
		            "delivery->reason");
}

static struct guiju_delivery deliver(struct spy *s, unsigned n)
{
	const uint32_t size = (uint32_t)(sizeof(struct guiju_delivery) + s->later);
	struct {
		struct guiju_delivery d;
		unsigned char later[CONFORM_LATER];
	} answer = { .d = { .size = size } };
	const struct guiju_limits limits = limits_of(s);
	struct paper *p = make_paper(s, n, limits.attachments && n % 2 == 0);
	size_t bytes = sizeof *p + s->later;
	int32_t code;

	if (p == NULL)
		return answer.d;
	mprotect(p, bytes, PROT_READ);
	spy_begin(s, "deliver");
	conform_forbid(s->c, p, bytes, CONFORM_CONST);
	code = s->c->table->notifier->deliver(s->notifier, &p->notice, &answer.d);
	spy_end(s, "deliver", code);
	conform_forbid(s->c, p, bytes, CONFORM_GONE);
	if (answer.d.size != size)
		conform_say(s->c, tr("deliver() changes delivery->size, which is guiju's"));
	if (code == GUIJU_OK)
		judge(s, &answer.d);
	return answer.d;
}

static void delivers(struct conform *c)
{
	struct guiju_limits a, b;
	struct spy s;
	unsigned n;

	if (!spy_init(&s, c))
		return;
	if (open_it(&s) != GUIJU_OK) {
		if (c->findings == 0)
			conform_say(c,
			            tr("it does not open with these options: %s (give what it "
			               "needs with --option)"),
			            s.said);
		spy_fini(&s);
		return;
	}
	a = limits_of(&s);
	for (n = 0; n < 8 && c->findings == 0; n++)
		deliver(&s, n);
	b = limits_of(&s);
	if (memcmp(&a, &b, sizeof a) != 0)
		conform_say(c, tr("limits() says something else after some notices"));
	close_it(&s);
	spy_fini(&s);
}

static void newer(struct conform *c)
{
	struct spy s;
	unsigned n;

	if (!spy_init(&s, c))
		return;
	s.later = CONFORM_LATER;
	if (open_it(&s) == GUIJU_OK)
		for (n = 0; n < 2; n++)
			deliver(&s, n);
	close_it(&s);
	spy_fini(&s);
}

static void together(struct conform *c)
{
	struct spy a, b;

	if (!spy_init(&a, c) || !spy_init(&b, c))
		return;
	if (open_it(&a) == GUIJU_OK && open_it(&b) == GUIJU_OK) {
		deliver(&a, 0);
		deliver(&b, 1);
		close_it(&a);
		deliver(&b, 2);
	}
	close_it(&a);
	close_it(&b);
	spy_fini(&a);
	spy_fini(&b);
}

static void stopped(struct conform *c)
{
	long step;

	for (step = 0; step < STEPS_MAX && c->findings == 0; step++) {
		struct spy s;

		if (!spy_init(&s, c))
			return;
		s.stop_after = step;
		if (open_it(&s) == GUIJU_OK)
			deliver(&s, 0);
		close_it(&s);
		spy_fini(&s);
		if (s.asked <= step)
			return;
	}
}

static void once_more(struct conform *c, unsigned i)
{
	struct spy s;

	if (!spy_init(&s, c))
		return;
	if (open_it(&s) == GUIJU_OK && i % 2 == 0)
		deliver(&s, i);
	close_it(&s);
	spy_fini(&s);
}

static void repeated(struct conform *c)
{
	conform_repeat(c, REPEATS, once_more, tr("open, deliver and close"));
}

static void memory(struct conform *c)
{
	long n;

	if (conform_take_malloc(c) == 0)
		return;
	for (n = 1; n < ALLOCATIONS_MAX && c->findings == 0; n++) {
		struct spy s;

		conform_fail_at(0);
		if (!spy_init(&s, c))
			break;
		conform_fail_at(n);
		if (open_it(&s) == GUIJU_OK)
			deliver(&s, 0);
		close_it(&s);
		spy_fini(&s);
		if (conform_allocations() < n)
			break;
	}
	conform_fail_at(0);
}

static void print(struct conform *c)
{
	struct guiju_text text = { .data = NULL };
	struct paper *p;
	struct spy s;
	int32_t code;

	if (c->table->notifier->print == NULL || !spy_init(&s, c))
		return;
	p = make_paper(&s, 0, false);
	if (p && open_it(&s) == GUIJU_OK) {
		conform_forbid(c, p, sizeof *p, CONFORM_CONST);
		spy_begin(&s, "print");
		code = c->table->notifier->print(s.notifier, &p->notice, &text);
		code = spy_end(&s, "print", code);
		if (code == GUIJU_OK && (text.data == NULL || text.size == 0))
			conform_say(c, tr("print() shows nothing"));
		else if (code == GUIJU_OK && gj_text_valid(text.data, text.size) != text.size)
			conform_say(c, tr("what print() shows is not UTF-8"));
		else if (code == GUIJU_OK) {
			struct gj_buf copy;

			gj_buf_init(&copy);
			gj_buf_put(&copy, text.data, text.size);
			if (!copy.failed && gj_side_hide(&s.side, copy.data, copy.n) != copy.n)
				conform_say(c, tr("it shows a secret option in its text for %s"),
				            "print()");
			gj_buf_fini(&copy);
		}
	}
	close_it(&s);
	spy_fini(&s);
}

/* Every option with what nobody means: it may refuse, with a reason. */
static void options(struct conform *c)
{
	static const char *const odd[] = { "", "x", "0", "999999999999999999", "口", "%s%n", NULL };
	size_t i, k;

	for (i = 0; i < c->table->n_options; i++)
		for (k = 0; odd[k] && c->findings == 0; k++) {
			const struct guiju_option *o = &c->table->options[i];
			struct spy s;

			if (o->type == GUIJU_OPTION_CHOICE ||
			    (o->type == GUIJU_OPTION_NUMBER && strspn(odd[k], "0123456789") == 0))
				continue;
			if (!spy_init(&s, c))
				return;
			s.option = o->name;
			s.value = odd[k];
			open_it(&s);
			close_it(&s);
			spy_fini(&s);
		}
}

const struct conform_trial conform_notifier_trials[] = {
	{ TR_NOOP("delivers"), false, true, false, delivers },
	{ TR_NOOP("works with a newer guiju"), false, true, false, newer },
	{ TR_NOOP("two notifiers at once"), false, true, false, together },
	{ TR_NOOP("stops at every step"), false, true, false, stopped },
	{ TR_NOOP("opened and closed again and again"), false, true, false, repeated },
	{ TR_NOOP("memory runs out"), false, true, false, memory },
	{ TR_NOOP("shows what it would send"), false, true, false, print },
	{ TR_NOOP("every option, wrong in turn"), false, true, false, options },
	{ 0 },
};
