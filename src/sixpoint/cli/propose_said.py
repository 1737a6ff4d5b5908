"""What `sixpoint check --propose` prints: what was proposed, what is open, what to do next."""

from pathlib import Path

from rich.table import Table

from sixpoint.inspection.propose import Proposed, propose_mappings

from .console import out, print_json
from .outputs_propose import AgencyProposed, ProposeOutput


def propose_and_tell(folder: Path, *, as_json: bool) -> None:
    """Writes the proposals of a partnership's folder and says what they are."""
    found = propose_mappings(folder)
    if as_json:
        print_json(ProposeOutput(proposed=tuple(_said(one, folder) for one in found)))
    elif found:
        _tell(found, folder)
    else:
        out.print(
            "Every file among the extracts is named, by itself or by a mapping. "
            "Nothing is proposed.",
            markup=False,
        )


def _said(one: Proposed, folder: Path) -> AgencyProposed:
    return AgencyProposed(
        agency=one.agency,
        file=one.file.relative_to(folder).as_posix(),
        tables=tuple(file.dataset.id for file in one.proposal.files),
        columns=one.placed,
        to_look_at=one.to_look_at,
        without=one.proposal.without,
        unlike=len(one.proposal.unlike),
    )


def _tell(found: tuple[Proposed, ...], folder: Path) -> None:
    table = Table(
        "Agency", "Tables", "Columns", "To look at", "Proposed in", box=None, pad_edge=False
    )
    for column in table.columns[1:4]:
        column.justify = "right"
    for one in found:
        counts = (len(one.proposal.files), one.placed, one.to_look_at)
        table.add_row(one.agency, *map(str, counts), one.file.relative_to(folder).as_posix())
    out.print(table)
    for one in found:
        for name in one.proposal.without:
            out.print(f"No file of {one.agency} looks like {name}.", markup=False)
        for seen in one.proposal.unlike:
            out.print(f"{seen.path.relative_to(folder)} looks like no table.", markup=False)
    out.print(
        "\nNothing of this is used yet. Look at each file, mend it, and call it AGENCY.yaml "
        f"instead of AGENCY.proposed.yaml; then run: sixpoint check {folder}",
        markup=False,
    )
