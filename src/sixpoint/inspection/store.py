"""store/ of a partnership, which never leaves it: where it lies, and the key from reference to
record that is kept from run to run."""

from pathlib import Path

from sixpoint.files import read_csv_rows
from sixpoint.terms.strict import strict

STORE = Path("store")
SPILL = Path(".spill")
"""Where the engine may write what does not fit into memory, while it runs."""
LINKING = Path("linking")
"""What one run of linking keeps for the next."""
KEY = "key.csv"
KEY_COLUMNS = ("reference", "agency", "person_id", "person")


@strict
class KeyRow:
    """Which record a local reference stands for; `person` is empty once it is on no list."""

    reference: str
    agency: str
    person_id: str
    person: str | None = None


def read_key(folder: Path) -> dict[str, str]:
    """The reference that each of social work's children was dealt before; none at first."""
    path = folder / STORE / KEY
    if not path.is_file():
        return {}
    return {row.person_id: row.reference for row in read_csv_rows(path, KeyRow)}
