#!/bin/sh
# layers.sh: proves the house rules of the tree: who may include whom, sizes, names, no exit below.
# Usage: layers.sh [TOP]
set -u

top=${1:-$(cd "$(dirname "$0")/.." && pwd)}
cd "$top" || exit 2
fail=0
includes=0

say() {
	echo "layers: $*" >&2
	fail=1
}

# A lower number is a lower layer; the same number in another folder is sideways.
level() {
	case $1 in
	engine/base) echo 1 ;;
	engine/eval) echo 2 ;;
	engine/decide) echo 3 ;;
	engine/policy | db) echo 4 ;;
	engine/run) echo 5 ;;
	engine/serve | engine/cli) echo 6 ;;
	*) echo 0 ;;
	esac
}

files=$(find engine db plugins -name '*.[ch]' | sort)
[ -n "$files" ] || {
	echo "layers: no sources under $top" >&2
	exit 2
}

for file in $files; do
	dir=$(dirname "$file")
	mine=$(level "$dir")
	lines=$(grep -nE '^[[:space:]]*#[[:space:]]*include' "$file" | sed 's/[[:space:]]*#[[:space:]]*include[[:space:]]*//')
	IFS='
'
	for line in $lines; do
		includes=$((includes + 1))
		at=$file:${line%%:*}
		what=${line#*:}
		name=$(printf '%s' "$what" | sed 's/^[<"]\([^>"]*\)[>"].*/\1/')
		case $what in
		'<'*)
			case ${name##*/}:$name in
			lua.h:* | lauxlib.h:* | lualib.h:* | luaconf.h:*)
				[ "$dir" = engine/policy ] || say "$at: Lua is included in engine/policy only" ;;
			sqlite3.h:* | sqlite3ext.h:*)
				[ "$dir" = db ] || say "$at: SQLite is included in db only" ;;
			uv.h:* | *:uv/*)
				case $dir in
				engine/run | engine/serve) ;;
				*) say "$at: libuv is included in engine/run and engine/serve only" ;;
				esac ;;
			esac ;;
		'"'*)
			case $dir in
			plugins/*)
				case $name in
				guiju.h | plugins/guiju.h) ;;
				*/*)
					[ "$(dirname "$name")" = "$dir" ] || say "$at: a plugin includes guiju.h and its own files only" ;;
				*)
					[ -f "$dir/$name" ] || say "$at: a plugin includes guiju.h and its own files only" ;;
				esac ;;
			plugins) ;;
			*)
				target=$(dirname "$name")
				if [ "$name" = plugins/guiju.h ]; then
					[ "$mine" -ge 5 ] || say "$at: only engine/run and above know plugins"
				else
					theirs=$(level "$target")
					if [ "$theirs" = 0 ]; then
						say "$at: $name is outside the layers; write the path from the top"
					elif [ "$target" != "$dir" ] && [ "$theirs" -ge "$mine" ]; then
						say "$at: $dir may not include $target (upward or sideways)"
					fi
				fi ;;
			esac ;;
		esac
	done
	unset IFS

	n=$(wc -l <"$file")
	[ "$n" -le 600 ] || say "$file:$n: longer than 600 lines"
	case $file in
	plugins/guiju.h) ;;
	*.h) [ "$n" -le 120 ] || say "$file:$n: a header longer than 120 lines" ;;
	esac
	head -n 1 "$file" | grep -q "^/\* $(basename "$file"): " ||
		say "$file:1: does not begin with /* $(basename "$file"): what it is"
	case $dir in
	engine/cli) ;;
	*)
		bad=$(grep -nE '(^|[^_[:alnum:]])(exit|_exit|_Exit|quick_exit|abort)[[:space:]]*\(' "$file" | head -n 1)
		[ -z "$bad" ] || say "$file:${bad%%:*}: ends the process below the command line" ;;
	esac
	bad=$(grep -nE '"/(home|work|root|tmp)/' "$file" | head -n 1)
	[ -z "$bad" ] || say "$file:${bad%%:*}: a path of one machine"
done

twice=$(find engine db -name '*.[ch]' -exec basename {} \; | sort | uniq -d)
for name in $twice; do
	say "$name: the name of two files: $(find engine db -name "$name" | tr '\n' ' ')"
done

[ "$fail" = 0 ] || exit 1
echo "layers: $(printf '%s\n' "$files" | wc -l) files, $includes includes: all in order"
