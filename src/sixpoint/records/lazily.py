"""Tables that are made when somebody first asks for them, and then kept."""

from collections.abc import Callable, Iterator, Mapping

import ibis.expr.types as ir


class MadeOnce(Mapping[str, ir.Table]):
    """The tables by name; each is made by its function at most once."""

    def __init__(self, makers: Mapping[str, Callable[[], ir.Table]]) -> None:
        self._makers = dict(makers)
        self._made: dict[str, ir.Table] = {}

    def __getitem__(self, name: str) -> ir.Table:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)
