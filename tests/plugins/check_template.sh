#!/bin/sh
# check_template.sh: what guiju plugin new writes builds outside of the tree with pkg-config, keeps its contract, and runs.
set -eu

guiju=${GUIJU:?} top=${GUIJU_TOP:?}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v pkg-config > /dev/null || { echo "check_template: skipped, for pkg-config is not installed"; exit 77; }

# What make install would put into place: the header and its .pc file, and nothing else of guiju.
mkdir -p "$work/include" "$work/pkgconfig" "$work/bin" "$work/plugins"
cp "$top/plugins/guiju.h" "$work/include/"
sed -e "s|@prefix@|$work|; s|@exec_prefix@|$work|; s|@includedir@|$work/include|" \
	-e "s|@libdir@|$work/lib|; s|@PACKAGE_VERSION@|1|" -e "s|^plugindir=.*|plugindir=$work/plugins|" \
	"$top/plugins/guiju.pc.in" > "$work/pkgconfig/guiju.pc"
ln -s "$guiju" "$work/bin/guiju"
export PKG_CONFIG_PATH="$work/pkgconfig" PATH="$work/bin:$PATH" GUIJU_PLUGIN_PATH="$work/plugins"
unset MAKEFLAGS MFLAGS MAKELEVEL DESTDIR
cd "$work"

for kind in source notifier; do
	guiju plugin new "my_$kind" --kind $kind --lang en > new.out
	make -s -C "my_$kind" CFLAGS='-O1 -Wall -Wextra -Werror' test > test.out 2>&1 || { cat test.out >&2; exit 1; }
	grep -q 'it keeps its contract' test.out || { cat test.out >&2; exit 1; }
	make -s -C "my_$kind" install
done

guiju plugin list --lang en > list.out
grep -q '^my_source  source  0.1  reads tab-separated text$' list.out
grep -q '^my_notifier  notifier  0.1  writes notices into a folder$' list.out
guiju plugin list --lang zh | grep -q '^my_source  .*读取以制表符分隔的文本$'
guiju plugin show my_notifier --lang en > show.out
grep -q 'the folder that notices are written to' show.out
guiju plugin show my_notifier --lang zh | grep -q '通知写入的文件夹'
guiju import enterprise my_source/sample.tsv --plugin my_source --dry-run --lang en > import.out
grep -q 'dry run, nothing was stored: 6 rows read, 0 would be refused' import.out

# What it refuses.
refuses() { # status, words, arguments
	status=$1 words=$2
	shift 2
	set +e
	guiju plugin "$@" --lang en > refused.out 2>&1
	got=$?
	set -e
	[ $got -eq "$status" ] && grep -q -F -e "$words" refused.out && return 0
	echo "check_template: guiju plugin $*: $got, and not: $words" >&2
	cat refused.out >&2
	exit 1
}
refuses 3 'is there already' new my_source --kind source
refuses 2 'which kind?' new other
refuses 2 'is not the name of a plugin' new 9x --kind source
refuses 2 'did you mean show?' shwo
refuses 2 'takes no --kind' list --kind source
refuses 2 'from 1' test my_source --deadline 0
echo 'not a plugin' > plugins/text.so
refuses 1 'is not a shared object' list
refuses 1 'give what it needs with --option' test my_notifier
echo "check_template: both kinds build, keep their contract and run"
