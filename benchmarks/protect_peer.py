"""pytauargus, in an environment of its own: reads tables (JSON) from stdin, writes what it hides.

Run by benchmarks/protect.py with the Python of build/pytauargus. Each table is turned into one
record for each child, which is what it takes; the totals it makes itself.
"""

import contextlib
import json
import os
import sys
import tempfile
import time

from pytauargus import protect


def main() -> None:
    tables = json.load(sys.stdin)
    out = os.dup(1)
    os.dup2(2, 1)  # the engine prints on its own; only answers go to the real output
    answers = [_protect(**table) for table in tables]
    with os.fdopen(out, "w") as answer:
        json.dump(answers, answer)


def _protect(counts: list, rule: str) -> dict:
    names = [f"d{place}" for place in range(len(counts[0][0]))]
    records = {name: [] for name in [*names, "children"]}
    for key, count in counts:
        for name, label in zip(names, key, strict=True):
            records[name] += [label] * count
        records["children"] += [1] * count
    began = time.perf_counter()
    try:
        with contextlib.redirect_stdout(sys.stderr), tempfile.TemporaryDirectory() as folder:
            result = protect(
                records, names, response="children", safety_rules=rule, workdir=folder
            ).tables[0]
            hidden = [
                [row[name] for name in names]
                for row, shown in zip(result.rows, result.safe(None), strict=True)
                if shown is None
            ]
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}", "hidden": [], "seconds": 0.0}
    return {"error": None, "hidden": hidden, "seconds": time.perf_counter() - began}


if __name__ == "__main__":
    main()
