#!/bin/sh
# impact.sh: the example impact report: the amended second year over the sample data, decided under the first.
# Usage: impact.sh FOLDER [FILE.html]; the environment's GUIJU names the program (default: guiju).
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
work=${1:?usage: impact.sh FOLDER [FILE.html]}
out=${2:-$top/docs/impact-example.html}
guiju=${GUIJU:-guiju}
case $out in /*) ;; *) out=$PWD/$out ;; esac

# Refused rows give status 1: the sample has some on purpose.
run() {
	status=0
	"$guiju" "$@" --db impact.db >>log 2>&1 || status=$?
	[ "$status" -le 1 ] || { cat log >&2; exit "$status"; }
}

rm -rf "$work"
mkdir -p "$work"
cp "$top"/tests/data/sample/*.csv "$work"
cd "$work"

# The second year asks for a ledger. Most have one, some do not, a few did not say; one file was not asked at all.
sed 's/\r$//' enterprises.csv | awk '
	NR == 1 { print $0 "," }
	NR == 2 { print $0 ",商业秘密管理台账" }
	NR > 2 { print $0 "," (NR % 9 == 0 ? "否" : NR % 13 == 0 ? "" : "是") }' >with_ledger.csv

first=$top/rules/wuhan-2022
second=$top/rules/example-wuhan-2023
run import enterprise with_ledger.csv --list trainings=trainings.csv \
	--list infringements=infringements.csv --rules "$second" --year 2022
run import enterprise enterprises_gb18030.csv --list trainings=trainings_gb18030.csv \
	--list infringements=infringements_gb18030.csv --rules "$second" --year 2022
run import station stations.csv --list enterprises_built=enterprises_built.csv --rules "$first"
run evaluate --rules "$first" --as-of 2022-11-30
run impact "$second" --as-of 2023-07-01 --format html --limit 60 --lang zh --output "$out"
