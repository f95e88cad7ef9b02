/* names.c: looks names up by threads of the C library's own, so that nothing of ours runs on when guiju stops it. */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "common/heading.h"
#include "names.h"

enum { LOOK = 100 /* ms between questions whether to stop */, HOSTS = 8, EACH = 4, LIST = 8192 };

void postgres_names_fini(struct postgres_names *n)
{
	free(n->hosts);
	free(n->addresses);
	free(n->ports);
	*n = (struct postgres_names){ .hosts = NULL };
}

static const char *value_of(const PQconninfoOption *o, const char *keyword)
{
	for (; o->keyword; o++)
		if (strcmp(o->keyword, keyword) == 0)
			return o->val ? o->val : "";
	return "";
}

/* The i-th word of a list with commas; the only one of a list that has one. False: there is none. */
static bool word(char *out, size_t room, const char *list, size_t i, bool single)
{
	size_t n = strcspn(list, ",");

	if (single && list[n] == '\0')
		i = 0;
	for (; i > 0 && list[n] == ','; i--) {
		list += n + 1;
		n = strcspn(list, ",");
	}
	if (i > 0)
		return false;
	snprintf(out, room, "%.*s", (int)n, list);
	return true;
}

/* One look-up. It is the C library's until it is over, so it is given up to it where that is not waited for. */
struct look_up {
	struct gaicb ask;
	struct addrinfo hints;
	char name[256];
};

static int32_t look_up(struct look_up **out, const struct src_env *env, const char *name,
                       uint64_t ms, struct src_err *err)
{
	const struct timespec slice = { .tv_nsec = LOOK * 1000000L };
	struct look_up *l = calloc(1, sizeof *l);
	struct gaicb *list[1];
	const struct gaicb *waited[1];
	uint64_t slept = 0;
	bool stopped = false;
	int code;

	*out = NULL;
	if (l == NULL)
		return src_tell_nomem(err);
	snprintf(l->name, sizeof l->name, "%s", name);
	l->hints = (struct addrinfo){ .ai_socktype = SOCK_STREAM };
	l->ask = (struct gaicb){ .ar_name = l->name, .ar_request = &l->hints };
	list[0] = &l->ask;
	waited[0] = &l->ask;
	code = getaddrinfo_a(GAI_NOWAIT, list, 1, NULL);
	while (code == 0 && (code = gai_error(&l->ask)) == EAI_INPROGRESS) {
		stopped = env->host->canceled(env->args->host_data) != 0;
		if (stopped || (ms > 0 && slept >= ms))
			break;
		gai_suspend(waited, 1, &slice);
		slept += LOOK;
		code = 0;
	}
	if (code == EAI_INPROGRESS) {
		if (gai_cancel(&l->ask) == EAI_CANCELED)
			free(l);
		if (stopped)
			return SRC_SCAN_STOPPED;
		return src_tell(err, GUIJU_FAILED, tr("the name %s is not found in time"), name);
	}
	*out = l;
	if (code == EAI_MEMORY)
		return src_tell_nomem(err);
	if (code != 0)
		return src_tell(err, GUIJU_FAILED, tr("the name %s is not found: %s"), name,
		                gai_strerror(code));
	return GUIJU_OK;
}

static bool add(char *list, const char *text)
{
	size_t n = strlen(list);

	return snprintf(list + n, LIST - n, "%s%s", n ? "," : "", text) < (int)(LIST - n);
}

/* Every address of the host becomes one to try. */
static bool add_each(struct postgres_names *out, const char *host, const char *port,
                     const struct addrinfo *found)
{
	char address[NI_MAXHOST];
	bool good = true;
	size_t n;

	for (n = 0; found && n < EACH && good; found = found->ai_next) {
		if (getnameinfo(found->ai_addr, found->ai_addrlen, address, sizeof address, NULL, 0,
		                NI_NUMERICHOST) != 0)
			continue;
		/* An empty port is libpq's usual one, which a list of one cannot say. */
		good = add(out->hosts, host) && add(out->addresses, address) &&
		       add(out->ports, *port ? port : "5432");
		n++;
	}
	return good && n > 0;
}

static int32_t find_each(struct postgres_names *out, const struct src_env *env, const char *hosts,
                         const char *ports, uint64_t ms, struct src_err *err)
{
	char host[256], port[16];
	struct look_up *l;
	size_t i;
	int32_t rc;

	for (i = 0; i < HOSTS && word(host, sizeof host, hosts, i, false); i++) {
		if (!word(port, sizeof port, ports, i, true))
			snprintf(port, sizeof port, "%s", "");
		rc = look_up(&l, env, host, ms, err);
		if (rc == GUIJU_OK && !add_each(out, host, port, l->ask.ar_result))
			rc = src_tell(err, GUIJU_FAILED, tr("the name %s is not found: %s"), host,
			              gai_strerror(EAI_NONAME));
		if (l && l->ask.ar_result)
			freeaddrinfo(l->ask.ar_result);
		free(l);
		if (rc != GUIJU_OK)
			return rc;
	}
	return GUIJU_OK;
}

int32_t postgres_names_find(struct postgres_names *out, const struct src_env *env,
                            const PQconninfoOption *location, uint64_t ms, struct src_err *err)
{
	const char *hosts = value_of(location, "host");

	*out = (struct postgres_names){ .hosts = NULL };
	/* Sockets of this machine have no names to be looked up; hostaddr says what they stand for. */
	if (*hosts == '\0' || *hosts == '/' || *hosts == '@' || strstr(hosts, ",/") ||
	    *value_of(location, "hostaddr"))
		return GUIJU_OK;
	out->hosts = calloc(1, LIST);
	out->addresses = calloc(1, LIST);
	out->ports = calloc(1, LIST);
	if (!out->hosts || !out->addresses || !out->ports)
		return src_tell_nomem(err);
	return find_each(out, env, hosts, value_of(location, "port"), ms, err);
}
