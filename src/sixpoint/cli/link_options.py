"""What `sixpoint link` can be told, with the words of its help."""

from typing import Any

import typer

WHAT: Any = typer.Argument(
    ..., help="A partnership's folder, or CSV files of people: FILE or name=FILE."
)
SAVE: Any = typer.Option(
    None, "--out", help="The folder for links.csv, people.csv and review.csv; files need it."
)
SEED: Any = typer.Option(1, help="Shuffles the pseudonyms and draws random pairs.")
REVIEW: Any = typer.Option(
    None, help="Write sheets of pairs for two people: FILE-1 and FILE-2; FILE-3 for a third."
)
DOUBTS: Any = typer.Option(200, min=0, help="With --review: how many pairs in doubt.")
SAMPLE: Any = typer.Option(100, min=0, help="With --review: how many links at random.")
DECISIONS: Any = typer.Option(
    [], help="A sheet that a reviewer filled in; give each with its own --decisions."
)
WITHDRAW: Any = typer.Option(
    None, help="Take back what was decided of two records, each as agency:id; needs --by."
)
BY: Any = typer.Option(None, help="With --withdraw: the role of whoever does it.")
WHY: Any = typer.Option(
    None, help="Say why two records, each as agency:id, were joined or not; --out is the page."
)
VALUES: Any = typer.Option(
    False, "--values", help="With --why and --out: show names and all else on the page."
)
TRUTH: Any = typer.Option(None, help="The truth of invented records: measure the links against it.")
QUALITY: Any = typer.Option(
    False, "--quality", help="Say how good the links are, and keep it; links all once more."
)
AS_JSON: Any = typer.Option(False, "--json", help="Print one JSON document instead.")
QUIET: Any = typer.Option(False, "--quiet", "-q", help="Print no progress.")
