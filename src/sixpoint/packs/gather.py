"""Reads the files of one pack and gathers every problem of all of them before any is told."""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from sixpoint.files import fingerprint, sha256_of
from sixpoint.files.yaml import read_yaml_lines
from sixpoint.terms.problems import Problem, UserError

from .header import Fact, PackHeader, PackKind, Source, SourcesFile
from .shelf import folder_of, packs_on

T = TypeVar("T")
Place = tuple[int | str, ...]
HEADER, SOURCES = "pack.yaml", "sources.yaml"


class Trouble(NamedTuple):
    """What a check found at a place of one file."""

    place: Place
    what: str
    fix: str


@dataclass(frozen=True)
class Read(Generic[T]):
    path: Path
    value: T
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of the place, or of the nearest thing around it."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]


@dataclass
class Gathering:
    """A pack's folder, or its folder and those it extends, the nearest first."""

    ref: str
    folders: list[Path]
    header: PackHeader | None
    problems: list[Problem] = field(default_factory=list)
    read_files: set[Path] = field(default_factory=set)

    def path(self, name: str) -> Path:
        """The nearest file of that name."""
        found = [folder / name for folder in self.folders if (folder / name).is_file()]
        return found[0] if found else self.folders[0] / name

    def read(self, name: str, type_: type[T]) -> Read[T] | None:
        """The file's content with its lines; None, and its problems kept, when it has any."""
        return self.read_path(self.path(name), type_)

    def read_path(self, path: Path, type_: type[T]) -> Read[T] | None:
        self.read_files.add(path)
        try:
            value, lines = read_yaml_lines(path, type_)
        except UserError as error:
            self.problems.extend(error.problems)
            return None
        return Read(path, value, lines)

    def note(self, code: str, read: Read[Any], troubles: Iterable[Trouble]) -> None:
        """Keeps what a check found, with file and line."""
        for place, what, fix in troubles:
            line = read.line(place)
            self.problems.append(Problem(code=code, what=what, fix=fix, file=read.path, line=line))

    def finish(self) -> PackHeader:
        """The header, when nothing is wrong; else a UserError that holds everything."""
        self._note_strangers()
        if self.problems or self.header is None:
            raise UserError(sorted(self.problems, key=lambda one: (str(one.file), one.line or 0)))
        return self.header

    def content_hash(self) -> str:
        """Of every file the pack's content comes from, wherever the shelf stands."""
        heads = {folder / HEADER for folder in self.folders}
        files = {self._name(path): sha256_of(path) for path in self.read_files | heads}
        return fingerprint(files)

    def _name(self, path: Path) -> str:
        folder = next(one for one in self.folders if path.is_relative_to(one))
        return f"{folder.parent.name}/{folder.name}/{path.relative_to(folder).as_posix()}"

    def _note_strangers(self) -> None:
        known = self.read_files | {self.folders[0] / HEADER}
        for path in sorted(self.folders[0].rglob("*")):
            if path.is_file() and path not in known:
                what = "This file has no place in a pack of this kind."
                fix = "Remove it, or correct its name."
                self.problems.append(Problem(code="stray-file", what=what, fix=fix, file=path))


def open_pack(ref: str, *, shelf: Path, kind: PackKind) -> Gathering:
    """The pack's folder and those it extends, ready to be read; refuses another kind at once."""
    folder = folder_of(ref, shelf=shelf)
    gathering = Gathering(ref=ref, folders=[folder], header=None)
    head = gathering.read(HEADER, PackHeader)
    if head is None:
        return gathering
    gathering.header = head.value
    gathering.note("wrong-header", head, _header_troubles(head.value, folder, kind))
    _follow(gathering, head, shelf)
    return gathering


def _header_troubles(header: PackHeader, folder: Path, kind: PackKind) -> Iterator[Trouble]:
    if header.ref != f"{folder.parent.name}/{folder.name}":
        what = f"The header says `{header.ref}`; the folder is called otherwise."
        yield Trouble(("id",), what, "Give header and folder the same id and version.")
    if header.kind is not kind:
        what = f"This is a pack of kind {header.kind}; one of kind {kind} is needed here."
        yield Trouble(("kind",), what, "Name another pack.")


def _follow(gathering: Gathering, head: Read[PackHeader], shelf: Path) -> None:
    seen, ref = {head.value.ref}, head.value.extends
    while ref is not None:
        base = None
        if ref not in seen and ref in packs_on(shelf):
            base = gathering.read_path(shelf / ref / HEADER, PackHeader)
        if base is None or base.value.kind is not head.value.kind:
            what = f"`extends` names `{ref}`, which is no other pack of this kind."
            gathering.note("unknown-pack", head, [Trouble(("extends",), what, "Correct it.")])
            return
        seen.add(ref)
        gathering.folders.append(shelf / ref)
        ref = base.value.extends


def read_sources(gathering: Gathering) -> Mapping[str, Source]:
    """The sources of the pack, its own before those of the packs it extends, by key."""
    found: dict[str, Source] = {}
    for folder in reversed(gathering.folders):
        if not (folder / SOURCES).is_file():
            continue
        read = gathering.read_path(folder / SOURCES, SourcesFile)
        if read is None:
            continue
        keys = [source.key for source in read.value.sources]
        gathering.note("duplicate-id", read, repeated(keys, ("sources",), "key"))
        found |= {source.key: source for source in read.value.sources}
    return found


def repeated(ids: Sequence[object], place: Place, key: str) -> Iterator[Trouble]:
    """A trouble for each id that stands there a second time."""
    for index, id_ in enumerate(ids):
        if id_ in ids[:index]:
            what = f"`{id_}` is here a second time."
            yield Trouble((*place, index, key), what, "Give each its own.")


def unknown_sources(value: Any, known: Collection[str], place: Place = ()) -> Iterator[Trouble]:
    """A trouble for each fact, however deep, that cites a source the pack does not have."""
    if isinstance(value, Fact):
        for index, key in enumerate(value.source):
            if key not in known:
                what = f"The source `{key}` is not in {SOURCES}."
                yield Trouble((*place, "source", index), what, "Add it there, or correct the key.")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            inner = getattr(value, part.name)
            yield from unknown_sources(inner, known, (*place, part.name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from unknown_sources(inner, known, (*place, index))


def note_sources(gathering: Gathering, read: Read[Any] | None, sources: Mapping[str, Any]) -> None:
    """Keeps a problem for each fact of the file that cites a source the pack does not have."""
    if read:
        gathering.note("unknown-source", read, unknown_sources(read.value, sources))
