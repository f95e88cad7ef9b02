#!/bin/sh
# check_abi.sh: plugins/guiju.h is, byte for byte, the interface that was released: abidw's description is kept in tests/abi.
# check_abi.sh --update writes the description of the version that the header has now.
set -eu

top=$(cd "${GUIJU_TOP:-$(dirname "$0")/../..}" && pwd)
header=$top/plugins/guiju.h
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for tool in abidw abidiff; do
	command -v $tool > /dev/null || { echo "check_abi: skipped, for $tool (abigail-tools) is not installed"; exit 77; }
done

version=$(awk '$2 == "GUIJU_ABI_MAJOR" { major = $3 } $2 == "GUIJU_ABI_MINOR" { print major "." $3 }' "$header")
kept=$top/tests/abi/guiju-$version.abi

# The entry reaches every struct of the header.
cat > "$work/entry.c" << 'END'
#include "guiju.h"
const struct guiju_plugin *guiju_plugin_entry(const struct guiju_host *host)
{
	static struct guiju_plugin plugin;
	return host ? &plugin : 0;
}
END
${CC:-cc} -std=c11 -g -O0 -shared -fPIC -ffile-prefix-map="$work"=. -I"$top/plugins" -o "$work/entry.so" "$work/entry.c"

describe() {
	abidw --no-corpus-path --no-comp-dir-path --no-show-locs --no-elf-needed --type-id-style hash "$work/entry.so"
}

if [ "${1:-}" = --update ]; then
	describe > "$kept"
	echo "check_abi: wrote $kept"
	exit 0
fi

if [ ! -f "$kept" ]; then
	echo "check_abi: there is no tests/abi/guiju-$version.abi: run tests/plugins/check_abi.sh --update and commit it" >&2
	exit 1
fi
if ! abidiff "$kept" "$work/entry.so" > "$work/diff"; then
	cat "$work/diff" >&2
	echo "check_abi: guiju.h is not interface $version as it was released. Members may only be added at the end of a" >&2
	echo "    struct, with a higher GUIJU_ABI_MINOR; then run tests/plugins/check_abi.sh --update" >&2
	exit 1
fi

# "struct member offset", for every struct of a description.
members() {
	sed -n -e "s/.*<class-decl name='\([^']*\)'.*/struct \1/p" \
		-e "s/.*layout-offset-in-bits='\([0-9]*\)'.*/offset \1/p" \
		-e "s/.*<var-decl name='\([^']*\)' type-id.*visibility='default'.*/member \1/p" "$1" |
		awk '$1 == "struct" { s = $2 } $1 == "offset" { o = $2 } $1 == "member" { print s, $2, o }' | LC_ALL=C sort -u
}

describe > "$work/now.abi"
members "$work/now.abi" > "$work/now"
[ "$(wc -l < "$work/now")" -gt 80 ] || { echo "check_abi: the description lacks most of the header" >&2; exit 1; }
for old in "$top"/tests/abi/guiju-*.abi; do
	members "$old" > "$work/old"
	LC_ALL=C comm -23 "$work/old" "$work/now" > "$work/moved"
	if [ -s "$work/moved" ]; then
		echo "check_abi: these members of $(basename "$old") are gone or elsewhere (struct, member, bit):" >&2
		cat "$work/moved" >&2
		exit 1
	fi
done
echo "check_abi: interface $version is as released, and every older member stands where it stood"
