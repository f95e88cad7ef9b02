#!/bin/sh
# replay.sh: gives the kept corpora to the fuzz targets, without a fuzzer.
set -eu
"$GUIJU_BUILD/tests/fuzz/replay_csv" "$GUIJU_TOP/tests/fuzz/csv"
