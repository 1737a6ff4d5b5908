"""What waits for somebody stands on his page in the order of its days."""

from datetime import date

import pytest

from sixpoint_web.shared import waiting
from sixpoint_web.shared.waiting import Waiting, tells_what_waits, waiting_for


def test_the_nearest_day_comes_first_and_what_has_none_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting, "_finders", [])

    @tells_what_waits
    def plans(by: object) -> list[Waiting]:
        return [
            Waiting(title="Some day", address="/1"),
            Waiting(title=f"Of {by}", address="/2", due=date(2026, 5, 2)),
        ]

    @tells_what_waits
    def asks(by: object) -> list[Waiting]:
        return [Waiting(title="First", address="/3", due=date(2026, 5, 1))]

    assert [one.title for one in waiting_for("Ailsa")] == ["First", "Of Ailsa", "Some day"]
