/* xml.h: a part of the workbook read as XML, block by block, with limits and without document types. */
#ifndef XLSX_XML_H
#define XLSX_XML_H
#include "package.h"
#include <expat.h>

/* Names come without their namespace's prefix: writers differ in these. Any may be NULL. */
struct xlsx_xml_ops {
	void (*start)(void *in, const char *name, const char **attributes);
	void (*end)(void *in, const char *name);
	void (*text)(void *in, const char *s, size_t n);
};

struct xlsx_xml {
	struct xlsx_part part;
	XML_Parser parser; /* owned */
	const struct xlsx_xml_ops *ops;
	void *in;
	struct src_err fault; /* of a handler; code GUIJU_OK: none */
	uint64_t fed;
	unsigned depth;
	bool ended;
};

/* GUIJU_END: there is no such part. */
int32_t xlsx_xml_open(struct xlsx_xml *x, struct xlsx_package *p, const char *name,
                      const struct xlsx_xml_ops *ops, void *in, struct src_err *err);
void xlsx_xml_close(struct xlsx_xml *x);
/* Reads a block; x->ended after the last. */
int32_t xlsx_xml_step(struct xlsx_xml *x, struct src_err *err);
/* All of a part; a part that is not there is empty. */
int32_t xlsx_xml_read(struct xlsx_package *p, const char *name, const struct xlsx_xml_ops *ops,
                      void *in, struct src_err *err);
/* For a handler, which is given x as the first member of its own: ends the parsing. */
void xlsx_xml_fail(struct xlsx_xml *x, const struct src_err *why);
/* The attribute's value by its name without a prefix, or NULL. */
const char *xlsx_xml_get(const char **attributes, const char *name);
#endif
