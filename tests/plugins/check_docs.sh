#!/bin/sh
# check_docs.sh: the plugins of docs/plugins.md, taken out of the page, build with pkg-config, keep their contract and run.
set -eu

guiju=${GUIJU:?} top=${GUIJU_TOP:?}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v pkg-config > /dev/null || { echo "check_docs: skipped, for pkg-config is not installed"; exit 77; }

mkdir -p "$work/include" "$work/pkgconfig" "$work/bin" "$work/try"
cp "$top/plugins/guiju.h" "$work/include/"
sed -e "s|@prefix@|$work|; s|@exec_prefix@|$work|; s|@includedir@|$work/include|" \
	-e "s|@libdir@|$work/lib|; s|@PACKAGE_VERSION@|1|" "$top/plugins/guiju.pc.in" > "$work/pkgconfig/guiju.pc"
ln -s "$guiju" "$work/bin/guiju"
# shellcheck disable=SC2016
printf '#!/bin/sh\nexec %s "$@"\n' "${CC:-gcc}" > "$work/bin/cc"
chmod +x "$work/bin/cc"
export PKG_CONFIG_PATH="$work/pkgconfig" PATH="$work/bin:$PATH" LANGUAGE=en LC_ALL=C.UTF-8

# <!-- file: NAME --> and the fence behind it.
awk -v dir="$work/try" '
/^<!-- file: [a-z.]+ -->$/ { name = dir "/" $3; next }
/^```/ && open { open = 0; close(name); name = ""; next }
/^```/ && name { open = 1; next }
open { print > name }' "$top/docs/plugins.md"

cd "$work/try"
for file in register.c firms.txt board.c try.sh; do
	[ -s $file ] || { echo "check_docs: docs/plugins.md has no $file" >&2; exit 1; }
done
sh -eux try.sh > out 2>&1 || { cat out >&2; exit 1; }
[ "$(grep -c 'it keeps its contract' out)" -eq 2 ] || { cat out >&2; exit 1; }
grep -q '3 rows read, 0 would be refused' out || { cat out >&2; exit 1; }
# One line for each key, however often the kit delivered it.
if [ ! -s board.txt ] || [ -n "$(cut -d' ' -f1 board.txt | sort | uniq -d)" ]; then
	cat board.txt >&2
	exit 1
fi
echo "check_docs: the worked source and the worked notifier build, keep their contract and run"
