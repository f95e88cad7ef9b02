#!/bin/sh
# demo.sh: the main job on the sample data: import, evaluate, one reason, the bureaus' targets.
# Usage: demo.sh FOLDER; the environment's GUIJU names the program (default: guiju).
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
out=${1:?usage: demo.sh FOLDER}
guiju=${GUIJU:-guiju}
data=$top/tests/data/sample
rules=$top/rules/wuhan-2022

step() {
	printf '\n$ guiju %s\n' "$*"
}
# Refused rows give status 1: the sample has some on purpose.
run() {
	step "$@"
	status=0
	"$guiju" "$@" --lang zh || status=$?
	[ "$status" -le 1 ] || exit "$status"
}

rm -rf "$out"
mkdir -p "$out"
cp "$data"/*.csv "$out"
cd "$out"
db=demo.db

run check "$rules"
run import contact contacts.csv --rules "$rules" --db $db
run import enterprise enterprises.csv --list trainings=trainings.csv \
	--list infringements=infringements.csv --rules "$rules" --db $db
run import enterprise enterprises_gb18030.csv --list trainings=trainings_gb18030.csv \
	--list infringements=infringements_gb18030.csv --rules "$rules" --db $db
run import station stations.csv --list enterprises_built=enterprises_built.csv \
	--rules "$rules" --db $db
run evaluate --rules "$rules" --as-of 2022-11-30 --db $db
run explain 武汉示例边界-培训十比二十服务中心 --db $db
run report targets --db $db
