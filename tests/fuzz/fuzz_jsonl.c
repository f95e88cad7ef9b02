/* fuzz_jsonl.c: any bytes as JSON: what jansson takes, and as which value, is what ours must take; and as a
 * file, wherever its blocks end, it must give the same rows. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <jansson.h>

#include "plugins/common/json.h"
#include "plugins/jsonl/jsonl.h"
#include "tests/fuzz/fuzz.h"
#include "tests/plugins/fakehost.h"

static void must(int holds)
{
	if (!holds)
		abort();
}

static char *text_of(const struct src_json_value *v, size_t *n)
{
	char *text = malloc(v->n + 1);

	must(text != NULL);
	*n = src_json_text(text, v);
	must(*n < v->n);
	text[*n] = '\0';
	return text;
}

static void same_number(const struct src_json_value *ours, const json_t *theirs)
{
	char *copy = strndup(ours->s, ours->n), whole[32];

	must(copy != NULL);
	if (json_is_integer(theirs)) {
		snprintf(whole, sizeof whole, "%" JSON_INTEGER_FORMAT, json_integer_value(theirs));
		must(strcmp(copy, whole) == 0 || strcmp(copy, "-0") == 0);
	} else {
		must(json_is_real(theirs) && strtod(copy, NULL) == json_real_value(theirs));
	}
	free(copy);
}

static void same(const struct src_json_value *ours, const json_t *theirs)
{
	struct src_json_value name, value;
	size_t at = 0, n = 0, size;
	char *text;

	switch (ours->kind) {
	case SRC_JSON_NULL:
		must(json_is_null(theirs));
		return;
	case SRC_JSON_FALSE:
		must(json_is_false(theirs));
		return;
	case SRC_JSON_TRUE:
		must(json_is_true(theirs));
		return;
	case SRC_JSON_NUMBER:
		same_number(ours, theirs);
		return;
	case SRC_JSON_STRING:
		text = text_of(ours, &size);
		must(json_is_string(theirs) && json_string_length(theirs) == size &&
		     memcmp(text, json_string_value(theirs), size) == 0);
		free(text);
		return;
	case SRC_JSON_ARRAY:
		must(json_is_array(theirs));
		while (src_json_next(ours, &at, &name, &value)) {
			must(name.s == NULL && n < json_array_size(theirs));
			same(&value, json_array_get(theirs, n++));
		}
		must(n == json_array_size(theirs));
		return;
	case SRC_JSON_OBJECT:
		must(json_is_object(theirs));
		while (src_json_next(ours, &at, &name, &value)) {
			text = text_of(&name, &size);
			must(json_object_get(theirs, text) != NULL);
			same(&value, json_object_get(theirs, text));
			free(text);
			n++;
		}
		must(n == json_object_size(theirs));
		return;
	}
	must(0);
}

/* Where both may differ: zero bytes between tokens, which jansson skips; numbers that it cannot hold;
 * limits of ours. */
static void compare(const char *s, size_t n)
{
	struct src_json j = { .n_members = 0 };
	struct src_json_value ours;
	json_error_t error;
	enum src_json_fault fault = src_json_check(&j, s, n, &ours);
	json_t *theirs = json_loadb(s, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);

	must(fault == SRC_JSON_OK || j.fault_at <= n);
	must(fault == SRC_JSON_OK || *src_json_reason(fault) != '\0');
	if (fault == SRC_JSON_OK && theirs)
		same(&ours, theirs);
	else if (fault == SRC_JSON_OK)
		must(json_error_code(&error) == json_error_numeric_overflow);
	else if (theirs)
		must(fault == SRC_JSON_DEEP || fault == SRC_JSON_MANY ||
		     memchr(s, '\0', n) != NULL);
	json_decref(theirs);
	src_json_fini(&j);
}

static int32_t run(struct fakehost *f, const char *path, size_t block, const char *list)
{
	struct src_limits limits = jsonl_limits_usual;
	struct guiju_source *source;
	int32_t rc;

	/* Small, so that inputs of a few bytes come past them. */
	limits.block = block;
	limits.cell = 40;
	limits.row = 400;
	limits.batch_bytes = 100;
	fakehost_init_all(f, path);
	f->args.list = list;
	f->args.list_within = list != NULL;
	rc = jsonl_source_open(&f->host, &f->args, &limits, &source);
	return rc == GUIJU_OK ? fakehost_drain(f, &jsonl_source_ops, source) : rc;
}

static void compare_files(const char *path, size_t size, const char *list)
{
	static struct fakehost whole;
	static struct fakehost split;
	int32_t rc = run(&whole, path, 64 * 1024, list);

	must(rc == run(&split, path, 1 + size % 17, list));
	must(rc != GUIJU_NOMEM);
	must(whole.n_rows == split.n_rows && strcmp(whole.rows, split.rows) == 0 &&
	     strcmp(whole.reports, split.reports) == 0);
	must((rc == GUIJU_END) == (*whole.failed == '\0'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz_jsonl", MFD_CLOEXEC);
	char path[64], *copy = malloc(size + 1);

	must(copy != NULL);
	memcpy(copy, data, size);
	compare(copy, size);
	free(copy);
	must(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	compare_files(path, size, NULL);
	compare_files(path, size, "trainings");
	close(fd);
	return 0;
}
