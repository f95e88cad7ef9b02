#!/bin/sh
# check_policies.sh: every policy that has tests passes them, stands on every threshold, and no change of it goes unnoticed.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
guiju=${GUIJU:-$top/build/guiju}
LC_ALL=C.UTF-8
LANGUAGE=en
export LC_ALL LANGUAGE
status=0
for rules in "$top"/rules/*/; do
	[ -f "$rules/policy.lua" ] || continue
	if [ ! -d "$rules/tests" ]; then
		echo "check_policies: $rules has no tests" >&2
		status=1
		continue
	fi
	if "$guiju" test "$rules" --coverage --mutate >"${TMPDIR:-/tmp}/check_policies.$$" 2>&1; then
		tail -n 6 "${TMPDIR:-/tmp}/check_policies.$$"
	else
		cat "${TMPDIR:-/tmp}/check_policies.$$" >&2
		status=1
	fi
	rm -f "${TMPDIR:-/tmp}/check_policies.$$"
done
exit $status
