"""Tables at the width of a usual terminal: what a person copies from one is whole."""

import io

from rich.console import Console

from sixpoint.cli.console import whole_words, wide_table

LONG = "an account of what is asked of the services of a place, " * 2


def _printed(*rows: tuple[str, ...]) -> str:
    table = wide_table("Packs")
    for name in ("pack", "title", "more"):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(file=io.StringIO(), width=80)
    console.print(whole_words(table))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_ids_and_words_are_never_broken() -> None:
    told = _printed(("scotland-child-protection/2009", LONG, "unsatisfactory (1)"))
    assert "scotland-child-protection/2009" in told
    assert "unsatisfactory" in told
    assert set(LONG.split()) <= set(told.split())


def test_table_keeps_to_the_terminal() -> None:
    told = _printed(("scotland-child-protection/2009", LONG, LONG))
    assert max(map(len, told.splitlines())) <= 80
