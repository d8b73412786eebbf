#!/bin/sh
# Installs Thrum: a directory PREFIX/lib/thrum-VERSION-TIME-NUMBER and the link PREFIX/bin/thrum into it. Only the link is
# replaced, in one step. Commands that run keep the files they were started from: those of the replaced installation
# stay until the next one. A daemon that runs goes on until the next command, which starts the new one in its place.
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


library=$prefix/lib
link=$prefix/bin/thrum
lock=$library/.thrum-lock
owner=$(uname -n)@$$
patience=900 # seconds; another installation may be building
new=$library/.thrum-new.$$
new_link=$prefix/bin/.thrum-new.$$

# ---- Installations under one prefix take turns: the lock is a directory with one file, named for its owner ----

is_alive() {
  [ "${1%@*}" = "$(uname -n)" ] || return 0 # on another machine, which cannot be asked
  kill -0 "${1##*@}" 2> /dev/null || ps -p "${1##*@}" > /dev/null 2>&1
}

# Sets other to the owner of the lock, if there is one beside us; what the dead have left is removed.
find_other() {
  other=
  for file in "$lock"/*; do
    name=${file##*/}
    [ -e "$file" ] && [ "$name" != "$owner" ] || continue
    if is_alive "$name" || ! rm -f "$file"; then other=$name; fi
  done
}

# Somebody may take a lock that has no owner yet for one left behind, and make it anew: hence the second look.
try_lock() {
  mkdir "$lock" 2> /dev/null || return 1
  { true > "$lock/$owner"; } 2> /dev/null || return 1 # a colon, which is special, would end the shell
  find_other
  [ -n "$other" ] || return 0
  rm -f "$lock/$owner"
  return 1
}

take_lock() {
  waited=0
  until try_lock; do
    find_other
    if [ -z "$other" ] && { rmdir "$lock" 2> /dev/null || [ ! -e "$lock" ]; }; then continue; fi
    [ "$waited" -ne 0 ] || echo "install.sh: waiting for another installation (${other:-unknown}) under $prefix" >&2
    [ "$waited" -lt "$patience" ] ||
      fail "another installation (${other:-unknown}) is still under way; if there is none, remove $lock and try again"
    sleep 1
    waited=$((waited + 1))
  done
}

clean_up() {
  [ -e "$lock/$owner" ] || return 0
  rm -rf "$new" "$new_link"
  rm -f "$lock/$owner"
  rmdir "$lock" 2> /dev/null || true
}

# ---- Installations that are there already ----

is_ours() {
  [ -d "$1" ] && [ ! -L "$1" ] && [ -f "$1/lib/thrum.jar" ] && [ -f "$1/bin/thrum-jvm" ]
}

# Out of sight first: when removing is interrupted, the rest is known for what it is.
remove() {
  mv "$1" "$library/.thrum-old.$$" && rm -rf "$library/.thrum-old.$$"
}

# Earlier versions of this script put the installation aside before the new one took its place, PREFIX/lib/thrum.
clear_leftovers() {
  for left in "$library"/.thrum-old.*; do
    is_ours "$left" || continue
    [ -L "$link" ] && [ ! -e "$link" ] && [ ! -e "$library/thrum" ] || continue
    mv "$left" "$library/thrum"
  done
  rm -rf "$library"/.thrum-new.* "$library"/.thrum-old.* "$prefix"/bin/.thrum-new.*
}

# The directory in lib that the link leads into; nothing when there is none.
linked() {
  [ -L "$link" ] || return 0
  target=$(readlink "$link")
  target=${target%/bin/thrum}
  printf '%s\n' "${target##*/}"
}

remove_all_but() {
  for tree in "$library/thrum" "$library"/thrum-*; do
    case ${tree##*/} in "$1" | "$2") continue ;; esac
    ! is_ours "$tree" || remove "$tree" || echo "install.sh: could not remove $tree, which nothing needs" >&2
  done
}

# ---- The new one ----

# With the files' times: the JVM compares those of its jars with what its caches were made from. The files of
# whoever built them become those of the one who installs.
copy() {
  cp -Rp "$built" "$new"
  [ "$(id -u)" -ne 0 ] || chown -hR "$(id -u):$(id -g)" "$new"
}

leave_out_damaged_caches() {
  . "$new/lib/caches.sh"
  for cache in "$new"/lib/*.aot; do
    [ -e "$cache" ] || continue
    trusted "$cache" || {
      echo "install.sh: left out $(basename "$cache"), which is damaged; the program starts more slowly without it" >&2
      rm -f "$cache" "$cache".*
    }
  done
}

# Sets installed to a name in lib that never was another's, from what the program says of itself: "thrum v1.2.3 (…)".
choose_name() {
  version=$(printf '%s\n' "$said" | sed -n '1s/^thrum v\{0,1\}\([0-9A-Za-z.+-]*\).*/\1/p')
  installed=thrum-${version:-unknown}-$(date -u +%Y%m%d%H%M%S)-$$
}

mkdir -p "$library" "$prefix/bin"
for directory in "$library" "$prefix/bin"; do
  [ -w "$directory" ] || fail "$directory cannot be written; choose another --prefix"
done
trap clean_up EXIT
trap 'exit 1' HUP INT TERM
take_lock
clear_leftovers
[ -L "$link" ] || [ ! -e "$link" ] || fail "$link exists and is not ours; move it away first"
[ ! -d "$link" ] || fail "$link leads to a directory and is not ours; move it away first"

here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
[ -n "$built" ] || built=$("$here/distribution.sh")
[ -f "$built/lib/thrum.jar" ] || fail "$built holds no built program"
copy
leave_out_damaged_caches
"$new/bin/thrum-jvm" version > /dev/null || fail "the built program does not run on this machine"
said=$("$new/bin/thrum" version) || fail "the native client does not run on this machine"
choose_name
replaced=$(linked)
mv "$new" "$library/$installed"
ln -s "../lib/$installed/bin/thrum" "$new_link"
mv -f "$new_link" "$link"
[ "$(linked)" = "$installed" ] || fail "$link could not be replaced"
said=$("$link" version) || fail "$link, which was just installed, does not run"
remove_all_but "$installed" "$replaced"

echo "Installed $said"
case ":$PATH:" in
  *":$prefix/bin:"*) ;;
  *) echo "Add $prefix/bin to your PATH to call it as: thrum" ;;
esac
