#!/bin/sh
# kills.sh: kills guiju at random moments and runs it again: tests/kills.sh BUILD [KILLS [SEED [N]]]; the result must be that of one run.
set -eu
build=$(cd "${1:?usage: kills.sh BUILD [KILLS [SEED [N]]]}" && pwd)
kills=${2:-200} seed=${3:-$(date +%s)} n=${4:-20000}
top=$(cd "$(dirname "$0")/.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
GUIJU_PLUGIN_PATH=$build/.libs
GUIJU_LOCALE_DIR=$build/locale
export GUIJU_PLUGIN_PATH GUIJU_LOCALE_DIR
echo "seed $seed, $kills kills, $n applications"

lua5.4 "$top/tests/data/mass.lua" "$n" 2022 a.csv t.csv
cp -R "$top/rules/wuhan-2022" r1
cp -R r1 r2
sed 's/f\.officers :at_least(1)/f.officers :at_least(2)/' r1/enterprise.lua >r2/enterprise.lua

# The same words for the run that is left alone and for the one that is killed.
step() { # DB NUMBER
	case $2 in
	0) set -- import enterprise a.csv --list trainings=t.csv --rules r1 --db "$1" ;;
	1) set -- evaluate --rules r1 --as-of 2022-11-30 --db "$1" ;;
	2) set -- decide "$ruled" --kind overridden --result eligible --on 2022-11-01 --by Li --why kills --db "$1" ;;
	3) set -- evaluate --rules r2 --as-of 2022-11-30 --db "$1" ;;
	4) set -- db rebuild --db "$1" ;;
	5) set -- policy publish r1 --by Li --why kills --as-of 2022-11-30 --run --db "$1" ;;
	6) set -- evaluate --as-of 2022-11-30 --db "$1" ;; # by what is in force, so that a run cut short is completed
	esac
	exec "$build/guiju" "$@" >/dev/null 2>&1
}
now() { date +%s%N; }

ruled=
took=""
for s in 0 1 2 3 4 5 6; do
	from=$(now)
	(step whole.db $s)
	# One whom the second rules decide otherwise: with one officer.
	[ "$s" != 0 ] || ruled=$(sqlite3 whole.db "SELECT s.code FROM facts_enterprise f JOIN revision r ON r.id = f._revision
		JOIN application a ON a.id = r.application JOIN subject s ON s.id = a.subject WHERE f.officers = 1 LIMIT 1")
	took="$took $((($(now) - from) / 1000000))"
done

# What was decided, in order, without the numbers of runs and decisions.
decided() {
	sqlite3 "$1" "SELECT s.code, d.reference, d.result, hex(d.outcomes) FROM subject s JOIN application a ON a.subject = s.id
		JOIN decision d ON d.id = (SELECT max(id) FROM decision WHERE application = a.id) ORDER BY s.code"
	# What is to be reviewed: once for each time that the rules came to something else.
	sqlite3 "$1" "SELECT s.code, d.result, hex(d.outcomes) FROM review v JOIN decision d ON d.id = v.decision
		JOIN application a ON a.id = v.application JOIN subject s ON s.id = a.subject ORDER BY v.id"
}
fail() { echo "seed $seed, kill $k: $*" >&2; cp kill.db* /tmp/ 2>/dev/null; exit 1; }

k=0
while [ "$k" -lt "$kills" ]; do
	rm -f kill.db kill.db-wal kill.db-shm a.csv.rejects.csv
	s=0
	for ms in $took; do
		tries=0
		while [ "$tries" -lt 3 ] && [ "$k" -lt "$kills" ]; do
			# A linear congruence: the same seed kills at the same part of a step.
			seed=$(((seed * 1103515245 + 12345) % 2147483648))
			wait_ms=$((seed / 65536 % (ms + ms / 4 + 1)))
			(step kill.db $s) &
			child=$!
			sleep "$(printf '%d.%03d' $((wait_ms / 1000)) $((wait_ms % 1000)))"
			kill -9 $child 2>/dev/null || true
			wait $child 2>/dev/null || true
			k=$((k + 1)) tries=$((tries + 1))
			[ -f kill.db ] || continue
			[ "$(sqlite3 kill.db 'PRAGMA integrity_check')" = ok ] || fail "step $s: not intact"
			[ "$s$tries" = 01 ] || "$build/guiju" db check --db kill.db >check.txt 2>&1 ||
				{ [ "$s" = 0 ] && grep -q 'nothing was imported' check.txt; } || fail "step $s: $(cat check.txt)"
			[ "$s$tries" = 01 ] || "$build/guiju" audit verify --db kill.db >verify.txt 2>&1 ||
				{ [ "$s" = 0 ] && grep -q 'nothing was imported' check.txt; } || fail "step $s: $(cat verify.txt)"
		done
		# What was published before it was killed is published: the next step completes its run.
		(step kill.db $s) || [ "$s" = 5 ] || fail "step $s does not complete"
		s=$((s + 1))
	done
	"$build/guiju" db check --db kill.db >check.txt || fail "$(cat check.txt)"
	"$build/guiju" audit verify --db kill.db >verify.txt || fail "$(cat verify.txt)"
	published=$(sqlite3 kill.db "SELECT count(*) FROM policy_publication")
	[ "$published" = 1 ] || fail "published $published times"
	twice=$(sqlite3 kill.db "SELECT count(*) FROM (SELECT 1 FROM decision GROUP BY run, application HAVING count(*) > 1)")
	[ "$twice" = 0 ] || fail "$twice decided twice in one run"
	decided whole.db >1.txt
	decided kill.db >2.txt
	cmp -s 1.txt 2.txt || fail "other decisions"
done
echo "$k kills: intact, and decided as by one run"
