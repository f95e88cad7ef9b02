/* gate.c: addresses by the blocks that are set apart, and names by a list. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gate.h"

static enum http_place place4(uint32_t a)
{
	static const struct {
		uint32_t first;
		unsigned bits;
		enum http_place place;
	} blocks[] = {
		{ 0x00000000, 8, HTTP_NOWHERE },  { 0x0a000000, 8, HTTP_PRIVATE },
		{ 0x64400000, 10, HTTP_PRIVATE }, { 0x7f000000, 8, HTTP_PRIVATE },
		{ 0xa9fe0000, 16, HTTP_NOWHERE }, { 0xac100000, 12, HTTP_PRIVATE },
		{ 0xc0000000, 24, HTTP_NOWHERE }, { 0xc0000200, 24, HTTP_NOWHERE },
		{ 0xc0a80000, 16, HTTP_PRIVATE }, { 0xc6120000, 15, HTTP_PRIVATE },
		{ 0xe0000000, 3, HTTP_NOWHERE },
	};
	size_t i;

	for (i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if ((a ^ blocks[i].first) >> (32 - blocks[i].bits) == 0)
			return blocks[i].place;
	return HTTP_PUBLIC;
}

static uint32_t number4(const unsigned char *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static enum http_place place6(const unsigned char b[16])
{
	static const unsigned char mapped[12] = { [10] = 0xff, 0xff };
	static const unsigned char translated[12] = { 0, 0x64, 0xff, 0x9b };
	static const unsigned char zero[16];

	if (memcmp(b, zero, 15) == 0)
		return b[15] == 1 ? HTTP_PRIVATE : HTTP_NOWHERE;
	if (memcmp(b, mapped, 12) == 0 || memcmp(b, translated, 12) == 0 ||
	    memcmp(b, zero, 12) == 0)
		return place4(number4(b + 12));
	if (b[0] == 0x20 && b[1] == 0x02)
		return place4(number4(b + 2));
	if ((b[0] & 0xfe) == 0xfc || (b[0] == 0xfe && (b[1] & 0xc0) == 0xc0))
		return HTTP_PRIVATE;
	/* All that is given out to anybody lies in 2000::/3. */
	return (b[0] & 0xe0) == 0x20 ? HTTP_PUBLIC : HTTP_NOWHERE;
}

enum http_place http_gate_place(const struct sockaddr *address)
{
	const void *any = address;

	if (address->sa_family == AF_INET)
		return place4(ntohl(((const struct sockaddr_in *)any)->sin_addr.s_addr));
	if (address->sa_family == AF_INET6)
		return place6(((const struct sockaddr_in6 *)any)->sin6_addr.s6_addr);
	return HTTP_NOWHERE;
}

enum http_place http_gate_place_text(const char *text)
{
	unsigned char b[16];

	if (inet_pton(AF_INET, text, b) == 1)
		return place4(number4(b));
	return inet_pton(AF_INET6, text, b) == 1 ? place6(b) : HTTP_NOWHERE;
}

bool http_gate_names(const char *list, const char *host, uint16_t port, uint16_t usual)
{
	size_t n = strlen(host), size;

	for (; *list; list += size) {
		list += strspn(list, ", \t");
		size = strcspn(list, ", \t");
		if (size < n || strncasecmp(list, host, n) != 0)
			continue;
		if (size == n ? port == usual
		              : list[n] == ':' && strtoul(list + n + 1, NULL, 10) == port)
			return true;
	}
	return false;
}
