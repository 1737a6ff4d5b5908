#!/usr/bin/env bash
# Brings Spark into .venv, for the tests that hold it against DuckDB: some 450 MB that nobody else
# needs. Quick when it is there.
set -euo pipefail
cd "$(dirname "$0")/.."

bash scripts/system-packages.sh spark

if command -v flock >/dev/null; then
  exec 9>build/.set-up.lock
  flock 9
fi
wanted=$(sed -n 's/^pyspark==\([0-9.]*\).*/\1/p' requirements-spark.lock)
there=$(.venv/bin/python -c 'import importlib.metadata as m; print(m.version("pyspark"))' 2>/dev/null || true)
[ "$there" = "$wanted" ] && exit 0
echo "Installing what requirements-spark.lock names"
.uv/bin/uv pip install --quiet -p .venv --no-deps --require-hashes -r requirements-spark.lock
