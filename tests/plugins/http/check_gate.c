/* check_gate.c: addresses, host names, Link headers and the table, without a server. */
#include "tests/plugins/http/kit.h"
#include "tests/plugins/http/suites.h"
#include "plugins/http/gate.h"
#include "plugins/http/link.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>

START_TEST(test_places)
{
	static const struct {
		const char *address;
		enum http_place place;
	} cases[] = {
		{ "9.255.255.255", HTTP_PUBLIC },
		{ "10.0.0.0", HTTP_PRIVATE },
		{ "10.255.255.255", HTTP_PRIVATE },
		{ "11.0.0.0", HTTP_PUBLIC },
		{ "100.63.255.255", HTTP_PUBLIC },
		{ "100.64.0.0", HTTP_PRIVATE },
		{ "100.127.255.255", HTTP_PRIVATE },
		{ "100.128.0.0", HTTP_PUBLIC },
		{ "127.0.0.1", HTTP_PRIVATE },
		{ "0.0.0.0", HTTP_NOWHERE },
		{ "0.255.255.255", HTTP_NOWHERE },
		{ "169.253.255.255", HTTP_PUBLIC },
		{ "169.254.0.0", HTTP_NOWHERE },
		{ "169.254.255.255", HTTP_NOWHERE },
		{ "169.255.0.0", HTTP_PUBLIC },
		{ "172.15.255.255", HTTP_PUBLIC },
		{ "172.16.0.0", HTTP_PRIVATE },
		{ "172.31.255.255", HTTP_PRIVATE },
		{ "172.32.0.0", HTTP_PUBLIC },
		{ "192.167.255.255", HTTP_PUBLIC },
		{ "192.168.0.0", HTTP_PRIVATE },
		{ "192.169.0.0", HTTP_PUBLIC },
		{ "198.17.255.255", HTTP_PUBLIC },
		{ "198.18.0.0", HTTP_PRIVATE },
		{ "198.19.255.255", HTTP_PRIVATE },
		{ "198.20.0.0", HTTP_PUBLIC },
		{ "223.255.255.255", HTTP_PUBLIC },
		{ "224.0.0.0", HTTP_NOWHERE },
		{ "255.255.255.255", HTTP_NOWHERE },
		{ "::", HTTP_NOWHERE },
		{ "::1", HTTP_PRIVATE },
		{ "::2", HTTP_NOWHERE },
		{ "::ffff:10.0.0.1", HTTP_PRIVATE },
		{ "::ffff:8.8.8.8", HTTP_PUBLIC },
		{ "::127.0.0.1", HTTP_PRIVATE },
		{ "64:ff9b::10.0.0.1", HTTP_PRIVATE },
		{ "64:ff9b::8.8.8.8", HTTP_PUBLIC },
		{ "2002:a00:1::1", HTTP_PRIVATE },
		{ "2002:808:808::1", HTTP_PUBLIC },
		{ "fbff::1", HTTP_NOWHERE },
		{ "fc00::1", HTTP_PRIVATE },
		{ "fdff::1", HTTP_PRIVATE },
		{ "fe80::1", HTTP_NOWHERE },
		{ "fec0::1", HTTP_PRIVATE },
		{ "ff02::1", HTTP_NOWHERE },
		{ "2001:da8::1", HTTP_PUBLIC },
		{ "3fff::1", HTTP_PUBLIC },
		{ "4000::1", HTTP_NOWHERE },
		{ "", HTTP_NOWHERE },
		{ "10.0.0", HTTP_NOWHERE },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sockaddr_in four = { .sin_family = AF_INET };
		struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
		const void *address = NULL;

		ck_assert_msg(http_gate_place_text(cases[i].address) == cases[i].place, "%s",
		              cases[i].address);
		if (inet_pton(AF_INET, cases[i].address, &four.sin_addr) == 1)
			address = &four;
		else if (inet_pton(AF_INET6, cases[i].address, &six.sin6_addr) == 1)
			address = &six;
		if (address)
			ck_assert_msg(http_gate_place(address) == cases[i].place, "%s",
			              cases[i].address);
	}
}
END_TEST

START_TEST(test_names)
{
	static const struct {
		const char *list, *host;
		int port, usual;
		bool named;
	} cases[] = {
		{ "", "a.cn", 80, 80, false },
		{ "a.cn", "a.cn", 80, 80, true },
		{ "a.cn", "A.CN", 80, 80, true },
		{ "a.cn", "a.cn", 8080, 80, false },
		{ "a.cn:8080", "a.cn", 8080, 80, true },
		{ "a.cn:8080", "a.cn", 80, 80, false },
		{ "a.cn.evil.cn", "a.cn", 80, 80, false },
		{ "b.cn, a.cn", "a.cn", 443, 443, true },
		{ "xa.cn", "a.cn", 80, 80, false },
		{ "a.cn", "x.a.cn", 80, 80, false },
		{ " ,,", "a.cn", 80, 80, false },
		{ "a.cn:", "a.cn", 80, 80, false },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(http_gate_names(cases[i].list, cases[i].host, (uint16_t)cases[i].port,
		                              (uint16_t)cases[i].usual) == cases[i].named,
		              "%zu", i);
}
END_TEST

START_TEST(test_link)
{
	static const struct {
		const char *header, *target;
	} cases[] = {
		{ "", NULL },
		{ "<a>; rel=next", "a" },
		{ "<a>;rel=\"next\"", "a" },
		{ "<a>; REL=\"prev Next\"", "a" },
		{ "<a>; rel=prev, <b>; rel=next", "b" },
		{ "<a,b>; rel=next", "a,b" },
		{ "<a>; title=\"x, y; rel=next\"; rel=\"last\"", NULL },
		{ "<a>; title=\"\\\"<c>; rel=next\"; rel=prev , <b> ; rel = next ", "b" },
		{ "<a>; rel=prev; rel=next", NULL },
		{ "<a>; rel=nextest", NULL },
		{ "<a>", NULL },
		{ "<a; rel=next", NULL },
		{ "<>; rel=next", "" },
		{ "a; rel=next", NULL },
		{ "<a>; rel=\"next", "a" },
		{ "<a>; rel", NULL },
		{ "<a> x; rel=next", "a" },
	};
	const char *target;
	size_t i, n;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool found = http_link_next(cases[i].header, strlen(cases[i].header), &target, &n);

		ck_assert_msg(found == (cases[i].target != NULL), "%s", cases[i].header);
		if (found)
			ck_assert_msg(strlen(cases[i].target) == n &&
			                  memcmp(target, cases[i].target, n) == 0,
			              "%s", cases[i].header);
	}
}
END_TEST

START_TEST(test_table)
{
	const struct guiju_plugin *plugin;

	fakehost_init(&kit.f, "");
	plugin = guiju_plugin_entry(&kit.f.host);
	ck_assert_ptr_nonnull(plugin);
	ck_assert_str_eq(plugin->name, "http");
	kit.f.host.size--;
	ck_assert_ptr_null(guiju_plugin_entry(&kit.f.host));
}
END_TEST

Suite *suite_gate(void)
{
	Suite *s = suite_create("gate");
	TCase *t = tcase_create("gate");

	tcase_add_test(t, test_places);
	tcase_add_test(t, test_names);
	tcase_add_test(t, test_link);
	tcase_add_test(t, test_table);
	suite_add_tcase(s, t);
	return s;
}
