"""Makes the crossing file from an analysis, and keeps in the store what must not cross."""

from collections.abc import Iterator
from pathlib import Path

from sixpoint.disclosure.counts import safe_count
from sixpoint.files import read_text, sha256_of, to_json, write_csv, write_json
from sixpoint.files.folders import write_folder
from sixpoint.linkage.kept import write_run
from sixpoint.packs.load import DatasetsPack, MeasuresPack
from sixpoint.packs.processes import ProcessesPack
from sixpoint.terms.problems import Problem, UserError

from .analyse import Analysis
from .crossing import (
    DOCUMENT_ENDINGS,
    MANIFEST,
    check_crossing,
    hashes_of,
    parts_of,
    write_crossing,
)
from .crossing_types import (
    FiguresFile,
    Manifest,
    NotKnown,
    PackUsed,
    RuleOutcome,
    Sender,
    SentDocument,
)
from .desk import carry_decisions
from .identity import write_identity
from .privacy import identifiers_in, what_finds_a_child
from .release import AUDIT, audit_file, remember
from .store import KEY, KEY_COLUMNS, LINKING, STORE
from .submissions import carry_over

CROSSING = Path("crossing") / "crossing.zip"


def cross(analysis: Analysis, folder: Path) -> Path:
    """Writes store/, crossing/crossing.zip and, where one was asked for, the release.

    Nothing at all if anything in it could find a child.
    """
    documents = _documents(analysis, folder)
    parts = parts_of(
        FiguresFile(format=1, figures=analysis.figures), analysis.returned.rows, documents
    )
    manifest = _manifest(analysis, folder, hashes_of(parts))
    members = {MANIFEST: to_json(manifest), **parts}
    # What the other end would refuse does not leave this one.
    check_crossing(folder / CROSSING, members)
    known = identifiers_in(analysis.records.datasets, analysis.records.raw)
    problems = what_finds_a_child({_place(folder, name): t for name, t in members.items()}, known)
    if problems:
        raise UserError(problems)
    # Before anything leaves: what is released and not remembered could be given away later.
    remember(analysis.released)
    write_folder(folder / STORE, lambda store: _keep_all(analysis, folder, store), private=True)
    write_crossing(folder / CROSSING, manifest, parts)
    return folder / CROSSING


def _keep_all(analysis: Analysis, folder: Path, store: Path) -> None:
    keep(analysis, store)
    carry_over(folder, store)
    # Last, so that what people decide while the rest is written is hardly ever missed.
    carry_decisions(folder / STORE, store)


def keep(analysis: Analysis, store: Path) -> None:
    """Keeps links, key, exact figures, the audit and issues on the partnership's side."""
    linked = analysis.linked
    linked.people.order_by("agency", "person_id").to_parquet(store / "people.parquet")
    linked.pairs.order_by("left_agency", "left_id", "right_agency", "right_id").to_parquet(
        store / "pairs.parquet"
    )
    if linked.kept is not None:
        write_run(linked.kept, store / LINKING)
    write_identity(analysis.identity, store)
    write_csv(store / KEY, KEY_COLUMNS, analysis.returned.key)
    write_json(store / "exact.json", {"format": 1, "figures": analysis.exact})
    write_json(store / AUDIT, audit_file(analysis.released))
    issues = analysis.checked.issues
    write_csv(
        store / "issues.csv",
        ("code", "severity", "file", "line", "key", "column", "message", "fix"),
        [(i.code, i.severity, i.file, i.line, i.key, i.column, i.message, i.fix) for i in issues],
    )


def _place(folder: Path, name: str) -> Path:
    """A document is named where it lies; the other parts by what they are in the crossing file."""
    return folder / name if name.startswith("documents/") else folder / CROSSING / name


def _documents(analysis: Analysis, folder: Path) -> dict[str, str]:
    """The documents that partnership.yaml names, by file name; every problem of them at once."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for document in analysis.partnership.documents:
        path = folder / document.file
        if not document.file.startswith("documents/") or path.suffix not in DOCUMENT_ENDINGS:
            problems.append(
                Problem(
                    code="document-cannot-cross",
                    what="Only text under documents/ can be checked for names, and so cross.",
                    fix=f"Save it as {' or '.join(DOCUMENT_ENDINGS)} under documents/.",
                    file=path,
                )
            )
            continue
        try:
            texts[path.name] = read_text(path)
        except UserError as error:
            problems += error.problems
    if problems:
        raise UserError(problems)
    return texts


def _manifest(analysis: Analysis, folder: Path, members: dict[str, str]) -> Manifest:
    partnership, policy = analysis.partnership, analysis.packs.measures.policy
    return Manifest(
        format=1,
        partnership=Sender(id=partnership.id, name=partnership.name, area=partnership.area),
        invented=partnership.invented,
        as_at=partnership.as_at,
        packs=(
            _used(analysis.packs.datasets),
            _used(analysis.packs.measures),
            _used(analysis.packs.processes),
        ),
        members=members,
        links=analysis.links,
        rules=tuple(
            RuleOutcome(
                code=result.code,
                dataset=result.dataset,
                outcome=result.outcome,
                count=safe_count(result.count, policy),
                why=result.why,
            )
            for result in analysis.checked.results
        ),
        not_known=tuple(_not_known(analysis, analysis.packs.measures)),
        documents=tuple(
            SentDocument(
                file=Path(document.file).name,
                title=document.title,
                kind=document.kind,
                sha256=sha256_of(folder / document.file),
                checked_by=document.checked_by,
            )
            for document in partnership.documents
        ),
    )


def _used(pack: DatasetsPack | MeasuresPack | ProcessesPack) -> PackUsed:
    return PackUsed(ref=pack.header.ref, content=pack.content_hash)


def _not_known(analysis: Analysis, pack: MeasuresPack) -> Iterator[NotKnown]:
    for absent in analysis.exact.not_measured:
        measure = pack.measure(absent.measure)
        title = measure.title if measure else absent.measure
        yield NotKnown(measure=absent.measure, title=title, why=absent.why)
