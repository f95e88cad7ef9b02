/* server.h: a server of the tests that runs while a test does, and ends with it. */
#ifndef TEST_SUPPORT_SERVER_H
#define TEST_SUPPORT_SERVER_H
#include <sys/types.h>

struct gj_server {
	pid_t pid;
	int in;         /* closing it ends the server, even where the test is killed */
	char line[128]; /* the first that it printed: its port */
};

/* args: the program and its arguments, NULL last. 0, or -1 when it does not start or says nothing. */
int gj_server_start(struct gj_server *s, const char *const *args);
void gj_server_stop(struct gj_server *s);
/* tests/support/http_server.py, its requests into the file log. */
int gj_server_http(struct gj_server *s, const char *log);
/* tests/support/smtp_server.py, its letters into the folder; where `user` is not NULL, for that user and password only.
 * -1 also where there is no aiosmtpd. */
int gj_server_smtp(struct gj_server *s, const char *folder, const char *user, const char *password);
/* tests/support/postgres_server.py: s->line is "FOLDER PORT", or "-" where there is no PostgreSQL. */
int gj_server_postgres(struct gj_server *s);
#endif
