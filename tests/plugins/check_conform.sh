#!/bin/sh
# check_conform.sh: the conformance kit passes what is right, and says of each broken plugin what is wrong with it.
set -u

guiju=${GUIJU:?} modules=${GUIJU_TEST_PLUGINS:?} top=${GUIJU_TOP:?}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TRIAL_TOKEN=a-token-of-the-trial
failed=0
# A sanitizer ends a process that writes to nowhere in its own way, and its malloc does not tell how much is allocated:
# it looks for leaks itself.
asan=
if ldd "$guiju" | grep -q libasan; then
	asan="ends the process in"
	echo "check_conform: broken_memory is left to the sanitizer"
fi

cut -d, -f1 "$top/tests/data/sample/contacts.csv" | sed '1d;8q' > "$work/codes.txt"

try() { # plugin, further arguments; the report is in $work/out
	timeout 120 "$guiju" plugin test "$@" --lang en --deadline 1 > "$work/out" 2>&1
}

wrong() {
	echo "check_conform: $*" >&2
	sed 's/^/    /' "$work/out" >&2
	failed=1
}

caught() { # plugin, location or "", the sentence
	name=$1 location=$2 says=$3
	shift 3
	# shellcheck disable=SC2086
	try "$modules/$name.so" $location "$@"
	status=$?
	[ $status -eq 1 ] || wrong "$name: status $status, not 1"
	grep -q -F -e "$says" "$work/out" || wrong "$name: it does not say: $says"
	[ "$(grep -c WRONG "$work/out")" -gt 0 ] || wrong "$name: nothing is WRONG"
}

wrong_source() {
	caught "$1" "$work/codes.txt" "$2" --option token=env:TRIAL_TOKEN
}

wrong_notifier() {
	caught "$1" "" "$2"
}

# What is right is not called wrong.
try "$modules/broken_nothing.so" "$work/codes.txt" --option token=env:TRIAL_TOKEN ||
	wrong "broken_nothing: found broken"
try csv "$top/tests/data/sample/contacts.csv" --category contact || wrong "csv: found broken"
mkdir "$work/spool"
try spool --option "folder=$work/spool" || wrong "spool: found broken"

# Each of these in a process of its own, side by side with none: time is measured.
wrong_source broken_hang 'read() hangs: its deadline is over and it neither comes back nor asks'
wrong_source broken_cancel 'read() hangs: host->canceled() has said 1 and it does not come back'
wrong_source broken_crash 'it crashes in read() (Aborted)'
wrong_source broken_entry 'it crashes in guiju_plugin_entry() (Aborted)'
wrong_source broken_leak '20 more files are open'
[ -n "$asan" ] || wrong_source broken_memory 'more bytes are allocated'
wrong_source broken_thread '20 more threads run'
wrong_source broken_double 'with room for 1 rows it reads'
wrong_source broken_capacity 'read() writes behind the end of an array of the batch'
wrong_source broken_rows 'rows where there is room for'
wrong_source broken_places 'the number of its row 1 comes after 1'
wrong_source broken_zero 'says GUIJU_OK and fills no row'
wrong_source broken_reason 'as bad and does not say why: call host->bad_cell()'
wrong_source broken_unmarked 'does not mark the cell GUIJU_BAD'
wrong_source broken_option 'asks for the option "colour", which it does not declare'
wrong_source broken_host 'open() writes to memory that is guiju'
wrong_source broken_batch 'changes members of the batch that are guiju'
wrong_source broken_stack 'lies on the stack of a call that is over'
wrong_source broken_reuse 'with room for 1 rows its row 1 differs'
wrong_source broken_endings 'its endings "txt" are not like ".csv .txt"'
wrong_source broken_silent 'read() says GUIJU_FAILED and not why'
wrong_source broken_malloc "memory runs out: WRONG: it ${asan:-crashes in} open()"
wrong_source broken_truncate 'memory ran out and it read 0 rows of 7 as if that were all'
wrong_source broken_global 'with two sources open at once'
wrong_source broken_fifo 'a peer that says nothing: WRONG: open() hangs'
wrong_source broken_sizeof 'works with a newer guiju: WRONG: it crashes in open()'
wrong_source broken_exit 'it ends the process in read(), which a plugin must never do'
wrong_source broken_output 'it writes to standard output or standard error'
wrong_source broken_secret 'shows a secret option in its text for host->log()'
wrong_source broken_code 'read() gives 7, which is not among what it may say'
wrong_source broken_locale 'it changes the locale of the process'
wrong_notifier broken_mute 'deliver() says nothing about the notice'
wrong_notifier broken_never 'deliver() says GUIJU_NEVER and not why'
wrong_notifier broken_keeps 'deliver() uses a text of a call that is over'
wrong_notifier broken_patient 'deliver() hangs: host->canceled() has said 1'
wrong_source broken_major 'update guiju, or take an older version'
wrong_source broken_noentry 'has no entry guiju_plugin_entry'
wrong_source broken_size 'its table is smaller than its version says'

[ "$failed" -gt 0 ] || echo "check_conform: every break was found"
exit $failed
