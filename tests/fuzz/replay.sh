#!/bin/sh
# replay.sh: gives the kept corpora to the fuzz targets, without a fuzzer.
set -eu
for target in csv rules test; do
	"$GUIJU_BUILD/tests/fuzz/replay_$target" "$GUIJU_TOP/tests/fuzz/$target"
done
