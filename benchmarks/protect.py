"""How long hiding and auditing take, and how much is lost: python benchmarks/protect.py

Against the exact optimum on small tables, against a lower bound on large ones, and against
pytauargus on the same tables in the same run (it gets an environment of its own under build/).
Prints the tables of benchmarks/RESULTS-protect.md. `--part large|small|peer` runs one part,
`--only "12 by 8"` one line of the last.
"""

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from benchmarks.protect_cases import BELOW, any_dimensions, areas_by_reasons
from benchmarks.protect_exact import least_loss, loss_of
from sixpoint.disclosure.attack import attack_from_noughts
from sixpoint.disclosure.audit import audit
from sixpoint.disclosure.choice import Choice
from sixpoint.disclosure.probe import Probe
from sixpoint.disclosure.protect import protect
from sixpoint.disclosure.table import make_tables
from sixpoint.terms.cells import SUPPRESSED, SafeNumber, Status
from tests.support.policies import policy_of
from tests.support.random_tables import TOTAL, Case, make_case

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT / "build" / "pytauargus" / "bin" / "python"
RULES = (f"FREQ({BELOW},100)", f"FREQ({BELOW},30)")
"""The threshold, and how far around a small count its peer protects it, in per cent."""

ORACLE = 40
"""How many cells a table may have for the exact optimum to be found in seconds."""

PATIENCE = 20.0
"""Seconds that the peer gets for a table."""


@dataclass(frozen=True, kw_only=True)
class Ours:
    """One case protected and audited."""

    hide: float
    check: float
    loss: int
    safe: bool

    @property
    def seconds(self) -> float:
        return self.hide + self.check


def run(case: Case) -> Ours:
    began = time.perf_counter()
    safe = protect(case.cells, case.relations, policy=case.policy)
    hidden = time.perf_counter()
    report = audit(safe, case.relations, policy=case.policy, exact=case.cells)
    checked = time.perf_counter()
    names = [name for name, number in safe.items() if not number.visible]
    return Ours(
        hide=hidden - began,
        check=checked - hidden,
        loss=loss_of(case, names),
        safe=report.safe,
    )


def lower_bound(case: Case) -> float:
    """What any safe choice loses at least, found with cells hidden by parts."""
    return sum(_bound(t) for t in make_tables(case.cells, case.relations, rule=_rule(case)))


def _rule(case: Case):
    return case.policy.rule_for("any")


def _bound(table) -> float:
    choice, probe = Choice(table), Probe(table, from_noughts=attack_from_noughts(table))
    choice.demand(probe.first_cuts())
    halves = choice.relaxed()
    for _ in range(probe.rounds_for(30_000_000)):
        if halves is None or not choice.demand(probe.cuts(halves)):
            break
        halves = choice.relaxed()
    if halves is None:
        return float("nan")
    loss = np.array([0.0 if i in table.primary else v for i, v in enumerate(table.values)])
    return float(loss @ halves)


def peer(cases: Sequence[Case], rule: str) -> list[dict]:
    """What pytauargus hides of each, and in how many seconds."""
    if not PEER.exists():
        subprocess.run([sys.executable, "-m", "venv", PEER.parents[1]], check=True)
        subprocess.run([PEER, "-m", "pip", "install", "-q", "pytauargus==0.6.0"], check=True)
    return [_peer_of(case, rule) for case in cases]


def _peer_of(case: Case, rule: str) -> dict:
    """One table in a process of its own, which leaves its logs in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                [PEER, ROOT / "benchmarks" / "protect_peer.py"],
                input=json.dumps([{"counts": _inner(case), "rule": rule}]),
                capture_output=True,
                text=True,
                cwd=folder,
                timeout=PATIENCE,
            )
        except subprocess.TimeoutExpired:
            return {"error": f"not done in {PATIENCE} seconds", "hidden": [], "seconds": PATIENCE}
    if done.returncode:
        return {"error": f"ended with {done.returncode}", "hidden": [], "seconds": 0.0}
    answers: list[dict] = json.loads(done.stdout)
    return answers[0]


def _inner(case: Case) -> list[tuple[list[str], int]]:
    keys = [(name.split("."), value) for name, value in case.cells.items()]
    return [(key, value) for key, value in keys if TOTAL not in key and value]


def passes(case: Case, answer: dict) -> int | None:
    """The loss of what the peer hides, where our auditor lets it pass."""
    if answer["error"]:
        return None
    hidden = {
        ".".join(TOTAL if label.strip() in ("Total", "") else label.strip() for label in key)
        for key in answer["hidden"]
    }
    shown = {
        name: SUPPRESSED
        if name in hidden
        else SafeNumber(status=Status.SHOWN if value else Status.ZERO, value=value)
        for name, value in case.cells.items()
    }
    small = {name for name, value in case.cells.items() if 0 < value < BELOW}
    if not small <= hidden:
        return None
    report = audit(shown, case.relations, policy=case.policy, exact=case.cells)
    return loss_of(case, hidden) if report.safe else None


def large(cases: dict[str, Case]) -> None:
    print("| table | cells | seconds | of these auditing | loss | lower bound | above it |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, case in cases.items():
        runs = [run(case) for _ in range(3 if len(case.cells) < 3000 else 1)]
        assert all(one.safe for one in runs)
        bound, loss = lower_bound(case), runs[0].loss
        print(
            f"| {name} | {len(case.cells):,} | {median(r.seconds for r in runs):.1f}"
            f" | {median(r.check for r in runs):.1f} | {loss:,} | {bound:,.1f}"
            f" | {100 * (loss - bound) / max(bound, 1):.1f} % |",
            flush=True,
        )


def small(count: int) -> None:
    """The first so many random tables with no more cells than the oracle can take."""
    policy = policy_of(BELOW)
    made = (make_case(seed, policy=policy) for seed in itertools.count())
    cases = list(itertools.islice((c for c in made if len(c.cells) <= ORACLE), count))
    ours = [run(case) for case in cases]
    assert all(one.safe for one in ours)
    best = [least_loss(case) for case in cases]
    above = [100 * (one.loss - b) / b for one, b in zip(ours, best, strict=True) if b]
    same = sum(one.loss == b for one, b in zip(ours, best, strict=True))
    print(f"\n{count} small tables ({min(len(c.cells) for c in cases)} to", end=" ")
    print(f"{max(len(c.cells) for c in cases)} cells; crossed, in hierarchies, linked):")
    print(f"{same} at the exact optimum, {mean(above):.2f} % above it on average, ", end="")
    print(f"{max(above):.1f} % at most; {median(o.seconds for o in ours):.3f} s each (median).")


def against_peer(name: str, cases: Sequence[Case]) -> None:
    ours = [run(case) for case in cases]
    for rule in RULES:
        answers = peer(cases, rule)
        losses = [passes(case, answer) for case, answer in zip(cases, answers, strict=True)]
        both = [(o.loss, p) for o, p in zip(ours, losses, strict=True) if p is not None]
        more = sum(mine > theirs for mine, theirs in both)
        over = [100 * (t - m) / m for m, t in both if m]
        print(
            f"| {name} | {rule} | {len(cases)} | {sum(a['error'] is not None for a in answers)}"
            f" | {len(both)} | {more} | {f'{mean(over):.1f} %' if over else '-'}"
            f" | {median(o.seconds for o in ours):.2f}"
            f" | {median(a['seconds'] for a in answers):.2f} |",
            flush=True,
        )


def peer_cases() -> dict[str, list[Case]]:
    return {
        "150 by 10": [areas_by_reasons(150, 10, seed=s) for s in (1, 2, 3)],
        "20 by 10": [areas_by_reasons(20, 10, seed=s) for s in range(10)],
        "12 by 8": [any_dimensions((12, 8), seed=s) for s in range(10)],
        "6 by 5": [any_dimensions((6, 5), seed=s) for s in range(20)],
        "4 by 4 by 3": [any_dimensions((4, 4, 3), seed=s) for s in range(20)],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--part", choices=("large", "small", "peer"))
    parser.add_argument("--only", choices=tuple(peer_cases()), help="of --part peer")
    asked = parser.parse_args()
    part, only = asked.part, asked.only
    if part in (None, "large"):
        large(
            {
                f"150 areas by 10 reasons, seed {s}": areas_by_reasons(150, 10, seed=s)
                for s in (1, 2, 3)
            }
        )
        large(
            {
                "500 areas by 9 reasons": areas_by_reasons(500, 9, seed=1),
                "70 by 70": any_dimensions((70, 70), seed=1),
            }
        )
    if part in (None, "small"):
        small(100)
    if part in (None, "peer"):
        print(
            "\n| tables | its rule | tables | it failed | its result passes our auditor"
            " | ours loses more | it loses more by | our seconds, audited | its seconds |"
        )
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for name, cases in peer_cases().items():
            if only in (None, name):
                against_peer(name, cases)


if __name__ == "__main__":
    main()
