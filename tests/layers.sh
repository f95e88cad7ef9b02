#!/bin/sh
# layers.sh: proves the house rules of the tree: who may include whom, sizes, names, no exit below.
# Usage: layers.sh [TOP]
set -u

top=${1:-$(cd "$(dirname "$0")/.." && pwd)}
cd "$top" || exit 2

files=$(find engine db plugins -name '*.[ch]' | LC_ALL=C sort)
[ -n "$files" ] || {
	echo "layers: no sources under $top" >&2
	exit 2
}

# One reader for all files: a process an include would take ten seconds.
# shellcheck disable=SC2086 # no name of ours has a blank
LC_ALL=C awk '
# A lower number is a lower layer; the same number in another folder is sideways.
BEGIN {
	level["engine/base"] = 1
	level["engine/eval"] = 2
	level["engine/decide"] = 3
	level["engine/policy"] = level["db"] = 4
	level["engine/run"] = 5
	level["engine/serve"] = level["engine/cli"] = 6
	for (i = 1; i < ARGC; i++)
		there[ARGV[i]] = 1
}

function say(text) {
	print "layers: " text | "cat >&2"
	fail = 1
}

function folder(path) {
	return path ~ /\// ? substr(path, 1, match(path, /\/[^\/]*$/) - 1) : "."
}

function base(path) {
	return substr(path, match(path, /[^\/]*$/))
}

function foreign(at, dir, name) {
	if (base(name) ~ /^(lua|lauxlib|lualib|luaconf)\.h$/) {
		if (dir != "engine/policy")
			say(at ": Lua is included in engine/policy only")
	} else if (base(name) ~ /^sqlite3(ext)?\.h$/) {
		if (dir != "db" && dir != "plugins/sqlite")
			say(at ": SQLite is included in db only")
	} else if (base(name) == "uv.h" || name ~ /^uv\//) {
		if (dir != "engine/run" && dir != "engine/serve")
			say(at ": libuv is included in engine/run and engine/serve only")
	}
}

function ours(at, dir, name, target) {
	target = folder(name)
	if (dir == "plugins")
		return
	if (dir ~ /^plugins\//) {
		if (name != "guiju.h" && name != "plugins/guiju.h" && target != dir && name !~ /^common\// && !((dir "/" name) in there))
			say(at ": a plugin includes guiju.h and its own files only")
	} else if (name == "plugins/guiju.h") {
		if (dir != "engine/run" && dir != "engine/cli")
			say(at ": only engine/run and engine/cli know plugins")
	} else if (!(target in level)) {
		say(at ": " name " is outside the layers; write the path from the top")
	} else if (target != dir && level[target] >= level[dir]) {
		say(at ": " dir " may not include " target " (upward or sideways)")
	}
}

function begins(line) {
	return index(line, "/* " base(FILENAME) ": ") == 1
}

FNR == 1 {
	dir = folder(FILENAME)
	if (!begins($0))
		say(FILENAME ":1: does not begin with /* " base(FILENAME) ": what it is")
	if (dir !~ /^plugins/ && !(dir in level))
		say(FILENAME ":1: " dir " is not a folder of the layers")
}

{
	lines[FILENAME] = FNR
}

/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
	includes++
	name = $0
	sub(/^[ \t]*#[ \t]*include[ \t]*/, "", name)
	system_header = substr(name, 1, 1) == "<"
	name = substr(name, 2)
	sub(/[>"].*/, "", name)
	if (system_header)
		foreign(FILENAME ":" FNR, dir, name)
	else
		ours(FILENAME ":" FNR, dir, name)
}

dir != "engine/cli" && /(^|[^_a-zA-Z0-9])(exit|_exit|_Exit|quick_exit|abort)[ \t]*\(/ {
	say(FILENAME ":" FNR ": ends the process below the command line")
}

/"\/(home|work|root|tmp)\// {
	say(FILENAME ":" FNR ": a path of one machine")
}

END {
	for (i = 1; i < ARGC; i++) {
		path = ARGV[i]
		name = base(path)
		n = lines[path] + 0
		if (n == 0) # the lines above never saw it
			say(path ":1: does not begin with /* " name ": what it is")
		if (n > 600)
			say(path ":" n ": longer than 600 lines")
		else if (n > 120 && path ~ /\.h$/ && path != "plugins/guiju.h")
			say(path ":" n ": a header longer than 120 lines")
		if (path ~ /^plugins\//)
			continue
		if (name in first)
			say(path ":1: the name of two files: " first[name])
		else
			first[name] = path
	}
	if (fail)
		exit 1
	print "layers: " ARGC - 1 " files, " includes + 0 " includes: all in order"
}
' $files
