#!/bin/sh
# replay.sh: gives the kept corpora to the fuzz targets, without a fuzzer.
set -eu
for corpus in "$GUIJU_TOP"/tests/fuzz/*/; do
	target=$(basename "$corpus")
	[ -x "$GUIJU_BUILD/tests/fuzz/replay_$target" ] || {
		echo "replay: $target is not in this build"
		continue
	}
	"$GUIJU_BUILD/tests/fuzz/replay_$target" "${corpus%/}"
done
