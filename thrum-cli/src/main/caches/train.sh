#!/bin/sh
# train.sh DISTRIBUTION: makes the JVM's caches of classes, lib/launcher.aot, lib/forward.aot and lib/daemon.aot,
# by running the program on a small repository. Each is trained with the flags that bin/thrum-jvm runs it with,
# written under another name, renamed, and followed by the file with its checksum.
set -eu
home=$(CDPATH='' cd -P -- "$1" && pwd)
play=$(mktemp -d)
daemon=

clean_up() {
  code=$?
  [ "$code" -eq 0 ] || tail -n 30 "$play/said" >&2 || true
  if [ -n "$daemon" ]; then
    kill "$daemon" 2> /dev/null || true
    wait "$daemon" 2> /dev/null || true
  fi
  rm -rf "$play"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

# Nothing of the caller's own sessions and settings takes part.
for name in $(env | sed -n 's/^\(THRUM_[A-Z_]*\)=.*/\1/p; s/^\(GIT_[A-Z_]*\)=.*/\1/p; s/^\(CLAUDE[A-Z_]*\)=.*/\1/p'); do
  unset "$name"
done
unset JDK_JAVA_OPTIONS JAVA_TOOL_OPTIONS _JAVA_OPTIONS || true
export HOME="$play/home" XDG_CONFIG_HOME="$play/home/.config" GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
mkdir -p "$HOME" "$play/shop"
cd "$play/shop"
rm -f "$home"/lib/*.aot "$home"/lib/*.aot.*

thrum() {
  "$home/bin/thrum-jvm" "$@" < /dev/null >> "$play/said" 2>&1
}

publish() {
  [ -s "$play/$1.aot" ]
  cp "$play/$1.aot" "$home/lib/$1.aot.new"
  { sha256sum < "$play/$1.aot" 2> /dev/null || shasum -a 256 < "$play/$1.aot"; } | sed 's/ .*//' > "$home/lib/$1.aot.sha256"
  mv "$home/lib/$1.aot.new" "$home/lib/$1.aot"
}

start_daemon() {
  THRUM_JAVA_FLAGS=${1:-} "$home/bin/thrum-jvm" daemon run < /dev/null >> "$play/said" 2>&1 &
  daemon=$!
  tries=0
  until [ -S .thrum/var/thrum.sock ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] && kill -0 "$daemon" 2> /dev/null
    sleep 0.1
  done
}

stop_daemon() {
  kill -TERM "$daemon"
  wait "$daemon"
  daemon=
}

# What agents type all day: each line is one command, its words apart by blanks.
everyday() {
  cat << 'LINES'
whoami
status
inbox --unread
inbox
inbox --json
team
overview
send Ready --to @ada_api
send hello
sent
who-has README.md
search ready
agent list
session list
group list
message read --all
ping ada_api
config show
version
help send
inbox --nope
send Hello --to @nobody
daemon status
LINES
}

# rehearse WAY FLAG …: runs the lines of standard input, with further flags for the JVM.
rehearse() {
  way=$1
  shift
  "$home/runtime/bin/java" -XX:+UseSerialGC -XX:-UsePerfData -XX:TieredStopAtLevel=1 "$@" \
    -cp "$home/lib/thrum.jar" thrum.cli.launcher.Rehearsal "$way" >> "$play/said" 2>&1
}

git init -q -b main .
git -c user.name=T -c user.email=t@localhost commit -q --allow-empty -m Start
THRUM_NO_AUTOSTART=1 thrum init
start_daemon
thrum quickstart --name ada_api --role implementer --module api --intent Train
# Starting a daemon is rehearsed too, once the one that trains nothing is out of the way.
{ everyday; printf 'daemon stop\ndaemon start\n'; } | rehearse every "-XX:AOTCacheOutput=$play/launcher.aot"
wait "$daemon"
daemon=
thrum daemon stop
publish launcher
start_daemon "-XX:AOTCacheOutput=$play/daemon.aot"
everyday | rehearse every
everyday | rehearse forward "-XX:AOTCacheOutput=$play/forward.aot"
stop_daemon
publish forward
publish daemon
