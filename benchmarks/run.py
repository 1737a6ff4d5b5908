"""Times every step, from invented records to the report, at several numbers of children.

    .venv/bin/python benchmarks/run.py --date 2017-07-31 [--children 10000 30000 100000]

Each run is a process of its own, so that one leaves nothing behind for the next; small sizes run
three times, and the median is shown. The peak memory of a step is that of its process while the
step runs. Prints a table and writes it to benchmarks/RESULTS.md with what it was made on.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
SIZES = (10_000, 30_000, 100_000)
SMALL = 30_000
RUNS_OF_SMALL = 3
SEED = 2014
MEMORY = "6GB"
ANALYSE = "analyse, whole command"
STEPS = {
    "synthesise": "writes the invented partnership; its extracts are what the rest works on",
    "packs": "loads what to check, link and count by",
    "read": "extracts to typed tables",
    "check": "every rule over every row",
    "link": "which records are one child's",
    "measure": "every measure, by quarter and by group",
    "safe": "hides and rounds what must not be told; makes the nameless return",
    "cross": "searches for identifiers, writes the store and the crossing file",
    ANALYSE: "packs to cross, starting Python included",
    "inspect": "receives, composes, writes report, PDF and trails",
}
SAID = {
    "Reading extracts": "read",
    "Checking them against the rules": "check",
    "Linking children across agencies": "link",
    "Measuring": "measure",
    "Making figures safe": "safe",
}
"""The step that begins when the partnership's side says so."""


@dataclass(frozen=True)
class Took:
    """How long one step took in one run, how much work that was for all cores together, and the
    most memory its process held meanwhile."""

    step: str
    seconds: float
    work: float
    megabytes: float


class Stopwatch:
    """Notes for each step, as the next begins, how long it took and its peak memory."""

    def __init__(self, step: str) -> None:
        self.took: list[Took] = []
        self._begin(step)

    def next(self, step: str) -> None:
        """One step is over, and another begins."""
        self.stop()
        self._begin(step)

    def stop(self) -> None:
        seconds, work = time.perf_counter() - self._since, time.process_time() - self._worked
        self.took.append(Took(self._step, seconds, work, _peak_megabytes()))

    def _begin(self, step: str) -> None:
        Path("/proc/self/clear_refs").write_text("5")  # the kernel forgets the peak so far
        self._step, self._since = step, time.perf_counter()
        self._worked = time.process_time()


def _peak_megabytes() -> float:
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


# What runs in a process of its own. Imports come late: starting is timed too.


def synthesise(folder: Path, *, children: int, threads: int) -> list[Took]:
    del threads
    from sixpoint.synthetic import synthesise as make

    watch = Stopwatch("synthesise")
    make(folder / "partnership", truth=folder / "truth", children=children, seed=SEED)
    watch.stop()
    return watch.took


def analyse(folder: Path, *, children: int, threads: int) -> list[Took]:
    del children
    from sixpoint.engines.duckdb import open_duckdb
    from sixpoint.inspection.analyse import analyse as run
    from sixpoint.inspection.cross import cross
    from sixpoint.inspection.store import SPILL

    partnership = folder / "partnership"
    watch = Stopwatch("packs")

    def say(words: str) -> None:
        # What is said within a step, such as the parts of linking, begins no other.
        if words in SAID:
            watch.next(SAID[words])

    with open_duckdb(threads=threads, memory=MEMORY, spill=partnership / SPILL) as engine:
        analysis = run(partnership, engine=engine, say=say)
        watch.next("cross")
        cross(analysis, partnership)
        watch.stop()
    return watch.took


def inspect(folder: Path, *, children: int, threads: int) -> list[Took]:
    del children, threads
    from sixpoint.inspection.receive import receive
    from sixpoint.inspection.run import inspect as run
    from sixpoint.inspection.run import write

    inspection = folder / "inspection"
    shutil.rmtree(inspection, ignore_errors=True)
    shutil.copytree(ROOT / "examples" / "invermore", inspection)
    watch = Stopwatch("inspect")
    receive(inspection, folder / "partnership" / "crossing" / "crossing.zip")
    inspected = run(inspection, say=lambda _: None)
    write(inspected, inspection, say=lambda _: None, confirming=True)
    watch.stop()
    return watch.took


PROCESSES: dict[str, Callable[..., list[Took]]] = {
    "synthesise": synthesise,
    "analyse": analyse,
    "inspect": inspect,
}


def run_process(name: str, folder: Path, *, children: int, threads: int) -> list[Took]:
    """One process's steps; for the partnership's side also the whole of it."""
    told = folder / "told.json"
    given = [str(folder), str(children), str(threads), str(told)]
    since = time.perf_counter()
    process = subprocess.Popen([sys.executable, __file__, "--process", name, *given], cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - since
    if status:
        raise SystemExit(f"{name} at {children:,} children ended with {status}.")
    took = [Took(**one) for one in json.loads(told.read_text())]
    if name == "analyse":
        work = used.ru_utime + used.ru_stime
        took.append(Took(ANALYSE, seconds, work, max(one.megabytes for one in took)))
    return took


def be_process(name: str, folder: str, children: str, threads: str, told: str) -> None:
    """What the process does: runs, and writes how long each step took."""
    took = PROCESSES[name](Path(folder), children=int(children), threads=int(threads))
    Path(told).write_text(json.dumps([vars(one) for one in took]))


def time_size(children: int, *, threads: int, runs: int) -> dict[str, Took]:
    """The median of each step over the runs; memory is the most of any run."""
    every: dict[str, list[Took]] = {step: [] for step in STEPS}
    for number in range(1, runs + 1):
        print(f"{children:,} children, run {number} of {runs}", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            for name in PROCESSES:
                for took in run_process(name, Path(folder), children=children, threads=threads):
                    every[took.step].append(took)
                    print(f"  {took.step:<24}{took.seconds:>8.1f} s", file=sys.stderr)
    return {
        step: Took(
            step,
            statistics.median(took.seconds for took in own),
            statistics.median(took.work for took in own),
            max(took.megabytes for took in own),
        )
        for step, own in every.items()
    }


def as_table(found: dict[int, dict[str, Took]]) -> str:
    """A Markdown table: a row for each step, three columns for each size."""
    heads = [f"{size:,} children" for size in found]
    head = ["step", *(cell for head in heads for cell in (head, "work", "memory")), "what it does"]
    rows = [head, ["---", *["---:"] * (3 * len(found)), "---"]]
    for step, says in STEPS.items():
        cells = [cell for size in found for cell in _cells(found[size][step])]
        rows.append([step, *cells, says])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cells(took: Took) -> tuple[str, str, str]:
    return f"{took.seconds:.1f} s", f"{took.work:.1f} s", f"{took.megabytes / 1024:.1f} GB"


def describe_machine() -> Iterable[str]:
    """What a reader needs to know to compare."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    yield f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB of memory"
    yield f"{platform.system()}, Python {platform.python_version()}"
    libraries = ("sixpoint", "duckdb", "ibis-framework", "splink", "highspy", "weasyprint")
    yield ", ".join(f"{name} {version(name)}" for name in libraries)


def write_results(found: dict[int, dict[str, Took]], *, day: str, command: str, note: str) -> None:
    """Writes benchmarks/RESULTS.md."""
    lines = [
        "# How long each step takes",
        "",
        f"Measured on {day} by `{command}`; `make bench` does it again.",
        "",
        *(f"- {line}" for line in describe_machine()),
        f"- {MEMORY} at most for the engine",
        *([f"- {note}"] if note else []),
        "",
        as_table(found),
        "",
        f"Sizes up to {SMALL:,} ran {RUNS_OF_SMALL} times: seconds are the median, memory the "
        "most. Larger ones ran once. *Work* is processor time, of all cores together: a machine "
        "that does something else meanwhile makes the seconds longer, and the work hardly. The "
        "memory of a step is the most that its whole process held while the step ran, what "
        "earlier steps left there included.",
        "",
    ]
    RESULTS.write_text("\n".join(lines))


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--date", required=True, help="The day, which the results say.")
    parser.add_argument("--children", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--note", default="", help="What else a reader should know.")
    given = parser.parse_args(arguments)
    found = {
        size: time_size(size, threads=given.threads, runs=RUNS_OF_SMALL if size <= SMALL else 1)
        for size in given.children
    }
    command = " ".join([".venv/bin/python benchmarks/run.py", *arguments])
    print(as_table(found))
    write_results(found, day=given.date, command=command, note=given.note)
    print(f"Written: {RESULTS.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--process"]:
        be_process(*sys.argv[2:])
    else:
        main(sys.argv[1:])
