#!/bin/sh
# check_authors.sh: every example of the authors' guides loads, and its cases come out as they say.
#
# ```lua blocks are rule files: the first line names the file (-- facts.lua; a folder of its own where
# there is a slash), or only says what it shows. ```test blocks are the cases of the first folder.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
guiju=${GUIJU:-guiju}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

split() { # GUIDE FOLDER: how many examples of each kind
	mkdir -p "$2/base/tests" "$2/next" "$2/common" "$2/firsttime" "$2/renewal"
	awk -v folder="$2" '
		/^```lua$/ { inside = 1; first = 1; lua++; next }
		/^```test$/ { file = folder "/base/tests/guide.test"; inside = 1; first = 0; test++; next }
		/^```$/ { inside = 0; next }
		/^```/ { print "a block of no kind: " $0 > "/dev/stderr"; exit 1 }
		inside && first {
			first = 0
			name = $2
			if (name !~ /^[a-z\/]+\.lua$/ || NF != 2)
				name = sprintf("z%02d.lua", lua)
			file = folder (name ~ /\// ? "/" : "/base/") name
		}
		inside { print > file }
		END { print lua + 0, test + 0 }' "$1"
}

for lang in zh en; do
	split "$top/docs/authors.$lang.md" "$work/$lang" >"$work/$lang.count"
	for folder in base next common firsttime renewal; do
		if ! "$guiju" check --lang en "$work/$lang/$folder" >"$work/out"; then
			cat "$work/out"
			echo "check_authors: authors.$lang.md: an example does not load ($folder)" >&2
			exit 1
		fi
	done
	if ! "$guiju" test --lang en "$work/$lang/base" >"$work/out"; then
		cat "$work/out"
		echo "check_authors: authors.$lang.md: a case does not come out" >&2
		exit 1
	fi
done
# Two versions in one year: each application is decided by its own.
cat >"$work/stalls.csv" <<'X'
统一社会信用代码,名称,所属区局,申请种类,职工人数
91420102MA9X00070M,甲,东区,新申请,1
91420104MA9X00070J,乙,东区,续期,1
X
(
	cd "$work"
	GUIJU_RULES_PATH=$work/zh
	export GUIJU_RULES_PATH
	"$guiju" import stall stalls.csv --rules firsttime >out 2>&1
	"$guiju" evaluate firsttime renewal --as-of 2024-06-30 >out 2>&1
	"$guiju" explain 甲 --lang en | grep -qx "decision: ineligible"
	"$guiju" explain 乙 --lang en | grep -qx "decision: eligible"
) || { echo "check_authors: two versions in one year: $(cat "$work/out")" >&2; exit 1; }
cmp "$work/zh.count" "$work/en.count"
read -r lua test <"$work/zh.count"
[ "$lua" -ge 20 ] && [ "$test" -ge 1 ]
# The same rules in both, but for what is said beside them.
for file in "$work"/zh/*/*.lua; do
	other=$work/en/${file#"$work/zh/"}
	sed 's/--.*//' "$file" >"$work/a"
	sed 's/--.*//' "$other" >"$work/b"
	cmp "$work/a" "$work/b"
done
echo "check_authors: $lua examples and $test sets of cases, in both languages"
