#!/usr/bin/env bash
# Everything that can be checked without running Sixpoint on data. Runs all of it before it fails,
# so that one look shows every problem.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=()

check() { # check NAME COMMAND...
  local name=$1
  shift
  echo "== $name"
  "$@" || failed+=("$name")
}

check "format" "$bin/ruff" format --check .
check "lint" "$bin/ruff" check .
check "types" "$bin/mypy"
check "imports" "$bin/lint-imports" --no-cache
check "lock" "$bin/python" scripts/lock.py --check
if [ -d packs ] && [ -e src/sixpoint/cli/app.py ]; then
  check "packs" "$bin/sixpoint" packs check
fi

if [ ${#failed[@]} -gt 0 ]; then
  echo "Failed: ${failed[*]}" >&2
  exit 1
fi
echo "All checks passed."
