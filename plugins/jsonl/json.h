/* json.h: strict JSON: one text checked whole, then taken apart where it lies. */
#ifndef JSONL_JSON_H
#define JSONL_JSON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum jsonl_kind {
	JSONL_NULL,
	JSONL_FALSE,
	JSONL_TRUE,
	JSONL_NUMBER,
	JSONL_STRING,
	JSONL_ARRAY,
	JSONL_OBJECT
};

/* What is wrong with a text: */
enum jsonl_fault {
	JSONL_OK,
	JSONL_NO_MEMORY,
	JSONL_CUT,       /* it ends too early */
	JSONL_VALUE,     /* no value begins like this */
	JSONL_LITERAL,   /* neither true nor false nor null */
	JSONL_DIGITS,    /* no number: 012, 1., .5, +1, NaN */
	JSONL_CONTROL,   /* a control character within a string */
	JSONL_ESCAPE,    /* no such escape */
	JSONL_SURROGATE, /* half a character */
	JSONL_ZERO,      /* \u0000: no text has that */
	JSONL_UTF8,
	JSONL_NAME, /* a name must be a string */
	JSONL_COLON,
	JSONL_COMMA,     /* neither a comma nor the end of the list */
	JSONL_DUPLICATE, /* the name stands twice in one object */
	JSONL_DEEP,
	JSONL_MANY,  /* more members than an object may have */
	JSONL_BEHIND /* something follows the value */
};

enum { JSONL_DEPTH = 32, JSONL_MEMBERS = 1000 };

/* Kept from text to text, so that the memory is used again; {0} is ready. */
struct jsonl_json {
	struct jsonl_name {
		uint64_t hash;
		size_t at, size; /* in names */
	} * members;             /* owned; of the objects that are open, one behind the other */
	size_t n_members, room_members;
	char *names; /* owned */
	size_t n_names, room_names;
	size_t fault_at;
};

struct jsonl_value {
	enum jsonl_kind kind;
	const char *s; /* as it stands; a string with its quotation marks */
	size_t n;
};

void jsonl_json_fini(struct jsonl_json *j);
/* Checks that s[n] is one value with nothing but spaces around it; j->fault_at where not. */
enum jsonl_fault jsonl_json_check(struct jsonl_json *j, const char *s, size_t n,
                                  struct jsonl_value *out);
/* One sentence, without the place. */
const char *jsonl_json_reason(enum jsonl_fault fault);

/* The next member of an object, or element of an array, that was checked; name.s NULL in arrays.
 * *at is 0 at first. False: there are no more. */
bool jsonl_json_next(const struct jsonl_value *in, size_t *at, struct jsonl_value *name,
                     struct jsonl_value *value);
/* A string that was checked, without its escapes, into out (room for its n bytes): the length. */
size_t jsonl_json_text(char *out, const struct jsonl_value *string);
#endif
