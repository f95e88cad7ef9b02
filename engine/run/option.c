/* option.c: checks options as a plugin declares them and as a user gives them. */
#include "engine/run/option.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/err.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/run/secret.h"

enum { NUMBER_DIGITS = 18, NEAR_MAX = 100 };

static bool is_choice(const char *choices, const char *word, size_t n)
{
	const char *p = choices;

	while (n > 0 && *p != '\0') {
		size_t len = strcspn(p, " ");

		if (len == n && memcmp(p, word, n) == 0)
			return true;
		p += len;
		p += strspn(p, " ");
	}
	return false;
}

static int check_value(const struct guiju_option *o, const char *value, struct gj_err *err)
{
	size_t n = strlen(value);

	switch (o->type) {
	case GUIJU_OPTION_TEXT:
		if (gj_text_valid(value, n) == n)
			return 0;
		return gj_err_set(err, GJ_EINVAL, tr("option %s: the value is not UTF-8 text"),
		                  o->name);
	case GUIJU_OPTION_NUMBER:
		if (n > 0 && n <= NUMBER_DIGITS && strspn(value, "0123456789") == n)
			return 0;
		return gj_err_set(
		    err, GJ_EINVAL,
		    tr("option %s: \"%s\" is not a whole number of at most %d digits"), o->name,
		    value, NUMBER_DIGITS);
	case GUIJU_OPTION_CHOICE:
		if (is_choice(o->choices, value, n))
			return 0;
		return gj_err_set(err, GJ_EINVAL, tr("option %s: \"%s\" is none of: %s"), o->name,
		                  value, o->choices);
	case GUIJU_OPTION_SECRET:
		if (strncmp(value, "env:", 4) == 0 || strncmp(value, "file:", 5) == 0)
			return 0;
		/* Not a word of it: it may be the secret itself. */
		return gj_err_set(err, GJ_EINVAL,
		                  tr("option %s is a secret and is never written here itself: "
		                     "write %s=env:NAME for an environment variable, or "
		                     "%s=file:/path for a file that holds nothing else"),
		                  o->name, o->name, o->name);
	default: /* a plugin's number, not an enum of ours */
		return gj_err_set(err, GJ_EINVAL, tr("option %s: its type %d is not known"),
		                  o->name, (int)o->type);
	}
}

int gj_option_declared(const struct guiju_option *o, struct gj_err *err)
{
	size_t n = o->name ? strspn(o->name, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;

	if (n == 0 || o->name[n] != '\0' || o->name[0] < 'a')
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("it declares an option without a proper name"));
	if (o->type == GUIJU_OPTION_SECRET && o->value && o->value[0] == '\0')
		return 0;
	if (o->type == GUIJU_OPTION_SECRET || o->value == NULL ||
	    (o->type == GUIJU_OPTION_CHOICE && o->choices == NULL) ||
	    check_value(o, o->value, NULL) < 0)
		return gj_err_set(err, GJ_EFORMAT,
		                  tr("it declares the option %s with a default that does not fit"),
		                  o->name);
	return 0;
}

static int unknown_option(const struct guiju_plugin *plugin, const char *given, size_t n,
                          struct gj_err *err)
{
	const char *names[NEAR_MAX];
	char word[64];
	const char *near;
	size_t i;

	if (plugin->n_options == 0)
		return gj_err_set(err, GJ_EINVAL,
		                  tr("plugin %s takes no options, \"%.*s\" was given"),
		                  plugin->name, n < 64 ? (int)n : 64, given);
	for (i = 0; i < plugin->n_options && i < NEAR_MAX; i++)
		names[i] = plugin->options[i].name;
	n = n < sizeof word ? n : sizeof word - 1;
	memcpy(word, given, n);
	word[n] = '\0';
	near = gj_text_near(word, names, i);
	if (near)
		return gj_err_set(err, GJ_EINVAL,
		                  tr("plugin %s has no option \"%s\"; did you mean %s?"),
		                  plugin->name, word, near);
	return gj_err_set(err, GJ_EINVAL,
	                  tr("plugin %s has no option \"%s\"; it has %zu, the first is %s"),
	                  plugin->name, word, plugin->n_options, names[0]);
}

static int copy_text(char **out, const char *value, struct gj_err *err)
{
	*out = strdup(value);
	return *out ? 0 : gj_err_nomem(err, tr("the options of a plugin"));
}

int gj_option_parse(char **values, const struct guiju_plugin *plugin, const char *const *given,
                    size_t n_given, struct gj_err *err)
{
	size_t i, o;

	for (i = 0; i < n_given; i++) {
		size_t n = strcspn(given[i], "=");
		char *copy;
		int rc;

		for (o = 0; o < plugin->n_options; o++)
			if (strlen(plugin->options[o].name) == n &&
			    memcmp(plugin->options[o].name, given[i], n) == 0)
				break;
		if (o == plugin->n_options)
			return unknown_option(plugin, given[i], n, err);
		if (given[i][n] != '=')
			return gj_err_set(err, GJ_EINVAL,
			                  tr("option %s has no value: write it as %s=VALUE"),
			                  given[i], given[i]);
		rc = check_value(&plugin->options[o], given[i] + n + 1, err);
		if (rc < 0)
			return rc;
		if (plugin->options[o].type == GUIJU_OPTION_SECRET)
			rc = gj_secret_read(&copy, plugin->options[o].name, given[i] + n + 1, err);
		else
			rc = copy_text(&copy, given[i] + n + 1, err);
		if (rc < 0)
			return rc;
		free(values[o]);
		values[o] = copy;
	}
	return 0;
}
