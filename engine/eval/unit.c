/* unit.c: the table of units that convert into each other. */
#include "engine/eval/unit.h"

#include <stddef.h>
#include <string.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_letters(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (lower(a[i]) != lower(b[i]))
			return false;
	return true;
}

const struct gj_unit *gj_unit_find(const char *name, int n)
{
	static const struct gj_unit units[] = {
		{ "元", "CNY", 0 },       { "万元", "CNY", 4 },   { "亿元", "CNY", 8 },
		{ "千元", "CNY", 3 },     { "百万元", "CNY", 6 }, { "人民币元", "CNY", 0 },
		{ "人民币", "CNY", 0 },   { "RMB", "CNY", 0 },    { "CNY", "CNY", 0 },
		{ "￥", "CNY", 0 },       { "¥", "CNY", 0 },      { "㎡", "area", 0 },
		{ "m²", "area", 0 },      { "m2", "area", 0 },    { "平方米", "area", 0 },
		{ "平米", "area", 0 },    { "%", "share", 0 },    { "％", "share", 0 },
		{ "百分之", "share", 0 },
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strlen(units[i].name) == (size_t)n &&
		    same_letters(units[i].name, name, (size_t)n))
			return &units[i];
	return NULL;
}

int64_t gj_unit_power(int exponent)
{
	int64_t power = 1;

	if (exponent < 0 || exponent > 18)
		return 0;
	while (exponent--)
		power *= 10;
	return power;
}
