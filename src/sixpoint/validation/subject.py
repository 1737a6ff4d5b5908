"""One table under check: its columns as text and as values, and the day of the check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from sixpoint.packs.datasets import ColumnType, Dataset
from sixpoint.packs.rules import Other, Rule
from sixpoint.records.cast import value_of


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`raw` is the table as text, with LINE and any values that it keeps."""

    raw: ir.Table
    dataset: Dataset
    as_at: date

    def text(self, name: str) -> ir.StringValue:
        """The column as the agency wrote it, trimmed; null where empty."""
        return self.raw[name]

    def value(self, name: str) -> ir.Value:
        """The column cast to its type; null where it is not written as one."""
        return value_of(self.raw, name, self._type(name))

    def moment(self, name: str, *, exact: bool) -> ir.Value:
        """The column's day, or its day and time where `exact`."""
        value = self.value(name)
        return value if exact or self._type(name) is ColumnType.DATE else value.date()

    def has_time(self, name: str) -> bool:
        """Whether the column tells the time of day."""
        return self._type(name) is ColumnType.DATETIME

    def codes(self, rule: Rule, name: str) -> tuple[str, ...]:
        """The codes the rule allows in the column: its own, else those of the dataset."""
        return codes_of(self.dataset, rule, name)

    def _type(self, name: str) -> ColumnType:
        return type_of(self.dataset, name)


Subjects = Mapping[str, Subject]


def type_of(dataset: Dataset, name: str) -> ColumnType:
    """The type of a column that the pack's check has made sure of."""
    column = dataset.column(name)
    if column is None:
        raise LookupError(f"{dataset.id} has no column {name}")
    return column.type


def codes_of(dataset: Dataset, rule: Rule, name: str) -> tuple[str, ...]:
    """The codes the rule allows in the column: its own, else those of the dataset."""
    column = dataset.column(name)
    listed = () if column is None else column.codes
    return rule.given.codes or tuple(code.code for code in listed)


def other_of(rule: Rule) -> Other:
    """The other table of a rule whose kind needs one, as the pack's check has made sure."""
    if rule.given.other is None:
        raise LookupError(f"{rule.code} names no other table")
    return rule.given.other
