"""`sixpoint synthesise`: an invented partnership, and invented answers about it."""

from pathlib import Path

import typer

from sixpoint.files import read_csv_rows, read_yaml
from sixpoint.instruments.types import Instrument, InstrumentsFile
from sixpoint.sampling.types import Drawn
from sixpoint.synthetic import Question, QuestionKind, answer
from sixpoint.synthetic import synthesise as make

from .console import ending, out, print_json, progress
from .outputs import AnswersOutput, SynthesiseOutput

EPILOG = ending(
    "sixpoint synthesise build/partnership --children 2000 --seed 7",
    "sixpoint synthesise --answers build/inspection --truth build/truth --seed 7",
    codes="0 done; 2 could not run; 3 wrong use.",
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("synthesise", epilog=EPILOG)(synthesise)


def synthesise(
    folder: Path | None = typer.Argument(
        None, metavar="OUT", help="Where the partnership is written; new, empty, or made before."
    ),
    children: int = typer.Option(2000, "--children", help="How many children; at least 200."),
    seed: int = typer.Option(1, "--seed", min=0, help="The same seed gives the same bytes."),
    truth: Path | None = typer.Option(
        None, "--truth", help="Where the truth is written, or read; else beside OUT."
    ),
    answers: Path | None = typer.Option(
        None, "--answers", help="An inspection with a drawn sample: write its readings and surveys."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print no progress."),
) -> None:
    """Write an invented partnership, or invented readings and survey answers. Nobody is real."""
    if (folder is None) == (answers is None):
        raise typer.BadParameter("Give OUT for a partnership, or --answers INSPECTION.")
    if answers is not None:
        if truth is None:
            raise typer.BadParameter("--answers needs --truth, the folder of what was planted.")
        _answer(answers, truth=truth, seed=seed, as_json=as_json)
    elif folder is not None:
        beside = truth or folder.absolute().parent / "truth"
        with progress(quiet=quiet) as progressing:
            make(
                folder,
                truth=beside,
                children=children,
                seed=seed,
                progress=lambda words, _: progressing.step(words.capitalize()),
            )
        _say_partnership(folder, truth=beside, children=children, seed=seed, as_json=as_json)


def _say_partnership(folder: Path, *, truth: Path, children: int, seed: int, as_json: bool) -> None:
    if as_json:
        print_json(
            SynthesiseOutput(
                partnership=str(folder), truth=str(truth), children=children, seed=seed
            )
        )
        return
    out.print(f"An invented partnership of {children:,} children: {folder}", markup=False)
    out.print(f"The truth about it, kept apart from it: {truth}", markup=False)


def _answer(inspection: Path, *, truth: Path, seed: int, as_json: bool) -> None:
    instruments = read_yaml(inspection / "instruments.yaml", InstrumentsFile)
    files = answer(
        inspection,
        truth=truth,
        seed=seed,
        sampled=_sampled(inspection / "sample.csv"),
        readings=_questions(instruments.readings) if instruments.readings else (),
        surveys={survey.id: _questions(survey) for survey in instruments.surveys},
    )
    if as_json:
        print_json(AnswersOutput(files=tuple(str(file) for file in files)))
        return
    for file in files:
        out.print(f"Invented answers: {file}", markup=False)


def _questions(instrument: Instrument) -> tuple[Question, ...]:
    return tuple(Question(id=q.id, kind=QuestionKind(q.kind)) for q in instrument.questions)


def _sampled(path: Path) -> list[tuple[str, str]]:
    """Reference and category of each record drawn to be read; reserves are not read."""
    if not path.is_file():
        return []
    return [(d.reference, d.category) for d in read_csv_rows(path, Drawn) if not d.reserve]
