"""Times linkage of invented families in five agencies: python benchmarks/link.py [CHILDREN...]"""

import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sixpoint.engines.duckdb import open_duckdb
from sixpoint.linkage.link import link
from tests.support.families import judge_links, make_families

SIZES = (10_000, 30_000, 100_000)


def time_linkage(children: int) -> None:
    """Prints how long linking takes on two threads, and how good the links are."""
    families = make_families(children=children, seed=1)
    with open_duckdb(threads=2, memory="3GB") as engine:
        people = {name: engine.ibis.create_table(name, t) for name, t in families.tables.items()}
        started, worked = time.perf_counter(), time.process_time()
        linked = link(engine, people, seed=1)
        seconds, work = time.perf_counter() - started, time.process_time() - worked
        quality = judge_links(families, linked.people.to_pyarrow().to_pylist())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{children:>7,} children {linked.records:>8,} records {seconds:6.1f} s"
        f" ({work:.1f} s of work)"
        f"  peak so far {peak:.2f} GB  precision {quality.precision:.4f}"
        f"  recall {quality.recall:.4f}  false links: {quality.twins} twins,"
        f" {quality.siblings} siblings, {quality.strangers} strangers"
    )


if __name__ == "__main__":
    for size in [int(one) for one in sys.argv[1:]] or SIZES:
        time_linkage(size)
