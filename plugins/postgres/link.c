/* link.c: libpq without waiting in it: waits by poll(), asking guiju ten times a second whether to stop. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/table.h"
#include "link.h"
#include "names.h"

enum { LOOK = 100 /* ms between questions whether to stop */, WORDS = 24, DAY = 86400 /* s */ };

static bool is_stopped(const struct postgres_link *l)
{
	return l->env->host->canceled(l->env->args->host_data) != 0;
}

static int64_t left(const struct postgres_link *l)
{
	return l->env->host->time_left(l->env->args->host_data);
}

/* libpq's sentences end with a line end, and may have several lines. */
static const char *one_line(char out[SRC_TELL_TEXT], const char *text)
{
	size_t n;

	src_tell_copy(out, SRC_TELL_TEXT, text);
	for (n = 0; out[n]; n++)
		if (out[n] == '\n' || out[n] == '\t')
			out[n] = ' ';
	while (n > 0 && (out[n - 1] == ' ' || out[n - 1] == '.'))
		out[--n] = '\0';
	return out;
}

static int32_t tell_line(struct postgres_link *l, struct src_err *err)
{
	char why[SRC_TELL_TEXT];

	l->lost = true;
	return src_tell(err, GUIJU_FAILED, tr("the server cannot be reached: %s"),
	                one_line(why, PQerrorMessage(l->db)));
}

/* Until the socket is readable (or, if asked, writable): false when guiju stops it. */
static bool wait(const struct postgres_link *l, short events, bool *ready)
{
	struct pollfd p = { .fd = PQsocket(l->db), .events = events };
	int n;

	if (is_stopped(l))
		return false;
	n = poll(&p, 1, LOOK);
	*ready = n > 0 || (n < 0 && errno != EINTR);
	return true;
}

/* Words of the location and of options, for PQconnectStartParams(). */
struct words {
	const char *names[WORDS], *values[WORDS];
	size_t n;
};

static void add(struct words *w, const char *name, const char *value)
{
	if (*value && w->n + 1 < WORDS) {
		w->names[w->n] = name;
		w->values[w->n++] = value;
	}
}

/* Takes it apart; a password must not stand in it, since everybody sees it. *out: PQconninfoFree(). */
static int32_t read_location(PQconninfoOption **out, const char *location, struct src_err *err)
{
	char why[SRC_TELL_TEXT], *error = NULL;
	PQconninfoOption *all, *o;
	int32_t rc = GUIJU_OK;

	*out = NULL;
	if (strncmp(location, "postgresql://", 13) != 0 &&
	    strncmp(location, "postgres://", 11) != 0)
		return src_tell(err, GUIJU_NOT_MINE, "%s",
		                tr("this is no address that begins with postgresql://"));
	all = PQconninfoParse(location, &error);
	if (all == NULL && error == NULL)
		return src_tell_nomem(err);
	if (all == NULL)
		rc = src_tell(err, GUIJU_FAILED, tr("the address is wrong: %s"),
		              one_line(why, error));
	for (o = all; o && o->keyword && rc == GUIJU_OK; o++)
		if (o->val &&
		    (strcmp(o->keyword, "password") == 0 || strcmp(o->keyword, "sslpassword") == 0))
			rc =
			    src_tell(err, GUIJU_FAILED, "%s",
			             tr("the address holds a password: take it out, and give it by "
			                "the option password, as env:NAME or file:/path"));
	PQfreemem(error);
	*out = all;
	return rc;
}

static void collect(struct words *w, const struct src_env *env, const struct postgres_names *names)
{
	const char *mode = src_table_option(env, "sslmode", "");
	const char *authorities = src_table_option(env, "ca-file", "");

	*w = (struct words){ .n = 0 };
	add(w, "dbname", env->args->location);
	/* Behind the location, these count more than what it says. */
	if (names->hosts) {
		add(w, "host", names->hosts);
		add(w, "hostaddr", names->addresses);
		add(w, "port", names->ports);
	}
	add(w, "password", src_table_option(env, "password", ""));
	add(w, "sslmode", mode);
	if (*authorities == '\0' && strncmp(mode, "verify-", 7) == 0)
		authorities = "/etc/ssl/certs/ca-certificates.crt";
	add(w, "sslrootcert", authorities);
	add(w, "sslcert", src_table_option(env, "cert-file", ""));
	add(w, "sslkey", src_table_option(env, "key-file", ""));
	add(w, "client_encoding", "UTF8");
	add(w, "gssencmode", "disable");
	/* A line that is dead is found to be so, and a request to cancel does not wait for ever. */
	add(w, "tcp_user_timeout", "10000");
	add(w, "keepalives_idle", "30");
	add(w, "fallback_application_name", "guiju");
}

/* What the server notes by the way would else go to standard error. */
static void on_notice(void *in, const PGresult *r)
{
	const struct postgres_link *l = in;
	const char *said = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	char text[SRC_TELL_TEXT];

	if (said)
		src_tell_log(l->env, GUIJU_LOG_DEBUG, "%s", one_line(text, said));
}

static int32_t connect_once(struct postgres_link *l, const struct postgres_names *names,
                            uint64_t ms, struct src_err *err)
{
	PostgresPollingStatusType want = PGRES_POLLING_WRITING;
	struct words w;
	uint64_t waited = 0;
	bool ready;

	collect(&w, l->env, names);
	l->lost = false;
	l->db = PQconnectStartParams(w.names, w.values, 1);
	if (l->db == NULL)
		return src_tell_nomem(err);
	PQsetNoticeReceiver(l->db, on_notice, l);
	while (PQstatus(l->db) != CONNECTION_BAD && want != PGRES_POLLING_OK &&
	       want != PGRES_POLLING_FAILED) {
		/* The socket may be another one after each step. */
		if (!wait(l, want == PGRES_POLLING_READING ? POLLIN : POLLOUT, &ready))
			return SRC_SCAN_STOPPED;
		waited += ready ? 0 : LOOK;
		if (ms > 0 && waited >= ms) {
			l->lost = true;
			return src_tell(err, GUIJU_FAILED, "%s",
			                tr("the server does not answer in time: raise the option "
			                   "connect-timeout, or look whether it is there"));
		}
		if (ready)
			want = PQconnectPoll(l->db);
	}
	return PQstatus(l->db) == CONNECTION_OK ? GUIJU_OK : tell_line(l, err);
}

static int32_t seconds(const struct src_env *env, const char *name, uint64_t *out,
                       struct src_err *err)
{
	const char *text = src_table_option(env, name, "");
	char *end;

	errno = 0;
	*out = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0' || errno != 0)
		return src_tell(err, GUIJU_FAILED, tr("%s=%s: not a number of seconds"), name,
		                text);
	if (*out > DAY)
		*out = DAY;
	return GUIJU_OK;
}

/* How values are written, whatever the database's own settings; and nothing but reading. */
static int32_t begin(struct postgres_link *l, struct src_err *err)
{
	char sql[400];
	uint64_t most;
	int32_t rc = seconds(l->env, "timeout", &most, err);

	if (rc != GUIJU_OK)
		return rc;
	snprintf(
	    sql, sizeof sql,
	    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
	    "SET LOCAL datestyle = 'ISO, YMD';"
	    "SET LOCAL extra_float_digits = 1;"
	    "SET LOCAL bytea_output = 'hex';"
	    "SET LOCAL standard_conforming_strings = on;"
	    "SET LOCAL statement_timeout = %llu%s",
	    (unsigned long long)most * 1000,
	    /* A request to cancel that comes before the query is lost: then the server finds out that
	          * nobody listens. */
	    PQserverVersion(l->db) >= 140000 ? ";SET LOCAL client_connection_check_interval = 1000"
					     : "");
	return postgres_link_run(l, sql, PGRES_COMMAND_OK, NULL, err);
}

/* A server that starts, or is full, is asked again; a wrong password is not. */
static bool is_passing(const struct postgres_link *l)
{
	return l->lost && !PQconnectionNeedsPassword(l->db) && !PQconnectionUsedPassword(l->db);
}

static bool sleep_for(const struct postgres_link *l, uint64_t ms)
{
	uint64_t slept;

	for (slept = 0; slept < ms; slept += LOOK) {
		if (is_stopped(l))
			return false;
		usleep((useconds_t)(ms - slept < LOOK ? ms - slept : LOOK) * 1000);
	}
	return true;
}

int32_t postgres_link_open(struct postgres_link *l, const struct src_env *env,
                           const struct postgres_limits *limits, struct src_err *err)
{
	struct postgres_names names = { .hosts = NULL };
	PQconninfoOption *location = NULL;
	uint64_t most = 0, ms = limits->backoff;
	uint32_t n;
	int32_t rc;

	*l = (struct postgres_link){ .env = env, .limits = limits };
	rc = read_location(&location, env->args->location, err);
	if (rc == GUIJU_OK)
		rc = seconds(env, "connect-timeout", &most, err);
	if (rc == GUIJU_OK)
		rc = postgres_names_find(&names, env, location, most * 1000, err);
	for (n = 1; rc == GUIJU_OK; n++, ms *= 2) {
		rc = connect_once(l, &names, most * 1000, err);
		if (rc != GUIJU_FAILED || !is_passing(l) || n >= limits->tries ||
		    (left(l) >= 0 && (uint64_t)left(l) <= ms))
			break;
		postgres_link_close(l);
		rc = sleep_for(l, ms) ? GUIJU_OK : SRC_SCAN_STOPPED;
	}
	postgres_names_fini(&names);
	PQconninfoFree(location);
	return rc == GUIJU_OK ? begin(l, err) : rc;
}

void postgres_link_close(struct postgres_link *l)
{
	PQfinish(l->db);
	l->db = NULL;
}

/* Asks the server to stop what runs; it may take until it answers. */
static void cancel(struct postgres_link *l)
{
	PGcancel *c = PQgetCancel(l->db);
	char why[256];

	if (c)
		PQcancel(c, why, sizeof why);
	PQfreeCancel(c);
}

static int32_t tell_result(struct postgres_link *l, const PGresult *r, struct src_err *err)
{
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *said = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	const char *detail = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_DETAIL) : NULL;
	char why[SRC_TELL_TEXT], all[SRC_TELL_TEXT];

	if (PQstatus(l->db) == CONNECTION_BAD || said == NULL || state == NULL)
		return tell_line(l, err);
	snprintf(all, sizeof all, "%.600s%s%.300s%s", said, detail ? " (" : "",
	         detail ? detail : "", detail ? ")" : "");
	one_line(why, all);
	if (strcmp(state, "25006") == 0)
		return src_tell(err, GUIJU_FAILED,
		                tr("the query does more than read (%s): only SELECT is allowed"),
		                why);
	if (strcmp(state, "57014") == 0)
		return src_tell(
		    err, GUIJU_FAILED,
		    tr("the server has stopped the query (%s): make it faster, or raise "
		       "the option timeout"),
		    why);
	/* Class 57P: the server goes down, or this line was ended. */
	if (strncmp(state, "57P", 3) == 0)
		l->lost = true;
	if (strncmp(state, "42", 2) == 0 || strncmp(state, "0A", 2) == 0)
		return src_tell(err, GUIJU_FAILED, tr("the query is wrong: %s"), why);
	return src_tell(err, GUIJU_FAILED, tr("the database cannot be read: %s"), why);
}

/* Sends what is still to be sent, and waits for the next result. */
static int32_t next_result(struct postgres_link *l, PGresult **out, struct src_err *err)
{
	int unsent;
	bool ready;

	*out = NULL;
	while ((unsent = PQflush(l->db)) == 1 || PQisBusy(l->db)) {
		if (!wait(l, unsent == 1 ? POLLIN | POLLOUT : POLLIN, &ready)) {
			cancel(l);
			return SRC_SCAN_STOPPED;
		}
		if (ready && !PQconsumeInput(l->db))
			return tell_line(l, err);
	}
	if (unsent < 0)
		return tell_line(l, err);
	*out = PQgetResult(l->db);
	return GUIJU_OK;
}

/* All results of what was sent; the last one counts. A COPY goes on behind its first. */
static int32_t gather(struct postgres_link *l, ExecStatusType expected, PGresult **out,
                      struct src_err *err)
{
	PGresult *r = NULL, *last = NULL;
	int32_t rc;

	for (;;) {
		rc = next_result(l, &r, err);
		if (rc != GUIJU_OK || r == NULL)
			break;
		PQclear(last);
		last = r;
		if (PQresultStatus(r) == PGRES_COPY_OUT || PQresultStatus(r) == PGRES_FATAL_ERROR)
			break;
	}
	if (rc == GUIJU_OK && PQresultStatus(last) != expected)
		rc = tell_result(l, last, err);
	if (rc == GUIJU_OK && out)
		*out = last;
	else
		PQclear(last);
	return rc;
}

int32_t postgres_link_run(struct postgres_link *l, const char *sql, ExecStatusType expected,
                          PGresult **out, struct src_err *err)
{
	if (out)
		*out = NULL;
	l->lost = false;
	if (PQsetnonblocking(l->db, 1) != 0 || !PQsendQuery(l->db, sql))
		return tell_line(l, err);
	return gather(l, expected, out, err);
}

int32_t postgres_link_describe(struct postgres_link *l, const char *sql, PGresult **out,
                               struct src_err *err)
{
	int32_t rc;

	*out = NULL;
	l->lost = false;
	if (!PQsendPrepare(l->db, "", sql, 0, NULL))
		return tell_line(l, err);
	rc = gather(l, PGRES_COMMAND_OK, NULL, err);
	if (rc != GUIJU_OK)
		return rc;
	if (!PQsendDescribePrepared(l->db, ""))
		return tell_line(l, err);
	return gather(l, PGRES_COMMAND_OK, out, err);
}

int32_t postgres_link_line(struct postgres_link *l, char **line, size_t *n, struct src_err *err)
{
	bool ready;
	int got;

	*line = NULL;
	l->lost = false;
	while ((got = PQgetCopyData(l->db, line, 1)) == 0) {
		if (!wait(l, POLLIN, &ready)) {
			cancel(l);
			return SRC_SCAN_STOPPED;
		}
		if (ready && !PQconsumeInput(l->db))
			return tell_line(l, err);
	}
	if (got > 0) {
		*n = (size_t)got;
		return GUIJU_OK;
	}
	/* The end, or what broke it off. */
	return got == -1 ? gather(l, PGRES_COMMAND_OK, NULL, err) : tell_line(l, err);
}
