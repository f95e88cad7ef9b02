/* say.c: errors, notes and progress on stderr; the language from --lang or the environment. */
#include "engine/cli/say.h"

#include "engine/base/tr.h"

#include <errno.h>
#include <libintl.h>
#include <locale.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef GUIJU_LOCALE_DIR
#define GUIJU_LOCALE_DIR "/usr/local/share/locale"
#endif

/* The value of --lang; NULL when it is not given. */
static const char *asked_language(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--") == 0)
			break;
		if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			return argv[i + 1];
		if (strncmp(argv[i], "--lang=", 7) == 0)
			return argv[i] + 7;
	}
	return NULL;
}

static const char *usual_language(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return strncmp(value, "zh", 2) == 0 ? "zh" : "en";
	}
	return "en";
}

/* gettext itself keeps the language: the environment is the only place it looks at, and C.UTF-8 is
 * there on every Debian while zh_CN.UTF-8 must be generated first. */
int gj_say_language(int argc, char **argv)
{
	const char *asked = asked_language(argc, argv);
	bool known = asked == NULL || strcmp(asked, "zh") == 0 || strcmp(asked, "en") == 0;
	const char *lang = asked && known ? asked : usual_language();
	const char *folder = getenv("GUIJU_LOCALE_DIR");

	setlocale(LC_ALL, "C.UTF-8");
	setenv("LANGUAGE", strcmp(lang, "zh") == 0 ? "zh_CN" : "en", 1);
	bindtextdomain("guiju", folder && *folder ? folder : GUIJU_LOCALE_DIR);
	bind_textdomain_codeset("guiju", "UTF-8");
	if (!known)
		gj_say_error(tr("guiju: --lang is zh or en, not %s"), asked);
	return known ? 0 : -1;
}

enum gj_lang gj_say_lang(void)
{
	const char *lang = getenv("LANGUAGE");

	return lang && strncmp(lang, "zh", 2) == 0 ? GJ_LANG_ZH : GJ_LANG_EN;
}

void gj_say_error(const char *format, ...)
{
	va_list args;

	gj_say_progress_end();
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

int gj_say_failed(const struct gj_err *err)
{
	gj_say_error(tr("guiju: %s"), err->text);
	return GJ_EXIT_FAILED;
}

void gj_say_note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

static void print_left(double seconds)
{
	int s = (int)seconds;

	if (s >= 60)
		fprintf(stderr, tr(", %d min %d s left"), s / 60, s % 60);
	else
		fprintf(stderr, tr(", %d s left"), s);
}

void gj_say_progress(void *ctx, const struct gj_progress *p)
{
	double rate = p->seconds > 0 ? (double)p->rows / p->seconds : 0;

	(void)ctx;
	if (!isatty(STDERR_FILENO))
		return;
	fprintf(stderr, "\r\033[K%s: ", p->what);
	if (p->all) {
		int part = (int)((double)p->done / (double)p->all * 100.0);

		fprintf(stderr, "[%-20.*s] %3d %%, ", part / 5, "####################", part);
	}
	fprintf(stderr, tr("%llu rows, %.0f a second"), (unsigned long long)p->rows, rate);
	if (p->all && p->done && p->seconds > 1)
		print_left(p->seconds * (double)(p->all - p->done) / (double)p->done);
	fflush(stderr);
}

void gj_say_progress_json(void *ctx, const struct gj_progress *p)
{
	double rate = p->seconds > 0 ? (double)p->rows / p->seconds : 0;
	double left =
	    p->done ? p->seconds * ((double)p->all - (double)p->done) / (double)p->done : -1;

	(void)ctx;
	/* Called ten times a second: the first call of each second speaks. */
	if (!p->end && p->seconds - (double)(long)p->seconds >= 0.1)
		return;
	fprintf(stderr,
	        "{\"what\": \"%s\", \"done\": %llu, \"all\": %llu, \"rows\": %llu,"
	        " \"seconds\": %.1f, \"rate\": %.0f, ",
	        p->what, (unsigned long long)p->done, (unsigned long long)p->all,
	        (unsigned long long)p->rows, p->seconds, rate);
	if (p->all && left >= 0)
		fprintf(stderr, "\"left\": %.1f, ", left);
	fprintf(stderr, "\"end\": %s}\n", p->end ? "true" : "false");
}

void gj_say_progress_end(void)
{
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
}

int gj_say_done(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	fprintf(stderr, tr("guiju: the output could not be written: %s\n"), strerror(errno));
	return GJ_EXIT_FAILED;
}
