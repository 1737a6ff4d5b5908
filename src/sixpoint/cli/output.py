"""What every document that `--json` prints has."""

from typing import Literal

from sixpoint.terms.strict import strict


@strict
class Output:
    """One document; `format` tells which edition of these types it follows."""

    format: Literal[1] = 1
