#!/usr/bin/env bash
# Makes .venv from the lock. Run it through `make .venv`.
#
# uv lives in .uv, apart from what it installs, so that replacing .venv never removes the tool that
# replaces it. A lock file lets two terminals ask at once without breaking each other's work.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
export UV_PYTHON_DOWNLOADS=never # the Python named is the one used
export UV_COMPILE_BYTECODE=1      # else every command starts seconds later where none is kept
stamp=.venv/.stamp

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Sixpoint needs Python 3.11 or later; '$python' is none. Name one: make .venv PYTHON=/path/to/python3.11" >&2
  exit 2
fi
bash scripts/system-packages.sh venv

mkdir -p build
if command -v flock >/dev/null; then
  exec 9>build/.set-up.lock
  flock 9
fi

if ! .uv/bin/uv --version 2>/dev/null | grep -q "uv $(sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements-uv.lock)\b"; then
  echo "Fetching uv"
  rm -rf .uv
  "$python" -m venv .uv
  .uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
fi
uv=.uv/bin/uv

# The stamp holds what was installed, so that editing pyproject.toml alone does not empty .venv
# under the feet of somebody's running tests.
locked=$(cksum < requirements.lock)
if [ ! -x .venv/bin/python ] || [ ! -e "$stamp" ] || [ "$(cat "$stamp")" != "$locked" ]; then
  echo "Installing what requirements.lock names"
  if [ ! -x .venv/bin/python ]; then
    rm -rf .venv # what an interrupted set-up left
    "$uv" venv --quiet --python "$python" .venv
  fi
  "$uv" pip sync --quiet -p .venv --require-hashes requirements.lock
fi
"$uv" pip install --quiet -p .venv --no-deps --no-build-isolation -e .
echo "$locked" > "$stamp"
