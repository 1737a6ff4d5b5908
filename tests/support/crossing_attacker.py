"""An attacker of everything that crosses: he has crossing.zip and knows what measures mean.

He takes no sum and no bound from sixpoint.disclosure. He reads figures.json as a reader would,
writes down every sum that its views and definitions tell, gives each cell the least it can be by
how its own cases are told, and puts all that before the solver of cp_attacker. To make him no less
clever than anybody could be, he is told which of the sums that he thinks of hold: somebody who
knows the agencies would guess that.
"""

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

from tests.support.cp_attacker import attack

Cell = tuple[str, str, str, str]
"""Measure, grouping, place in it, and what is counted."""
VIEWS = {
    "deprivation": "simd_quintile",
    "looked-after": "looked_after",
    "age": "age_band",
    "ethnic-group": "ethnic_group",
}
GROUPS = {"girls": "F", "boys": "M"}
FOLLOWED, OVER_TIME, BETWEEN = "-over-time", " over time", " / "
"""Of views, of places, and between a time and a group in a place."""
NOW = ("all", "latest")
AMONG = ("met", "unmet")
"""What is counted among cases, and hidden with them, nought or not."""
BESIDE = ("children", "more", "rows", "others")
"""What a trail tells beside the counts, about; `more` and `others` are what that leaves."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Counts below are hidden; where the topic is sensitive, noughts are too.

    `records` are which a measure counts: by table, and by the day on which they count. `each_once`
    says that no row of the table is counted in two quarters.
    """

    below: int
    sensitive: bool
    records: tuple[str, str]
    each_once: bool = False


@dataclass
class Mind:
    """What he has read: cells with the least and the most each may be, and sums of them."""

    rules: Mapping[str, Rule]
    seen: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    hidden: set[Cell] = field(default_factory=set)
    sums: list[tuple[Cell, list[Cell]]] = field(default_factory=list)
    most: int = 10_000

    def see(self, cell: Cell, number: Mapping[str, Any]) -> None:
        if number["status"] == "missing":
            return
        value = number.get("value")
        if value is not None:
            known = self.seen.get(cell)
            assert known is None or known[0] != known[1] or known[0] == value, cell
            self.seen[cell] = (int(value), int(value))
            self.hidden.discard(cell)
        elif cell not in self.seen:
            self.hide(cell)

    def hide(self, cell: Cell) -> None:
        self.seen[cell] = (0, self.most)
        self.hidden.add(cell)

    def add(self, total: Cell, parts: Sequence[Cell], exact: Mapping[Cell, int]) -> None:
        """A sum that holds and of which he sees or asks every member."""
        members = [total, *parts]
        asked = all(one in self.seen and one in exact for one in members)
        if asked and exact[total] == sum(exact[part] for part in parts):
            self.sums.append((total, list(parts)))

    def is_known(self, cell: Cell) -> bool:
        least, most = self.seen[cell]
        return least == most

    def bounds(self, cell: Cell) -> tuple[int, int]:
        """The least that this one cell can be, by how it and its cases are told, and the most."""
        if self.is_known(cell) or cell[3] in BESIDE:
            return self.seen[cell]
        cases = (*cell[:3], "cases")
        unsaid = cell[3] in AMONG and not self.is_known(cases)
        unsaid |= cell[0] not in self.told
        return (0 if unsaid or self.rules[cell[0]].sensitive else 1), self.most

    @cached_property
    def told(self) -> frozenset[str]:
        """Measures of which anything is shown: where nothing is, noughts are hidden as well."""
        return frozenset(cell[0] for cell in self.seen if self.is_known(cell))

    def from_noughts(self, cell: Cell) -> tuple[int, int]:
        """The same for one who sees which cells are nought, and no other number."""
        least, most = self.bounds(cell)
        return (0, 0) if most == 0 else (min(least, 1), self.most)


def exact_counts(store: Path) -> dict[Cell, int]:
    """The truth, from the partnership's store: only to judge by."""
    cells = json.loads((store / "exact.json").read_text())["figures"]["cells"]
    some_met = {(one["measure"]) for one in cells if one["met"] is not None}
    found: dict[Cell, int] = {}
    for one in cells:
        at = one["measure"], *_place(one["grouping"], one["group"], one["label"])
        met = 0 if one["measure"] in some_met and not one["cases"] else one["met"]
        found[*at, "cases"] = one["cases"]
        found[*at, "children"] = one["children"]
        if met is not None:
            found[*at, "met"], found[*at, "unmet"] = met, one["cases"] - met
        if one["out_of"] is not None and one["out_of"] == int(one["out_of"]):
            found[*at, "over"] = int(one["out_of"])
        if at[1:] == NOW:
            found[*at, "pending"] = one["pending"]
    return found


def _place(grouping: str, group: str, label: str) -> tuple[str, str]:
    """Where a cell stands: a group of another time than the latest has a place of its own."""
    if grouping == "all":
        return "all", label
    if label == NOW[1]:
        return grouping, group
    return f"{grouping}{OVER_TIME}", f"{label}{BETWEEN}{group}"


def figures_in(crossing: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(crossing) as archive:
        made: list[dict[str, Any]] = json.loads(archive.read("figures.json"))["figures"]
    return made


def read_mind(
    figures: Sequence[Mapping[str, Any]], exact: Mapping[Cell, int], *, rules: Mapping[str, Rule]
) -> Mind:
    mind = Mind(rules)
    for figure in figures:
        measure, view = figure["measure"], figure["view"]
        _see_cell(mind, (measure, *NOW), figure, exact)
        if view == "late-reasons":
            _see_reasons(mind, measure, figure)
            continue
        for point in figure["points"]:
            _see_cell(mind, (measure, *_place_of(point, view, figure["points"])), point, exact)
    _sums_within(mind, exact)
    _sums_over_time(mind, exact)
    _sums_between(mind, exact)
    for figure in figures:
        if figure["view"] == "latest":
            _see_children(mind, figure, exact)
            _see_rows(mind, figure, exact)
    return mind


def _place_of(
    point: Mapping[str, Any], view: str, points: Sequence[Mapping[str, Any]]
) -> tuple[str, str]:
    """Where a point of a figure stands. The last of the years is the latest twelve months."""
    if view == "trend":
        return "all", point["label"]
    if not view.endswith(FOLLOWED):
        return VIEWS.get(view, view), GROUPS.get(point["label"], point["label"])
    label, group = point["label"], point["group"]
    last = label == points[-1]["label"] and label.startswith("year")
    grouping = "all" if group == "all" else VIEWS[view.removesuffix(FOLLOWED)]
    return _place(grouping, group, NOW[1] if last else label)


def _see_children(mind: Mind, figure: Mapping[str, Any], exact: Mapping[Cell, int]) -> None:
    """Nobody is counted without a case; where each has one, children are cases."""
    at = (figure["measure"], *NOW)
    cases, children, more = ((*at, what) for what in ("cases", "children", "more"))
    if about := _about(figure["trail"]["children"]):
        mind.seen |= {children: about, more: (0, mind.most)}
        one_each = exact[cases] == exact[children]
        mind.sums.append((cases, [children] if one_each else [children, more]))


def _see_rows(mind: Mind, figure: Mapping[str, Any], exact: Mapping[Cell, int]) -> None:
    """All quarters together count no more than the table has rows."""
    at, rule = (figure["measure"], *NOW), mind.rules[figure["measure"]]
    rows = next(f["rows"] for f in figure["trail"]["sources"] if f["dataset"] == rule.records[0])
    quarters = [one for one in mind.seen if one[:2] == (at[0], "all") and one[2][4:6] == "-Q"]
    quarters = [one for one in quarters if one[3] == "cases" and one in exact]
    about = _about(rows)
    if rule.each_once and about and sum(exact[one] for one in quarters) <= about[1]:
        mind.seen |= {(*at, "rows"): about, (*at, "others"): (0, about[1])}
        mind.sums.append(((*at, "rows"), [*quarters, (*at, "others")]))


def _about(number: Mapping[str, Any]) -> tuple[int, int] | None:
    """What a number rounded to tens can be, where those below ten are hidden."""
    value = number.get("value")
    return (max(10, int(value) - 5), int(value) + 4) if value else None


def _see_cell(
    mind: Mind, at: tuple[str, str, str], said: Mapping[str, Any], exact: Mapping[Cell, int]
) -> None:
    for what in ("cases", "met", "over", "pending"):
        if what in said:
            mind.see((*at, what), said[what])
    if (*at, "met") in mind.seen and (*at, "unmet") in exact and (*at, "unmet") not in mind.seen:
        cases, met = (mind.seen[*at, what] for what in ("cases", "met"))
        if mind.is_known((*at, "cases")) and mind.is_known((*at, "met")):
            mind.seen[*at, "unmet"] = (cases[0] - met[0],) * 2
        else:
            mind.hide((*at, "unmet"))
        mind.sums.append(((*at, "cases"), [(*at, "met"), (*at, "unmet")]))


def _see_reasons(mind: Mind, measure: str, figure: Mapping[str, Any]) -> None:
    """Reasons add up to those not met."""
    if figure["value"]["status"] != "missing" and (measure, *NOW, "unmet") in mind.seen:
        mind.see((measure, *NOW, "unmet"), figure["value"])


def _sums_over_time(mind: Mind, exact: Mapping[Cell, int]) -> None:
    """All children of a time are the sum of its groups, and a year is that of its quarters."""
    of_groups: dict[Cell, list[Cell]] = {}
    of_quarters: dict[Cell, list[Cell]] = {}
    for cell in mind.seen:
        measure, grouping, place, what = cell
        if grouping.endswith(OVER_TIME):
            label, group = place.split(BETWEEN)
            whole = grouping.removesuffix(OVER_TIME)
            of_groups.setdefault((measure, "all", label, what), []).append(cell)
            of_quarters.setdefault((measure, whole, group, what), []).append(cell)
    for total, parts in of_groups.items():
        for grouping in {part[1] for part in parts}:
            mind.add(total, [part for part in parts if part[1] == grouping], exact)
    for total, parts in of_quarters.items():
        mind.add(total, sorted(parts)[-4:], exact)
    for cell in list(mind.seen):
        if cell[1] == "all" and cell[2].startswith("year to "):
            mind.add(cell, _quarters_before(cell, mind), exact)


def _quarters_before(cell: Cell, mind: Mind) -> list[Cell]:
    """The four quarters of a year, by what they are called."""
    end = cell[2].removeprefix("year to ")
    year, quarter = int(end[:4]), int(end[-1])
    months = [year * 4 + quarter - 1 - back for back in range(4)]
    names = [f"{one // 4}-Q{one % 4 + 1}" for one in months]
    found = [(cell[0], "all", name, cell[3]) for name in names]
    return [one for one in found if one in mind.seen]


def _sums_within(mind: Mind, exact: Mapping[Cell, int]) -> None:
    """The latest of a measure is the sum of its groups, and of some of its quarters."""
    for measure, what in sorted({(cell[0], cell[3]) for cell in mind.seen}):
        total = (measure, *NOW, what)
        by: dict[str, list[Cell]] = {}
        for cell in mind.seen:
            mine = (cell[0], cell[3]) == (measure, "cases") and cell[1:3] != NOW
            if mine and not cell[1].endswith(OVER_TIME) and not cell[2].startswith("year"):
                by.setdefault(cell[1], []).append(cell)
        quarters = _of_the_year(measure, sorted(by.pop("all", [])), exact)
        for cases in [*by.values(), quarters]:
            # Of no cases none is met, which nobody says.
            some = [cell for cell in cases if what == "cases" or mind.seen[cell] != (0, 0)]
            mind.add(total, [(*cell[:3], what) for cell in some], exact)


def _of_the_year(measure: str, quarters: list[Cell], exact: Mapping[Cell, int]) -> list[Cell]:
    """The last four quarters; the last one of what stands on a day."""
    year = quarters[-4:]
    cases = sum(exact.get(cell, 0) for cell in year)
    return year if exact.get((measure, *NOW, "cases")) == cases else quarters[-1:]


def _columns(exact: Mapping[Cell, int]) -> dict[tuple[str, str], dict[tuple[str, str], int]]:
    found: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for (measure, grouping, place, what), n in exact.items():
        if what in ("cases", "met", "unmet"):
            found.setdefault((measure, what), {})[grouping, place] = n
    return found


def _sums_between(mind: Mind, exact: Mapping[Cell, int]) -> None:
    """Columns of two measures of the same records that are the same wherever both stand."""
    for (one, mine), (other, theirs) in combinations(_columns(exact).items(), 2):
        places = [place for place in mine if place in theirs]
        same = all(mine[place] == theirs[place] for place in places)
        alike = one[0] != other[0] and mind.rules[one[0]].records == mind.rules[other[0]].records
        if alike and same and sum(mine[place] > 0 for place in places) > 3:
            for place in places:
                mind.add((one[0], *place, one[1]), [(other[0], *place, other[1])], exact)


def exposed(mind: Mind, exact: Mapping[Cell, int]) -> dict[Cell, str]:
    """Every hidden cell of which he knows more than he may, and what he knows.

    What follows from which cells are nought alone is nobody's to hide: noughts are shown.
    """
    groups = [group for group in _apart(mind) if any(cell in mind.hidden for cell in group)]
    tables = [_table(mind, exact, group) for group in groups]
    answers = attack(tables)
    found = {
        cell: str(answer[_name(cell)])
        for group, table, answer in zip(groups, tables, answers, strict=True)
        for cell in group
        if _name(cell) in table["ask"] and _too_much(answer[_name(cell)], table["ask"][_name(cell)])
    }
    return {cell: knows for cell, knows in found.items() if not _from_noughts(mind, exact, cell)}


def _name(cell: Cell) -> str:
    return " | ".join(cell)


def _apart(mind: Mind) -> list[list[Cell]]:
    """Cells that hang together by sums; those shown hold nothing together."""
    group = {cell: {cell} for cell in mind.seen}
    for total, parts in mind.sums:
        open_ = [cell for cell in (total, *parts) if not mind.is_known(cell)]
        joined = set().union(*(group[cell] for cell in open_)) if open_ else set()
        for cell in joined:
            group[cell] = joined
    return [sorted(one) for one in {id(one): one for one in group.values()}.values()]


def _table(mind: Mind, exact: Mapping[Cell, int], group: Sequence[Cell]) -> dict[str, Any]:
    inside = set(group)
    sums = [(total, parts) for total, parts in mind.sums if inside & {total, *parts}]
    cells = {cell for total, parts in sums for cell in (total, *parts)} | inside
    asked = [cell for cell in group if cell in mind.hidden and cell in exact]
    return {
        "cells": {_name(cell): list(mind.bounds(cell)) for cell in sorted(cells)},
        "sums": [[_name(total), [_name(part) for part in parts]] for total, parts in sums],
        "ties": [],
        "ask": {_name(cell): _question(mind, cell, exact[cell]) for cell in asked},
    }


def _question(mind: Mind, cell: Cell, n: int) -> dict[str, Any]:
    rule = mind.rules[cell[0]]
    if rule.sensitive and n < rule.below:
        return {"numbers": list(range(rule.below))}
    if 0 < n < rule.below:
        return {"numbers": list(range(1, rule.below))}
    # A nought that is not sensitive is hidden for another's sake.
    return {"width": rule.below if n else 0}


def _too_much(answer: Any, asked: Mapping[str, Any]) -> bool:
    if "numbers" in asked:
        return not set(asked["numbers"]) <= set(answer)
    return bool(answer < asked["width"])


def _from_noughts(mind: Mind, exact: Mapping[Cell, int], cell: Cell) -> bool:
    """Whether all that he rules out, one who sees noughts and nothing else rules out too."""
    asked = _question(mind, cell, exact[cell])
    if "width" in asked or mind.rules[cell[0]].sensitive:
        return False
    group = next(one for one in _all_together(mind) if cell in one)
    table = _table(mind, exact, group)
    questions = [
        {**table, "ask": {_name(cell): asked}},
        {
            **table,
            "cells": {_name(one): list(mind.from_noughts(one)) for one in _cells_in(table)},
            "ask": {_name(cell): asked},
        },
    ]
    known, conceivable = (set(answer[_name(cell)]) for answer in attack(questions))
    return conceivable <= known


def _cells_in(table: Mapping[str, Any]) -> list[Cell]:
    found: list[Cell] = []
    for name in table["cells"]:
        measure, grouping, place, what = name.split(" | ")
        found.append((measure, grouping, place, what))
    return found


def _all_together(mind: Mind) -> list[list[Cell]]:
    """Cells that hang together by sums, those shown included."""
    group = {cell: {cell} for cell in mind.seen}
    for total, parts in mind.sums:
        joined = set().union(*(group[cell] for cell in (total, *parts)))
        for cell in joined:
            group[cell] = joined
    return [sorted(one) for one in {id(one): one for one in group.values()}.values()]
