/* json.h: strict JSON: one text checked whole, then taken apart where it lies. */
#ifndef SRC_JSON_H
#define SRC_JSON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum src_json_kind {
	SRC_JSON_NULL,
	SRC_JSON_FALSE,
	SRC_JSON_TRUE,
	SRC_JSON_NUMBER,
	SRC_JSON_STRING,
	SRC_JSON_ARRAY,
	SRC_JSON_OBJECT
};

/* What is wrong with a text: */
enum src_json_fault {
	SRC_JSON_OK,
	SRC_JSON_NO_MEMORY,
	SRC_JSON_CUT,       /* it ends too early */
	SRC_JSON_VALUE,     /* no value begins like this */
	SRC_JSON_LITERAL,   /* neither true nor false nor null */
	SRC_JSON_DIGITS,    /* no number: 012, 1., .5, +1, NaN */
	SRC_JSON_CONTROL,   /* a control character within a string */
	SRC_JSON_ESCAPE,    /* no such escape */
	SRC_JSON_SURROGATE, /* half a character */
	SRC_JSON_ZERO,      /* \u0000: no text has that */
	SRC_JSON_UTF8,
	SRC_JSON_NAME, /* a name must be a string */
	SRC_JSON_COLON,
	SRC_JSON_COMMA,     /* neither a comma nor the end of the list */
	SRC_JSON_DUPLICATE, /* the name stands twice in one object */
	SRC_JSON_DEEP,
	SRC_JSON_MANY,  /* more members than an object may have */
	SRC_JSON_BEHIND /* something follows the value */
};

enum { SRC_JSON_DEPTH = 32, SRC_JSON_MEMBERS = 1000 };

/* Kept from text to text, so that the memory is used again; {0} is ready. */
struct src_json {
	struct src_json_name {
		uint64_t hash;
		size_t at, size; /* in names */
	} * members;             /* owned; of the objects that are open, one behind the other */
	size_t n_members, room_members;
	char *names; /* owned */
	size_t n_names, room_names;
	size_t fault_at;
};

struct src_json_value {
	enum src_json_kind kind;
	const char *s; /* as it stands; a string with its quotation marks */
	size_t n;
};

void src_json_fini(struct src_json *j);
/* Checks that s[n] is one value with nothing but spaces around it; j->fault_at where not. */
enum src_json_fault src_json_check(struct src_json *j, const char *s, size_t n,
                                   struct src_json_value *out);
/* One sentence, without the place. */
const char *src_json_reason(enum src_json_fault fault);

/* The next member of an object, or element of an array, that was checked; name.s NULL in arrays.
 * *at is 0 at first. False: there are no more. */
bool src_json_next(const struct src_json_value *in, size_t *at, struct src_json_value *name,
                   struct src_json_value *value);
/* A string that was checked, without its escapes, into out (room for its n bytes): the length. */
size_t src_json_text(char *out, const struct src_json_value *string);
#endif
