/* check_digest.c: SHA-256 by its published examples, in one piece and in many. */
#include "engine/base/digest.h"
#include "tests/base/suites.h"

#include <string.h>

static const struct {
	const char *text, *hex;
} known[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
};

static const char *hex_of(struct gj_digest *d)
{
	static char hex[GJ_DIGEST_TEXT];
	unsigned char bytes[GJ_DIGEST_BYTES];

	gj_digest_done(d, bytes);
	return gj_digest_hex(hex, bytes);
}

START_TEST(examples)
{
	struct gj_digest d;
	size_t n = strlen(known[_i].text);

	for (size_t piece = 1; piece <= n + 1; piece++) {
		gj_digest_init(&d);
		for (size_t at = 0; at < n; at += piece)
			gj_digest_put(&d, known[_i].text + at, piece < n - at ? piece : n - at);
		ck_assert_str_eq(hex_of(&d), known[_i].hex);
	}
}
END_TEST

START_TEST(a_million)
{
	static char as[1000];
	struct gj_digest d;

	memset(as, 'a', sizeof as);
	gj_digest_init(&d);
	for (int i = 0; i < 1000; i++)
		gj_digest_put(&d, as, sizeof as);
	ck_assert_str_eq(hex_of(&d),
	                 "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

/* The same on every machine: eight bytes, the least first. */
START_TEST(numbers)
{
	static const unsigned char bytes[] = { 8, 7, 6, 5, 4, 3, 2, 1 };
	struct gj_digest number, plain;
	char expected[GJ_DIGEST_TEXT];

	gj_digest_init(&plain);
	gj_digest_put(&plain, bytes, sizeof bytes);
	strcpy(expected, hex_of(&plain));
	gj_digest_init(&number);
	gj_digest_put_u64(&number, 0x0102030405060708u);
	ck_assert_str_eq(hex_of(&number), expected);
}
END_TEST

START_TEST(hex)
{
	unsigned char bytes[GJ_DIGEST_BYTES] = { 0x00, 0x0F, 0xF0, 0xFF };
	char text[GJ_DIGEST_TEXT];

	ck_assert_ptr_eq(gj_digest_hex(text, bytes), text);
	ck_assert_int_eq(strncmp(text, "000ff0ff00", 10), 0);
	ck_assert_uint_eq(strlen(text), GJ_DIGEST_TEXT - 1);
}
END_TEST

Suite *suite_digest(void)
{
	Suite *s = suite_create("base/digest");
	TCase *t = tcase_create("digest");

	tcase_add_loop_test(t, examples, 0, sizeof known / sizeof *known);
	tcase_add_test(t, a_million);
	tcase_add_test(t, numbers);
	tcase_add_test(t, hex);
	suite_add_tcase(s, t);
	return s;
}
