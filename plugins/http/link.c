/* link.c: <target>; rel="prev next"; title="a, b", <target> and so on. */
#include <string.h>
#include <strings.h>

#include "link.h"

static const char *skip_blank(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	return s;
}

/* Whether "next" is one of the words. */
static bool is_next(const char *s, const char *end)
{
	const char *word;

	for (; s < end; s = skip_blank(s, end)) {
		for (word = s; s < end && *s != ' ' && *s != '\t'; s++)
			continue;
		if (s - word == 4 && strncasecmp(word, "next", 4) == 0)
			return true;
	}
	return false;
}

/* One parameter from behind its semicolon: what follows it. *seen: rel was there, and counts no more. */
static const char *parameter(const char *s, const char *end, bool *seen, bool *next)
{
	const char *name, *value, *stop;
	size_t n;

	name = s = skip_blank(s, end);
	while (s < end && strchr("=;, \t", *s) == NULL)
		s++;
	n = (size_t)(s - name);
	s = skip_blank(s, end);
	if (s == end || *s != '=')
		return s;
	s = skip_blank(s + 1, end);
	if (s < end && *s == '"') {
		for (value = ++s; s < end && *s != '"'; s++)
			if (*s == '\\' && s + 1 < end)
				s++;
		stop = s;
		s += s < end;
	} else {
		for (value = s; s < end && strchr(";, \t", *s) == NULL; s++)
			continue;
		stop = s;
	}
	if (n == 3 && strncasecmp(name, "rel", 3) == 0 && !*seen) {
		*seen = true;
		*next = is_next(value, stop);
	}
	return s;
}

bool http_link_next(const char *s, size_t n, const char **target, size_t *size)
{
	const char *end = s + n, *stop;
	bool seen, next;

	while ((s = memchr(s, '<', (size_t)(end - s))) != NULL) {
		s++;
		stop = memchr(s, '>', (size_t)(end - s));
		if (stop == NULL)
			return false;
		*target = s;
		*size = (size_t)(stop - s);
		seen = next = false;
		s = stop + 1;
		for (s = skip_blank(s, end); s < end && *s != ','; s = skip_blank(s, end)) {
			if (*s == ';')
				s = parameter(s + 1, end, &seen, &next);
			else
				s++;
		}
		if (next)
			return true;
	}
	return false;
}
