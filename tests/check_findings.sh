#!/bin/sh
# check_findings.sh: every finding code has its page; the page's bad example gives the finding, the good one does not.
#
# A block ```lua bad or ```lua good is put beside the files of tests/data/findings. Its first line says where:
#   -- in a check     conditions of one check       -- x.lua     a file of that name, instead of the one there
# and a later line "-- FILE.lua" begins another file; next/FILE.lua is a policy beside that extends it, which is then
# the one that is checked. ```sh bad and ```sh good run in the folder. docs/findings.md lists all pages.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
guiju=${GUIJU:-$top/build/guiju}
LC_ALL=C.UTF-8
LANGUAGE=en
GUIJU_FINDINGS_PATH=$top/docs/findings
export LC_ALL LANGUAGE GUIJU_FINDINGS_PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
n=0

complain() {
	echo "check_findings: $*" >&2
	status=1
}

split() { # PAGE KIND FOLDER: writes the block's files, or script.sh
	awk -v folder="$3" -v kind="$2" '
		$0 == "```lua " kind { inside = 1; file = ""; found = 1; next }
		$0 == "```sh " kind { inside = 2; file = folder "/script.sh"; found = 1; next }
		/^```/ { if (inside == 1 && check) print "}" > file; inside = 0; check = 0; next }
		inside == 1 && /^-- in a check$/ {
			check = 1; file = folder "/rules.lua"
			print "local f = facts \"enterprise\"" > file
			print "category \"enterprise\" { zh = \"企业\", en = \"Enterprise\", clause = \"1\" }" > file
			print "criterion \"1\" { zh = \"组织\", en = \"Organisation\", clause = \"1\"," > file
			next
		}
		inside == 1 && /^-- [a-z\/]+\.lua$/ { file = folder "/" $2; printf "" > file; next }
		inside && file == "" { print "a block that names no file" > "/dev/stderr"; exit 1 }
		inside { print > file }
		END { exit !found }' "$1"
}

try() { # CODE KIND: the codes that are found, into $work/codes; the exit status in $rc
	rm -rf "$work/example"
	mkdir -p "$work/example/next"
	cp "$top"/tests/data/findings/*.lua "$work/example"
	split "$top/docs/findings/$1.md" "$2" "$work/example" || return 1
	dir=$work/example
	[ ! -f "$dir/next/policy.lua" ] || {
		mv "$dir/next" "$work/next-$1"
		rm -rf "$work/next"
		mv "$work/next-$1" "$work/next"
		dir=$work/next
	}
	[ ! -f "$dir/script.sh" ] || (cd "$dir" && sh ./script.sh && rm script.sh)
	rc=0
	"$guiju" check --lang en "$dir" >"$work/out" 2>&1 || rc=$?
	sed -n 's/.*\[\([EW][0-9]*\)\]$/\1/p' "$work/out" | sort -u >"$work/codes"
}

codes=$(sed -n 's/^.*X([A-Z_0-9]*, "\([EW][0-9]*\)".*/\1/p' "$top/engine/policy/finding_codes.h")
for code in $codes; do
	n=$((n + 1))
	page=$top/docs/findings/$code.md
	[ -f "$page" ] || { complain "$code has no page"; continue; }
	meaning=$(sed -n "s/^.*\"$code\", TR_NOOP(\"\(.*\)\").*/\1/p" "$top/engine/policy/finding_codes.h")
	[ "$(head -n 1 "$page")" = "# $code $meaning" ] || complain "$code: its page is called otherwise"
	grep -qF "[$code](findings/$code.md)" "$top/docs/findings.md" || complain "$code is not in docs/findings.md"
	try "$code" bad || { complain "$code: no bad example"; continue; }
	grep -qx "$code" "$work/codes" || { complain "$code: the bad example does not give it:"; cat "$work/out" >&2; }
	try "$code" good || { complain "$code: no good example"; continue; }
	! grep -qx "$code" "$work/codes" || complain "$code: the good example gives it, too"
	[ "$rc" = 0 ] || { complain "$code: the good example is not sound:"; cat "$work/out" >&2; }
	"$guiju" check --explain "$code" | cmp -s - "$page" || complain "$code: --explain prints something else"
done
for page in "$top"/docs/findings/*.md; do
	code=$(basename "$page" .md)
	case " $(echo $codes) " in *" $code "*) ;; *) complain "$page explains a finding that there is not" ;; esac
done
[ "$n" -ge 40 ] || complain "only $n codes were found"
echo "check_findings: $n findings, each with its page, a bad and a good example"
exit $status
