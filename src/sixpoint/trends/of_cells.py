"""A measure's exact quarters as a series; exact, so it stays where the cells are."""

from collections.abc import Sequence

from sixpoint.measures.periods import is_quarter
from sixpoint.measures.types import EVERYBODY, ExactCell
from sixpoint.packs.measures import Kind, Measure

from .read import Named
from .types import Series


def series_of(measure: Measure, cells: Sequence[ExactCell]) -> Named | None:
    """The measure's value by quarter; None where no quarter was counted.

    Shares and rates have what they are out of, or over; a share among no cases has no value.
    """
    quarters = sorted(
        (
            cell
            for cell in cells
            if (cell.measure, cell.grouping) == (measure.id, EVERYBODY) and is_quarter(cell.label)
        ),
        key=lambda cell: cell.period.start,
    )
    if not quarters:
        return None
    pairs = [pair_of(measure, cell) for cell in quarters]
    counted = any(over is not None for _, over in pairs)
    begins = [each.quarter for each in measure.new_baselines]
    return Named(
        name=measure.id,
        series=Series(
            values=[value for value, _ in pairs],
            denominators=[over for _, over in pairs] if counted else None,
            labels=[cell.label for cell in quarters],
            rebase={at for at, cell in enumerate(quarters) if cell.label in begins},
            provisional={at for at, cell in enumerate(quarters) if cell.provisional},
            target=measure.target,
        ),
    )


Pair = tuple[float | None, float | None]


def pair_of(measure: Measure, cell: ExactCell) -> Pair:
    """The cell's value, and what it is out of or over where it is counted."""
    match measure.kind:
        case Kind.DURATION:
            return cell.median, None
        case Kind.RATIO:
            # Amounts are no counts of cases: how they vary is seen from quarter to quarter.
            some = cell.amount is not None and cell.out_of
            return (
                cell.amount / cell.out_of if some and cell.amount and cell.out_of else None
            ), None
        case Kind.RATE:
            return (cell.cases / cell.out_of, cell.out_of) if cell.out_of else (None, None)
    if cell.met is None or not cell.cases:
        return None, None
    return cell.met / cell.cases, float(cell.cases)
