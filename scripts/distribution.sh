#!/bin/sh
# Prints the directory of the built distribution; builds it first when it is missing or older than its sources.
set -eu
root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/.." && pwd)
built=$root/thrum-cli/target/thrum

is_current() {
  [ -x "$built/bin/thrum" ] || return 1
  newer=$(find "$root/pom.xml" "$root"/thrum-*/pom.xml "$root"/thrum-*/src/main -newer "$built/bin/thrum" | head -n 1)
  [ -z "$newer" ]
}

if ! is_current; then
  echo "Building Thrum (once; the first time takes a few minutes) …" >&2
  (cd "$root" && mvn -B -q -DskipTests package) >&2
fi
printf '%s\n' "$built"
