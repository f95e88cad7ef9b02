/* secret.h: internal to run/: a password or token, fetched from where its reference points. */
#ifndef GJ_SECRET_H
#define GJ_SECRET_H
struct gj_err;

enum { GJ_SECRET_MAX = 4096 };

/* "env:NAME" or "file:/path"; *out is the caller's, to be wiped. Of a file one line end at its end
 * does not count. Errors name the option and the reference, never the content: GJ_EINVAL (no such
 * variable, nothing in it, control characters, not UTF-8, too long), GJ_ENOENT, GJ_EIO, GJ_ENOMEM. */
int gj_secret_read(char **out, const char *option, const char *reference, struct gj_err *err);
#endif
