#!/bin/sh
# check_constructs.sh: every row of docs/constructs.md names words, a section of both guides, and tests that are there.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
table=$top/docs/constructs.md
words=$top/rules/_meta/language.lua
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

complain() {
	echo "check_constructs: $*" >&2
	status=1
}

grep -rhoE --include='*.c' 'START_TEST\([a-z0-9_]+\)' "$top/tests" | sed 's/.*(//; s/)//' | sort -u >"$work/tests"
grep '^| ' "$table" | grep -v '^| construct \|^| --- ' >"$work/rows"
while IFS='|' read -r _ construct word section tests rest; do
	[ -n "$tests" ] && [ -z "$rest" ] || complain "a row without its four parts: $construct"
	for w in $(echo "$word" | tr -d '`'); do
		grep -qE "(^|function |---@field |[.:])$w(\(| |$)" "$words" || complain "no word of the language: $w ($construct)"
	done
	section=$(echo "$section" | sed 's/^ *//; s/ *$//')
	grep -qxF "## $section" "$top/docs/authors.en.md" || complain "no section of the guide: $section ($construct)"
	grep -q "^## ${section%% *} " "$top/docs/authors.zh.md" || complain "no section ${section%% *} of the Chinese guide"
	for t in $(echo "$tests" | tr -d '`'); do
		grep -qx "$t" "$work/tests" || complain "no test $t ($construct)"
		echo "$t" >>"$work/named"
	done
done <"$work/rows"
# And the other way round: no test of a construct that the table forgot, none that does not run.
for file in "$top"/tests/policy/check_constructs*.c; do
	for t in $(sed -n 's/^START_TEST(\(.*\))$/\1/p' "$file"); do
		grep -qx "$t" "$work/named" || complain "$(basename "$file"): $t is not in docs/constructs.md"
		grep -q "tcase_add_test(t, $t);" "$file" || complain "$(basename "$file"): $t is never run"
	done
done
n=$(wc -l <"$work/rows")
[ "$n" -ge 60 ] || complain "only $n constructs"
[ "$status" -ne 0 ] || echo "check_constructs: $n constructs, $(sort -u "$work/named" | wc -l) tests"
exit "$status"
