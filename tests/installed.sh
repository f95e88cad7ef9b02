#!/bin/sh
# installed.sh PREFIX-BIN SAMPLE: the installed program finds its rules, plugins and messages by itself.
set -eu
bin=${1:?usage: installed.sh BINDIR SAMPLE}
sample=$(cd "${2:?usage: installed.sh BINDIR SAMPLE}" && pwd)
unset GUIJU_RULES_PATH GUIJU_PLUGIN_PATH GUIJU_LOCALE_DIR GUIJU_FINDINGS_PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$bin/guiju" check wuhan-2022 --lang zh | grep -q '0个错误'
"$bin/guiju" import contact "$sample/contacts.csv" | grep -q '141 new'
"$bin/guiju" import station "$sample/stations.csv" --list enterprises_built="$sample/enterprises_built.csv" >/dev/null
"$bin/guiju" evaluate --as-of 2022-11-30 | grep -q '42 judged'
"$bin/guiju" check --explain E203 | grep -q '^# E203'
echo "installed: $bin/guiju finds its rules, plugins and messages"
