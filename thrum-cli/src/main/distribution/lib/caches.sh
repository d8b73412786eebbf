# For bin/thrum-jvm and the installation.
# shellcheck shell=sh

# Whether the JVM may map this cache of classes. One with a flipped bit could crash it, so its checksum is
# compared again whenever its size or one of its times has changed; the stamp beside it remembers them.
trusted() {
  [ -s "$1" ] && [ -r "$1.sha256" ] || return 1
  facts=$(stat -c '%s %Y %Z %i' "$1" 2> /dev/null || stat -f '%z %m %c %i' "$1" 2> /dev/null) || return 1
  stamp=
  [ ! -r "$1.checked" ] || read -r stamp < "$1.checked"
  [ "$stamp" != "$facts" ] || return 0
  sum=$({ sha256sum < "$1" || shasum -a 256 < "$1"; } 2> /dev/null) || return 1
  read -r expected < "$1.sha256"
  [ "${sum%% *}" = "$expected" ] || return 1
  # Where the installation cannot be written, the sum is made each time.
  { printf '%s\n' "$facts" > "$1.checked.$$" && mv -f "$1.checked.$$" "$1.checked"; } 2> /dev/null || rm -f "$1.checked.$$"
}
