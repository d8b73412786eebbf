#!/usr/bin/env bash
# Shows the built Thrum at work in a throw-away directory; builds what is missing and leaves nothing behind.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
built=$("$here/distribution.sh")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME="$work/home" PATH="$built/bin:$PATH"
mkdir "$HOME"

# Prints a command as one would type it, then runs it.
show() {
  printf '$ %s\n' "$*"
  "$@"
}

show thrum version
