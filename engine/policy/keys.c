/* keys.c: the readers of a statement's { ... }. */
#include "engine/policy/keys.h"

#include <string.h>

#include <lauxlib.h>

#include "engine/base/day.h"
#include "engine/base/text.h"
#include "engine/base/tr.h"
#include "engine/policy/words.h"

enum { ITEMS_MAX = 10000, NAME_SHOWN = 60 };

static void unknown_key(struct gj_keys *k, const char *key, const char *const *known)
{
	size_t n = 0;

	while (known[n])
		n++;
	gj_build_report(k->build, GJ_FOUND_UNKNOWN_KEY, k->place,
	                gj_build_near(k->build, key, known, n), tr("%s has no key \"%.*s\""), k->of,
	                NAME_SHOWN, key);
}

/* Keys come in no order; findings are sorted later. */
struct gj_keys gj_keys_open(lua_State *L, int index, const char *of, const char *const *known)
{
	struct gj_keys k = { .L = L,
		             .build = gj_build_of(L),
		             .index = lua_absindex(L, index),
		             .of = of,
		             .place = gj_build_place(L) };
	lua_Integer highest = 0;
	size_t i;

	luaL_checkstack(L, 8, NULL);
	lua_pushnil(L);
	while (lua_next(L, k.index)) { /* [key, value] */
		lua_pop(L, 1);
		if (lua_isinteger(L, -1) && lua_tointeger(L, -1) > 0) {
			if (lua_tointeger(L, -1) > highest)
				highest = lua_tointeger(L, -1);
			k.n_items++;
			continue;
		}
		if (lua_type(L, -1) != LUA_TSTRING) {
			gj_build_report(k.build, GJ_FOUND_UNKNOWN_KEY, k.place, NULL,
			                tr("%s has a key that is no word"), of);
			continue;
		}
		for (i = 0; known[i] && strcmp(known[i], lua_tostring(L, -1)) != 0; i++)
			;
		if (!known[i])
			unknown_key(&k, lua_tostring(L, -1), known);
	}
	gj_sandbox_charge(L, k.n_items);
	if ((lua_Integer)k.n_items != highest)
		gj_build_report(k.build, GJ_FOUND_WRONG_TYPE, k.place,
		                tr("a name without quotes that means nothing is such a gap"),
		                tr("%s has a gap in its list: one of the items is nothing"), of);
	if (highest > ITEMS_MAX) {
		gj_build_report(k.build, GJ_FOUND_TOO_MANY, k.place, NULL,
		                tr("%s has more than %d items"), of, ITEMS_MAX);
		highest = 0;
	}
	k.n_items = (size_t)highest;
	return k;
}

static void wrong_type(struct gj_keys *k, int index, const char *what, const char *wanted)
{
	if (gj_item_is(k->L, index, GJ_ITEM_POISON))
		return;
	gj_build_report(k->build, GJ_FOUND_WRONG_TYPE, k->place, NULL,
	                tr("%s: \"%s\" must be %s, here is %s"), k->of, what, wanted,
	                gj_item_what(k->L, index));
}

const char *gj_keys_string(struct gj_keys *k, int index, const char *what)
{
	size_t n;
	const char *s;

	if (lua_type(k->L, index) != LUA_TSTRING) {
		wrong_type(k, index, what, tr("a text in quotes"));
		return NULL;
	}
	s = lua_tolstring(k->L, index, &n);
	if (gj_text_valid(s, n) < n) {
		gj_build_report(k->build, GJ_FOUND_WRONG_TYPE, k->place, NULL,
		                tr("%s: \"%s\" holds bytes that are no text in UTF-8"), k->of,
		                what);
		return NULL;
	}
	if (gj_text_seen(s, n) < n) {
		size_t length, at = gj_text_seen(s, n);

		gj_build_report(k->build, GJ_FOUND_UNSEEN, k->place,
		                tr("type the text anew instead of copying it"),
		                tr("%s: \"%s\" holds U+%04X, which cannot be seen and changes how "
		                   "the text looks"),
		                k->of, what, (unsigned)gj_text_decode(s + at, n - at, &length));
		return NULL;
	}
	return gj_build_strdup(k->L, s);
}

const char *gj_keys_text(struct gj_keys *k, const char *key)
{
	const char *s = NULL;

	if (lua_getfield(k->L, k->index, key) != LUA_TNIL)
		s = gj_keys_string(k, -1, key);
	lua_pop(k->L, 1);
	return s;
}

static bool is_poison(struct gj_keys *k, const char *key)
{
	bool poison;

	lua_getfield(k->L, k->index, key);
	poison = gj_item_is(k->L, -1, GJ_ITEM_POISON);
	lua_pop(k->L, 1);
	return poison;
}

static const char *required(struct gj_keys *k, const char *key, enum gj_finding_id id)
{
	const char *s;

	lua_getfield(k->L, k->index, key);
	if (lua_type(k->L, -1) == LUA_TSTRING && lua_rawlen(k->L, -1) > 0) {
		s = gj_keys_string(k, -1, key);
	} else if (lua_isnil(k->L, -1) || lua_type(k->L, -1) == LUA_TSTRING) {
		gj_build_report(k->build, id, k->place, NULL, tr("%s has no \"%s\""), k->of, key);
		s = NULL;
	} else {
		wrong_type(k, -1, key, tr("a text in quotes"));
		s = NULL;
	}
	lua_pop(k->L, 1);
	return s;
}

const char *gj_keys_required(struct gj_keys *k, const char *key)
{
	return required(k, key, GJ_FOUND_MISSING_KEY);
}

struct gj_label gj_keys_names(struct gj_keys *k)
{
	struct gj_label label = { .zh = required(k, "zh", GJ_FOUND_MISSING_LABEL) };

	label.en = required(k, "en", GJ_FOUND_MISSING_LABEL);
	return label;
}

const char *gj_keys_clause(struct gj_keys *k)
{
	return required(k, "clause", GJ_FOUND_MISSING_CLAUSE);
}

struct gj_label gj_keys_label(struct gj_keys *k, const char *key)
{
	static const char *const known[] = { "zh", "en", NULL };
	struct gj_label label = { 0 };
	int type = lua_getfield(k->L, k->index, key);

	if (type == LUA_TTABLE) {
		struct gj_keys inner = gj_keys_open(k->L, -1, k->of, known);

		label.zh = gj_keys_text(&inner, "zh");
		label.en = gj_keys_text(&inner, "en");
		if (!label.zh && !label.en)
			gj_build_report(k->build, GJ_FOUND_MISSING_LABEL, k->place, NULL,
			                tr("%s: \"%s\" has neither zh nor en"), k->of, key);
	} else if (type != LUA_TNIL) {
		label.zh = gj_keys_string(k, -1, key);
	}
	lua_pop(k->L, 1);
	return label;
}

bool gj_keys_integer(struct gj_keys *k, const char *key, lua_Integer least, lua_Integer most,
                     lua_Integer *out)
{
	lua_Integer n;
	int whole = 0;
	bool ok = false;

	if (lua_getfield(k->L, k->index, key) == LUA_TNUMBER) {
		n = lua_tointegerx(k->L, -1, &whole);
		ok = whole && n >= least && n <= most;
		if (ok)
			*out = n;
		else if (!whole)
			gj_build_report(k->build, GJ_FOUND_NOT_WHOLE, k->place, NULL,
			                tr("%s: \"%s\" must be a whole number"), k->of, key);
		else
			gj_build_report(k->build, GJ_FOUND_OUT_OF_RANGE, k->place, NULL,
			                tr("%s: \"%s\" is %lld, but must be from %lld to %lld"),
			                k->of, key, (long long)n, (long long)least,
			                (long long)most);
	} else if (!lua_isnil(k->L, -1)) {
		wrong_type(k, -1, key, tr("a number"));
	}
	lua_pop(k->L, 1);
	return ok;
}

bool gj_keys_boolean(struct gj_keys *k, const char *key)
{
	bool value = false;

	if (lua_getfield(k->L, k->index, key) == LUA_TBOOLEAN)
		value = lua_toboolean(k->L, -1);
	else if (!lua_isnil(k->L, -1))
		wrong_type(k, -1, key, tr("true or false"));
	lua_pop(k->L, 1);
	return value;
}

int gj_keys_word(struct gj_keys *k, const char *key, const char *const *words, size_t n, int absent)
{
	const char *word = NULL;
	size_t i;

	if (lua_getfield(k->L, k->index, key) == LUA_TNIL || is_poison(k, key)) {
		lua_pop(k->L, 1);
		return absent;
	}
	if (gj_item_is(k->L, -1, GJ_ITEM_READING))
		word = gj_word_reading_taken(k->L, gj_item_get(k->L, -1));
	else
		word = gj_keys_string(k, -1, key);
	lua_pop(k->L, 1);
	if (!word)
		return absent;
	for (i = 0; i < n; i++)
		if (strcmp(words[i], word) == 0)
			return (int)i;
	gj_build_report(k->build, GJ_FOUND_UNKNOWN_VALUE, k->place,
	                gj_build_near(k->build, word, words, n),
	                tr("%s: \"%s\" cannot be \"%.*s\""), k->of, key, NAME_SHOWN, word);
	return absent;
}

const char *const *gj_keys_texts(struct gj_keys *k, const char *key, size_t *n)
{
	static const char *const known[] = { NULL };
	const char **texts = NULL;
	int type = lua_getfield(k->L, k->index, key);

	*n = 0;
	if (type == LUA_TTABLE) {
		struct gj_keys inner = gj_keys_open(k->L, -1, k->of, known);

		texts = gj_build_alloc(k->L, inner.n_items, sizeof *texts);
		for (size_t i = 1; i <= inner.n_items; i++) {
			const char *s = NULL;

			if (lua_rawgeti(k->L, inner.index, (lua_Integer)i) != LUA_TNIL)
				s = gj_keys_string(&inner, -1, key);
			if (s)
				texts[(*n)++] = s;
			lua_pop(k->L, 1);
		}
	} else if (type != LUA_TNIL) {
		wrong_type(k, -1, key, tr("a list of texts"));
	}
	lua_pop(k->L, 1);
	return texts;
}

int32_t gj_keys_day(struct gj_keys *k, const char *key)
{
	int32_t day = GJ_DAY_NONE;

	if (lua_getfield(k->L, k->index, key) != LUA_TNIL) {
		if (gj_item_is(k->L, -1, GJ_ITEM_DAY))
			day = gj_item_get(k->L, -1)->u.day;
		else
			wrong_type(k, -1, key, tr("day \"2022-11-30\" or end_of \"2022-11\""));
	}
	lua_pop(k->L, 1);
	return day;
}

struct gj_item *gj_keys_item(struct gj_keys *k, size_t i, enum gj_item_kind kind,
                             const char *wanted)
{
	struct gj_item *item;

	lua_rawgeti(k->L, k->index, (lua_Integer)i);
	item = gj_item_get(k->L, -1);
	if (item && item->kind == kind) {
		gj_item_attach(item);
		return item;
	}
	if (lua_isnil(k->L, -1) || (item && item->kind == GJ_ITEM_POISON) ||
	    (item && item->kind == GJ_ITEM_STATEMENT))
		return NULL; /* a gap or an unfinished statement has its own finding */
	gj_item_attach(item);
	gj_build_report(k->build, GJ_FOUND_WRONG_TYPE, k->place, NULL,
	                tr("%s: item %zu is %s, but must be %s"), k->of, i, gj_item_what(k->L, -1),
	                wanted);
	return NULL;
}
