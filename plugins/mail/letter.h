/* letter.h: the header of a letter: words in any script, and what may stand where an address does. */
#ifndef MAIL_LETTER_H
#define MAIL_LETTER_H
#include <stddef.h>

enum { MAIL_LINE = 4096 };

/* "Name: text" as one header line without its end, encoded and folded where the text needs it. -1: it is too long. */
int mail_header(char out[MAIL_LINE], const char *name, const char *text);
/* "Name: words <address>"; without words the address alone. */
int mail_person(char out[MAIL_LINE], const char *name, const char *words, const char *address);
/* One address of a mailbox: local@domain, ASCII, nothing that could end a line or begin another address. */
int mail_address_is_good(const char *address);
/* "Content-Disposition: attachment; filename*=UTF-8''...", for a name in any script (RFC 2231). -1: too long. */
int mail_attached(char out[MAIL_LINE], const char *name);
/* "Date: Thu, 24 Nov 2022 08:00:00 +0000" of ms since 1970. */
void mail_date(char out[64], long long ms);
#endif
