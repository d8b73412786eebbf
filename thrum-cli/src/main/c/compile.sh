#!/bin/sh
# compile.sh OUTPUT VERSION: makes the native client, static where the platform can. Makes nothing, and says so,
# where there is no C compiler that works.
set -eu
output=$1
version=$2
source=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)/thrum.c
rm -f "$output"

works() {
  command -v "$1" > /dev/null 2>&1 && printf '#include <stdio.h>\nint main(void) { return 0; }\n' \
    | "$@" -x c - -o "$output.try" > /dev/null 2>&1 && "$output.try"
}

compiler=
for candidate in 'musl-gcc -static' 'cc -static' 'cc'; do
  # shellcheck disable=SC2086 # a compiler and its flag
  if works $candidate; then
    compiler=$candidate
    break
  fi
done
rm -f "$output.try"
if [ -z "$compiler" ]; then
  echo "No C compiler works here: the program is built without its native client." >&2
  exit 0
fi
# shellcheck disable=SC2086 # a compiler and its flag
$compiler -std=c17 -O2 -Wall -Wextra -Werror "-DTHRUM_VERSION=\"$version\"" -o "$output" "$source"
