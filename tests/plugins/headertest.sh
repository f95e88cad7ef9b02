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
	struct guiju_open open = {sizeof open, 1, &column, "", 0, "", ""};
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

compile gcc '-std=c11 -Wstrict-prototypes' "$work/once.c"
compile clang '-std=c11 -Wstrict-prototypes' "$work/once.c"
compile g++ -std=c++17 "$work/once.cc"
compile clang++ -std=c++17 "$work/once.cc"
