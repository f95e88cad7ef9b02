/* check_blake.c: BLAKE2b-256 by known values, in one piece and in many, over the edges of the buffer. */
#include "engine/base/blake.h"
#include "engine/base/digest.h"
#include "tests/base/suites.h"

#include <string.h>

static const char *hex_of(struct gj_blake *b)
{
	static char hex[GJ_DIGEST_TEXT];
	unsigned char bytes[GJ_BLAKE_BYTES];

	gj_blake_done(b, bytes);
	return gj_digest_hex(hex, bytes);
}

START_TEST(examples)
{
	static const struct {
		const char *text, *hex;
	} known[] = {
		{ "", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8" },
		{ "abc", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319" },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct gj_blake b;

		gj_blake_init(&b);
		gj_blake_put(&b, known[i].text, strlen(known[i].text));
		ck_assert_str_eq(hex_of(&b), known[i].hex);
	}
}
END_TEST

START_TEST(pieces)
{
	static const size_t sizes[] = { 1, 7, 127, 128, 2047, 2048, 2049, 5000 };
	unsigned char data[5000];
	char whole[GJ_DIGEST_TEXT];
	struct gj_blake b;

	for (size_t i = 0; i < sizeof data; i++)
		data[i] = (unsigned char)(i * 31);
	gj_blake_init(&b);
	gj_blake_put(&b, data, sizeof data);
	strcpy(whole, hex_of(&b));
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		gj_blake_init(&b);
		for (size_t at = 0; at < sizeof data; at += sizes[k])
			gj_blake_put(&b, data + at,
			             sizes[k] < sizeof data - at ? sizes[k] : sizeof data - at);
		ck_assert_str_eq(hex_of(&b), whole);
	}
}
END_TEST

/* Texts have their length before them: what is cut in another place is another. */
START_TEST(lengths)
{
	char one[GJ_DIGEST_TEXT];
	struct gj_blake b;

	gj_blake_init(&b);
	gj_blake_put_text(&b, "ab");
	gj_blake_put_text(&b, "c");
	strcpy(one, hex_of(&b));
	gj_blake_init(&b);
	gj_blake_put_text(&b, "a");
	gj_blake_put_text(&b, "bc");
	ck_assert_str_ne(hex_of(&b), one);
}
END_TEST

Suite *suite_blake(void)
{
	Suite *s = suite_create("base/blake");
	TCase *t = tcase_create("blake");

	tcase_add_test(t, examples);
	tcase_add_test(t, pieces);
	tcase_add_test(t, lengths);
	suite_add_tcase(s, t);
	return s;
}
