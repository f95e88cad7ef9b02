#!/bin/sh
# check_rules.sh: rule files name only words of the language, and the sample data is what its generator makes.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)

if command -v luacheck >/dev/null 2>&1; then
	(cd "$top" && luacheck --quiet --config .luacheckrc rules tests/data)
else
	echo "check_rules: luacheck is not installed: skipped"
fi
if command -v lua5.4 >/dev/null 2>&1 && command -v iconv >/dev/null 2>&1; then
	folder=$(mktemp -d)
	trap 'rm -rf "$folder"' EXIT
	lua5.4 "$top/tests/data/generate.lua" "$folder" >/dev/null
	for file in "$top"/tests/data/sample/*; do
		cmp "$file" "$folder/$(basename "$file")"
	done
	echo "check_rules: the sample data is as generated"
else
	echo "check_rules: lua5.4 or iconv is not installed: the sample was not made again"
fi
