"""`sixpoint`: every command, and what each kind of ending means."""

import inspect as inspect_code
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path

import typer

from sixpoint import __version__
from sixpoint.terms.problems import UserError

from . import (
    analyse,
    check,
    explain,
    gap,
    inspect,
    link,
    measure,
    packs,
    pathway,
    protect,
    published,
    returned,
    sample,
    synthesise,
    trail,
    trend,
)
from .console import COULD_NOT_RUN, DONE, WRONG_USE, err, say_problems

app = typer.Typer(
    name="sixpoint",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Joint inspections of services for children, from records and evidence to the report.",
    epilog="Exit codes: 0 done; 1 something wrong was found; 2 could not run; 3 wrong use.",
)
for command in (
    packs,
    synthesise,
    check,
    explain,
    link,
    returned,
    sample,
    measure,
    pathway,
    trend,
    gap,
    protect,
    analyse,
    inspect,
    trail,
    published,
):
    command.register(app)
# What another package adds: each entry point is a function that registers commands (ADR 0032).
for added in entry_points(group="sixpoint.commands"):
    added.load()(app)
for registered in app.registered_commands:
    # Typer keeps the line ends of a docstring, and breaks its lines once more.
    paragraphs = (inspect_code.getdoc(registered.callback) or "").split("\n\n")
    registered.help = "\n\n".join(" ".join(one.split()) for one in paragraphs)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"sixpoint {__version__}")
        raise typer.Exit


@app.callback()
def _sixpoint(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Say the version and stop."
    ),
) -> None:
    del version  # the callback has already answered


def main() -> None:
    """The entry point of the `sixpoint` command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code; nobody ever sees a traceback."""
    try:
        code = typer.main.get_command(app).main(list(arguments), standalone_mode=False)
    except typer.TyperException as error:
        if not (message := error.format_message()):
            return WRONG_USE  # nothing was asked for, and the help was printed
        err.print(message, style="bold red", markup=False)
        err.print("  `sixpoint COMMAND --help` shows how a command is used.", markup=False)
        return WRONG_USE
    except UserError as error:
        say_problems(error.problems)
        return COULD_NOT_RUN
    except (KeyboardInterrupt, typer.Abort):
        err.print("Stopped; nothing was left half written.")
        return COULD_NOT_RUN
    except Exception as error:
        _say_fault(error)
        return COULD_NOT_RUN
    return code if isinstance(code, int) else DONE


def _say_fault(error: Exception) -> None:
    """Says where our own code failed; never the message, which could quote a record."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "sixpoint" in f.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
    err.print("Something is wrong in Sixpoint itself, not in what you gave it.", style="bold red")
    err.print(f"  Please report it with this place: {type(error).__name__} at {place}")
