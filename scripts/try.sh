#!/usr/bin/env bash
# Shows the built Thrum at work: two agents in two worktrees of one repository write to each other, and a third one
# in another clone, through a bare Git repository.
# Builds what is missing, works in a throw-away directory, leaves neither files nor processes behind.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
built=$("$here/distribution.sh")

work=$(cd "$(mktemp -d)" && pwd -P)
main=$work/shop
feature=$work/shop-review
laptop=$work/shop-laptop

clean_up() {
  status=$?
  # The repositories may not have come into being; then there are no daemons either.
  for repository in "$main" "$laptop"; do
    if [ -e "$repository/.thrum/var/thrum.pid" ]; then
      "$built/bin/thrum" daemon stop --repo "$repository" --quiet || status=1
    fi
  done
  rm -rf "$work"
  [ "$status" = 0 ] || echo "try.sh: failed" >&2
  exit "$status"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

# Nothing of the caller's own home, Git configuration or Thrum session reaches the demonstration.
for variable in $(compgen -e); do
  case $variable in
    THRUM_* | GIT_* | CLAUDE*) unset "$variable" ;;
  esac
done
export HOME="$work/home" XDG_CONFIG_HOME="$work/home/.config" PATH="$built/bin:$PATH"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 COLUMNS=100
mkdir "$HOME"

heading() {
  printf '\n# %s\n' "$1"
}

# A command as one would type it: words that a shell would split are quoted.
typed() {
  local word line=''
  for word in "$@"; do
    case $word in
      '' | *[!A-Za-z0-9_@%+=:,./-]*) line="$line \"$word\"" ;;
      *) line="$line $word" ;;
    esac
  done
  printf '$%s\n' "$line"
}

# Prints a command, then runs it; its output stays in $shown for the next step.
show() {
  typed "$@"
  shown=$("$@" 2>&1) || { printf '%s\n' "$shown"; echo "try.sh: this failed: $*" >&2; exit 1; }
  [ -z "$shown" ] || printf '%s\n' "$shown"
}

expect() {
  case $shown in
    *"$1"*) ;;
    *) echo "try.sh: expected to see: $1" >&2; exit 1 ;;
  esac
}

git init -q -b main "$main"
cd "$main"
mkdir src
printf 'class Token {}\n' > src/Token.java
git config user.name Ada
git config user.email ada@example.org
git add src
git commit -q -m "Add tokens"
# Somebody's work is what differs from the remote's main branch.
git init -q --bare -b main "$work/origin.git"
git remote add origin "$work/origin.git"
git push -q origin main
git switch -q -c token-refresh

heading "The main checkout: set up once, then say who works here and at what"
show thrum version
show thrum init
show thrum quickstart --name ada_api --role implementer --module api --intent "Token refresh"

heading "A second worktree of the same repository: another agent, the same daemon"
show git worktree add -q -b review ../shop-review
cd "$feature"
show thrum setup
show thrum quickstart --name bo_rev --role reviewer --module api --intent "Review the token work"

heading "Ada works and writes to Bo"
cd "$main"
printf 'class Token {\n  int secondsToLive;\n}\n' > src/Token.java
show git commit -q -a -m "Let tokens expire"
show thrum session heartbeat
show thrum send "Ready for review" --to @bo_rev
message=$(printf '%s\n' "$shown" | sed -n 's/.*\(msg_[0-9A-Z]*\).*/\1/p' | head -n 1)

heading "Bo reads and answers"
cd "$feature"
show thrum inbox
expect "Ready for review"
show thrum reply "$message" "Looks good, two small remarks in src/Token.java"
show thrum who-has src/Token.java
expect "ada_api"

heading "Ada sees the answer, and what everybody is doing"
cd "$main"
show thrum inbox --unread
expect "two small remarks"
show thrum sent
show thrum team
expect "bo_rev"
show thrum overview
show thrum status

heading "Another clone, as on another machine: messages go through the Git remote once somebody says so"
show thrum config set daemon.local_only false
show thrum sync force --wait
expect "Synced"
show git clone -q "$work/origin.git" "$laptop"
cd "$laptop"
show thrum init --sync
show thrum quickstart --name cy_laptop --role tester --module api --intent "Try it out"
show thrum send "All tests pass here" --to @ada_api
show thrum sync force --wait
expect "Synced"
show thrum team
expect "ada_api"

heading "Ada has it, and both clones hold the same branch"
cd "$main"
show thrum sync force --wait
show thrum inbox --unread
expect "All tests pass here"
show thrum sync status
expect "synced"
ours=$(git rev-parse a-sync)
cd "$laptop"
show thrum sync force --wait
[ "$ours" = "$(git rev-parse a-sync)" ] || { echo "try.sh: the clones differ" >&2; exit 1; }
cd "$main"

heading "Where all of it is: lines on a branch, and a database that can be made anew from them"
show ls .git/thrum-sync/a-sync .git/thrum-sync/a-sync/messages
show cat .git/thrum-sync/a-sync/messages/ada_api.jsonl
expect "Ready for review"
show git log --oneline -2 a-sync
show ls .thrum/var
