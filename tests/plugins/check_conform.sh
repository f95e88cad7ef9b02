#!/bin/sh
# check_conform.sh: the conformance kit passes what is right, and says of each broken plugin what is wrong with it.
set -u

guiju=${GUIJU:?} modules=${GUIJU_TEST_PLUGINS:?} top=${GUIJU_TOP:?}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TRIAL_TOKEN=a-token-of-the-trial
failed=0

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

source() {
	caught "$1" "$work/codes.txt" "$2" --option token=env:TRIAL_TOKEN
}

notifier() {
	caught "$1" "" "$2"
}

# What is right is not called wrong.
try "$modules/broken_nothing.so" "$work/codes.txt" --option token=env:TRIAL_TOKEN ||
	wrong "broken_nothing: found broken"
try csv "$top/tests/data/sample/contacts.csv" --category contact || wrong "csv: found broken"

# Each of these in a process of its own, side by side with none: time is measured.
source broken_hang 'read() hangs: its deadline is over and it neither comes back nor asks'
source broken_cancel 'read() hangs: host->canceled() has said 1 and it does not come back'
source broken_crash 'it crashes in read() (Segmentation fault)'
source broken_entry 'it crashes in guiju_plugin_entry() (Segmentation fault)'
source broken_leak '20 more files are open'
source broken_memory 'more bytes are allocated'
source broken_thread '20 more threads run'
source broken_double 'with room for 1 rows it reads'
source broken_capacity 'read() writes behind the end of an array of the batch'
source broken_rows 'rows where there is room for'
source broken_places 'the number of its row 1 comes after 1'
source broken_zero 'says GUIJU_OK and fills no row'
source broken_reason 'as bad and does not say why: call host->bad_cell()'
source broken_unmarked 'does not mark the cell GUIJU_BAD'
source broken_option 'asks for the option "colour", which it does not declare'
source broken_host 'open() writes to memory that is guiju'
source broken_batch 'changes members of the batch that are guiju'
source broken_stack 'lies on the stack of a call that is over'
source broken_reuse 'with room for 1 rows its row 1 differs'
source broken_endings 'its endings "txt" are not like ".csv .txt"'
source broken_silent 'read() says GUIJU_FAILED and not why'
source broken_malloc 'memory runs out: WRONG: it crashes in open()'
source broken_truncate 'memory ran out and it read 0 rows of 7 as if that were all'
source broken_global 'with two sources open at once'
source broken_fifo 'a peer that says nothing: WRONG: open() hangs'
source broken_sizeof 'works with a newer guiju: WRONG: it crashes in open()'
source broken_exit 'it ends the process in read(), which a plugin must never do'
source broken_output 'it writes to standard output or standard error'
source broken_secret 'shows a secret option in its text for host->log()'
source broken_code 'read() gives 7, which is not among what it may say'
source broken_locale 'it changes the locale of the process'
notifier broken_mute 'deliver() says nothing about the notice'
notifier broken_never 'deliver() says GUIJU_NEVER and not why'
notifier broken_keeps 'deliver() uses a text of a call that is over'
notifier broken_patient 'deliver() hangs: host->canceled() has said 1'
source broken_major 'update guiju, or take an older version'
source broken_noentry 'has no entry guiju_plugin_entry'
source broken_size 'its table is smaller than its version says'

[ $failed -eq 0 ] && echo "check_conform: every break was found"
exit $failed
