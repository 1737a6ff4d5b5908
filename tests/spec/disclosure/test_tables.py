"""What a reader of several CSV tables knows: which counts are the same, and which are sums."""

from pathlib import Path

import pytest

from sixpoint.disclosure.tables import Tied, tie_tables
from sixpoint.disclosure.tables_read import read_tables
from sixpoint.terms.problems import Problem, UserError

BY_AREA_AND_REASON = """
area,reason,children
Northby,Neglect,3
Northby,Harm,17
Northby,Total,20
Southby,Neglect,10
Southby,Harm,12
Southby,Total,22
Total,Neglect,13
Total,Harm,29
Total,Total,42
"""


def tied(tmp_path: Path, *tables: str, primary: str | None = None, sensitive: bool = False) -> Tied:
    files = []
    for number, text in enumerate(tables):
        file = tmp_path / f"{number}.csv"
        file.write_text(text.lstrip("\n"), encoding="utf-8")
        files.append(file)
    return tie_tables(read_tables(files, count="children", primary=primary), sensitive=sensitive)


def problems_of(tmp_path: Path, *tables: str, **more: object) -> list[Problem]:
    with pytest.raises(UserError) as told:
        tied(tmp_path, *tables, **more)  # type: ignore[arg-type]
    return list(told.value.problems)


def codes_of(tmp_path: Path, *tables: str, **more: object) -> list[tuple[str, int | None]]:
    return [(one.code, one.line) for one in problems_of(tmp_path, *tables, **more)]


def sums(found: Tied) -> set[tuple[int, ...]]:
    """Each sum as numbers: the total, then its parts."""
    counts = found.counts
    return {(counts[r.total], *(counts[p] for p in r.parts)) for r in found.relations}


def test_every_total_is_the_sum_of_its_row_or_column(tmp_path: Path):
    assert sums(tied(tmp_path, BY_AREA_AND_REASON)) == {
        (20, 3, 17),
        (22, 10, 12),
        (42, 20, 22),
        (13, 3, 10),
        (29, 17, 12),
        (42, 13, 29),
    }


def test_two_tables_share_the_margins_that_say_the_same_group(tmp_path: Path):
    """The second has no column `reason`, so its counts are over all reasons."""
    alone = tied(tmp_path, BY_AREA_AND_REASON)
    both = tied(tmp_path, BY_AREA_AND_REASON, "area,children\nNorthby,20\nSouthby,22\n")
    assert both.counts == alone.counts


def test_a_column_tells_two_populations_apart(tmp_path: Path):
    one = "year,area,children\n2016,Northby,20\n2016,Southby,9\n2016,Total,29\n"
    other = "year,area,children\n2017,Northby,3\n2017,Southby,9\n2017,Total,12\n"
    assert len(tied(tmp_path, one, other).counts) == 6


def test_a_margin_that_only_another_table_shows_is_a_sum_all_the_same(tmp_path: Path):
    without = "area,sex,children\nNorthby,girls,9\nNorthby,boys,11\n"
    assert (20, 9, 11) in sums(tied(tmp_path, BY_AREA_AND_REASON, without))


def test_one_column_may_divide_the_other(tmp_path: Path):
    """An area stands under one region, so nobody expects its total over all regions."""
    table = """
region,area,children
East,Northby,20
East,Southby,22
East,Total,42
West,Westby,8
West,Total,8
Total,Total,50
"""
    assert sums(tied(tmp_path, table)) == {(42, 20, 22), (8, 8), (50, 42, 8)}


def test_what_was_not_supplied_is_no_nought_and_is_given_back_by_its_total(tmp_path: Path):
    found = tied(tmp_path, "area,children\nNorthby,18\nSouthby,\nTotal,20\n")
    assert sorted(found.counts.values()) == [2, 18, 20]
    assert len(found.unpublished) == 1


def test_what_two_gaps_have_together_is_one_unpublished_count(tmp_path: Path):
    found = tied(tmp_path, "area,children\nNorthby,\nSouthby,\nWestby,12\nTotal,20\n")
    assert sums(found) == {(20, 12, 8)}


def test_rows_may_be_marked_as_to_be_hidden(tmp_path: Path):
    table = "area,children,hide\nNorthby,18,yes\nSouthby,9,no\nWestby,7,\n"
    assert len(tied(tmp_path, table, primary="hide").primary) == 1


def test_one_row_is_a_table(tmp_path: Path):
    assert list(tied(tmp_path, "area,children\nNorthby,3\n").counts.values()) == [3]


def test_a_table_of_noughts_adds_up(tmp_path: Path):
    assert sums(tied(tmp_path, "area,children\nNorthby,0\nSouthby,0\nTotal,0\n")) == {(0, 0, 0)}


def test_a_row_that_is_left_out_counts_nobody(tmp_path: Path):
    table = BY_AREA_AND_REASON + "Total,Other,0\n"
    assert (42, 13, 29, 0) in sums(tied(tmp_path, table))


BAD_TABLES = {
    "a total that does not add": (
        "area,children\nNorthby,18\nSouthby,9\nTotal,28\n",
        [("table-does-not-add", 4)],
    ),
    "parts that are more than their total though one is not supplied": (
        "area,children\nNorthby,18\nSouthby,\nTotal,9\n",
        [("table-does-not-add", 4)],
    ),
    "a total of nothing": ("area,children\nTotal,9\n", [("table-total-without-parts", 2)]),
    "a total without the parts that others have": (
        BY_AREA_AND_REASON.replace("Southby,Neglect,10\nSouthby,Harm,12\n", ""),
        [("table-total-without-parts", 5), ("table-does-not-add", 6), ("table-does-not-add", 7)],
    ),
    "a margin that is missing where others are there": (
        BY_AREA_AND_REASON.replace("Southby,Total,22\n", ""),
        [("table-margin-missing", 5), ("table-does-not-add", 9)],
    ),
    "an area under two regions, without its total": (
        "region,area,children\nEast,Northby,20\nEast,Total,20\nWest,Northby,9\nWest,Total,9\n"
        "Total,Total,29\n",
        [("table-margin-missing", 2)],
    ),
    "fewer than none": ("area,children\nNorthby,-3\n", [("table-negative", 2)]),
    "a fraction": ("area,children\nNorthby,3.5\n", [("table-fractional", 2)]),
    "no number": ("area,children\nNorthby,few\n", [("table-no-number", 2)]),
    "a group without a name": ("area,children\n,3\n", [("table-group", 2)]),
    "a total written otherwise": ("area,children\ntotal,3\n", [("table-group", 2)]),
    "a row that is there twice": (
        "area,children\nNorthby,3\nNorthby,4\n",
        [("table-row-twice", 3)],
    ),
    "no rows": ("area,children\n", [("table-empty", 1)]),
    "no column of counts": ("area,pupils\nNorthby,3\n", [("table-column", 1)]),
    "two columns of one name": ("area,area,children\na,b,3\n", [("table-column", 1)]),
}


@pytest.mark.parametrize("name", BAD_TABLES)
def test_a_bad_table_is_refused_with_its_line(tmp_path: Path, name: str):
    table, told = BAD_TABLES[name]
    assert sorted(codes_of(tmp_path, table)) == sorted(told)


def test_tables_that_contradict_each_other_are_refused(tmp_path: Path):
    found = problems_of(tmp_path, BY_AREA_AND_REASON, "area,children\nNorthby,21\nSouthby,22\n")
    assert [(one.code, one.line) for one in found] == [("tables-disagree", 2)]


def test_everything_wrong_with_all_tables_is_said_at_once(tmp_path: Path):
    one = "area,children\nNorthby,-3\nSouthby,1.5\n,4\n"
    assert len(codes_of(tmp_path, one, "area,pupils\nNorthby,3\n")) == 4


def test_no_message_repeats_what_stands_in_a_cell(tmp_path: Path):
    """Somebody may give it a list of children by mistake."""
    found = problems_of(tmp_path, "name,born,children\nIsla Gray,2009-03-14,girl\n,,\n")
    assert found
    assert not any("Isla" in str(one) or "girl" in str(one) for one in found)


def test_a_row_left_out_of_a_sensitive_table_is_refused(tmp_path: Path):
    """Everybody would know that nobody is in it."""
    table = "area,reason,children\n" + "\n".join(
        ("a,x,7", "a,y,8", "a,Total,15", "b,x,9", "b,Total,9", "Total,x,16", "Total,y,8")
    )
    assert ("table-row-left-out", 5) in codes_of(
        tmp_path, table + "\nTotal,Total,24\n", sensitive=True
    )


def test_whole_numbers_may_be_written_as_other_programs_write_them(tmp_path: Path):
    assert list(tied(tmp_path, "area,children\nNorthby,12.0\n").counts.values()) == [12]
