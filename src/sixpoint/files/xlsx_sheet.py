"""Rows of a sheet as they are parsed: cells as text, and what in them is not plain data."""

import re
from dataclasses import dataclass, field

from .xlsx_parts import Handler, NotAllowed
from .xlsx_values import number_shown

LONGEST_CELL = 2**17
WIDEST = 16_384
"""Columns of a sheet in any spreadsheet."""


@dataclass(frozen=True)
class SheetRow:
    """A row that holds anything: `number` is the sheet's own, `cells` are by place, from 0."""

    number: int
    cells: dict[int, str]


@dataclass
class Oddities:
    """What is not plain data in the sheet, filled as it is read; lists of (row, place from 0)."""

    formulas: dict[int, int] = field(default_factory=dict)
    first_formula: dict[int, int] = field(default_factory=dict)
    no_result: list[tuple[int, int]] = field(default_factory=list)
    no_results: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_row_count: int = 0
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


MOST_TOLD = 1000
"""Places of a kind that are kept; beyond them they are counted."""


_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def _place(reference: str) -> tuple[int, int]:
    """The row, and the column from 0, of a reference such as B12."""
    match = _PLACE.fullmatch(reference)
    if match is None:
        raise NotAllowed
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


class SheetReader(Handler):
    """Rows of cells as text, and what is odd about them."""

    def __init__(
        self, odd: Oddities, *, texts: tuple[str, ...], styles: tuple[str, ...], since_1904: bool
    ) -> None:
        self._odd, self._texts = odd, texts
        self._styles, self._since_1904 = styles, since_1904
        self._rows: list[SheetRow] = []
        self._number = 0
        self._cells: dict[int, str] = {}
        self._column = -1
        self._type = self._style = ""
        self._value: list[str] = []
        self._has_value = self._is_formula = self._hears = False

    def finished(self) -> list[SheetRow]:
        """The rows that are whole by now; they are forgotten here."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(given)
        elif name in ("v", "t"):
            self._hears = True
            self._has_value = True
        elif name == "f":
            self._is_formula = True
        elif name == "row":
            self._start_row(given)
        elif name == "mergeCell":
            self._see_merged(given.get("ref", ""))
        elif name == "col" and given.get("hidden") in ("1", "true"):
            columns = (int(given.get("min", "1")) - 1, int(given.get("max", "1")) - 1)
            self._odd.hidden_columns.append(columns)

    def _start_row(self, given: dict[str, str]) -> None:
        self._number = int(given.get("r", self._number + 1))
        self._cells, self._column = {}, -1
        if given.get("hidden") in ("1", "true"):
            self._odd.hidden_row_count += 1
            if len(self._odd.hidden_rows) < MOST_TOLD:
                self._odd.hidden_rows.append(self._number)

    def _start_cell(self, given: dict[str, str]) -> None:
        reference = given.get("r")
        self._column = _place(reference)[1] if reference else self._column + 1
        if self._column >= WIDEST:
            raise NotAllowed
        self._type, self._style = given.get("t", "n"), given.get("s", "")
        self._value = []
        self._has_value = self._is_formula = False

    def _see_merged(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if len(self._odd.merged) < MOST_TOLD:
            self._odd.merged.append((*_place(first), *_place(last or first)))

    def text(self, text: str) -> None:
        if self._hears:
            self._value.append(text)
            if len(self._value) > 1 and sum(map(len, self._value)) > LONGEST_CELL:
                raise NotAllowed

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._hears = False
        elif name == "c":
            self._end_cell()
        elif name == "row" and self._cells:
            self._rows.append(SheetRow(self._number, self._cells))

    def _end_cell(self) -> None:
        text = self._shown("".join(self._value)) if self._has_value else ""
        if self._is_formula:
            self._see_formula(has_result=bool(self._value) or self._type == "str")
        if text.strip():
            self._cells[self._column] = text

    def _see_formula(self, *, has_result: bool) -> None:
        odd, at = self._odd, (self._number, self._column)
        if has_result:
            odd.formulas[self._column] = odd.formulas.get(self._column, 0) + 1
            odd.first_formula.setdefault(self._column, self._number)
            return
        odd.no_results += 1
        if len(odd.no_result) < MOST_TOLD:
            odd.no_result.append(at)

    def _shown(self, value: str) -> str:
        match self._type:
            case "s":
                return self._texts[int(value)] if value else ""
            case "b":
                return "yes" if value.strip() in ("1", "true") else "no"
            case "n" if value.strip():
                return self._number_of(value.strip())
        return value

    def _number_of(self, value: str) -> str:
        style = int(self._style) if self._style.isdigit() else -1
        format_ = self._styles[style] if 0 <= style < len(self._styles) else ""
        return number_shown(value, format_, since_1904=self._since_1904)
