"""One small invented inspection, made whole through the command line, for tests to look at."""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.support.commands import Said, must, run_command
from tests.support.repository import ROOT

CHILDREN = 4000
"""The fewest at which the figures on planning meetings are shown and not hidden."""
SEED = 2014
EXAMPLES = ROOT / "examples"
LATER = ("evaluations.yaml", "conclusions.yaml", "improvement.yaml")
PUBLISHED = ("north-lanarkshire-2014", "south-ayrshire-2016")


@dataclass(frozen=True)
class Demo:
    """Where it lies, and what each command said. Look, and copy before you change anything."""

    folder: Path
    said: tuple[Said, ...]

    @property
    def partnership(self) -> Path:
        return self.folder / "partnership"

    @property
    def truth(self) -> Path:
        return self.folder / "truth"

    @property
    def inspection(self) -> Path:
        return self.folder / "inspection"

    @property
    def crossing(self) -> Path:
        return self.partnership / "crossing" / "crossing.zip"

    @property
    def rows(self) -> Path:
        """The rows behind the second sentence of the overall conclusion."""
        return self.folder / "rows.csv"

    @property
    def public(self) -> Path:
        return self.inspection / "out" / "public"

    def command(self, *asked: str) -> Said:
        """The one command that was asked with these words."""
        (found,) = (one for one in self.said if set(asked) <= set(one.asked))
        return found

    def copy(self, to: Path, *, out: bool = False) -> "Demo":
        """Partnership and inspection to change; without the report, which tests make anew."""
        left_out = shutil.ignore_patterns(*([] if out else ["out"]))
        for name in ("partnership", "inspection"):
            shutil.copytree(self.folder / name, to / name, ignore=left_out)
        (to / "truth").symlink_to(self.truth)
        return Demo(to, self.said)


def make_demo(folder: Path) -> Demo:
    """The whole job as scripts/demo.sh does it, smaller; every command ends with 0."""
    demo = Demo(folder, ())
    inspection, partnership = demo.inspection, demo.partnership
    # What the team concludes comes last, as in life; until then a report is quickly made.
    shutil.copytree(EXAMPLES / "invermore", inspection, ignore=shutil.ignore_patterns(*LATER))
    said = _run_all(
        invent(demo),
        ("analyse", partnership, "--threads", "2"),
        ("inspect", inspection, "--receive", demo.crossing, "--json"),
        ("sample", inspection),
        ("synthesise", "--answers", inspection, "--truth", demo.truth, "--seed", str(SEED)),
    )
    shutil.copytree(EXAMPLES / "invermore", inspection, dirs_exist_ok=True)
    for name in PUBLISHED:
        shutil.copytree(EXAMPLES / name, folder / name)
    said += _run_all(
        ("inspect", inspection, "--confirm"),
        ("trail", inspection, "--all", "--partnership", partnership, "--json"),
        ("trail", inspection, "overall-2", "--partnership", partnership, "--rows", demo.rows),
        *(("inspect", folder / name) for name in PUBLISHED),
    )
    text = json.dumps([asdict(one) for one in said])
    (folder / "said.json").write_text(text, encoding="utf-8")
    return Demo(folder, tuple(said))


def _run_all(*commands: tuple[str | Path, ...]) -> list[Said]:
    return [must(run_command(*command)) for command in commands]


def invent(demo: Demo, *, children: int = CHILDREN) -> tuple[str | Path, ...]:
    """The command that makes the demo's partnership."""
    how = ("--children", str(children), "--seed", str(SEED))
    return ("synthesise", demo.partnership, "--truth", demo.truth, *how)


def read_demo(folder: Path) -> Demo | None:
    """The demo that another process has made here; None if none did, or not to the end."""
    if not (folder / "said.json").is_file():
        return None
    said = json.loads((folder / "said.json").read_text(encoding="utf-8"))
    return Demo(folder, tuple(Said(**{**one, "asked": tuple(one["asked"])}) for one in said))
