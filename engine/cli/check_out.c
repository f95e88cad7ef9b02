/* check_out.c: findings as text, as JSON, and as SARIF for editors and code hosts. */
#include "engine/cli/check.h"

#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/policy/finding_codes.h"

#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef GUIJU_VERSION
#define GUIJU_VERSION "0"
#endif

static const char *severity(const struct gj_finding *f)
{
	return f->severity == GJ_SEVERITY_ERROR ? "error" : "warning";
}

/* Writes an array or object to stdout and gives it back. */
static int put(json_t *root, int failed, struct gj_err *err)
{
	if (root && !failed)
		failed = json_dumpf(root, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(root);
	return failed || root == NULL ? gj_err_nomem(err, tr("the findings")) : 0;
}

int gj_check_json(const struct gj_rules *r, struct gj_err *err)
{
	json_t *all = json_array();
	int failed = 0;

	for (size_t i = 0; all && i < r->findings.n; i++) {
		const struct gj_finding *f = &r->findings.items[i];

		failed |=
		    json_array_append_new(all, json_pack("{s:s, s:s, s:s, s:i, s:s, s:s}", "code",
		                                         f->code, "severity", severity(f), "file",
		                                         f->file ? f->file : "", "line", f->line,
		                                         "message", f->message, "hint", f->hint));
	}
	return put(all, failed, err);
}

void gj_check_text(const struct gj_rules *r)
{
	size_t checks = 0;

	for (size_t i = 0; i < r->findings.n; i++)
		gj_rules_print_finding(r, &r->findings.items[i], stdout);
	if (r->findings.errors + r->findings.warnings > r->findings.n)
		printf(tr("... and %zu more\n"),
		       r->findings.errors + r->findings.warnings - r->findings.n);
	for (size_t i = 0; r->policy && i < r->policy->n_categories; i++)
		checks += r->policy->categories[i].n_checks;
	if (r->policy)
		printf(
		    tr("%s: %zu checks in %zu categories, %zu targets, %zu phases, %zu readings\n"
		       "content %s\n"),
		    r->policy->id, checks, r->policy->n_categories, r->policy->n_targets,
		    r->policy->n_phases, r->policy->n_readings, r->policy->hash);
	printf(tr("%zu errors, %zu warnings\n"), r->findings.errors, r->findings.warnings);
}

/* A path as a URI reference: what is not plain is written %XX. */
static bool encode(char *out, size_t size, const char *path)
{
	static const char plain[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
	size_t n = 0;

	for (; *path; path++) {
		if (n + 4 > size)
			return false;
		if (strchr(plain, *path))
			out[n++] = *path;
		else
			n += (size_t)snprintf(out + n, size - n, "%%%02X", (unsigned char)*path);
	}
	out[n] = '\0';
	return true;
}

bool gj_check_uri(char *out, size_t size, const char *path)
{
	static const char scheme[] = "file://";

	if (size < sizeof scheme)
		return false;
	memcpy(out, scheme, sizeof scheme);
	return encode(out + sizeof scheme - 1, size - sizeof scheme + 1, path);
}

static json_t *sarif_rule(enum gj_finding_id id)
{
	const char *code = gj_finding_code(id);
	char uri[3 * PATH_MAX];
	json_t *rule = json_pack("{s:s, s:{s:s}, s:{s:s}}", "id", code, "shortDescription", "text",
	                         gj_finding_meaning(id), "defaultConfiguration", "level",
	                         code[0] == 'W' ? "warning" : "error");

	if (rule && gj_check_page_uri(uri, sizeof uri, code))
		json_object_set_new(rule, "helpUri", json_string(uri));
	return rule;
}

static int rule_index(const char *code)
{
	int i = 0;

	while (i < GJ_FINDING_IDS && strcmp(gj_finding_code((enum gj_finding_id)i), code) != 0)
		i++;
	return i;
}

static json_t *sarif_location(const struct gj_rules *r, const struct gj_finding *f)
{
	char path[2 * PATH_MAX], uri[3 * PATH_MAX];
	json_t *physical;

	if (f->file) /* a policy that is extended lies beside this one */
		snprintf(path, sizeof path, "%s%s/%s", r->dir, strchr(f->file, '/') ? "/.." : "",
		         f->file);
	else
		snprintf(path, sizeof path, "%s", r->dir);
	if (!(path[0] == '/' ? gj_check_uri(uri, sizeof uri, path) : encode(uri, sizeof uri, path)))
		return NULL;
	physical = json_pack("{s:{s:s}}", "artifactLocation", "uri", uri);
	if (physical && f->line)
		json_object_set_new(physical, "region", json_pack("{s:i}", "startLine", f->line));
	return json_pack("[{s:o}]", "physicalLocation", physical);
}

int gj_check_sarif(const struct gj_rules *r, struct gj_err *err)
{
	json_t *rules = json_array(), *results = json_array();
	int failed = rules == NULL || results == NULL;

	for (int i = 0; !failed && i < GJ_FINDING_IDS; i++)
		failed |= json_array_append_new(rules, sarif_rule((enum gj_finding_id)i));
	for (size_t i = 0; !failed && i < r->findings.n; i++) {
		const struct gj_finding *f = &r->findings.items[i];
		char text[2048];

		snprintf(text, sizeof text, "%s%s%s", f->message, *f->hint ? " — " : "", f->hint);
		failed |= json_array_append_new(results,
		                                json_pack("{s:s, s:i, s:s, s:{s:s}, s:o}", "ruleId",
		                                          f->code, "ruleIndex", rule_index(f->code),
		                                          "level", severity(f), "message", "text",
		                                          text, "locations", sarif_location(r, f)));
	}
	return put(json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:s, s:o}}, s:s, s:o}]}", "$schema",
	                     "https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0",
	                     "runs", "tool", "driver", "name", "guiju", "version", GUIJU_VERSION,
	                     "rules", rules, "columnKind", "unicodeCodePoints", "results", results),
	           failed, err);
}
