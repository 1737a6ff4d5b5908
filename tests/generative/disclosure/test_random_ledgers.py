"""Ledgers through random days: new releases, ids used twice, two writers, and somebody's hand."""

import json
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
