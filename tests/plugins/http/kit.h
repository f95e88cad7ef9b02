/* kit.h: a real server that misbehaves as it is asked to, and the http source reading from it. */
#ifndef GJ_TEST_HTTP_KIT_H
#define GJ_TEST_HTTP_KIT_H
#include "plugins/http/http.h"
#include "tests/plugins/fakehost.h"
#include "tests/support/server.h"

struct http_kit {
	char *dir, *requests; /* owned; requests: the file that the server writes them to */
	struct gj_server server;
	struct fakehost f;
	struct http_limits limits;
	char location[4096];
};

/* Of the test that runs, between both halves of the fixture. */
extern struct http_kit kit;
void http_kit_start(void);
void http_kit_stop(void);

/* Three rows, as the server writes them to a page. */
extern const char http_kit_three[];

/* Options as "name=value name=value"; beside them what a test on this machine needs. */
void http_kit_prepare(const char *path, const char *options);
int32_t http_kit_run(void);
/* Both. */
int32_t http_kit_read(const char *path, const char *options);
/* How often a request had that in it. */
int http_kit_asked(const char *what);
#endif
