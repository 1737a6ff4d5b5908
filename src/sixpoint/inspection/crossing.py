"""The crossing file: written at one end, checked at both.

A ZIP of crossing.json, figures.json, return.csv and documents/. Same content, same bytes.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TypeVar

from sixpoint.files import read_csv_text, read_json_text, read_text, to_csv, to_json, write_bytes
from sixpoint.packs.load import load_measures
from sixpoint.terms.problems import Problem, UserError

from .crossing_types import Crossing, FiguresFile, Manifest, ReturnRow
from .crossing_zip import MOST_BYTES as MOST_BYTES
from .crossing_zip import unzip_bytes
from .crossing_zip import unzip_crossing as unzip_crossing
from .figure_problems import figure_problems
from .returned import BANDS, POPULATIONS

RECEIVED = "received"
MANIFEST = "crossing.json"
FIGURES = "figures.json"
RETURN = "return.csv"
DOCUMENTS = "documents"
DOCUMENT_ENDINGS = (".md", ".txt")
_DOCUMENT = re.compile(r"documents/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.(md|txt)")
"""Plain names only: any computer tells them apart, and none stands for another place."""

T = TypeVar("T")


def write_crossing(path: Path, manifest: Manifest, parts: dict[str, str]) -> None:
    """Writes the file, whole or not at all; `parts` are those of `parts_of`."""
    write_bytes(path, _zipped({MANIFEST: to_json(manifest), **parts}))


def parts_of(
    figures: FiguresFile, returned: tuple[ReturnRow, ...], documents: dict[str, str]
) -> dict[str, str]:
    """The parts of a crossing file apart from its manifest, by name."""
    rows = [(row.reference, row.category, row.age_band) for row in returned]
    return {
        FIGURES: to_json(figures),
        RETURN: to_csv(("reference", "category", "age_band"), rows),
        **{f"{DOCUMENTS}/{name}": text for name, text in documents.items()},
    }


def hashes_of(parts: dict[str, str]) -> dict[str, str]:
    """The SHA-256 of each part, as the manifest lists them."""
    return {name: sha256(text.encode()).hexdigest() for name, text in sorted(parts.items())}


def _zipped(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, members[name])
    return buffer.getvalue()


def read_crossing(path: Path) -> Crossing:
    """The checked content of a crossing file; a UserError with every problem otherwise."""
    return check_crossing(path, unzip_crossing(path))


def read_crossing_bytes(content: bytes, *, named: Path) -> Crossing:
    """The same of a file that lies nowhere; `named` is what problems call it."""
    return check_crossing(named, unzip_bytes(content, named=named))


def read_received(folder: Path) -> Crossing | None:
    """What an inspection received, checked again; None where nothing was received yet."""
    if not folder.is_dir():
        return None
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return check_crossing(folder, {str(f.relative_to(folder)): read_text(f) for f in files})


def check_crossing(path: Path, members: dict[str, str]) -> Crossing:
    """The content of the parts of a crossing file, if nothing is wrong with any of them."""
    problems = list(_unexpected(path, members))
    manifest = _parsed(path, members, MANIFEST, type_=Manifest, problems=problems)
    figures = _parsed(path, members, FIGURES, type_=FiguresFile, problems=problems)
    returned = _returned(path, members, problems)
    problems += _odd_rows(path, returned)
    if manifest is not None:
        problems += _changed(path, manifest, members)
    if manifest is not None and figures is not None:
        problems += _told(path / FIGURES, figures, manifest)
    if problems or manifest is None or figures is None:
        raise UserError(problems)
    documents = {
        PurePosixPath(name).name: text
        for name, text in members.items()
        if name.startswith(f"{DOCUMENTS}/")
    }
    return Crossing(
        manifest=manifest, figures=figures.figures, returned=tuple(returned), documents=documents
    )


def _unexpected(path: Path, members: dict[str, str]) -> Iterator[Problem]:
    for name in (MANIFEST, FIGURES, RETURN):
        if name not in members:
            yield Problem(
                code="crossing-part-missing",
                what=f"The crossing file holds no {name}.",
                fix="Ask the partnership to make the file again with `sixpoint analyse`.",
                file=path,
            )
    for name in sorted(members):
        if name not in (MANIFEST, FIGURES, RETURN) and not _is_document(name):
            yield Problem(
                code="crossing-part-unexpected",
                what=f"The crossing file holds {name!r}, which has no place in it.",
                fix="Take it out; only figures, the return and checked documents may cross.",
                file=path,
            )


def _is_document(name: str) -> bool:
    return _DOCUMENT.fullmatch(name) is not None


def _parsed(
    path: Path, members: dict[str, str], name: str, *, type_: type[T], problems: list[Problem]
) -> T | None:
    if name not in members:
        return None
    try:
        return read_json_text(members[name], type_, name=path / name)
    except UserError as error:
        problems += [_could_name(problem) for problem in error.problems]
        return None


def _returned(path: Path, members: dict[str, str], problems: list[Problem]) -> list[ReturnRow]:
    if RETURN not in members:
        return []
    try:
        return read_csv_text(members[RETURN], ReturnRow, name=path / RETURN)
    except UserError as error:
        problems += [_could_name(problem) for problem in error.problems]
        return []


def _could_name(problem: Problem) -> Problem:
    """An unknown key or column is refused because it could name a child: say so."""
    if problem.code not in ("unknown-key", "wrong-header"):
        return problem
    return Problem(
        code="crossing-could-name-a-child",
        what=f"{problem.what} A crossing file has no place for it, since it could name a child.",
        fix="Take it out on the partnership's side, with `sixpoint analyse`; nothing was received.",
        file=problem.file,
        line=problem.line,
    )


def _told(path: Path, figures: FiguresFile, manifest: Manifest) -> list[Problem]:
    """What figures say that their numbers do not, by our own pack of measures."""
    try:
        pack = load_measures(manifest.measures)
    except UserError as error:
        return list(error.problems)
    return [*figure_problems(figures.figures, manifest, pack=pack, file=path)]


def _changed(path: Path, manifest: Manifest, members: dict[str, str]) -> Iterator[Problem]:
    """Parts that are not as listed, and documents that nobody vouches for."""
    listed = {**manifest.members}
    found = {n: digest for n, digest in hashes_of(members).items() if n != MANIFEST}
    for name in sorted({*listed, *found}):
        if listed.get(name) != found.get(name):
            yield Problem(
                code="crossing-changed",
                what=f"{name!r} is not as the partnership's software wrote it.",
                fix="Ask the partnership to make the file again; nothing was received.",
                file=path,
            )
    vouched = Counter((f"{DOCUMENTS}/{sent.file}", sent.sha256) for sent in manifest.documents)
    if vouched != Counter((n, d) for n, d in found.items() if n not in (FIGURES, RETURN)):
        yield Problem(
            code="crossing-document-unchecked",
            what="The documents are not those that somebody checked for names.",
            fix="Name each in partnership.yaml with `checked_by`, and make the file again.",
            file=path,
        )


def _odd_rows(path: Path, returned: list[ReturnRow]) -> Iterator[Problem]:
    """Rows of the return that say more, or other, than a reference and two groups."""
    times = Counter(row.reference for row in returned)
    for line, row in enumerate(returned, start=2):
        if row.category not in POPULATIONS or row.age_band not in BANDS:
            yield Problem(
                code="crossing-could-name-a-child",
                what="This row has a category or an age band that is not one of the return's.",
                fix="Ask the partnership to make the file again with `sixpoint analyse`.",
                file=path / RETURN,
                line=line,
            )
        if times[row.reference] > 1:
            yield Problem(
                code="crossing-reference-twice",
                what="This row's reference stands for another row too.",
                fix="Ask the partnership to make the file again with `sixpoint analyse`.",
                file=path / RETURN,
                line=line,
            )
