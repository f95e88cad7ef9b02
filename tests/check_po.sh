#!/bin/sh
# check_po.sh: every message of the sources has its Chinese, and the forms agree.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
command -v xgettext >/dev/null 2>&1 || {
	echo "check_po: xgettext is not installed: skipped"
	exit 0
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r "$top/po" "$top/engine" "$top/db" "$top/plugins" "$folder"
chmod -R u+w "$folder"
sh "$folder/po/update.sh" 2>"$folder/said"
cat "$folder/said"
if grep -qE 'untranslated|fuzzy' "$folder/said"; then
	msgattrib --untranslated --no-wrap "$folder/po/zh_CN.po" | grep '^msgid' | head -n 20
	echo "check_po: run po/update.sh and translate these" >&2
	exit 1
fi
