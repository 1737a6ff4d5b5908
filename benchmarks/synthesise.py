"""Times the writing of an invented partnership: python benchmarks/synthesise.py --children N..."""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CODE = """
import sys
from pathlib import Path
from sixpoint.synthetic import synthesise
folder = Path(sys.argv[1])
synthesise(folder / "partnership", truth=folder / "truth", children=int(sys.argv[2]), seed=1)
"""


def main() -> None:
    """Prints, for each size, seconds and the peak memory of a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    print(f"{'children':>10} {'seconds':>8} {'peak MB':>8} {'MB written':>11}")
    for children in parser.parse_args().children:
        with tempfile.TemporaryDirectory() as folder:
            since = time.perf_counter()
            subprocess.run([sys.executable, "-c", CODE, folder, str(children)], check=True)
            taken = time.perf_counter() - since
            written = sum(p.stat().st_size for p in Path(folder).rglob("*") if p.is_file())
        # The largest child so far; sizes are given smallest first.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{children:>10,} {taken:>8.1f} {peak:>8.0f} {written / 1e6:>11.1f}")


if __name__ == "__main__":
    main()
