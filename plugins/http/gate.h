/* gate.h: which hosts may be asked, and which addresses may be connected to. */
#ifndef HTTP_GATE_H
#define HTTP_GATE_H
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

enum http_place {
	HTTP_PUBLIC,
	HTTP_PRIVATE, /* of a network of one's own, or of this machine */
	HTTP_NOWHERE /* no server is there, or none that may be asked: link-local, multicast, 0.0.0.0 */
};

/* An address as it is connected to; IPv4 addresses within IPv6 ones count as what they are. */
enum http_place http_gate_place(const struct sockaddr *address);
/* The same of "192.168.1.1" or "::1"; nowhere for what is no address. */
enum http_place http_gate_place_text(const char *text);
/* Whether a list like "data.example.cn, api.example.cn:8443" names the host; without a port it means
 * the scheme's own (`usual`). */
bool http_gate_names(const char *list, const char *host, uint16_t port, uint16_t usual);
#endif
