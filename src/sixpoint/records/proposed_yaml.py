"""A proposed mapping as a file to be looked at: each line with how sure it is, and why.

Takes a proposal; gives YAML whose comments hold no value of a record. What a person has changed in
it is known by a mark on its first line, and is not written over.
"""

import json
from collections.abc import Iterator
from hashlib import sha256

from sixpoint.records.mapping import DateOrder, Separator
from sixpoint.records.propose import LIKELY, SURE, Proposal, ProposedColumn, ProposedFile, Seen

_MARK = "# Proposed by Sixpoint, and not yet changed: "
_SIGNS = dict(zip(",;\t|", Separator, strict=True))


def proposed_text(agency: str, proposal: Proposal) -> str:
    """The whole file."""
    body = "\n".join(_lines(agency, proposal)) + "\n"
    return f"{_MARK}{_hash(body)}\n{body}"


def is_untouched(text: str) -> bool:
    """Whether nobody has changed the file since it was proposed."""
    first, _, body = text.partition("\n")
    return first == f"{_MARK}{_hash(body)}"


def _hash(body: str) -> str:
    return sha256(body.encode()).hexdigest()[:16]


def _lines(agency: str, proposal: Proposal) -> Iterator[str]:
    yield "#"
    yield "# Nothing here is used yet. Look at every line, above all where it says LOOK or ASK,"
    yield f"# then call this file {agency}.yaml and run `sixpoint check` again."
    yield from _open_questions(proposal)
    yield "format: 1"
    yield f"agency: {agency}"
    yield f"system: {_quoted('LOOK: the name of the system that these files come from')}"
    yield "files:" if proposal.files else "files: []"
    for file in proposal.files:
        yield from _file(file)


def _open_questions(proposal: Proposal) -> Iterator[str]:
    if proposal.without:
        yield f"# No file looks like: {', '.join(proposal.without)}."
    for seen in proposal.unlike:
        sheet = f", sheet {seen.sheet}" if seen.sheet else ""
        yield f"# Like none of the agency's tables: {seen.path.name}{sheet}."


def _file(file: ProposedFile) -> Iterator[str]:
    seen = file.seen
    yield ""
    yield f"- file: {_quoted(file.pattern)}"
    yield f"  dataset: {file.dataset.id}"
    if seen.sheet is not None:
        yield f"  sheet: {_quoted(seen.sheet)}"
    if seen.header_line is not None:
        yield f"  header_line: {seen.header_line}"
    if seen.separator:
        yield f"  encoding: {seen.encoding}"
        yield f"  separator: {_SIGNS[seen.separator]}"
    yield from _dates(file)
    if file.decimal_commas:
        yield "  decimal_mark: ','  # numbers are written with a comma"
    for name in file.lacking:
        yield f"  # LOOK: nothing is like {name}, which this table cannot do without."
    if file.unplaced:
        places = ", ".join(_letter(place) for place in file.unplaced)
        yield f"  # Like none of ours, and not read: column {places} of the file."
    yield "  columns:"
    for one in file.columns:
        yield from _column(one, seen)


def _dates(file: ProposedFile) -> Iterator[str]:
    if file.order is DateOrder.ASK:
        yield f"  dates: {file.order}  # ASK the agency; {file.order_why}"
    elif file.order is not None:
        yield f"  dates: {file.order}  # {file.order_why}"
    if file.short_years:
        yield "  # ASK: years have two digits. Write the last of them that is in this century:"
        yield "  # pivot: 30"


def _column(one: ProposedColumn, seen: Seen) -> Iterator[str]:
    yield f"  # {_sureness(one)}: {one.why}."
    theirs = ", ".join(_quoted(seen.header[place]) for place in one.places)
    yield f"  - ours: {one.column.name}"
    yield f"    theirs: [{theirs}]"
    if one.part is not None:
        yield "    split_at: ','"
        yield f"    part: {one.part}"
    if one.yes or one.no:
        yield f"    'yes': [{', '.join(map(_quoted, one.yes))}]"
        yield f"    'no': [{', '.join(map(_quoted, one.no))}]"
    if one.codes:
        yield "    codes:"
        for theirs, ours in one.codes:
            yield f"    - {{theirs: {_quoted(theirs)}, ours: {_quoted(ours)}}}"
    for word in one.strange:
        yield f"    # LOOK, which of ours is it: {_quoted(word)}"
    more = one.strangers - len(one.strange)
    if more > 0:
        words = "1 other word" if more == 1 else f"{more} other words"
        yield f"    # LOOK: {words} in this column are none of ours; `sixpoint check` finds where."


def _sureness(one: ProposedColumn) -> str:
    if one.score >= SURE:
        return "sure"
    return "likely" if one.score >= LIKELY else "LOOK, perhaps"


def _letter(place: int) -> str:
    """The column as a spreadsheet names it."""
    name, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
