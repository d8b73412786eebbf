#!/bin/sh
# Installs Thrum: PREFIX/lib/thrum and PREFIX/bin/thrum. Replaces an earlier installation in one step; a daemon that
# runs goes on until the next command, which starts the new one in its place.
set -eu

usage() {
  echo "usage: scripts/install.sh [--prefix DIR] [--from DIR]   (default: builds Thrum and installs it to ~/.local)"
}

fail() {
  echo "install.sh: $1" >&2
  exit 1
}

prefix=${HOME:-}/.local
built=
while [ $# -gt 0 ]; do
  case $1 in
    --prefix) [ $# -ge 2 ] || fail "--prefix needs a directory"; prefix=$2; shift 2 ;;
    --prefix=*) prefix=${1#*=}; shift ;;
    --from) [ $# -ge 2 ] || fail "--from needs the directory of a built program"; built=$2; shift 2 ;;
    --from=*) built=${1#*=}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; fail "unknown argument: $1" ;;
  esac
done
case $prefix in
  '') fail "--prefix needs a directory" ;;
  /*) ;;
  *) prefix=$PWD/$prefix ;;
esac

here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
[ -n "$built" ] || built=$("$here/distribution.sh")
[ -f "$built/lib/thrum.jar" ] || fail "$built holds no built program"
mkdir -p "$prefix/lib" "$prefix/bin"
installed=$prefix/lib/thrum
link=$prefix/bin/thrum
[ -L "$link" ] || [ ! -e "$link" ] || fail "$link exists and is not ours; move it away first"
[ ! -e "$installed" ] || [ -f "$installed/lib/thrum.jar" ] || fail "$installed exists and is not ours; move it away first"

new=$prefix/lib/.thrum-new.$$
old=$prefix/lib/.thrum-old.$$
# An interrupted or failed installation leaves the earlier one in place.
clean_up() {
  [ -e "$installed" ] || [ ! -e "$old" ] || mv "$old" "$installed"
  rm -rf "$new" "$old" "$prefix/bin/.thrum-new.$$"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

# With the files' times: the JVM compares those of its jars with what its caches were made from.
cp -Rp "$built" "$new"
. "$new/lib/caches.sh"
for cache in "$new"/lib/*.aot; do
  [ -e "$cache" ] || continue
  trusted "$cache" || {
    echo "install.sh: left out $(basename "$cache"), which is damaged; the program starts more slowly without it" >&2
    rm -f "$cache" "$cache".*
  }
done
"$new/bin/thrum-jvm" version > /dev/null || fail "the built program does not run on this machine"
"$new/bin/thrum" version > /dev/null || fail "the native client does not run on this machine"
[ ! -e "$installed" ] || mv "$installed" "$old"
mv "$new" "$installed"
ln -s ../lib/thrum/bin/thrum "$prefix/bin/.thrum-new.$$"
mv -f "$prefix/bin/.thrum-new.$$" "$link"

echo "Installed $("$link" version)"
case ":$PATH:" in
  *":$prefix/bin:"*) ;;
  *) echo "Add $prefix/bin to your PATH to call it as: thrum" ;;
esac
