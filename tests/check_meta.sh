#!/bin/sh
# check_meta.sh: what editors are told about the language is the language: annotations, luacheck's globals.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
guiju=${GUIJU:-guiju}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The annotations are as the program makes them today.
for file in "$top"/rules/_meta/*.lua; do
	policy=$(basename "$file" .lua)
	[ "$policy" = language ] || "$guiju" meta "$top/rules/$policy" --output "$work/_meta" >/dev/null
done
for file in "$top"/rules/_meta/*.lua; do
	cmp "$file" "$work/_meta/$(basename "$file")" || {
		echo "check_meta: run guiju meta for each policy again" >&2
		exit 1
	}
done
for dir in "$top"/rules/*/policy.lua; do
	policy=$(basename "$(dirname "$dir")")
	[ -f "$top/rules/_meta/$policy.lua" ] || {
		echo "check_meta: there is no rules/_meta/$policy.lua: guiju meta rules/$policy" >&2
		exit 1
	}
done

# Luacheck knows the same words, all of them and no others.
sed -n 's/^function \([a-z_]*\)(.*/\1/p; s/^\([a-z_]*\) = nil$/\1/p' "$top/rules/_meta/language.lua" |
	sort -u >"$work/words"
sed -n '/^local words = {/,/^}/p' "$top/.luacheckrc" | grep -o '"[a-z_]*"' | tr -d '"' |
	sort -u >"$work/globals"
diff "$work/words" "$work/globals"

# Every word and operator is a word or operator of the language: the loader says so of no other.
mkdir "$work/none"
cat >"$work/none/policy.lua" <<'LUA'
policy "none" { zh = "空", en = "none", year = 2024 }
LUA
{
	sed 's/.*/local _ = &/' "$work/words"
} >"$work/none/words.lua"
"$guiju" check --lang en "$work/none" >"$work/out" || true
if grep E201 "$work/out"; then
	echo "check_meta: a word of the annotations is none of the language" >&2
	exit 1
fi
echo 'local _ = no_such_word' >>"$work/none/words.lua"
"$guiju" check --lang en "$work/none" >"$work/out" || true
grep -q E201 "$work/out"
echo "check_meta: $(wc -l <"$work/words") words, $(grep -c '^function [A-Z][A-Za-z]*:' \
	"$top/rules/_meta/language.lua") operators behind what they fit"
