"""Refuses to write over somebody's work."""

from collections.abc import Iterator
from pathlib import Path

from sixpoint.terms.problems import Problem, UserError

_OURS = {"partnership.yaml", "README.txt", "extracts", "documents"}
_MADE_FROM_OURS = {"store", "crossing", ".spill"}
"""What `sixpoint analyse` makes out of the extracts; it can be made again."""
_TRUTH = {
    "README.txt", "children.csv", "relations.csv", "practice.csv", "faults.csv", "canaries.txt",
    "planted.yaml",
}  # fmt: skip


def check_free(out: Path, *, truth: Path, readme: str, truth_readme: str) -> None:
    """Refuses folders that hold anything but an earlier invented partnership or its truth."""
    problems = [
        *_not_ours(out, names=_OURS | _MADE_FROM_OURS, readme=readme),
        *_not_ours(truth, names=_TRUTH, readme=truth_readme),
    ]
    if problems:
        raise UserError(problems)


def _not_ours(folder: Path, *, names: set[str], readme: str) -> Iterator[Problem]:
    if not folder.exists() and not folder.is_symlink():
        return
    if folder.is_symlink() or not folder.is_dir():
        yield Problem(
            code="not-a-folder",
            what="Something that is not a folder is already here.",
            fix="Name a folder that is not there yet.",
            file=folder,
        )
        return
    there = {entry.name for entry in folder.iterdir()}
    if not there:
        return
    mark = folder / "README.txt"
    # The first line alone, so that what an earlier version made is still known as ours.
    first = readme.partition("\n")[0].encode()
    ours = mark.is_file() and mark.read_bytes().startswith(first + b"\n")
    foreign = sorted(there - names) if ours else sorted(there)
    if foreign or not ours:
        yield Problem(
            code="folder-not-ours",
            what="The folder holds something that `sixpoint synthesise` did not make.",
            fix="Name a new or empty folder, or move what is in this one elsewhere.",
            file=folder / foreign[0] if foreign else folder,
        )
