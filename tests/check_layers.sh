#!/bin/sh
# check_layers.sh: proves that layers.sh sees what it is there to see: each breach, planted alone.
set -u

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
fail=0
cases=0

file() { # path, lines... after the first sentence
	path=$work/tree/$1
	mkdir -p "$(dirname "$path")"
	printf '/* %s: a file of the small tree. */\n' "$(basename "$1")" >"$path"
	shift
	[ $# = 0 ] || printf '%s\n' "$@" >>"$path"
}

# A tree in which everything is in order, one file or two a layer.
tree() {
	rm -rf "$work/tree"
	file engine/base/err.h
	file engine/base/err.c '#include "engine/base/err.h"' '#include <string.h>'
	file engine/eval/fact.h '#include "engine/base/err.h"'
	file engine/eval/fact.c '#include "engine/eval/fact.h"' '# include "engine/base/err.h"'
	file engine/decide/trace.c '#include "engine/eval/fact.h"'
	file engine/decide/trace.h
	file engine/policy/load.h
	file engine/policy/load.c '#include <lua.h>' '#include <lauxlib.h>' '#include <lualib.h>' \
		'#include "engine/decide/trace.h"' '#include "engine/policy/load.h"'
	file db/store.h
	file db/store.c '#include <sqlite3.h>' '#include "engine/decide/trace.h"'
	file engine/run/loop.h
	file engine/run/loop.c '#include <uv.h>' '#include "plugins/guiju.h"' '#include "db/store.h"' \
		'#include "engine/policy/load.h"' 'void gj_loop_atexit(void);' 'int no_exit(int x);'
	file engine/cli/main.c '#include "engine/run/loop.h"' 'int main(void) { exit(0); }'
	file engine/serve/serve.c '#include <uv.h>'
	file plugins/guiju.h '#include <stdint.h>'
	file plugins/csv/csv.h
	file plugins/csv/csv.c '#include "guiju.h"' '#include "plugins/guiju.h"' '#include "csv.h"' \
		'#include "plugins/csv/csv.h"'
}

lines() { # how many `int x;`
	i=0
	while [ "$i" -lt "$1" ]; do
		echo 'int x;'
		i=$((i + 1))
	done
}

run() {
	cases=$((cases + 1))
	said=$(sh "$here/layers.sh" "$work/tree" 2>&1)
	status=$?
}

good() { # what the tree is like
	run
	if [ "$status" != 0 ]; then
		printf 'check_layers: refused, but in order: %s\n%s\n' "$1" "$said" >&2
		fail=1
	fi
	tree
}

# The breach must be found, at its place, and nothing beside it.
bad() { # place, words of the message
	run
	expected="layers: $1: "
	case $said in
	"$expected"*"$2"*) found=yes ;;
	*) found=no ;;
	esac
	if [ "$status" != 1 ] || [ "$found" = no ] || [ "$(printf '%s\n' "$said" | wc -l)" != 1 ]; then
		printf 'check_layers: wanted %s … %s, exit 1; got exit %s and\n%s\n' "$expected" "$2" \
			"$status" "$said" >&2
		fail=1
	fi
	tree
}

add() { # path, line: at the end of a file that is there
	printf '%s\n' "$2" >>"$work/tree/$1"
}

tree
good 'the small tree'

# Upward and sideways
add engine/base/err.c '#include "engine/eval/fact.h"'
bad engine/base/err.c:4 'upward or sideways'
add engine/base/err.c '#include "engine/cli/say.h"'
bad engine/base/err.c:4 'upward or sideways'
add engine/eval/fact.h '#include "engine/decide/trace.h"'
bad engine/eval/fact.h:3 'upward or sideways'
add engine/decide/trace.c '	#  include	"engine/policy/load.h"'
bad engine/decide/trace.c:3 'upward or sideways'
add engine/policy/load.c '#include "db/store.h"'
bad engine/policy/load.c:7 'upward or sideways'
add db/store.c '#include "engine/policy/load.h"'
bad db/store.c:4 'upward or sideways'
add db/store.h '#include "engine/run/loop.h"'
bad db/store.h:2 'upward or sideways'
add engine/run/loop.c '#include "engine/cli/say.h"'
bad engine/run/loop.c:8 'upward or sideways'
add engine/cli/main.c '#include "engine/serve/serve.h"'
bad engine/cli/main.c:4 'upward or sideways'

# Foreign libraries, each in its one folder
for library in lua lauxlib lualib; do
	add engine/decide/trace.c "#include <$library.h>"
	bad engine/decide/trace.c:3 'Lua is included in engine/policy only'
done
add engine/run/loop.h '#include <lua.h>'
bad engine/run/loop.h:2 'Lua is included'
add db/store.c '#include <lua5.4/lua.h>'
bad db/store.c:4 'Lua is included'
add plugins/csv/csv.c '#include <lua.h> /* why not */'
bad plugins/csv/csv.c:6 'Lua is included'
add engine/run/loop.c '#include <sqlite3.h>'
bad engine/run/loop.c:8 'SQLite is included in db only'
add engine/base/err.h '#include <uv.h>'
bad engine/base/err.h:2 'libuv is included'
add engine/cli/main.c '#include <uv.h>'
bad engine/cli/main.c:4 'libuv is included'
add db/store.c '# include <uv/unix.h>'
bad db/store.c:4 'libuv is included'

# Paths that hide where they lead
add engine/eval/fact.c '#include "fact.h"'
bad engine/eval/fact.c:4 'write the path from the top'
add engine/eval/fact.c '#include "../base/err.h"'
bad engine/eval/fact.c:4 'write the path from the top'
add engine/run/loop.c '#include "tests/support/tmp.h"'
bad engine/run/loop.c:8 'outside the layers'

file engine/other/thing.c
bad engine/other/thing.c:1 'not a folder of the layers'
file db/below/thing.c
bad db/below/thing.c:1 'not a folder of the layers'

# Plugins know one header, and only the engine's upper layers know plugins
add plugins/csv/csv.c '#include "engine/base/err.h"'
bad plugins/csv/csv.c:6 'guiju.h and its own files only'
add plugins/csv/csv.c '#include "plugins/other/other.h"'
bad plugins/csv/csv.c:6 'guiju.h and its own files only'
add plugins/csv/csv.c '#include "other.h"'
bad plugins/csv/csv.c:6 'guiju.h and its own files only'
add engine/policy/load.c '#include "plugins/guiju.h"'
bad engine/policy/load.c:7 'only engine/run and engine/cli'
add engine/serve/serve.c '#include "plugins/guiju.h"'
bad engine/serve/serve.c:3 'only engine/run and engine/cli'
add engine/cli/main.c '#include "plugins/guiju.h"'
good 'the command line knows plugins'

# Sizes, on both sides of the limits
lines 598 >>"$work/tree/engine/base/err.c"
bad engine/base/err.c:601 'longer than 600 lines'
lines 597 >>"$work/tree/engine/base/err.c"
good 'a file of 600 lines'
lines 120 >>"$work/tree/engine/base/err.h"
bad engine/base/err.h:121 'a header longer than 120 lines'
lines 119 >>"$work/tree/engine/base/err.h"
good 'a header of 120 lines'
lines 500 >>"$work/tree/plugins/guiju.h"
good 'the one public header may be longer'

# Each file says what it is
printf 'int x;\n' >"$work/tree/engine/eval/fact.h"
bad engine/eval/fact.h:1 'what it is'
printf '/* facts.h: another name. */\n' >"$work/tree/engine/eval/fact.h"
bad engine/eval/fact.h:1 'what it is'
: >"$work/tree/db/store.h"
bad db/store.h:1 'what it is'

# Nothing below the command line ends the process
add engine/eval/fact.c 'static void f(void) { exit(1); }'
bad engine/eval/fact.c:4 'ends the process'
add engine/run/loop.c '	abort ();'
bad engine/run/loop.c:8 'ends the process'
add plugins/csv/csv.c 'exit(1);'
bad plugins/csv/csv.c:6 'ends the process'
add db/store.c '	_exit(1);'
bad db/store.c:4 'ends the process'
add engine/eval/fact.c 'void gj_atexit(int); int on_abort; int exits(void);'
good 'names that only look like exit'

# No path of one machine, and no file name twice
for folder in home work root tmp; do
	add engine/run/loop.c "static const char *p = \"/$folder/me/guiju.db\";"
	bad engine/run/loop.c:8 'a path of one machine'
done
file engine/run/trace.c
bad engine/run/trace.c:1 'the name of two files: engine/decide/trace.c'
file db/fact.h
bad engine/eval/fact.h:1 'the name of two files: db/fact.h'
file plugins/csv/fact.h
good 'a plugin may have the name too'

# No tree at all
rm -rf "$work/tree"
run
[ "$status" = 2 ] || {
	echo "check_layers: no tree gave exit $status" >&2
	fail=1
}
mkdir -p "$work/tree/engine" "$work/tree/db" "$work/tree/plugins"
run
[ "$status" = 2 ] || {
	echo "check_layers: an empty tree gave exit $status" >&2
	fail=1
}

[ "$fail" = 0 ] || exit 1
echo "check_layers: $cases trees: all as they should be"
