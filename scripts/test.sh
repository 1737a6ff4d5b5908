#!/usr/bin/env bash
# Runs the kinds of tests named (folders under tests/) that exist: test.sh unit spec ...
# PYTEST_ARGS adds arguments. A kind that nobody has written yet is said, not failed.
set -euo pipefail
cd "$(dirname "$0")/.."

folders=()
for kind in "$@"; do
  if [ -n "$(find "tests/$kind" -name 'test_*.py' -print -quit 2>/dev/null)" ]; then
    folders+=("tests/$kind")
  else
    echo "No tests of kind '$kind' yet."
  fi
done
[ ${#folders[@]} -eq 0 ] && exit 0

case " ${folders[*]} " in
  *" tests/browser "* | *" tests/acceptance "* | *" tests/long "*) bash scripts/system-packages.sh pdf browser ;;
esac

case " ${folders[*]} " in
  *" tests/browser "*) bash scripts/assets.sh ;;
esac

case " ${folders[*]} " in
  *" tests/long "*) bash scripts/spark.sh ;;
esac

# The workspace is tested on each side and on each database: once here with the other kinds, on
# the inspectorate's side and SQLite, and once on its own, on the other side and PostgreSQL.
case " ${folders[*]} " in
  *" tests/web "*) bash scripts/system-packages.sh postgresql ;;
esac

# Long tests measure time and memory, or kill processes: one at a time.
case " ${folders[*]} " in
  *" tests/long "*) workers=0 ;;
  *) workers=2 ;;
esac

status=0
# shellcheck disable=SC2086  # PYTEST_ARGS is a list of words
.venv/bin/python -m pytest -n "$workers" "${folders[@]}" ${PYTEST_ARGS:-} || status=$?
[ "$status" -eq 5 ] && echo "Nothing was collected." && status=0
case " ${folders[*]} " in
  *" tests/web "*)
    echo "The workspace again: the partnership's side, on PostgreSQL"
    # shellcheck disable=SC2086
    SIXPOINT_TEST_SIDE=partnership SIXPOINT_TEST_DATABASE=postgresql \
      .venv/bin/python -m pytest -n "$workers" tests/web ${PYTEST_ARGS:-} || status=$?
    ;;
esac
exit "$status"
