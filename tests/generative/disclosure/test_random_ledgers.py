"""Ledgers through random days: new releases, ids used twice, two writers, and somebody's hand."""

import json
import os
import signal
import time
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pytest

from sixpoint.disclosure.ledger import append, read_ledger
from sixpoint.terms.problems import UserError
from tests.unit.disclosure.test_ledger import release

STEPS = 25
BROKEN = {"ledger-edited", "ledger-damaged", "ledger-gap", "ledger-cut"}


@pytest.mark.parametrize("seed", range(8))
def test_the_chain_holds_through_all_that_is_written_and_refused(seed: int, tmp_path: Path):
    random, folder, written = Random(seed), tmp_path / "ledger", list[str]()
    for step in range(STEPS):
        ledger = read_ledger(folder)
        id_ = f"r{random.randrange(STEPS)}"
        made = release(id_, random.randrange(9), random.randrange(99))
        if id_ in written:
            with pytest.raises(UserError, match="before"):
                append(ledger, made)
        else:
            append(ledger, made)
            written.append(id_)
            # Another writer read the ledger before that, and comes too late.
            with pytest.raises(UserError):
                append(ledger, release(f"late{step}", 7))
        again = read_ledger(folder)
        assert [one.release for one in again.releases] == written
    assert len(written) > STEPS / 4


@pytest.mark.parametrize("seed", range(12))
def test_whatever_one_hand_changes_is_seen(seed: int, tmp_path: Path):
    random, folder = Random(seed), tmp_path / "ledger"
    for number in range(random.randint(2, 6)):
        append(read_ledger(folder), release(f"r{number}", random.randrange(9), number + 10))
    files = sorted(folder.glob("[0-9]*.json"))
    file = random.choice(files)
    match seed % 4:
        case 0:
            file.unlink()
        case 1:
            said = json.loads(file.read_text())
            said["cells"][0]["value"] += 1
            file.write_text(json.dumps(said))
        case 2:
            file.write_text(file.read_text()[: random.randrange(40)])
        case _:
            one, other = random.sample(files, 2)
            first, second = one.read_text(), other.read_text()
            one.write_text(second)
            other.write_text(first)
    with pytest.raises(UserError) as told:
        read_ledger(folder)
    assert {problem.code for problem in told.value.problems} & BROKEN


def keep_releasing(folder: Path, name: str, times: int) -> None:
    """What a process does: where another was quicker, it looks again and tries again."""
    for number in range(times):
        while True:
            try:
                append(read_ledger(folder), release(f"{name}-{number}", number, 20))
                break
            except UserError as error:
                if {problem.code for problem in error.problems} != {"already-written"}:
                    raise


def test_processes_that_release_at_once_lose_no_release_and_break_no_chain(tmp_path: Path):
    processes = [
        get_context("fork").Process(target=keep_releasing, args=(tmp_path / "ledger", name, 6))
        for name in "abc"
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    written = [one.release for one in read_ledger(tmp_path / "ledger").releases]
    assert sorted(written) == sorted(f"{name}-{number}" for name in "abc" for number in range(6))
    assert all(
        written.index(f"{name}-{number}") < written.index(f"{name}-{number + 1}")
        for name in "abc"
        for number in range(5)
    )


def test_a_process_killed_at_any_moment_leaves_a_ledger_that_goes_on(tmp_path: Path):
    random, folder, killed = Random(6), tmp_path / "ledger", 0
    for number in range(8):
        before = [one.release for one in read_ledger(folder).releases]
        process = get_context("fork").Process(target=keep_releasing, args=(folder, str(number), 40))
        process.start()
        time.sleep(random.uniform(0.02, 0.15))
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        after = [one.release for one in read_ledger(folder).releases]
        assert after[: len(before)] == before
        append(read_ledger(folder), release(f"after-{number}", 30))
    assert killed > 4
    assert len(read_ledger(folder).releases) > 8
