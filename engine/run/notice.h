/* notice.h: internal to run/: a notice as the contract promises it to plugins, and as a channel can carry it. */
#ifndef GJ_NOTICE_H
#define GJ_NOTICE_H
#include "plugins/guiju.h"

enum { GJ_NOTICE_KEY = 64, GJ_NOTICE_ATTACHMENTS = 32 };

/* *out is *in in the form that we know: sizes set, NULL texts "", where they may not be NULL. The attachments stay
 * the caller's. */
void gj_notice_fill(struct guiju_notice *out, const struct guiju_notice *in);
/* Of a filled one: why it may never be handed to a plugin, as a sentence without a full stop; NULL when it may. */
const char *gj_notice_unfit(const struct guiju_notice *notice);
/* Why the channel cannot carry it, or NULL. */
const char *gj_notice_too_much(const struct guiju_notice *notice,
                               const struct guiju_limits *limits);
#endif
