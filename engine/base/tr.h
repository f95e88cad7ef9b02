/* tr.h: messages in the reader's language, through gettext's catalogue "guiju". */
#ifndef GJ_TR_H
#define GJ_TR_H

/* The message in the language of the process, or msgid itself. Borrowed for ever. */
const char *gj_tr(const char *msgid) __attribute__((format_arg(1)));

#define tr(msgid) gj_tr(msgid)
#define TR_NOOP(msgid) msgid /* marks a text of a table; the table's reader calls tr() */
#endif
