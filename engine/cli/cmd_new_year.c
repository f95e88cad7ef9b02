/* cmd_new_year.c: guiju new-year: next year's folder, which extends this year's and says only what changes. */
#include "engine/base/buf.h"
#include "engine/base/day.h"
#include "engine/base/err.h"
#include "engine/base/tr.h"
#include "engine/cli/commands.h"
#include "engine/cli/rules.h"
#include "engine/cli/say.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct next { /* the folder that is being made */
	const struct gj_rules *old;
	char *dir;             /* owned; beside the old one */
	const char *id, *base; /* names of the two folders */
	int year;
	int32_t from, to; /* to: GJ_DAY_NONE while open */
};

/* The last part of a path, without the slashes behind it, into out. */
static bool last_part(char *out, size_t size, const char *path)
{
	size_t n = strlen(path), start;

	while (n > 1 && path[n - 1] == '/')
		n--;
	for (start = n; start > 0 && path[start - 1] != '/'; start--)
		;
	if (n - start >= size)
		return false;
	memcpy(out, path + start, n - start);
	out[n - start] = '\0';
	return true;
}

static bool is_name(const char *s)
{
	return *s >= 'a' && *s <= 'z' &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}

/* A label as a Lua string. */
static void put_quoted(struct gj_buf *out, const char *s)
{
	gj_buf_putc(out, '"');
	for (; *s; s++) {
		if (*s == '\n') {
			gj_buf_puts(out, "\\n");
			continue;
		}
		if (*s == '"' || *s == '\\')
			gj_buf_putc(out, '\\');
		gj_buf_putc(out, *s);
	}
	gj_buf_putc(out, '"');
}

static void policy_file(struct gj_buf *out, const struct next *n)
{
	const struct gj_policy *p = n->old->policy;
	char from[GJ_DAY_TEXT], to[GJ_DAY_TEXT];

	gj_buf_printf(out,
	              "-- policy.lua    在 %s 的基础上，只写变化的内容；其余照旧\n"
	              "--               extends %s: only what changes stands here\n"
	              "policy \"%s\" {\n  zh = ",
	              n->base, n->base, n->id);
	put_quoted(out, gj_label_in(p->label, GJ_LANG_ZH));
	gj_buf_puts(out, ", -- 请改为新文件的名称\n  en = ");
	put_quoted(out, gj_label_in(p->label, GJ_LANG_EN));
	gj_buf_printf(out,
	              ", -- the new document's name\n  year = %d,\n  extends = \"%s\",\n"
	              "  in_force = { from = day \"%s\"",
	              n->year, n->base, gj_day_print(from, n->from));
	if (n->to != GJ_DAY_NONE)
		gj_buf_printf(out, ", to = day \"%s\"", gj_day_print(to, n->to));
	gj_buf_puts(out, " },\n}\n");
}

/* Examples that hold for this policy: its own ids and labels, all behind "--". */
static void changes_file(struct gj_buf *out, const struct next *n)
{
	const struct gj_policy *p = n->old->policy;

	gj_buf_puts(out,
	            "-- changes.lua    修订条款写在这里；下面是可以照着写的例子\n"
	            "--                what changes stands here; below are examples to copy\n");
	for (size_t i = 0; i < p->n_categories; i++) {
		const struct gj_category *c = &p->categories[i];

		if (c->n_checks == 0)
			continue;
		gj_buf_printf(
		    out,
		    "\n-- %s / %s\n-- local f = facts \"%s\"\n"
		    "-- amend \"%s\" { note = \"...\" }      -- %s\n"
		    "-- repeal \"%s\"                         -- %s\n"
		    "-- criterion \"%s.new\" { zh = \"...\", en = \"...\", clause = \"...\",\n"
		    "--   f.some_fact :holds() }\n",
		    gj_label_in(c->label, GJ_LANG_ZH), gj_label_in(c->label, GJ_LANG_EN), c->key,
		    c->checks[0].id, c->checks[0].clause, c->checks[c->n_checks - 1].id,
		    c->checks[c->n_checks - 1].clause, c->key);
	}
	gj_buf_puts(
	    out, "\n-- 从某日起改变的数值 / a value that changes on a day:\n"
		 "-- f.officers :at_least(dated { [\"2023-01-01\"] = 1, [\"2023-07-01\"] = 2 })\n");
}

static int put_file(const struct next *n, const char *name, const struct gj_buf *text,
                    struct gj_err *err)
{
	char *path;
	FILE *out;
	bool whole;

	if (text->failed || asprintf(&path, "%s/%s", n->dir, name) < 0)
		return gj_err_nomem(err, tr("the rules"));
	out = fopen(path, "wx");
	whole = out && fwrite(gj_buf_str(text), 1, text->n, out) == text->n;
	if (out && fclose(out) != 0)
		whole = false;
	if (!whole)
		gj_err_set(err, GJ_EIO, "%s: %s", path, strerror(errno));
	free(path);
	return whole ? 0 : err->code;
}

static int put_files(const struct next *n, struct gj_err *err)
{
	struct gj_buf text;
	int rc;

	if (mkdir(n->dir, 0777) != 0)
		return gj_err_set(err, GJ_EIO,
		                  errno == EEXIST ? tr("%s is there already; nothing was written")
		                                  : tr("the folder %s cannot be made"),
		                  n->dir);
	gj_buf_init(&text);
	policy_file(&text, n);
	rc = put_file(n, "policy.lua", &text, err);
	gj_buf_clear(&text);
	changes_file(&text, n);
	if (rc == 0)
		rc = put_file(n, "changes.lua", &text, err);
	gj_buf_fini(&text);
	return rc;
}

/* What was made must hold: it is loaded as any policy. */
static int check(const struct next *n)
{
	struct gj_rules *r;
	int rc = gj_rules_need(&r, n->dir);

	if (rc)
		return rc;
	printf(tr("%s: extends %s; write what changes into changes.lua, then guiju check %s\n"),
	       n->dir, n->base, n->dir);
	gj_rules_close(r);
	return GJ_EXIT_DONE;
}

static int read_day(int32_t *out, const struct gj_args *args, const char *option)
{
	const char *text = gj_args_get(args, option);

	*out = text ? gj_day_parse(text, strlen(text)) : GJ_DAY_NONE;
	if (text == NULL || *out != GJ_DAY_NONE)
		return 0;
	gj_say_error(tr("guiju new-year: --%s \"%s\" is no day; write it as 2023-01-01"), option,
	             text);
	return GJ_EXIT_USAGE;
}

static int make(struct next *n, const char *wanted)
{
	const char *dir = n->old->dir;
	size_t length = strlen(dir);
	struct gj_err err;
	int rc;

	while (length > 1 && dir[length - 1] == '/')
		length--;
	while (length > 0 && dir[length - 1] != '/')
		length--;
	if ((strchr(wanted, '/') ? asprintf(&n->dir, "%s", wanted)
	                         : asprintf(&n->dir, "%.*s%s", (int)length, dir, wanted)) < 0) {
		n->dir = NULL;
		gj_err_nomem(&err, tr("the rules"));
		return gj_say_failed(&err);
	}
	rc = put_files(n, &err);
	return rc ? gj_say_failed(&err) : check(n);
}

static int run(const struct gj_args *args)
{
	struct next n = { .dir = NULL };
	struct gj_rules *old;
	char id[64], base[64];
	struct gj_date day;
	int rc = read_day(&n.from, args, "from");

	if (rc == 0)
		rc = read_day(&n.to, args, "to");
	if (rc)
		return rc;
	if (n.from == GJ_DAY_NONE || (n.to != GJ_DAY_NONE && n.to < n.from)) {
		gj_say_error(
		    tr("guiju new-year: --from DATE is needed, and --to DATE not before it"));
		return GJ_EXIT_USAGE;
	}
	if (!last_part(id, sizeof id, args->operands[1]) || !is_name(id)) {
		gj_say_error(
		    tr("guiju new-year: \"%s\" is no name for a policy: small letters, digits, - "
		       "and _"),
		    args->operands[1]);
		return GJ_EXIT_USAGE;
	}
	rc = gj_rules_need(&old, args->operands[0]);
	if (rc)
		return rc;
	if (!last_part(base, sizeof base, old->dir) || !is_name(base)) {
		gj_say_error(tr("guiju new-year: the folder %s must have the policy's own name"),
		             old->dir);
		rc = GJ_EXIT_USAGE;
	} else {
		day = gj_day_date(n.from);
		n.old = old;
		n.id = id;
		n.base = base;
		n.year = day.year;
		rc = make(&n, args->operands[1]);
	}
	free(n.dir);
	gj_rules_close(old);
	return rc;
}

static const struct gj_arg options[] = {
	{ .name = "from",
	  .value = TR_NOOP("DATE"),
	  .help = TR_NOOP("the first day that it decides at; needed") },
	{ .name = "to",
	  .value = TR_NOOP("DATE"),
	  .help = TR_NOOP("the last day (default: until another takes over)") },
	{ 0 },
};

const struct gj_command gj_command_new_year = {
	.name = "new-year",
	.operands = TR_NOOP("OLD NEW"),
	.summary =
	    TR_NOOP("Makes next year's folder, which extends this year's; overwrites nothing."),
	.example = "guiju new-year rules/wuhan-2022 wuhan-2023 --from 2023-01-01 --to 2023-12-31",
	.args = options,
	.least = 2,
	.most = 2,
	.run = run,
};
