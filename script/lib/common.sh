# Sourced by every script: where things are, how to say something, how to fail.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
build="${RG_BUILD:-$root/build}"
deps="$root/.deps"
export RG_SHARED="${RG_SHARED:-$root/../shared}"

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "needs root or sudo to run: $*"
  fi
}

# quietly WHAT COMMAND...: shows what the command printed only if it fails.
quietly() {
  local what="$1" log status=0
  shift
  log="$(mktemp)"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ "$status" != 0 ]; then
    say "$what failed (status $status):"
    tail -n 60 "$log" >&2
  fi
  rm -f "$log"
  return "$status"
}
