#!/bin/sh
# check_served.sh: the sources that ask a peer, by guiju itself: the conformance kit, and imports by address.
set -u

guiju=${GUIJU:?} top=${GUIJU_TOP:?}
command -v python3 > /dev/null 2>&1 || {
	echo "check_served: there is no python3: apt-get install python3"
	exit 77
}
work=$(mktemp -d)
failed=0
mkfifo "$work/in.http" "$work/in.postgres"

# A server lives as long as its standard input is open.
serve() { # http|postgres, descriptor: its first line is in $work/NAME
	python3 "$top/tests/support/$1_server.py" "$work/log.$1" < "$work/in.$1" > "$work/$1" 2> /dev/null &
	eval "exec $2> \"$work/in.$1\""
	n=0
	while [ ! -s "$work/$1" ] && [ $n -lt 200 ]; do
		sleep 0.1
		n=$((n + 1))
	done
}
serve http 8
serve postgres 9

finish() {
	exec 8>&- 9>&-
	wait
	rm -rf "$work"
}
trap finish EXIT

wrong() {
	echo "check_served: $*" >&2
	sed 's/^/    /' "$work/out" | tail -20 >&2
	failed=1
}

good() { # plugin, location, options
	timeout 200 "$guiju" plugin test "$@" --lang en > "$work/out" 2>&1 || wrong "$1 $2: found broken"
}

code=$(sed -n 2p "$top/tests/data/sample/contacts.csv" | cut -d, -f1)
json="[{\"统一社会信用代码\":\"$code\",\"企业名称\":\"示例\"},{\"统一社会信用代码\":\"bad\",\"企业名称\":\"x\"}]"
names=names=credit_code,name,x
url="http://127.0.0.1:$(cat "$work/http")"
cd "$work" || exit 1

import() { # location, options: what it says is in $work/out
	timeout 60 "$guiju" import contact "$@" --year 2022 --db "$work/store.db" --lang en > "$work/out" 2>&1
}

# The same rows, whichever way they come, are the same facts.
cp "$top/tests/data/sample/contacts.csv" .
python3 - <<- 'END'
	import csv, json
	json.dump(list(csv.DictReader(open("contacts.csv", encoding="utf-8-sig"))), open("contacts.json", "w"))
END
exported() { # database: its facts are in DATABASE.csv
	"$guiju" export contact --db "$1" --output "$1.csv" > /dev/null 2>&1 || wrong "export of $1"
}
same() { # input, options
	rm -f other.db other.db.csv
	timeout 60 "$guiju" import contact "$@" --year 2022 --db other.db --lang en > "$work/out" 2>&1 ||
		wrong "$1: not imported"
	exported other.db
	cmp -s first.db.csv other.db.csv || wrong "$1: other facts than those of the CSV file"
}
"$guiju" import contact contacts.csv --year 2022 --db first.db > "$work/out" 2>&1 || wrong "contacts.csv: not imported"
exported first.db
[ "$(wc -l < first.db.csv)" -gt 100 ] || wrong "the sample is empty"
same "$url/file/contacts.json" --option allow-private=yes

good http "$url/link/7/3?$names" --option allow-private=yes
good http "$url/cursor/7/3?$names" --option allow-private=yes --option paging=cursor --option next=data.next \
	--option records=data.items --option resume=appended
body=$(python3 -c 'import sys, urllib.parse; print(urllib.parse.quote(sys.argv[1]))' "$json")
import "$url/list/1?do=body:$body" --option allow-private=yes
grep -q "^row 2\|row 2" "$work/out" || wrong "import over http"
[ -s contact.rejects.csv ] || wrong "no refused row of the service"
rm -f contact.rejects.csv
import "$url/list/1?do=429:999" --option allow-private=yes && wrong "a service that refuses is no failure"
grep -q "status 429" "$work/out" || wrong "it does not say status 429"
import "$url/list/1" && wrong "a private address was connected to"
TRIAL=s3cret-word import "$url/auth/X/y/1" --option allow-private=yes --option token=env:TRIAL \
	--option token-over-http=yes
grep -q "status 401" "$work/out" || wrong "it does not say status 401"
grep -q s3cret-word "$work/out" && wrong "it shows the secret"

read -r folder port < "$work/postgres"
if [ ! -f "${GUIJU_PLUGIN_PATH:?}/postgres.so" ]; then
	echo "check_served: guiju was configured without PostgreSQL"
elif [ "$folder" = - ]; then
	echo "check_served: no PostgreSQL is installed here: apt-get install postgresql"
else
	database="postgresql://guiju@/postgres?host=$folder&port=$port"
	psql -q -h "$folder" -p "$port" -U guiju postgres -c "CREATE TABLE firms (id int, credit_code text, name text);
		INSERT INTO firms SELECT i, lpad(i::text, 18, '9'), 'n' || i FROM generate_series(1, 7) AS i;
		INSERT INTO firms VALUES (8, '$code', '示例')" || wrong "psql"
	columns=$(sed '1s/^\xef\xbb\xbf//; s/\r$//; s/,/" text, "/g; q' contacts.csv)
	psql -q -h "$folder" -p "$port" -U guiju postgres -c "CREATE TABLE contacts (\"$columns\" text)" \
		-c "\\copy contacts from 'contacts.csv' csv header" || wrong "psql"
	same "$database" --option table=contacts
	good postgres "$database" --option table=firms
	good postgres "$database" --option table=firms --option key=id
	import "$database" --option query='SELECT credit_code, name AS 企业名称 FROM firms WHERE id > 6'
	[ -s contact.rejects.csv ] || wrong "no refused row of the database"
	grep -q "row 1" "$work/out" || wrong "it does not say which row"
	import "$database" --option query='DELETE FROM firms RETURNING credit_code' && wrong "a query that writes"
	grep -q "only SELECT is allowed" "$work/out" || wrong "it does not say that only SELECT is allowed"
fi

[ "$failed" -gt 0 ] || echo "check_served: services and databases are read"
exit $failed
