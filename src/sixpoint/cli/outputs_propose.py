"""What `sixpoint check --propose --json` prints."""

from sixpoint.terms.strict import strict

from .output import Output


@strict
class AgencyProposed:
    """One agency's proposed mapping. `tables` were recognised and `columns` of them found;
    `to_look_at` counts the questions that it leaves open, `without` are the agency's tables that
    no file looks like, and `unlike` counts the files that look like no table."""

    agency: str
    file: str
    tables: tuple[str, ...]
    columns: int
    to_look_at: int
    without: tuple[str, ...]
    unlike: int


@strict
class ProposeOutput(Output):
    """sixpoint check --propose --json."""

    proposed: tuple[AgencyProposed, ...]
