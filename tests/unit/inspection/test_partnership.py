"""partnership.yaml is read strictly, with every problem at once."""

from pathlib import Path

import pytest

from sixpoint.inspection.partnership import read_partnership
from sixpoint.terms.problems import UserError

GOOD = """
format: 1
id: nowhere
name: Nowhere Partnership
area: Nowhere
invented: true
as_at: 2017-07-31
period: {first: 2012-08-01, last: 2017-07-31}
packs: {datasets: d/1, measures: m/1, processes: p/1}
agencies:
  - {id: social_work, name: Social work, tables: [people, concerns]}
  - {id: police, name: Police, tables: [people]}
"""


def write(folder: Path, text: str) -> Path:
    (folder / "partnership.yaml").write_text(text, encoding="utf-8")
    return folder


def test_what_agencies_said_they_supply_is_expected_in_their_order(tmp_path: Path) -> None:
    partnership = read_partnership(write(tmp_path, GOOD))
    assert partnership.expected == (
        "social_work.people",
        "social_work.concerns",
        "police.people",
    )


def test_every_problem_is_said_with_its_line(tmp_path: Path) -> None:
    bad = GOOD.replace("as_at: 2017-07-31", "as_at: 2017-02-30").replace(
        "invented: true", "invented: perhaps\ncolour: blue"
    )
    with pytest.raises(UserError) as raised:
        read_partnership(write(tmp_path, bad))
    assert {(problem.code, problem.line) for problem in raised.value.problems} >= {
        ("unknown-key", 7),
        ("wrong-type", 8),
    }
    assert len(raised.value.problems) == 3


def test_a_folder_without_one_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        read_partnership(tmp_path)
    assert raised.value.problems[0].code == "no-partnership"
