/* fingerprint.c: compiles a condition alone and hashes its program, with facts by their keys. */
#include "engine/eval/fingerprint.h"

#include <string.h>

#include "engine/eval/program.h"

static void put_text(struct gj_digest *d, const char *s)
{
	size_t n = s ? strlen(s) : 0;

	gj_digest_put_u64(d, n);
	if (n)
		gj_digest_put(d, s, n);
}

static void put_fact(struct gj_digest *d, const struct gj_fact *fact)
{
	put_text(d, fact ? fact->key : NULL);
	if (fact == NULL)
		return;
	gj_digest_put_u64(d, (uint64_t)fact->type);
	gj_digest_put_u64(d, fact->n_options); /* sets hold their numbers */
	for (size_t i = 0; i < fact->n_options; i++)
		put_text(d, fact->options[i].key);
}

static void put_program(struct gj_digest *d, const struct gj_program *p)
{
	gj_digest_put_u64(d, p->n_ins);
	for (size_t i = 0; i < p->n_ins; i++) {
		const struct gj_ins *s = &p->ins[i];
		const uint64_t parts[] = {
			s->op, s->space, s->cmp, s->e,           s->d,
			s->a,  s->b,     s->m,   (uint64_t)s->k, (uint64_t)s->c
		};

		for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
			gj_digest_put_u64(d, parts[k]);
	}
	gj_digest_put_u64(d, p->n_columns);
	for (size_t i = 0; i < p->n_columns; i++) {
		gj_digest_put_u64(d, (uint64_t)p->columns[i].kind);
		gj_digest_put_u64(d, p->columns[i].space);
		put_fact(d, p->columns[i].fact);
		put_text(d, p->columns[i].category);
	}
	gj_digest_put_u64(d, p->n_spaces);
	for (size_t i = 1; i < p->n_spaces; i++)
		put_fact(d, p->spaces[i].list);
	gj_digest_put_u64(d, p->n_sets);
	for (size_t i = 0; i < p->n_sets; i++) {
		gj_digest_put_u64(d, p->sets[i].n);
		gj_digest_put(d, p->sets[i].member, p->sets[i].n);
	}
	gj_digest_put_u64(d, p->n_literals);
	for (size_t i = 0; i < p->n_literals; i++)
		put_text(d, p->literals[i]);
	gj_digest_put_u64(d, p->n_terms);
	for (size_t i = 0; i < p->n_terms; i++) {
		gj_digest_put_u64(d, (uint64_t)p->terms[i]->step);
		gj_digest_put_u64(d, (uint64_t)p->terms[i]->number);
	}
}

static bool is_open(const struct gj_program *p)
{
	for (size_t i = 0; i < p->n_columns; i++)
		if (p->columns[i].kind == GJ_COLUMN_RECOGNISED ||
		    p->columns[i].kind == GJ_COLUMN_CALL)
			return true;
	for (size_t i = 0; i < p->n_terms; i++)
		if (p->terms[i]->step == GJ_STEP_WORKING_DAYS)
			return true;
	return false;
}

int gj_fingerprint_make(unsigned char out[GJ_FINGERPRINT_BYTES], bool *open,
                        const struct gj_cond *cond, int32_t reference, struct gj_err *err)
{
	unsigned char digest[GJ_DIGEST_BYTES];
	struct gj_program *p;
	struct gj_digest d;
	int rc = gj_program_compile(&p, &cond, 1, reference, err);

	if (rc < 0)
		return rc;
	gj_digest_init(&d);
	put_program(&d, p);
	gj_digest_done(&d, digest);
	memcpy(out, digest, GJ_FINGERPRINT_BYTES);
	*open = is_open(p);
	gj_program_free(p);
	return 0;
}
