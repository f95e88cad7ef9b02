#!/bin/sh
# xlsx_books.sh: workbooks as openpyxl writes them, and a form filled in by it, through the import.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=/usr/bin/python3
"$python" -c 'import openpyxl' 2> /dev/null || python=python3
"$python" -c 'import openpyxl' 2> /dev/null || {
	echo "xlsx_books: skipped, for python3-openpyxl is not installed"
	exit 77
}
cd "$work"
sample=$GUIJU_TOP/tests/data/sample
"$GUIJU" form wuhan-2022 enterprise --format xlsx --output form.xlsx --lang zh > out
"$GUIJU" import enterprise "$sample/enterprises.csv" --list "trainings=$sample/trainings.csv" \
	--list "infringements=$sample/infringements.csv" --db want.db --rejects r.csv --lang en \
	> out 2> err || [ $? = 1 ]
grep -q '151 new' out

cat > fill.py <<'END'
import csv, datetime, re, sys
import openpyxl

def fill(sheet, path, head):
    rows = list(csv.reader(open(path, encoding='utf-8-sig')))
    for i, row in enumerate(rows[head:]):
        for j, text in enumerate(row):
            if text == '':
                continue
            cell = sheet.cell(4 + i, j + 1, text)
            if re.fullmatch(r'\d{4}-\d\d-\d\d', text):
                cell.value = datetime.datetime.strptime(text, '%Y-%m-%d')
                cell.number_format = ['yyyy"年"m"月"d"日"', 'yyyy/m/d', '[$-804]yyyy"年"m"月"d"日";@'][i % 3]
            elif re.fullmatch(r'\d{1,12}(\.\d+)?', text):
                cell.value = float(text) if '.' in text else int(text)

book = openpyxl.load_workbook('form.xlsx')
sample = sys.argv[1]
fill(book.worksheets[0], sample + '/enterprises.csv', 2)
fill(book.worksheets[1], sample + '/trainings.csv', 1)
fill(book.worksheets[2], sample + '/infringements.csv', 1)
book.save('filled.xlsx')
# The same with another system of days, and with titles above.
book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
book.worksheets[0].insert_rows(1, 2)
book.worksheets[0]['A1'] = '申报汇总表'
book.worksheets[0].merge_cells('A1:F1')
book.save('titled.xlsx')
END
"$python" fill.py "$sample"

for name in filled titled; do
	"$GUIJU" import enterprise $name.xlsx --db $name.db --lang en > out 2> err || [ $? = 1 ]
	grep -q '151 new, 0 changed, 0 unchanged, 3 refused, 1 duplicates' out || {
		cat out err
		exit 1
	}
	grep -q '167 rows of lists, 0 of them refused' out
	for db in want $name; do
		"$GUIJU" export enterprise --db $db.db --output $db.csv > /dev/null 2>&1
		for part in facts_enterprise 'list_enterprise$trainings' 'list_enterprise$infringements'; do
			sqlite3 $db.db "SELECT * FROM \"$part\" ORDER BY 1, 2" > "$db.$part"
		done
		cat $db.csv $db-trainings.csv $db-infringements.csv $db.facts_enterprise $db.list* > $db.all
	done
	cmp want.all $name.all
done
echo "xlsx_books: ok"
