#!/bin/sh
# check_po.sh: every message of the sources has its Chinese, and the forms agree.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
for tool in xgettext msgmerge msgattrib msgfmt; do
	command -v "$tool" >/dev/null 2>&1 || {
		echo "check_po: $tool is not installed: skipped"
		exit 77
	}
done
# gettext's own reports are read below
LC_ALL=C
export LC_ALL
unset LANGUAGE
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r "$top/po" "$top/engine" "$top/db" "$top/plugins" "$folder"
chmod -R u+w "$folder"
msgfmt --check --output-file=/dev/null "$folder/po/zh_CN.po"
sh "$folder/po/update.sh" >"$folder/said" 2>&1 || {
	cat "$folder/said" >&2
	exit 1
}
cat "$folder/said"
if grep -qE 'untranslated|fuzzy' "$folder/said"; then
	msgattrib --untranslated --no-wrap "$folder/po/zh_CN.po" | grep -A 1 '^msgid' | head -n 40
	msgattrib --only-fuzzy --no-wrap "$folder/po/zh_CN.po" | grep -A 1 '^msgid' | head -n 40
	echo "check_po: run po/update.sh and translate these" >&2
	exit 1
fi
