#!/bin/sh
# headertest.sh: plugins/guiju.h compiles alone, as strict C11 and as C++17.
set -eu

top=${srcdir:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/once.c" <<'END'
#include "guiju.h"
#include "guiju.h"
int main(void)
{
	struct guiju_column column = {sizeof column, GUIJU_TEXT, "k", "l", "l", "", 0, 0};
	struct guiju_open open = {sizeof open, 1, &column, "", 0, "", "", "", "", 0};
	return guiju_column_at(&open, 0)->size == sizeof column ? 0 : 1;
}
END
cp "$work/once.c" "$work/once.cc"

compile() { # compiler, language flags, file
	if ! command -v "$1" > /dev/null; then
		echo "guiju.h with $1: skipped, for $1 is not installed"
		return 0
	fi
	# shellcheck disable=SC2086
	"$1" $2 -pedantic -Wall -Wextra -Wshadow -Wconversion -Wcast-align -Werror \
		-I"$top/plugins" -o "$work/once" "$3"
	"$work/once"
	echo "guiju.h with $1 $2: ok"
}

# Without comments: nothing whose size or layout a compiler may choose, and no header but the two of plain C.
gcc -fpreprocessed -dD -E -P "$top/plugins/guiju.h" > "$work/bare.h" 2> /dev/null
refuse() { # what, extended pattern
	if grep -n -E -e "$2" "$work/bare.h" >&2; then
		echo "guiju.h has $1: see docs/abi.md" >&2
		exit 1
	fi
}
refuse 'an enum' '(^|[^_a-z])enum([^_a-z]|$)'
refuse 'a bit field' '^[[:space:]]+[a-z0-9_ ]+[[:space:]][a-z0-9_]+[[:space:]]*:[[:space:]]*[0-9]'
refuse 'a type of a size of its own' '(^|[^_a-z])(long|short|time_t|off_t|ssize_t|wchar_t|bool|_Bool|FILE|va_list)([^_a-z]|$)'
refuse 'another header' '#[[:space:]]*include[[:space:]]*[<"](s[^t]|st[^d]|std[^di]|stdio)'
[ "$(grep -c '#[[:space:]]*include' "$work/bare.h")" -eq 2 ] || { echo "guiju.h includes more than stddef.h and stdint.h" >&2; exit 1; }

compile gcc '-std=c11 -Wstrict-prototypes' "$work/once.c"
compile clang '-std=c11 -Wstrict-prototypes' "$work/once.c"
compile g++ -std=c++17 "$work/once.cc"
compile clang++ -std=c++17 "$work/once.cc"
