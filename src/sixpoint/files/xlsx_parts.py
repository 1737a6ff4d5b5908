"""The parts of a workbook that its sheets share: names of sheets, texts, and how numbers look.

Each hears the elements of one part of the package as they are parsed, and keeps what is needed.
"""

MOST_STRINGS = 2**27
"""Characters of all the texts that cells share, which are held in memory."""


class TooMuch(Exception):
    """The part unpacks to more than its own head said, or than may be held."""


class NotAllowed(Exception):
    """The part holds something that no workbook needs, or that no reader can take."""


class Handler:
    """Hears the elements of a part; `nothing is kept but what is asked for."""

    def start(self, name: str, given: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class Book(Handler):
    """The names of the sheets, and from which day the workbook counts."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.since_1904 = False

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            id_ = next((value for key, value in given.items() if key.endswith(" id")), "")
            self.sheets.append((given.get("name", ""), id_))
        elif name == "workbookPr":
            self.since_1904 = given.get("date1904") in ("1", "true")


class Links(Handler):
    """Which part of the package each id of the workbook means."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "Relationship" and given.get("TargetMode") != "External":
            self.targets[given.get("Id", "")] = given.get("Target", "")


class Texts(Handler):
    """The texts that cells share, without what is said on how to pronounce them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._inside = self._aside = False
        self._size = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        self._aside = self._aside or name == "rPh"
        self._inside = name == "t" and not self._aside

    def end(self, name: str) -> None:
        self._inside = False
        if name == "rPh":
            self._aside = False
        elif name == "si":
            self.found.append("".join(self._parts))

    def text(self, text: str) -> None:
        if self._inside:
            self._size += len(text) + 50
            if self._size > MOST_STRINGS:
                raise TooMuch
            self._parts.append(text)


_BUILT_IN = {14: "d/m/y", 15: "d-m-y", 16: "d-m", 17: "m-y", 22: "d/m/y h:m"} | dict.fromkeys(
    (18, 19, 20, 21, 45, 46, 47), "h:m"
)
"""The numbers of the formats that every spreadsheet knows, where they show dates or times."""


class Styles(Handler):
    """How each style shows its numbers."""

    def __init__(self) -> None:
        self._own: dict[str, str] = {}
        self._used: list[str] = []
        self._inside = False

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "numFmt":
            self._own[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._used.append(given.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def formats(self) -> tuple[str, ...]:
        return tuple(
            self._own.get(one) or _BUILT_IN.get(int(one) if one.isdigit() else 0, "")
            for one in self._used
        )
