#!/bin/sh
# check_policies.sh: every policy passes its tests; the published ones stand on every threshold, and no change goes unnoticed.
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
	case $rules in # the invented ones show what can be said; they need not notice every change
	*/example-scored/ | */example-renewal/) whole= ;;
	*) whole="--coverage --mutate" ;;
	esac
	if "$guiju" test "$rules" $whole >"${TMPDIR:-/tmp}/check_policies.$$" 2>&1; then
		tail -n 6 "${TMPDIR:-/tmp}/check_policies.$$"
	else
		cat "${TMPDIR:-/tmp}/check_policies.$$" >&2
		status=1
	fi
	rm -f "${TMPDIR:-/tmp}/check_policies.$$"
done
exit $status
