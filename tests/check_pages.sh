#!/bin/sh
# check_pages.sh: the rule book is well-formed and stands alone; the workbook is what it says it is.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
guiju=${GUIJU:-guiju}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if command -v xmllint >/dev/null 2>&1; then
	for dir in "$top"/rules/*/policy.lua "$top"/tests/data/language/policy.lua; do
		for lang in zh en; do
			"$guiju" doc "$(dirname "$dir")" --lang $lang --output "$work/doc.html"
			xmllint --noout --nonet "$work/doc.html"
			xmllint --xpath '//@id' "$work/doc.html" 2>/dev/null | tr ' ' '\n' | grep . |
				sort >"$work/ids"
			if [ -n "$(uniq -d "$work/ids")" ]; then
				echo "check_pages: $dir: an id is there twice: $(uniq -d "$work/ids")" >&2
				exit 1
			fi
			# Every link leads to an id of the page, and nothing is fetched.
			grep -o 'href="#[^"]*"' "$work/doc.html" | sed 's/href="#/id="/' | sort -u >"$work/links"
			sort -u "$work/ids" | comm -13 - "$work/links" >"$work/broken"
			if [ -s "$work/broken" ] || grep -E 'src=|url\(|<link|@import' "$work/doc.html"; then
				cat "$work/broken"
				exit 1
			fi
		done
	done
	echo "check_pages: rule books are well-formed and whole"
	# The example of an impact report, as docs/impact.sh makes it.
	"$top/docs/impact.sh" "$work/impact" "$work/impact.html"
	xmllint --noout --nonet "$work/impact.html"
	if grep -E 'src=|url\(|<link|@import|<script' "$work/impact.html"; then
		exit 1
	fi
	[ "$(grep -c '<svg' "$work/impact.html")" = 4 ]
	echo "check_pages: the impact report is well-formed and whole"
else
	echo "check_pages: xmllint is not installed: skipped"
fi

status=0
"$guiju" form "$top/rules/wuhan-2022" station --format xlsx --output "$work/none/f.xlsx" 2>"$work/err" || status=$?
[ "$status" = 3 ] && grep -q none/f.xlsx "$work/err"

if command -v unzip >/dev/null 2>&1; then
	"$guiju" form "$top/rules/wuhan-2022" station --lang zh --format xlsx --output "$work/f.xlsx" >/dev/null
	part() { unzip -p "$work/f.xlsx" "$1"; }
	part xl/worksheets/sheet1.xml >"$work/sheet1"
	part xl/worksheets/sheet2.xml >"$work/sheet2"
	part xl/workbook.xml >"$work/workbook"
	part xl/sharedStrings.xml >"$work/strings"
	grep -q '<dataValidation type="list"[^>]*sqref="C4:C1003"><formula1>choices!$A$1:$A$15<' "$work/sheet1"
	grep -q '<dataValidation type="date"' "$work/sheet1"
	grep -q '<dataValidation type="whole"' "$work/sheet1"
	grep -q '<dataValidation type="textLength"' "$work/sheet1"
	grep -q '<pane ' "$work/sheet1"
	[ "$(grep -o '<sheet ' "$work/workbook" | wc -l)" = 3 ]
	grep -q 'name="choices"[^>]*state="hidden"' "$work/workbook"
	for word in credit_code subject_code host_type 东湖新技术开发区 不适用; do
		grep -q ">$word<" "$work/strings"
	done
	echo "check_pages: the workbook has its sheets, drop-downs, dates and numbers"
else
	echo "check_pages: unzip is not installed: skipped"
fi
