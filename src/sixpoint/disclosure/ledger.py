"""The ledger of releases: every count that was published or hidden before, in a chain of hashes.

Takes a folder of one file for each release; gives the releases, each checked against the one
before it; refuses a ledger that was edited, cut short or damaged, and says at which file. It holds
exact counts, so it stays on the partnership's side, for its owner's eyes only.

The hash of the last release goes into head.json. Somebody who rewrites every file and the head
leaves no sign here: who must rule that out writes the head's hash down elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from sixpoint.files import fingerprint, read_json, to_json, write_text
from sixpoint.files.write import write_new
from sixpoint.packs.disclosure import CountRule
from sixpoint.terms.cells import SafeNumber
from sixpoint.terms.problems import Problem, UserError, user_error
from sixpoint.terms.strict import strict

HEAD = "head.json"
RELEASE_ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"
"""Letters, digits, dot, dash and underscore, and no place to write to."""
START = "0" * 64
"""What stands in the place of the hash before the first release."""


@strict
class LedgerCell:
    """One count of one release: exact, and as it was shown; `missing` was not published.

    `measure` is the definition of what is counted, and empty where no other release can count it;
    `dimensions` say of whom: population, period, area and group, with totals left out.
    """

    measure: str
    dimensions: dict[str, str]
    value: Annotated[int, Field(ge=0)]
    shown: SafeNumber


@strict
class LedgerSum:
    """That one cell is the sum of others, by their place among the release's cells from 0."""

    total: int
    parts: tuple[int, ...]


@strict
class Release:
    """One release. `run` tells which data it was made from, `content` what went into it.

    `definitions` are what each measure counted, as a hash by its id: a measure that was renamed
    since is known again by it. `previous` is the hash of the release before; `hash` that of
    everything else in this file.
    """

    format: Literal[1]
    number: Annotated[int, Field(ge=1)]
    release: Annotated[str, Field(pattern=RELEASE_ID)]
    run: str
    content: str
    rules: tuple[CountRule, ...]
    cells: tuple[LedgerCell, ...]
    sums: tuple[LedgerSum, ...]
    previous: str
    definitions: dict[str, str] = field(default_factory=dict)
    hash: str = ""


@strict
class Head:
    """head.json: how many releases there are, and the hash of the last."""

    format: Literal[1]
    releases: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A ledger as it stands, checked."""

    folder: Path
    releases: tuple[Release, ...]

    @property
    def head(self) -> str:
        """The hash of the last release."""
        return self.releases[-1].hash if self.releases else START

    def find(self, release: str) -> Release | None:
        """The release of that id, if there was one."""
        return next((one for one in self.releases if one.release == release), None)


def read_ledger(folder: Path) -> Ledger:
    """Every release; a UserError that says where the chain breaks. Empty where no folder is.

    Where somebody releases meanwhile, it is read once more: half of the old and half of the new
    look like a ledger that was cut.
    """
    if folder.exists() and not folder.is_dir():
        fix = "Name the folder that holds the releases."
        raise user_error("ledger-no-folder", what="This is a file.", fix=fix, file=folder)
    while True:
        before = _bytes_of_head(folder)
        try:
            return _read(folder)
        except UserError:
            if _bytes_of_head(folder) == before:
                raise


def _bytes_of_head(folder: Path) -> bytes | None:
    try:
        return (folder / HEAD).read_bytes()
    except OSError:
        return None


def _read(folder: Path) -> Ledger:
    files = sorted(folder.glob("[0-9]*.json")) if folder.is_dir() else []
    problems: list[Problem] = []
    releases: list[Release] = []
    for number, file in enumerate(files, start=1):
        try:
            release = read_json(file, Release)
        except UserError as error:
            problems += [_damaged(file), *error.problems]
            continue
        releases.append(release)
        if file.name != name_of_file(number) or release.number != number:
            problems.append(_gap(file, number))
        elif release.hash != hash_of(release):
            problems.append(_edited(file, "was changed after it was written"))
        elif len(releases) == number > 1 and release.previous != releases[-2].hash:
            problems.append(_edited(file, "does not follow on the one before it"))
    problems = problems or list(_wrong_head(folder, releases))
    if problems:
        raise UserError(problems)
    return Ledger(folder=folder, releases=tuple(releases))


def append(ledger: Ledger, release: Release) -> Release:
    """Writes the release after the last one, whole or not at all; gives it with its hash.

    Two that write at once cannot both have the same place: the second is refused.
    """
    if ledger.find(release.release):
        raise _release_twice(ledger, release.release)
    number = len(ledger.releases) + 1
    placed = replace(release, number=number, previous=ledger.head, hash="")
    chained = replace(placed, hash=hash_of(placed))
    ledger.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # First what a killed run left undone, so that the head is never two releases behind.
    if ledger.releases:
        _raise_head(ledger.folder, number - 1, ledger.head)
    try:
        write_new(ledger.folder / name_of_file(number), to_json(chained), private=True)
    except UserError as error:
        raise _overtaken(ledger, error) from None
    _raise_head(ledger.folder, number, chained.hash)
    return chained


def _raise_head(folder: Path, releases: int, last: str) -> None:
    """Writes the head, unless somebody who released since has written a later one."""
    path = folder / HEAD
    if not path.is_file() or read_json(path, Head).releases < releases:
        head = Head(format=1, releases=releases, hash=last)
        write_text(path, to_json(head), private=True)


def _overtaken(ledger: Ledger, error: UserError) -> UserError:
    if {problem.code for problem in error.problems} != {"already-written"}:
        return error
    return user_error(
        "already-written",
        what="Something else was released a moment ago, and this was not held against it.",
        fix="Run the command again. Nothing was released or written by this one.",
        file=ledger.folder,
    )


def refuse_otherwise(ledger: Ledger, release: Release) -> None:
    """Refuses what was released under this id before and would now be shown otherwise.

    Two ways of hiding the same counts, laid side by side, show what each of them hides.
    """
    found = ledger.find(release.release)
    if found and (found.cells, found.sums) != (release.cells, release.sums):
        raise user_error(
            "release-twice",
            what=f"The same was released as {release.release!r} before, and would now be hidden "
            "otherwise. Both side by side would show what each of them hides.",
            fix="Hand over what was written then. Or choose another id: then this is held against "
            "what was released before.",
            file=ledger.folder,
        )


def before_release(ledger: Ledger, release: str, *, content: str) -> Ledger:
    """The ledger as it stood before that release: all of it, where there was none of the id.

    The same content under the same id is no new release; other content is refused.
    """
    found = ledger.find(release)
    if found is None:
        return ledger
    if found.content != content:
        raise _release_twice(ledger, release)
    return Ledger(folder=ledger.folder, releases=ledger.releases[: found.number - 1])


def _release_twice(ledger: Ledger, release: str) -> UserError:
    return user_error(
        "release-twice",
        what=f"Something else was released as {release!r} before.",
        fix="Choose another id. An id may be used again for byte for byte the same only.",
        file=ledger.folder,
    )


def hash_of(release: Release) -> str:
    """The hash of everything in the release but the hash itself."""
    return fingerprint(replace(release, hash=""))


def name_of_file(number: int) -> str:
    return f"{number:06}.json"


def _wrong_head(folder: Path, releases: list[Release]) -> Iterator[Problem]:
    """A run that was killed leaves a head that is one release behind, and never more."""
    path = folder / HEAD
    head = read_json(path, Head) if path.is_file() else Head(format=1, releases=0, hash=START)
    if head.releases > len(releases):
        yield Problem(
            code="ledger-cut",
            what=f"This ledger holds {len(releases)} releases; there have been {head.releases}.",
            fix="Put the files back from a copy. Nothing is released without them.",
            file=folder,
        )
    elif head.releases < len(releases) - 1:
        yield _edited(path, f"is of {head.releases} releases, and there are {len(releases)}")
    elif head.hash != (releases[head.releases - 1].hash if head.releases else START):
        yield _edited(path, "does not hold the hash of the release that it names")
    elif releases and releases[0].previous != START:
        yield _edited(folder / name_of_file(1), "does not begin the chain")


def _edited(file: Path, how: str) -> Problem:
    return Problem(
        code="ledger-edited",
        what=f"The chain of hashes breaks here: this file {how}.",
        fix="Put the file back from a copy. Nothing is released on a ledger that was edited.",
        file=file,
    )


def _damaged(file: Path) -> Problem:
    return Problem(
        code="ledger-damaged",
        what="This release cannot be read, so the chain of hashes breaks here.",
        fix="Put the file back from a copy. Nothing is released without it.",
        file=file,
    )


def _gap(file: Path, number: int) -> Problem:
    return Problem(
        code="ledger-gap",
        what=f"Here release number {number} should stand, and it does not.",
        fix="Put the missing file back from a copy, and rename none.",
        file=file,
    )
