/* fields.c: a hash table of names. */
#include <stdlib.h>
#include <string.h>

#include "common/fields.h"

enum { TOLD = 20 /* unknown names that are told of */ };

int32_t src_fields_init(struct src_fields *f, const struct src_env *env, struct src_err *err)
{
	*f = (struct src_fields){
		.env = env,
		.table = calloc(SRC_FIELDS, sizeof *f->table),
		.last = calloc(env->args->n_columns + 1, sizeof *f->last),
	};
	return f->table && f->last ? GUIJU_OK : src_tell_nomem(err);
}

void src_fields_fini(struct src_fields *f)
{
	size_t i;

	for (i = 0; f->table && i < SRC_FIELDS; i++)
		free(f->table[i].name);
	free(f->table);
	free(f->last);
	free(f->text);
	*f = (struct src_fields){ .n = 0 };
}

static int32_t ask(const struct src_fields *f, const char *name, size_t n)
{
	int32_t column = f->env->host->find_column(f->env->args->host_data, name, n);

	return column >= 0 && (uint32_t)column < f->env->args->n_columns ? column : -1;
}

static void tell_unknown(const struct src_fields *f, const struct src_field *field)
{
	char quoted[SRC_TELL_QUOTE];
	struct guiju_text text = { field->name, field->size };

	if (f->n <= TOLD)
		src_tell_log(f->env, GUIJU_LOG_WARNING, tr("the unknown name \"%s\" is ignored"),
		             src_tell_quote(quoted, text));
}

static int32_t add(struct src_fields *f, struct src_field *field, const char *name, size_t n,
                   uint64_t hash, struct src_err *err)
{
	char *copy = malloc(n + 1);

	if (copy == NULL)
		return src_tell_nomem(err);
	memcpy(copy, name, n);
	*field = (struct src_field){ hash, copy, n, ask(f, name, n) };
	f->n++;
	if (field->column < 0)
		tell_unknown(f, field);
	else
		f->last[field->column] = field;
	return GUIJU_OK;
}

int32_t src_fields_find(struct src_fields *f, const struct src_json_value *name, int32_t *column,
                        struct src_err *err)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	struct src_field *field;
	size_t n, i;
	int32_t rc;

	if (f->room < name->n) {
		char *grown = realloc(f->text, 2 * name->n);

		if (grown == NULL)
			return src_tell_nomem(err);
		f->text = grown;
		f->room = 2 * name->n;
	}
	n = src_json_text(f->text, name);
	for (i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)f->text[i]) * UINT64_C(1099511628211);
	for (i = hash % SRC_FIELDS;; i = (i + 1) % SRC_FIELDS) {
		field = &f->table[i];
		if (field->name == NULL)
			break;
		if (field->hash == hash && field->size == n && memcmp(field->name, f->text, n) == 0)
			break;
	}
	if (field->name == NULL) {
		/* Names without end are not remembered. */
		if (f->n >= SRC_FIELDS / 2) {
			*column = ask(f, f->text, n);
			if (*column >= 0)
				f->last[*column] = NULL;
			return GUIJU_OK;
		}
		rc = add(f, field, f->text, n, hash, err);
		if (rc != GUIJU_OK)
			return rc;
	} else if (field->column >= 0 && f->last[field->column] != field) {
		ask(f, f->text, n);
		f->last[field->column] = field;
	}
	*column = field->column;
	return GUIJU_OK;
}
