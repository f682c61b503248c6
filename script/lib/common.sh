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

# unit_tests [NAME...]: the test binaries, all of them or those of some folders of src/. The folders
# are known without a build, so that only what is wanted need be built.
unit_tests() {
  local wanted="${*:-.*}"
  (cd "$root/src" && find . -name '*_test.cc' -printf '%h\n') | sort -u |
    sed 's|^\./|rg_|; s|/|_|g; s|$|_test|' | grep -E "^rg_($(sed 's|/|_|g; s| |\||g' <<<"$wanted"))(_.*)?_test$"
}
