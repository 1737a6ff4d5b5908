"""What an agency's extract holds: tables, columns, codes, and how much each column tells."""

from enum import StrEnum

from sixpoint.terms.strict import strict


class ColumnType(StrEnum):
    TEXT = "text"
    CODE = "code"
    YES_NO = "yes_no"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    DATETIME = "datetime"


class Sensitivity(StrEnum):
    """How much a column tells about who a child is.

    IDENTIFYING names or finds a child (name, date of birth, address, postcode, shared identifier,
    and any key that is one); PERSONAL is about a child but does not find him; REFERENCE is about
    no child.
    """

    IDENTIFYING = "identifying"
    PERSONAL = "personal"
    REFERENCE = "reference"


@strict
class Code:
    """One value that a column may hold; `aliases` are what other systems write for it."""

    code: str
    means: str
    aliases: tuple[str, ...] = ()


@strict
class Column:
    """One column. `event` says what happened on the days in it, as a child's pathway tells it."""

    name: str
    title: str
    type: ColumnType
    sensitivity: Sensitivity
    required: bool = False
    codes: tuple[Code, ...] = ()
    aliases: tuple[str, ...] = ()
    event: str | None = None


@strict
class Dataset:
    """One table of one agency; `id` is `<agency>.<table>`, as in `social_work.concerns`."""

    id: str
    title: str
    key: str
    person: str | None
    columns: tuple[Column, ...]

    @property
    def agency(self) -> str:
        return self.id.partition(".")[0]

    @property
    def table(self) -> str:
        return self.id.partition(".")[2]

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)
