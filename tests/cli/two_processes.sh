#!/bin/sh
# two_processes.sh: a batch decides everything again and again while a reader explains and reports: nobody meets a lock.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
guiju=${GUIJU:-guiju}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
if ! command -v lua5.4 >/dev/null; then
	echo "two_processes: skipped, for lua5.4 is not installed"
	exit 0
fi
lua5.4 "$top/tests/data/mass.lua" 6000 2022 a.csv t.csv
cp -R "$top/rules/wuhan-2022" r1
cp -R r1 r2
sed 's/f\.officers :at_least(1)/f.officers :at_least(2)/' r1/enterprise.lua >r2/enterprise.lua
"$guiju" import enterprise a.csv --list trainings=t.csv --rules r1 >import.txt 2>&1
code=$(sed -n '2s/,.*//p' a.csv)
"$guiju" evaluate --rules r1 --as-of 2022-11-30 >evaluate.txt 2>&1

(
	for rules in r2 r1 r2 r1 r2 r1; do
		"$guiju" evaluate --rules $rules --as-of 2022-11-30 >>evaluate.txt 2>&1 || exit 1
		"$guiju" import enterprise a.csv --list trainings=t.csv --rules r1 >>evaluate.txt 2>&1 || exit 1
	done
) &
batch=$!
reads=0
while kill -0 $batch 2>/dev/null; do
	for line in "explain $code" "report targets" "report list --category enterprise --result ineligible"; do
		# shellcheck disable=SC2086 # words
		"$guiju" $line >read.txt 2>&1 || {
			cat read.txt
			echo "two_processes: guiju $line, while a batch runs" >&2
			exit 1
		}
		reads=$((reads + 1))
	done
done
wait $batch || {
	tail -5 evaluate.txt
	echo "two_processes: the batch, while a reader reads" >&2
	exit 1
}
[ "$reads" -gt 3 ] || { echo "two_processes: only $reads reads" >&2; exit 1; }
[ "$(sqlite3 guiju.db 'PRAGMA integrity_check' 2>/dev/null || echo ok)" = ok ]
echo "two_processes: $reads reads beside 12 batches and imports, no lock"
