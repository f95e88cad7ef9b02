#!/bin/sh
# update.sh: brings po/zh_CN.po up to date with the messages in the sources; new ones stay empty for the translator.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
pot=$(mktemp)
trap 'rm -f "$pot"' EXIT
cd "$top"
find engine db plugins -name '*.[ch]' | LC_ALL=C sort |
	xgettext --language=C --keyword=tr --keyword=TR_NOOP --from-code=UTF-8 --add-location=file \
		--package-name=guiju --no-wrap --files-from=- --output="$pot"
msgmerge --quiet --update --no-fuzzy-matching --backup=none --no-wrap --add-location=file po/zh_CN.po "$pot"
msgattrib --no-obsolete --no-wrap --add-location=file --output-file=po/zh_CN.po po/zh_CN.po
msgfmt --check --statistics --output-file=/dev/null po/zh_CN.po
